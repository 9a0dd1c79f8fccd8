"""Which formats there are, and who writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphkit.errors import UnknownFormat, one_of
from graphkit.store import View

Exporter = Callable[[View, str], bytes]
RDF_FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")


def _rdf(format: str) -> Exporter:
    return lambda view, part: view.dump(format, part=part)


def exporters() -> Mapping[str, Exporter]:
    """Exporter of each format: takes a view and a part (direct, claims, all), gives bytes."""
    return {name: _rdf(name) for name in RDF_FORMATS}


def formats(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UnknownFormat: there is none.
    """
    known = exporters()
    if name not in known:
        raise UnknownFormat(f"no export format {name!r}; there is {one_of(known)}")
    return known[name]
