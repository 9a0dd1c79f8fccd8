"""Bounds on what is read, so that no text costs more than its length: far above what is written in newspapers.

Of 30,000 sentences of newspapers the longest had 125 tokens, and the longest word, an address, 102
letters. Data that landed in a text (base64, a table without spaces, a row of dashes) goes beyond.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.model import LONG_WORD
from graphkit.nlp.tree import Token

# Tokens of a sentence (a vote's list of states is long), steps from a token to its root.
LONGEST_SENTENCE, DEEPEST = 320, 40


def without_long_words(text: str) -> str:
    """The text with blanks in place of words that are none; its length stays."""
    return LONG_WORD.sub(lambda match: " " * len(match[0]), text)


def bearable(sentence: Any) -> Iterator[Any]:
    """A sentence (spaCy's span), cut after a comma or anywhere where it is longer than any."""
    while len(sentence) > LONGEST_SENTENCE:
        commas = (i for i in range(LONGEST_SENTENCE, LONGEST_SENTENCE // 2, -1) if sentence[i - 1].text == ",")
        at = next(commas, LONGEST_SENTENCE)
        yield sentence[:at]
        sentence = sentence[at:]
    yield sentence


def flatten(tokens: Sequence[Token]) -> None:
    """Hang on the root, in place, what is deeper in a tree than any sentence goes: trees are walked recursively."""
    for root in [token for token in tokens if token.head is None]:
        level, depth = [root], 0
        while level:
            below = [child for token in level for child in token.children]
            if depth >= DEEPEST:
                _move(below, root)
            level, depth = below, depth + 1


def _move(tokens: Sequence[Token], root: Token) -> None:
    for token in tokens:
        if token.head is not None and token.head is not root:
            token.head.children.remove(token)
            token.head, token.dep = root, "dep"
            root.children.append(token)
    root.children.sort(key=lambda child: child.i)
