"""Dispatch the named queries to the functions that answer them."""

from __future__ import annotations

import functools
import heapq
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from operator import itemgetter
from typing import cast

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode

from graphkit.ontology import GK, REL, load_vocabulary
from graphkit.rdf import ARTICLE_GRAPH, DIRECT, ENTITIES, META, ONTOLOGY, iri, relation_node
from graphkit.store.index import Index
from graphkit.store.named import counts, direct, disputes, listing
from graphkit.store.named.context import Context, Row
from graphkit.store.named.queries import QueryCall, match_named_query, named_queries
from graphkit.store.named.rows import Rows

_ANSWERS: Mapping[str, Callable[[Context, QueryCall], Iterator[Row]]] = {
    "who-backs": listing.who_backs,
    "rival-backers": direct.rival_backers,
    "contested": disputes.contested,
    "what-changed": counts.what_changed,
    "evidence": listing.evidence,
    "not-asserted": counts.not_asserted,
    "support-by-type": counts.support_by_type,
    "blocs": direct.blocs,
    "both-sides": direct.both_sides,
    "path": direct.path,
    "claims-by-source": counts.claims_by_source,
    "sources-disagree": disputes.sources_disagree,
}
_COLUMNS = re.compile(r"^SELECT (?:DISTINCT )?(.*?) WHERE \{", re.MULTILINE)
_COLUMN = re.compile(r"\(.* AS \?(\w+)\)|\?(\w+)")
_OWN_GRAPHS = frozenset((ENTITIES, DIRECT, META, ONTOLOGY))
# Maximum number of statements of a user's graph that are read one by one.
_MAX_SCANNED = 2000
# Properties in the named queries from vocabularies other than ours.
_OTHER_NAMES = ("dcterms:publisher", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "rdfs:subPropertyOf", "skos:broader", "skos:topConceptOf")
_OTHER_PROPERTIES = frozenset(iri(name).value for name in _OTHER_NAMES)
_PROPERTY = re.compile(r"\bgk:[a-z]\w*")
# This one also occurs in the graphs of actors and metadata; no other property of the queries does.
_NOT_ONLY_IN_ARTICLES = frozenset(("gk:version",))


class Dispatcher:
    """Answers the named queries over one state of a graph."""

    def __init__(self, store: pyoxigraph.Store, index: Index) -> None:
        """Take the store and its index."""
        self._store, self._context = store, Context(store, index)

    def rows(self, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Rows | None:
        """Return the answer to a query; None if it is not a named query, or the graph has relevant data that the index lacks.

        Args:
            sparql: the query text.
            limit: maximum rows; None for all.
            timeout: seconds of work until it is stopped, not counting the time rows wait for their reader; None for no limit.
        """
        call = match_named_query(sparql)
        if call is None or call.name not in _ANSWERS or not self._is_complete:
            return None
        rows: Iterator[Row] = islice(self._answer(call), call.offset, None if call.limit is None else call.offset + call.limit)
        return Rows(columns(call.name), rows if timeout is None else self._context.index.clock.limited(rows, timeout), limit=limit)

    def _answer(self, call: QueryCall) -> Iterator[Row]:
        """Yield all rows of a query, those of symmetric relations also for the actors in the other order; such queries order by subject, relation and object."""
        answer = _ANSWERS[call.name]
        rows = answer(self._context, call)
        if not named_queries()[call.name].is_turned(call.subject, call.object):
            return rows
        symmetric = {self._context.labels.relation(relation.name) for relation in load_vocabulary().relations.values() if relation.symmetric}
        turned = answer(self._context, replace(call, subject=call.object, object=call.subject))
        return heapq.merge(rows, (row for row in turned if row[1] in symmetric), key=itemgetter(0, 1, 2))

    @functools.cached_property
    def _is_complete(self) -> bool:
        """Whether everything that the named queries read is in the graphs the index was built from."""
        if any(self._has_relevant(graph) for graph in (*self._other_graphs(), DefaultGraph())):
            return False
        if self._context.index.all("SELECT 1 FROM claims WHERE agents IS NULL LIMIT 1"):
            return False
        properties = (*_relations(), *_queried_properties())
        return not any(next(self._store.quads_for_pattern(None, name, None, graph), None) for name in properties for graph in (ENTITIES, META))

    def _other_graphs(self) -> list[NamedNode | pyoxigraph.BlankNode]:
        """Return the graphs that are neither of an article nor part of the model."""
        own = sum(map(self._store.contains_named_graph, _OWN_GRAPHS))
        # Counting takes a tenth of the time of listing, and every graph of an article is in the index.
        if self._count_graphs() == own + self._context.index.all("SELECT count(*) FROM articles")[0][0]:
            return []
        return [graph for graph in self._store.named_graphs() if graph not in _OWN_GRAPHS and not str(graph.value).startswith(ARTICLE_GRAPH)]

    def _count_graphs(self) -> int:
        ((number,),) = cast("pyoxigraph.QuerySolutions", self._store.query("SELECT (COUNT(*) AS ?number) { GRAPH ?graph {} }"))
        return int(cast("pyoxigraph.Literal", number).value)

    def _has_relevant(self, graph: NamedNode | pyoxigraph.BlankNode | DefaultGraph) -> bool:
        """Return whether a graph contains a statement that a named query reads."""
        quads = self._store.quads_for_pattern(None, None, None, graph)
        for quad in islice(quads, _MAX_SCANNED):
            name = quad.predicate.value
            if name.startswith((GK, REL)) or name in _OTHER_PROPERTIES or str(quad.subject).startswith(f"<{REL}"):
                return True
        if next(quads, None) is None:
            return False
        # A large graph of other content is searched for each term, at a cost independent of its size.
        patterns = ((node, None) for node in _relations()), ((None, name) for name in (*_relations(), *_queried_properties()))
        return any(next(self._store.quads_for_pattern(*pattern, None, graph), None) is not None for pattern in chain(*patterns))


@functools.cache
def _relations() -> tuple[NamedNode, ...]:
    return tuple(relation_node(name) for name in load_vocabulary().relations)


@functools.cache
def _queried_properties() -> tuple[NamedNode, ...]:
    """Return the properties in the named queries that occur only in the graphs of articles and in the ontology."""
    names = {name for query in named_queries().values() for name in _PROPERTY.findall(query.sparql)}
    return tuple(iri(name) for name in sorted({*names, *_OTHER_NAMES} - _NOT_ONLY_IN_ARTICLES))


@functools.cache
def columns(name: str) -> tuple[str, ...]:
    """Return the column names of a named query."""
    match = _COLUMNS.search(named_queries()[name].sparql)
    assert match is not None
    return tuple(made or plain for made, plain in _COLUMN.findall(match.group(1)))
