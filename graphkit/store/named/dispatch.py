"""Dispatch the named queries to the functions that answer them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode

from graphkit.ontology import GK, REL, load_vocabulary
from graphkit.rdf import ARTICLE_GRAPH, DIRECT, ENTITIES, META, ONTOLOGY, iri, relation_node
from graphkit.store.index import Index
from graphkit.store.named import counts, direct, disputes, listing
from graphkit.store.named.context import Kept, Row
from graphkit.store.named.queries import Asking, named_queries, recognised
from graphkit.store.named.rows import Rows

_HOW: Mapping[str, Callable[[Kept, Asking], Iterator[Row]]] = {
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
_OWN = frozenset((ENTITIES, DIRECT, META, ONTOLOGY))
# Maximum number of statements of a user's graph that are read one by one.
_FEW = 2000
# Properties in the named queries from vocabularies other than ours.
_OTHERS = ("dcterms:publisher", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "rdfs:subPropertyOf", "skos:broader", "skos:topConceptOf")
_ASKED = frozenset(iri(name).value for name in _OTHERS)
_PROPERTY = re.compile(r"\bgk:[a-z]\w*")
# This one also occurs in the graphs of actors and metadata; no other property of the queries does.
_EVERYWHERE = frozenset(("gk:version",))


class Answering:
    """Answers the named queries over one state of a graph."""

    def __init__(self, store: pyoxigraph.Store, index: Index) -> None:
        """Take the store and its index."""
        self._store, self._kept = store, Kept(store, index)

    def rows(self, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Rows | None:
        """Return the answer to a query; None if it is not a named query, or the graph has relevant data that the index lacks.

        Args:
            sparql: the query text.
            limit: maximum rows; None for all.
            timeout: seconds of work until it is stopped, not counting the time rows wait for their reader; None for no limit.
        """
        asking = recognised(sparql)
        if asking is None or asking.name not in _HOW or not self._is_all:
            return None
        rows: Iterator[Row] = islice(_HOW[asking.name](self._kept, asking), asking.offset, None if asking.limit is None else asking.offset + asking.limit)
        return Rows(columns(asking.name), rows if timeout is None else self._kept.index.clock.limited(rows, timeout), limit=limit)

    @functools.cached_property
    def _is_all(self) -> bool:
        """Whether everything that the named queries read is in the graphs the index was built from."""
        others = [graph for graph in self._store.named_graphs() if graph not in _OWN and not str(graph.value).startswith(ARTICLE_GRAPH)]
        if any(self._speaks(graph) for graph in (*others, DefaultGraph())):
            return False
        if self._kept.index.all("SELECT 1 FROM claims WHERE agents IS NULL LIMIT 1"):
            return False
        asked = (*_relations(), *_asked())
        return not any(next(self._store.quads_for_pattern(None, name, None, graph), None) for name in asked for graph in (ENTITIES, META))

    def _speaks(self, graph: NamedNode | pyoxigraph.BlankNode | DefaultGraph) -> bool:
        """Return whether a graph contains a statement that a named query reads."""
        quads = self._store.quads_for_pattern(None, None, None, graph)
        for quad in islice(quads, _FEW):
            name = quad.predicate.value
            if name.startswith((GK, REL)) or name in _ASKED or str(quad.subject).startswith(f"<{REL}"):
                return True
        if next(quads, None) is None:
            return False
        # A large graph of other content is searched for each term, at a cost independent of its size.
        patterns = ((node, None) for node in _relations()), ((None, name) for name in (*_relations(), *_asked()))
        return any(next(self._store.quads_for_pattern(*pattern, None, graph), None) is not None for pattern in chain(*patterns))


@functools.cache
def _relations() -> tuple[NamedNode, ...]:
    return tuple(relation_node(name) for name in load_vocabulary().relations)


@functools.cache
def _asked() -> tuple[NamedNode, ...]:
    """Return the properties in the named queries that occur only in the graphs of articles and in the ontology."""
    names = {name for query in named_queries().values() for name in _PROPERTY.findall(query.sparql)}
    return tuple(iri(name) for name in sorted({*names, *_OTHERS} - _EVERYWHERE))


@functools.cache
def columns(name: str) -> tuple[str, ...]:
    """Return the column names of a named query."""
    match = _COLUMNS.search(named_queries()[name].sparql)
    assert match is not None
    return tuple(made or plain for made, plain in _COLUMN.findall(match.group(1)))
