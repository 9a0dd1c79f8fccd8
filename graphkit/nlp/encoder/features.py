"""Features of the network's heads in addition to the encoder states: word shapes, distances, similarity of names.

Training and inference share this module, so that both use the same features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.nlp.encoder.windows import Word

Ints = NDArray[np.int64]
# Relation families and statuses, in the order of the heads' columns.
FAMILIES = ("supports", "allied_with", "cooperates_with", "negotiates_with", "requests", "opposes", "sanctions", "attacks", "leads", "member_of", "controls")
STATUSES = ("asserted", "alleged", "possible", "negated")
KINDS = ("person", "country", "government", "armed_group", "organisation", "party", "bloc", "place", "people")
PRONOUNS = frozenset("he she it they him her them his its their hers theirs we us our i my me who which that whose itself himself themselves you your herself ourselves".split())
# Sizes of the embeddings indexed by the features below.
SHAPES, DISTANCES, LIKENESSES, APART = 8, 24, 64, 3
# Maximum pairs per window; 268 windows of news have a median of 482 and at most 2,804.
MOST_PAIRS = 3_000
_CLOSING = frozenset("\"'”’»)]")
_NO_NAMES = frozenset(("the", "of", "a", "in"))


class Pair(NamedTuple):
    """Subject and object of a possible relation, as indices into the mentions of a window."""

    subject: int
    object: int


class Bounds(NamedTuple):
    """Word positions of a mention in its window, end exclusive."""

    start: int
    end: int


def shape(word: str) -> int:
    """Return the letter-case class of a word, 1 to 7; the encoder is uncased. 0 is reserved for special tokens."""
    if word.isdigit():
        return 1
    if not any(letter.isalpha() for letter in word):
        return 2
    if word.islower():
        return 3
    if word.isupper():
        return 4 if len(word) > 1 else 5
    return 6 if word[0].isupper() and word[1:].islower() else 7


def pairs_in(window: Sequence[Word], mentions: Sequence[Bounds], most: int = MOST_PAIRS, *, across: bool = False) -> list[Pair]:
    """Return the ordered pairs of mentions in the same sentence, or in adjacent ones if the first ends with punctuation.

    A line without final punctuation is a headline, a list item or a table cell, which the next line does not continue. A
    semicolon does not count either: the clauses on both sides have their own subjects and objects.

    Args:
        window: its words.
        mentions: in order.
        most: above this number, only nearby mentions are paired, so that a text full of mentions takes no longer.
        across: whether to ignore both restrictions on adjacent sentences, as in training.
    """
    sentences = [window[mention.start].sentence for mention in mentions]
    held = Counter(sentences)
    several = sum(number * (number - 1 + 2 * held[sentence + 1]) for sentence, number in list(held.items()))
    reach = len(mentions) if several <= most else max(1, most // (2 * len(mentions)))
    near = ((i, range(max(0, i - reach), min(len(mentions), i + reach + 1))) for i in range(len(mentions)))
    # "X 'will arm Y'" does not end either.
    ended = {word.sentence: across or not (word.text[-1].isalnum() or word.text == ";") for word in window if across or word.text not in _CLOSING}
    return [Pair(i, j) for i, others in near for j in others if i != j and _together(sentences[i], sentences[j], ended)]


def _together(one: int, other: int, ended: Mapping[int, bool]) -> bool:
    return one == other or (abs(one - other) == 1 and ended.get(min(one, other), False))


def stretches(mentions: Sequence[Bounds], pairs: Sequence[Pair]) -> Ints:
    """Return the words between the mentions of each pair, K x 2, end exclusive; the last word of the first if there are none."""
    return np.array([_stretch(mentions[pair.subject], mentions[pair.object]) for pair in pairs], dtype=np.int64).reshape(-1, 2)


def _stretch(one: Bounds, other: Bounds) -> Bounds:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return Bounds(start, end) if start < end else Bounds(start - 1, start)


def distances(mentions: Sequence[Bounds], pairs: Sequence[Pair]) -> Ints:
    """Return the class of each pair's distance in words, 0 to 11; plus 12 if the object comes first."""
    return np.array([_distance(mentions[pair.subject], mentions[pair.object]) for pair in pairs], dtype=np.int64)


def _distance(subject: Bounds, object_: Bounds) -> int:
    words = max(0, max(subject.start, object_.start) - min(subject.end, object_.end))
    near = words if words < 6 else min(11, 6 + (words - 6) // 8)
    return near + (12 if subject.start > object_.start else 0)


def likenesses(window: Sequence[Word], mentions: Sequence[Bounds]) -> Ints:
    """Return a class for each mention (row) and earlier mention (column), N x N: similarity, pronoun flags, sentence distance."""
    found = np.zeros((len(mentions), len(mentions)), dtype=np.int64)
    names = [_MentionWords(window, mention) for mention in mentions]
    for i, later in enumerate(names):
        for j, earlier in enumerate(names[:i]):
            apart = min(later.sentence - earlier.sentence, 3)
            found[i, j] = later.likeness(earlier) * 16 + later.is_pronoun * 8 + earlier.is_pronoun * 4 + apart
    return found


class _MentionWords:
    """The words of a mention, prepared for comparison."""

    def __init__(self, window: Sequence[Word], mention: Bounds) -> None:
        words = [word.text for word in window[mention.start : mention.end]]
        self.sentence = window[mention.start].sentence
        self.text = " ".join(words).lower()
        self.is_pronoun = self.text in PRONOUNS
        self.capitals = {word for word in words if word[0].isupper() and len(word) > 2}
        self.words = set(self.text.split()) - _NO_NAMES

    def likeness(self, other: _MentionWords) -> int:
        """Return 3 for the same words, 2 for a common capitalised word, 1 for any common word, else 0."""
        if self.text == other.text:
            return 3
        if self.capitals & other.capitals:
            return 2
        return 1 if self.words & other.words else 0


def spans_of(tags: Sequence[int], sentences: Sequence[int]) -> Iterator[Bounds]:
    """Yield mentions from the tags of words (0 outside, 1 begin, 2 inside); none crosses a sentence boundary."""
    start: int | None = None
    for i, tag in enumerate((*tags, 0)):
        if start is not None and (tag != 2 or sentences[i] != sentences[start]):
            yield Bounds(start, i)
            start = None
        if tag == 1 or (tag == 2 and start is None):
            start = i
