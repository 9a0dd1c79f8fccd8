"""Which formats there are, and who writes them: plug-ins, ours announced as others' are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graphkit import plugins
from graphkit.errors import UnknownFormat, UsageError, one_of
from graphkit.store import SUFFIXES, View
from graphkit.store.dump import FORMATS, PARTS, TIED

# Takes a view and a part (direct, claims, all), gives bytes; its docstring is what lists show.
Exporter = Callable[[View, str], bytes]


def exporters() -> Mapping[str, Exporter]:
    """Exporter of each format; one that does not load is named in a warning and left out."""
    return plugins.load_all("exporters")


# What a file's ending says where it says one format only.
ENDINGS = {ending: name for ending, name in SUFFIXES.items() if ending not in (".json", ".xml")} | {
    ".graphml": "graphml", ".gexf": "gexf", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".cyjs": "cytoscape",
    ".xlsx": "xlsx",
}  # fmt: skip


# CSV is of claims, ties or actors; the name of the file says of which: claims.csv.
TABLES = ("claims", "edges", "nodes")


def format_for(path: Path | None) -> str:
    """The format that a file is to have: what its ending says, or its name (claims.csv, edges.csv, nodes.csv); Turtle without one.

    Raises:
        UnknownFormat: the ending says none, or could be several.
    """
    ending = path.suffix.lower() if path is not None else ""
    if path is not None and ending == ".csv" and path.stem.lower() in TABLES:
        return f"{path.stem.lower()}-csv"
    if ending and ending not in ENDINGS:
        raise UnknownFormat(f"the ending of {path} does not determine a format; give --format (see graphkit export --list), a name such as claims.csv, or one of {one_of(ENDINGS)}")
    return ENDINGS.get(ending, "turtle")


# Formats of ours that have all active claims, whatever the part.
_WHOLE = ("claims-csv", "grasp", "oa")


def check_part(format: str, part: str) -> None:
    """Refuse a part that a format does not have: the whole would come instead.

    Raises:
        UnknownFormat: there is no such part.
        UsageError: the format does not have it.
    """
    if part not in PARTS:
        raise UnknownFormat(f"unknown part {part!r}; known: {one_of(PARTS)}")
    if part == TIED and format not in FORMATS:
        raise UsageError(f"--part {TIED} is for {one_of(FORMATS)}, not for {format}")
    if part == "direct" and format in _WHOLE:
        raise UsageError(f"{format} has active claims, which --part direct leaves out; the direct relations are in {one_of(('edges-csv', 'turtle'))} and others")


def formats(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UnknownFormat: there is none.
        UsageError: it does not load.
    """
    made: Exporter = plugins.load("exporters", name)
    return made
