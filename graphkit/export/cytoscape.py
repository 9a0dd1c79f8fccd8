"""Cytoscape JSON, for Cytoscape and cytoscape.js."""

from __future__ import annotations

import json

from graphkit.export.flat import edge_rows, node_rows
from graphkit.store import View


def cytoscape(view: View, part: str) -> bytes:
    """Elements for cytoscape.js: nodes and edges, each with `data`."""
    nodes = [{"data": {**row, "name": row["label"], "value": row["id"]}} for row in node_rows(view, part)]
    edges = [{"data": {**row, "key": row["kind"]}} for row in edge_rows(view, part)]
    document = {"data": {"name": "alliance graph"}, "directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
