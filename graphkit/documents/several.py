"""Pages that hold several articles and say so: posts of a live blog, the articles of a section, a newsletter.

A page says it by an <article> element for each, with a heading or a time of its own, by microdata, or by JSON-LD with
the text of each. Sections of one article, teasers beside it and comments below it are no articles; what is not plain stays one.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from graphkit.dates import parse_date
from graphkit.documents.markup import text_of
from graphkit.documents.published import articles_in, published, shown_in
from graphkit.model import Precision

# Elements that are an article of their own by what the page calls them.
_PIECES = "//article | //*[@itemprop='liveBlogUpdate'] | //*[@itemscope and (contains(@itemtype, '/NewsArticle') or contains(@itemtype, '/BlogPosting'))]"
_SIDE = frozenset("a aside nav footer form".split())
_OTHERS = re.compile(r"(?:\b|_)(?:comments?|repl(?:y|ies)|related|teasers?|sidebar|widget|recommend(?:ed|ations?)?|promo|trending|most-read)(?:\b|_)", re.IGNORECASE)
_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
# Words outside links; what has fewer is a teaser's line or a caption. An article that stands elsewhere and has less than
# this share of the longest one is a teaser too.
_SHORTEST, _TEASER = 8, 0.25
# The share of a page's words that its articles have: of the page of one article, what stands beside it has less.
_SHARE = 0.5
# Days between a page's own and those of its articles; entries of a chronology lie further off.
_SPREAD = 31
# Words by which an article without an anchor of its own is found in its page.
_FOUND_BY = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a page.

    Attributes:
        text: all its words.
        markup: its element; "" where JSON-LD gives its text.
        title: its heading, None where it has none of its own.
        url: of its own, else its place in the page, relative to the page's where that is unknown.
        anchor: by which it is known again in the page.
        published, precision, unread: as `published` gives them of a page.
    """

    text: str
    markup: str
    title: str | None
    url: str
    anchor: str
    published: date | None
    precision: Precision
    unread: str | None

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.text.split()


def pieces_of(root: Any, url: str | None, words: int) -> list[Piece]:
    """The articles of a page that plainly holds several; none where it does not.

    Args:
        root: the page's tree, as `tree_of` gives it.
        url: the page's address, None where it is unknown.
        words: how many words the page has, read as one article.
    """
    if root is None:
        return []
    described = [item for script in root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]") for item in articles_in(script.text or "")]
    elements = _leaves(root)
    rest = _without(root, elements) if len(elements) > 1 else None
    day, precision, _ = published(rest)
    kept = _plain(elements, [_piece(each, root, url) for each in elements], root, described, rest) if rest is not None else []
    for pieces in (_unlike(kept), _unlike(_described(described, url))):
        far = day is not None and any(piece.published and abs((piece.published - day).days) > _SPREAD for piece in pieces)
        if len(pieces) > 1 and not far and sum(len(piece.words) for piece in pieces) >= _SHARE * words:
            return [piece if piece.published else replace(piece, published=day, precision=precision) for piece in pieces]
    return []


def _leaves(root: Any) -> list[Any]:
    """The elements that are articles and hold no others."""
    found = [each for each in root.xpath(_PIECES) if not _is_aside(each)]
    holding = {above for each in found for above in each.iterancestors()}
    return [each for each in found if each not in holding]


def _is_aside(element: Any) -> bool:
    """Whether an element stands at the side, in a link, or below a comment or a list of teasers, by what these are called."""
    around = [element, *element.iterancestors()]
    return bool(_SIDE & {str(each.tag) for each in around}) or any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}") for each in around if each.tag not in ("html", "body"))


def _without(root: Any, elements: Sequence[Any]) -> Any:
    """The page without its articles; what JSON-LD says of several is theirs."""
    gone, rest = set(elements), copy.deepcopy(root)
    for each, copied in zip(root.xpath(_PIECES), rest.xpath(_PIECES), strict=True):
        if each in gone:
            copied.drop_tree()
    scripts = rest.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]")
    if sum(1 for script in scripts for _ in articles_in(script.text or "")) > 1:
        for script in scripts:
            script.drop_tree()
    return rest


def _plain(elements: Sequence[Any], pieces: Sequence[Piece], root: Any, described: Sequence[dict[str, Any]], rest: Any) -> list[Piece]:
    """Those of the elements that are plainly articles of their own."""
    live = any("LiveBlogPosting" in str(item.get("@type")) for item in described)
    single = not live and (len(described) == 1 or root.xpath("string(//meta[@property='og:type']/@content)").strip().lower() == "article")
    headed = bool(rest.xpath("//h1[normalize-space() and not(ancestor::header and ancestor::header[.//nav])]"))
    own = urlsplit(_first(root, "//link[@rel='canonical']/@href") or "").path
    longest = max(len(piece.words) for piece in pieces)
    kept = []
    for element, piece in zip(elements, pieces, strict=True):
        timed = piece.published is not None or piece.unread is not None
        link = _link(element)
        elsewhere = link is not None and not link.startswith("#") and urlsplit(link).path != own
        alone = timed and not elsewhere if single else timed or elsewhere if headed else timed or piece.title is not None
        teaser = elsewhere and len(piece.words) < _TEASER * longest
        if alone and not teaser and len(" ".join(element.xpath(".//text()[not(ancestor::a or ancestor::script or ancestor::style)]")).split()) >= _SHORTEST:
            kept.append(piece)
    return kept


def _piece(element: Any, root: Any, url: str | None) -> Piece:
    from lxml import etree

    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    text = text_of(markup)
    title = " ".join(_first(element, f"string(.//*[{_HEADING}])").split()) or None
    link, found_by = _link(element), f":~:text={quote(' '.join((title or text).split()[:_FOUND_BY]), safe='')}"
    own = _first(element, "@id") or found_by
    where = urljoin(url or "", link or f"#{own}")
    return Piece(text, markup, title, where, _anchor(where, url) or own, *shown_in(element, root))


def _anchor(where: str, url: str | None) -> str | None:
    """What stands behind the # of an address that leads to a place of the page; None for that of another page."""
    page, found = urlsplit(url or ""), urlsplit(where)
    return found.fragment if (found.netloc, found.path) == (page.netloc, page.path) else None


def _link(element: Any) -> str | None:
    """The address of an article that a page gives with it: in its heading, around its time, or as such."""
    asked = f".//*[{_HEADING}]//a/@href | .//a[.//*[{_HEADING}]]/@href | .//a[.//time or @rel='bookmark' or @itemprop='url']/@href"
    link = str(_first(element, asked)).strip()
    return link if link and not re.match(r"(?!https?:)[a-z]+:", link, re.IGNORECASE) else None


def _first(element: Any, asked: str) -> str:
    found = element.xpath(asked)
    return str(found if isinstance(found, str) else found[0] if found else "")


def _described(items: Iterable[dict[str, Any]], url: str | None) -> Iterator[Piece]:
    """The articles whose text JSON-LD gives: the posts of a live blog, else those of the page."""
    given = list(items)
    posts = [post for item in given for post in (item.get("liveBlogUpdate") or ()) if isinstance(item.get("liveBlogUpdate"), list) and isinstance(post, dict)]
    for item in posts or given:
        text, link = item.get("articleBody"), item.get("url") or item.get("@id")
        if not isinstance(text, str) or len(text.split()) < _SHORTEST:
            continue
        words = text_of(text)
        title = item.get("headline") or item.get("name")
        day, precision = parse_date(item.get("datePublished"))
        anchor = f":~:text={quote(' '.join(words.split()[:_FOUND_BY]), safe='')}"
        where = urljoin(url or "", link if isinstance(link, str) and link else f"#{anchor}")
        yield Piece(words, "", text_of(title) if isinstance(title, str) else None, where, _anchor(where, url) or anchor, day, precision, None)


def _unlike(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces without those that stand twice, as for narrow and for wide screens."""
    return list({" ".join(piece.words): piece for piece in pieces}.values())
