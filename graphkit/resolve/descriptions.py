"""Descriptions: whom "the council", "his forces" or "the Turkish president" mean in an article."""

from __future__ import annotations

import re
from collections.abc import Collection

from graphkit.model import Actor, ActorClass, Mention, local_name
from graphkit.resolve.groups import DIRECTIONS, Groups, aside, plural_head
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH, Seen
from graphkit.resolve.naming import generic_actor, local_authorities, regime_of, title_case

_REGIONS = frozenset(["region", "area", "part", "province", "territory", "half", "east", "west", "north", "south", "zone"])


_LEADERS = ("president", "minister", "king", "leader", "chancellor", "emir")
_FORCE_NOUNS = frozenset(["force", "troop", "army", "militia", "soldier", "fighter", "man", "militant", "unit", "brigade", "military", "warplane"])




_STRIKES = frozenset(["airstrike", "strike", "bombing", "raid", "shelling", "rocket", "attack", "assault", "offensive", "gunfire", "bombardment", "air-strike", "shell", "bomb", "fire", "operation", "invasion", "incursion", "ambush", "power", "airpower", "missile", "artillery", "warplane", "drone", "jet", "troop", "money", "cash", "weapon", "arms", "support", "aid"])
_PROTESTING = frozenset(["protester", "protestor", "demonstrator", "striker"])
_FIGHTING = frozenset(["rebel", "guerrilla", "guerilla", "militant", "insurgent", "militia", "separatist", "jihadist"])
# What is attacked in sport is nobody's.
_PLAYED = frozenset(["goal", "net", "record", "title", "lead", "penalty"])
# Who fights these fights whoever holds the land.
_RULE = frozenset(["occupation", "invasion", "rule", "annexation", "siege", "blockade", "intervention"])
# What was somebody's once.
_COLONIES = frozenset(["colony", "protectorate", "possession"])
# Who keeps these up supports whose they are.
_KEPT_UP = frozenset(["economy", "budget", "currency", "treasury", "regime", "rule", "war", "bank"])
_NATIONALS = frozenset(["citizen", "national"])
_SIDES = frozenset(["side", "country", "nation", "government", "party", "neighbor", "neighbour", "power", "state", "rival", "foe"])
_LANDS = frozenset(["country", "nation", "neighbor", "neighbour"])
_HOLDERS = frozenset(["minister", "leader", "president", "official", "man", "commander", "general"])
_POWERS = (ActorClass.STATE, ActorClass.GOVERNMENT, ActorClass.ARMED, ActorClass.ORGANIZATION, ActorClass.BLOC)
_RULING = frozenset(["government", "authority", "administration", "official", "police", "council", "leadership", "parliament", "court", "junta", "regime", "ministry", "cabinet", "army", "military"])


REGIME = "regime"
_REGIME_ORGANS = (REGIME, "government", "army", "military", "force", "troop", "authority", "junta")
# "the regime" alone is the country's, unless the text tells of others who claim it; one called
# after its leader ("the Assad regime") is never the country.
_UPRISING = re.compile(r"\b(?:rebels?|rebellion|opposition|insurgen\w+|mutineers?|uprising|revolution\w*|civil war)\b")


_PARTIES = re.compile(r"\b(?:political|main|opposition|ruling|parliamentary|democratic|major|mainstream|three|four|five|six|seven|eight) parties\b", re.IGNORECASE)


# Not everything that states have founded is a bloc of theirs.
_NO_BLOC = re.compile(r"\b(?:Banks?|Fund|Court|Agency|Committee|Commission|Nations|Tribunal|Office|Programme|Council)\b")


class Descriptions(Groups):
    """Rules for descriptions; the article that uses them knows names and pronouns."""

    _struck: Collection[int]
    _striking: Collection[int]
    _taken: Collection[int]
    _both: Collection[int]
    _barred: Collection[int]
    _judged: Collection[int]
    _groups: dict[int, tuple[Actor, ...]]

    def _description(self, mention: Mention) -> Actor | None:
        if mention.same_as is not None:
            return self._of(mention.same_as)
        owner = self._of(mention.owner) if mention.owner is not None else None
        if owner is not None and mention.owner is not None and self._is_of_many(owner, self._mention(mention.owner)):
            # "West African leaders": several states', nobody says which.
            return None
        match mention.sort:
            case "organ":
                return self._organ(mention, owner)
            case "group":
                return self._group(mention, owner)
            case "wing":
                return self._wing(mention, owner)
            case "office":
                return self._office(mention, owner)
            case "country":
                return self._country(mention, owner)
            case "ethnic":
                return Actor(local_name(mention.text), mention.text, ActorClass.ORGANIZATION, "civil-society")
            case "place":
                return self._somewhere(mention, owner)
            case "person":
                # "its men", "Haftar's men": those under arms.
                armed = mention.head == "man" and mention.plural and owner is not None and owner.kind not in (ActorClass.STATE, ActorClass.PLACE)
                return self._holder_of(owner, mention) if armed and owner is not None else None
            case "people":
                return self._people(mention, owner)
        # Whose things are hit is hit: "Iranian tankers", "ISIL's heavy weapons".
        # Whose strikes hit, hits: "Pakistani airstrikes killed 12 fighters".
        if mention.sort == "deed" and mention.index in self._struck and mention.head not in _RULE:
            return self._victim(mention)
        if mention.index in self._judged:
            doer = self._perpetrator(mention)
            return doer if doer is not None and doer.id not in self._owners(mention) else None
        strikes = mention.index in self._striking and mention.head in _STRIKES
        kept = mention.index in self._helped and mention.head in _KEPT_UP
        return owner if strikes or kept or (mention.index in self._struck and mention.head not in (*_PLAYED, *_COLONIES)) else None

    def _is_of_many(self, owner: Actor, said: Mention) -> bool:
        """Whether it is a part of the world, not a state or a place in one."""
        entry = self._gazetteer.entries.get(owner.id)
        return owner.kind is ActorClass.PLACE and (not entry.of if entry is not None else said.label == "NORP")

    def _owners(self, mention: Mention) -> set[str]:
        """Whose it is, and whose they are: "the killing of Israeli soldiers" is none of Israel's."""
        found: set[str] = set()
        for _ in range(3):
            if mention.owner is None:
                break
            owner = self._of(mention.owner)
            found.add(owner.id if owner is not None else str(mention.owner))
            mention = self._mention(mention.owner)
        return found

    def _perpetrator(self, mention: Mention) -> Actor | None:
        """ "X condemned the attack": whose attack it was, where the sentences before tell of one attacker only."""
        raise NotImplementedError

    def _victim(self, mention: Mention) -> Actor | None:
        """ "X claimed responsibility for the attack": whom it hit, where the last sentence that tells of one names one only."""
        raise NotImplementedError

    def _several(self, mention: Mention) -> tuple[Actor, ...]:
        """Who "both sides", "the two countries" or "the ministers" are: the last two or more that fit.

        Those of one sentence go together, so that a list is taken up whole.
        """
        if mention.form == "pronoun":
            return self._taken_up(mention) or self._of_several(mention) if mention.text.lower() in ("they", "them", "their") else ()
        if mention.sort == "talks":
            return self._talkers(mention) if mention.index in self._both else ()
        told = " ".join(mention.text.lower().split()[:3])
        counted = any(f" {word} " in f" {told} " for word in ("both", "two"))
        if not mention.plural or mention.owner is not None or not (counted or mention.definite):
            return ()
        if mention.head == "party" and not counted and _PARTIES.search(self._document.text):
            # "the parties" are political ones.
            return ()
        if mention.head in _SIDES and (counted or mention.head in ("side", "party")):
            foes = self._opponents(mention) if mention.head in ("side", "party", "rival", "foe") else ()
            if foes or mention.head in ("side", "party"):
                # Sides are sides of a quarrel; without one nobody knows who they are.
                return foes
            doers = {a.id for i in self._doers.get(mention.index, ()) if (a := self._of(i)) is not None}
            # "China urged both sides": China is none of them.
            kinds = (ActorClass.STATE,) if mention.head in _LANDS else _POWERS
            fitting = [s for s in self._recent(mention) if s.actor.kind in kinds and not aside(s) and s.actor.id not in doers]
            if mention.head in _LANDS:
                # Two countries are the two just named, not those whose presidents were.
                fitting = [s for s in fitting if s.mention.label != "NORP" and mention.sentence - s.mention.sentence <= 1]
        elif mention.head in _HOLDERS:
            fitting = [s for s in self._recent(mention) if self._holds(s, mention.head)]
        else:
            return ()
        return _together(fitting, 2 if counted else 4)

    def _opponents(self, mention: Mention) -> tuple[Actor, ...]:
        """Who was last said to be against whom: the two sides."""
        raise NotImplementedError

    def _talkers(self, mention: Mention) -> tuple[Actor, ...]:
        """Who was last said to have talked: "the meeting" is theirs."""
        raise NotImplementedError

    def _taken_up(self, mention: Mention) -> tuple[Actor, ...]:
        """Who "they" are where the sentences before spoke of several at once as one."""
        before = [self._mention(i) for i in self._groups]
        near = [m for m in before if m.end <= mention.start and mention.sentence - m.sentence <= 2 and m.subject]
        latest = max(near, key=lambda m: m.start, default=None)
        if latest is None:
            return ()
        later = self._memory.latest(
            mention, 2, lambda s: s.mention.subject and s.mention.plural and s.mention.start > latest.start
        )
        return self._groups[latest.index] if later is None else ()

    def _of_several(self, mention: Mention) -> tuple[Actor, ...]:
        """ "The ministers of A, B and C came, and X accused them": one phrase that stands for several."""
        seen = next((s for s in self._memory.before(mention, 1) if s.mention.plural and s.mention.subject and s.mention.form == "description"), None)
        if seen is None:
            return ()
        same = {s.actor.id: s.actor for s in self._memory.before(mention, 1) if (s.mention.start, s.mention.end) == (seen.mention.start, seen.mention.end)}
        return tuple(same.values()) if len(same) > 1 else ()

    def _recent(self, mention: Mention) -> list[Seen]:
        return [seen for seen in self._memory.before(mention, DESCRIPTION_REACH) if seen.mention.form != "pronoun"]

    def _holds(self, seen: Seen, head: str) -> bool:
        """Whether a person was called by this office, or by one like it where the text says "leaders"."""
        if seen.actor.kind is not ActorClass.PERSON:
            return False
        last = seen.mention.office.split()[-1] if seen.mention.office else ""
        title = {"secretary": "minister", "premier": "minister"}.get(last, last)
        return head in ("leader", "man", "official") or title in (head, "counterpart")

    def _organ(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Whose an organ is; where rebels face a regime, the regime's and not the country's."""
        found = self._state_organ(mention, owner)
        if owner is None and mention.definite and mention.head in _REGIME_ORGANS and len({*self._regimes.values()}) == 1:
            return next(iter(self._regimes.values()))
        if mention.head == REGIME and found is not None and owner is None:
            self.part_regime(found)
        return self._regimes.get(found.id, found) if found is not None and mention.head in _REGIME_ORGANS else found

    def part_regime(self, ruled: Actor) -> None:
        """From here on the organs of this state, or of the state this person leads, are its regime's.

        Args:
            ruled: the state, its leader, or its regime by name ("the Assad regime").
        """
        if ruled.kind is ActorClass.STATE and not _UPRISING.search(self._document.text):
            return
        entry = self._gazetteer.entries.get(ruled.id)
        leader, state = ruled, ruled
        if ruled.kind is ActorClass.GOVERNMENT and entry is not None:
            above = self._gazetteer.entries.get(entry.of) if entry.of else None
            if above is not None and above.actor.kind is ActorClass.STATE:
                self._regimes.update({above.actor.id: ruled})
            return
        if ruled.kind is ActorClass.PERSON:
            held = [o.of for o in self._offices.held_by(ruled.id) if o.held_on(self._document.published)]
            states = (self._gazetteer.entries[of].actor for of in held if of in self._gazetteer.entries)
            state = next((s for s in states if s.kind is ActorClass.STATE), ruled)
        else:
            holder = self._offices.holder(ruled.id, "president", self._document.published)
            leader = self._gazetteer.entries[holder].actor if holder in self._gazetteer.entries else ruled
        if state.kind is ActorClass.STATE:
            made = regime_of(state, self._gazetteer.adjective(state.id), leader if leader is not state else None)
            known = self._gazetteer.entries.get(made.id)
            regime = known.actor if known is not None else made
            self._regimes.update({state.id: regime, ruled.id: regime})

    def _state_organ(self, mention: Mention, owner: Actor | None) -> Actor | None:
        if owner is not None:
            return self._holder_of(owner, mention)
        if mention.place is not None:
            return self._authorities(mention)
        if mention.owner is None and mention.head in _FORCE_NOUNS and any(m.lower() == "government" for m in mention.modifiers):
            return self._government(mention)
        if mention.head == "police" and not mention.definite and any(m.lower() not in ("riot", "federal", "national") for m in mention.modifiers):
            return None
        if mention.owner is not None or not (mention.definite or mention.head in ("government", "police", "authority")):
            # "European governments": of whom nobody knows.
            return None
        named = self._called(mention)
        if named is None and mention.head == "bloc":
            return self._memory.latest(mention, 4, lambda s: s.actor.kind in (ActorClass.INTERNATIONAL, ActorClass.BLOC) and not _NO_BLOC.search(s.actor.name))
        if named is not None:
            return named
        if mention.head in ("government", "army", "military", "regime", "authority", "parliament", "cabinet", "force", "troop", "junta", "ministry", "police"):
            return self._government(mention)
        return None

    def _authorities(self, mention: Mention) -> Actor | None:
        """ "the government in Tripoli": of the state whose seat the place is, else the place's own."""
        place = self._of(mention.place) if mention.place is not None else None
        if place is None or mention.head not in (*_RULING, *_FORCE_NOUNS):
            # "institutions in X" are not X's.
            return None
        if place.kind is not ActorClass.PLACE:
            return place
        if mention.head not in _RULING:
            return None
        seat = next((s for s in self._gazetteer.senses(place.name) if s.role == "seat"), None)
        return self._gazetteer.entries[seat.id].actor if seat is not None else local_authorities(place)

    def _holder_of(self, owner: Actor, mention: Mention) -> Actor | None:
        """Whose act the organ's act is: a state's own, a force that a person commands."""
        if owner.kind is ActorClass.PERSON:
            if mention.head in ("government", "administration", "cabinet", "junta"):
                return self._led_by(owner) or owner
            return self._forces_of(owner) if mention.head in _FORCE_NOUNS else owner
        if owner.kind is ActorClass.PLACE:
            return local_authorities(owner)
        return owner

    def _led_by(self, person: Actor) -> Actor | None:
        """The state whose government is called after a person, on the day of the article."""
        body = self._memory.bodies.get(person.id)
        held = (self._gazetteer.entries.get(o.of) for o in self._offices.held_by(person.id) if o.held_on(self._document.published))
        listed = next((e.actor for e in held if e is not None and e.actor.kind is ActorClass.STATE), None)
        return body if body is not None and body.kind is ActorClass.STATE else listed

    def _forces_of(self, person: Actor) -> Actor:
        """The armed actor of this article that the person commands, else the person."""
        for body in self._offices.commands(person.id, self._document.published):
            entry = self._gazetteer.entries.get(body)
            if entry is not None and entry.actor.kind is ActorClass.ARMED and self._memory.counts[body]:
                return entry.actor
        return person

    def _called(self, mention: Mention) -> Actor | None:
        """ "the council" after "the Presidential Council"."""
        word = mention.head.lower()

        def fits(seen: Seen) -> bool:
            said = seen.mention
            return seen.actor.kind is not ActorClass.PERSON and (
                (said.form == "name" and said.text.lower().split()[-1].rstrip("s") == word.rstrip("s"))
                or (said.form == "description" and said.head == word and said.owner is not None)
            )

        return self._memory.latest(mention, DESCRIPTION_REACH, fits)

    def _government(self, mention: Mention) -> Actor | None:
        focus = self._memory.focus()
        if mention.head in ("government", "administration", "regime", "authority", "cabinet"):
            rival = self._memory.latest(
                mention,
                DESCRIPTION_REACH,
                lambda s: s.actor.kind is ActorClass.GOVERNMENT and s.actor.curated and not aside(s),
            )
            if rival is not None:
                return rival
        if mention.head in _FORCE_NOUNS:
            own = self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.actor.type == "state-forces" and s.mention.form == "name")
            if own is not None:
                # "the army", where the text has told which ("the Sudanese Armed Forces").
                return own
        return self._of_doers(mention) or focus or self._memory.latest(
            mention, 2, lambda s: s.actor.kind in (ActorClass.STATE, ActorClass.GOVERNMENT) and not aside(s)
        )

    def _of_doers(self, mention: Mention) -> Actor | None:
        """ "the Congress party backed the government": that of the land where a listed party is at home, if the article speaks of it."""
        doers = [a for i in self._doers.get(mention.index, ()) if (a := self._of(i)) is not None and a.type == "party-political"]
        lands = [e.actor for a in doers if (own := self._gazetteer.entries.get(a.id)) and own.of and (e := self._gazetteer.entries.get(own.of)) and e.actor.kind is ActorClass.STATE]
        return next((land for land in lands if self._memory.counts[land.id]), None)

    def _office(self, mention: Mention, owner: Actor | None) -> Actor | None:
        title = title_case(mention)
        if owner is not None:
            return self._office_holder(mention, owner, title)
        if not mention.definite or mention.owner is not None:
            # "the Minister for Africa" is not the minister just named.
            return None
        if (mention.head, None) in self._memory.offices:
            return self._memory.offices[mention.head, None]
        return self._memory.latest(mention, PRONOUN_REACH, lambda s: s.actor.kind is ActorClass.PERSON and bool(s.mention.office) and mention.head in ("leader", "minister", "president", "commander", "general"))

    def _office_holder(self, mention: Mention, owner: Actor, title: str) -> Actor | None:
        if owner.kind is ActorClass.PERSON:
            return owner if mention.plural else None
        vague = mention.text.lower().startswith(("a ", "an ", "some ", "one ")) or title.lower() in ("minister", "secretary", "official", "deputy")
        if vague and owner.kind is not ActorClass.PLACE:
            return owner
        named = self._memory.offices.get((mention.head, owner.id))
        if named is None and mention.head in ("leader", "ruler"):
            named = next((p for t in _LEADERS if (p := self._memory.offices.get((t, owner.id)))), None)
        if named is not None and not mention.plural:
            return named
        holder = self._offices.holder(owner.id, title, self._document.published)
        if holder is not None and not mention.plural and self._document.published is not None:
            entry = self._gazetteer.entries.get(holder)
            if entry is not None:
                return entry.actor
        if owner.kind is ActorClass.PLACE:
            return local_authorities(owner)
        return owner

    def _country(self, mention: Mention, owner: Actor | None) -> Actor | None:
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("state", "republic", "nation", "kingdom"):
            return owner
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("country", "government") and mention.text.lower().split()[0] in ("its", "his", "her", "their", "our", "my"):
            return owner
        if owner is not None and owner.kind in (ActorClass.INTERNATIONAL, ActorClass.BLOC) and mention.head in ("partner", "ally", "member"):
            return owner
        if owner is not None and owner.kind is ActorClass.STATE and mention.head in ("neighbor", "neighbour") and not mention.plural:
            # "its neighbour": the other of the two spoken of.
            focus = self._memory.focus()
            if focus is not None and focus.id != owner.id:
                return focus
            return self._memory.latest(mention, 3, lambda s: s.actor.kind is ActorClass.STATE and s.actor.id != owner.id and not aside(s))
        if owner is not None and owner.kind is ActorClass.PERSON and mention.head in ("country", "nation") and not mention.plural:
            # "his country".
            return self._led_by(owner)
        if owner is not None or not mention.definite or mention.plural:
            return None
        if mention.head == "state":
            # "most of the state", where Rakhine State was spoken of.
            part = self._memory.latest(mention, 3, lambda s: s.actor.kind is ActorClass.PLACE and s.mention.text.endswith(" State"))
            if part is not None:
                return part
        # "X armed Y. The country also ...": X; anywhere else the country that the article is about.
        acting = self._memory.latest(mention, 2, lambda s: mention.subject and s.actor.kind is ActorClass.STATE and not aside(s) and s.mention.subject and s.mention.label != "NORP")
        return acting or self._memory.focus() or self._memory.latest(mention, 3, lambda s: s.actor.kind is ActorClass.STATE and not aside(s))

    def _somewhere(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """A place that is described: by its name, by a direction, or as somebody's ground."""
        if mention.head in _COLONIES:
            return None
        fighters = next((m.lower() for m in mention.modifiers if m.lower() in _FIGHTING), None)
        if fighters is not None and owner is not None and owner.kind is ActorClass.STATE:
            # "Kampuchean guerrilla camps" are the guerrillas', not the state's.
            return generic_actor(self._gazetteer.adjective(owner.id) or owner.name, (), f"{fighters}s")
        place = self._of(mention.place) if mention.place is not None else None
        around = owner if owner is not None and (place is None or mention.index not in self._taken) else place
        if around is None:
            return None
        part = self._towards(around, mention) if mention.head in _REGIONS else None
        if part is not None:
            return part
        if around.kind is ActorClass.PLACE or owner is not None:
            return around
        return None

    def _part_of(self, state: Actor, mention: Mention) -> Actor | None:
        """ "holds northern Yemen": a part that is held is not the state."""
        return self._towards(state, mention) if mention.index in self._taken else None

    def _towards(self, state: Actor, mention: Mention) -> Actor | None:
        """The part of a state that a direction names, None without one."""
        direction = next((m.capitalize() for m in mention.modifiers if m.lower() in DIRECTIONS), None)
        if direction is None or state.kind is not ActorClass.STATE:
            return None
        known = self._gazetteer.senses(f"{direction} {state.name}")
        if known:
            return self._gazetteer.entries[known[0].id].actor
        return Actor(f"{direction}_{state.id}", f"{direction} {state.name}", ActorClass.PLACE)

    def _people(self, mention: Mention, owner: Actor | None) -> Actor | None:
        """Civilians of a nation are a side of their own, never their state."""
        if owner is None and mention.place is not None and mention.head in _PROTESTING:
            place = self._of(mention.place)
            owner = self._state_of(place) if place is not None else None
        if owner is None or owner.kind is ActorClass.PLACE:
            return self._of_people(mention, civil=True)
        if mention.head in _NATIONALS and mention.index in self._barred:
            # Visas refused to a state's citizens are a measure against the state.
            return owner
        if owner.kind is ActorClass.STATE:
            return generic_actor(self._gazetteer.adjective(owner.id) or owner.name, mention.modifiers, plural_head(mention), civil=True)
        return owner if owner.kind in (ActorClass.ARMED, ActorClass.ORGANIZATION) else None


def _together(fitting: list[Seen], most: int) -> tuple[Actor, ...]:
    """Distinct actors of the nearest sentence that names two or more of them."""
    for sentence in sorted({s.mention.sentence for s in fitting}, reverse=True):
        here = [s for s in fitting if s.mention.sentence == sentence]
        found = {s.actor.id: s.actor for s in sorted(here, key=lambda s: s.mention.start)}
        if 2 <= len(found) <= most:
            return tuple(found.values())
    return ()
