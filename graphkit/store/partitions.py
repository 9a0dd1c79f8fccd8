"""Split a graph into parts that fit into memory: some articles at a time, with everything that validation rules need about them.

A rule about an article, a claim, its evidence or its run reads the graph of that article, the descriptions outside of all
articles (actors, concepts, programs), and one step further if a claim refers to another article. That holds for what
graphkit writes. A graph in which something is stated about an article or a claim anywhere else is irregular.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from graphkit.model import digest
from graphkit.rdf import (
    ARTICLE,
    ARTICLE_GRAPH,
    CLAIM,
    DIRECT,
    ENTITIES,
    EVIDENCE,
    META,
    ONTOLOGY,
    PREFIXES,
    RUN,
    TYPE,
    article_graph,
    iri,
)

# Classes of the nodes in the graph of an article.
ARTICLE_CLASSES = tuple(iri(name).value for name in ("gk:Article", "gk:Claim", "gk:Evidence", "prov:Activity"))
_CLAIM = ARTICLE_CLASSES[1]
_ARTICLE_NAMESPACES = (ARTICLE, CLAIM, EVIDENCE, RUN)
# Maximum number of statements outside of the articles held in memory: some 500 MB.
MAX_COMMON = 1_000_000
# No rule follows these properties.
_UNFOLLOWED = (iri("gk:copyOf"), iri("dcterms:replaces"))
_SUBCLASS = iri("rdfs:subClassOf")
# The only direct triples that rules read are locations; that direct triples follow from claims is checked elsewhere.
_LOCATED_IN = iri("rel:locatedIn")
# Links each graph to its article; no rule reads it.
UNREAD_PROPERTY = iri("prov:wasDerivedFrom")
_META_QUERY = f"SELECT ?s ?p ?o {{ GRAPH {META} {{ ?s ?p ?o FILTER (?p != {UNREAD_PROPERTY}) }} }}"
_GRAPH_COUNT_QUERY = "SELECT (COUNT(?g) AS ?n) { GRAPH ?g {} }"


class IrregularGraph(Exception):
    """A graph cannot be split; never leaves `graphkit.query.validate`."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Part of a graph in memory.

    Attributes:
        store: its quads, all in the default graph, which the engine searches faster than a union of many graphs.
        nodes: IRI of each completely contained node, with the key of its article; "" for those described outside of all articles.
        referring: keys of the articles that refer to another one.
        multivalued: IRIs of the properties with more than one value on one of these nodes; None if unknown.
    """

    store: pyoxigraph.Store
    nodes: Mapping[str, str]
    referring: frozenset[str] = frozenset()
    multivalued: frozenset[str] | None = None

    def has_rows(self, question: str) -> bool:
        """Return whether a query has a row."""
        return next(iter(self.store.query(question, prefixes=PREFIXES)), None) is not None  # type: ignore[arg-type]  # SELECT gives solutions.

    def may_have_several(self, name: str) -> bool:
        """Return whether a node of the part may have more than one value of a property, given by its IRI."""
        return self.multivalued is None or name in self.multivalued

    def violating(self, rule: str) -> Iterator[str]:
        """Yield the IRIs of the completely contained nodes that a query selects."""
        for (node, *_) in self.store.query(rule, prefixes=PREFIXES):  # type: ignore[union-attr]  # SELECT gives solutions.
            if (name := _text(node)) in self.nodes:
                yield name


class Partitions:
    """Splits a store into parts.

    Args:
        store: the store.
        keys: sorted keys of the articles that have a graph; None if unknown.

    Attributes:
        keys: keys of all articles, sorted.
        common: the quads outside of the articles that rules may read.

    Raises:
        IrregularGraph: something outside of the articles describes one of them, or too much to fit into memory.
    """

    def __init__(self, store: pyoxigraph.Store, keys: Sequence[str] | None = None) -> None:
        self._store = store
        outside, self.keys = _graphs(store, keys)
        found = chain.from_iterable(_readable_quads(store, graph) for graph in outside)
        self.common = list(islice(chain(found, store.quads_for_pattern(None, _LOCATED_IN, None, DIRECT)), MAX_COMMON + 1))
        if len(self.common) > MAX_COMMON:
            raise IrregularGraph
        for quad in self.common:
            if not isinstance(quad.subject, NamedNode) or _is_own(quad.subject) or (quad.predicate == TYPE and _text(quad.object) in ARTICLE_CLASSES) or (quad.predicate == _SUBCLASS and _text(quad.subject) in ARTICLE_CLASSES):
                raise IrregularGraph
        self._ontology = list(store.quads_for_pattern(None, None, None, ONTOLOGY))

    def digests(self) -> dict[str, str]:
        """Return a digest of the statements about each node outside of the articles, by IRI."""
        statements: dict[str, list[str]] = defaultdict(list)
        for quad in self.common:
            statements[_text(quad.subject)].append(f"{quad.predicate} {quad.object} {quad.graph_name}")
        return {node: digest(*sorted(facts)) for node, facts in statements.items()}

    def outside(self) -> Partition:
        """Return everything described outside of the articles."""
        nodes = {quad.subject.value for quad in (*self.common, *self._ontology) if isinstance(quad.subject, NamedNode)}
        return Partition(_in_memory(self.common, self._ontology), dict.fromkeys(nodes, ""))

    def partition(self, keys: Iterable[str]) -> Partition:
        """Return a part with the articles of these keys.

        Raises:
            IrregularGraph: the graph of one contains something that does not belong there.
        """
        quads: list[Quad] = []
        nodes: dict[str, str] = {}
        named: dict[str, set[str]] = {}
        multivalued = set[str]()
        number = 0
        for key in keys:
            described, referenced = self._read(key, quads, multivalued)
            nodes |= dict.fromkeys(described, key)
            number += len(described)
            named[key] = referenced - described
        referenced_nodes = set().union(*named.values()) - set(nodes)
        more = [quad for name in sorted(referenced_nodes) for quad in self._store.quads_for_pattern(NamedNode(name), None, None, None)]
        store = _in_memory(self.common, self._ontology, more)
        store.bulk_extend(quads)
        # A node that two articles describe may have one value in each.
        return Partition(store, nodes, frozenset(key for key, referenced in named.items() if referenced), frozenset(multivalued) if number == len(nodes) else None)

    def _read(self, key: str, quads: list[Quad], multivalued: set[str]) -> tuple[set[str], set[str]]:
        """Add the quads of an article and its multi-valued properties; return the nodes it describes and the article nodes it refers to."""
        graph = article_graph(key)
        nodes, claims, referenced = set[str](), set[str](), set[str]()
        seen = set[tuple[str, NamedNode]]()
        for subject, relation, value in self._store.query(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"):  # type: ignore[union-attr]  # SELECT gives solutions.
            if type(subject) is not NamedNode:
                raise IrregularGraph
            quads.append(Quad(subject, relation, value))
            name = subject.value
            nodes.add(name)
            if (name, relation) in seen:
                multivalued.add(relation.value)
            seen.add((name, relation))
            if type(value) is NamedNode:
                if relation == TYPE:
                    if value.value not in ARTICLE_CLASSES:
                        raise IrregularGraph
                    claims |= {name} if value.value == _CLAIM else set()
                elif value.value.startswith(_ARTICLE_NAMESPACES) and relation not in _UNFOLLOWED:
                    referenced.add(value.value)
        own = (f"{EVIDENCE}{key}_", f"{RUN}{key}-")
        if not all(name in claims if name.startswith(CLAIM) else name.startswith(own) or name == f"{ARTICLE}{key}" for name in nodes):
            raise IrregularGraph
        return nodes, referenced

    def articles_about(self, nodes: Collection[str]) -> Iterator[str]:
        """Yield the keys of the articles whose graphs mention or describe one of these nodes, or a node that refers to them, transitively."""
        reached = further = set(nodes)
        while further:
            further = {_text(quad.subject) for quad in self.common if _text(quad.object) in further} - reached
            reached = reached | further
        for name in sorted(reached):
            node = NamedNode(name)
            for pattern in ((None, None, node, None), (node, None, None, None)):
                for quad in self._store.quads_for_pattern(*pattern):
                    graph = quad.graph_name
                    if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
                        yield graph.value.removeprefix(ARTICLE_GRAPH)


def _graphs(store: pyoxigraph.Store, known: Sequence[str] | None) -> tuple[list[NamedNode | DefaultGraph], Sequence[str]]:
    """Return the graphs outside of the articles and the keys of all articles; the known keys if they are complete."""
    usual = [graph for graph in (ENTITIES, META, DIRECT, ONTOLOGY) if store.contains_named_graph(graph)]
    if known is None or len(known) + len(usual) != _graph_count(store) or not all(store.contains_named_graph(article_graph(key)) for key in known):
        every = list(store.named_graphs())
        usual = [graph for graph in every if isinstance(graph, NamedNode)]
        if len(usual) < len(every):
            raise IrregularGraph
        known = sorted(graph.value.removeprefix(ARTICLE_GRAPH) for graph in usual if graph.value.startswith(ARTICLE_GRAPH))
    return [DefaultGraph(), *(graph for graph in usual if not graph.value.startswith(ARTICLE_GRAPH) and graph not in (DIRECT, ONTOLOGY))], known


def _graph_count(store: pyoxigraph.Store) -> int:
    """Return the number of named graphs."""
    return int(_text(next(iter(store.query(_GRAPH_COUNT_QUERY)))[0]))  # type: ignore[arg-type]  # SELECT gives solutions.


def _readable_quads(store: pyoxigraph.Store, graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    """Yield the quads of a graph that a rule may read."""
    if graph != META:
        yield from store.quads_for_pattern(None, None, None, graph)
        return
    for subject, relation, value in store.query(_META_QUERY):  # type: ignore[union-attr]  # SELECT gives solutions.
        yield Quad(subject, relation, value, META)


def _text(node: object) -> str:
    return str(getattr(node, "value", ""))


def _is_own(node: object) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(_ARTICLE_NAMESPACES)


def _in_memory(*groups: Iterable[Quad]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for quads in groups:
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return store
