"""Finds what stands before the words of a line: the date of an entry, a time of day, a number, the speaker of a turn.

These are no part of the sentence behind them, whose parse they spoil.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAYS = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?"
_DATE = rf"(?:{_WEEKDAY}(?:{_MONTH} {_DAYS}|{_DAYS} (?:of )?{_MONTH})(?:,? {_YEAR})?|(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])?{_MONTH}(?: {_YEAR})?|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}|{_YEAR})"
_ENTRY = re.compile(rf"^[ \t]*(?P<date>{_DATE})(?:[ \t]*(?:[:–—|][ \t]*(?=[^\W\d])|[ \t]-[ \t]+)|[ \t]*:?[ \t]*$)", re.MULTILINE)
# Fewer lines with a date are datelines, or days of publication.
_FEWEST_ENTRIES = 3
_ZONE = r"(?:[ \t]?(?:[ap]\.?m\b\.?|AM\b|PM\b))?(?:[ \t](?:GMT|UTC|[A-Z]{1,3}T)\b)?"
_CLOCK = rf"(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?{_ZONE}"
_TIME = re.compile(rf"^[ \t]*(?:[\[(]{_CLOCK}[\])]|{_CLOCK})(?:[ \t]*[-–—:|]+[ \t]+|[ \t]+(?=[^\W\d_a-z])|[ \t]*$)", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)|(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}\.\d{1,2}\.?|\d{1,2}/\d{1,2}(?:[ \t]*[|:])?)[ \t]+(?=[\"'“‘(]?[^\W\d_a-z])", re.MULTILINE)
_WORD = r"(?:[^\W\d_a-z][\w.'’-]*|for|of|the|and|to|al|el|bin|bint|ibn|de|da|di|del|der|van|von)"
# "Ana Lopez (York):", "MR LOPEZ:"; in records of parliaments also "Senator LOPEZ.", in interviews "Q."
_SPEAKER = re.compile(rf"^[ \t]*(?P<name>{_WORD}(?: {_WORD}){{0,7}})(?P<more>(?: ?[(\[][^()\[\]\n]{{1,60}}[)\]]){{0,3}}(?:, [^\n:.!?;]{{1,60}})?) ?:(?=[ \t]+\S|[ \t]*\n)|^[ \t]*(?P<short>[QA]|(?:Mr|Mrs|Ms|Dr|Senator|Chairman|Chair|Secretary|Representative|General)\.? [^\W\d_a-z][^\Wa-z]+)\.(?=[ \t]+\S)", re.MULTILINE)
_LONGEST_HEAD = 80
_ENDS = (".", "!", "?", "…", ".”", "?”", "!”", '."', '?"', '!"', ")")
TITLED = re.compile(r"(?:mrs?|ms|miss|dr|sir|dame|lord|lady|senator|representative|chair|chairman|president|minister|secretary|ambassador|general|colonel)\b\.?\s", re.IGNORECASE)
_EMPTY_LINE, _LINE = re.compile(r"\n[ \t]*\n"), re.compile(r"\S[^\n]*")
_QUESTION, _ANSWER = frozenset(("q", "question", "interviewer", "moderator", "reporter", "journalist")), frozenset(("a", "answer"))


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a dialogue.

    Attributes:
        label: the name of the speaker, as it stands at the start of the line.
        at, cut: offset of the label, and of the blank or line break behind its colon.
        end: end of the words of the turn, which begin at `cut`.
        kind: "name" of a speaker, "question" or "answer" if the label says no more, else "other".
    """

    label: str
    at: int
    cut: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a chronology: its date as written, and the offsets of its words."""

    date: str
    start: int
    end: int


def without_heads(text: str) -> str:
    """Return a text of the same length with blanks for dates, times and numbers at starts of lines, and a line break behind each speaker."""
    dates = _ENTRY if sum(1 for _ in _ENTRY.finditer(text)) >= _FEWEST_ENTRIES else None
    for head in filter(None, (dates, _TIME, _ITEM)):
        text = head.sub(lambda match: " " * len(match[0]), text)
    cuts = {turn.cut for turn in turns(text)}
    return "".join("\n" if at in cuts else letter for at, letter in enumerate(text)) if cuts else text


def head_of_line(text: str, start: int) -> int:
    """Return where the words of a line, or of an item within one, begin: behind the date, time or number before them."""
    line = text[start : start + _LONGEST_HEAD].partition("\n")[0]
    heads = (head.match(line) for head in (_ENTRY, _TIME, _ITEM))
    return start + next((head.end() for head in heads if head is not None), 0)


def turns(text: str) -> list[Turn]:
    """Return the turns of a dialogue; none if no speaker has two.

    A turn goes on up to the next speaker. If that is the same one, or there is none, what stands behind an empty line may be by
    somebody else, such as a question without a speaker.
    """
    # A title has a colon too ("X: the heir"), but no end of a sentence.
    found = [match for match in _SPEAKER.finditer(text) if (line := _LINE.search(text, match.end())) is not None and line[0].rstrip().endswith(_ENDS)]
    # "Marko Petrović:" and later "Petrović:".
    names = [match["name"] or match["short"] for match in found]
    keys = [name.split()[-1].lower() for name in names]
    times = Counter(keys)
    if len(keys) == len(times):
        return []
    made = []
    for match, name, key, after, other in zip(found, names, keys, [*found[1:], None], [*keys[1:], ""], strict=True):
        close = after.start() if after is not None else len(text)
        if after is None or key == other:
            words = _LINE.search(text, match.end())
            block = _EMPTY_LINE.search(text, words.start() if words is not None else close, close)
            close = block.start() if block is not None else words.end() if words is not None else close
        made.append(Turn(name, match.end() - len(match[0].lstrip()), match.end(), close, _kind(name, times[key], match["more"] or "")))
    return made


def _kind(name: str, times: int, more: str) -> str:
    """Return what a label says: who speaks, if it stands there twice, or with a title or brackets, or only that somebody asks or answers."""
    word = name.lower()
    named = times > 1 or more.lstrip().startswith(("(", "[")) or TITLED.match(word)
    return "question" if word in _QUESTION else "answer" if word in _ANSWER else "name" if named else "other"


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of a chronology, in order; each goes on to the end of its line, below a date on its own line to the next one."""
    found = list(_ENTRY.finditer(text))
    if len(found) < _FEWEST_ENTRIES:
        return
    for match, after in zip(found, [*found[1:], None], strict=True):
        own = text[match.end() : match.end() + 1] not in ("\n", "")
        line = _LINE.search(text, match.end())
        close = line.end() if line is not None else len(text)
        yield Entry(match["date"], match.end(), close if own or after is None else after.start())
