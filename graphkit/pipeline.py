"""The one place that knows the order: documents, reading, resolution, assembly, store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from graphkit.documents import read
from graphkit.errors import GraphkitError
from graphkit.model import ArticleRecord, Document, Failure


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

        gazetteer = load_gazetteer(actors)
        lexicon = load_lexicon(frames)
        self._extractor = DependencyExtractor(load(model), lexicon, gazetteer)
        self._linker = Linker(gazetteer, load_offices())
        self._vocabulary = load_vocabulary()
        self._min_confidence = min_confidence

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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles done, the one just done, claims and failures so far."""

    done: int
    source: str
    claims: int
    failures: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: articles added (of them new versions) and unchanged, claims added, failures."""

    added: int = 0
    unchanged: int = 0
    claims: int = 0
    replaced: int = 0
    failures: tuple[Failure, ...] = field(default=())


def records(
    inputs: Sequence[str | Path], *, pipeline: Pipeline, stdin: BinaryIO | None = None
) -> Iterator[ArticleRecord | Failure]:
    """Records of the inputs, in order; one that fails gives a `Failure` and the rest go on."""
    for item in read(inputs, stdin=stdin):
        yield item if isinstance(item, Failure) else _guarded(item, pipeline)


def build(
    inputs: Sequence[str | Path],
    folder: Path,
    *,
    pipeline: Pipeline | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Create or extend the graph in a folder; one transaction an article.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
        DataError, ModelError: the lists or the language model do not load.
    """
    from graphkit.store import Store

    pipeline = pipeline or Pipeline()
    added = unchanged = claims = done = 0
    failures: list[Failure] = []
    with Store.open(folder, create=True).writer() as writer:
        for item in read(inputs, stdin=stdin):
            done += 1
            if isinstance(item, Document) and writer.has(item.key):
                unchanged += 1
                source = item.id
            else:
                outcome = item if isinstance(item, Failure) else _guarded(item, pipeline)
                if isinstance(outcome, Failure):
                    failures.append(outcome)
                    source = outcome.source
                else:
                    writer.add(outcome)
                    added += 1
                    claims += len(outcome.claims)
                    source = outcome.document.id
            if on_progress is not None:
                on_progress(Progress(done, source, claims, len(failures)))
    return BuildReport(added, unchanged, claims, writer.replaced, tuple(failures))


def _guarded(document: Document, pipeline: Pipeline) -> ArticleRecord | Failure:
    """One article that cannot be read must not end the run of a thousand."""
    try:
        return pipeline.read(document)
    except GraphkitError as error:
        return Failure(document.id, str(error))
    except (ValueError, IndexError, KeyError, RecursionError, MemoryError) as error:
        return Failure(document.id, f"could not be read: {type(error).__name__}: {error}")
