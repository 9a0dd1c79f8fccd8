"""The driver: sends parts to workers and collects the results into a graph or into files for another store.

Dask was chosen over Ray and Spark: it is plain Python of a few megabytes, compared with Ray's hundreds
and Spark's Java, reads every fsspec store, starts on one machine, SSH, SLURM, YARN and Kubernetes
alike, and reassigns a lost worker's tasks. No more is needed: our tasks are long (ten seconds),
independent and idempotent, so that no engine's shuffling or data frames are used.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graphkit.decisions import Replay
from graphkit.documents.remarks import FILES
from graphkit.errors import StoreError, UsageError
from graphkit.model import ArticleRecord, Failure, Notice
from graphkit.pipeline import BuildReport, Notices, Progress, Run, Settings
from graphkit.scale.actors import ActorCollector
from graphkit.scale.parts import Part, filesystem, parts
from graphkit.scale.worker import PartResult, extract
from graphkit.store.signals import defer_interrupt

# Retries of a part whose worker dies.
TRIES = 5
_AHEAD = 3


class Cluster:
    """A set of Dask workers; use it in a `with`.

    Args:
        workers: number of processes to start on this machine.
        scheduler: address of a running scheduler (`tcp://…`) to use instead.
        patience: seconds to wait for the scheduler.

    Raises:
        UsageError: the extra is not installed, or the scheduler cannot be reached.
    """

    def __init__(self, workers: int = 2, scheduler: str | None = None, *, patience: float = 20.0) -> None:
        try:
            import dask
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise UsageError("--engine needs: pip install 'alliance-graphkit[scale]'") from error
        # Workers hold no data that would have to move, and are restarted when they die.
        dask.config.set({"distributed.scheduler.allowed-failures": TRIES, "distributed.worker.memory.terminate": False})
        self._local: Any = None
        if scheduler is None:
            # Even without a dashboard, the scheduler serves HTTP on a default port and warns if that is taken; port 0 avoids it.
            # One that is interrupted while it starts cannot be closed, and says so in a traceback.
            with defer_interrupt():
                self._local = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, scheduler_kwargs={"dashboard_address": "127.0.0.1:0"}, silence_logs=50)
        try:
            self.client: Any = Client(scheduler or self._local, timeout=patience)
        except (OSError, ValueError) as error:
            raise UsageError(f"the scheduler {scheduler!r} cannot be reached: {error}") from error

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the workers that were started here."""
        self.client.close()
        if self._local is not None:
            self._local.close()

    def results(self, work: Sequence[Part], settings: Settings, folder: str, *, quads: bool) -> Iterator[PartResult]:
        """Yield the outcome of each part, in order; only a few parts are submitted ahead.

        Raises:
            StoreError: a part was lost too often, or its file cannot be written.
        """
        fs, path = filesystem(folder)
        folder = fs.unstrip_protocol(path)  # a relative path would mean another folder where a worker was started elsewhere
        ahead = _AHEAD * max(1, len(self.client.scheduler_info()["workers"]))
        waiting: list[Any] = []
        left = iter(work)
        for part in left:
            waiting.append(self._submit(part, settings, folder, quads=quads))
            if len(waiting) >= ahead:
                break
        while waiting:
            future = waiting.pop(0)
            try:
                yield future.result()
            except Exception as error:
                raise StoreError(f"a part could not be read: {type(error).__name__}: {error}; finished parts are kept; run the command again") from error
            following = next(left, None)
            if following is not None:
                waiting.append(self._submit(following, settings, folder, quads=quads))

    def _submit(self, part: Part, settings: Settings, folder: str, *, quads: bool) -> Any:
        return self.client.submit(extract, part, settings, folder, quads=quads, key=f"graphkit-{part.name}", retries=TRIES, pure=False, priority=-part.number)


def build_graph(
    inputs: Sequence[str],
    graph: Path,
    cluster: Cluster,
    settings: Settings,
    *,
    partitions: str | None = None,
    replay: Replay | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    texts: bool = True,
) -> BuildReport:
    """Build a graph from articles read by many workers; it is the same as on one machine.

    Args:
        inputs: files and folders, local or on any store that fsspec reaches.
        graph: the graph's folder, on this machine.
        cluster: the workers.
        settings: how articles are read.
        partitions: folder for the workers' output, reachable by all of them; by default next to the
            graph, and removed at the end.
        replay: the user's decisions.
        on_progress: called after each article.
        texts: whether to keep the texts of the articles in the graph's folder.

    Raises:
        DocumentError, UsageError: an input cannot be read.
        StoreError: the graph cannot be written, or a part was lost too often.
    """
    from graphkit.store import open_writer

    skipped: list[Notice | Failure] = []
    work = parts(inputs, settings.mark(), on_skip=skipped.append)
    folder = partitions or f"{graph.resolve()}.partitions"
    fs, path = filesystem(folder)
    fs.makedirs(path, exist_ok=True)
    with open_writer(graph, texts=texts) as writer:
        run = Run(graph, writer, replay, on_progress)
        report = run.execute(lambda: chain(skipped, _outcomes(work, cluster.results(work, settings, folder, quads=False), folder)), list)
    if partitions is None:
        fs.rm(path, recursive=True)
    return report


def _outcomes(work: Sequence[Part], done: Iterator[PartResult], folder: str) -> Iterator[ArticleRecord | Failure | Notice]:
    """Yield what was read, in order."""
    repeats = _RepeatFilter()
    for part, _ in zip(work, done, strict=True):
        yield from (each for each in _read(part, folder) if not repeats.is_repeated(each))


class _RepeatFilter:
    """Filters repeated notices about a whole file, which every range of its rows yields."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    def is_repeated(self, each: ArticleRecord | Failure | Notice) -> bool:
        """Return whether the same notice was seen for the same file before."""
        if not isinstance(each, Notice) or each.kind != FILES:
            return False
        known = (each.source, each.value) in self._seen
        self._seen.add((each.source, each.value))
        return known


def _read(part: Part, folder: str) -> Iterator[ArticleRecord | Failure | Notice]:
    from graphkit.scale.parquet import unpack

    fs, path = filesystem(folder)
    with fs.open(f"{path}/{part.name}.parquet", "rb") as stream:
        for outcome, _ in unpack(stream.read()):
            yield outcome


def build_quads(inputs: Sequence[str], cluster: Cluster, settings: Settings, partitions: str, on_progress: Callable[[Progress], None] | None = None) -> BuildReport:
    """Write N-Quads in parts, for a store that is loaded from files: `part-*.nq.gz`, `actors.nq.gz`, `ontology.nq.gz`.

    The parts hold articles and claims; one pass over them writes the actors (once each, as in the first
    article), marks copies, and suggests names that may be the same (`suggestions.csv`). All versions of
    an article stay active here; a graph made by `build_graph` has only the newest active.

    Args:
        inputs: files and folders, local or on any store that fsspec reaches.
        cluster: the workers.
        settings: how articles are read.
        partitions: the folder of the files.
        on_progress: called after each part.

    Raises:
        DocumentError, UsageError: an input cannot be read.
        StoreError: a part was lost too often, or a file cannot be written.
    """
    from graphkit.store import ontology_lines

    failures: list[Failure] = []
    notices, repeats = Notices(), _RepeatFilter()

    def on_skip(each: Notice | Failure) -> None:
        if isinstance(each, Notice):
            if not repeats.is_repeated(each):
                notices.add(each)
        else:
            failures.append(each)

    work = parts(inputs, settings.mark(), on_skip=on_skip)
    fs, path = filesystem(partitions)
    fs.makedirs(path, exist_ok=True)
    articles = claims = 0
    with ActorCollector() as collector:
        for part, result in zip(work, cluster.results(work, settings, partitions, quads=True), strict=True):
            articles, claims = articles + result.articles, claims + result.claims
            for each in collector.add(_read_file(fs, f"{path}/{part.name}.parquet")):
                on_skip(each)
            if on_progress is not None:
                on_progress(Progress(articles, part.urls[0], claims, len(failures), (part.number + 1) / len(work)))
        _write(fs, f"{path}/actors.nq.gz", collector.lines())
        _write(fs, f"{path}/ontology.nq.gz", iter(ontology_lines()))
        _write(fs, f"{path}/suggestions.csv", collector.suggestions(), packed=False)
    return BuildReport(articles, 0, claims, 0, tuple(failures), (f"N-Quads are in {partitions}",), tuple(notices.lines()))


def _read_file(fs: Any, path: str) -> bytes:
    with fs.open(path, "rb") as stream:
        return bytes(stream.read())


def _write(fs: Any, path: str, lines: Iterator[bytes], *, packed: bool = True) -> None:
    """Write lines to a file, gzipped by default; the same lines give the same bytes."""
    with fs.open(path, "wb") as stream:
        if not packed:
            stream.writelines(lines)
            return
        with gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=6, mtime=0) as out, io.BufferedWriter(out) as buffered:
            buffered.writelines(lines)


