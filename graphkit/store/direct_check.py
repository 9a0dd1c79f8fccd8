"""Compare the direct triples with those that the ties of the index imply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode

from graphkit.ontology import load_vocabulary
from graphkit.rdf import DIRECT, actor_node, relation_node
from graphkit.store.index import Index

Triple = tuple[str, str, str]
_PAIR = "direct AND ((subject = ?1 AND object = ?2) OR (subject = ?2 AND object = ?1))"


def direct_difference(store: pyoxigraph.Store, index: Index, pairs: Iterable[tuple[str, str]] | None = None) -> tuple[set[Triple], set[Triple]]:
    """Return the missing and the surplus direct triples, as IRIs of subject, relation and object.

    `graphkit.store.index.difference` checks that the ties follow from the claims.

    Args:
        store: the store.
        index: its index, of the same state.
        pairs: pairs of actor ids to compare; None for all.
    """
    if pairs is None:
        return _difference(_implied(index, "direct"), _stored(store, None, None))
    missing, surplus = set[Triple](), set[Triple]()
    for one, other in pairs:
        ends = actor_node(one), actor_node(other)
        stored = {triple for way in (ends, ends[::-1]) for triple in _stored(store, *way)}
        lacking, extra = _difference(_implied(index, _PAIR, one, other), stored)
        missing |= lacking
        surplus |= extra
    return missing, surplus


def _difference(implied: set[Triple], stored: set[Triple]) -> tuple[set[Triple], set[Triple]]:
    return implied - stored, stored - implied


def _implied(index: Index, where: str, *values: str) -> set[Triple]:
    return {triple for ends in index.each(f"SELECT DISTINCT subject, predicate, object FROM ties WHERE {where}", *values) for triple in _with_ancestors(*ends)}


def _with_ancestors(subject: str, predicate: str, object_: str) -> Iterator[Triple]:
    one, other = _actor(subject), _actor(object_)
    for name, mutual in _ancestors(predicate):
        yield one, name, other
        if mutual:
            yield other, name, one


def _actor(id_: str) -> str:
    return actor_node(id_).value


@cache
def _ancestors(predicate: str) -> tuple[tuple[str, bool], ...]:
    """Return a relation and its ancestors as IRIs, each with whether it is symmetric."""
    vocabulary = load_vocabulary()
    return tuple((relation_node(name).value, vocabulary.relation(name).symmetric) for name in vocabulary.ancestors(predicate))


def _stored(store: pyoxigraph.Store, subject: NamedNode | None, object_: NamedNode | None) -> set[Triple]:
    if subject is None:
        solutions = store.query(f"SELECT ?s ?p ?o {{ GRAPH {DIRECT} {{ ?s ?p ?o }} }}")
        return {(s.value, p.value, o.value) for s, p, o in solutions}  # type: ignore[union-attr]  # SELECT gives solutions.
    return {(subject.value, quad.predicate.value, getattr(quad.object, "value", "")) for quad in store.quads_for_pattern(subject, None, object_, DIRECT)}
