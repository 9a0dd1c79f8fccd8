"""Prepares text for display: valid characters, bounded lengths, marked words, safe links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from graphkit.days import day_words
from graphkit.model import Article

NAME, SENTENCE, ADDRESS = 120, 600, 2000

# Surrogates cannot be encoded as UTF-8; control characters are invisible or harmful.
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# Embeddings, overrides and isolates turn the direction of all that follows in the line, if a quote or name has their beginning
# only; a word joiner in their place is invisible too.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2060")

Piece = tuple[str, str]
# Not allowed in a URL; in Markdown they would end it and begin markup.
_ENCODED = {ord(character): f"%{ord(character):02X}" for character in "<>\"\\^`{|}"}


def clean_text(text: str, longest: int = NAME) -> str:
    """Return a text with invalid and direction-turning characters replaced, truncated with an ellipsis to `longest` characters."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return without_direction(_INVALID.sub("\ufffd", cut))


def without_direction(text: str) -> str:
    """Return a text with each character that turns the direction of what follows replaced by an invisible one."""
    return text if text.isascii() else text.translate(_TURNING)


def safe_link(url: str | None) -> str | None:
    """Return an http or https URL, characters that may not be in one percent-encoded; None for other schemes and malformed ones."""
    if url is None or len(url) > ADDRESS or re.search(r"\s", url) or _INVALID.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url.translate(_ENCODED) if parts.scheme in {"http", "https"} and parts.netloc else None


def date_range(articles: Iterable[Article]) -> str:
    """Return the range of publication dates, each with its known precision: "2019-12-22 to 2020-03", a single date, or ""."""
    days = sorted((one.published, day_words(one.published, one.published_precision)) for one in articles if one.published is not None)
    return " to ".join(dict.fromkeys((days[0][1], days[-1][1]))) if days else ""


def marked_pieces(quote: str, marks: Sequence[Piece]) -> list[Piece]:
    """Split a quote into marked and unmarked pieces.

    Args:
        quote: the quote.
        marks: (words, kind) to find in it; if two overlap, the first given wins.

    Returns:
        (text, kind) in order, kind "" if unmarked; the texts concatenate to the quote.
    """
    taken: list[tuple[int, int, str]] = []
    for words, kind in marks:
        place = find_unmarked(quote, words, taken)
        if place is not None:
            taken.append((place, place + len(words), kind))
    found: list[Piece] = []
    done = 0
    for start, end, kind in sorted(taken):
        found += [(quote[done:start], ""), (quote[start:end], kind)]
        done = end
    return [piece for piece in [*found, (quote[done:], "")] if piece[0]]


def find_unmarked(quote: str, words: str, taken: Sequence[tuple[int, int, str]]) -> int | None:
    """Return the offset of the first occurrence as whole words that does not overlap `taken`; None if there is none."""
    if not words:
        return None
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", quote):
        if all(match.end() <= start or end <= match.start() for start, end, _ in taken):
            return match.start()
    return None
