"""How accents are encoded: texts with each letter and its accents in one character."""

from __future__ import annotations

import re
import unicodedata

# Characters of a word: of 30,000 sentences of newspapers the longest, an address, had 102.
LONGEST_WORD = 200
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def in_nfc(text: str) -> str:
    """The text composed, but for words that are none: sorting the marks that pile up on a letter takes the square of their number."""
    found = list(LONG_WORD.finditer(text))
    ends = zip([0, *(match.end() for match in found)], [*(match.start() for match in found), len(text)], strict=True)
    short = [unicodedata.normalize("NFC", text[start:end]) for start, end in ends]
    return short[0] + "".join(match[0] + after for match, after in zip(found, short[1:], strict=True))
