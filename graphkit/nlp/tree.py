"""Parsed sentences as plain values: tokens with their heads and children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Token:
    """A word of a sentence.

    Attributes:
        i: position in the sentence.
        start, end: offsets into the document, in code points.
        dep: Universal Dependencies relation.
        head: None for the root.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: Token | None = None
    children: list[Token] = field(default_factory=list)

    def get(self, *deps: str) -> list[Token]:
        """Children with one of these relations, in text order."""
        return [child for child in self.children if child.dep in deps]

    def first(self, *deps: str) -> Token | None:
        """First child with one of these relations, or None."""
        return next((child for child in self.children if child.dep in deps), None)

    def ancestors(self) -> Iterator[Token]:
        """Yield the head, its head, and so on up to the root."""
        token = self.head
        while token is not None:
            yield token
            token = token.head

    def subtree(self) -> Iterator[Token]:
        """Yield the token and all its descendants, unordered."""
        stack = [self]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(token.children)

    def __repr__(self) -> str:
        """The word and its relation, for debugging."""
        return f"{self.text}/{self.dep}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of tokens that the model labels as a name: token positions, end exclusive."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its index in the document, its tokens and its names."""

    index: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        return self.tokens[-1].end

    @property
    def root(self) -> Token:
        """The token without a head."""
        return next(token for token in self.tokens if token.head is None)
