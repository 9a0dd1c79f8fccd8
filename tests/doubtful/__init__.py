"""Sentences of our own in which an event stands as a noun with its doer and target: 95 say that it is none (feared, planned, called
off, alleged ...), 65 that it is one, in words that tempt a reader of single words. Nobody who wrote rules or training text saw them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.pipeline import Pipeline

SENTENCES = Path(__file__).resolve().parent / "sentences.tsv"


def rows() -> list[tuple[str, str, str]]:
    """Sentence, family of the event, and "hedged" or "asserted"."""
    lines = (line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines())
    return [(text, family, wanted) for text, _, family, _, wanted in lines]


def shares(pipeline: Pipeline) -> Iterator[tuple[str, float]]:
    """Of events that are none, how many are no plain claim; of those that are, how many are one."""
    from graphkit.export import record_rows
    from graphkit.model import Document, Failure

    plain: dict[str, list[bool]] = {"hedged": [], "asserted": []}
    for number, (text, family, wanted) in enumerate(rows()):
        record = pipeline.read(Document(str(number), text))
        claims = [] if isinstance(record, Failure) else list(record_rows(record))
        plain[wanted].append(any(claim["relation"] == family and claim["status"] == "asserted" for claim in claims))
    yield "doubtful events that are no plain claim", round(plain["hedged"].count(False) / len(plain["hedged"]), 3)
    yield "facts in doubtful company that are plain", round(plain["asserted"].count(True) / len(plain["asserted"]), 3)
