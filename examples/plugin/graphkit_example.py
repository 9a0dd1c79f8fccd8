"""The three kinds of plug-in: a reader, an extractor and an exporter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from graphkit.errors import DocumentError
from graphkit.extract.base import Setup
from graphkit.model import Document, Failure, Mention, Reading, RelationMention, Span
from graphkit.store import View


class TelegramReader:
    """Read .telegram files: messages of one channel, separated by lines of ===."""

    endings = (".telegram",)
    streamed = False

    def read(self, stream: BinaryIO, name: str, source: str) -> Iterator[Document | Failure]:
        """Yield one document per message; `name` is the file name without its suffix."""
        text = stream.read().decode("utf-8", errors="replace")
        if not text.strip():
            raise DocumentError("the file holds no message")
        for number, message in enumerate(text.split("\n===\n"), start=1):
            if message.strip():
                yield Document(f"{name}-{number}", message.strip(), outlet=f"{name} (channel)")
            else:
                yield Failure(f"{source}:{number}", "the message is empty")


class SloganExtractor:
    """Extract slogans: "Velavia stands with the Northern Front"."""

    name = "slogans/0.1"
    _slogan = re.compile(r"\b([A-Z]\w+) stands with (?:the )?([A-Z][\w ]*\w)")

    def __init__(self, setup: Setup) -> None:
        """`setup` has the known names, the user's frames and the language model, if any."""

    def extract(self, document: Document) -> Reading:
        """Return the mentions, and the relations between them by index."""
        mentions: list[Mention] = []
        relations: list[RelationMention] = []
        for found in self._slogan.finditer(document.text):
            for group in (1, 2):
                start, end = found.span(group)
                mentions.append(Mention(len(mentions), start, end, found.group(group), "name", found.group(group).split()[-1].lower(), "ORG"))
            relations.append(RelationMention(len(mentions) - 2, "supports", len(mentions) - 1, Span(*found.span()), score=0.6, frame="slogan"))
        return Reading(tuple(mentions), tuple(relations), self.name)


class EdgeList:
    """Write one tie per line: subject, relation, object, separated by tabs."""

    def __call__(self, view: View, part: str) -> bytes:
        """Return the file; `part` is direct, claims or all."""
        lines = sorted({f"{c.subject}\t{c.predicate}\t{c.object}\n" for c in view.claims() if c.lifecycle == "active"})
        return "".join(lines).encode()
