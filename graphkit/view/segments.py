"""Segments a text by its claims: runs with the same claims, divided into pieces with the same marked names.

The runs concatenate to the verbatim text, however the claims overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from graphkit.model import Claim
from graphkit.view.text import find_unmarked


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a run.

    Attributes:
        text: the text.
        subject_of, object_of: ids of the claims whose subject or object it names.
    """

    text: str
    subject_of: tuple[str, ...] = ()
    object_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A segment of a text.

    Attributes:
        start: offset of its first code point.
        pieces: its pieces, in order.
        claims: ids of the claims whose evidence covers it, in the order of the claims; empty between claims.
        begins: ids of the claims whose evidence begins here.
    """

    start: int
    pieces: tuple[Piece, ...]
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of the run."""
        return "".join(piece.text for piece in self.pieces)


# Start, end, kind, claim id.
_Mark = tuple[int, int, str, str]


def runs(text: str, claims: Sequence[Claim]) -> list[Run]:
    """Split a text into runs; quotes that do not match the text at their offsets are ignored.

    Args:
        text: text of the article.
        claims: claims of the article; a run lists them in this order.
    """
    marks = list(_marks(text, claims))
    order = {claim.id: number for number, claim in enumerate(claims)}
    first: dict[str, int] = {}
    for start, _, kind, claim in marks:
        if kind == "claim":
            first[claim] = min(start, first.get(claim, start))
    cut = _cut(text, marks, order)
    return [_run(list(group), covered, first) for covered, group in groupby(cut, key=lambda part: part[2])]


def names_in(quote: str, claim: Claim) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of the subject and the object of a claim in one of its quotes."""
    taken: list[tuple[int, int, str]] = []
    for words, kind in ((claim.subject_mention, "subject"), (claim.object_mention, "object")):
        place = find_unmarked(quote, words, taken)
        if place is not None:
            taken.append((place, place + len(words), kind))
    return sorted(taken)


def _marks(text: str, claims: Iterable[Claim]) -> Iterator[_Mark]:
    for claim in claims:
        for evidence in claim.evidence:
            if not evidence.is_verbatim(text):
                continue
            yield evidence.start, evidence.end, "claim", claim.id
            for start, end, kind in names_in(evidence.quote, claim):
                yield evidence.start + start, evidence.start + end, kind, claim.id


# Offset of a piece, the piece, and the claims that cover it.
_Part = tuple[int, Piece, tuple[str, ...]]


def _cut(text: str, marks: Sequence[_Mark], order: dict[str, int]) -> Iterator[_Part]:
    """Split the text at the boundaries of all marks."""
    events: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for start, end, kind, claim in marks:
        events[start].append((1, kind, claim))
        events[end].append((-1, kind, claim))
    open_: dict[str, dict[str, int]] = {kind: defaultdict(int) for kind in ("claim", "subject", "object")}
    standing = {kind: tuple[str, ...]() for kind in open_}
    for here, there in pairwise(sorted({0, len(text), *events})):
        for step, kind, claim in events.get(here, ()):
            open_[kind][claim] += step
            if not open_[kind][claim]:
                del open_[kind][claim]
        for kind in {kind for _, kind, _ in events.get(here, ())}:
            standing[kind] = tuple(sorted(open_[kind], key=order.__getitem__))
        yield here, Piece(text[here:there], standing["subject"], standing["object"]), standing["claim"]


def _run(parts: Sequence[_Part], covered: tuple[str, ...], first: dict[str, int]) -> Run:
    start = parts[0][0]
    return Run(start, tuple(piece for _, piece, _ in parts), covered, tuple(claim for claim in covered if first[claim] == start))
