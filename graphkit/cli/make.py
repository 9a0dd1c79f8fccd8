"""Commands that read articles: build and extract."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ActorsOption,
    CacheOption,
    ColumnOption,
    ConfidenceOption,
    CostOption,
    ExtractorOption,
    FramesOption,
    GraphOption,
    LanguageOption,
    LLMOption,
    ModelOption,
    ParallelOption,
    QuietOption,
    StrictOption,
    TextsOption,
    TokensOption,
    TypeOption,
    UrlOption,
    least,
)
from graphkit.cli.output import plain, progress, table
from graphkit.errors import UsageError
from graphkit.model import Failure
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.decisions import Replay
    from graphkit.documents import Wish
    from graphkit.extract.base import LLM
    from graphkit.pipeline import BuildReport, Pipeline

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Files, folders, addresses (https://…) or - : .txt .md .html .pdf .docx .rtf .odt .eml .mbox .json .jsonl(.gz .bz2 .xz) .csv .xlsx .parquet .warc(.gz) .rss .atom, and .zip and .tar(.gz) of these", show_default=False),
]
# Failures that are told on the screen; the file in the graph's folder has all.
SHOWN = 20
TABLE = ("subject", "relation", "object", "status", "quote", "source")


class Engine(StrEnum):
    """Engines for many machines."""

    DASK = "dask"


class RowFormat(StrEnum):
    """Formats of `extract`."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def build(
    inputs: Inputs,
    graph: GraphOption = DEFAULT_GRAPH,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    column: ColumnOption = None,
    type: TypeOption = None,
    min_confidence: ConfidenceOption = 0.0,
    strict: StrictOption = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Processes that read; the graph is the same with any number.")] = 1,
    any_language: LanguageOption = False,
    extractor: ExtractorOption = "hybrid",
    llm: LLMOption = None,
    llm_url: UrlOption = None,
    llm_cache: CacheOption = None,
    llm_parallel: ParallelOption = 4,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what asking the language model would take; nothing is asked.")] = False,
    engine: Annotated[Engine | None, typer.Option("--engine", help="Read on many machines, or on several processes of a cluster here.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=1024, help="Processes that the engine starts on this machine.")] = 2,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A scheduler that runs already (tcp://…), instead.")] = None,
    partitions: Annotated[str | None, typer.Option("--partitions", metavar="URL", help="Where the engine's workers leave what they read: a folder, s3://…, gs://….")] = None,
    quads: Annotated[bool, typer.Option("--quads", help="Leave N-Quads in --partitions for another store, and make no graph.")] = False,
    decisions: Annotated[Path | None, typer.Option("--decisions", metavar="FILE", help="Decisions to replay, where they are not in the file beside the graph.")] = None,
    texts: TextsOption = True,
    show: Annotated[bool, typer.Option("--table", help="Print what was read as a table.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Read articles into a graph; it is made, or added to. The same article twice changes nothing."""
    from graphkit import pipeline
    from graphkit.decisions import Replay, file_of, read_decisions
    from graphkit.documents import Wish

    wish = Wish.of(column or (), type)
    asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, max_tokens=max_tokens, max_cost=max_cost)
    reader = pipeline.Pipeline(
        model=model, actors=actors or (), frames=frames or (), min_confidence=least(min_confidence, strict=strict), extractor=extractor, llm=asked, any_language=any_language
    )
    if dry_run:
        _estimate(inputs, reader, wish)
        return
    replay = Replay(read_decisions(decisions or file_of(graph)), reader.known)
    if engine is not None and (column or type):
        raise UsageError("--column and --type do not work with --engine; leave them out")
    if engine is not None:
        report = _by_engine(inputs, graph, reader, replay, _Where(workers, scheduler, partitions, quads, texts), quiet=quiet)
    else:
        with pipeline.Jobs(reader, jobs) as readers, progress(quiet) as told:
            report = pipeline.build(inputs, graph, jobs=readers, on_progress=told, stdin=sys.stdin.buffer, replay=replay, wish=wish, texts=texts)
    _tell(report.failures[:SHOWN])
    if len(report.failures) > SHOWN:
        sys.stderr.write(f"graphkit: and {len(report.failures) - SHOWN} more; all are in {graph / 'failures.csv'}\n")
    if not quiet:
        _report(report.notices)
    if show:
        table(TABLE, _claims_of(graph))
    if not quiet:
        typer.echo(
            f"{counted(report.added, 'article')} added, {report.unchanged:,} unchanged, "
            f"{len(report.failures):,} failed; "
            f"{counted(report.claims, 'claim')}.{'' if quads else f' The graph is in {graph}'}"
        )
        for line in report.notes:
            typer.echo(plain(line))
        if not quads and (report.added or report.unchanged):
            typer.echo(f"Ask it: graphkit query --name who-backs --graph {graph}")
    if not report.added and not report.unchanged:
        _nothing_read(report.failures)


def extract(
    inputs: Inputs,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the claims.")] = RowFormat.TABLE,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    column: ColumnOption = None,
    type: TypeOption = None,
    min_confidence: ConfidenceOption = 0.0,
    strict: StrictOption = False,
    any_language: LanguageOption = False,
    extractor: ExtractorOption = "hybrid",
    llm: LLMOption = None,
    llm_url: UrlOption = None,
    llm_cache: CacheOption = None,
    llm_parallel: ParallelOption = 4,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
) -> None:
    """Print the claims of articles, without a graph."""
    from graphkit.documents import Wish
    from graphkit.export import record_rows, write_csv, write_jsonl
    from graphkit.pipeline import Notices, Pipeline, records
    from graphkit.query.wording import DENIED

    wish = Wish.of(column or (), type)
    asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, max_tokens=max_tokens, max_cost=max_cost)
    reader = Pipeline(model=model, actors=actors or (), frames=frames or (), min_confidence=least(min_confidence, strict=strict), extractor=extractor, llm=asked, any_language=any_language)
    failures: list[Failure] = []
    notices = Notices()
    read = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal read
        for item in records(inputs, pipeline=reader, stdin=sys.stdin.buffer, on_notice=notices.add, wish=wish):
            if isinstance(item, Failure):
                failures.append(item)
            else:
                read += 1
                yield from record_rows(item)

    if format is RowFormat.TABLE:
        table(TABLE, ([r["subject"], r["predicate"], r["object"], DENIED if r["status"] == "negated" else r["status"], r["quote"], r["document"]] for r in rows()))
    else:
        for line in (write_jsonl if format is RowFormat.JSONL else write_csv)(rows()):
            sys.stdout.write(line)
    _tell(failures)
    _report(notices.lines())
    if not read:
        _nothing_read(failures)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where an engine works, and what it leaves."""

    workers: int
    scheduler: str | None
    partitions: str | None
    quads: bool
    texts: bool


def _by_engine(inputs: Sequence[str], graph: Path, reader: Pipeline, replay: Replay, where: _Where, *, quiet: bool) -> BuildReport:
    """What a cluster makes of the inputs."""
    from graphkit.scale import Cluster, build_graph, build_quads

    if where.quads and where.partitions is None:
        raise UsageError("--quads needs --partitions: where the files go")
    if reader.window:
        raise UsageError("an engine reads without a language model; ask that one on one machine, its questions go out in parallel")
    with Cluster(where.workers, where.scheduler) as cluster, progress(quiet) as told:
        if where.quads and where.partitions is not None:
            return build_quads(inputs, cluster, reader.settings, where.partitions, told)
        return build_graph(inputs, graph, cluster, reader.settings, partitions=where.partitions, replay=replay, on_progress=told, texts=where.texts)


def llm_of(model: str | None, **more: Any) -> LLM | None:
    """The language model that the options name, None where they name none."""
    from graphkit.extract.base import LLM

    return LLM(model, **more) if model else None


def _estimate(inputs: Sequence[str], reader: Pipeline, wish: Wish) -> None:
    from graphkit.documents import read
    from graphkit.model import Document

    told = reader.estimates(item for item in read(inputs, stdin=sys.stdin.buffer, wish=wish) if isinstance(item, Document))
    cost = "no price is known" if told.dollars is None else f"about {told.dollars:.4f} dollars"
    typer.echo(f"{counted(told.questions, 'question')}, {told.answered} of them answered before; about {told.tokens_in} + {told.tokens_out} tokens, {cost}. Nothing was asked.")


def _tell(failures: Iterable[Failure]) -> None:
    for failure in failures:
        sys.stderr.write(f"graphkit: {plain(failure.source)}: {plain(failure.reason)}\n")


def _nothing_read(failures: Sequence[Failure]) -> None:
    """End with exit code 1, and a line where no failure said why: a run that read nothing did not do what it was asked for."""
    if not failures:
        sys.stderr.write("graphkit: no article was found in the inputs\n")
    raise typer.Exit(1)


def _report(lines: Iterable[str]) -> None:
    """Print what was counted in the inputs, apart from the results."""
    for line in lines:
        sys.stderr.write(f"graphkit: {plain(line)}\n")


def _claims_of(folder: Path) -> Iterator[tuple[str, ...]]:
    from graphkit.api import Graph
    from graphkit.export import claim_row
    from graphkit.query import status_text

    graph = Graph.open(folder)
    actors = {actor.id: actor for actor in graph.actors()}
    articles = {article.key: article for article in graph.articles()}
    for claim in graph.claims():
        row = claim_row(claim, articles[claim.article].id, actors)
        if row is not None:
            yield row["subject"], row["predicate"], row["object"], status_text(claim), row["quote"], row["document"]
