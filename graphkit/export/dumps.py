"""The six RDF syntaxes, as exporters."""

from __future__ import annotations

from graphkit.store import View


def turtle(view: View, part: str) -> bytes:
    """RDF as Turtle: all graphs as one."""
    return view.dump("turtle", part=part)


def ntriples(view: View, part: str) -> bytes:
    """RDF as N-Triples: all graphs as one."""
    return view.dump("ntriples", part=part)


def nquads(view: View, part: str) -> bytes:
    """RDF as N-Quads: every article's graph kept apart."""
    return view.dump("nquads", part=part)


def trig(view: View, part: str) -> bytes:
    """RDF as TriG: every article's graph kept apart."""
    return view.dump("trig", part=part)


def jsonld(view: View, part: str) -> bytes:
    """RDF as JSON-LD: every article's graph kept apart."""
    return view.dump("jsonld", part=part)


def rdfxml(view: View, part: str) -> bytes:
    """RDF/XML: all graphs as one."""
    return view.dump("rdfxml", part=part)
