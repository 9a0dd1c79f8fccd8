"""Text files with several articles, each below its own heading with title and date.

Headings are front matter, lines such as "Title: …" and "Date: …", a headline above "Source: …" and "Date: …", a heading with the date
on the line below ("Harbour Post, 6 March 2024"), a headline with its date below a line of hyphens, stars or equals signs, or headlines with outlet and date on the
line below. Ambiguous files remain one article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise

from graphkit.documents.dayline import day_beside_name, day_read, exact_day, with_source
from graphkit.documents.front import front_matter, is_front_matter
from graphkit.documents.heading import heading, is_message, labelled
from graphkit.documents.masthead import outlet_in

_FRONT = re.compile(r"^---[ \t]*\n(?:[A-Za-z_-]+[ \t]*:.*\n){2,40}---[ \t]*$", re.MULTILINE)
# "Article 1", above the labels of an article.
_COUNT = r"(?i:article|item|document|text)[ \t]+(?:no\.?[ \t]*)?#?\d{1,4}[.:]?[ \t]*"
_COUNTED = re.compile(rf"\n{_COUNT}\Z")
_LABELS = re.compile(rf"(?:\A|\n[ \t]*\n)(?:{_COUNT}\n(?:[ \t]*\n)?)?(?=[^\W\d_]{{2,12}}[^\n:]{{0,20}}:[ \t]*\S)")
# A line above a label, which a blank line may part from it.
_HEADED = re.compile(r"(?:\A|\n[ \t]*\n)(?=[^\n]{2,200}\n(?:[ \t]*\n)?[^\W\d_]{2,12}[^\n:]{0,20}:[ \t]*\S)")
_RULE = re.compile(r"^[ \t]*(?:-{3,}[ \t]*|={3,}[ \t]*|_{3,}[ \t]*|(?:\*[ \t]*){3,})$", re.MULTILINE)
_HASHES = re.compile(r"^(#{1,3})[ \t]+(?=\S).*$", re.MULTILINE)
_MARKS, _BOLD = "*_ \t", re.compile(r"\*\*|__")
_LINE = re.compile(r"^.*\S.*$", re.MULTILINE)
_TOP = 1_000
# Characters below a heading that are searched for its date.
_BELOW = 400
# Characters of a list of contents, and number of headlines that it is compared with.
_LONGEST_LIST, _FEW = 20_000, 50
# Greatest number of days between the articles below one title; entries of a chronology are further apart.
_SPREAD = 31
# Headlines of what belongs to the article above it: corrections and captions. And rows of a table.
_PART = re.compile(r"\W*(?:(?:corrections?|clarifications?|updates?|editor[’']?s?[’']? note)\W*$|(?:table|fig(?:ure|\.)?|chart|graph|graphic|infographic|box|exhibit|map|photo|image)\b[ \t]*(?:\d|[IVX]{1,4}\b|[.:]))", re.IGNORECASE | re.MULTILINE)
_ROWS = re.compile(r"(?:^.*\S(?:\t| {2,}| ?\| ?)[-+]?\d[\d.,]*[ \t%|]*(?:\n|\Z)){2}", re.MULTILINE)
# Several short lines between empty ones: headline, author, outlet, day.
_BLOCK = re.compile(r"(?:\A|(?<=\n\n))(?:[^\n]{2,200}\n){2,5}(?=\n)")
_YEAR = re.compile(r"\d{4}")
_ENDS = (".", "!", "?", ":")
_SENTENCE = re.compile(r"\w[.!?][\"”’)]?\s")
_PROSE = 10


def clippings(text: str, own: date | None = None, *, markdown: bool) -> list[str]:
    """Split a text into articles, each with its heading, preceded by any prose above them; [] if it is one article.

    Args:
        text: text of the file, without its front matter.
        own: date of the file, if known.
        markdown: whether lines that begin with # are headings.
    """
    ways = (_by_labels(text), _by_headings(text, own) if markdown else [], _by_rules(text), _by_sources(text))
    starts = next((found for found in ways if len(found) > 1), [])
    parts = _cut(text, starts)
    parts = [text[: starts[0]], *parts] if starts and is_prose(text[: starts[0]]) else parts
    return parts[bool(parts) and _is_contents(parts[0], parts[1:_FEW]) :]


def _is_contents(part: str, others: Sequence[str]) -> bool:
    """Whether a part of a file is its cover with the list of the headlines of the others."""
    headlines = [other.partition("\n")[0].lstrip("#").strip(_MARKS) for other in others]
    plain = len(part) <= _LONGEST_LIST and not any(line.rstrip().endswith((".", "!", "?")) for line in part.splitlines())
    return plain and sum(bool(headline) and headline in part for headline in headlines) > 1


def is_prose(text: str) -> bool:
    """Whether words beside articles are a text of their own, and not only a title."""
    return _SENTENCE.search(f"{text} ") is not None and len(text.split()) >= _PROSE


def fronted(text: str) -> list[str]:
    """Split a text into articles with front matter; [] unless there are several and all have title and date."""
    found = list(_FRONT.finditer(text))
    starts, heads = [each.start() for each in found], [front_matter(each.group())[0] for each in found]
    plain = len(starts) > 1 and starts[0] == 0 and all(is_front_matter(head) and head.get("title") and head.get("date") for head in heads)
    return _cut(text, starts) if plain else []


def _cut(text: str, starts: Sequence[int]) -> list[str]:
    return [_COUNTED.sub("", text[start:end].strip("\n")).strip("\n") for start, end in zip(starts, (*starts[1:], len(text)), strict=True)] if starts else []


def _by_labels(text: str) -> list[int]:
    """Return offsets of labels with title and date below, the same at the head of each article.

    If words stand above the first one, each needs a source too: messages below words may be quoted by an article.
    """
    said: dict[int, Collection[str]] = {}
    for place in (found.end() for found in _LABELS.finditer(text)):
        if not said or _label_at(text, place) == _label_at(text, next(iter(said))):
            fields = labelled(text[place : place + _TOP]).keys()
            said |= {place: fields} if {"title", "date"} <= fields else {}
    starts = list(said)
    led = bool(starts) and (not text[: starts[0]].strip() or all("outlet" in fields and not is_message(text[place : place + _TOP]) for place, fields in said.items()))
    return starts if led else _below_headlines(text)


def _label_at(text: str, place: int) -> str:
    return text[place : place + _BELOW].partition(":")[0].strip().casefold()


def _below_headlines(text: str) -> list[int]:
    """Return offsets of headlines above labelled date and source; [] if one has no text below, or words that are no list stand above them.

    Captions of tables and corrections have date and source too.
    """
    heads = [(found.end(), text[found.end() : found.end() + _BELOW]) for found in _HEADED.finditer(text)]
    starts = [start for start, head in heads if labelled(head).get("title") == head.partition("\n")[0].strip() and not _PART.match(head) and not _ROWS.search(head)]
    parts = _cut(text, starts)
    above = text[: starts[0]].strip() if starts else ""
    return starts if all(map(is_prose, parts)) and (not above or _is_contents(above, parts[:_FEW])) else []


def _by_headings(text: str, own: date | None) -> list[int]:
    """Return offsets of headings of one level that all have a date below; [] if the dates look like a chronology."""
    for level in (1, 2, 3):
        found = [each for each in _HASHES.finditer(text) if len(each[1]) == level]
        days = [_day_below(text[each.end() : each.end() + _BELOW]) for each in found]
        known = [day for day in days if day]
        if len(known) > 1 and len(known) == len(found):
            return [each.start() for each in found] if (level == 1 and own is None) or _near([*known, *([own] if own else [])]) else []
    return []


def below_heading(article: str) -> dict[str, str]:
    """Return the date in the line below the heading of an article, and the newspaper beside it."""
    heading = _HASHES.match(article)
    below = article[heading.end() : heading.end() + _BELOW] if heading else ""
    day, outlet = _day_below(below), outlet_in(_first_line(below))
    return {"date": day.isoformat(), **({"outlet": outlet} if outlet else {})} if day else {}


def _day_below(text: str) -> date | None:
    """Return the date in the first line of a text, which may be in italics or bold, or behind a name, or that in labelled lines."""
    line = _first_line(text)
    return day_read(line) or day_beside_name(line) or exact_day(labelled(_BOLD.sub("", text)).get("date"))


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "").strip(_MARKS)


def _near(days: Sequence[date]) -> bool:
    return (max(days) - min(days)).days <= _SPREAD


def _by_rules(text: str) -> list[int]:
    """Return offsets of articles between rules; [] if one of them has no headline or no date above its text."""
    bounds = [0, *(place for found in _RULE.finditer(text) for place in found.span()), len(text)]
    stretches = [(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True) if text[start:end].strip()]
    heads = [heading(text[start:end]) for start, end in stretches]
    return [start for start, _ in stretches] if all(head.title and head.day for head in heads) else []


def _by_sources(text: str) -> list[int]:
    """Return offsets of headlines above, below or with lines of outlet and date; [] if one has no text below, or the dates look like a chronology."""
    lines = [(found.start(), found.group().strip(_MARKS)) for found in _LINE.finditer(text)]
    named = [(start, line, below) for (start, line), (_, below) in pairwise(lines) if not _PART.match(line)]
    cited = next((text[:start] for start, line, _ in named if with_source(line) and not line[0].isdigit()), "")
    # Below an article's own words, lines with a source behind are captions and citations.
    below = [start for start, line, other in named if (with_source(line) and not is_prose(cited)) or (day_read(other) if "|" in other else day_beside_name(other))]
    above = [start for start, line, other in named if day_beside_name(line) and outlet_in(line) and not other.endswith(_ENDS)]
    blocks = [found.start() for found in _BLOCK.finditer(text) if _YEAR.search(found[0]) and (head := heading(f"{_BOLD.sub('', found[0])}\n\n.")).title and head.day and head.outlet]
    return next((starts for starts in (below, above, blocks) if _are_articles(text, starts)), [])


def _are_articles(text: str, starts: Sequence[int]) -> bool:
    """Whether parts of a text are several articles of one time, each with headline, date and prose."""
    parts = _cut(text, starts)
    heads = [heading(_BOLD.sub("", part[:_BELOW]).replace("*", "")) for part in parts]
    days = [head.day for head in heads if head.title and head.day]
    return len(days) == len(parts) > 1 and _near(days) and all(map(is_prose, parts))
