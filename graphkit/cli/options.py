"""Options that several commands share."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.days import first_day, last_day
from graphkit.cli.output import local, plain

if TYPE_CHECKING:
    from graphkit.api import Graph

# Confidence that --strict asks for.
STRICT = 0.85


def _graph(folder: Path) -> Path:
    """Refuse an address, and say of a graph of an older version what to do; a writing command does it anyway."""
    local(folder)
    mark = folder / "graphkit.json"
    if mark.is_file() and mark.read_bytes().replace(b" ", b"").startswith(b'{"format":1}'):
        shown = plain(str(folder))
        sys.stderr.write(f"graphkit: {shown} is of an older version; the next command that writes to it brings it up to date: graphkit check --repair --graph {shown}\n")
    return folder


GraphOption = Annotated[
    Path, typer.Option("--graph", "-g", envvar="GRAPHKIT_GRAPH", metavar="DIR", callback=_graph, help="Folder of the graph, or an RDF file, to be read only.")
]
WrittenGraphOption = Annotated[Path, typer.Option("--graph", "-g", envvar="GRAPHKIT_GRAPH", metavar="DIR", callback=_graph, help="Folder of the graph.")]
ConflictOption = Annotated[
    str | None, typer.Option("--conflict", metavar="NAME", help="Only the articles of one conflict, by its name or id; `graphkit conflicts` lists them.")
]


DateOption = Annotated[date | None, typer.Option("--date", parser=last_day, metavar="DAY", help="As of this day; now without it.")]
SinceOption = Annotated[date | None, typer.Option("--since", parser=first_day, metavar="DAY", help="First day of the period whose changes are listed.")]


def open_graph(graph: Path, conflict: str | None) -> Graph:
    """The graph of a folder or file, or the part of it that is about one conflict.

    Raises:
        StoreError: it cannot be opened.
        UnknownName: there is no such conflict.
    """
    from graphkit.api import Graph

    whole = Graph.open(graph)
    return whole.within(conflict) if conflict is not None else whole


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
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out claims of lower confidence; a value under the default threshold of hybrid (0.508) includes more.")
]


def least(confidence: float, *, strict: bool) -> float:
    """The confidence that --min-confidence and --strict ask for together; 0 for the reader's own threshold."""
    return max(confidence, STRICT if strict else 0.0)


StrictOption = Annotated[bool, typer.Option("--strict", help=f"Only claims of confidence {STRICT} or more.")]
ExtractorOption = Annotated[
    str, typer.Option("--extractor", metavar="NAME", envvar="GRAPHKIT_EXTRACTOR", help="What reads: hybrid (frames and a trained network), dependency (frames alone), llm, hybrid+llm, or a plug-in's name.")
]
LLMOption = Annotated[
    str | None, typer.Option("--llm", metavar="PROVIDER:MODEL", help="The language model that llm asks: anthropic:…, openai:…, ollama:…; keys come from the environment.")
]
UrlOption = Annotated[str | None, typer.Option("--llm-url", metavar="URL", help="Address of the model's server (vLLM and others that speak as OpenAI's does).")]
CacheOption = Annotated[Path | None, typer.Option("--llm-cache", metavar="FILE", help="Where its answers are kept; asked again they cost nothing.")]
ParallelOption = Annotated[int, typer.Option("--llm-parallel", min=1, max=64, help="Questions under way at once.")]
PatienceOption = Annotated[float, typer.Option("--llm-timeout", min=1.0, max=86_400.0, metavar="SECONDS", help="How long one question may take; a model on this machine may need minutes.")]
TokensOption = Annotated[int | None, typer.Option("--max-tokens", min=1, help="Tokens that the run may use in all.")]
CostOption = Annotated[float | None, typer.Option("--max-cost", min=0.0, metavar="DOLLARS", help="What the run may cost, for models whose price is known.")]
ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", metavar="FIELD=COLUMN", help="Column of a table, or name in JSON, that holds a field (id, text, title, date, url, outlet, conflict), where it is not recognised; may be repeated.")
]
TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="FORMAT", help="Format of standard input and of files with an unknown ending (html, json, csv, .jsonl, …); detected from the content without it.")
]
TextsOption = Annotated[bool, typer.Option("--texts/--no-texts", help="Keep the articles' texts in the graph's folder, to be read with graphkit read; they are never exported.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but results and errors.")]
DEFAULT_GRAPH = Path("alliance-graph")
LanguageOption = Annotated[bool, typer.Option("--any-language", help="Also read articles in other languages than English; without it they are skipped and listed.")]
