"""Data that the answers are built from: the index, labels, and direct ties."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter

import pyoxigraph

from graphkit.model import Brief, Polarity
from graphkit.ontology import load_vocabulary
from graphkit.standing import MIN_CONFIDENCE, Endings, has_ended, is_sure, stands
from graphkit.store.index import Index
from graphkit.store.index.briefs import BRIEF_COLUMNS, briefs_of
from graphkit.store.named.cells import Cell, Labels, narrower, text
from graphkit.store.named.queries import QueryCall

# SQL for the types of support of a claim, as JSON.
KINDS = "json_extract(rest, '$[4]')"
# Actors, and pairs of actors, whose ended ties are kept.
_CACHE_SIZE = 1 << 12
# One row of a result; `NONE` for a cell without a value.
Row = tuple[Cell, ...]
# Actors that each actor has a direct tie to.
Edges = Mapping[str, frozenset[str]]
_ENDED_WITH = "SELECT object FROM ties WHERE subject = ?1 AND ended UNION SELECT subject FROM ties WHERE object = ?1 AND ended"
_BETWEEN = "FROM claims WHERE active AND ((subject = ?1 AND object = ?2) OR (subject = ?2 AND object = ?1)) ORDER BY rowid"
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
        self.ended_with, self.unended = functools.lru_cache(_CACHE_SIZE)(self._ended_with), functools.lru_cache(_CACHE_SIZE)(self._unended)

    def each(self, column: str, table: str, where: str = "") -> list[str]:
        """Return the distinct values of a column; without a condition it must be the first column of an index."""
        query = f"SELECT DISTINCT {column} FROM {table} WHERE {where}" if where else _EACH.format(column=column, table=table)
        return [value for (value,) in self.index.all(query)]

    def subjects(self, call: QueryCall, where: str = "") -> list[str]:
        """Return the ids of subjects of ties, ordered by IRI; only the requested one, or those of ties to the requested object, if any."""
        if call.subject is not None:
            return [call.subject]
        found = self.each("subject", "ties", where) if call.object is None else [subject for (subject,) in self.index.all("SELECT DISTINCT subject FROM ties WHERE object = ?", call.object)]
        return sorted(found, key=self.labels.actor)

    def _ended_with(self, actor: str) -> frozenset[str]:
        """Return the actors at the other end of ties that some claim says have ended."""
        return frozenset(other for (other,) in self.index.all(_ENDED_WITH, actor))

    @functools.cached_property
    def objects(self) -> list[tuple[Cell, str]]:
        """The objects of all ties as (name, id), sorted; an actor with several names has several entries."""
        return sorted((label, id_) for id_ in self.each("object", "ties") for label in self.names(id_))

    @functools.cached_property
    def ended_objects(self) -> frozenset[str]:
        """The objects of all ties that some claim says have ended; DISTINCT would look up each tie by its object."""
        return frozenset(object_ for (object_,) in self.index.all("SELECT object FROM ties WHERE ended"))

    def names(self, actor: str) -> list[Cell]:
        """Return the names of an actor; an empty one if it has none."""
        return list(self.labels.of(self.labels.actor(actor))) or [text("")]

    @functools.cached_property
    def doubtful(self) -> Mapping[str, frozenset[str]]:
        """The objects of the claims of each actor below the minimum confidence."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject, object_ in self.index.each("SELECT subject, object FROM claims WHERE active AND confidence < ?", MIN_CONFIDENCE):
            found[subject].add(object_)
        return defaultdict(frozenset, {subject: frozenset(objects) for subject, objects in found.items()})

    @functools.cached_property
    def deniers(self) -> Mapping[str, frozenset[str]]:
        """The actors with which each actor has a tie that some claim denies, in either direction."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject, object_ in self.index.each("SELECT subject, object FROM ties WHERE denied"):
            found[subject].add(object_)
            found[object_].add(subject)
        return defaultdict(frozenset, {actor: frozenset(others) for actor, others in found.items()})

    def _unended(self, subject: str, object_: str) -> list[tuple[Brief, str, bool]]:
        """Return the positive claims from one actor to another, of the minimum confidence, that do not state an end: their types of support as JSON, and whether they hold by the rule of `graphkit.standing`."""
        rows, endings = self.index.all(f"SELECT {BRIEF_COLUMNS}, published, {KINDS} {_BETWEEN}", subject, object_), Endings()
        found = [(claim, date.fromisoformat(row[-2]) if row[-2] else None, row[-1]) for claim, row in zip(briefs_of(row[:-2] for row in rows), rows, strict=True)]
        for claim, published, _ in found:
            endings.add(claim, published)
        return [(c, kinds, stands(c, day, endings)) for c, day, kinds in found if c.subject == subject and c.polarity is Polarity.POSITIVE and is_sure(c) and not has_ended(c)]

    @functools.cached_property
    def foes(self) -> Edges:
        """The actors that each actor fights, attacks or is attacked by; places are no actors."""
        found: dict[str, frozenset[str]] = defaultdict(frozenset)
        for edges in (self.edges("fights"), self.edges("attacks"), self.reverse("attacks")):
            for side, rivals in edges.items():
                if side not in self.labels.places:
                    found[side] |= rivals - self.labels.places
        return {side: rivals for side, rivals in found.items() if rivals}

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
