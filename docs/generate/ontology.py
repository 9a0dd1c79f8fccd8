"""The ontology as a page: every term that `ontology/alliance.ttl` defines, with its own anchor."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Iterable, Iterator

from docs.generate import ROOT
from graphkit.ontology import GK, GKC, REL, load_vocabulary

PREFIXES = {GK: "gk", REL: "rel", GKC: "gkc"}
OWL, RDF, RDFS, SKOS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
Rows = dict[str, dict[str, list[str]]]

INTRODUCTION = """# Ontology

Generated from `ontology/alliance.ttl`.

| prefix | namespace | contents |
|---|---|---|
| `gk:` | `https://w3id.org/graphkit/ns#` | classes, and the properties of claims, evidence and articles |
| `rel:` | `https://w3id.org/graphkit/rel#` | relations between actors, usable in direct triples |
| `gkc:` | `https://w3id.org/graphkit/scheme#` | SKOS concepts: status, polarity, kinds of support, … |
| `graph:` | `https://w3id.org/graphkit/id/` | actors and places |

`ontology/alignment.ttl` maps the terms to PLOVER, CAMEO, UCDP, ATOP, COW, ACLED, Wikidata, PROV-O, GRaSP, ORG, FOAF
and schema.org; `ontology/shapes.ttl` holds the SHACL shapes that `graphkit validate` checks.

"""


@functools.cache
def described() -> Rows:
    """What the ontology says of each of its own terms: values by property, in the order of the file."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    found: Rows = {}
    for triple in parse(path=ROOT / "ontology" / "alliance.ttl", format=RdfFormat.TURTLE):
        if isinstance(triple.subject, NamedNode) and name(triple.subject.value) != triple.subject.value:
            found.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object.value)
    return found


def name(iri: str) -> str:
    """An IRI with its prefix, as it is where it is not ours."""
    for namespace, prefix in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def anchor(iri: str) -> str:
    """The anchor of a term on the page."""
    return name(iri).replace(":", "-")


def page() -> str:
    """The page: classes, relations, properties, annotations, concepts."""
    return INTRODUCTION + "\n".join(f"## {title}\n\n{body}" for title, body in _sections())


def _sections() -> Iterator[tuple[str, str]]:
    terms = described()
    relations = [iri for iri in terms if iri.startswith(REL)]
    schemes = [iri for iri in terms if SKOS + "ConceptScheme" in terms[iri].get(RDF + "type", ())]
    ours = [iri for iri in terms if iri.startswith(GK)]
    yield "Classes", _entries([iri for iri in ours if OWL + "Class" in terms[iri][RDF + "type"]])
    yield "Individuals", _entries([iri for iri in ours if GK + "Organization" in terms[iri][RDF + "type"]])
    yield "Relations", _entries(relations)
    yield "Properties", _entries([iri for iri in ours if any(kind in (OWL + "ObjectProperty", OWL + "DatatypeProperty") for kind in terms[iri][RDF + "type"])])
    yield "Annotation properties", _entries([iri for iri in ours if OWL + "AnnotationProperty" in terms[iri][RDF + "type"]])
    for scheme in schemes:
        within = [iri for iri in terms if scheme in terms[iri].get(SKOS + "inScheme", ())]
        yield f"Concepts: {terms[scheme][RDFS + 'label'][0]}", _entries([scheme, *within])


def _entries(iris: Iterable[str]) -> str:
    return "<dl class=\"terms\">\n" + "\n".join(_entry(iri) for iri in iris) + "\n</dl>\n"


def _entry(iri: str) -> str:
    says = described()[iri]
    label = (says.get(RDFS + "label") or says.get(SKOS + "prefLabel") or [""])[0]
    texts = [html.escape(text) for key in (SKOS + "definition", SKOS + "scopeNote", RDFS + "comment") for text in says.get(key, ())]
    facts = [f"{title}: {made}" for title, made in _facts(iri) if made]
    body = "".join(f"<dd>{line}</dd>" for line in (*texts, "; ".join(facts)) if line)
    return f'<dt id="{anchor(iri)}"><code>{name(iri)}</code> {html.escape(label)}</dt>{body or "<dd></dd>"}'


def _facts(iri: str) -> Iterator[tuple[str, str]]:
    says = described()[iri]
    for title, key in (
        ("subclass of", RDFS + "subClassOf"), ("subproperty of", RDFS + "subPropertyOf"), ("broader", SKOS + "broader"), ("domain", RDFS + "domain"), ("range", RDFS + "range"), ("see also", RDFS + "seeAlso"),
    ):
        yield title, ", ".join(map(_link, says.get(key, ())))
    if iri.startswith(REL):
        yield from _of_relation(iri)


def _of_relation(iri: str) -> Iterator[tuple[str, str]]:
    relation = load_vocabulary().relation(iri.removeprefix(REL))
    yes: Callable[[bool, str], str] = lambda holds, word: word if holds else ""  # noqa: E731 - one line a fact
    yield "sign", f"{relation.sign:+d}" if relation.sign else "0"
    yield "family", relation.family or ""
    yield "inverse label", html.escape(relation.inverse_label)
    yield "kind", ", ".join(filter(None, (yes(relation.symmetric, "symmetric"), yes(relation.abstract, "abstract"), yes(relation.stance, "stance"), yes(relation.lasting, "lasting"), yes(relation.act, "act"))))


def _link(iri: str) -> str:
    return f'<a href="#{anchor(iri)}"><code>{name(iri)}</code></a>' if iri in described() else f"<code>{html.escape(_short(iri))}</code>"


def _short(iri: str) -> str:
    known = {"http://www.w3.org/ns/prov#": "prov:", "http://www.w3.org/2001/XMLSchema#": "xsd:", SKOS: "skos:", RDFS: "rdfs:", OWL: "owl:"}
    return next((prefix + iri.removeprefix(namespace) for namespace, prefix in known.items() if iri.startswith(namespace)), iri)
