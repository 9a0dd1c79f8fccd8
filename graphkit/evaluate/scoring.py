"""Precision, recall and F1 of claims against a gold set, on three levels.

    sign    (subject, +/-, object): friend or foe; negated and neutral rows left out
    typed   (subject, relation, object)
    status  (subject, relation, object, status)

Duplicate rows count once. An actor matches the gold if its normalised name (case, accents,
punctuation, leading article, possessive ending) equals the name or an alias. Relations are the
eleven families of `ontology/families.csv`; mutual ones are compared without direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.errors import DataError, one_of
from graphkit.evaluate.gold import Passage
from graphkit.evaluate.names import fold

LEVELS = ("sign", "typed", "status")
MUTUAL = frozenset(["allied_with", "cooperates_with", "negotiates_with"])
SIGNS = {"supports": "+", "allied_with": "+", "cooperates_with": "+", "opposes": "-", "sanctions": "-", "attacks": "-"}
NEUTRAL = frozenset(["negotiates_with", "requests", "leads", "member_of", "controls"])
Row = tuple[str, ...]


@dataclass(slots=True)
class Counts:
    """Number of rows in both (`hit`), in the claims (`found`) and in the gold set (`gold`)."""

    hit: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another passage."""
        self.hit, self.found, self.gold = self.hit + other.hit, self.found + other.found, self.gold + other.gold

    @property
    def precision(self) -> float:
        """Share of the found rows that are in the gold set; 0 if none were found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found; 0 if there are none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """A missed or spurious row, with the id of its passage and its sentence."""

    document: str
    row: Row
    sentence: str


@dataclass(slots=True)
class Scores:
    """Counts by level and family, in total and per passage, and the errors on the typed level."""

    levels: dict[str, Counts] = field(default_factory=lambda: {level: Counts() for level in LEVELS})
    families: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    passages: list[dict[str, Counts]] = field(default_factory=list)
    missed: list[Fault] = field(default_factory=list)
    made_up: list[Fault] = field(default_factory=list)


def score(gold: Sequence[Passage], claims: Iterable[Mapping[str, Any]]) -> Scores:
    """Return the scores of claims against a gold set.

    Raises:
        DataError: a claim has an unknown relation, or a passage that is not in the gold set.
    """
    claimed: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for claim in claims:
        if claim["relation"] not in SIGNS and claim["relation"] not in NEUTRAL:
            raise DataError(f"unknown relation {claim['relation']!r} in the claims; known: {one_of({*SIGNS, *NEUTRAL})}")
        claimed[str(claim["document"])].append(claim)
    unknown = set(claimed) - {passage.id for passage in gold}
    if unknown:
        raise DataError(f"claims name passages that the gold lacks: {one_of(sorted(unknown)[:5])}; their `document` must be the `id` of a passage")
    made = Scores()
    for passage in gold:
        _passage(passage, claimed[passage.id], made)
    return made


def _passage(passage: Passage, claims: Sequence[Mapping[str, Any]], made: Scores) -> None:
    names = _Names(passage)
    counted: dict[str, Counts] = {}
    for level in LEVELS:
        truth, optional = _truth(passage, level)
        found = {row: claim for claim in claims if (row := names.row(level, claim)) is not None and (row in truth or row not in optional)}
        counted[level] = Counts(len(truth.keys() & found.keys()), len(found), len(truth))
        made.levels[level].add(counted[level])
        if level == "typed":
            made.missed += [Fault(passage.id, row, str(truth[row].get("evidence") or "")) for row in sorted(truth.keys() - found.keys())]
            made.made_up += [Fault(passage.id, row, str(found[row].get("quote") or "")) for row in sorted(found.keys() - truth.keys())]
            counted |= _by_family(truth, found)
    for name in counted.keys() - set(LEVELS):
        made.families[name].add(counted[name])
    made.passages.append(counted)


def _truth(passage: Passage, level: str) -> tuple[dict[Row, Mapping[str, Any]], set[Row]]:
    """Return the required rows of a passage and the optional ones."""
    truth: dict[Row, Mapping[str, Any]] = {}
    optional: set[Row] = set()
    for relation in passage.relations:
        row = _row(level, fold(relation["subject"]), relation["relation"], fold(relation["object"]), relation["status"])
        if row is None:
            continue
        if relation.get("optional"):
            optional.add(row)
        else:
            truth[row] = relation
    return truth, optional


def _by_family(truth: Collection[Row], found: Collection[Row]) -> dict[str, Counts]:
    """Return the counts of one passage by family."""
    made: dict[str, Counts] = defaultdict(Counts)
    for row in truth:
        made[row[1]].add(Counts(int(row in found), 0, 1))
    for row in found:
        made[row[1]].add(Counts(0, 1, 0))
    return made


def _row(level: str, subject: str, relation: str, object_: str, status: str) -> Row | None:
    if relation in MUTUAL and object_ < subject:
        subject, object_ = object_, subject
    if level == "sign":
        sign = SIGNS.get(relation)
        return None if sign is None or status == "negated" else (subject, sign, object_)
    return (subject, relation, object_) if level == "typed" else (subject, relation, object_, status)


class _Names:
    """Maps names in claims to the names of a passage's actors."""

    def __init__(self, passage: Passage) -> None:
        self._canonical: dict[str, set[str]] = defaultdict(set)
        for actor in passage.actors:
            for name in (actor["name"], *actor.get("aliases", ())):
                self._canonical[fold(name)].add(fold(actor["name"]))
        self._used = {fold(relation[end]) for relation in passage.relations for end in ("subject", "object")}

    def row(self, level: str, claim: Mapping[str, Any]) -> Row | None:
        return _row(level, self._of(claim["subject"]), claim["relation"], self._of(claim["object"]), claim["status"])

    def _of(self, name: str) -> str:
        """Return the gold name of an actor, preferring one used in its relations; "?" and the name if there is none."""
        found = self._canonical.get(fold(name))
        return min(found, key=lambda each: (each not in self._used, each)) if found else f"?{fold(name)}"
