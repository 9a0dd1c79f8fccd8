"""Training examples of the verdict: what the frames and the network read in annotated news, and which of it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphkit.assemble.claims import Maker
from graphkit.assemble.verdict import Group, weighed_groups
from graphkit.documents import read
from graphkit.evaluate import Passage, score
from graphkit.export.rows import claim_row
from graphkit.extract.base import Setup
from graphkit.extract.dependency import DependencyExtractor
from graphkit.extract.learned.hybrid import HybridExtractor
from graphkit.model import Actor, Document
from graphkit.nlp.encoder import Network
from graphkit.ontology import load_vocabulary
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.linker import Linker
from graphkit.resolve.offices import load_offices


@dataclass(frozen=True, slots=True)
class Candidate:
    """A relation read by the frames or the network.

    Attributes:
        passage: id of the text.
        features: features that the verdict weighs.
        rows: its claims as they would be printed.
        right: whether the gold has it, whatever its status.
    """

    passage: str
    features: Mapping[str, float]
    rows: Sequence[Mapping[str, Any]]
    right: bool


class Judge:
    """Read passages as graphkit does, up to the verdict.

    Args:
        network: folder of an exported network that was not trained on them.
    """

    def __init__(self, network: Path) -> None:
        """Load the pipeline and the network."""
        gazetteer = load_gazetteer()
        self._reader = HybridExtractor(DependencyExtractor.of(Setup(gazetteer)), Network(network))
        self._linker = Linker(gazetteer, load_offices())
        self._vocabulary = load_vocabulary()

    def candidates(self, passages: Iterable[tuple[Passage, Document]]) -> Iterator[Candidate]:
        """Yield every possible claim, in order.

        Args:
            passages: pairs of annotated passage and document to read.
        """
        for passage, document in passages:
            for features, rows in self.readings(document):
                yield Candidate(passage.id, features, rows, score([passage], rows[:1]).levels["typed"].hit > 0)

    def readings(self, document: Document) -> Iterator[tuple[dict[str, float], list[Mapping[str, Any]]]]:
        """Yield the features and the printed claims of every possible claim in a text."""
        reading = self._reader.extract(document)
        decided = self._linker.resolve(document, reading)
        maker = Maker(document, reading, decided.actors, self._vocabulary, decided.bodies, decided.groups)
        stated = list(maker.stated())
        named = {i: replace(actor, name=decided.names.get(i, actor.name)) for i, actor in maker.actors.items()}
        for group, features in weighed_groups(stated, maker, reading, self._vocabulary):
            rows = list(_rows(group, document, named))
            if rows:
                yield features, rows


def documents(file: Path) -> dict[str, Document]:
    """Return the texts of a file by id, read as any other file."""
    return {item.id: item for item in read([file]) if isinstance(item, Document)}


def _rows(group: Group, document: Document, actors: Mapping[str, Actor]) -> Iterator[Mapping[str, Any]]:
    for stated in group.framed or [group.best]:
        row = claim_row(stated.claim, document.id, actors)
        if row is not None:
            yield row
