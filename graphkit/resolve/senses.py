"""Chooses what a listed name denotes in this article: one of several meanings, or none of them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Mapping

from graphkit.model import PARTY, Actor, ActorClass, Mention
from graphkit.resolve.descriptions import Descriptions
from graphkit.resolve.folded import fold, words_of
from graphkit.resolve.gazetteer import ORGANS, ROLE_RANK, Sense
from graphkit.resolve.groups import PLACE_CASES

_SIDES_OF = frozenset(["Northern", "Southern", "Eastern", "Western", "Central"])
ACRONYM = re.compile(r"[A-Z]{2,4}")
LANDS = (ActorClass.STATE, ActorClass.PLACE)
BODIES = (ActorClass.GOVERNMENT, ActorClass.ORGANIZATION, ActorClass.ARMED)
# These work in many countries.
_ABROAD = ("news-outlet", "company", "civil-society")
_GOVERNMENT_OF = re.compile(r"(?:[Tt]he )?(?:Federal )?Government of (?:the )?(?:(?:Federal )?Republic of )?(.+)")
# The capitalised word right before an adjective, in at most `_REACH` characters; offices that only American parties have.
_CAPITAL, _REACH = re.compile(r"\b(?!(?:An?|And|But|For|Former|In|Like|Many|On|Other|Senior|Several|Some|That|The|Then|Those|Top|Two|With)\b)([A-Z][\w.'-]*)\s+\Z"), 30
_AMERICAN = re.compile(r"\s+(?:(?:U\.?S\.? )?(?:Sen|Rep|Gov)\b|[Ss]enator|[Cc]ongress(?:man|woman)|[Gg]overnor)")
# An article of this length (characters) names the country that it is about.
_TELLING = 500


class Senses(Descriptions):
    """Rules for the meanings of listed names."""

    _hit: Collection[int]
    _held: Collection[int]
    _visited: Collection[int]

    def _known(self, mention: Mention) -> Actor | None:
        """Return the listed actor that a name denotes here."""
        senses = self._gazetteer.senses(mention.text)
        if not senses:
            return None
        chosen = self._choose(senses, mention)
        if chosen is None or self._are_of_others(mention.text, chosen.id) or (self._gazetteer.is_of_party(chosen) and not self._is_of_here(chosen, mention)):
            return None
        entry = self._gazetteer.entries[chosen.id]
        if mention.index in self._hit and entry.of and entry.actor.name.split()[0] in _SIDES_OF:
            # An attack on northern Israel is an attack on Israel.
            return self._gazetteer.entries[entry.of].actor if entry.of in self._gazetteer.entries else entry.actor
        return entry.actor

    def _government_of(self, name: str) -> Actor | None:
        """Resolve "the Federal Government of Nigeria" to the state."""
        whose = _GOVERNMENT_OF.match(name)
        lands = (self._gazetteer.entries[sense.id].actor for sense in self._gazetteer.senses(whose[1])) if whose is not None else ()
        return next((land for land in lands if land.kind is ActorClass.STATE), None)

    def _with_middle_name(self, name: str) -> Actor | None:
        """Return the listed person known by the last word alone who has this first name: "Emmerson Dambudzo Mnangagwa"."""
        first, last = name.split()[0], name.split()[-1]
        alone = {sense.id for sense in self._gazetteer.senses(last)} if " " in name else set()
        entry = self._gazetteer.entries[alone.pop()] if len(alone) == 1 else None
        if entry is None or entry.actor.kind is not ActorClass.PERSON:
            return None
        firsts = {fold(full.split()[0]) for full in (entry.actor.name, *entry.actor.aliases) if " " in full}
        return entry.actor if fold(first) in firsts else None

    def _are_of_others(self, name: str, id_: str) -> bool:
        """Whether a name is that of somebody else here: "RSF" or "Labour Party" in an article that names other countries, but not theirs."""
        entry = self._gazetteer.entries[id_]
        initials = ACRONYM.fullmatch(name) and entry.actor.name != name
        # Others are known beyond their countries: "Quds Force", "Central Intelligence Agency".
        organ = entry.actor.type == "government" and not ORGANS.isdisjoint(words_of(name))
        shared = (organ or (entry.actor.type == PARTY and " " in name)) and self._gazetteer.is_shared(name)
        if not (initials or shared) or len(self._document.text) < _TELLING or entry.actor.type in _ABROAD:
            return False
        lands = self._named_in_full | {land for other in self._named_in_full for land in self._homes(other)}
        return self._is_state(entry.of) and lands.isdisjoint((id_, entry.of)) and any(map(self._is_state, self._named_in_full))

    def _is_of_here(self, sense: Sense, mention: Mention) -> bool:
        """Whether the adjective of a party is that of this party: not "Armenian Republican", "Christian Democrat" or "Liberal" in an article on Colombia."""
        before = _CAPITAL.search(self._document.text, max(0, mention.start - _REACH), mention.start)
        if before is not None and self._homes(sense.id).isdisjoint(s.id for s in self._gazetteer.senses(before[1])):
            return False
        home, office = self._homes(sense.id), _AMERICAN.match(self._document.text, mention.end) is not None
        most = max((times for land, times in self._lands_named.items() if land not in home), default=-1)
        here = sum(self._lands_named[land] for land in home)
        return here > (min(0, most) if office else most)

    @functools.cached_property
    def _lands_named(self) -> Counter[str]:
        """How often the article names each state, or anything of it."""
        text = self._document.text
        names = (text[known.start : known.end] for known in self._gazetteer.find(text))
        return Counter(land for name in names for land in {land for sense in self._gazetteer.senses(name) if not self._gazetteer.is_of_party(sense) for land in self._homes(sense.id)})

    def _is_state(self, id_: str | None) -> bool:
        return id_ in self._gazetteer.entries and self._gazetteer.entries[id_].actor.kind is ActorClass.STATE

    def _names_rebels(self) -> bool:
        return any((actor := self._gazetteer.entries[id_].actor).kind is ActorClass.ARMED and actor.type not in ("state-forces", "private-military-company") for ids in self._listed_here.values() for id_ in ids)

    @functools.cached_property
    def _named_in_full(self) -> frozenset[str]:
        """Ids of the listed names in the article, except acronyms and names that several have."""
        return frozenset(id_ for name, ids in self._listed_here.items() if not ACRONYM.fullmatch(name) and not self._gazetteer.is_shared(name) for id_ in ids)

    @functools.cached_property
    def _land(self) -> Actor | None:
        """The only state of which the article names anything: itself, a place or an officer; None if there are several."""
        entries = self._gazetteer.entries
        named = (ids for ids in self._listed_here.values() if not any(entries[id_].actor.kind in BODIES for id_ in ids))
        lands = {land for ids in named if len(of := {land for id_ in ids for land in self._homes(id_)}) == 1 for land in of}
        return entries[lands.pop()].actor if len(lands) == 1 else None

    @functools.cached_property
    def _listed_here(self) -> Mapping[str, frozenset[str]]:
        """Ids of the meanings of each listed name in the article."""
        title, text = self._document.title or "", self._document.text
        names = {whole[known.start : known.end] for whole in (title, text) for known in self._gazetteer.find(whole)}
        return {name: frozenset(sense.id for sense in self._gazetteer.senses(name)) for name in names}

    def _choose(self, senses: tuple[Sense, ...], mention: Mention) -> Sense | None:
        """Choose one of several senses: place or power first, then that for which the article gives most evidence; None if that is unclear."""
        if len(senses) == 1:
            return senses[0]
        kinds = {s: self._kind(s) for s in senses}
        places = [s for s in senses if kinds[s] is ActorClass.PLACE]
        others = [s for s in senses if s not in places]
        if places and others:
            if self._is_as_place(mention) and not any(s.role == "name" and kinds[s] is ActorClass.STATE for s in others):
                return places[0]
            senses = tuple(others)
        role = min(ROLE_RANK[s.role] for s in senses)
        first, *others = sorted((s for s in senses if ROLE_RANK[s.role] == role), key=lambda s: (self._evidence(s), self._fits_article(s)), reverse=True)
        unclear = kinds[first] not in LANDS and any(self._evidence(s) == self._evidence(first) for s in others)
        return None if unclear else first

    def _is_as_place(self, mention: Mention) -> bool:
        """Whether a name of a place and its power is the place: "in Ankara"."""
        return (mention.case in PLACE_CASES and mention.index not in self._visited) or mention.index in self._held

    def _evidence(self, sense: Sense) -> tuple[bool, bool]:
        """Return whether the article has another name of the actor, and a name from its country; for a country, a name from it only.

        A text that has both "Congo" and "the Republic of Congo" may mean two countries.
        """
        if self._kind(sense) is ActorClass.STATE:
            return False, any(sense.id in self._homes(id_) for id_ in self._sure_here if id_ != sense.id)
        return sense.id in self._sure_here, not self._lands_here.isdisjoint(self._homes(sense.id))

    @functools.cached_property
    def _sure_here(self) -> frozenset[str]:
        """Ids of the listed names in the article that have one meaning, places aside."""
        ids = (ids for ids in self._listed_here.values() if sum(self._gazetteer.entries[id_].actor.kind is not ActorClass.PLACE for id_ in ids) <= 1)
        return frozenset(id_ for several in ids for id_ in several)

    @functools.cached_property
    def _lands_here(self) -> frozenset[str]:
        return frozenset(land for id_ in self._sure_here for land in self._homes(id_))

    def _homes(self, id_: str) -> frozenset[str]:
        """Return the state of an actor or place, or those in which a person held office."""
        entry = self._gazetteer.entries.get(id_)
        if entry is None or entry.actor.kind is ActorClass.STATE:
            return frozenset((id_,) if entry is not None else ())
        above = {entry.of} if entry.of else {held.of for held in self._offices.held_by(id_)}
        return frozenset(state for up in above if up != id_ for state in self._homes(up))

    def _fits_article(self, sense: Sense) -> int:
        """Return how often the article has named the entry or what it belongs to."""
        entry = self._gazetteer.entries[sense.id]
        counts = self._memory.counts
        near = counts[entry.of] if entry.of else 0
        held = sum(counts[o.of] for o in self._offices.held_by(sense.id))
        current = any(o.held_on(self._document.published) for o in self._offices.held_by(sense.id))
        return counts[sense.id] * 3 + near + held + current

    def _kind(self, sense: Sense) -> ActorClass:
        return self._gazetteer.entries[sense.id].actor.kind
