"""Limits on word length, sentence length and tree depth, so that reading time grows linearly with the text.

They are far above what occurs in newspapers: of 30,000 sentences the longest had 125 tokens, and the longest word, an
address, 102 letters. Only data within a text (base64, a table without spaces, a row of dashes) exceeds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.model import LONG_WORD
from graphkit.nlp.tree import Token

# Maximum tokens of a sentence (a vote's list of states is long), and maximum depth of a token in its tree.
LONGEST_SENTENCE, DEEPEST = 320, 40


def without_long_words(text: str) -> str:
    """Replace overlong words with blanks of the same length."""
    return LONG_WORD.sub(lambda match: " " * len(match[0]), text)


def split_long(sentence: Any) -> Iterator[Any]:
    """Yield a sentence (a spaCy span), split after a comma or at any token if it is too long."""
    while len(sentence) > LONGEST_SENTENCE:
        commas = (i for i in range(LONGEST_SENTENCE, LONGEST_SENTENCE // 2, -1) if sentence[i - 1].text == ",")
        at = next(commas, LONGEST_SENTENCE)
        yield sentence[:at]
        sentence = sentence[at:]
    yield sentence


def flatten(tokens: Sequence[Token]) -> None:
    """Attach tokens below the maximum depth to the root, in place, because trees are walked recursively."""
    for root in [token for token in tokens if token.head is None]:
        level, depth = [root], 0
        while level:
            below = [child for token in level for child in token.children]
            if depth >= DEEPEST:
                _attach_to(below, root)
            level, depth = below, depth + 1


def _attach_to(tokens: Sequence[Token], root: Token) -> None:
    for token in tokens:
        if token.head is not None and token.head is not root:
            token.head.children.remove(token)
            token.head, token.dep = root, "dep"
            root.children.append(token)
    root.children.sort(key=lambda child: child.i)
