"""Resolves groups: "the rebels", "450 militants", "Kurdish fighters"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphkit.model import Actor, ActorClass, Document, Mention, local_name
from graphkit.nlp.peoples import peoples
from graphkit.nlp.words import words
from graphkit.resolve.gazetteer import Gazetteer
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH, Memory, Seen
from graphkit.resolve.naming import generic_actor
from graphkit.resolve.offices import Offices
from graphkit.resolve.wings import BACKED, GROUPS, backed_group, is_wing, wing_of

DIRECTIONS = frozenset(words("directions"))
PLACE_CASES = frozenset(words("prepositions of place"))
_LOCATED = (ActorClass.PLACE,)
POWERS = (ActorClass.STATE, ActorClass.GOVERNMENT, ActorClass.ARMED, ActorClass.ORGANIZATION, ActorClass.BLOC)
# These rise against a state; not every armed group does.
_RISING = ("rebel", "insurgent", "insurgency", "rebellion")
# "the al-Qaeda affiliate": none of these is whose it is.
_DEPENDENTS = frozenset(["affiliate", "proxy"])
_FIGHTERS = frozenset(["gunman", "fighter", "guerrilla", "jihadist", "jihadi", "militia", "militiaman", "mutineer"])
_CREEDS = frozenset(["jihadist", "jihadi", "islamist", "extremist", "terrorist", "communist", "maoist", "separatist"])
_ARMED = frozenset(words("armed groups"))
_KINDS_OF_GROUP = words("kinds of group")
_FOLLOWERS = words("followers")
# Groups whose members are actors.
_OF_SEVERAL = ("coalition", "alliance")


class Groups:
    """Rules for groups; the subclasses provide names and pronouns."""

    _gazetteer: Gazetteer
    _offices: Offices
    _document: Document
    _memory: Memory
    _helped: Mapping[int, int]
    _doers: Mapping[int, Collection[int]]
    _regimes: dict[str, Actor]

    def _mention(self, index: int) -> Mention:
        """Return a mention of the article by its index."""
        raise NotImplementedError

    def _of(self, index: int) -> Actor | None:
        """Return the actor of a mention of the article."""
        raise NotImplementedError

    def _called(self, mention: Mention) -> Actor | None:
        """Resolve "the council" after "the Presidential Council"."""
        raise NotImplementedError

    def _held_by_named(self, mention: Mention) -> Actor | None:
        """Resolve "its" of "Its president, X" by the posts of X."""
        raise NotImplementedError

    def _forces_of(self, person: Actor) -> Actor:
        """Return the armed actor in this article that the person commands, or else the person."""
        raise NotImplementedError

    def _led_by(self, person: Actor) -> Actor | None:
        """Return the state whose government is named after a person."""
        raise NotImplementedError

    def _names_rebels(self) -> bool:
        """Whether the article has the name of a listed armed group."""
        raise NotImplementedError

    def _doers_to(self, mention: Mention) -> set[str]:
        """Return the ids of the actors that do something to this mention."""
        return {actor.id for i in self._doers.get(mention.index, ()) if (actor := self._of(i)) is not None}

    def _of_people(self, mention: Mention, *, civil: bool) -> Actor | None:
        """Return a generic actor for part of a people that is neither a state nor an actor ("Kurdish protesters")."""
        people = self._mention(mention.owner) if mention.owner is not None else None
        listed = next((word for word in mention.text.split() if word.casefold() in peoples()), None)
        if listed is not None and mention.plural:
            return generic_actor(listed, tuple(m for m in mention.modifiers if m != listed), plural_head(mention), civil=civil)
        if people is None or people.label != "NORP" or not mention.plural:
            return None
        return generic_actor(people.text, mention.modifiers, plural_head(mention), civil=civil)

    def _group(self, mention: Mention, owner: Actor | None) -> Actor | None:
        unowned = owner is None or mention.owner is None or owner.kind is ActorClass.PLACE
        if unowned and mention.head not in ("fighter", "force", "group") and (named := self._of_people(mention, civil=False)) is not None:
            return named
        if mention.head in _DEPENDENTS:
            # "The al-Qaeda affiliate" is another group.
            one = mention.definite and not mention.plural
            return self._memory.latest(mention, PRONOUN_REACH, lambda s: one and s.actor.kind in GROUPS and not aside(s) and (owner is None or s.actor.id != owner.id))
        if owner is not None:
            return self._owned_group(mention, owner)
        if mention.place is not None and mention.head == "group" and len({s.actor.id for s in self._memory.before(mention, 0) if s.actor.kind in GROUPS and not aside(s)}) > 1:
            # "the group in Syria": it is unclear which of the groups mentioned is meant.
            return None
        if mention.place is None and mention.head != "group" and (earlier := self._earlier(mention)) is not None:
            return earlier
        if proper := self._proper_modifier(mention):
            return generic_actor(proper, (), plural_head(mention))
        return self._group_met(mention) or self._group_somewhere(mention) or self._backed(mention)

    def _owned_group(self, mention: Mention, owner: Actor) -> Actor | None:
        """Resolve "his supporters", "the armed wing of X", "Libyan rebels"."""
        if mention.head in _OF_SEVERAL and self._document.text.startswith((" with ", " between "), mention.end):
            # "Its alliance with X" is a relation, not an actor.
            return None
        if owner.kind is ActorClass.PERSON:
            return _followers(mention, owner) if mention.head in _FOLLOWERS else self._forces_of(owner)
        if mention.owner is not None and is_wing(mention, owner):
            return wing_of(owner, mention, self._mention(mention.owner).text)
        listed = self._gazetteer.senses(f"{self._gazetteer.adjective(owner.id) or owner.name}-led coalition") if mention.head == "coalition" else ()
        if listed:
            # "the coalition led by X".
            return self._gazetteer.entries[listed[0].id].actor
        if owner.kind in (ActorClass.STATE, ActorClass.PLACE):
            return self._own_group(mention, owner) or self._generic(mention, owner)
        return owner

    def _group_met(self, mention: Mention) -> Actor | None:
        """Resolve "the rebels", "the coalition" to a group that the article has mentioned."""
        named = self._memory.generic.get(plural_head(mention))
        if not mention.definite and named is None:
            return None
        called = self._called(mention) if mention.definite and (not mention.plural or self._is_name_end(mention)) else None
        if called is not None and mention.head == "group":
            # "the group" means the one just mentioned, rather than one whose name ends in the word.
            return self._group_before(mention) or called
        if named is not None or called is not None:
            return named or called
        kinds = (ActorClass.ARMED,) if any(m.lower() in _ARMED for m in mention.modifiers) else GROUPS
        rising = mention.head in _RISING or "rebel" in mention.modifiers
        many = mention.plural and mention.head in _KINDS_OF_GROUP
        doers = self._doers_to(mention)

        def fits(seen: Seen) -> bool:
            if mention.head in _OF_SEVERAL and seen.actor.kind is not ActorClass.BLOC and mention.head not in seen.actor.name.lower().split():
                # "The coalition" is none of the actors it fights.
                return False
            known = seen.actor.kind in kinds and not aside(seen) and (seen.mention.plural or not many) and seen.actor.id not in doers
            if not known or not self._is_such(seen.actor, mention):
                return False
            acting = seen.mention.subject and seen.mention.form == "name" and seen.actor.type == "rebel-group" and mention.sentence - seen.mention.sentence == 1
            return not (rising and ((not acting and self._elsewhere(seen.actor, mention)) or self._is_peaceful(seen.actor)))

        return self._memory.latest(mention, 4, fits)

    def _group_somewhere(self, mention: Mention) -> Actor | None:
        """Resolve rebels that the article has not mentioned to those of the country where they are, or of the one it is about."""
        place = self._of(mention.place) if mention.place is not None else None
        if place is not None and mention.index in self._helped and mention.head in ("militia", "paramilitary", "guerrilla"):
            around = self._state_of(place)
        elif mention.head in (*_RISING, "separatist", "guerrilla", "mutineer", "opposition", "militant") and "fellow" not in mention.modifiers:
            around = self._state_of(place) if place is not None else (self._torn() or self._around(mention)) if mention.place is None else None
        else:
            return None
        return self._generic(mention, around) if around is not None else None

    def _backed(self, mention: Mention) -> Actor | None:
        """Resolve "Iran-backed militias" in an article that names no armed group."""
        said = BACKED.search(mention.text)
        if said is None or not mention.plural or self._names_rebels():
            return None
        actors = (self._gazetteer.entries[sense.id].actor for sense in self._gazetteer.senses(said["backer"]))
        backers = {actor.id: actor for actor in actors if actor.kind is not ActorClass.PLACE}
        return backed_group(backers.popitem()[1], said["how"], plural_head(mention)) if len(backers) == 1 else None

    def _wing(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Resolve "The Paris section of X", and "the section" after it."""
        if owner is not None and mention.owner is not None and is_wing(mention, owner):
            return wing_of(owner, mention, self._mention(mention.owner).text)
        return self._called(mention) if owner is None and mention.owner is None and mention.definite and not mention.plural else None

    def _own_group(self, mention: Mention, state: Actor) -> Actor | None:
        """Resolve "the Afghan movement" to a group of that state named before."""
        if not mention.definite or mention.plural or mention.head not in ("movement", "group", "militia", "faction", "organization", "organisation", "insurgency"):
            return None
        return self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind in GROUPS and s.mention.form == "name" and (e := self._gazetteer.entries.get(s.actor.id)) is not None and e.of == state.id
        )

    def _group_before(self, mention: Mention) -> Actor | None:
        """Return the group of the directly preceding sentences, except one that acts on this mention."""
        doers = self._doers_to(mention)
        return self._memory.latest(
            mention,
            2,
            lambda s: s.actor.kind in GROUPS and not aside(s) and s.mention.sentence < mention.sentence and s.actor.id not in doers,
        )

    def _around(self, mention: Mention) -> Actor | None:
        """Return the state that unspecified rebels rise against: the one mentioned nearby, or else None."""
        doers = self._doers_to(mention)
        # "A new rebel group" does not belong to a country that the previous sentence happens to name.
        named = [s for s in self._memory.before(mention, 1 if mention.definite or mention.plural else 0) if s.mention.form == "name"]
        focus = self._memory.focus()
        for here in ([s for s in named if s.mention.sentence == mention.sentence], named):
            states = {state.id: state for s in here if (state := self._land_of(s.actor)) is not None and state.id not in doers}
            if states:
                only = next(iter(states.values())) if len(states) == 1 else None
                # "the rebels" were mentioned before; of several countries, none is guessed.
                return only or (focus if focus is not None and focus.id in states and not mention.definite else None)
        return focus if focus is not None and focus.id not in doers else None

    def _is_name_end(self, mention: Mention) -> bool:
        """Whether a plural ends a name before it: "the dissidents" after "FARC dissidents"."""
        word = plural_head(mention)
        return any(s.mention.form == "name" and s.mention.text.lower().endswith(f" {word}") for s in self._memory.before(mention, DESCRIPTION_REACH))

    def _is_such(self, group: Actor, mention: Mention) -> bool:
        """Whether a group may be called so: "the gunmen" are no listed party, "the jihadists" not "Tuareg rebels"."""
        armed = mention.head in _FIGHTERS and self._is_peaceful(group)
        described = group.id not in self._gazetteer.entries and group.id not in self._memory.named
        return not armed and not (described and mention.head in _CREEDS and mention.head not in group.name.lower())

    def _is_peaceful(self, group: Actor) -> bool:
        """Whether a group is listed as unarmed, or is an alliance of states."""
        return group.kind is not ActorClass.ARMED and (group.id in self._gazetteer.entries or group.kind is ActorClass.BLOC)

    def _elsewhere(self, group: Actor, mention: Mention) -> bool:
        """Whether a listed group is a state's own force, or belongs to a state not mentioned nearby, so that other rebels are meant."""
        if group.type in ("state-forces", "private-military-company"):
            return True
        entry = self._gazetteer.entries.get(group.id)
        home = self._gazetteer.entries.get(entry.of) if entry is not None and entry.of else None
        if home is None or home.actor.kind is not ActorClass.STATE:
            return False
        lands = {state.id for s in self._memory.before(mention, 3) if s.mention.form == "name" and (state := self._land_of(s.actor)) is not None}
        focus = self._memory.focus()
        return bool(lands) and home.actor.id not in lands and (focus is None or home.actor.id != focus.id)

    def _land_of(self, actor: Actor) -> Actor | None:
        """Return the state that an actor is, is located in, or leads."""
        if actor.kind is ActorClass.PERSON:
            return self._led_by(actor)
        return self._state_of(actor) if actor.kind in (ActorClass.STATE, ActorClass.PLACE) else None

    def _earlier(self, mention: Mention) -> Actor | None:
        """Resolve "450 militants" to the same group as "al-Shabab militants" before."""
        return self._memory.latest(
            mention,
            DESCRIPTION_REACH,
            lambda s: s.actor.kind is ActorClass.ARMED and s.mention.form == "description" and s.mention.head == mention.head and s.mention.owner is not None,
        )

    def _torn(self) -> Actor | None:
        """Return the only state whose regime the text distinguishes from the country: its rebels are meant."""
        states = [e.actor for id_ in self._regimes if (e := self._gazetteer.entries.get(id_)) and e.actor.kind is ActorClass.STATE]
        return states[0] if len(states) == 1 else None

    def _proper_modifier(self, mention: Mention) -> str:
        """Return an unlisted name before a noun for fighters ("Tuareg rebels"), or ""."""
        before = self._document.text[: mention.start].rstrip()
        opens = not before or before[-1] in ".!?\n\"'”"
        words = mention.modifiers[1:] if opens and not mention.definite else mention.modifiers
        named = [w for w in words if w[0].isupper() and w[1:].islower() and w.lower() not in (*DIRECTIONS, "pro", "anti", "non", "ex")]
        return named[0] if named and mention.plural else ""

    def _state_of(self, actor: Actor) -> Actor | None:
        if actor.kind is ActorClass.STATE:
            return actor
        entry = self._gazetteer.entries.get(actor.id)
        above = self._gazetteer.entries.get(entry.of) if entry is not None and entry.of else None
        return above.actor if above is not None else None

    def _opposition_in(self, state: Actor) -> Actor:
        return generic_actor(self._gazetteer.adjective(state.id) or state.name, (), "opposition")

    def _generic(self, mention: Mention, owner: Actor) -> Actor:
        """Return the actor of a group that is only described: "Libyan rebels"."""
        adjective = self._gazetteer.adjective(owner.id) or owner.name
        head = plural_head(mention)
        actor = generic_actor(adjective, mention.modifiers, head)
        return self._memory.generic.setdefault(head, actor) if actor.name == self._memory.generic.get(head, actor).name else actor


def _followers(mention: Mention, leader: Actor) -> Actor:
    """Return a separate actor for "Morsi supporters"."""
    name = f"{plural_head(mention)} of {leader.name}"
    return Actor(local_name(name), name, ActorClass.ORGANIZATION, "civil-society")


def aside(seen: Seen) -> bool:
    """Whether an actor is mentioned only as a place, not as an agent."""
    return seen.mention.case in PLACE_CASES or seen.actor.kind in _LOCATED


def plural_head(mention: Mention) -> str:
    """Return the head noun in the plural, for the name of a group ("rebels")."""
    head = mention.head
    if head.endswith("man"):
        return head[:-2] + "en"
    if head.endswith("y") and head[-2:-1] not in "aeiou" and head not in ("insurgency",):
        return head[:-1] + "ies"
    return head if head.endswith("s") or head in ("opposition", "people", "police", "insurgency", "rebellion", "resistance") else f"{head}s"
