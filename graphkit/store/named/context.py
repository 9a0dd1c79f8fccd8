"""Data that the answers are built from: the index, labels, and direct ties."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import pyoxigraph

from graphkit.ontology import load_vocabulary
from graphkit.store.index import Index
from graphkit.store.named.cells import Cell, Labels, narrower
from graphkit.store.named.queries import QueryCall

# One row of a result; `NONE` for a cell without a value.
Row = tuple[Cell, ...]
# Actors that each actor has a direct tie to.
Edges = Mapping[str, frozenset[str]]
# Distinct first values of an index with one lookup each: actors are far fewer than ties.
_EACH = """
WITH RECURSIVE each(value) AS (
  SELECT min({column}) FROM {table} UNION ALL SELECT (SELECT min({column}) FROM {table} WHERE {column} > value) FROM each WHERE value IS NOT NULL
) SELECT value FROM each WHERE value IS NOT NULL
"""


class Context:
    """One state of a graph, with what the answers share."""

    def __init__(self, store: pyoxigraph.Store, index: Index) -> None:
        """Take the store, for labels, and its index."""
        self.index, self.labels = index, Labels(store)
        # Cached per instance, so that the caches end with it.
        self._edges, self._reverse = functools.cache(self._forward), functools.cache(self._backward)

    def each(self, column: str, table: str, where: str = "") -> list[str]:
        """Return the distinct values of a column; without a condition it must be the first column of an index."""
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {where}" if where else _EACH.format(column=column, table=table)
        return [value for (value,) in self.index.all(query)]

    def subjects(self, call: QueryCall, where: str = "") -> list[str]:
        """Return the ids of subjects of ties, ordered by IRI; only the requested one, if any."""
        found = self.each("subject", "ties", where) if call.subject is None else [call.subject]
        return sorted(found, key=self.labels.actor)

    def edges(self, relation: str) -> Edges:
        """Return the objects of each actor's direct ties of a relation."""
        return self._edges(relation)

    def reverse(self, relation: str) -> Edges:
        """Return the subjects of each actor's incoming direct ties of a relation."""
        return self._reverse(relation)

    def _forward(self, relation: str) -> Edges:
        below = narrower((relation,), load_vocabulary().ancestors)
        found: dict[str, set[str]] = defaultdict(set)
        for subject, object_ in self.index.each("SELECT subject, object FROM ties WHERE direct AND predicate IN (SELECT value FROM json_each(?))", json.dumps(below)):
            found[subject].add(object_)
            if load_vocabulary().relation(relation).symmetric:
                found[object_].add(subject)
        return {subject: frozenset(objects) for subject, objects in found.items()}

    def _backward(self, relation: str) -> Edges:
        found: dict[str, set[str]] = defaultdict(set)
        for subject, objects in self.edges(relation).items():
            for object_ in objects:
                found[object_].add(subject)
        return {object_: frozenset(subjects) for object_, subjects in found.items()}

    def with_leaders(self, side: str) -> frozenset[str]:
        """Return an actor and its leaders."""
        return self.reverse("leads").get(side, frozenset()) | {side}

    def sorted(self, actors: Iterable[str]) -> list[str]:
        """Sort actor ids by IRI."""
        return sorted(actors, key=self.labels.actor)


def sorted_rows(rows: Iterable[Row], order: tuple[int, ...]) -> Iterator[Row]:
    """Return the distinct rows, sorted by these columns."""
    # Equal rows are neighbours then, and comparing neighbours is cheaper than hashing all rows.
    return (row for row, _ in groupby(sorted(rows, key=itemgetter(*order))))
