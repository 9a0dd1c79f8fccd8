"""Terms of results: labels of actors, outlets, relations and statuses as the graph has them."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, cast
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from graphkit.model import Polarity
from graphkit.ontology import GKC, load_vocabulary
from graphkit.rdf import AGENT, ID, LABEL, ONTOLOGY, XSD, actor_node, iri, relation_node
from graphkit.store.index.rows import full_iri, split_iris

# Kind of plain strings. Kinds compare in the engine's order: language-tagged texts, then days and numbers, then these.
STRING = "string"
# Kind of computed numbers; those of the graph keep their lexical form.
INTEGER = "#"


class Cell(NamedTuple):
    """A term of a result: its sort key and its kind.

    The kind is "" for an IRI or no value, `INTEGER` for a number, else "@" and the language, or the datatype as XSD local name or IRI.
    """

    value: str
    kind: str


# No value, which sorts first.
NONE = Cell("", "")
TRUE = Cell("true", "boolean")


@functools.lru_cache(maxsize=1 << 16)
def uri(value: str) -> Cell:
    """Return an IRI."""
    return Cell(value, "")


def text(value: str, datatype: str = STRING) -> Cell:
    """Return a literal; the datatype is an XSD local name or an IRI."""
    return Cell(value, datatype)


@functools.lru_cache(maxsize=1 << 16)
def number(value: int) -> Cell:
    """Return an integer, zero-padded so that it sorts numerically."""
    return Cell(f"{value:015}", INTEGER)


@functools.lru_cache(maxsize=1 << 16)
def day(value: str) -> Cell:
    """Return a day."""
    return Cell(value, "date")


def literal(term: Literal) -> Cell:
    """Convert a literal of the graph."""
    return Cell(term.value, f"@{term.language}" if term.language else term.datatype.value.removeprefix(XSD))


def join_cells(cells: Iterable[Cell]) -> Cell:
    """Join distinct literals in order into one; it has their language if they share one."""
    found = sorted(set(cells))
    languages = {cell.kind for cell in found}
    common = languages.pop() if len(languages) == 1 else ""
    return literal(Literal(", ".join(cell.value for cell in found), language=common.removeprefix("@") if common.startswith("@") else None))


class Labels:
    """The labels of one state of a graph."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        """Take the store; nothing is read yet."""
        self._store = store
        self.actor: Callable[[str], Cell] = functools.cache(lambda id_: uri(actor_node(id_).value))
        self.source: Callable[[str], Cell] = functools.cache(lambda short: uri(full_iri(short, ID)))
        self.relation: Callable[[str], Cell] = functools.cache(lambda name: uri(relation_node(name).value))

    def of(self, thing: Cell) -> tuple[Cell, ...]:
        """Return the labels of a resource, in all languages."""
        return self._labels.get(thing.value, ())

    def status(self, name: str) -> tuple[Cell, ...]:
        """Return the labels of a status, a polarity or a type of support."""
        return self._preferred.get(f"{GKC}{name}", ())

    def polarity(self, denied: int) -> tuple[Cell, ...]:
        """Return the labels of a claim's polarity."""
        return self.status(str(Polarity.NEGATIVE if denied else Polarity.POSITIVE))

    def versions(self, agents: str) -> tuple[Cell, ...]:
        """Return the versions of the programs that read a claim, from the index column `agents`."""
        return tuple(version for agent in split_iris(agents) for version in self._versions.get(full_iri(agent, AGENT), ()))

    def families(self, kind: str) -> list[Cell]:
        """Return the labels of the families of a type of support."""
        found: list[Cell] = []
        queue = [f"{GKC}{kind}"]
        seen: set[str] = set()
        while queue:
            concept = queue.pop()
            if concept not in seen:
                seen.add(concept)
                found += self._preferred.get(concept, ()) if concept in self._tops else ()
                queue += self._broader.get(concept, ())
        return found

    @functools.cached_property
    def places(self) -> frozenset[str]:
        """The ids of places."""
        quads = self._store.quads_for_pattern(None, iri("rdf:type"), iri("gk:Place"), None)
        return frozenset(unquote(quad.subject.value.removeprefix(ID)) for quad in quads if isinstance(quad.subject, NamedNode))

    @functools.cached_property
    def _labels(self) -> Mapping[str, tuple[Cell, ...]]:
        return self._literals(LABEL)

    @functools.cached_property
    def _preferred(self) -> Mapping[str, tuple[Cell, ...]]:
        return self._literals(iri("skos:prefLabel"))

    @functools.cached_property
    def _versions(self) -> Mapping[str, tuple[Cell, ...]]:
        return self._literals(iri("gk:version"))

    @functools.cached_property
    def _tops(self) -> frozenset[str]:
        quads = self._store.quads_for_pattern(None, iri("skos:topConceptOf"), NamedNode(f"{GKC}SupportType"), None)
        return frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    @functools.cached_property
    def _broader(self) -> Mapping[str, list[str]]:
        return self._nodes(iri("skos:broader"))

    def _literals(self, name: NamedNode) -> dict[str, tuple[Cell, ...]]:
        found: dict[str, dict[Literal, Cell]] = defaultdict(dict)
        # A query decodes two terms of each quad; a pattern all four, which takes twice as long.
        for subject, term in cast("pyoxigraph.QuerySolutions", self._store.query(f"SELECT ?s ?o {{ ?s {name} ?o }}", use_default_graph_as_union=True)):
            if isinstance(subject, NamedNode) and isinstance(term, Literal):
                found[subject.value].setdefault(term, literal(term))
        return {subject: tuple(words.values()) for subject, words in found.items()}

    def _nodes(self, name: NamedNode) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, name, None, ONTOLOGY):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found[quad.subject.value].append(quad.object.value)
        return dict(found)


@functools.cache
def wider(name: str) -> frozenset[str]:
    """Return a relation and all its ancestors, including abstract ones."""
    relation = load_vocabulary().relations.get(name)
    return frozenset((name,)).union(*(wider(parent) for parent in relation.parents)) if relation else frozenset((name,))


def narrower(names: Iterable[str], above: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Return the sorted relations of the vocabulary that have one of these as ancestor."""
    wanted = frozenset(names)
    return tuple(sorted(name for name in load_vocabulary().relations if not wanted.isdisjoint(above(name))))
