"""Sentences of annotated news as separate texts, because users also pass single sentences, which read differently
without the rest of their article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.evaluate import Passage
from graphkit.model import Document
from graphkit.nlp.encoder import sentences_in


def alone(passages: Sequence[Passage], documents: Mapping[str, Document]) -> Iterator[tuple[Passage, Document]]:
    """Yield each sentence that states a relation between two actors named in it, as a passage and a document.

    Args:
        passages: annotated passages.
        documents: documents by passage id, for the day of publication.
    """
    for passage in passages:
        for number, (start, end) in enumerate(sentences_in(passage.text, clauses=True)):
            stated = tuple(r for r in passage.relations if _states(r, passage.text, start, end))
            if stated:
                one = replace(passage, id=f"{passage.id}.{number}", text=passage.text[start:end].strip(), relations=stated)
                yield one, replace(documents[passage.id], id=one.id, text=one.text, place=None)


def _states(relation: Mapping[str, str], text: str, start: int, end: int) -> bool:
    at = text.find(relation.get("evidence") or text)
    names = all((relation.get(f"{part}_mention") or text) in text[start:end] for part in ("subject", "object"))
    return names and at < end and start < at + len(relation.get("evidence") or "")
