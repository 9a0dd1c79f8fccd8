"""Replaces known names with familiar words for the parser.

A small parser has seen few names: it splits "Lashkar-e-Taiba" into two sentences and takes "Abu Dhabi denies" for a
noun. It therefore sees each known name as one word that is frequent in its treebanks; the result is mapped back.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.model import KnownName

# Frequent words of the treebanks by kind of name; they rotate, so that a list does not repeat one word.
_STAND_INS = {
    "LOC": ("Iraq", "Iran", "China"),
    "PLACE": ("Baghdad", "London", "Paris"),
    "ORG": ("NATO", "Google", "Enron"),
    "PERSON": ("Bush", "Saddam", "Kerry"),
    "NORP": ("Iraqi", "Iranian", "Syrian"),
    "TITLE": ("president",),
    "NORPS": ("Iraqis", "Iranians", "Syrians"),
}
# Before these nouns a name acts as an adjective: "by al-Shabaab militants".
_FOLLOWERS = frozenset(
    "militants fighters forces rebels troops officials soldiers leader leaders gunmen insurgents positions government "
    "commander commanders convoy base bases targets army airstrikes strikes guerrillas militiamen militia officers "
    "spokesman diplomats peacekeepers mercenaries warplanes jets drones separatists authorities police members".split()
)
_DASHES = "-\u2013\u2014/"


@dataclass(frozen=True, slots=True)
class MaskedWord:
    """A word as the parser sees it; `text` is its span from `start` to `end` in the piece."""

    word: str
    text: str
    start: int
    end: int
    space: bool
    label: str = ""


def masked_words(doc: Any, offset: int, names: Sequence[KnownName]) -> list[MaskedWord]:
    """Return the words of a piece, with each known name replaced by one familiar word.

    Args:
        doc: the tokens of the piece.
        offset: offset of the piece in the document.
        names: known names of the document, in order; those outside the piece are ignored.
    """
    text = doc.text
    first = bisect_left(names, offset, key=lambda name: name.start)
    last = bisect_left(names, offset + len(text), key=lambda name: name.start)
    here = [(name.start - offset, name.end - offset, name.label) for name in names[first:last]]
    cuts = {position for start, end, _ in here for position in (start, end)}
    words = [part for word in doc for part in _split_token(word, cuts)]
    masked: list[MaskedWord] = []
    at = 0
    for begin, end, label in _spans(words, here):
        masked += words[at:begin]
        masked.append(_mask(text, words, begin, end, label))
        at = end
    return masked + words[at:]


def _split_token(word: Any, cuts: set[int]) -> Iterator[MaskedWord]:
    """Yield the parts of a token, split where a name starts or ends: at hyphens ("U.S.-Iraq"), before the full stop ("SPLM-N.")."""
    start, text, space = word.idx, word.text, bool(word.whitespace_)
    inside = sorted(c - start for c in cuts if start < c < start + len(text))
    places = [c for c in inside if text[c - 1] in _DASHES or text[c] in _DASHES or text[c:] == "."]
    edges = sorted({0, len(text), *places})
    for left, right in itertools.pairwise(edges):
        part = text[left:right]
        yield MaskedWord(part, part, start + left, start + right, space and right == len(text))


def _spans(words: Sequence[MaskedWord], names: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the word positions of each name that starts and ends at word boundaries."""
    begins = {word.start: i for i, word in enumerate(words)}
    ends = {word.end: i + 1 for i, word in enumerate(words)}
    for start, end, label in names:
        first, last = begins.get(start), ends.get(end)
        if first is not None and last is not None and label in _STAND_INS and not _part_of_longer(words, first, last):
            yield first, last, label


def _part_of_longer(words: Sequence[MaskedWord], first: int, last: int) -> bool:
    """Whether one known word before an unknown capitalised word may be part of another name ("Jordan Henderson")."""
    behind = words[last].text if last < len(words) else ""
    return last - first == 1 and behind[:1].isupper() and behind[1:].islower() and behind.isalpha()


def _mask(text: str, words: Sequence[MaskedWord], first: int, last: int, label: str) -> MaskedWord:
    start, end = words[first].start, words[last - 1].end
    following = words[last].text if last < len(words) else ""
    adjective = label in ("ORG", "PLACE", "LOC") and following in _FOLLOWERS
    plural = label == "NORP" and text[start:end].endswith(("s", "S")) and text[start:end] != "Swiss"
    # "the Houthis' stronghold": only a plural takes a bare apostrophe.
    plural = plural or (label in ("ORG", "LOC") and following == "'" and text[end - 1] in "sS")
    choices = _STAND_INS["NORP" if adjective else "NORPS" if plural else label]
    word = choices[first % len(choices)]
    if label == "TITLE" and text[start].isupper():
        word = word.capitalize()
    return MaskedWord(word, text[start:end], start, end, words[last - 1].space, label)
