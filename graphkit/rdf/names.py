"""IRIs: namespaces, named graphs, and the nodes of claims, actors and articles."""

from __future__ import annotations

import functools
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from graphkit.model import Decision
from graphkit.ontology import GK, GKC, NS, REL
from graphkit.rdf.outlets import listed_outlet

ID, CLAIM, EVIDENCE, ARTICLE = f"{NS}id/", f"{NS}claim/", f"{NS}evidence/", f"{NS}article/"
RUN, AGENT, DECISION, GRAPH = f"{NS}run/", f"{NS}agent/", f"{NS}decision/", f"{NS}graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "gk": GK,
    "rel": REL,
    "gkc": GKC,
    "graph": ID,
    "claim": CLAIM,
    "evidence": EVIDENCE,
    "article": ARTICLE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": XSD,
}
ENTITIES, DIRECT, META, ONTOLOGY = (
    NamedNode(f"{GRAPH}{name}") for name in ("entities", "direct", "meta", "ontology")
)
ARTICLE_GRAPH = f"{GRAPH}article/"
UNNAMED, UNKNOWN_OUTLET = NamedNode(f"{GK}UnnamedSource"), NamedNode(f"{GK}UnknownOutlet")
Term = NamedNode | Literal


@functools.cache
def iri(prefixed: str) -> NamedNode:
    """Return the node of a prefixed name, e.g. `gk:Claim`."""
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


TYPE, LABEL = iri("rdf:type"), iri("rdfs:label")
# What decisions changed, as it was read.
AS_READ = iri("gk:asRead")
TRUE = Literal(True)


@functools.lru_cache(maxsize=16_384)
def escaped(name: str) -> str:
    """Escape a name for an IRI; letters and digits of any script are kept."""
    return "".join(c if c.isalnum() or c in "-_." else quote(c) for c in name)


@functools.lru_cache(maxsize=16_384)
def local_id(name: str) -> str:
    """Return the id in the IRI or prefixed name of an actor, claim or article, as queries print them; other names as they are."""
    local = name.removeprefix("<").removesuffix(">")
    for prefix in ("graph", "claim", "article"):
        if local.startswith(PREFIXES[prefix]):
            return unquote(local.removeprefix(PREFIXES[prefix]))
        if local.startswith(f"{prefix}:"):
            return local.removeprefix(f"{prefix}:")
    return name


def actor_node(actor_id: str) -> NamedNode:
    """Return the IRI of an actor."""
    return NamedNode(ID + escaped(actor_id))


def article_node(key: str) -> NamedNode:
    """Return the IRI of an article."""
    return NamedNode(ARTICLE + key)


def article_graph(key: str) -> NamedNode:
    """Return the IRI of the named graph that holds an article's claims."""
    return NamedNode(ARTICLE_GRAPH + key)


@functools.lru_cache(maxsize=1_024)
def relation_node(name: str) -> NamedNode:
    """Return the IRI of a relation."""
    return NamedNode(REL + name)


@functools.lru_cache(maxsize=1_024)
def outlet_node(outlet: str | None) -> NamedNode:
    """Return the IRI of an outlet, that of the actor if it is a listed one, or the fixed one for unknown outlets."""
    if not outlet:
        return UNKNOWN_OUTLET
    listed = listed_outlet(outlet)
    return actor_node(listed[0] if listed else "_".join(outlet.split()))


def decision_node(decision: Decision) -> NamedNode:
    """Return the IRI of a decision."""
    return NamedNode(DECISION + decision.id)
