"""Build a graph: read the inputs, extract claims and write them to the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graphkit.decisions import Replay
from graphkit.documents import SKIPPED_FILES, Meter, Wish, printable, read, read_marked
from graphkit.errors import RecordRefused
from graphkit.model import (
    ArticleRecord,
    Decision,
    Document,
    Failure,
    Finished,
    Lifecycle,
    Notice,
    digest,
)
from graphkit.pipeline.copies import Copies, copy_signature
from graphkit.pipeline.deciding import apply_decisions, rename_read
from graphkit.pipeline.jobs import Jobs
from graphkit.pipeline.journal import FileContents, Journal, write_failures, write_skipped
from graphkit.pipeline.notices import Notices
from graphkit.pipeline.reader import FOREIGN, Pipeline
from graphkit.pipeline.reverted import RevertedArticles
from graphkit.pipeline.summary import decision_lines, outdated_lines, repeat_lines, replaced_lines
from graphkit.pipeline.versions import Versions

if TYPE_CHECKING:
    from graphkit.store import Writer


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a run.

    Attributes:
        done, source: number of articles done, and the id or source of the last one.
        claims, failures: numbers so far.
        share: share of the inputs read, 0 to 1; None if unknown.
    """

    done: int
    source: str
    claims: int
    failures: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Result of a build.

    Attributes:
        added, replaced: articles added, and how many of them replace earlier versions.
        unchanged: articles that the graph already had.
        claims: claims added.
        failures: what could not be read.
        notes: further lines for the user.
        notices: counted notices on the inputs, one line per kind: dates not read, files skipped.
    """

    added: int = 0
    unchanged: int = 0
    claims: int = 0
    replaced: int = 0
    failures: tuple[Failure, ...] = field(default=())
    notes: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def records(
    inputs: Sequence[str | Path],
    *,
    pipeline: Pipeline,
    stdin: BinaryIO | None = None,
    on_notice: Callable[[Notice], None] | None = None,
    wish: Wish | None = None,
) -> Iterator[ArticleRecord | Failure]:
    """Yield the records of the inputs, in order; an article that fails gives a `Failure`, and reading continues.

    Args:
        inputs: files, folders, addresses (http, https), or "-".
        pipeline: reads the articles.
        stdin: stream read for "-".
        on_notice: called with each notice on the inputs.
        wish: the user's options for reading the inputs.
    """
    for outcome in Jobs(pipeline, 1).outcomes(read(inputs, stdin=stdin, wish=wish)):
        if isinstance(outcome, ArticleRecord | Failure):
            yield outcome
        elif isinstance(outcome, Notice) and on_notice is not None:
            on_notice(outcome)


def build(
    inputs: Sequence[str | Path],
    folder: Path,
    *,
    pipeline: Pipeline | None = None,
    jobs: Jobs | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stdin: BinaryIO | None = None,
    replay: Replay | None = None,
    wish: Wish | None = None,
    texts: bool = True,
) -> BuildReport:
    """Create or extend the graph in a folder, one transaction per article.

    Args:
        inputs: files, folders, addresses (http, https), or "-".
        folder: the graph's folder; removed again if it is new and gets no article.
        pipeline: reads the articles, if `jobs` is None.
        jobs: processes that read; the graph does not depend on their number.
        on_progress: called after each article.
        stdin: stream read for "-".
        replay: the user's decisions; those not yet in the graph are applied first.
        wish: the user's options for reading the inputs.
        texts: whether to keep the articles' texts in the folder, including those of articles that the
            graph already has, if they are among the inputs.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
        DataError, ModelError: the lists or the language model cannot be loaded.
    """
    from graphkit.store import open_writer, remove_partial_imports

    cleanup_notes = remove_partial_imports(folder)
    readers = jobs or Jobs(pipeline or Pipeline(), 1)
    with open_writer(folder, texts=texts) as writer:
        run = Run(folder, writer, replay, on_progress, any_language=readers.any_language, options=_options_digest(readers, wish or Wish(), texts=texts))
        return run.execute(lambda: readers.outcomes(run.new_items(inputs, stdin, wish)), lambda: (*cleanup_notes, *readers.notes()))


class Run:
    """One run: reads the inputs, writes the records, and counts both.

    Args:
        folder: the graph's folder.
        writer: writer of the graph.
        replay: the user's decisions, if any.
        on_progress: called after each article.
        any_language: whether articles in any language are read, including those skipped in earlier runs.
        options: digest of the options that determine which articles a file holds; see `Journal`.
    """

    def __init__(self, folder: Path, writer: Writer, replay: Replay | None, on_progress: Callable[[Progress], None] | None, *, any_language: bool = False, options: str = "") -> None:
        self.added = self.unchanged = self.claims = self.copied = 0
        self.failures: list[Failure] = []
        self._decisions_to_repeat: list[Decision] = []
        self._notices = Notices()
        self._skipped: list[Notice] = []
        self._folder, self._writer, self._replay, self._on_progress = folder, writer, replay or Replay([]), on_progress
        self._meter, self._journal = Meter(), Journal(folder, options)
        self._copies, self._versions = Copies(folder / "copies.sqlite"), Versions(folder / "versions.sqlite")
        if self._copies.created or self._versions.is_new:
            # Sketches of earlier texts are lacking: all files are read again to make them, also if this run is interrupted.
            self._journal.clear()
        self._reverted = RevertedArticles(writer, self._versions)
        # Articles and failures since the last file ended.
        self._articles_in_file = self._failures_in_file = 0
        self._foreign_in_file: Counter[str] = Counter()
        self._any_language = any_language

    def execute(self, outcomes: Callable[[], Iterable[ArticleRecord | Failure | Notice | Finished | str]], closing_notes: Callable[[], Sequence[str]], *, write_lists: bool = True) -> BuildReport:
        """Apply the decisions, write every outcome, and return the report.

        Args:
            outcomes: returns the outcomes, in order.
            closing_notes: returns the readers' final notes.
            write_lists: whether to write this run's lists of failures and skipped inputs to the graph's folder.
        """
        try:
            waiting, refused = apply_decisions(self._writer, self._replay)
            self._replay = self._replay.without(refused)
            for outcome in outcomes():
                self.handle(outcome)
            self._reverted.reactivate(self._replay)
            self._writer.reclassify(self._replay)
            waiting = rename_read(self._writer, self._replay, waiting)
        finally:
            self._copies.close()
            self._versions.close()
        if write_lists:
            write_failures(self._folder, self.failures)
            write_skipped(self._folder, self._skipped)
        return BuildReport(self.added, self.unchanged, self.claims, self._writer.replaced, tuple(self.failures), (*decision_lines(self._replay, waiting, refused), *self.notes(), *closing_notes()), tuple(self._notices.lines()))

    def new_items(self, inputs: Sequence[str | Path], stdin: BinaryIO | None, wish: Wish | None = None) -> Iterator[Document | Failure | Notice | Finished | str]:
        """Yield the items to read; for articles that the graph already has, only their ids."""
        for item in read_marked(inputs, stdin=stdin, skip=self._is_complete, meter=self._meter, wish=wish):
            if isinstance(item, Document):
                self._reverted.forget_place(item)
            if isinstance(item, Document) and self._writer.has(item.key):
                # The sketch files were removed, or the article was copied from another graph.
                if not self._copies.has(item.key):
                    self._writer.mark_copies(self._copies.add(item.key, item.published, copy_signature(item.text)))
                if not self._versions.has(item.key):
                    self._versions.add(item)
                self._reverted.check(item)
                if self._writer.lacks_text(item.key):
                    self._writer.store_text(item)
                yield item.id
            else:
                yield item

    def handle(self, outcome: ArticleRecord | Failure | Notice | Finished | str) -> None:
        """Write and count an outcome, and report progress."""
        if isinstance(outcome, Notice):
            self._add_notice(outcome)
            self._foreign_in_file[outcome.value] += outcome.kind == FOREIGN
            return
        if isinstance(outcome, Finished):
            self._reverted.reactivate(self._replay)
            if not self._failures_in_file:
                self._journal.add(Path(outcome.path), FileContents(self._articles_in_file, +self._foreign_in_file))
            self._articles_in_file = self._failures_in_file = 0
            self._foreign_in_file.clear()
            return
        self._articles_in_file += 1
        source = self._count_outcome(outcome)
        if self._on_progress is not None:
            total = self._meter.total
            done = self.added + self.unchanged + len(self.failures)
            self._on_progress(Progress(done, source, self.claims, len(self.failures), min(self._meter.done / total, 1.0) if total else None))

    def _add_notice(self, notice: Notice) -> None:
        """Count a notice; list it if something was skipped."""
        self._notices.add(notice)
        if notice.kind in (FOREIGN, SKIPPED_FILES):
            self._skipped.append(notice)

    def _count_outcome(self, outcome: ArticleRecord | Failure | str) -> str:
        if isinstance(outcome, str):
            self.unchanged += 1
            return outcome
        failure = outcome if isinstance(outcome, Failure) else self._try_write(outcome)
        if failure is None:
            return outcome.document.id if isinstance(outcome, ArticleRecord) else outcome.source
        self.failures.append(failure)
        self._failures_in_file += 1
        return failure.source

    def _try_write(self, outcome: ArticleRecord) -> Failure | None:
        """Write a record; return a failure if the store refuses it."""
        try:
            self._write(outcome)
        except RecordRefused as error:
            return Failure(outcome.document.id, str(error))
        return None

    def _write(self, outcome: ArticleRecord) -> None:
        document = outcome.document
        if self._writer.has(document.key):
            self._writer.store_text(document)
            self.unchanged += 1
            return
        record = self._replay.record(outcome)
        copies, versions, replaced_before = self._copies.add(document.key, document.published, copy_signature(document.text)), self._versions.add(document, self._writer.has), self._writer.replaced + self._writer.outdated
        self._writer.add(replace(record, copy_of=copies.get(document.key)), earlier=versions.replaced, later=versions.later, after=versions.after, copies=copies)
        self.added += 1
        self.claims += sum(claim.lifecycle is not Lifecycle.SUPERSEDED for claim in record.claims)
        is_version = self._writer.replaced + self._writer.outdated > replaced_before
        if is_version:
            self._decisions_to_repeat += self._replay.to_repeat(outcome.claims, versions.earlier)
        # A new version is not reported as a copy of the version that it replaces.
        self.copied += bool(copies) and not is_version

    def notes(self) -> list[str]:
        """Return further lines for the user."""
        copied = f"{self.copied} {'articles repeat' if self.copied > 1 else 'article repeats'} the text of another; copies count as one source (graphkit articles --copies lists them)"
        return [*replaced_lines(self._writer.replaced), *outdated_lines(self._writer.outdated), *self._reverted.notes(), *repeat_lines(self._decisions_to_repeat), *([copied] if self.copied else [])]

    def _is_complete(self, path: Path) -> bool:
        """Whether all of a file is in the graph; its articles then count as unchanged."""
        contents = self._journal.contents(path)
        if contents is None or (contents.foreign and self._any_language):
            return False
        self.unchanged += contents.articles
        for notice in (Notice(printable(str(path)), FOREIGN, name) for name in sorted(contents.foreign) for _ in range(contents.foreign[name])):
            self._add_notice(notice)
        return True


def _options_digest(readers: Jobs, wish: Wish, *, texts: bool) -> str:
    """Return a digest of the options that determine what a file adds: columns, format, extractor (hence languages), texts.

    A file read without texts is therefore read again when texts are kept. Options on how an article is read (model, actors,
    frames, confidence) are not included: articles already in the graph are not read again.
    """
    return digest(*(f"{field}={name}" for field, name in sorted(wish.columns.items())), f"type={wish.type or ''}", f"extractor={readers.extractor}", *(["texts"] if texts else []))
