"""What waits to be loaded in one step, see `graphkit.store.portions`."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from graphkit.store.derive import Dated
from graphkit.store.index.rows import Rows

# Subject, relation and object of a claim.
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A record as lines, and how many they are, as rows of the index, and the ties that are in the lines."""

    lines: bytes
    number: int
    rows: Rows
    ties: Set[Triple]


@dataclass(slots=True)
class Portion:
    """What waits for being loaded.

    Attributes:
        rows: of the index, by article.
        quads: how many there are in the file.
        ties: those whose direct triples are among them.
        ended: whether a claim says of an end; then the direct triples are not among them.
        into: all claims in that case.
    """

    rows: dict[str, Rows] = field(default_factory=dict)
    quads: int = 0
    ties: set[Triple] = field(default_factory=set)
    ended: bool = False
    into: list[Dated] = field(default_factory=list)
