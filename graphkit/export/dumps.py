"""Exporters of the six RDF syntaxes."""

from __future__ import annotations

from graphkit.store import View


class Dump:
    """An exporter of the whole graph in one RDF syntax.

    Args:
        format: the syntax, as in `View.dump`.
        summary: description for `graphkit export --list`.
    """

    def __init__(self, format: str, summary: str) -> None:
        self._format = format
        self.__doc__ = summary

    def __call__(self, view: View, part: str) -> bytes:
        """Return the file; `part` is direct, claims or all."""
        return view.dump(self._format, part=part)


TURTLE = Dump("turtle", "RDF as Turtle, all graphs merged.")
NTRIPLES = Dump("ntriples", "RDF as N-Triples, all graphs merged.")
NQUADS = Dump("nquads", "RDF as N-Quads, with named graphs.")
TRIG = Dump("trig", "RDF as TriG, with named graphs.")
JSONLD = Dump("jsonld", "RDF as JSON-LD, with named graphs.")
RDFXML = Dump("rdfxml", "RDF/XML, all graphs merged.")
