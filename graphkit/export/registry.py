"""Export formats and their exporters; built-in ones are registered as plug-ins, like those of other packages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graphkit import plugins
from graphkit.errors import UnknownFormat, UsageError, check_text, one_of
from graphkit.store import SUFFIXES, View
from graphkit.store.dump import FORMATS, PARTS, TIES

# Takes a view and a part (direct, claims, all) and returns the file; `graphkit export --list` prints its docstring.
Exporter = Callable[[View, str], bytes]


def exporters() -> Mapping[str, Exporter]:
    """Return the exporter of each format; those that fail to load are skipped with a warning."""
    return plugins.load_all("exporters")


# File name endings that determine the format.
ENDINGS = {ending: name for ending, name in SUFFIXES.items() if ending not in (".json", ".xml")} | {
    ".graphml": "graphml", ".gexf": "gexf", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".cyjs": "cytoscape",
    ".csv": "claims-csv", ".xlsx": "xlsx",
}  # fmt: skip


# Files whose name determines the table; other CSV files have the claims.
_TABLES = {f"{table}.csv": f"{table}-csv" for table in ("edges", "nodes")}


def format_for(path: Path | None) -> str:
    """Return the format for a file, by its name (edges.csv, nodes.csv) or ending; Turtle if it has no ending.

    Raises:
        UnknownFormat: the ending is unknown or ambiguous.
    """
    ending = path.suffix.lower() if path is not None else ""
    if ending and ending not in ENDINGS:
        raise UnknownFormat(f"the ending of {path} does not determine a format; give --format (see graphkit export --list), or one of {one_of(ENDINGS)}")
    by_name = _TABLES.get(path.name.lower()) if path is not None else None
    return by_name or ENDINGS.get(ending, "turtle")


# Built-in formats that always contain all active claims, whatever the part.
_WHOLE = ("claims-csv", "grasp", "webannotation")


def check_part(format: str, part: str) -> None:
    """Reject a part that a format does not support; it would export everything instead.

    Raises:
        UnknownFormat: the part does not exist.
        UsageError: the format does not support it.
    """
    check_text("part is a name", part)
    if part not in PARTS:
        raise UnknownFormat(f"unknown part {part!r}; known: {one_of(PARTS)}")
    if part == TIES and format not in FORMATS:
        raise UsageError(f"--part {TIES} is for {one_of(FORMATS)}, not for {format}")
    if part == "direct" and format in _WHOLE:
        raise UsageError(f"{format} has active claims, which --part direct leaves out; the direct relations are in {one_of(('edges-csv', 'turtle'))} and others")


def formats(name: str) -> Exporter:
    """Return the exporter of a format.

    Raises:
        UnknownFormat: the format does not exist.
        UsageError: its exporter does not load.
    """
    made: Exporter = plugins.load("exporters", name)
    return made
