"""Import RDF in any syntax and sort its triples into the named graphs of the project.

Turtle carries no named graphs; the subject of a triple determines its graph. Direct triples
are never imported, since they follow from the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.errors import DocumentError, UnknownFormat, one_of
from graphkit.model import Claim
from graphkit.ontology import REL
from graphkit.rdf import (
    AGENT,
    ARTICLE,
    ARTICLE_GRAPH,
    CLAIM,
    ENTITIES,
    EVIDENCE,
    ID,
    META,
    RUN,
    UNKNOWN_OUTLET,
    UNNAMED,
    article_graph,
    article_node,
    claims_of,
    facts,
    iri,
)
from graphkit.store.derive import Dated, direct_triples
from graphkit.store.dump import FORMATS
from graphkit.store.migrate import upgrade_claim
from graphkit.store.ontology import ontology_quads
from graphkit.store.view import View

SUFFIXES = {
    ".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig", ".jsonld": "jsonld", ".json": "jsonld",
    ".rdf": "rdfxml", ".xml": "rdfxml", ".owl": "rdfxml",
}  # fmt: skip
_SPECIAL = (UNNAMED, UNKNOWN_OUTLET)

_ABOVE = (iri("gk:partOf"), iri("gk:country"))


@dataclass(slots=True)
class Bundle:
    """The content of a file by graph: quads of each article, of the actors, and metadata.

    Attributes:
        articles: article key -> quads of its graph.
        entities: actor node -> its quads, without duplicates.
        meta: node of a graph or a program -> the quads about it, without duplicates.
        foreign: number of triples about something outside this project.
    """

    articles: dict[str, list[Quad]] = field(default_factory=lambda: defaultdict(list))
    entities: dict[NamedNode, dict[Quad, None]] = field(default_factory=lambda: defaultdict(dict))
    meta: dict[NamedNode, dict[Quad, None]] = field(default_factory=lambda: defaultdict(dict))
    foreign: int = 0

    def dated(self, key: str) -> list[Dated]:
        """Return the claims of an article with its publication day.

        Raises:
            DocumentError: a claim lacks a property, or has an invalid value.
        """
        claims = self.claims(key)
        days = (str(getattr(q.object, "value", "")) for q in self.articles[key] if q.predicate == iri("gk:publishedOn") and q.subject == article_node(key))
        try:
            day = next(map(date.fromisoformat, days), None)
        except ValueError as error:
            raise DocumentError(f"article {key} is refused: its day cannot be read ({error}); nothing was imported") from error
        return [(claim, day) for claim in claims]

    def claims(self, key: str) -> list[Claim]:
        """Return the claims of an article.

        Raises:
            DocumentError: a claim lacks a property, or has an invalid value.
        """
        try:
            return claims_of(facts(self.articles[key]))
        except (ValueError, IndexError, KeyError) as error:
            raise DocumentError(f"article {key} is refused: a claim of it cannot be read ({error}); nothing was imported") from error

    def actors_of(self, key: str) -> Iterator[Quad]:
        """Yield the quads of the actors, places and outlets that an article's graph refers to."""
        for node in self.described(q.object for q in self.articles[key] if isinstance(q.object, NamedNode)):
            yield from self.entities[node]

    def described(self, named: Iterable[object]) -> list[NamedNode]:
        """Return which of the nodes are described as entities, with what they are part of and their countries; sorted."""
        found = set[NamedNode]()
        new = {node for node in named if isinstance(node, NamedNode) and node in self.entities}
        while new:
            found |= new
            new = {q.object for node in new for q in self.entities[node] if q.predicate in _ABOVE and isinstance(q.object, NamedNode)} & self.entities.keys() - found
        return sorted(found, key=str)

    def meta_of(self, key: str) -> list[Quad]:
        """Return the quads about an article's graph, and about the programs that read it."""
        programs = {q.object for q in self.articles[key] if q.predicate == iri("prov:wasAssociatedWith")}
        nodes = [article_graph(key), *sorted((p for p in programs if isinstance(p, NamedNode)), key=str)]
        return [quad for node in nodes for quad in self.meta.get(node, ())]

    def view(self) -> View:
        """Return everything, with direct triples and ontology, as a view in memory for validation."""
        return View(self.store())

    def store(self) -> pyoxigraph.Store:
        """Return everything, with direct triples and ontology, as a store in memory."""
        store = pyoxigraph.Store()
        store.extend(ontology_quads())
        store.extend(quad for quads in (*self.articles.values(), *self.entities.values(), *self.meta.values()) for quad in quads)
        store.extend(direct_triples([each for key in list(self.articles) for each in self.dated(key)]))
        return store


def format_of(path: Path, format: str | None = None) -> str:
    """Return the RDF format of a file: the given one, else by its ending.

    Raises:
        UnknownFormat: there is no such format, or the ending indicates none.
    """
    named = format or SUFFIXES.get(path.suffix.lower())
    if named not in FORMATS:
        what = f"unknown RDF format {format!r}" if format else f"the ending of {path} is not that of an RDF format; give --format"
        raise UnknownFormat(f"{what}; known: {one_of(FORMATS)}")
    return named


def load(path: Path, format: str | None = None) -> Bundle:
    """Read an RDF file.

    Args:
        path: the file.
        format: turtle, ntriples, nquads, trig, jsonld or rdfxml; None to use the file's ending.

    Raises:
        UnknownFormat: there is no such format, or the ending indicates none.
        DocumentError: the file cannot be read, does not parse, or holds no claims.
    """
    named = format_of(path, format)
    try:
        bundle = bundle_of(pyoxigraph.parse(path=str(path), format=FORMATS[named]))
    except SyntaxError as error:
        raise DocumentError(f"{path} does not parse as {named}: {' '.join(str(error).split())}") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read: {error}") from error
    article = iri("gk:Article")
    if not any(quad.object == article for quads in bundle.articles.values() for quad in quads):
        raise DocumentError(f"{path} contains no claims of graphkit; give a file that graphkit export wrote with --part all, the default")
    return bundle


def bundle_of(quads: Iterable[Quad]) -> Bundle:
    """Sort quads or triples of any graphs into the graphs of their subjects."""
    bundle = Bundle()
    claims: dict[NamedNode, list[Quad]] = defaultdict(list)
    for quad in quads:
        subject = quad.subject
        if not isinstance(subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
            bundle.foreign += 1
        elif subject.value.startswith(CLAIM):
            claims[subject].append(quad)
        elif not _add_to_bundle(bundle, subject, quad):
            bundle.foreign += 1
    for record in claims.values():
        # A claim belongs to the graph of the article that states it.
        stated = (q.object for q in record if q.predicate == iri("gk:statedIn"))
        key = next((o.value.removeprefix(ARTICLE) for o in stated if isinstance(o, NamedNode)), "")
        bundle.articles[key] += upgrade_claim(_in_graph(record, article_graph(key)))
    return bundle


def _add_to_bundle(bundle: Bundle, subject: NamedNode, quad: Quad) -> bool:
    """Place one quad that is not about a claim; False if it is not of this project."""
    about = subject.value
    for prefix, end in ((ARTICLE, ""), (EVIDENCE, "_"), (RUN, "-")):
        if about.startswith(prefix):
            key = about.removeprefix(prefix)
            key = key.split(end)[0] if end else key
            bundle.articles[key] += _in_graph([quad], article_graph(key))
            return True
    if about.startswith((AGENT, ARTICLE_GRAPH)):
        bundle.meta[subject].update(dict.fromkeys(_in_graph([quad], META)))
        return True
    if about.startswith(ID) or subject in _SPECIAL:
        if not quad.predicate.value.startswith(REL):
            bundle.entities[subject].update(dict.fromkeys(_in_graph([quad], ENTITIES)))
        return True
    return False


def _in_graph(quads: Iterable[Quad], graph: NamedNode) -> list[Quad]:
    return [Quad(q.subject, q.predicate, q.object, graph) for q in quads]
