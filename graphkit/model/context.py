"""Format the context of a quote for pages: whole words, with an ellipsis where the article continues."""

from __future__ import annotations

import re

# Characters of context that evidence keeps on either side, and the longest word dropped at its edge.
CONTEXT, WORD = 60, 25
_ENDS = re.compile(r"[.!?…][\"”’»)\]]*\s*\Z")


def around(before: str, after: str, start: int) -> tuple[str, str]:
    """Format the context that evidence keeps.

    Evidence does not record where the article ends: a context of full length, or of nearly full length without a closing full stop, is taken to continue.

    Args:
        before, after: as in `Evidence`.
        start: offset of the quote in the article.
    """
    goes_on = len(after) >= CONTEXT or (len(after) > CONTEXT - WORD and not _ENDS.search(after))
    return _cut(before, CONTEXT) if start > len(before) else before, _reversed(after, CONTEXT) if goes_on else after


def excerpt(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """Format the context of a span of a text, at most `most` characters on either side."""
    before, after = text[max(0, start - most) : start], text[end : end + most]
    return _cut(before, most) if start > most else before, _reversed(after, most) if len(text) > end + most else after


def _cut(text: str, most: int) -> str:
    """Return the last words of a text; the first word is dropped if the text is long enough to be cut."""
    words = text.split(maxsplit=1)
    kept = words[1] if len(words) > 1 and len(text) >= most else text.lstrip()
    # The no-break space keeps the ellipsis and the next word on one line.
    return f"…{kept}" if len(words) == 1 and len(text) >= most else f"…\u00a0{kept}"


def _reversed(text: str, most: int) -> str:
    return _cut(text[::-1], most)[::-1]
