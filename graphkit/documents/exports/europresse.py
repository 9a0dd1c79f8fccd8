"""Europresse (Cision): HTML pages with several exported documents.

Each document is an `article` element whose parts have known classes. The document id ("news·20240515·LM·0123456")
contains the date of the issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from graphkit.documents.exports.common import Article, day_in, joined

_SIGN = re.compile(r"\w+·(\d{4})(\d{2})(\d{2})·[\w·-]+")
_OUTLET = ("DocPublicationName", "rdp__DocPublicationName")
_HEADER = ("DocHeader", "rdp__DocHeader")
_TITLE = ("titreArticleVisu", "rdp__articletitle", "titreArticle")
_TEXT = ("docOcurrContainer", "DocText")
_LABEL = ("publiC-lblNodoc",)
# Text after the outlet's name: medium, edition, number.
_LONGEST = 300
_BEHIND = re.compile(r"\s*(?:\(site web\)|\(web site\)|,\s*(?:no\.?|n°)\s.*|\s{3,}.*)", re.IGNORECASE | re.DOTALL)


def is_europresse(tree: Any) -> bool:
    """Whether a page has the marks of a Europresse export."""
    return bool(tree.xpath(f"//article[.//*[{_has(_OUTLET)}] and .//*[{_has(_TEXT)}]]"))


def europresse(tree: Any, name: str) -> Iterator[Article]:
    """Yield the articles of a Europresse export."""
    for number, block in enumerate(tree.xpath(f"//article[.//*[{_has(_TEXT)}]]"), start=1):
        sign = _SIGN.search(_first(block, _LABEL))
        published, precision = day_in(_first(block, _HEADER))
        outlet = block.xpath(f".//*[{_has(_OUTLET)}]")
        article = Article(
            sign.group(0) if sign else f"{name}-{number}",
            title=_first(block, _TITLE) or None,
            outlet=_BEHIND.sub("", outlet[0].text_content().strip()[:_LONGEST]) if outlet else None,
            published=published,
            precision=precision,
            lines=list(_lines(block)),
        )
        if sign is not None:
            article.published = _day(sign) or published
        yield article


def _has(classes: tuple[str, ...]) -> str:
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {each} ')" for each in classes)


def _first(block: Any, classes: tuple[str, ...]) -> str:
    found = block.xpath(f".//*[{_has(classes)}]")
    return joined([found[0].text_content()]) if found else ""


def _lines(block: Any) -> Iterator[str]:
    for text in block.xpath(f".//*[{_has(_TEXT)}]")[:1]:
        parts = text.xpath(".//p") or [text]
        yield from (line for part in parts if (line := joined([part.text_content()])))


def _day(sign: re.Match[str]) -> date | None:
    try:
        return date(*map(int, sign.groups()))
    except ValueError:
        return None
