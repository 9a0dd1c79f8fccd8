"""GraphML and GEXF, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import io

from graphkit.export.flat import flat
from graphkit.export.placed import place
from graphkit.store import View


def graphml(view: View, part: str) -> bytes:
    """GraphML (http://graphml.graphdrawing.org), one edge per pair, relation, status and polarity; use GEXF to distinguish kinds of ties in Gephi."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(edge_id_from_attribute="id", prettyprint=True)
    writer.add_graph_element(flat(view, part))
    # Gephi takes an attribute with the id d3 or d7 for yEd's label, whatever it contains.
    names = {key.get("id"): f"{key.get('for')}.{key.get('attr.name')}" for key in writer.xml.iter("key")}
    flags = {names[str(key.get("id"))] for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for key in writer.xml.iter("key"):
        key.set("id", names[key.get("id")])
    for data in writer.xml.iter("data"):
        data.set("key", names[data.get("key")])
        if data.get("key") in flags:
            data.text = str(data.text).lower()
    out = io.BytesIO()
    writer.dump(out)
    return out.getvalue()


def gexf(view: View, part: str) -> bytes:
    """GEXF 1.3 (https://gexf.net), for Gephi: positions, colours of camps and signs, kinds of ties, weights, and dates for the timeline."""
    from networkx.readwrite.gexf import GEXFWriter

    graph = flat(view, part, spells=True)
    place(graph, view)
    writer = GEXFWriter(version="1.3", prettyprint=True)
    writer.add_graph(graph)
    # networkx writes this namespace without the "www", so validators do not find the schema.
    writer.xml.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    kinds = {str(attributes["id"]): str(attributes["kind"]) for _, _, attributes in graph.edges(data=True)}
    for edge in writer.xml.iter("edge"):
        # Gephi merges edges of one kind between the same pair.
        edge.set("kind", kinds[edge.get("id")])
    for meta in writer.xml.findall("meta"):
        # Contains the date and the networkx version; the same graph must give the same bytes.
        meta.clear()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
