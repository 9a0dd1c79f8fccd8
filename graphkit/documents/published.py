"""Date of publication of a page, from its metadata and marked-up dates, never guessed from its text.

Copyright years and dates of related articles or comments do not count; a page with only such dates has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice, takewhile
from typing import Any

from graphkit.dates import LABEL, Order, means_publication, order_of, parse_date
from graphkit.documents.address import address_key, day_of_address, in_utc, local_day
from graphkit.documents.dayline import day_of_change, day_or_line, days_of
from graphkit.model import Precision

# Names of <meta> for the first publication, most reliable first, in lower case. Other names are recognised by their words.
_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "publication_date", "publicationdate", "publish-date", "publish_date", "publishdate", "published_time", "pubdate",
    "dc.date.issued", "dcterms.issued", "cxenseparse:recs:publishtime", "originalpublicationdate", "citation_publication_date", "citation_date",
)
# Names that some sites give to the day on which the page was generated, and names of changes.
_LOOSE, _LATE = ("dcterms.created", "dc.date", "dcterms.date", "date", "dc.date.created"), re.compile("modif|updat")
_ARTICLES = re.compile(r"(?:Article|Posting|Report|Review)$")
# Elements whose dates belong to something other than the page's article.
_APART = frozenset("a aside nav footer form".split())
# Classes of the element with the date.
_DATED = frozenset("date published publish-date published-date pub-date pubdate publication-date post-date entry-date article-date dated dateline posted-on submitted submitted-date tarih fecha datum".split())
# Classes around dates of other things, or of updates.
_OTHERS = re.compile(r"comment|related|teaser|sidebar|widget|recommend|updated|modified", re.IGNORECASE)
# Comment and CDATA marks around scripts, for old browsers.
_WRAPPED = re.compile(r"\A\s*(?://|/\*)?\s*<!(?:\[CDATA\[|--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z")
_CHANGED = re.compile(r"\b(?:updated?|modified|edited|revised|corrected)\W*(?:on|at)?\W*\Z", re.IGNORECASE)
_MOST = 200
# Characters; longer paragraphs belong to the article, and so do sentences of so many words.
_PROSE, _SENTENCE = 160, 8
# Least number of words of a headline that cannot be the name of a site.
_HEADLINE = 4


def tree_of(page: str) -> Any | None:
    """Parse a page; None if it cannot be parsed. Nothing is fetched."""
    from lxml import etree, html

    try:
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


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
            return _as_shown(day, words, root, order), precision, None
        unread = unread or words.strip() or None
    day, precision = day_of_address(_address(root))
    return day, precision, None if day else unread


def _as_shown(day: date, words: str, root: Any, order: Order | None) -> date:
    """Return the day that the page shows beside its heading, or else in its address, if that of a time in UTC is one day apart: the outlet's day is the local one."""
    if not in_utc(words):
        return day
    elements = [each for place in _places(root)[:1] for each in _marked(place)]
    shown = (day_or_line(" ".join(each.text_content().split()), order) for each in elements)
    seen = next((found for found, precision in shown if found is not None and precision is Precision.DAY), None)
    if seen is None:
        return local_day(day, words, _address(root)) or day
    return seen if abs((seen - day).days) == 1 else day


def _candidates(root: Any) -> Iterator[str]:
    yield from _of_json(root)
    metas: dict[str, str] = {}
    for meta in root.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or ("" if _elsewhere(meta) else meta.get("itemprop")) or ""
        metas.setdefault(name.lower(), meta.get("content"))
    yield from (metas[name] for name in _METAS if name in metas)
    yield from (content for name, content in metas.items() if name not in _METAS and means_publication(name))
    for element in root.xpath("//*[contains(@itemprop, 'datePublished') or (self::time and @pubdate)]")[:_MOST]:
        if not _elsewhere(element):
            yield _words(element)
    # A microformat; Medium exports have it in a link below the text.
    marked = {_words(element).strip() for element in root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' dt-published ')]")[:_MOST]}
    yield from marked if len(marked) == 1 else ()
    loose, late = [metas[name] for name in _LOOSE if name in metas], {content[:10] for name, content in metas.items() if _LATE.search(name)}
    yield from (words for words in loose if words[:10] not in late)
    yield from _beside_heading(root)
    yield from loose


def _of_json(root: Any) -> Iterator[str]:
    """Yield the dates of publication in JSON-LD; of several articles with different days, only those of the page's own article."""
    scripts = root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]")[:_MOST]
    dated = [(article, words) for script in scripts for article in articles_in(script.text or "") if (words := _value(article.get("datePublished")))]
    single = len({parse_date(words)[0] for _, words in dated}) < 2
    yield from (words for article, words in dated if single or _is_own(article, root))


def _is_own(article: dict[str, Any], root: Any) -> bool:
    """Whether JSON-LD describes the article of the page, by its address or headline."""
    entity = article.get("mainEntityOfPage")
    given = (article.get("url"), article.get("@id"), entity.get("@id") if isinstance(entity, dict) else entity)
    own, headline = address_key(_address(root)), article.get("headline")
    headings = {" ".join(str(words).split()) for words in (*root.xpath("//meta[@property='og:title']/@content"), *(each.text_content() for each in root.xpath("//h1")))}
    return (own is not None and own in map(address_key, given)) or (isinstance(headline, str) and " ".join(headline.split()) in headings)


def articles_in(text: str) -> Iterator[dict[str, Any]]:
    """Yield the articles in JSON-LD, none if it is not valid JSON."""
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
    """Return a JSON-LD value as text; it may be in a list, or an object with a type."""
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("@value") if isinstance(value, dict) else value
    return str(value) if isinstance(value, str | int) else ""


def _beside_heading(root: Any) -> Iterator[str]:
    """Yield the first date shown in the <article> or <main> with the heading, or beside it, else the one in a line such as "Posted on …"."""
    for place in _places(root):
        shown = next(_shown(place), None)
        if shown is not None:
            yield shown
            return
        yield from _after_label(place)


def _places(root: Any) -> list[Any]:
    """Return the elements with the article: <article> or <main> with the heading, else the innermost <div> with the page's only heading and paragraphs.

    Such a heading may also be the name of the site, with the day of the visit below it; that of an article has more words, and begins the title.
    """
    marked = root.xpath("//article[.//h1]") or root.xpath("//main[.//h1]")
    headings = [(each, " ".join(each.text_content().split())) for each in root.xpath("//h1")]
    if marked or len(headings) != 1:
        return list(marked)
    (heading, words), title = headings[0], " ".join(root.xpath("string(//title)").split())
    around = next((each for each in heading.iterancestors() if each.xpath("count(.//p)") > 1), None)
    return [around] if len(words.split()) >= _HEADLINE and title.startswith(words) and around is not None and around.tag == "div" else []


def _is_dated(token: str) -> bool:
    """Whether a class, as the last part of a name in BEM or Drupal, is that of a date of publication; times of day have classes too."""
    name = re.split("__|--", token)[-1].removeprefix("name-field-")
    return name in _DATED or (means_publication(name) and "time" not in name)


def _shown(place: Any, apart: frozenset[str] = _APART) -> Iterator[str]:
    """Yield the dates in <time> elements of an element, then those in elements with a class for dates."""
    for element in _marked(place, apart):
        yield _words(element) if element.tag == "time" else " ".join(_words(element).split())


def _marked(place: Any, apart: frozenset[str] = _APART) -> Iterator[Any]:
    """Yield the elements of `_shown`; in a <div>, which may hold more than the article, those above the second paragraph of prose: the first may be a summary."""
    prose = next(islice(filter(_is_prose, place.iter("p")), 1, None), None) if place.tag == "div" else None
    above = None if prose is None else set(prose.iterancestors()) | set(prose.xpath("preceding::*"))
    for element in place.xpath(".//time")[:_MOST]:
        if (above is None or element in above) and not _elsewhere(element, place, apart) and not _changed(element) and not _in_prose(element):
            yield element
    for element in place.xpath(".//*[(@class or @property) and not(.//*[@class])]")[:_MOST]:
        dated = element.tag != "time" and (above is None or element in above) and ("dc:created" in element.get("property", "") or any(map(_is_dated, element.get("class", "").lower().split())))
        # An empty tuple means that only an update is dated.
        if dated and not _elsewhere(element, place, apart) and not _of_others(element, place) and days_of(" ".join(_words(element).split())) != ():
            yield element


def is_of_others(element: Any) -> bool:
    """Whether a date is in a sidebar or a link, or classes around it say that it is that of a comment, a teaser or an update."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return _elsewhere(element) or _of_others(element, None) or "last" in names


def day_of_change_in(root: Any) -> date | None:
    """Return the date of a line such as "Last updated on 15 May 2024" between the only heading of a page and its prose."""
    headings = root.xpath("//h1") if root is not None else []
    for element in headings[0].xpath("following::*[not(self::script or self::style)]")[:_MOST] if len(headings) == 1 else ():
        if element.tag == "p" and _is_prose(element):
            return None
        if not _elsewhere(element) and (day := day_of_change(" ".join(element.text_content().split()))):
            return day
    return None


def _is_prose(paragraph: Any) -> bool:
    words = " ".join(paragraph.text_content().split())
    return words.endswith((".", "!", "?")) and len(words.split()) >= _SENTENCE


def shown_in(place: Any, order: Order | None) -> tuple[date | None, Precision, str | None]:
    """Return the date shown by one of several articles of a page, as in `published`; it may be in a link to the article."""
    found = (place.xpath("string(.//@datetime[../@itemprop='datePublished'] | .//@content[../@itemprop='datePublished'])"), *_shown(place, frozenset(("aside", "nav", "form"))))
    words = next((each.strip() for each in found if each.strip()), None)
    if words is None:
        return None, Precision.DAY, None
    day, precision = day_or_line(words, order)
    return day, precision, None if day else words


def _after_label(place: Any) -> Iterator[str]:
    """Yield the date of a line such as "Posted on 6 March 2024" above the first long paragraph."""
    for element in place.xpath(".//*[self::p or self::div or self::span or self::small][not(.//div or .//p)]")[:_MOST]:
        words = " ".join(element.text_content().split())
        if element.tag == "p" and len(words) > _PROSE:
            return
        if LABEL.match(words) and len(words) <= _PROSE and days_of(words) and not _elsewhere(element) and not _of_others(element, place):
            yield words
            return


def _elsewhere(element: Any, place: Any = None, apart: frozenset[str] = _APART) -> bool:
    """Whether an element is in a link to another page, a sidebar, an article nested in the article, or data of something else."""
    around = list(takewhile(lambda each: each is not place, element.iterancestors()))
    # WordPress shows the date as a permanent link.
    tags = [each.tag for each in around if each.tag != "a" or "bookmark" not in (each.get("rel") or "").split()]
    kind = next((each.get("itemtype") or "" for each in around if each.get("itemscope") is not None), "")
    if kind and not _ARTICLES.search(kind) and not kind.endswith("Page"):
        return True
    return bool(apart & set(tags)) or tags.count("article") > (1 if place is None or place.tag == "main" else 0)


def _of_others(element: Any, place: Any) -> bool:
    """Whether classes around a date, within the article, say that it belongs to a comment, a teaser or an update."""
    return any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in (element, *takewhile(lambda each: each is not place, element.iterancestors())))


def _in_prose(element: Any) -> bool:
    """Whether a date is in a sentence of the article ("On 20 October 2011 the ruler died ...") or in a quoted post."""
    around = next((each for each in element.iterancestors("p", "blockquote")), None)
    if around is None or around.tag == "blockquote":
        return around is not None
    words = " ".join(around.text_content().split())
    sentence = _is_prose(around) and not LABEL.match(words) and days_of(words) is None
    return len(words) > _PROSE or sentence


def _changed(element: Any) -> bool:
    """Whether a date is that of an update, by its class or the word before it; "published updated" means both."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    if "publish" in names:
        return False
    before = element.getprevious()
    words = (element.getparent().text if before is None else before.tail if (before.tail or "").strip() else before.text_content()) or ""
    return "updated" in names or "modified" in names or _CHANGED.search(words[-_MOST:]) is not None


def _words(element: Any) -> str:
    # In microformats, the title of an <abbr> is its value.
    return str(element.get("datetime") or element.get("content") or (element.tag == "abbr" and element.get("title")) or element.text_content())


def order_in(root: Any) -> Order | None:
    """Return the order of day and month in the language that a page declares."""
    language = root.xpath("string(//html/@lang)") or root.xpath("string(//meta[@property='og:locale']/@content)") or root.xpath("string(//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content)")
    return order_of(str(language) or None)


def _address(root: Any) -> str | None:
    return str(root.xpath("string(//link[@rel='canonical']/@href)") or root.xpath("string(//meta[@property='og:url']/@content)")) or None
