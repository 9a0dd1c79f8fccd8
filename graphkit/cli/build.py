"""The command `build`: read articles into a graph."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.inputs import (
    TABLE,
    Inputs,
    end_unread,
    llm_of,
    print_estimate,
    print_failures,
    print_notices,
)
from graphkit.cli.options import (
    DEFAULT_GRAPH,
    ActorsOption,
    CacheOption,
    ColumnOption,
    ConfidenceOption,
    CostOption,
    ExtractorOption,
    FramesOption,
    LanguageOption,
    LLMOption,
    ModelOption,
    ParallelOption,
    PatienceOption,
    QuietOption,
    StrictOption,
    TextsOption,
    TokensOption,
    TypeOption,
    UrlOption,
    WrittenGraphOption,
    least,
)
from graphkit.cli.output import plain, progress, table
from graphkit.errors import UsageError
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.decisions import Replay
    from graphkit.pipeline import BuildReport, Pipeline


# Failures printed; the file in the graph's folder has all.
SHOWN = 20
WORKERS = 2


class Engine(StrEnum):
    """Engines for clusters."""

    DASK = "dask"


def build(
    inputs: Inputs,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
    model: ModelOption = None,
    actors: ActorsOption = None,
    frames: FramesOption = None,
    column: ColumnOption = None,
    type: TypeOption = None,
    conflict: Annotated[str | None, typer.Option("--conflict", metavar="NAME", help="Conflict of the articles that name none. Articles that are already in the graph keep theirs.")] = None,
    min_confidence: ConfidenceOption = 0.0,
    strict: StrictOption = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=256, help="Number of reading processes; does not affect the result.")] = 1,
    any_language: LanguageOption = False,
    extractor: ExtractorOption = "hybrid",
    llm: LLMOption = None,
    llm_url: UrlOption = None,
    llm_cache: CacheOption = None,
    llm_parallel: ParallelOption = 4,
    llm_timeout: PatienceOption = 120.0,
    max_tokens: TokensOption = None,
    max_cost: CostOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Estimate the tokens and cost of the language model without sending anything.")] = False,
    engine: Annotated[Engine | None, typer.Option("--engine", help="Read on many machines, or with a local cluster.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=1024, help="Number of processes that the engine starts on this machine.")] = WORKERS,
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Address of a running scheduler (tcp://…), instead of local workers.")] = None,
    partitions: Annotated[str | None, typer.Option("--partitions", metavar="URL", help="Where the workers of the engine write their results: a folder, s3://…, gs://….")] = None,
    quads: Annotated[bool, typer.Option("--quads", help="Write N-Quads to --partitions for another store instead of building a graph.")] = False,
    decisions: Annotated[Path | None, typer.Option("--decisions", metavar="FILE", help="Decisions file to apply; by default the one next to the graph.")] = None,
    texts: TextsOption = True,
    show: Annotated[bool, typer.Option("--table", help="Print the active claims of the graph as a table.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Read articles into a new or existing graph. Adding the same article twice changes nothing."""
    from graphkit import pipeline
    from graphkit.decisions import Replay, file_of, read_decisions
    from graphkit.documents import Wish

    wish = Wish.of(column or (), type, conflict)
    asked = llm_of(llm, url=llm_url, cache=llm_cache, parallel=llm_parallel, timeout=llm_timeout, max_tokens=max_tokens, max_cost=max_cost)
    reader = pipeline.Pipeline(
        model=model, actors=actors or (), frames=frames or (), min_confidence=least(min_confidence, strict=strict), extractor=extractor, llm=asked, any_language=any_language
    )
    if dry_run:
        print_estimate(inputs, reader, wish)
        return
    replay = Replay(read_decisions(decisions or file_of(graph), reader.known, needed=decisions is not None), reader.known)
    if engine is None and (scheduler or partitions or quads):
        raise UsageError("--scheduler, --partitions and --quads need --engine dask")
    if engine is None and workers != WORKERS:
        raise UsageError(f"--workers {workers} is for --engine dask; without it, give --jobs {workers}")
    if engine is not None and jobs != 1:
        raise UsageError(f"--jobs {jobs} is for one machine without --engine; with it, give --workers {jobs}")
    if scheduler and workers != WORKERS:
        raise UsageError(f"--workers {workers} would be ignored: --scheduler {scheduler} has its own workers")
    if engine is not None and (column or type or conflict):
        raise UsageError("--column, --type and --conflict do not work with --engine; leave them out")
    if engine is not None:
        report = _by_engine(inputs, graph, reader, replay, _Where(workers, scheduler, partitions, quads, texts), quiet=quiet)
    else:
        with pipeline.Jobs(reader, jobs) as readers, progress(quiet) as on_progress:
            report = pipeline.build(inputs, graph, jobs=readers, on_progress=on_progress, stdin=sys.stdin.buffer, replay=replay, wish=wish, texts=texts)
    # If no article could be read, no graph is left whose folder could list the other failures.
    made = quads or (graph / "graphkit.json").is_file()
    most = SHOWN if made else len(report.failures)
    print_failures(report.failures[:most])
    if len(report.failures) > most:
        sys.stderr.write(f"graphkit: and {len(report.failures) - SHOWN} more; all are in {graph / 'failures.csv'}\n")
    if not quiet:
        print_notices(report.notices)
    if not made:
        end_unread(report.failures, graph)
    if show:
        table(TABLE, _claims_of(graph))
    if not quiet:
        typer.echo(
            f"{counted(report.added, 'article')} added, {report.unchanged:,} unchanged, "
            f"{len(report.failures):,} failed; "
            f"{counted(report.claims, 'claim')}.{'' if quads else f' The graph is in {graph}'}"
        )
        if report.unchanged and not report.added and (actors or frames):
            typer.echo("Articles that are already in the graph are not read again; to read them with these lists, build a new graph")
        for line in report.notes:
            typer.echo(plain(line))
        if not quads and (report.added or report.unchanged):
            typer.echo(f"Query it: graphkit query --name who-backs --graph {shlex.quote(str(graph))}")
    if not report.added and not report.unchanged:
        end_unread(report.failures)


@dataclass(frozen=True, slots=True)
class _Where:
    """Options of an engine."""

    workers: int
    scheduler: str | None
    partitions: str | None
    quads: bool
    texts: bool


def _by_engine(inputs: Sequence[str], graph: Path, reader: Pipeline, replay: Replay, where: _Where, *, quiet: bool) -> BuildReport:
    """Build with a cluster and return the report."""
    from graphkit.scale import Cluster, build_graph, build_quads

    if where.quads and where.partitions is None:
        raise UsageError("--quads needs --partitions, the folder or address to write to")
    if reader.window:
        raise UsageError("--engine does not support language models; build without it, which sends parallel requests to the model")
    with Cluster(where.workers, where.scheduler) as cluster, progress(quiet) as on_progress:
        if where.quads and where.partitions is not None:
            return build_quads(inputs, cluster, reader.settings, where.partitions, on_progress)
        return build_graph(inputs, graph, cluster, reader.settings, partitions=where.partitions, replay=replay, on_progress=on_progress, texts=where.texts)


def _claims_of(folder: Path) -> Iterator[tuple[str, ...]]:
    from graphkit.api import Graph
    from graphkit.cli.listing import source_of
    from graphkit.ontology import load_vocabulary
    from graphkit.query import status_text

    graph, vocabulary = Graph.open(folder), load_vocabulary()
    names = {actor.id: actor.name for actor in graph.actors()}
    articles = {article.key: article for article in graph.articles()}
    for claim in graph.claims(out_of_force=False):
        relation = vocabulary.relation(claim.predicate).label
        yield names[claim.subject], relation, names[claim.object], status_text(claim), claim.evidence[0].quote, source_of(articles[claim.article])
