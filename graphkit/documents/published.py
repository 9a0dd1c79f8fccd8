"""When a page says that it was published: its metadata, never a guess from its text.

A year of copyright, the dates of related articles and of comments are no days of publication;
a page that only has those has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Any

from graphkit.dates import LABEL, Order, means_publication, order_of, parse_date
from graphkit.documents.dayline import day_read, days_of
from graphkit.model import Precision

# Names of <meta> that mean the first publication, the surest first; case does not count. Others are known by their words.
_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "publication_date", "publicationdate", "publish-date", "publish_date", "publishdate", "published_time", "pubdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "date", "dc.date.created", "originalpublicationdate",
    "citation_publication_date", "citation_date",
)
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Review)$")
# Where a date belongs to something else than the page's article.
_APART = frozenset("a aside nav footer form".split())
# Classes of the element that shows the day.
_DATED = frozenset("date published publish-date published-date pub-date pubdate publication-date post-date entry-date article-date article__date dateline posted-on".split())
# Classes around days of something else, or of a change.
_OTHERS = re.compile(r"comment|related|teaser|sidebar|widget|recommend|updated|modified", re.IGNORECASE)
# What hides a script from programs of the last century.
_WRAPPED = re.compile(r"\A\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z")
_CHANGED = re.compile(r"\b(?:updated|modified|edited|revised|corrected)\W*(?:on|at)?\W*\Z", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|$)")
_MOST = 200
# Characters; a longer paragraph is one of the article.
_PROSE = 160


def tree_of(page: str) -> Any | None:
    """The tree of a page, None where it is none; nothing is fetched for it."""
    from lxml import etree, html

    try:
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def published(root: Any) -> tuple[date | None, Precision, str | None]:
    """The day of publication that a page's metadata gives.

    Read are JSON-LD, <meta>, `itemprop="datePublished"`, <time> beside the article's heading, or an
    element with a class such as `date`, or a line "Posted on …", and a day in the page's own address, in this order.

    Args:
        root: the page's tree, as `tree_of` gives it.

    Returns:
        The day, None where there is none or it cannot be read; how exactly it is known; and the
        words of a date that is given and cannot be read.
    """
    if root is None:
        return None, Precision.DAY, None
    order = order_of(_language(root))
    unread = None
    for words in _candidates(root):
        day, precision = _read(words, order)
        if day is not None:
            return day, precision, None
        unread = unread or words.strip() or None
    day, precision = day_of_address(_address(root))
    return day, precision, None if day else unread


def _read(words: str, order: Order | None) -> tuple[date | None, Precision]:
    day, precision = parse_date(words.strip(), order)
    # "Updated 8 March 2024; first published 6 March 2024" and "Posted 6 March 2024 by A. Writer" are no dates, but give one.
    return (day_read(words), Precision.DAY) if day is None and (len(_YEAR.findall(words)) > 1 or LABEL.match(words)) else (day, precision)


def day_of_address(url: str | None) -> tuple[date | None, Precision]:
    """The day in an address such as https://news.example/2024/05/15/pact."""
    match = _URL_DAY.search(url or "")
    return parse_date("-".join(match.groups())) if match else (None, Precision.DAY)


def _candidates(root: Any) -> Iterator[str]:
    for script in root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]")[:_MOST]:
        yield from _of_json(script.text or "")
    metas: dict[str, str] = {}
    for meta in root.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content"))
    yield from (metas[name] for name in _METAS if name in metas)
    yield from (content for name, content in metas.items() if name not in _METAS and means_publication(name))
    for element in root.xpath("//*[contains(@itemprop, 'datePublished') or (self::time and @pubdate)]")[:_MOST]:
        if not _elsewhere(element):
            yield _words(element)
    yield from _beside_heading(root)


def _of_json(text: str) -> Iterator[str]:
    """Days of publication of the articles that JSON-LD describes."""
    yield from (words for article in articles_in(text) if (words := _value(article.get("datePublished"))))


def articles_in(text: str) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes; none where it is no JSON."""
    try:
        waiting = [json.loads(_WRAPPED.sub("", text), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:_MOST])
        elif isinstance(item, dict):
            kinds = item.get("@type") if isinstance(item.get("@type"), list) else [item.get("@type")]
            if any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds or ()):
                yield item
            waiting.extend(each for key in ("@graph", "mainEntity") if (each := item.get(key)))


def _value(value: Any) -> str:
    """The words of a value of JSON-LD, which may stand in a list, or beside its type."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    return str(value) if isinstance(value, str | int) else ""


def _beside_heading(root: Any) -> Iterator[str]:
    """The first <time> of the one <article>, or of <main>, that holds the heading; else the first element there whose class says that it is the day."""
    for place in root.xpath("//article[.//h1]") or root.xpath("//main[.//h1]"):
        shown = next(_shown(place), None)
        if shown is not None:
            yield shown
            return
        yield from _after_label(place)


def _shown(place: Any, apart: frozenset[str] = _APART) -> Iterator[str]:
    """What the <time> elements within an element say, and then those whose class says that they are the day."""
    for element in place.xpath(".//time")[:_MOST]:
        if not _elsewhere(element, place, apart) and not _changed(element):
            yield _words(element)
    for element in place.xpath(".//*[@class and not(.//*[@class])]")[:_MOST]:
        if _DATED & set(str(element.get("class")).lower().split()) and not _elsewhere(element, place, apart) and not _of_others(element, place):
            yield " ".join(_words(element).split())


def shown_in(place: Any, root: Any) -> tuple[date | None, Precision, str | None]:
    """The day that one of several articles of a page shows, as `published` gives that of the page; it may stand in a link to the article."""
    found = (place.xpath("string(.//@datetime[../@itemprop='datePublished'] | .//@content[../@itemprop='datePublished'])"), *_shown(place, frozenset(("aside", "nav", "form"))))
    words = next((each.strip() for each in found if each.strip()), None)
    if words is None:
        return None, Precision.DAY, None
    day, precision = _read(words, order_of(_language(root)))
    return day, precision, None if day else words


def _after_label(place: Any) -> Iterator[str]:
    """The day of a line such as "Posted on 6 March 2024" above the first long paragraph."""
    for element in place.xpath(".//*[self::p or self::div or self::span or self::small][not(.//div or .//p)]")[:_MOST]:
        words = " ".join(element.text_content().split())
        if element.tag == "p" and len(words) > _PROSE:
            return
        if LABEL.match(words) and len(words) <= _PROSE and days_of(words) and not _elsewhere(element) and not _of_others(element, place):
            yield words
            return


def _elsewhere(element: Any, place: Any = None, apart: frozenset[str] = _APART) -> bool:
    """Whether an element stands in a link, a list at the side, or an article inside the article."""
    tags = [ancestor.tag for ancestor in takewhile(lambda each: each is not place, element.iterancestors())]
    return bool(apart & set(tags)) or tags.count("article") > (1 if place is None or place.tag == "main" else 0)


def _of_others(element: Any, place: Any) -> bool:
    """Whether a day is that of a comment, a teaser or a change by the classes around it within the article."""
    return any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in (element, *takewhile(lambda each: each is not place, element.iterancestors())))


def _changed(element: Any) -> bool:
    """Whether a day is that of a change, by what the element is called or by the word before it; "published updated" is the day of both."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    if "publish" in names:
        return False
    before = element.getprevious()
    words = (element.getparent().text if before is None else before.tail if (before.tail or "").strip() else before.text_content()) or ""
    return "updated" in names or "modified" in names or _CHANGED.search(words[-_MOST:]) is not None


def _words(element: Any) -> str:
    # In microformats the title of an abbreviation is its value.
    return str(element.get("datetime") or element.get("content") or (element.tag == "abbr" and element.get("title")) or element.text_content())


def _language(root: Any) -> str | None:
    language = root.xpath("string(//html/@lang)") or root.xpath("string(//meta[@property='og:locale']/@content)") or root.xpath("string(//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content)")
    return str(language) or None


def _address(root: Any) -> str | None:
    return str(root.xpath("string(//link[@rel='canonical']/@href)") or root.xpath("string(//meta[@property='og:url']/@content)")) or None
