"""Shows the parser familiar words in place of known names.

A small parser has seen few names, and stumbles over the others: it cuts "Lashkar-e-Taiba"
in two sentences and takes "Abu Dhabi denies" for a noun. A known name is therefore shown
to it as one word that its treebanks hold often; what comes back is put on the real words.
"""

from __future__ import annotations

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
    "NORPS": ("Iraqis", "Iranians", "Syrians"),
}


_FOLLOWERS = frozenset(
    "militants fighters forces rebels troops officials soldiers leader leaders gunmen insurgents positions government "
    "commander commanders convoy base bases targets army airstrikes strikes guerrillas militiamen militia officers "
    "spokesman diplomats peacekeepers mercenaries warplanes jets drones separatists authorities police members".split()
)


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
    words: list[Shown] = []
    at = 0
    for first, last, name in _spans(doc, offset, names):
        words += (_plain(word) for word in doc[at:first])
        words.append(_masked(doc, first, last, name, len(words)))
        at = last
    words += (_plain(word) for word in doc[at:])
    return words


def _spans(doc: Any, offset: int, names: Sequence[KnownName]) -> Iterator[tuple[int, int, KnownName]]:
    """Token positions of the names that begin and end with tokens."""
    first = bisect_left(names, offset, key=lambda name: name.start)
    for name in names[first:]:
        if name.start - offset >= len(doc.text):
            return
        span = doc.char_span(name.start - offset, name.end - offset)
        if span is not None and name.label in _STAND_INS and not _part_of_longer(doc, span.start, span.end):
            yield span.start, span.end, name


def _part_of_longer(doc: Any, first: int, last: int) -> bool:
    """ "Jordan Henderson": one known word before an unknown capitalised one may be another's name."""
    behind = doc[last].text if last < len(doc) else ""
    return last - first == 1 and behind[:1].isupper() and behind[1:].islower() and behind.isalpha()


def _plain(word: Any) -> Shown:
    return Shown(word.text, word.text, word.idx, word.idx + len(word), bool(word.whitespace_))


def _masked(doc: Any, first: int, last: int, name: KnownName, turn: int) -> Shown:
    following = doc[last].text if last < len(doc) else ""
    if name.label in ("ORG", "PLACE", "LOC") and following in _FOLLOWERS:
        # "by al-Shabaab militants": a name that stands as an adjective.
        word = _STAND_INS["NORP"][turn % len(_STAND_INS["NORP"])]
        return Shown(word, doc.text[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])], doc[first].idx, doc[last - 1].idx + len(doc[last - 1]), bool(doc[last - 1].whitespace_), name.label)
    plural = name.label == "NORP" and doc[last - 1].text.endswith(("s", "S")) and doc[last - 1].text != "Swiss"
    choices = _STAND_INS["NORPS" if plural else name.label]
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    space = bool(doc[last - 1].whitespace_)
    return Shown(choices[turn % len(choices)], doc.text[start:end], start, end, space, name.label)
