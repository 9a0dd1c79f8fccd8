"""Normalise texts for reading (NFC, plain characters, unwrapped, without marks and withdrawn passages), and map results back to the given text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from graphkit.model import APOSTROPHES, HYPHENS, SPACES, ArticleRecord, Claim, Document, Evidence, in_nfc

if TYPE_CHECKING:
    from graphkit.nlp import PlainText


# Apostrophes, spaces and hyphens that differ between typefaces only. What was read depended on them: of 591 claims of 350 texts with
# curly apostrophes, 27 were others with plain ones. Each is one code point, as is its replacement, so that offsets stay.
_TYPOGRAPHIC = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(SPACES, " "), **dict.fromkeys(HYPHENS, "-")})


def normalise(document: Document) -> Document:
    """Return the document with the text to read: NFC, with plain characters, without line breaks in paragraphs, marks between words and withdrawn passages."""
    text = in_nfc(_plain_text(document.text).text).translate(_TYPOGRAPHIC)
    return document if text == document.text else replace(document, text=text)


def _plain_text(text: str) -> PlainText:
    from graphkit.nlp import PlainText, unwrap, without_corrections

    return PlainText(without_corrections(unwrap(text)))


def restore_wording(record: ArticleRecord, given: Document) -> ArticleRecord:
    """Return the record of a composed document with the words and offsets of the given one.

    Args:
        record: the record of `normalise(given)`.
        given: the document as read from its file.
    """
    if record.document is given:
        return record
    offsets = _OffsetMap(record.document.text, given.text)
    claims = tuple(_restore_claim(claim, offsets, given.key) for claim in record.claims)
    return replace(record, document=given, claims=claims)


# A claim's words are searched near its evidence first, then in the whole text (cached).
_SEARCH_RANGE = 5_000


class _OffsetMap:
    """Maps spans of the composed text to the given text.

    The bare text and its composition have the same code points in NFD, so offsets in NFD translate between them.
    """

    def __init__(self, text: str, given: str) -> None:
        self._text, self._given, self._plain = text, given, _plain_text(given)
        self._text_letters, self._plain_letters = _letter_offsets(text), _letter_offsets(self._plain.text)
        self._first_occurrences: dict[str, int] = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the given text of a non-empty span; a character that crosses a boundary is included."""
        first = bisect_right(self._plain_letters, self._text_letters[start]) - 1
        return self._plain.span(first, bisect_left(self._plain_letters, self._text_letters[end]))

    def wording(self, start: int, end: int) -> str:
        """Return the words of a span in the given text."""
        first, last = self.span(start, end) if start < end else (0, 0)
        return self._given[first:last]

    def around(self, evidence: Evidence, first: int, last: int) -> tuple[str, str]:
        """Return the words before and after a quote that spans `first` to `last` in the given text."""
        before, after = evidence.start - len(evidence.before), evidence.end + len(evidence.after)
        opened = self.span(before, evidence.start)[0] if evidence.before else first
        closed = self.span(evidence.end, after)[1] if evidence.after else last
        return self._given[opened:first], self._given[last:closed]

    def restore(self, words: str | None, near: int) -> str | None:
        """Return words as in the given text, searching from an offset first; words not in the text are returned unchanged."""
        if words is None:
            return words
        at = self._text.find(words, near, near + _SEARCH_RANGE)
        if at < 0:
            if words not in self._first_occurrences:
                self._first_occurrences[words] = self._text.find(words)
            at = self._first_occurrences[words]
        return self.wording(at, at + len(words)) if at >= 0 else words


def _letter_offsets(text: str) -> Sequence[int]:
    """Return, for each offset of a text and its end, the number of NFD code points before it."""
    return list(accumulate((1 if char.isascii() else len(unicodedata.normalize("NFD", char)) for char in text), initial=0))


def _restore_claim(claim: Claim, offsets: _OffsetMap, article: str) -> Claim:
    near = claim.evidence[0].start
    return replace(
        claim,
        article=article,
        evidence=tuple(_restore_evidence(e, offsets) for e in claim.evidence),
        subject_mention=offsets.restore(claim.subject_mention, near) or "",
        object_mention=offsets.restore(claim.object_mention, near) or "",
        cue=offsets.restore(claim.cue, near),
        attribution_text=offsets.restore(claim.attribution_text, near),
    )


def _restore_evidence(evidence: Evidence, offsets: _OffsetMap) -> Evidence:
    start, end = offsets.span(evidence.start, evidence.end)
    return Evidence(start, end, offsets.wording(evidence.start, evidence.end), *offsets.around(evidence, start, end))
