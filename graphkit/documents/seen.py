"""A page as its readers see the article: without hidden elements, boxes of others and marks of encyclopedias, and without tables for layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from graphkit.documents.clippings import is_prose
from graphkit.documents.published import tree_of

# Elements that are not shown, the bar that the Wayback Machine puts into its copies, and comments below documents of Google.
_HIDDEN = "(@hidden and not(@hidden='until-found')) or @id='wm-ipp-base' or (self::div and p/a[starts-with(@href, '#cmnt_ref')])"
# Of MediaWiki: links for editors, numbers of notes, and the notes, which are titles of other texts.
_OF_WIKI = " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in ("mw-editsection", "reflist", "mw-references-wrap", "navbox"))
_NOTES = f"(self::sup and contains(concat(' ', normalize-space(@class), ' '), ' reference ')) or (self::ol and contains(concat(' ', normalize-space(@class), ' '), ' references ')) or {_OF_WIKI}"
_GONE = f"//body//*[{_HIDDEN} or {_NOTES}]"
# Boxes in which readers subscribe, or agree to cookies, in so many words at most.
_BOXES = (
    (re.compile(r"(?:^|[\s_-])(?:newsletter|sign-?up|subscribe|subscription)(?=$|[\s_-])", re.IGNORECASE), 60),
    (re.compile(r"(?:^|[\s_-])(?:cookies?|consent|gdpr)(?=$|[\s_-])", re.IGNORECASE), 150),
)
# What boxes ask for; those of some sites around parts of the article have such names too.
_ASKS = re.compile(r"\b(?:cookies?|newsletters?|inbox|e-?mails?|subscri(?:be|ptions?)|sign[ -]?up|your?)\b", re.IGNORECASE)
# For trafilatura, what is called so is of another article; on some sites, it is the part before the first advertisement.
_TEASER = re.compile(r"\S*teaser\S*", re.IGNORECASE)
_OF_OTHERS = "//a[not(ancestor::p or ancestor::figure)] | //p[count(a) = 1 and normalize-space() = normalize-space(a)]"
# Elements of a table without those in its cells.
_OF_TABLE = ". | tbody | tr | tbody/tr | tr/td | tbody/tr/td"


def seen(page: str, root: Any) -> str:
    """Return a page without the elements that it marks as hidden or as boxes, unless these have most of its paragraphs, and without tables for layout.

    Args:
        page: the page.
        root: its tree from `tree_of`.
    """
    if root is None or not (root.xpath(f"boolean({_GONE})") or [*_boxes(root), *_own_teasers(root)] or _layout(root) or _items(root)):
        return page
    from lxml.html import tostring

    kept: Any = tree_of(page)
    before = _letters_in_paragraphs(root)
    for each in [*kept.xpath(_GONE), *_boxes(kept)]:
        # What is in an element that is gone has no parents left in the page.
        if each.getparent() is not None:
            each.drop_tree()
    if 2 * _letters_in_paragraphs(kept) <= before:
        kept = tree_of(page)
    for each in list(_own_teasers(kept)):
        each.set("class", _TEASER.sub("", each.get("class")))
    for each in _items(kept):
        words = each.makeelement("p")
        words.text, each.text = each.text, None
        words.extend(list(each))
        each.append(words)
    for table in _layout(kept):
        for each in table.xpath(_OF_TABLE):
            each.tag = "div"
    return str(tostring(kept, encoding="unicode"))


def _boxes(root: Any) -> Iterator[Any]:
    """Yield short elements without a headline that are named after newsletters, subscriptions and cookies, and whose prose asks readers for these."""
    for each in root.xpath("//body//*[(self::div or self::section or self::aside or self::form) and (@class or @data-qa)]"):
        named = f"{each.get('class') or ''} {each.get('data-qa') or ''}"
        most = next((most for names, most in _BOXES if names.search(named)), 0)
        if most and next(each.iter("h1"), None) is None and _is_box(each, most):
            yield each


def _is_box(element: Any, most: int) -> bool:
    texts, blocks = list(islice(element.itertext(), 4 * most)), list(islice(element.iter("p", "li"), most))
    short = len(texts) < 4 * most and len(blocks) < most and len(" ".join(texts).split()) <= most
    return short and not any(map(_of_article, (element, *blocks)))


def _of_article(block: Any) -> bool:
    return is_prose(words := " ".join("".join(block.itertext()).split())) and not _ASKS.search(words)


def _own_teasers(root: Any) -> Iterator[Any]:
    """Yield elements with such a name that have several paragraphs of prose, and no link but within these."""
    named = root.xpath("//body//*[contains(translate(@class, 'TEASR', 'teasr'), 'teaser') and count(.//p) > 1]")
    linked = {above for link in root.xpath(_OF_OTHERS) for above in link.iterancestors()} if named else ()
    for each in named:
        if each not in linked and sum(is_prose(" ".join(one.itertext())) for one in islice(each.iter("p"), 5) if next(one.iterancestors("a"), None) is None) > 1:
            yield each


def _items(root: Any) -> list[Any]:
    """Return the items that are prose of lists beside paragraphs, on a page that does not mark its article; trafilatura finds only paragraphs there.

    Other lists may be of comments or other articles.
    """
    if root.xpath("boolean(//article or //main or //*[@role='main'])"):
        return []
    beside = {words.getparent() for words in root.iter("p") if is_prose(" ".join(words.itertext()))}
    plain = root.xpath("//li[not(.//p or .//div or .//li or .//table) and not(ancestor::nav or ancestor::header or ancestor::footer or ancestor::aside)]")
    return [each for each in plain if next(islice(each.iterancestors(), 1, None), None) in beside and is_prose(words := " ".join(each.itertext())) and 2 * sum(len("".join(link.itertext())) for link in each.iter("a")) < len(words)]


def _layout(root: Any) -> set[Any]:
    """Return the tables with several paragraphs or headings in a cell, as in newsletters and old pages, or lines of prose; trafilatura joins these to one line."""
    blocks, lines = (Counter(cell for block in root.iter(*tags) for cell in islice(block.iterancestors("td"), 1)) for tags in (("p", "h1", "h2", "h3"), ("br",)))
    cells = {cell for cell in blocks | lines if blocks[cell] > 1 or (blocks[cell] + lines[cell] > 1 and is_prose(" ".join(cell.itertext())))}
    return {table for cell in cells for table in cell.iterancestors("table")}


def _letters_in_paragraphs(root: Any) -> int:
    return sum(len(each.text_content()) for each in root.iter("p"))
