"""Shows the parser familiar words in place of known names.

A small parser has seen few names, and stumbles over the others: it cuts "Lashkar-e-Taiba"
in two sentences and takes "Abu Dhabi denies" for a noun. A known name is therefore shown
to it as one word that its treebanks hold often; what comes back is put on the real words.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.model import KnownName

# Words that the treebanks hold often, by kind of name; in turn, so that a list is not one word thrice.
_STAND_INS = {
    "LOC": ("Iraq", "Iran", "China"),
    "PLACE": ("Baghdad", "London", "Paris"),
    "ORG": ("NATO", "Google", "Enron"),
    "PERSON": ("Bush", "Saddam", "Kerry"),
    "NORP": ("Iraqi", "Iranian", "Syrian"),
    "TITLE": ("president",),
    "NORPS": ("Iraqis", "Iranians", "Syrians"),
}
# Before these a name stands as an adjective: "by al-Shabaab militants".
_FOLLOWERS = frozenset(
    "militants fighters forces rebels troops officials soldiers leader leaders gunmen insurgents positions government "
    "commander commanders convoy base bases targets army airstrikes strikes guerrillas militiamen militia officers "
    "spokesman diplomats peacekeepers mercenaries warplanes jets drones separatists authorities police members".split()
)
_DASHES = "-\u2013\u2014/"


@dataclass(frozen=True, slots=True)
class Shown:
    """A word as the parser sees it: `text` stands in the piece from `start` to `end`."""

    word: str
    text: str
    start: int
    end: int
    space: bool
    label: str = ""


def shown_words(doc: Any, offset: int, names: Sequence[KnownName]) -> list[Shown]:
    """The words of a piece, each known name made one familiar word.

    Args:
        doc: the tokens of the piece.
        offset: where the piece begins in the document.
        names: known names of the document, in order; those outside the piece are passed over.
    """
    text = doc.text
    first = bisect_left(names, offset, key=lambda name: name.start)
    last = bisect_left(names, offset + len(text), key=lambda name: name.start)
    here = [(name.start - offset, name.end - offset, name.label) for name in names[first:last]]
    cuts = {position for start, end, _ in here for position in (start, end)}
    words = [part for word in doc for part in _cut(word, cuts)]
    shown: list[Shown] = []
    at = 0
    for begin, end, label in _spans(words, here):
        shown += words[at:begin]
        shown.append(_masked(text, words, begin, end, label))
        at = end
    return shown + words[at:]


def _cut(word: Any, cuts: set[int]) -> Iterator[Shown]:
    """A token, cut where a name begins or ends within it: at hyphens ("U.S.-Iraq"), before the full stop ("SPLM-N.")."""
    start, text, space = word.idx, word.text, bool(word.whitespace_)
    inside = sorted(c - start for c in cuts if start < c < start + len(text))
    places = [c for c in inside if text[c - 1] in _DASHES or text[c] in _DASHES or text[c:] == "."]
    edges = sorted({0, len(text), *places})
    for left, right in itertools.pairwise(edges):
        part = text[left:right]
        yield Shown(part, part, start + left, start + right, space and right == len(text))


def _spans(words: Sequence[Shown], names: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Positions of the words of each name that begins and ends with words."""
    begins = {word.start: i for i, word in enumerate(words)}
    ends = {word.end: i + 1 for i, word in enumerate(words)}
    for start, end, label in names:
        first, last = begins.get(start), ends.get(end)
        if first is not None and last is not None and label in _STAND_INS and not _part_of_longer(words, first, last):
            yield first, last, label


def _part_of_longer(words: Sequence[Shown], first: int, last: int) -> bool:
    """ "Jordan Henderson": one known word before an unknown capitalised one may be another's name."""
    behind = words[last].text if last < len(words) else ""
    return last - first == 1 and behind[:1].isupper() and behind[1:].islower() and behind.isalpha()


def _masked(text: str, words: Sequence[Shown], first: int, last: int, label: str) -> Shown:
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
    return Shown(word, text[start:end], start, end, words[last - 1].space, label)
