"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

GraphOption = Annotated[
    Path, typer.Option("--graph", envvar="GRAPHKIT_GRAPH", metavar="DIR", help="Folder of the graph.")
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline instead of the embedded one.")
]
ActorsOption = Annotated[
    list[Path] | None, typer.Option("--actors", metavar="FILE", help="Further actors, a CSV file; may be repeated.")
]
FramesOption = Annotated[
    list[Path] | None, typer.Option("--frames", metavar="FILE", help="Further frames, a CSV file; may be repeated.")
]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out claims that are less sure.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but results and errors.")]
DEFAULT_GRAPH = Path("alliance-graph")
