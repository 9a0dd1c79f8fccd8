"""Normalise texts for reading (NFC, unwrapped, without marks and withdrawn passages), and map results back to the given text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from graphkit.model import ArticleRecord, Claim, Document, Evidence, in_nfc

if TYPE_CHECKING:
    from graphkit.nlp import PlainText


def composed(document: Document) -> Document:
    """Return the document with the text to read: NFC, without line breaks in paragraphs, marks between words and withdrawn passages."""
    text = in_nfc(_bare(document.text).text)
    return document if text == document.text else replace(document, text=text)


def _bare(text: str) -> PlainText:
    from graphkit.nlp import PlainText, unwrap, without_corrections

    return PlainText(without_corrections(unwrap(text)))


def as_given(record: ArticleRecord, given: Document) -> ArticleRecord:
    """Return the record of a composed document with the words and offsets of the given one.

    Args:
        record: the record of `composed(given)`.
        given: the document as read from its file.
    """
    if record.document is given:
        return record
    back = _Back(record.document.text, given.text)
    claims = tuple(_claim(claim, back, given.key) for claim in record.claims)
    return replace(record, document=given, claims=claims)


# A claim's words are searched near its evidence first, then in the whole text (cached).
_REACH = 5_000


class _Back:
    """Maps spans of the composed text to the given text.

    The bare text and its composition have the same code points in NFD, so offsets in NFD translate between them.
    """

    def __init__(self, text: str, given: str) -> None:
        self._text, self._given, self._bare = text, given, _bare(given)
        self._in_text, self._in_bare = _letters(text), _letters(self._bare.text)
        self._first: dict[str, int] = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the given text of a non-empty span; a character that crosses a boundary is included."""
        first = bisect_right(self._in_bare, self._in_text[start]) - 1
        return self._bare.span(first, bisect_left(self._in_bare, self._in_text[end]))

    def cut(self, start: int, end: int) -> str:
        """Return the words of a span in the given text."""
        first, last = self.span(start, end) if start < end else (0, 0)
        return self._given[first:last]

    def around(self, evidence: Evidence, first: int, last: int) -> tuple[str, str]:
        """Return the words before and after a quote that spans `first` to `last` in the given text."""
        before, after = evidence.start - len(evidence.before), evidence.end + len(evidence.after)
        opened = self.span(before, evidence.start)[0] if evidence.before else first
        closed = self.span(evidence.end, after)[1] if evidence.after else last
        return self._given[opened:first], self._given[last:closed]

    def words(self, words: str | None, near: int) -> str | None:
        """Return words as in the given text, searching from an offset first; words not in the text are returned unchanged."""
        if words is None:
            return words
        at = self._text.find(words, near, near + _REACH)
        if at < 0:
            if words not in self._first:
                self._first[words] = self._text.find(words)
            at = self._first[words]
        return self.cut(at, at + len(words)) if at >= 0 else words


def _letters(text: str) -> Sequence[int]:
    """Return, for each offset of a text and its end, the number of NFD code points before it."""
    return list(accumulate((1 if char.isascii() else len(unicodedata.normalize("NFD", char)) for char in text), initial=0))


def _claim(claim: Claim, back: _Back, article: str) -> Claim:
    near = claim.evidence[0].start
    return replace(
        claim,
        article=article,
        evidence=tuple(_evidence(e, back) for e in claim.evidence),
        subject_mention=back.words(claim.subject_mention, near) or "",
        object_mention=back.words(claim.object_mention, near) or "",
        cue=back.words(claim.cue, near),
        attribution_text=back.words(claim.attribution_text, near),
    )


def _evidence(evidence: Evidence, back: _Back) -> Evidence:
    start, end = back.span(evidence.start, evidence.end)
    return Evidence(start, end, back.cut(evidence.start, evidence.end), *back.around(evidence, start, end))
