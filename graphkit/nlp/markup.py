"""Removes markup and file artefacts between words (soft hyphens, footnote marks, links, entities) and maps offsets back."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from html.entities import html5
from itertools import accumulate

_MARKUP = re.compile(
    r"""
    (?P<hyphen>(?<=[a-z])[-\u00ad\u00ac\u2010]\r?\n[ \t]*(?=(?!(?:and|or|to)\b)[a-z]{2}))    # where a line was full
    | [\u00ad\u200b\u2060\ufeff]+                                     # hints where a word may be broken, and none
    | (?<=[ \t\u00a0])[ \t\u00a0]+                                    # the rest of several blanks
    | (?<=[^\s(])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+             # numbers of notes, raised
    | (?<=[^\s\[])\[(?:\d{1,3}|citation\ needed)\](?!\()             # the same in brackets
    | (?<![^\n])[ \t]*(?:>[ >]*|\|[ \t]+|[-*+•‣◦▪●–—][ \t]+){1,4}(?:\[!\w{1,20}\][+-]?[ \t]*)?    # before quoted lines, items of lists and rows of tables
    | (?<=[.,;:!?"'”’)\]])\[[a-z]\](?!\()
    | !\[\[[^\[\]\n]{1,300}\]\] | \[\[(?:[^\[\]|\n]{1,200}\|)?(?P<note>[^\[\]|\n]{1,200})\]\]    # a file or note of Obsidian
    | ==(?=[^\s=])(?P<marked>[^=\n]{1,500})(?<=\S)==               # what is marked there
    | !?\[(?P<label>[^\[\]\n]{1,200}|!\[[^\[\]\n]{1,200}\]\([^()\s]{1,2000}\))\]    # a link of Markdown, and its address
      \([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,2}(?:\ "[^"\n]{0,200}")?\)
    | (?<![\w*])(?P<star>\*{1,3})(?=[^\s*])(?P<starred>[^*\n]{1,500})(?<=\S)(?P=star)(?![\w*])
    | (?<!\w)(?P<line>_{1,3})(?=[^\s_])(?P<lined>[^_\n]{1,500})(?<=\S)(?P=line)(?!\w)
    | \\(?P<sign>[-!\#+._*()\[\]{}>~|=&'"$@])                          # a sign that is no markup
    | &(?P<entity>[A-Za-z]{2,8}|\#\d{2,7}|\#x[0-9a-fA-F]{2,6});
    | (?P<joint>[\ufb00-\ufb04])                                      # ff, fi, fl, ffi, ffl as one letter
    """,
    re.VERBOSE,
)
# Groups of `_BARED` that contain words of the text.
_WORD_GROUPS = ("label", "note", "marked", "starred", "lined", "sign")
# Bounded, so that each run of letters is scanned only once; no hyphenated word is longer.
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}-[^\W\d_]{1,40}")
_BEFORE, _AFTER, _NEAR = re.compile(r"[^\W\d_]+\Z"), re.compile(r"[^\W\d_]+"), 40
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the original text and its replacement; a copied span has the same length as its words."""

    start: int
    end: int
    words: str


class PlainText:
    """A text without markup whose spans can be mapped back to the original."""

    def __init__(self, given: str) -> None:
        """Remove the markup of a text."""
        marks: list[re.Match[str]] = []
        self._pieces = [piece for piece in _pieces(given, 0, len(given), frozenset(_HYPHENATED.findall(given)), marks) if piece.words]
        # Links and emphases by the start and end of their words; when nested, the inner one comes last.
        around = [(mark.span(name), mark.span()) for mark in marks for name in _WORD_GROUPS if mark[name] is not None]
        self._opened, self._closed = ({words[end]: (words[1 - end], mark[end]) for words, mark in around} for end in (0, 1))
        self._starts = list(accumulate((len(piece.words) for piece in self._pieces), initial=0))
        self.text = "".join(piece.words for piece in self._pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of a non-empty span of `text`.

        Replaced characters are included whole, and so is a link or emphasis whose words begin or end the span.
        """
        first, last = self._place(start)[0], self._place(end - 1)[1]
        opened, closed = first, last
        while opened in self._opened and self._opened[opened][0] < last:
            opened = self._opened[opened][1]
        while closed in self._closed and self._closed[closed][0] > first:
            closed = self._closed[closed][1]
        return opened, closed

    def _place(self, at: int) -> tuple[int, int]:
        number = bisect_right(self._starts, at, hi=len(self._pieces)) - 1
        piece, inside = self._pieces[number], at - self._starts[number]
        copied = piece.end - piece.start == len(piece.words)
        return (piece.start + inside, piece.start + inside + 1) if copied else (piece.start, piece.end)


def _pieces(given: str, at: int, end: int, hyphenated: Container[str], marks: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield the pieces of a span, and append its links and emphases to `marks`."""
    for match in _MARKUP.finditer(given, at, end):
        yield Piece(at, match.start(), given[at : match.start()])
        yield from _remainder(match, hyphenated, marks)
        at = match.end()
    yield Piece(at, end, given[at:end])


def _remainder(match: re.Match[str], hyphenated: Container[str], marks: list[re.Match[str]]) -> Iterator[Piece]:
    """Yield what remains of a match: words of a link or emphasis, the character of an entity, the hyphen of a hyphenated word."""
    if match["hyphen"] is not None and _divided_word(match) in hyphenated:
        yield Piece(match.start(), match.start() + 1, "-")
    for name in _WORD_GROUPS:
        if match[name] is not None:
            marks.append(match)
            # Markup can be nested: an emphasized link, an entity in a link.
            yield from _pieces(match.string, *match.span(name), hyphenated, marks)
    if match["entity"] is not None:
        yield Piece(*match.span(), _entity_character(match[0]))
    if match["joint"] is not None:
        yield Piece(*match.span(), _LIGATURES[match["joint"]])


def _entity_character(entity: str) -> str:
    """Return the character of an entity, or the text unchanged if the entity is unknown ("&notary;", although "&not" is one)."""
    return html.unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)


def _divided_word(match: re.Match[str]) -> str:
    """Return the word that a line end divides, with its hyphen."""
    text, first, last = match.string, *match.span()
    before, after = _BEFORE.search(text[max(0, first - _NEAR) : first]), _AFTER.match(text[last : last + _NEAR])
    return f"{before[0]}-{after[0]}" if before is not None and after is not None else ""
