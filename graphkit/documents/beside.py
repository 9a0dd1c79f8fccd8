"""Dates shown on a page beside the heading of an article: in <time>, in an element with a class for dates, or behind "Posted on".

Dates of updates, of comments, of other articles, of entries of the text and in its sentences do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import Any

from graphkit.dates import LABEL, Order, means_publication, order_of
from graphkit.documents.address import host_of
from graphkit.documents.dayline import day_of_change, day_or_line, day_read, days_of
from graphkit.model import Precision

# Types of JSON-LD and microdata that are articles.
ARTICLES = re.compile(r"(?:Article|Posting|Report|Review)$")
# Elements looked at, at most.
MOST = 200
# Elements whose dates belong to something other than the page's article.
_APART = frozenset("a aside nav footer form figcaption".split())
# Classes of the element with the date.
_DATED = frozenset("date published publish-date published-date pub-date pubdate publication-date post-date entry-date article-date dated dateline posted-on submitted submitted-date tarih fecha datum".split())
# Classes around dates of other things, or of updates; within an article, each part is a widget for some content systems.
_OTHERS = re.compile(r"comment|related|teaser|sidebar|widget|recommend|updated|modified", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated?|modified|edited|revised|corrected)\W*(?:on|at)?\W*\Z", re.IGNORECASE)
# Words before the date of something else.
_OTHERWISE = re.compile(r"\b(?:when|event|deadline|held|starts?|ends?|expires?|closing|born|died|taken|until)\W*\Z", re.IGNORECASE)
_ISSUED = re.compile(rf"(?:{LABEL.pattern})\Z", re.IGNORECASE)
# Characters; longer paragraphs belong to the article, and so do sentences of so many words.
_PROSE, _SENTENCE = 160, 8
# Elements around a date that may hold a link beside it.
_NEAR = 4
# Least number of words of a headline that cannot be the name of a site, and of a link to another article; names of authors have fewer.
_HEADLINE = 4


def beside_heading(root: Any) -> Iterator[str]:
    """Yield the dates shown between heading and text of the <article> or <main> with the heading, or beside it, else the one in a line such as "Posted on …".

    Of several days, only one that is said to be that of publication counts; else they are yielded as one text, which is no date.
    """
    for place in _places(root):
        elements = list(_on_top(place))
        if elements:
            yield from _agreed(elements, place, order_in(root))
            return
        labelled = list(_after_label(place))
        yield from labelled or _unmarked(place)


def day_shown(root: Any) -> date | None:
    """Return the day shown beside the heading, None if there is none."""
    elements = [each for place in _places(root)[:1] for each in _on_top(place)]
    shown = (day_or_line(" ".join(each.text_content().split()), order_in(root)) for each in elements)
    return next((found for found, precision in shown if found is not None and precision is Precision.DAY), None)


def _agreed(elements: Sequence[Any], place: Any, order: Order | None) -> Iterator[str]:
    below = [each for each in _marked(place) if each not in elements and _signs(each) == _signs(elements[0]) and any(map(_is_prose, each.xpath("following::p[1]")))]
    days = {each: day for each in (*elements, *below) if (day := day_or_line(_said(each), order)[0])}
    if len(set(days.values())) < 2:
        yield from map(_said, elements)
        return
    # A day above the heading may be that of the visit.
    below_heading = {days[each] for each in elements if each in days and each.xpath("boolean(preceding::h1)")}
    if len(below_heading) == 1 and not below:
        yield _said(next(each for each in elements if days.get(each) in below_heading))
        return
    issued = [each for each in elements if each in days and (_ISSUED.search(f"{_before(each).strip()} ") or "publish" in _names(each))]
    yield _said(issued[0]) if len({days[each] for each in issued}) == 1 else "; ".join(dict.fromkeys(map(_said, days)))


def _signs(element: Any) -> tuple[str, ...]:
    """Return tags and classes of an element and of that around it, which the dates of several entries share."""
    return tuple(each.get("class", "") or str(each.tag) for each in (element, element.getparent()))


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


def _says_date(token: str) -> bool:
    """Whether a part of a class is "date", as in `date_text` and `article-datetime`."""
    return not {"date", "datetime"}.isdisjoint(re.split("[-_]+", token))


def _on_top(place: Any) -> Iterator[Any]:
    """Yield the elements of `_marked` above the second paragraph of prose (the first may be a summary), or behind a label for publication."""
    first, second = [*islice(filter(_is_prose, place.iter("p")), 2), None, None][:2]
    above = None if second is None else set(second.iterancestors()) | set(second.xpath("preceding::*"))
    headed = set(first.xpath("following::*[self::h2 or self::h3 or self::h4]/following::*")) if first is not None else set[Any]()
    for element in _marked(place):
        if ((above is None or element in above) and element not in headed) or LABEL.match(f"{_before(element)} "):
            yield element


def _marked(place: Any, apart: frozenset[str] = _APART) -> Iterator[Any]:
    """Yield the <time> elements of an element, then those with a class for dates."""
    for element in place.xpath(".//time")[:MOST]:
        if not elsewhere(element, place, apart) and not _changed(element, place) and not _in_prose(element) and not _beside_link(element, place) and not _OTHERWISE.search(_before(element)):
            yield element
    for element in place.xpath(".//*[(@class or @property) and not(.//*[@class])]")[:MOST]:
        tokens = element.get("class", "").lower().split()
        named = any(map(_is_dated, tokens)) or (any(map(_says_date, tokens)) and days_of(_said(element)))
        dated = element.tag != "time" and ("dc:created" in element.get("property", "") or named)
        # An empty tuple means that only an update is dated.
        if dated and not elsewhere(element, place, apart) and not _of_others(element, place) and days_of(_said(element)) != ():
            yield element


def _unmarked(place: Any) -> Iterator[str]:
    """Yield the day that stands alone between the heading and the text, if there is only one."""
    headings = place.xpath(".//h1")
    prose = next(filter(_is_prose, place.iter("p")), None)
    if len(headings) != 1 or prose is None:
        return
    above = set(prose.xpath("preceding::*"))
    leaves = [each for each in headings[0].xpath("following::*[not(*) and not(self::script or self::style)]")[:MOST] if days_of(_said(each))]
    found = [
        each for each in leaves
        if each in above and not elsewhere(each, place) and not _of_others(each, place) and not _changed(each, place) and not _beside_link(each, place) and not _OTHERWISE.search(_before(each))
    ]  # fmt: skip
    # Entries of one page have days of the same look, with text below.
    entries = [each for each in leaves if each not in above and found and _signs(each) == _signs(found[0]) and any(map(_is_prose, each.xpath("following::p[1]")))]
    days = {day_read(_said(each)) for each in (*found, *entries)}
    yield from map(_said, found if len(days) == 1 else ())


def shown_in(place: Any, order: Order | None) -> tuple[date | None, Precision, str | None]:
    """Return the date shown by one of several articles of a page, as in `published`; it may be in a link to the article."""
    marked = _marked(place, frozenset(("aside", "nav", "form")))
    found = (place.xpath("string(.//@datetime[../@itemprop='datePublished'] | .//@content[../@itemprop='datePublished'])"), *map(_said, marked))
    words = next((each.strip() for each in found if each.strip()), None)
    if words is None:
        return None, Precision.DAY, None
    day, precision = day_or_line(words, order)
    return day, precision, None if day else words


def is_of_others(element: Any) -> bool:
    """Whether a date is in a sidebar or a link, or classes around it say that it is that of a comment, a teaser or an update."""
    return elsewhere(element) or _of_others(element, None) or "last" in _names(element)


def day_of_change_in(root: Any) -> date | None:
    """Return the date of a line such as "Last updated on 15 May 2024" between the only heading of a page and its prose."""
    headings = root.xpath("//h1") if root is not None else []
    for element in headings[0].xpath("following::*[not(self::script or self::style)]")[:MOST] if len(headings) == 1 else ():
        if element.tag == "p" and _is_prose(element):
            return None
        if not elsewhere(element) and (day := day_of_change(" ".join(element.text_content().split()))):
            return day
    return None


def _is_prose(paragraph: Any) -> bool:
    words = " ".join(paragraph.text_content().split())
    return words.endswith((".", "!", "?")) and len(words.split()) >= _SENTENCE


def _after_label(place: Any) -> Iterator[str]:
    """Yield the date of a line such as "Posted on 6 March 2024" above the first long paragraph."""
    for element in place.xpath(".//*[self::p or self::div or self::span or self::small][not(.//div or .//p)]")[:MOST]:
        words = " ".join(element.text_content().split())
        if element.tag == "p" and len(words) > _PROSE:
            return
        if LABEL.match(words) and len(words) <= _PROSE and days_of(words) and not elsewhere(element) and not _of_others(element, place):
            yield words
            return


def elsewhere(element: Any, place: Any = None, apart: frozenset[str] = _APART) -> bool:
    """Whether an element is in a link to another page, a sidebar, an article nested in the article, or data of something else."""
    around = list(takewhile(lambda each: each is not place, element.iterancestors()))
    # WordPress shows the date as a permanent link.
    tags = [each.tag for each in around if each.tag != "a" or "bookmark" not in (each.get("rel") or "").split()]
    kind = next((each.get("itemtype") or "" for each in around if each.get("itemscope") is not None), "")
    if kind and not ARTICLES.search(kind) and not kind.endswith("Page"):
        return True
    return bool(apart & set(tags)) or tags.count("article") > (1 if place is None or place.tag == "main" else 0)


def _of_others(element: Any, place: Any) -> bool:
    """Whether classes around a date, within the article, say that it belongs to a comment, a teaser or an update."""
    return any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in (element, *takewhile(lambda each: each is not place, element.iterancestors())))


def _beside_link(element: Any, place: Any) -> bool:
    """Whether a date is in one element with a link of several words: that of another article, in a list below the heading."""
    for around in islice(takewhile(lambda each: each is not place, element.iterancestors()), _NEAR):
        if len(list(islice(around.iter("time"), 2))) > 1 or next(around.iter("h1"), None) is not None:
            return False
        links = [link for link in around.iter("a") if link.get("href", "#")[:1] != "#" and link.get("rel") != "author"]
        if links:
            return any(len(link.text_content().split()) >= _HEADLINE - (around.tag == "li") for link in links)
    return False


def _in_prose(element: Any) -> bool:
    """Whether a date is in a sentence of the article ("On 20 October 2011 the ruler died ...") or in a quoted post."""
    around = next((each for each in element.iterancestors("p", "blockquote", "li") if each.tag != "li" or not each.xpath("boolean(.//p)")), None)
    if around is None or around.tag == "blockquote":
        return around is not None
    words = " ".join(around.text_content().split())
    sentence = _is_prose(around) and not LABEL.match(words) and days_of(words) is None
    return len(words) > _PROSE or sentence


def _changed(element: Any, place: Any) -> bool:
    """Whether a date is that of an update, by its class, that of an element around it, or the word before it; "published updated" means both."""
    if "publish" in _names(element):
        return False
    around = [element, *takewhile(lambda each: each is not place, element.iterancestors())][:3]
    named = any("updated" in _names(each) or "modified" in _names(each) for each in around if "publish" not in _names(each))
    return named or _CHANGED.search(_before(element)) is not None


def _before(element: Any) -> str:
    """Return the last words before an element, unless many empty elements stand between."""
    at = element
    for _ in range(MOST):
        last = at.getprevious()
        at = at.getparent() if last is None else last
        if at is None:
            break
        words = at.text if last is None else at.tail if (at.tail or "").strip() else "".join(at.xpath("(descendant::text()[normalize-space()])[last()]"))
        if words and words.strip():
            return " ".join(words[-MOST:].split())
    return ""


def _names(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()


def words_of(element: Any) -> str:
    """Return the date in an element as written: in its attributes, else in its text."""
    # In microformats, the title of an <abbr> is its value.
    return str(element.get("datetime") or element.get("content") or (element.tag == "abbr" and element.get("title")) or " ".join(element.itertext()))


def _said(element: Any) -> str:
    return " ".join(words_of(element).split())


def address_in(root: Any) -> str | None:
    """Return the address that a page declares."""
    return str(root.xpath("string(//link[@rel='canonical']/@href)") or root.xpath("string(//meta[@property='og:url']/@content)")) or None


def order_in(root: Any) -> Order | None:
    """Return the order of day and month in the language that a page declares, or in the country of its address; None if they differ."""
    language = root.xpath("string(//html/@lang)") or root.xpath("string(//meta[@property='og:locale']/@content)") or root.xpath("string(//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content)")
    order, there = order_of(str(language) or None), order_of(f"en-{(host_of(address_in(root)) or '').rpartition('.')[2]}")
    # Programs that make pages are set to American English, also elsewhere.
    differ = order and there and order is not there
    return None if differ else order or there
