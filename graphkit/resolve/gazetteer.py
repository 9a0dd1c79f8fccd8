"""Known actors and places from `seeds/actors`, and the search for their names in a text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graphkit.errors import DataError, did_you_mean, one_of
from graphkit.model import PARTY, Actor, ActorClass, KnownName, linked
from graphkit.nlp.words import words as listed_words
from graphkit.resolve.folded import STRAIGHT, WORD, case_fits, cuts, fold, words_of
from graphkit.resolve.listed import OF_PARTIES, check_codes, check_columns, check_own, listed_cells, type_of
from graphkit.resources import data_rows, seeds_dir

_COLUMNS = ("id", "name", "class", "type", "of", "aliases", "adjectives", "seats", "iso3", "m49", "wikidata")
_GLUE = re.compile(r"[\s\-–'.’ʼ/]*\Z")
LONGEST_NAME = 8
_SMALL = frozenset(["of", "the", "and", "for"])
_SEVERAL = 3
ORGANS = frozenset((*listed_words("named organs"), *listed_words("government names")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: an actor or place, and the id of the actor it belongs to."""

    actor: Actor
    of: str | None


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a name: the id of the entry, and the role of the word (name, seat or adjective)."""

    id: str
    role: str


class Gazetteer:
    """All entries, indexed by the words of their names.

    Args:
        entries: the entries by id.
        names: (name as written, sense) pairs.
    """

    def __init__(self, entries: Mapping[str, Entry], names: Iterable[tuple[str, Sense]]) -> None:
        """Index the names by their folded words."""
        self.entries = dict(entries)
        self._senses: dict[tuple[str, ...], list[tuple[str, Sense]]] = defaultdict(list)
        for name, sense in names:
            key = words_of(name)
            if key and len(key) <= LONGEST_NAME and (name, sense) not in self._senses[key]:
                self._senses[key].append((name, sense))
        self._starts = frozenset(key[0] for key in self._senses)

    def senses(self, name: str) -> tuple[Sense, ...]:
        """Return the possible meanings of a name: names before seats before adjectives."""
        written = self._senses.get(words_of(name), ())
        found = [sense for alias, sense in written if case_fits(alias, name) and not self._shouted(sense, alias, name)]
        return tuple(dict.fromkeys(sorted(found, key=lambda s: ROLE_RANK[s.role])))

    def find(self, text: str) -> list[KnownName]:
        """Return the known names in a text: the longest at each position, without overlaps."""
        text = text.translate(STRAIGHT)
        words = [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]
        found: list[KnownName] = []
        i = 0
        while i < len(words):
            hit, used = self._at(text, words, i) if self._may_start(words[i][2]) else (None, 1)
            if hit is not None:
                found.append(hit)
            i += used
        return found

    def _may_start(self, word: str) -> bool:
        return word in self._starts or word.removesuffix("'s").removesuffix("s") in self._starts

    def _at(self, text: str, words: Sequence[tuple[int, int, str]], i: int) -> tuple[KnownName | None, int]:
        longest = min(len(words), i + LONGEST_NAME)
        for j in range(i + 1, longest):
            if not _GLUE.match(text[words[j - 1][1] : words[j][0]]):
                longest = j
                break
        for end in range(longest, i, -1):
            label, stop = self._label(text, words[i:end], words[end][2] if end < len(words) else "")
            if label:
                return KnownName(words[i][0], stop, label), end - i
        return None, 1

    def _label(self, text: str, words: Sequence[tuple[int, int, str]], following: str) -> tuple[str, int]:
        """Return the kind of name these words form ("" if none) before another word, and its end; a possessive s is excluded."""
        start, stop = words[0][0], words[-1][1]
        folded = tuple(word for _, _, word in words)
        for suffix in ("", "'s", "s"):
            last = folded[-1]
            if suffix and not last.endswith(suffix):
                continue
            key = (*folded[:-1], last[: len(last) - len(suffix)])
            cut = stop - len(suffix)
            fitting = [s for alias, s in self._senses.get(key, ()) if case_fits(alias, text[start:cut]) and not self._shouted(s, alias, text[start:cut])]
            # "Democratic" may be a part of any name, but not before "senator".
            fitting = [s for s in fitting if (self._is_state(s) if suffix == "s" else following in OF_PARTIES or not self.is_of_party(s))]
            if fitting:
                return self._kind(fitting), stop if suffix == "s" else cut
        return "", stop

    def _shouted(self, sense: Sense, alias: str, written: str) -> bool:
        """Whether a short word in capitals is an acronym, not a place: "NIS" is not the town of Nis."""
        short = 2 < len(written) <= 4 and written.isupper() and not alias.isupper()
        return short and self.entries[sense.id].actor.kind is ActorClass.PLACE

    def is_of_party(self, sense: Sense) -> bool:
        """Whether it is the adjective of a party ("Republican"), which has other meanings elsewhere."""
        return sense.role == "adjective" and self.entries[sense.id].actor.type == PARTY

    def _is_state(self, sense: Sense) -> bool:
        return sense.role == "name" and self.entries[sense.id].actor.kind is ActorClass.STATE

    def _kind(self, senses: Sequence[Sense]) -> str:
        best = min(senses, key=lambda s: ROLE_RANK[s.role])
        if best.role == "adjective":
            return "NORP"
        kinds = [self.entries[s.id].actor.kind for s in senses if s.role != "adjective"]
        if ActorClass.PERSON in kinds:
            return "PERSON"
        if ActorClass.STATE in kinds:
            return "LOC"
        return "PLACE" if all(kind is ActorClass.PLACE for kind in kinds) else "ORG"

    @functools.cached_property
    def _states(self) -> tuple[Actor, ...]:
        return tuple(e.actor for e in self.entries.values() if e.actor.kind is ActorClass.STATE)

    def nearly_state(self, word: str) -> Actor | None:
        """Return the state whose name differs from a word by one letter, if there is exactly one."""
        from rapidfuzz.distance import Levenshtein

        close = [a for a in self._states if a.name[0] == word[0] and Levenshtein.distance(a.name, word, score_cutoff=1) == 1]
        return close[0] if len(close) == 1 else None

    def nearly_person(self, name: str) -> Actor | None:
        """Return the person whose name of several words differs by one letter or its place ("Vladmir Putin"), if there is exactly one."""
        near = {id_ for cut in cuts(words_of(name)) for id_ in self._persons_by_cut.get(cut, ())}
        return self.entries[near.pop()].actor if len(near) == 1 else None

    @functools.cached_property
    def _persons_by_cut(self) -> Mapping[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for key, written in self._senses.items():
            persons = {sense.id for _, sense in written if self.entries[sense.id].actor.kind is ActorClass.PERSON}
            for cut in cuts(key) if persons else ():
                found[cut] |= persons
        return found

    def adjective(self, actor_id: str) -> str | None:
        """Return the first adjective of a state ("Libyan"), or None."""
        return self._adjectives.get(actor_id)

    def is_shared(self, name: str) -> bool:
        """Whether bodies of several states may have a name: "Labour Party", "Supreme Court", "Senate"."""
        return {*words_of(name)} - _SMALL <= self._shared_words

    @functools.cached_property
    def _shared_words(self) -> frozenset[str]:
        """The words for organs, and those in names of bodies of at least `_SEVERAL` states; no names of states, peoples and places."""
        lands: dict[str, set[str]] = defaultdict(set)
        own: set[str] = set()
        for key, written in self._senses.items():
            for entry in (self.entries[sense.id] for _, sense in written):
                if entry.actor.kind in (ActorClass.STATE, ActorClass.PLACE):
                    own.update(key if len(key) == 1 else ())
                elif entry.of and entry.actor.kind is not ActorClass.PERSON:
                    for word in key:
                        lands[word].add(entry.of)
        return frozenset({word for word, of in lands.items() if len(of) >= _SEVERAL} | ORGANS) - own

    @functools.cached_property
    def _adjectives(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for names in self._senses.values():
            for name, sense in names:
                if sense.role == "adjective":
                    found.setdefault(sense.id, name)
        return found


ROLE_RANK = {"name": 0, "seat": 1, "adjective": 2}


def load_gazetteer(extra: Sequence[Path] = ()) -> Gazetteer:
    """Read the actors files of `seeds/actors`, then those of the user.

    A user's row replaces one with the same id.

    Raises:
        DataError: a row is invalid; the message has file and line.
    """
    entries: dict[str, Entry] = {}
    names: dict[str, list[tuple[str, Sense]]] = {}
    own: dict[str, str] = {}
    ours = sorted(p for p in (seeds_dir() / "actors").glob("*.csv") if p.name != "offices.csv")
    for path in (*ours, *extra):
        for entry, written, where in _entries(path):
            entries[entry.actor.id] = entry
            names[entry.actor.id] = written
            if path in extra:
                own[entry.actor.id] = where
    if own:
        check_own(own, {name: entry.actor for name, entry in entries.items()}, {name: entry.of for name, entry in entries.items()})
    return Gazetteer(_linked(entries), (pair for written in names.values() for pair in written))


def _linked(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries with the actors that each belongs to; a place has none, and a bloc none below it."""
    actors = {name: entry.actor for name, entry in entries.items() if entry.actor.kind not in (ActorClass.PLACE, ActorClass.BLOC)}
    above = {name: entries[name].of or "" for name in actors}
    return {name: replace(entry, actor=linked(entry.actor, actors, above)) for name, entry in entries.items()}


def _entries(path: Path) -> Iterator[tuple[Entry, list[tuple[str, Sense]], str]]:
    kinds = {kind.value: kind for kind in ActorClass}
    lines: dict[str, int] = {}
    with data_rows(path) as reader:
        missing = {"id", "name", "class"} - set(reader.fieldnames or ())
        if missing:
            raise DataError(f"{path}:1: columns missing: {one_of(missing)}; an actors file has {one_of(_COLUMNS)}")
        check_columns(reader.fieldnames or (), _COLUMNS, f"{path}:1")
        for row in reader:
            cells = {name: unicodedata.normalize("NFC", row.get(name) or "").strip() for name in _COLUMNS}
            where = f"{path}:{reader.line_num}"
            if any(row.get(None) or ()):  # where csv keeps what has no column
                raise DataError(f"{where}: more cells than columns; put a cell that has commas in quotation marks")
            if not cells["id"] or not cells["name"]:
                raise DataError(f"{where}: id and name must not be empty")
            if (first := lines.setdefault(cells["id"], reader.line_num)) != reader.line_num:
                raise DataError(f"{where}: the id {cells['id']!r} stands in line {first} already; give each actor one row")
            if cells["class"] not in kinds:
                raise DataError(f"{where}: class {cells['class']!r} is not one of {one_of(kinds)}.{did_you_mean(cells['class'], kinds)}")
            yield _entry(cells, kinds[cells["class"]], where)


def _entry(cells: Mapping[str, str], kind: ActorClass, where: str) -> tuple[Entry, list[tuple[str, Sense]], str]:
    check_codes(cells, kind, where)
    aliases, seats, adjectives = (listed_cells(cells, column, where) for column in ("aliases", "seats", "adjectives"))
    actor = Actor(
        id=cells["id"],
        name=cells["name"],
        kind=kind,
        type=type_of(cells, kind, where),
        aliases=tuple(sorted(aliases)),
        iso3=cells["iso3"] or None,
        m49=cells["m49"] or None,
        wikidata=cells["wikidata"] or None,
        curated=True,
    )
    roles = {"name": (cells["name"], *aliases), "seat": seats, "adjective": adjectives}
    written = [(name, Sense(actor.id, role)) for role, group in roles.items() for name in group]
    return Entry(actor, cells["of"] or None), written, where
