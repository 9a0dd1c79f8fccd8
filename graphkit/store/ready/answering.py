"""Which question is answered how."""

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
from graphkit.store.ready import counts, direct, disputes, listing
from graphkit.store.ready.answer import Rows
from graphkit.store.ready.kept import Kept, Row
from graphkit.store.ready.texts import Asking, named_queries, recognised

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
# Statements of a graph of somebody else that are read one by one.
_FEW = 2000
# Words of the questions beside those of our own vocabularies.
_OTHERS = ("dcterms:publisher", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "rdfs:subPropertyOf", "skos:broader", "skos:topConceptOf")
_ASKED = frozenset(iri(name).value for name in _OTHERS)
_PROPERTY = re.compile(r"\bgk:[a-z]\w*")
# The graphs of actors and of the graph itself have these, and nothing else that a question asks for.
_EVERYWHERE = frozenset(("gk:version",))


class Answering:
    """Answers the named questions over one state of a graph."""

    def __init__(self, store: pyoxigraph.Store, index: Index) -> None:
        """Take the store and its index."""
        self._store, self._kept = store, Kept(store, index)

    def rows(self, sparql: str, *, limit: int | None = None, timeout: float | None = None) -> Rows | None:
        """The answer to a text; None where it is no named question, or others wrote to the graph what the index does not have.

        Args:
            sparql: the text.
            limit: at most so many rows; None for all.
            timeout: seconds of work until it is stopped, without those in which the rows wait for their reader; None for no limit.
        """
        asking = recognised(sparql)
        if asking is None or asking.name not in _HOW or not self._is_all:
            return None
        rows: Iterator[Row] = islice(_HOW[asking.name](self._kept, asking), asking.offset, None if asking.limit is None else asking.offset + asking.limit)
        return Rows(columns(asking.name), rows if timeout is None else self._kept.index.clock.limited(rows, timeout), limit=limit)

    @functools.cached_property
    def _is_all(self) -> bool:
        """Whether all that the questions ask for stands where the index was made of."""
        others = [graph for graph in self._store.named_graphs() if graph not in _OWN and not str(graph.value).startswith(ARTICLE_GRAPH)]
        if any(self._speaks(graph) for graph in (*others, DefaultGraph())):
            return False
        if self._kept.index.all("SELECT 1 FROM claims WHERE agents IS NULL LIMIT 1"):
            return False
        asked = (*_relations(), *_asked())
        return not any(next(self._store.quads_for_pattern(None, name, None, graph), None) for name in asked for graph in (ENTITIES, META))

    def _speaks(self, graph: NamedNode | pyoxigraph.BlankNode | DefaultGraph) -> bool:
        """Whether a graph says something that a question asks for."""
        quads = self._store.quads_for_pattern(None, None, None, graph)
        for quad in islice(quads, _FEW):
            name = quad.predicate.value
            if name.startswith((GK, REL)) or name in _ASKED or str(quad.subject).startswith(f"<{REL}"):
                return True
        if next(quads, None) is None:
            return False
        # Of a graph that somebody filled with other things each word is looked for, however large it is.
        patterns = ((node, None) for node in _relations()), ((None, name) for name in (*_relations(), *_asked()))
        return any(next(self._store.quads_for_pattern(*pattern, None, graph), None) is not None for pattern in chain(*patterns))


@functools.cache
def _relations() -> tuple[NamedNode, ...]:
    return tuple(relation_node(name) for name in load_vocabulary().relations)


@functools.cache
def _asked() -> tuple[NamedNode, ...]:
    """What the questions ask for that stands in the graphs of articles and in the ontology only."""
    names = {name for query in named_queries().values() for name in _PROPERTY.findall(query.sparql)}
    return tuple(iri(name) for name in sorted({*names, *_OTHERS} - _EVERYWHERE))


@functools.cache
def columns(name: str) -> tuple[str, ...]:
    """Names of the columns of a question."""
    match = _COLUMNS.search(named_queries()[name].sparql)
    assert match is not None
    return tuple(made or plain for made, plain in _COLUMN.findall(match.group(1)))
