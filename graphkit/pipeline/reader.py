"""Read a document into a record: extract, resolve, assemble."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import plugins
from graphkit.errors import (
    BudgetSpent,
    DataError,
    GraphkitError,
    ModelError,
    StoreError,
    UsageError,
    in_short,
)
from graphkit.model import Actor, ArticleRecord, Document, Failure, Notice, digest
from graphkit.pipeline.normalisation import normalise, restore_wording
from graphkit.resources import bounded

if TYPE_CHECKING:
    from graphkit.extract.base import LLM, Extractor, ReportingExtractor
    from graphkit.extract.llm.budget import Estimate

DEFAULT_EXTRACTOR = "hybrid"
_WITHOUT_LLM = {"hybrid", "dependency"}
# Errors that end the run, because every further article would fail too.
FATAL_ERRORS = (BudgetSpent, ModelError, StoreError, UsageError)
# Kind of the notice on an article skipped for its language.
FOREIGN = "articles in another language skipped (--any-language reads them)"


@dataclass(frozen=True, slots=True)
class Settings:
    """Arguments of a `Pipeline`."""

    model: str | None = None
    actors: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    min_confidence: float = 0.0
    extractor: str = DEFAULT_EXTRACTOR
    llm: LLM | None = None
    any_language: bool = False

    def mark(self) -> str:
        """Return a digest of all settings that affect reading, except the language model's; the user's files by content.

        Raises:
            DataError: a file cannot be read.
        """
        try:
            lists = [f"{kind}={digest(bounded(path).read_bytes().hex())}" for kind, paths in (("actors", self.actors), ("frames", self.frames)) for path in paths]
        except OSError as error:
            raise DataError(f"{error.filename} cannot be read: {error.strerror or error}") from error
        return digest(self.model or "", self.extractor, self.min_confidence, self.any_language, *lists)


class Pipeline:
    """Reads documents into records; the language model is loaded with the first document.

    Args:
        model: name of an installed spaCy pipeline, None for the built-in model.
        actors: additional actors files.
        frames: additional frames files.
        min_confidence: claims below it are dropped.
        extractor: name of the extractor, or several names joined by "+".
        llm: the language model for the extractor `llm`.
        any_language: whether to read articles in languages that no extractor supports.

    Raises:
        DataError, ModelError: the lists or the language model cannot be loaded.
        UnknownName: the extractor does not exist.
        UsageError: a language model is given, but the extractor uses none.
    """

    settings = Settings()

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Sequence[Path] = (),
        frames: Sequence[Path] = (),
        min_confidence: float = 0.0,
        extractor: str = DEFAULT_EXTRACTOR,
        llm: LLM | None = None,
        any_language: bool = False,
    ) -> None:
        """Read the user's files now, so that their errors are raised before any work."""
        from graphkit.extract.base import Setup
        from graphkit.ontology import load_vocabulary
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.linker import Linker
        from graphkit.resolve.offices import load_offices

        if llm is not None and set(extractor.split("+")) <= _WITHOUT_LLM:
            raise UsageError(f"--llm {llm.model!r}: the extractor {extractor} uses no language model; choose --extractor llm or hybrid+llm")
        self.settings = Settings(model, tuple(actors), tuple(frames), min_confidence, extractor, llm, any_language)
        self._gazetteer = gazetteer = load_gazetteer(actors)
        setup = Setup(gazetteer, model, tuple(frames), llm)
        self._extractors: list[Extractor] = [plugins.load("extractors", name)(setup) for name in dict.fromkeys(extractor.split("+"))]
        self._linker = Linker(gazetteer, load_offices())
        self._vocabulary = load_vocabulary()
        self._min_confidence = min_confidence

    @classmethod
    def of(cls, settings: Settings) -> Pipeline:
        """Return a pipeline with these settings."""
        return cls(**{name: getattr(settings, name) for name in Settings.__slots__})

    def known(self, name: str) -> Actor | None:
        """Return the listed actor with this id, or None."""
        entry = self._gazetteer.entries.get(name)
        return entry.actor if entry else None

    @property
    def window(self) -> int:
        """Number of documents that an extractor can prepare as a batch; 0 for none."""
        from graphkit.extract.base import BatchExtractor

        return max((e.window for e in self._extractors if isinstance(e, BatchExtractor)), default=0)

    def prepare(self, documents: Sequence[Document]) -> None:
        """Prepare several documents as a batch.

        Raises:
            BudgetSpent, StoreError, UsageError: the run cannot go on.
        """
        from graphkit.extract.base import BatchExtractor

        for extractor in self._extractors:
            if isinstance(extractor, BatchExtractor):
                extractor.prepare(list(map(self._to_read, documents)))

    def notes(self) -> list[str]:
        """Return the extractors' final notes."""
        from graphkit.extract.base import ReportingExtractor

        return [line for extractor in self._extractors if isinstance(extractor, ReportingExtractor) for line in _safe_notes(extractor)]

    def foreign(self, document: Document) -> str | None:
        """Return the name of the document's language if it is not supported; None if the document is to be read.

        An extractor without the attribute `languages` supports all.
        """
        if self.settings.any_language or not self._extractors or not all(hasattr(extractor, "languages") for extractor in self._extractors):
            return None
        from graphkit.nlp import foreign_language

        return foreign_language(normalise(document).text)

    def read(self, document: Document) -> ArticleRecord:
        """Return the record of one document; claims of several extractors are merged."""
        from graphkit.assemble import united

        normalised = normalise(document)
        return restore_wording(united([self._read(normalised, extractor) for extractor in self._extractors]), document)

    def estimates(self, documents: Iterable[Document]) -> Estimate:
        """Estimate the requests to the language model for these documents, without sending any.

        Raises:
            UsageError: no extractor of the pipeline uses a language model.
        """
        for extractor in self._extractors:
            if hasattr(extractor, "estimate"):
                estimate: Estimate = extractor.estimate(list(map(self._to_read, documents)))
                return estimate
        raise UsageError("--dry-run estimates the cost of a language model; name one with --extractor llm --llm PROVIDER:MODEL")

    def _to_read(self, document: Document) -> Document:
        """Return the document that the extractors get."""
        from graphkit.pipeline.implied_subjects import completed

        normalised = normalise(document)
        complete = completed(normalised, self._gazetteer)
        return normalised if complete is None else complete.document

    def _read(self, document: Document, extractor: Extractor) -> ArticleRecord:
        """Return what one extractor reads, with the subjects of items that have none."""
        from graphkit.pipeline.implied_subjects import completed, restored

        complete = completed(document, self._gazetteer)
        return self._record(document, extractor) if complete is None else restored(self._record(complete.document, extractor), complete, document)

    def _record(self, document: Document, extractor: Extractor) -> ArticleRecord:
        from graphkit.assemble import assemble

        reading = extractor.extract(document)
        resolution = self._linker.resolve(document, reading)
        return assemble(
            document,
            reading,
            resolution.actors,
            self._vocabulary,
            bodies=resolution.bodies,
            names=resolution.names,
            groups=resolution.groups,
            min_confidence=self._min_confidence,
        )


def _safe_notes(extractor: ReportingExtractor) -> list[str]:
    """Return the final notes of an extractor; its errors must not hide that everything was written."""
    try:
        return [str(line) for line in extractor.notes()]
    except Exception as error:
        return [f"an extractor failed at the end of the run: {in_short(error)}"]


def read_or_fail(document: Document, pipeline: Pipeline) -> ArticleRecord | Failure | Notice:
    """Read one article; errors that concern it alone become a `Failure`, an unsupported language a `Notice`."""
    try:
        language = pipeline.foreign(document)
        if language is not None:
            return Notice(document.place or document.id, FOREIGN, language)
        return pipeline.read(document)
    except FATAL_ERRORS:
        raise
    except GraphkitError as error:
        return Failure(document.id, str(error))
    except Exception as error:
        # Extractors are plug-ins and use libraries, which may raise anything.
        return Failure(document.id, f"could not be read: {in_short(error)}")
