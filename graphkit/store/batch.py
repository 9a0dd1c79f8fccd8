"""A batch of articles that waits to be bulk-loaded, see `graphkit.store.batches`."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from graphkit.model import ArticleRecord
from graphkit.rdf import article_graph, own_quads, plain_lines
from graphkit.store.as_read import record_kept
from graphkit.store.derive import Dated
from graphkit.store.index.record_rows import rows_of_record
from graphkit.store.index.rows import Rows, rows_of

# Subject, relation and object of a claim.
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class EncodedRecord:
    """A record as N-Quads and as index rows.

    Attributes:
        lines: the lines specific to this record.
        shared: lines that other records may have too.
        number: number of lines of both.
        rows: index rows.
        ties: ties whose direct triples are among the lines.
    """

    lines: bytes
    shared: bytes
    number: int
    rows: Rows
    ties: Set[Triple]

    @classmethod
    def of(cls, record: ArticleRecord, others: Sequence[Quad], ties: Set[Triple]) -> EncodedRecord:
        """Convert a record.

        Args:
            record: the record.
            others: additional quads, beyond those about its article and its claims.
            ties: ties whose direct triples are among these.

        Raises:
            ValueError, LookupError: part of it cannot be expressed in RDF.
        """
        key, rows = record.document.key, rows_of_record(record) if record.as_read is None else None
        lines = plain_lines(record) if rows is not None else None
        if lines is not None and rows is not None:
            return cls(lines.own.encode() + to_nquads(others), lines.shared.encode(), lines.number + len(others), rows, ties)
        quads, own = [*own_quads(record), *record_kept(record)], article_graph(key)
        rows = rows_of(key, [quad for quad in quads if quad.graph_name == own])
        return cls(to_nquads([*quads, *others]), b"", len(quads) + len(others), rows, ties)


def to_nquads(quads: Sequence[Quad]) -> bytes:
    """Serialize quads as N-Quads."""
    return (pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS) or b"") if quads else b""


@dataclass(slots=True)
class Batch:
    """A batch that waits to be loaded.

    Attributes:
        rows: index rows by article.
        quads: number of quads in the file.
        ties: ties whose direct triples are among them.
        shared: shared lines of records that are in the file.
        ended: whether a claim states an end; direct triples are then derived at loading.
        activated:all claims in that case.
    """

    rows: dict[str, Rows] = field(default_factory=dict)
    quads: int = 0
    ties: set[Triple] = field(default_factory=set)
    shared: set[bytes] = field(default_factory=set)
    ended: bool = False
    activated:list[Dated] = field(default_factory=list)
