"""WiseNews (Wisers): outlet, a line of page, section, author and day between bars, headline, text, and the number of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphkit.dates import parse_date
from graphkit.documents.exports.common import Article

_NUMBER = re.compile(r"(?:文章編號|文章编号|(?:article|document) (?:id|no\.?|number))\s*[:：]\s*(\d{12,20})", re.IGNORECASE)
_DATA = re.compile(r"(?:[^|\n]{1,80}[|｜]){1,5}\s*(\d{4}-\d\d-\d\d)")


def is_wisers(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a WiseNews export."""
    return any(_NUMBER.fullmatch(line) for line in lines) and any(_DATA.fullmatch(line) for line in lines)


def wisers(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a WiseNews export."""
    article: list[str] = []
    for line in lines:
        ended = _NUMBER.fullmatch(line)
        if ended is None:
            article.append(line)
            continue
        yield _article(article, ended[1])
        article = []
    if any(map(_DATA.fullmatch, article)):
        yield _article(article, name)


def _article(lines: Sequence[str], name: str) -> Article:
    """Parse an article; above its outlet are the rights of the one before."""
    at, day = next(((place, found[1]) for place, line in enumerate(lines) if (found := _DATA.fullmatch(line))), (-1, ""))
    published, precision = parse_date(day)
    title, *text = lines[at + 1 :] or [""]
    return Article(name, title or None, lines[at - 1] if at > 0 else None, published, precision, lines=text)
