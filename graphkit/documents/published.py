"""Date of publication of a page, from its metadata and marked-up dates, never guessed from its text.

Copyright years and dates of related articles or comments do not count; a page with only such dates has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from graphkit.dates import means_publication, parse_date
from graphkit.documents.address import address_key, day_of_address, in_utc, local_day
from graphkit.documents.beside import (
    ARTICLES,
    MOST,
    address_in,
    beside_heading,
    day_shown,
    elsewhere,
    order_in,
    words_of,
)
from graphkit.documents.dayline import day_or_line
from graphkit.model import Precision

# Names of <meta> for the first publication, most reliable first, in lower case. Other names are recognised by their words.
_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "publication_date", "publicationdate", "publish-date", "publish_date", "publishdate", "published_time", "pubdate",
    "dc.date.issued", "dcterms.issued", "cxenseparse:recs:publishtime", "originalpublicationdate", "citation_publication_date", "citation_date",
)
# Names that some sites give to the day on which the page was generated, and names of changes.
_LOOSE, _LATE = ("dcterms.created", "dc.date", "dcterms.date", "date", "dc.date.created"), re.compile("modif|updat")
# Comment and CDATA marks around scripts, for old browsers.
_WRAPPED = re.compile(r"\A\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z")


def tree_of(page: str) -> Any | None:
    """Parse a page; None if it cannot be parsed. Nothing is fetched."""
    from lxml import etree, html

    try:
        root: Any = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None
    # Of pages in one file, those behind the first would be found in the page, and not in a copy of its tree.
    for other in list(root.itersiblings("html")):
        root.append(other)
    return root


def published(root: Any) -> tuple[date | None, Precision, str | None]:
    """Return the date of publication given by a page.

    Sources, in this order: JSON-LD, <meta>, `itemprop="datePublished"`, <time> next to the article's heading, an element with
    a class such as `date`, a line "Posted on …", and a date in the page's own address.

    Args:
        root: the page's tree from `tree_of`.

    Returns:
        The date (None if there is none or it cannot be read), its precision, and the text of a date that cannot be
        read, else None.
    """
    if root is None:
        return None, Precision.DAY, None
    order = order_in(root)
    unread = None
    for words in _candidates(root):
        day, precision = day_or_line(words, order)
        if day is not None:
            return _as_shown(day, words, root), precision, None
        unread = unread or words.strip() or None
    day, precision = day_of_address(address_in(root))
    return day, precision, None if day else unread


def _as_shown(day: date, words: str, root: Any) -> date:
    """Return the day that the page shows beside its heading, or else in its address, if that of a time in UTC is one day apart: the outlet's day is the local one."""
    if not in_utc(words):
        return day
    seen = day_shown(root)
    if seen is None:
        return local_day(day, words, address_in(root)) or day
    return seen if abs((seen - day).days) == 1 else day


def _candidates(root: Any) -> Iterator[str]:
    yield from _of_json(root)
    metas: dict[str, str] = {}
    for meta in root.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or ("" if elsewhere(meta) else meta.get("itemprop")) or ""
        metas.setdefault(name.lower(), meta.get("content"))
    yield from (metas[name] for name in _METAS if name in metas)
    yield from (content for name, content in metas.items() if name not in _METAS and means_publication(name))
    for element in root.xpath("//*[contains(@itemprop, 'datePublished') or (self::time and @pubdate)]")[:MOST]:
        if not elsewhere(element):
            yield words_of(element)
    # A microformat; Medium exports have it in a link below the text.
    marked = {words_of(element).strip() for element in root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' dt-published ')]")[:MOST]}
    yield from marked if len(marked) == 1 else ()
    loose, late = [metas[name] for name in _LOOSE if name in metas], {content[:10] for name, content in metas.items() if _LATE.search(name)}
    yield from (words for words in loose if words[:10] not in late)
    yield from beside_heading(root)
    yield from loose


def _of_json(root: Any) -> Iterator[str]:
    """Yield the dates of publication in JSON-LD; of several articles with different days, only those of the page's own article."""
    scripts = root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]")[:MOST]
    dated = [(article, words) for script in scripts for article in articles_in(script.text or "") if (words := _value(article.get("datePublished")))]
    single = len({parse_date(words)[0] for _, words in dated}) < 2
    yield from (words for article, words in dated if single or _is_own(article, root))


def _is_own(article: dict[str, Any], root: Any) -> bool:
    """Whether JSON-LD describes the article of the page, by its address or headline."""
    entity = article.get("mainEntityOfPage")
    given = (article.get("url"), article.get("@id"), entity.get("@id") if isinstance(entity, dict) else entity)
    own, headline = address_key(address_in(root)), article.get("headline")
    headings = {" ".join(str(words).split()) for words in (*root.xpath("//meta[@property='og:title']/@content"), *(each.text_content() for each in root.xpath("//h1")))}
    return (own is not None and own in map(address_key, given)) or (isinstance(headline, str) and " ".join(headline.split()) in headings)


def articles_in(text: str) -> Iterator[dict[str, Any]]:
    """Yield the articles in JSON-LD, none if it is not valid JSON."""
    try:
        waiting = [json.loads(_WRAPPED.sub("", text), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:MOST])
        elif isinstance(item, dict):
            kinds = item.get("@type") if isinstance(item.get("@type"), list) else [item.get("@type")]
            if any(isinstance(kind, str) and ARTICLES.search(kind) for kind in kinds or ()):
                yield item
            waiting.extend(each for key in ("@graph", "mainEntity") if (each := item.get(key)))


def _value(value: Any) -> str:
    """Return a JSON-LD value as text; it may be in a list, or an object with a type."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    return str(value) if isinstance(value, str | int) else ""
