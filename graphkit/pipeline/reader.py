"""Reads one document into one record: extraction, resolution, assembly, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError
from graphkit.model import ArticleRecord, Document, Failure


@dataclass(frozen=True, slots=True)
class Settings:
    """What a pipeline is made with; see `Pipeline`."""

    model: str | None = None
    actors: tuple[Path, ...] = ()
    frames: tuple[Path, ...] = ()
    min_confidence: float = 0.0


class Pipeline:
    """Reads documents into records; the language model is loaded at the first one.

    Args:
        model: name of an installed spaCy pipeline, None for the embedded one.
        actors: further actors files.
        frames: further frames files.
        min_confidence: claims below it are left out.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Sequence[Path] = (),
        frames: Sequence[Path] = (),
        min_confidence: float = 0.0,
    ) -> None:
        """Read the user's files at once, so that their errors come before any work."""
        from graphkit.extract.dependency import DependencyExtractor
        from graphkit.extract.lexicon import load_lexicon
        from graphkit.nlp import load
        from graphkit.ontology import load_vocabulary
        from graphkit.resolve.gazetteer import load_gazetteer
        from graphkit.resolve.linker import Linker
        from graphkit.resolve.offices import load_offices

        self.settings = Settings(model, tuple(actors), tuple(frames), min_confidence)
        gazetteer = load_gazetteer(actors)
        lexicon = load_lexicon(frames)
        self._extractor = DependencyExtractor(load(model), lexicon, gazetteer)
        self._linker = Linker(gazetteer, load_offices())
        self._vocabulary = load_vocabulary()
        self._min_confidence = min_confidence

    @classmethod
    def of(cls, settings: Settings) -> Pipeline:
        """A pipeline like another one."""
        return cls(model=settings.model, actors=settings.actors, frames=settings.frames, min_confidence=settings.min_confidence)

    def read(self, document: Document) -> ArticleRecord:
        """What one document says, as a record for the store."""
        from graphkit.assemble import assemble

        reading = self._extractor.extract(document)
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


def guarded(document: Document, pipeline: Pipeline) -> ArticleRecord | Failure:
    """One article that cannot be read must not end the run of a thousand."""
    try:
        return pipeline.read(document)
    except GraphkitError as error:
        return Failure(document.id, str(error))
    except (ValueError, IndexError, KeyError, RecursionError, MemoryError) as error:
        return Failure(document.id, f"could not be read: {type(error).__name__}: {error}")
