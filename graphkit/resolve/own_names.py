"""Names that the article itself gives to an actor, if they differ from the lists."""

from __future__ import annotations

import re

from graphkit.model import PARTY, ActorClass
from graphkit.nlp.words import words
from graphkit.resolve.folded import words_of
from graphkit.resolve.organs import REGIME
from graphkit.resolve.related import Related
from graphkit.resolve.spellings import surname_of
from graphkit.resolve.wings import BACKED

_PEOPLES = frozenset(words("peoples more than states"))
_DISTRICT = re.compile(r" (?:State|[Pp]rovince|County|District)\b")
AUTHORITIES = "_authorities"
_APOSTROPHE = re.compile(r"['’]")
_LEADING = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


class OwnNames(Related):
    """Display names from the article."""

    _factions: set[str]


    def _called_here(self) -> dict[str, str]:
        """Return the longest name that the article gives to an actor for which it does not use ours."""
        found: dict[str, str] = {}
        # Without apostrophes, which many texts have lost ("Peoples Front").
        folded = f" {' '.join(words_of(_APOSTROPHE.sub('', self._document.text)))} "
        for mention in sorted(self._mentions.values(), key=lambda m: m.start):
            actor = self._done.get(mention.index)
            if actor is None or (mention.form != "name" and mention.head != REGIME) or (actor.type == PARTY and mention.label == "NORP") or actor.kind in (ActorClass.STATE, ActorClass.PLACE):
                continue
            name = " ".join(mention.text.split())
            if actor.kind is ActorClass.PERSON and actor.curated and self._adds_nothing(name, actor.name):
                continue
            if actor.id in self._factions or f" {' '.join(words_of(_APOSTROPHE.sub('', actor.name)))} " in folded:
                continue
            if _letters(name) == _letters(actor.name) or (actor.kind is ActorClass.PERSON and _letters(name) == f"{_letters(actor.name)}s"):
                # In a text without apostrophes: "John Magufulis".
                continue
            if len(name) > len(found.get(actor.id, "")):
                found[actor.id] = name
        return self._only_described() | self._backed_groups() | self._peoples() | self._districts() | found

    def _adds_nothing(self, theirs: str, ours: str) -> bool:
        """Whether the article has a short form of our name, or its surname behind another listed spelling of the first name: "Muhammad bin Salman"."""
        if " " not in theirs:
            return _spelt_alike(ours, theirs)
        first, second = words_of(ours), words_of(theirs)
        short = {*second} <= {*first} and (second[0], second[-1]) != (first[0], first[-1])
        return short or second[0] in words("titles that are first names") or (bool(self._gazetteer.senses(theirs)) and first[1:] == second[1:])

    def _districts(self) -> dict[str, str]:
        """Return places that the article names by their type ("Kaduna State"), and their authorities."""
        named = ((self._done.get(m.index), m) for m in self._mentions.values() if m.form == "name")
        found: dict[str, str] = {}
        for actor, mention in named:
            within, behind = _DISTRICT.search(mention.text), _DISTRICT.match(self._document.text, mention.end)
            name = mention.text[: within.end()] if within is not None else f"{mention.text}{behind[0]}" if behind is not None else ""
            if actor is not None and name and (actor.kind is ActorClass.PLACE or actor.id.endswith(AUTHORITIES)):
                place = actor.id.removesuffix(AUTHORITIES)
                found |= {place: name, f"{place}{AUTHORITIES}": name}
        return found

    def _peoples(self) -> dict[str, str]:
        """Return peoples named more often than their state ("Palestinians"), if the article never names the state."""
        named = [(a.id, m.text) for m in self._mentions.values() if m.form == "name" and (a := self._done.get(m.index)) is not None and a.kind is ActorClass.STATE]
        countries = {id_ for id_, name in named if any(sense.role != "adjective" for sense in self._gazetteer.senses(name))}
        return {id_: name for id_, name in named if name in _PEOPLES and id_ not in countries}

    def _backed_groups(self) -> dict[str, str]:
        """Return groups described by their backer, in the words of the article: "Moscow-backed separatists"."""
        described = ((self._done.get(m.index), m) for m in self._mentions.values() if m.form == "description")
        return {actor.id: _LEADING.sub("", " ".join(m.text.split())) for actor, m in described if actor is not None and "-backed_" in actor.id and BACKED.search(m.text)}

    def _only_described(self) -> dict[str, str]:
        """Return descriptions of persons whom the article never names: "Saudi king", "president of Serbia"."""
        named = {a.id for m in self._mentions.values() if m.form == "name" and (a := self._done.get(m.index)) is not None}
        found: dict[str, str] = {}
        for mention in sorted(self._mentions.values(), key=lambda m: m.start):
            actor = self._done.get(mention.index)
            if actor is not None and actor.kind is ActorClass.PERSON and actor.id not in named and mention.sort == "office":
                body = self._mentions[mention.owner] if mention.owner is not None else mention
                of = self._document.text[mention.end : body.end] if self._document.text[mention.end : body.start] in (" of ", " of the ") else ""
                found.setdefault(actor.id, _LEADING.sub("", " ".join(f"{mention.text}{of}".split())))
        return found


def _letters(name: str) -> str:
    return "".join(ch for ch in name.lower() if ch.isalnum())


def _spelt_alike(first: str, second: str) -> bool:
    """Whether two names share a word, or their surnames are similar ("Serraj", "al-Sarraj")."""
    from rapidfuzz.distance import Levenshtein

    return bool({*words_of(first)} & {*words_of(second)}) or Levenshtein.normalized_similarity(_letters(surname_of(first)), _letters(surname_of(second))) > 0.5
