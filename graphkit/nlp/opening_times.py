"""Shows the parser a comma behind a time that opens a sentence: without it, "On 3 May Turkey bombed Y" has no subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.nlp.masks import MaskedWord
from graphkit.nlp.words import words

_OPENERS, _INSIDE = frozenset(words("openings of times")), frozenset(words("words of times"))
_MONTHS, _UNITS = frozenset(words("calendar")), frozenset(words("units of time"))
_DAY, _YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?"), re.compile(r"[12]\d{3}")
_MARKS = (".", "!", "?", '"', "\n")
_LONGEST = 8


def with_commas(tokens: Sequence[MaskedWord]) -> list[MaskedWord]:
    """Return the words with a comma of no text behind each time that opens a sentence right before a name."""
    places = set(_places(tokens))
    if not places:
        return list(tokens)
    shown: list[MaskedWord] = []
    for i, word in enumerate(tokens):
        if i in places:
            shown[-1] = replace(shown[-1], space=False)
            shown.append(MaskedWord(",", "", word.start, word.start, space=True))
        shown.append(word)
    return shown


def _places(tokens: Sequence[MaskedWord]) -> Iterator[int]:
    """Yield the positions of the names behind such times."""
    for first, word in enumerate(tokens):
        if word.label or not word.word[:1].isupper() or word.word.lower() not in _OPENERS or (first and not tokens[first - 1].word.startswith(_MARKS)):
            continue
        last = first
        while last + 1 < min(len(tokens), first + _LONGEST) and _is_of_time(tokens[last + 1]):
            last += 1
        behind = tokens[last + 1] if last + 1 < len(tokens) else None
        if last > first and behind is not None and (behind.label or behind.word[:1].isupper()) and _ends_time(tokens[last], tokens[last - 1]):
            yield last + 1


def _is_of_time(word: MaskedWord) -> bool:
    said = word.word.lower()
    return not word.label and (said in _INSIDE or said in _MONTHS or said in _UNITS or _DAY.fullmatch(said) is not None or _YEAR.fullmatch(said) is not None)


def _ends_time(word: MaskedWord, before: MaskedWord) -> bool:
    """Whether a time may end in a word: a unit, month, day or year, not "two", "The Second" or "the 2004" of an election."""
    said, ahead = word.word.lower(), before.word.lower()
    if said in _UNITS:
        return True
    day = _DAY.fullmatch(said) is not None and (ahead in _MONTHS or not said.isdigit())
    return ahead != "the" and (said in _MONTHS or day or _YEAR.fullmatch(said) is not None)
