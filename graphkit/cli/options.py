"""Options shared by several commands."""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.days import first_day, last_day
from graphkit.cli.output import local, plain

if TYPE_CHECKING:
    from graphkit.api import Graph

# Minimum confidence with --strict.
STRICT = 0.85


def _graph(folder: Path) -> Path:
    """Reject addresses; print a hint for graphs of an older version, which commands that write migrate."""
    folder = local(folder)
    if _is_first_format(folder / "graphkit.json"):
        shown = plain(str(folder))
        sys.stderr.write(f"graphkit: {shown} is of an older version; the next command that writes to it brings it up to date: graphkit check --repair --graph {shlex.quote(shown)}\n")
    return folder


def _is_first_format(mark: Path) -> bool:
    # Opening the graph says why it cannot be read.
    with suppress(OSError):
        return mark.read_bytes().replace(b" ", b"").startswith(b'{"format":1}')
    return False


GraphOption = Annotated[
    Path, typer.Option("--graph", "-g", envvar="GRAPHKIT_GRAPH", metavar="DIR", callback=_graph, help="Graph folder, or an RDF file (read-only).")
]
WrittenGraphOption = Annotated[Path, typer.Option("--graph", "-g", envvar="GRAPHKIT_GRAPH", metavar="DIR", callback=_graph, help="Graph folder.")]
ConflictOption = Annotated[
    str | None, typer.Option("--conflict", metavar="NAME", help="Use only the articles of this conflict (name or id; see `graphkit conflicts`).")
]


DateOption = Annotated[date | None, typer.Option("--date", parser=last_day, metavar="DAY", help="State on this date; the current state by default.")]
SinceOption = Annotated[date | None, typer.Option("--since", parser=first_day, metavar="DAY", help="List changes since this date.")]


def open_graph(graph: Path, conflict: str | None) -> Graph:
    """Open the graph of a folder or file, or its part about one conflict.

    Raises:
        StoreError: the graph cannot be opened.
        UnknownName: the conflict does not exist.
    """
    from graphkit.api import Graph

    whole = Graph.open(graph)
    return whole.within(conflict) if conflict is not None else whole


ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Installed spaCy pipeline to use instead of the built-in one.")
]
ActorsOption = Annotated[
    list[Path] | None, typer.Option("--actors", metavar="FILE", help="CSV file with additional actors; can be repeated.")
]
FramesOption = Annotated[
    list[Path] | None, typer.Option("--frames", metavar="FILE", help="CSV file with additional words that express relations (frames); can be repeated.")
]
ConfidenceOption = Annotated[
    float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Skip claims with a lower confidence; values under the default threshold of hybrid (0.508) include more claims.")
]


def least(confidence: float, *, strict: bool) -> float:
    """Return the minimum confidence from --min-confidence and --strict; 0 for the reader's own threshold.

    Raises:
        UsageError: both are given, and --strict is the stricter one.
    """
    from graphkit.errors import UsageError

    if strict and 0 < confidence < STRICT:
        raise UsageError(f"--min-confidence {confidence:g} would be ignored: --strict keeps only claims of {STRICT} or more; give one of them")
    return max(confidence, STRICT if strict else 0.0)


StrictOption = Annotated[bool, typer.Option("--strict", help=f"Keep only claims with a confidence of {STRICT} or more.")]
ExtractorOption = Annotated[
    str, typer.Option("--extractor", metavar="NAME", envvar="GRAPHKIT_EXTRACTOR", help="Extractor: hybrid (rules and a trained network), dependency (rules only), llm, hybrid+llm, or the name of a plug-in.")
]
LLMOption = Annotated[
    str | None, typer.Option("--llm", metavar="PROVIDER:MODEL", help="Language model for the llm extractors: anthropic:…, openai:…, ollama:…; API keys come from the environment.")
]
UrlOption = Annotated[str | None, typer.Option("--llm-url", metavar="URL", help="Address of the model server (vLLM or another OpenAI-compatible server).")]
CacheOption = Annotated[Path | None, typer.Option("--llm-cache", metavar="FILE", help="File that caches the answers of the language model.")]
ParallelOption = Annotated[int, typer.Option("--llm-parallel", min=1, max=64, help="Number of parallel requests to the language model.")]
PatienceOption = Annotated[float, typer.Option("--llm-timeout", min=1.0, max=86_400.0, metavar="SECONDS", help="Timeout of a request in seconds; local models may need minutes.")]
TokensOption = Annotated[int | None, typer.Option("--max-tokens", min=1, help="Maximum number of tokens for the run.")]
CostOption = Annotated[float | None, typer.Option("--max-cost", min=0.0, metavar="DOLLARS", help="Maximum cost of the run, for models with a known price.")]
ColumnOption = Annotated[
    list[str] | None, typer.Option("--column", metavar="FIELD=COLUMN", help="Table column or JSON name of a field (id, text, title, date, url, outlet, conflict), if it is not recognised; can be repeated.")
]
TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="FORMAT", help="Format of standard input and of files with an unknown ending (html, json, csv, .jsonl, …); by default detected from the content.")
]
TextsOption = Annotated[bool, typer.Option("--texts/--no-texts", help="Keep the texts of the articles in the graph folder, for graphkit read; texts are never exported.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only results and errors.")]
DEFAULT_GRAPH = Path("alliance-graph")
LanguageOption = Annotated[bool, typer.Option("--any-language", help="Also read articles in languages other than English; by default they are skipped and listed.")]
