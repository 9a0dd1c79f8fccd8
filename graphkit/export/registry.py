"""Which formats there are, and who writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphkit.errors import UnknownFormat, one_of
from graphkit.export import constructs, cytoscape, drawn, tables, xml
from graphkit.store import View

Exporter = Callable[[View, str], bytes]
_RDF = {
    "turtle": "RDF as Turtle: all graphs as one.",
    "ntriples": "RDF as N-Triples: all graphs as one.",
    "nquads": "RDF as N-Quads: every article's graph kept apart.",
    "trig": "RDF as TriG: every article's graph kept apart.",
    "jsonld": "RDF as JSON-LD: every article's graph kept apart.",
    "rdfxml": "RDF/XML: all graphs as one.",
}
RDF_FORMATS = tuple(_RDF)
_OTHERS: Mapping[str, Exporter] = {
    "grasp": constructs.grasp,
    "webannotation": constructs.web_annotation,
    "graphml": xml.graphml,
    "gexf": xml.gexf,
    "cytoscape": cytoscape.cytoscape,
    "dot": drawn.dot,
    "mermaid": drawn.mermaid,
    "nodes-csv": tables.nodes_csv,
    "edges-csv": tables.edges_csv,
    "nodes-parquet": tables.nodes_parquet,
    "edges-parquet": tables.edges_parquet,
    "neo4j-nodes": tables.neo4j_nodes,
    "neo4j-edges": tables.neo4j_edges,
}


def _rdf(format: str) -> Exporter:
    def write(view: View, part: str) -> bytes:
        return view.dump(format, part=part)

    write.__doc__ = _RDF[format]
    return write


def exporters() -> Mapping[str, Exporter]:
    """Exporter of each format: takes a view and a part (direct, claims, all), gives bytes."""
    return {name: _rdf(name) for name in RDF_FORMATS} | dict(_OTHERS)


def formats(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UnknownFormat: there is none.
    """
    known = exporters()
    if name not in known:
        raise UnknownFormat(f"no export format {name!r}; there is {one_of(known)}")
    return known[name]
