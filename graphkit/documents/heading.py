"""Find headline and date above a plain text or in its dateline; only unambiguous ones are returned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import dropwhile, islice, pairwise, takewhile, zip_longest
from typing import NamedTuple

from graphkit.dates import LABEL, parse_date
from graphkit.documents.dayline import (
    datelines,
    day_beside_name,
    day_of_change,
    days_of,
    exact_day,
    has_dateline,
    is_label_of_release,
    is_labelled,
    with_source,
)
from graphkit.documents.labels import ADDRESS, is_address, label, lines_of
from graphkit.documents.masthead import masthead, outlet_in
from graphkit.model import Precision

# Only the first characters and blocks of a text are searched.
_LETTERS, _BLOCKS, _LONGEST, _LINES = 2000, 4, 200, 4
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ",", ".”", ".\"", "!”", "?”", "。")
_BY = re.compile(r"by\s+[^\W\d_]", re.IGNORECASE)
_LOWER = re.compile(r"\D*?\s[^\W\d_A-Z]{4}")
_LONGEST_OUTLET = 80
# Characters of a summary, and blocks of a text with one: summary, author and day, text.
_SUMMARY, _WITH_SUMMARY = 300, 3
_MORE = re.compile(r"\n|[.!?][\"”’)]?\s")
# Characters of a line with a date, greatest number of days on lines of their own in an article that is no chronology, and
# least number of words of a sentence below one.
_LONGEST_DAY, _DAYS, _LINES_READ, _WORDS = 60, 2, 2_000, 8
# Links of Markdown, and to notes of Obsidian.
_LINK = re.compile(r"\[\[(?P<note>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]|\[(?P<words>[^\[\]]+)\]\((?P<url>[^()\s]+)\)")
# Words of a headline that others stand below, and symbols of documents above one ("SC/15612").
_HEADLINE, _SYMBOL = 4, re.compile(r"[A-Z]{1,6}(?:[/.-][A-Z0-9().]{1,12}){1,6}")
_MAILBOX = re.compile(r"\s*(?:<[^>]*>|\[mailto:[^\]]*\])\s*\Z")


def labelled(text: str) -> dict[str, str]:
    """Return the fields in lines such as "Date: 15 May 2020" at the very top of a text: `title`, `date`, `outlet`, `url`, `author`.

    Only blocks that consist of such lines count, or begin with several, up to the first other block. A line that is an address needs no label. A headline
    may stand above date and outlet or address.
    """
    blocks = _blocks(text)
    said, number = _labelled(blocks)
    if not said and blocks:
        said, number = _below_headline(*blocks[0].partition("\n")[::2], blocks[1:])
    rest = blocks[number:]
    addresses = {line.strip() for block in rest[: _headings(rest)] for line in block.splitlines() if is_address(line)}
    return sound({**({"url": addresses.pop()} if len(addresses) == 1 else {}), **said})


def _below_headline(line: str, below: str, blocks: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the headline with the labelled fields below it, and the number of their blocks; nothing without date and source."""
    said, number = _labelled([*([below] if below.strip() else []), *blocks])
    known = (label(line) or ("", ""))[0]
    if known or "title" in said or "date" not in said or said.keys().isdisjoint(("outlet", "url")) or not _is_heading(line) or days_of(line):
        return {}, 0
    return {**said, "title": line.strip()}, number + (not below.strip())


def is_message(text: str) -> bool:
    """Whether the labels at the top of a text are those of a message."""
    return "sender" in _labelled(_blocks(text))[0]


def _labelled(blocks: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the labelled fields, and the number of blocks with labels."""
    said: dict[str, str] = {}
    for number, block in enumerate(blocks):
        found = [label(line) for line in lines_of(block)]
        known = [value for value in takewhile(bool, found) if value and value[0]]
        # Unknown labels of a site ("Category: …", "Modified: …"), and a text directly below, are accepted next to two known ones.
        if len(known) < len(found) and len({field for field, _ in known}) < 2:
            return said, number
        said = {**dict(reversed(known)), **said}
        if not all(found):
            return said, number
    return said, len(blocks)


def sound(said: dict[str, str]) -> dict[str, str]:
    """Drop implausible values: an outlet that is an address or a sentence, a sender without a message, and an address that is other text."""
    sender = _MAILBOX.sub("", said.pop("sender", "")).strip("\"' ")
    outlet = said.pop("outlet", "") or (sender if {"title", "date"} <= said.keys() else "")
    if link := _LINK.fullmatch(outlet):
        outlet = (link["note"] or link["words"]).strip()
        said.setdefault("url", link["url"] or "")
    if outlet.startswith(ADDRESS):
        said.setdefault("url", outlet)
    elif outlet and len(outlet) <= _LONGEST_OUTLET and ". " not in outlet:
        said["outlet"] = outlet
    said = {**said, **({"url": said["url"].strip("<> ")} if "url" in said else {})}
    return {field: value for field, value in said.items() if field != "url" or value.startswith(ADDRESS)}


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in _BLANK.split(text[:_LETTERS].strip(), maxsplit=_BLOCKS)]


class Heading(NamedTuple):
    """Headline and date above a text.

    Attributes:
        title: the headline, None if there is no clear one.
        day: date of publication, None if there is no clear one.
        unread: a date as written whose order is ambiguous or whose day is missing, else None.
        outlet: name of the newspaper in the head of its page, None if there is none.
    """

    title: str | None
    day: date | None
    unread: str | None = None
    outlet: str | None = None

    @property
    def published(self) -> tuple[date | None, Precision]:
        """The date, or the month after a label, with its precision."""
        return (self.day, Precision.DAY) if self.day else parse_date(self.unread)


def heading(text: str) -> Heading:
    """Find the headline and the date of publication of an article; None for what is not clear.

    A headline is a first line that is not a sentence and is followed by a blank line, or the value of a line "Title: …".
    A date is alone on a line above the first sentence, with or without "Date:", or in the opening dateline; if there are
    several different dates, none is returned.
    """
    blocks = _blocks(text)
    said, labels = _labelled(blocks)
    title, day, unread, outlet = _below_masthead(blocks[labels:], text)
    if "date" in said:
        title, day, unread, _ = _heading(title, [said["date"]], ())
    return Heading(said.get("title") or title, day, unread, outlet)


def day_of_last_change(text: str) -> date | None:
    """Return the date in a line such as "Last updated on 15 May 2024" above the first sentence of a text."""
    blocks = _blocks(text)
    days = {day_of_change(line) for block in blocks[: _headings(blocks)] for line in block.splitlines()} - {None}
    return days.pop() if len(days) == 1 else None


def _below_masthead(blocks: Sequence[str], text: str) -> Heading:
    """Find headline and date in the first blocks of an article, below the name of a newspaper if there is a headline below it."""
    if head := masthead(blocks):
        found = _above(head[1], text)
        if found.title:
            return found._replace(outlet=head[0])
    return _above(blocks, text)


def _above(blocks: Sequence[str], text: str) -> Heading:
    """Find headline and date in the first blocks of an article."""
    if not blocks:
        return Heading(None, None)
    above = _headings(blocks)
    lines = [line.strip() for block in (*blocks[:above], *_below_summary(blocks[above:])) for line in block.splitlines()]
    first = next(filter(None, map(_without_data, blocks[:above])), None)
    title = _headline(first, dated=any(map(days_of, lines))) if first else _headline_above_summary(blocks[0]) if lines else _headline_on_top(blocks[0])
    if any(days_of(line) for line in lines) and _is_chronology(text):
        return Heading(title, None)
    words = [words for line in lines for words in days_of(line) or ()]
    beside = _day_of_outlet(lines[1]) if title and len(lines) > 1 and not words else None
    if beside and _is_review(text):
        return Heading(title, None)
    if title and (sourced := with_source(title)):
        return _heading(sourced[0], words, [day] if (day := day_beside_name(sourced[1])) else [])._replace(outlet=outlet_in(sourced[1]))
    outlet = next(filter(None, (outlet_in(line, dated=bool(days_of(below))) for line, below in pairwise([*(lines or blocks[0].splitlines()[:2])[1:], ""][:_LINES]))), None) if title else None
    # The first entry of a chronology begins with its day too.
    on_top = _on_top(blocks[above])
    shown = words or ([] if on_top and _is_chronology(text) else on_top)
    return _heading(title, shown, [*([beside] if beside else []), *datelines(blocks[above], "\n".join(blocks))])._replace(outlet=outlet)


def _day_of_outlet(line: str) -> date | None:
    """Return the date behind a name on the line below a headline; words in lower case are of a second headline."""
    return None if _LOWER.match(line) else day_beside_name(line)


def _headings(blocks: Sequence[str]) -> int:
    """Return the number of blocks above the first sentence; the last block is text in any case."""
    return next((number for number, block in enumerate(blocks[:-1]) if not _is_heading(block)), max(0, len(blocks) - 1))


def _heading(title: str | None, words: Sequence[str], more: Iterable[date]) -> Heading:
    days = [*{*filter(None, map(exact_day, words)), *more}]
    return Heading(title, days[0] if len(days) == 1 else None, words[0] if words and not days else None)


def _is_heading(block: str) -> bool:
    if len(block) > _LONGEST:
        return False
    return days_of(block.splitlines()[-1]) is not None or (not block.endswith(_SENTENCE_ENDS) and not has_dateline(block))


def _below_summary(blocks: Sequence[str]) -> Sequence[str]:
    """Return the block with author and day below a summary of one sentence, which many sites print below the headline."""
    if len(blocks) < _WITH_SUMMARY or len(blocks[0]) > _SUMMARY or (_MORE.search(blocks[0]) and not _headline_above_summary(blocks[0])):
        return ()
    lines = [line.strip() for line in blocks[1].splitlines()]
    data = all(days_of(line) is not None or _BY.match(line) for line in lines)
    return blocks[1:2] if data and (len(lines) > 1 or is_labelled(lines[0])) else ()


def _headline_above_summary(block: str) -> str | None:
    """Return the headline of a block of a headline, perhaps below a section, and a summary of one sentence."""
    *above, summary = block.splitlines()
    whole = 1 <= len(above) <= 2 and summary.endswith(_SENTENCE_ENDS) and not _MORE.search(summary)
    return next(filter(_is_sentence_case, above), None) if whole and not any(line.endswith(_SENTENCE_ENDS) for line in above) else None


def _headline_on_top(block: str) -> str | None:
    """Return the first line of a block in which each paragraph is one line, if it is a headline with the day on the line below it."""
    first, *below = block.splitlines()
    link = _LINK.fullmatch(first.strip())
    first = (link["note"] or link["words"]).strip() if link else first
    return first if below and len(first) <= _LONGEST and _is_sentence_case(first) and days_of(below[0]) else None


def _without_data(block: str) -> list[str]:
    """Return the lines of a block without the dates, names of authors and "Press release" at its top."""
    return list(dropwhile(lambda line: days_of(line) is not None or is_label_of_release(line) or _BY.match(line) or _SYMBOL.fullmatch(line), (line.strip() for line in block.splitlines())))


def _is_chronology(text: str) -> bool:
    """Whether a text has several different days on lines of their own, or two above sentences: those of events, or of entries."""
    lines = _lines(text)
    dated = [(words, below) for line, below in zip_longest(lines, lines[1:], fillvalue="") if len(line) <= _LONGEST_DAY for words in days_of(line) or () if not LABEL.match(line)]
    above = {words for words, below in dated if len(below.split()) >= _WORDS and below.endswith(_SENTENCE_ENDS)}
    return len({words for words, _ in dated}) > _DAYS or len(above) > 1


def _lines(text: str) -> list[str]:
    return [line.strip() for line in islice(text.splitlines(), _LINES_READ) if line.strip()]


def _is_review(text: str) -> bool:
    """Whether a text has outlets with different days above sentences: those of several articles."""
    lines = _lines(text)
    above = (line for line, below in pairwise(lines) if len(line) <= _LONGEST_DAY and len(below.split()) >= _WORDS and below.endswith(_SENTENCE_ENDS))
    return len({day for line in above if (day := _day_of_outlet(line))}) > 1


def _headline(lines: list[str], *, dated: bool) -> str | None:
    """Return the first line of a block, if all lines below it are dates or bylines, or if it is written like a headline and a day is above the text."""
    first, *below = map(str.strip, lines)
    plain = len(first.split()) > 1 and days_of(first) is None and not _BY.match(first)
    if plain and dated and _is_sentence_case(first) and not any(len(line) > _LONGEST or line.endswith(_SENTENCE_ENDS) for line in below):
        # Names, places and a summary may stand above the day too.
        return first
    return first if plain and all(days_of(line) is not None or _day_of_outlet(line) or outlet_in(line, dated=True) or _BY.match(line) or is_address(line) for line in below) else None


def _is_sentence_case(line: str) -> bool:
    """Whether a line is written like a headline, and not like a name or a label: few words of several are capitalised."""
    words = line.split()
    return len(words) >= _HEADLINE and not line.endswith(_SENTENCE_ENDS) and sum(word.islower() and len(word) > 3 for word in words) > 1


def _on_top(block: str) -> Sequence[str]:
    """Return the dates on a separate line above the sentences of a block in which each paragraph is one line."""
    lines = [line.strip() for line in block.splitlines()[: _LINES + 1]]
    for line, below in pairwise(lines):
        if words := days_of(line):
            return words if not below[:1].islower() else ()
        if len(line) > _LONGEST or line.endswith(_SENTENCE_ENDS) or line[:1].islower():
            break
    return ()
