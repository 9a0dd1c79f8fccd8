"""Pages with several articles that are marked as such: posts of a live blog, articles of a section, a newsletter.

Marks are an <article> element for each, with a heading or time, microdata, or JSON-LD with the text of each. Sections of
one article, teasers and comments are not articles; ambiguous pages remain one article.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from graphkit.dates import Order, parse_date
from graphkit.documents.beside import order_in, shown_in
from graphkit.documents.entries import with_entries
from graphkit.documents.markup import text_of
from graphkit.documents.published import articles_in, published
from graphkit.model import Precision

# Elements marked as articles.
_PIECES = "//article | //*[@itemprop='liveBlogUpdate'] | //*[@itemscope and (contains(@itemtype, '/NewsArticle') or contains(@itemtype, '/BlogPosting'))]"
_SIDE = frozenset("a aside nav footer form".split())
_OTHERS = re.compile(r"(?:\b|_)(?:comments?|repl(?:y|ies)|related|teasers?|sidebar|widget|recommend(?:ed|ations?)?|promo|trending|most-read)(?:\b|_)", re.IGNORECASE)
_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
# Least number of words outside links; elements with fewer are teasers or captions. An article that links elsewhere and has
# less than this share of the longest one's words is a teaser too.
_SHORTEST, _TEASER = 8, 0.25
# Least share of the page's words in its articles; on a page with one article, other elements have less.
_SHARE = 0.5
# Greatest number of days between the page's date and its articles'; entries of a chronology are further apart.
_SPREAD = 31
# Words in the text fragment of an article without an anchor.
_FOUND_BY = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a page.

    Attributes:
        text: all its text.
        markup: its element; "" if the text is from JSON-LD.
        title: its heading, None if it has none.
        url: its own address, else its place in the page, relative if the page's address is unknown.
        anchor: fragment that identifies it in the page.
        published, precision, unread: as returned by `published` for a page.
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
        """Words of the text."""
        return self.text.split()


def pieces_of(root: Any, url: str | None, words: int) -> list[Piece]:
    """Return the articles of a page that clearly has several, else [].

    Args:
        root: the page's tree from `tree_of`.
        url: the page's address, None if unknown.
        words: number of words of the page read as one article.
    """
    if root is None:
        return []
    root = with_entries(root)
    described = [item for script in root.xpath("//script[starts-with(normalize-space(@type), 'application/ld+json')]") for item in articles_in(script.text or "")]
    elements = _leaves(root)
    rest = _without(root, elements) if len(elements) > 1 else None
    day, precision, _ = published(rest)
    order = order_in(root)
    kept = _plain(elements, [_piece(each, order, url) for each in elements], root, described, rest) if rest is not None else []
    for pieces in (_unlike(kept), _unlike(_described(described, url))):
        far = day is not None and any(piece.published and abs((piece.published - day).days) > _SPREAD for piece in pieces)
        if len(pieces) > 1 and not far and sum(len(piece.words) for piece in pieces) >= _SHARE * words:
            return [piece if piece.published else replace(piece, published=day, precision=precision) for piece in pieces]
    return []


def _leaves(root: Any) -> list[Any]:
    """Return the elements marked as articles that contain no other such element."""
    found = [each for each in root.xpath(_PIECES) if not _is_aside(each)]
    holding = {above for each in found for above in each.iterancestors()}
    return [each for each in found if each not in holding]


def _is_aside(element: Any) -> bool:
    """Whether an element is in a sidebar, a link, comments or a list of teasers, by tags and classes around it."""
    around = [element, *element.iterancestors()]
    return bool(_SIDE & {str(each.tag) for each in around}) or any(_OTHERS.search(f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}") for each in around if each.tag not in ("html", "body"))


def _without(root: Any, elements: Sequence[Any]) -> Any:
    """Return the page without its articles, and without JSON-LD that describes several."""
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
    """Return the pieces of elements that are clearly separate articles."""
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


def _piece(element: Any, order: Order | None, url: str | None) -> Piece:
    from lxml import etree

    markup = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    text = text_of(markup)
    title = " ".join(_first(element, f"string(.//*[{_HEADING}])").split()) or None
    link, found_by = _link(element), f":~:text={quote(' '.join((title or text).split()[:_FOUND_BY]), safe='')}"
    own = _first(element, "@id") or found_by
    where = urljoin(url or "", link or f"#{own}")
    return Piece(text, markup, title, where, _anchor(where, url) or own, *shown_in(element, order))


def _anchor(where: str, url: str | None) -> str | None:
    """Return the fragment of an address in the page; None for an address of another page."""
    page, found = urlsplit(url or ""), urlsplit(where)
    return found.fragment if (found.netloc, found.path) == (page.netloc, page.path) else None


def _link(element: Any) -> str | None:
    """Return the address given with an article: in its heading, around its time, or as a permalink."""
    asked = f".//*[{_HEADING}]//a/@href | .//a[.//*[{_HEADING}]]/@href | .//a[.//time or @rel='bookmark' or @itemprop='url']/@href"
    link = str(_first(element, asked)).strip()
    return link if link and not re.match(r"(?!https?:)[a-z]+:", link, re.IGNORECASE) else None


def _first(element: Any, asked: str) -> str:
    found = element.xpath(asked)
    return str(found if isinstance(found, str) else found[0] if found else "")


def _described(items: Iterable[dict[str, Any]], url: str | None) -> Iterator[Piece]:
    """Yield the articles whose text is in JSON-LD: the posts of a live blog, else those of the page."""
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
    """Remove pieces with equal text, such as copies for narrow and wide screens."""
    return list({" ".join(piece.words): piece for piece in pieces}.values())
