"""Texts are read composed (files of a Mac have them decomposed), unwrapped, without marks between their words and what they withdraw; all are quoted as given."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from graphkit.model import ArticleRecord, Claim, Document, Evidence, in_nfc

if TYPE_CHECKING:
    from graphkit.nlp import Bare


def composed(document: Document) -> Document:
    """The document as it is read: itself, where its text is in NFC, without line breaks in paragraphs, marks between words, and mistakes that it corrects."""
    text = in_nfc(_bare(document.text).text)
    return document if text == document.text else replace(document, text=text)


def _bare(text: str) -> Bare:
    from graphkit.nlp import Bare, unwrapped, without_withdrawn

    return Bare(without_withdrawn(unwrapped(text)))


def as_given(record: ArticleRecord, given: Document) -> ArticleRecord:
    """The record of a composed document as one of the document that was given: its words and offsets.

    Args:
        record: what was read of `composed(given)`.
        given: the document as it was read from its file.
    """
    if record.document is given:
        return record
    back = _Back(record.document.text, given.text)
    claims = tuple(_claim(claim, back, given.key) for claim in record.claims)
    return replace(record, document=given, claims=claims)


# Words of a claim stand in its sentence; for others the whole text is searched, once.
_REACH = 5_000


class _Back:
    """Finds stretches of a text as it was read in the text that was given.

    A bare text and its composition have the same letters when they are decomposed, so that these count where one stands in the other.
    """

    def __init__(self, text: str, given: str) -> None:
        self._text, self._given, self._bare = text, given, _bare(given)
        self._in_text, self._in_bare = _letters(text), _letters(self._bare.text)
        self._first: dict[str, int] = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of a stretch, not empty, in the given text; a letter that lies across an end is taken whole."""
        first = bisect_right(self._in_bare, self._in_text[start]) - 1
        return self._bare.span(first, bisect_left(self._in_bare, self._in_text[end]))

    def cut(self, start: int, end: int) -> str:
        """The words of the given text."""
        first, last = self.span(start, end) if start < end else (0, 0)
        return self._given[first:last]

    def around(self, evidence: Evidence, first: int, last: int) -> tuple[str, str]:
        """The words before and after a quote that stands from `first` to `last` in the given text."""
        before, after = evidence.start - len(evidence.before), evidence.end + len(evidence.after)
        opened = self.span(before, evidence.start)[0] if evidence.before else first
        closed = self.span(evidence.end, after)[1] if evidence.after else last
        return self._given[opened:first], self._given[last:closed]

    def words(self, words: str | None, near: int) -> str | None:
        """Words of the text as they were given, those right behind an offset before others; words that are not of it stay."""
        if words is None:
            return words
        at = self._text.find(words, near, near + _REACH)
        if at < 0:
            if words not in self._first:
                self._first[words] = self._text.find(words)
            at = self._first[words]
        return self.cut(at, at + len(words)) if at >= 0 else words


def _letters(text: str) -> Sequence[int]:
    """How many code points of the decomposed text stand before each place of a text, its end included."""
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
