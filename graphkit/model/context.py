"""The words around a quote, as pages print them: whole words, and an ellipsis where the article goes on."""

from __future__ import annotations

import re

# Letters of context that evidence keeps on either side, and those of a word that is left out because they cut it.
CONTEXT, WORD = 60, 25
_ENDS = re.compile(r"[.!?…][\"”’»)\]]*\s*\Z")


def around(before: str, after: str, start: int) -> tuple[str, str]:
    """The context that evidence keeps.

    Where the article ends is not kept: text that is as long as is kept, or nearly so and ends in no full stop, goes on.

    Args:
        before, after: as `Evidence` keeps them.
        start: where the quote stands in the article.
    """
    goes_on = len(after) >= CONTEXT or (len(after) > CONTEXT - WORD and not _ENDS.search(after))
    return _cut(before, CONTEXT) if start > len(before) else before, _reversed(after, CONTEXT) if goes_on else after


def excerpt(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """The context of a part of a text, at most so many letters on either side."""
    before, after = text[max(0, start - most) : start], text[end : end + most]
    return _cut(before, most) if start > most else before, _reversed(after, most) if len(text) > end + most else after


def _cut(text: str, most: int) -> str:
    """The last words of a text; the first is left out where the text is so long that it may be cut."""
    words = text.split(maxsplit=1)
    kept = words[1] if len(words) > 1 and len(text) >= most else text.lstrip()
    # No line breaks between the ellipsis and the word beside it.
    return f"…{kept}" if len(words) == 1 and len(text) >= most else f"…\u00a0{kept}"


def _reversed(text: str, most: int) -> str:
    return _cut(text[::-1], most)[::-1]
