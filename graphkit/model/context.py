"""The words around a quote, as pages print them."""

from __future__ import annotations

# Letters of context that evidence keeps on either side.
CONTEXT = 60


def around(before: str, after: str) -> tuple[str, str]:
    """Context in whole words, at most `CONTEXT` letters a side: an ellipsis stands where the article goes on.

    Args:
        before, after: as `Evidence` keeps them, cut at a letter.
    """
    return _ending(before), _ending(after[::-1])[::-1]


def _ending(text: str) -> str:
    """The last words of a text; one shorter than what is kept begins where its article does."""
    if len(text) < CONTEXT:
        return text
    cut = text[-CONTEXT:]
    words = cut.split(maxsplit=1)
    # No line breaks between the ellipsis and the word beside it.
    return f"…\u00a0{words[1]}" if len(words) > 1 else f"…{cut}"
