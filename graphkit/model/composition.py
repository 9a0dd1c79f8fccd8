"""Unicode normalization of texts and names."""

from __future__ import annotations

import re
import unicodedata

# Longest word normalized, in characters: the longest in 30,000 newspaper sentences, an address, had 102.
LONGEST_WORD = 200
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# Characters that differ from ', ", a space and - between typefaces only.
APOSTROPHES, QUOTATION_MARKS, SPACES, HYPHENS = "\u2018\u2019\u201b\u02bc`\u00b4", "\u201c\u201d\u201e\u00ab\u00bb", "\u00a0\u2007\u2009\u202f", "\u2010\u2011"


def in_nfc(text: str) -> str:
    """Normalize a text to NFC, except for overlong words: sorting the combining marks on one letter takes quadratic time."""
    found = list(LONG_WORD.finditer(text))
    ends = zip([0, *(match.end() for match in found)], [*(match.start() for match in found), len(text)], strict=True)
    short = [unicodedata.normalize("NFC", text[start:end]) for start, end in ends]
    return short[0] + "".join(match[0] + after for match, after in zip(found, short[1:], strict=True))


def without_marks(text: str) -> str:
    """Return a text without accents and other combining marks, in compatibility form (NFKD): "Erdogan" for "Erdoğan"."""
    return text if text.isascii() else "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
