"""The one place that knows the order: documents, reading, store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graphkit.decisions import Replay
from graphkit.documents import read
from graphkit.errors import UnknownName
from graphkit.model import ArticleRecord, Failure
from graphkit.pipeline.jobs import Jobs
from graphkit.pipeline.reader import Pipeline

if TYPE_CHECKING:
    from graphkit.store import Writer


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles done, the one just done, claims and failures so far."""

    done: int
    source: str
    claims: int
    failures: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: articles added (of them new versions) and unchanged, claims added, failures, notes."""

    added: int = 0
    unchanged: int = 0
    claims: int = 0
    replaced: int = 0
    failures: tuple[Failure, ...] = field(default=())
    notes: tuple[str, ...] = ()


def records(
    inputs: Sequence[str | Path], *, pipeline: Pipeline, stdin: BinaryIO | None = None
) -> Iterator[ArticleRecord | Failure]:
    """Records of the inputs, in order; one that fails gives a `Failure` and the rest go on."""
    for outcome in Jobs(pipeline, 1).outcomes(read(inputs, stdin=stdin)):
        if not isinstance(outcome, str):
            yield outcome


def build(
    inputs: Sequence[str | Path],
    folder: Path,
    *,
    pipeline: Pipeline | None = None,
    jobs: Jobs | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stdin: BinaryIO | None = None,
    replay: Replay | None = None,
) -> BuildReport:
    """Create or extend the graph in a folder; one transaction an article.

    Args:
        inputs: files, folders, or "-".
        folder: the graph's folder.
        pipeline: what reads an article, where there are no jobs.
        jobs: processes that read; the graph is the same with any number of them.
        on_progress: called after each article.
        stdin: what "-" reads.
        replay: the user's decisions; those that the graph lacks are taken in first.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
        DataError, ModelError: the lists or the language model do not load.
    """
    from graphkit.store import Store

    readers = jobs or Jobs(pipeline or Pipeline(), 1)
    added = unchanged = claims = done = 0
    failures: list[Failure] = []
    with Store.open(folder, create=True).writer() as writer:
        notes = _take_in(writer, replay)
        news = (item if isinstance(item, Failure) or not writer.has(item.key) else item.id for item in read(inputs, stdin=stdin))
        for outcome in readers.outcomes(news):
            done += 1
            if isinstance(outcome, Failure):
                failures.append(outcome)
                source = outcome.source
            elif isinstance(outcome, ArticleRecord) and writer.add(replay.record(outcome) if replay else outcome):
                added += 1
                claims += len(outcome.claims)
                source = outcome.document.id
            else:
                unchanged += 1
                source = outcome if isinstance(outcome, str) else outcome.document.id
            if on_progress is not None:
                on_progress(Progress(done, source, claims, len(failures)))
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures), (*notes, *readers.told()))


def _take_in(writer: Writer, replay: Replay | None) -> list[str]:
    """Bring what stands in the graph up to the decisions; in a new graph they only wait for their articles."""
    for decision in replay.decisions if replay else ():
        try:
            writer.judge(decision, replay.known_of(decision) if replay else None)
        except UnknownName:
            # Its claim may come with an article of this run.
            writer.note(decision)
    return [f"{len(replay.decisions)} decisions of the user's were taken in"] if replay and replay.decisions else []
