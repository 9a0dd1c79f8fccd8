"""GraphML and GEXF, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

import io
import re

from graphkit.export.flat import flat
from graphkit.store import View

# The writer stamps the day and its own version; the same graph shall give the same bytes.
_STAMP = re.compile(rb"<meta [^>]*>")


def graphml(view: View, part: str) -> bytes:
    """GraphML (http://graphml.graphdrawing.org), one edge a pair, relation, status and polarity."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(flat(view, part), out)
    return out.getvalue()


def gexf(view: View, part: str) -> bytes:
    """GEXF 1.2draft (https://gexf.net), as Gephi opens it."""
    import networkx as nx

    out = io.BytesIO()
    graph = flat(view, part)
    for number, (_, _, told) in enumerate(graph.edges(data=True)):
        told["id"] = str(number)
    nx.write_gexf(graph, out)
    return _STAMP.sub(b"<meta>", out.getvalue())
