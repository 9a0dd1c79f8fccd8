"""Time of the last change of a page, to order versions saved on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from graphkit.documents.published import articles_in

CHANGED = "days of the last change, taken because no day of publication is given"
# Names of <meta> and `itemprop` for the last change, in lower case.
_METAS = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified")


def changed(root: Any) -> str | None:
    """Return the time of the last change, from <meta> or the JSON-LD of the page's article.

    Args:
        root: the page's tree from `tree_of`.

    Returns:
        The time in UTC to the second, as "2024-03-06T12:00:00"; None if the page gives none, or only a date.
    """
    if root is None:
        return None
    return next(filter(None, map(moment, _candidates(root))), None)


def _candidates(root: Any) -> Iterator[str]:
    named = {str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(): str(meta.get("content")) for meta in root.xpath("//meta[@content]")}
    yield from (named[name] for name in _METAS if name in named)
    for script in root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]"):
        yield from (said for article in articles_in(script.text or "") if isinstance(said := article.get("dateModified"), str))


def moment(words: str) -> str | None:
    """Return a time in UTC to the second, as "2024-03-06T12:00:00"; None for a date alone, or anything else."""
    if ":" not in words:
        # A date alone does not order versions of the same day.
        return None
    try:
        read = datetime.fromisoformat(words.strip())
        return (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None, microsecond=0).isoformat()
    except (ValueError, OverflowError):
        return None
