"""Graph drawing languages: DOT for Graphviz, Mermaid for Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.export.flat import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows
from graphkit.plural import counted
from graphkit.standing import MIN_CONFIDENCE
from graphkit.store import View

_COLOURS = {1: "#1a7f37", -1: "#cf222e", 0: "#57606a"}
# Mermaid arrows, by whether the tie is plain and whether it is symmetric.
_ARROWS = {(True, False): "==>", (True, True): "===", (False, False): "-.->", (False, True): "-.-"}


def dot(view: View, part: str) -> bytes:
    """DOT (https://graphviz.org/doc/info/lang.html): colour by sign; solid if stated, dashed if alleged, dotted if uncertain, denied or ended."""
    shown = ({name: row[name] for name in NODE_COLUMNS} for row in node_rows(view, part))
    lines = ["digraph alliances {", "  node [shape=box];", *(f"  {_dot(row.pop('id'))} [{_attributes(row)}];" for row in shown)]
    for row in edge_rows(view, part):
        cells = {name: row[name] for name in EDGE_COLUMNS if name not in ("source", "target", "label", "weight")}
        ends = {"dir": "none"} if row["symmetric"] else {}
        drawn = {"label": _label(row), "color": _colour(row), "style": _style(row), **ends}
        lines.append(f"  {_dot(row['source'])} -> {_dot(row['target'])} [{_attributes({**drawn, **cells})}];")
    return "\n".join([*lines, "}", ""]).encode()


def _attributes(cells: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={_dot(str(value).lower() if isinstance(value, bool) else value)}" for name, value in cells.items())


def _dot(text: object) -> str:
    """Return a quoted DOT string, with backslashes and quotes escaped."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(row: Mapping[str, object]) -> str:
    return str(row["label"])


def _is_plain(row: Mapping[str, object]) -> bool:
    """Whether a tie is stated with certainty, and neither denied nor ended."""
    return _holds(row) and row["status"] in ("asserted", "declared")


def _holds(row: Mapping[str, object]) -> bool:
    return float(str(row["confidence"])) >= MIN_CONFIDENCE and row["polarity"] == "positive" and not row["ended"]


def _style(row: Mapping[str, object]) -> str:
    return "solid" if _is_plain(row) else "dashed" if _holds(row) and row["status"] == "alleged" else "dotted"


def _colour(row: Mapping[str, object]) -> str:
    return _COLOURS[int(str(row["sign"]))]


def mermaid(view: View, part: str) -> bytes:
    """Mermaid flowchart (https://mermaid.js.org): thick lines if stated, dotted otherwise."""
    edges = edge_rows(view, part)
    joined = {row[end] for row in edges for end in ("source", "target")}
    nodes = [row for row in node_rows(view, part) if row["id"] in joined]
    number = {row["id"]: f"n{index}" for index, row in enumerate(nodes)}
    lines = ["flowchart LR", *(f'  {number[row["id"]]}["{_mermaid(row["label"])}"]' for row in nodes)]
    for row in edges:
        arrow = _ARROWS[_is_plain(row), bool(row["symmetric"])]
        cells = _mermaid(f"{_label(row)}: {counted(int(str(row['claims'])), 'claim')}")
        lines.append(f'  {number[row["source"]]} {arrow}|"{cells}"| {number[row["target"]]}')
    return "\n".join([*lines, ""]).encode()


def _mermaid(text: object) -> str:
    """Return text with everything that could end the quotes or be markup as character codes."""
    return "".join(ch if ch.isalnum() or ch in " .,-_()/" else f"#{ord(ch)};" for ch in str(text))
