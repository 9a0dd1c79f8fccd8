"""Reads one document into one record: extraction, resolution, assembly, in this order."""

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
from graphkit.pipeline.composed import as_given, composed

if TYPE_CHECKING:
    from graphkit.extract.base import LLM, Extractor, Noting
    from graphkit.extract.llm.budget import Estimate

DEFAULT = "hybrid"
# Errors after which no other article will do better.
ENDS = (BudgetSpent, ModelError, StoreError, UsageError)
# Kind of the notice of an article that is not read for its language.
FOREIGN = "articles in another language skipped (--any-language reads them)"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a pipeline is made with; see `Pipeline`."""

    model: str | None = None
    actors: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    min_confidence: float = 0.0
    extractor: str = DEFAULT
    llm: LLM | None = None
    any_language: bool = False

    def mark(self) -> str:
        """Digest of all that changes what is read of an article without a language model's questions, the user's files by their content.

        Raises:
            DataError: one of the files cannot be read.
        """
        try:
            lists = [f"{kind}={digest(path.read_bytes().hex())}" for kind, paths in (("actors", self.actors), ("frames", self.frames)) for path in paths]
        except OSError as error:
            raise DataError(f"{error.filename} cannot be read: {error.strerror or error}") from error
        return digest(self.model or "", self.extractor, self.min_confidence, self.any_language, *lists)


class Pipeline:
    """Reads documents into records; the language model is loaded at the first one.

    Args:
        model: name of an installed spaCy pipeline, None for the embedded one.
        actors: further actors files.
        frames: further frames files.
        min_confidence: claims below it are left out.
        extractor: name of the extractor, or several names joined by "+".
        llm: the language model that the extractor `llm` asks.
        any_language: whether articles are read that are in no language that the extractors know.

    Raises:
        DataError, ModelError: the lists or the language model do not load.
        UnknownName: there is no such extractor.
    """

    settings = Settings()

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Sequence[Path] = (),
        frames: Sequence[Path] = (),
        min_confidence: float = 0.0,
        extractor: str = DEFAULT,
        llm: LLM | None = None,
        any_language: bool = False,
    ) -> None:
        """Read the user's files at once, so that their errors come before any work."""
        from graphkit.extract.base import Setup
        from graphkit.ontology import load_vocabulary
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.linker import Linker
        from graphkit.resolve.offices import load_offices

        self.settings = Settings(model, tuple(actors), tuple(frames), min_confidence, extractor, llm, any_language)
        self._gazetteer = gazetteer = load_gazetteer(actors)
        setup = Setup(gazetteer, model, tuple(frames), llm)
        self._extractors: list[Extractor] = [plugins.load("extractors", name)(setup) for name in dict.fromkeys(extractor.split("+"))]
        self._linker = Linker(gazetteer, load_offices())
        self._vocabulary = load_vocabulary()
        self._min_confidence = min_confidence

    @classmethod
    def of(cls, settings: Settings) -> Pipeline:
        """A pipeline like another one."""
        return cls(**{name: getattr(settings, name) for name in Settings.__slots__})

    def known(self, name: str) -> Actor | None:
        """The actor of the lists with this id."""
        entry = self._gazetteer.entries.get(name)
        return entry.actor if entry else None

    @property
    def window(self) -> int:
        """How many documents it wants to know ahead, 0 where that gains nothing."""
        from graphkit.extract.base import Prepares

        return max((e.window for e in self._extractors if isinstance(e, Prepares)), default=0)

    def prepare(self, documents: Sequence[Document]) -> None:
        """Do for several documents what can be done at once.

        Raises:
            BudgetSpent, StoreError, UsageError: the run cannot go on.
        """
        from graphkit.extract.base import Prepares

        for extractor in self._extractors:
            if isinstance(extractor, Prepares):
                extractor.prepare(list(map(composed, documents)))

    def notes(self) -> list[str]:
        """What the extractors have to say at the end of a run."""
        from graphkit.extract.base import Noting

        return [line for extractor in self._extractors if isinstance(extractor, Noting) for line in _lines(extractor)]

    def foreign(self, document: Document) -> str | None:
        """Name of the document's language where no extractor knows it; None where it is to be read.

        An extractor that names no `languages` is taken to know all.
        """
        if self.settings.any_language or not self._extractors or not all(hasattr(extractor, "languages") for extractor in self._extractors):
            return None
        from graphkit.nlp import foreign

        return foreign(composed(document).text)

    def read(self, document: Document) -> ArticleRecord:
        """What one document says, as a record for the store; several extractors' claims as one."""
        from graphkit.assemble import united

        seen = composed(document)
        return as_given(united([self._read(seen, extractor) for extractor in self._extractors]), document)

    def estimates(self, documents: Iterable[Document]) -> Estimate:
        """What the language model would be asked about these documents; nothing is asked.

        Raises:
            UsageError: no extractor of the pipeline asks one.
        """
        for extractor in self._extractors:
            if hasattr(extractor, "estimate"):
                made: Estimate = extractor.estimate(list(map(composed, documents)))
                return made
        raise UsageError("--dry-run estimates the cost of a language model; name one with --extractor llm --llm PROVIDER:MODEL")

    def _read(self, document: Document, extractor: Extractor) -> ArticleRecord:
        from graphkit.assemble import assemble

        reading = extractor.extract(document)
        decided = self._linker.resolve(document, reading)
        return assemble(
            document,
            reading,
            decided.actors,
            self._vocabulary,
            bodies=decided.bodies,
            names=decided.names,
            groups=decided.groups,
            min_confidence=self._min_confidence,
        )


def _lines(extractor: Noting) -> list[str]:
    """What an extractor says at the end; everything is written then, and an error of it must not hide that."""
    try:
        return [str(line) for line in extractor.notes()]
    except Exception as error:
        return [f"an extractor failed at the end of the run: {in_short(error)}"]


def guarded(document: Document, pipeline: Pipeline) -> ArticleRecord | Failure | Notice:
    """One article that cannot be read must not end the run of a thousand; one in another language gives a notice."""
    try:
        language = pipeline.foreign(document)
        if language is not None:
            return Notice(document.place or document.id, FOREIGN, language)
        return pipeline.read(document)
    except ENDS:
        raise
    except GraphkitError as error:
        return Failure(document.id, str(error))
    except Exception as error:
        # Extractors are plug-ins and stand on libraries: any of them may raise anything.
        return Failure(document.id, f"could not be read: {in_short(error)}")
