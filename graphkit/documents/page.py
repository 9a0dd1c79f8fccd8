"""Web pages: extract the article, without menus, with title, date and outlet, using trafilatura."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

from graphkit.dates import notices
from graphkit.documents.address import day_of_address, host_of, is_archive
from graphkit.documents.attributes import few_attributes
from graphkit.documents.beside import day_of_change_in, is_of_others
from graphkit.documents.changed import CHANGED, changed
from graphkit.documents.datasets import READ_PAGES, is_bookmarks
from graphkit.documents.dayline import days_of, is_label_of_release, is_labelled
from graphkit.documents.heading import Heading, heading
from graphkit.documents.markup import text_of
from graphkit.documents.plain import LARGEST_FILE, NO_TEXT, SEVERAL, SHORTENED, clean, decode_page
from graphkit.documents.pointers import without_pointers
from graphkit.documents.published import published, tree_of
from graphkit.documents.review_page import articles_of_review
from graphkit.documents.seen import seen
from graphkit.documents.several import Piece, pieces_of
from graphkit.documents.walls import wall
from graphkit.errors import DocumentError
from graphkit.model import Document, Item, Notice, Precision

# Pages saved from office programs (of Google, by the class of their body) have no metadata, but a heading above the text.
_OFFICE = re.compile(r"<meta\b[^>]{0,80}\bgenerator\b[^>]{0,80}\b(?:Microsoft Word|LibreOffice|OpenOffice)|<body\b[^>]{0,80}\bdoc-content\b", re.IGNORECASE)
_HEAD = 20_000
# Briefs and other pages that were saved among the articles would repeat their claims as those of a further source.
_OWN = '<meta name="generator" content="graphkit">'
_BODY = re.compile(r"<(?:html|head|body|frameset)\b", re.IGNORECASE)
# Comment, or element, with the address from which a browser, or its extension (SingleFile, Save Page WE), saved the page.
_SAVED = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|page saved with singlefile\s{1,9}url:\s{1,9})(https?://[^\s<>\"]{1,2000})\s|<meta name=\"?savepage-url\"? content=[\"']?(https?://[^\s<>\"']{1,2000})", re.IGNORECASE
)
# Ends of sentences, and the least number of words of a summary.
_PROSE, _SUMMARY = (".", "!", "?", "…", "”", '"', "’"), 10
_SIGNS, _MOST_LINKS, _MOST_ELEMENTS, _MOST_TAGS = re.compile(r"[\W_]+"), 500, 5_000, 40_000
# Lines at the top of a text that may have its date.
_TOP = 6
# Names of authors, in which trafilatura searches nicknames in quadratic time.
_LONG_META, _LONG_NAME = re.compile(r"<meta\b[^>]{2000,}+(?:>|\Z)"), re.compile(r'"(?:name|author)"\s{0,9}:\s{0,9}"[^"]{2000,}+(?:"|\Z)')
# Text at the end of a page behind a paywall.
_CUT = re.compile(
    r"^(?=.{0,200}$).*\b(?:(?:subscribe|sign (?:in|up)|log ?in|register)(?: now)? to (?:continue|keep) reading|to (?:continue|keep) reading,? (?:this \w+,? )?(?:please )?(?:subscribe|sign|log|register)"
    r"|(?:article|story|content) is (?:only )?(?:(?:available )?(?:for|to) )(?:\w+ )?subscribers|already a subscriber\?)",
    re.IGNORECASE | re.MULTILINE,
)


def read_html(stream: BinaryIO, name: str, source: str, *, whole: bool = False) -> Iterator[Item]:
    """Read the article of a page, or the articles of a page that clearly has several, each with its date, title and address.

    Args:
        stream: the page.
        name: id of the article; for several articles, their anchors are appended.
        source: address or path, for messages.
        whole: treat the page as one article in any case, as for a message.

    Raises:
        DocumentError: the page has no article text.
    """
    page = few_attributes(decode_page(stream.read(LARGEST_FILE + 1)))
    if is_bookmarks(page):
        raise DocumentError(f"a list of bookmarks, not an article; {READ_PAGES}")
    if page.find(_OWN, 0, _HEAD) >= 0:
        raise DocumentError("a page that graphkit wrote, not an article")
    root = tree_of(page)
    if not whole and (review := articles_of_review(page, root, name, source)) is not None:
        yield from review
        return
    shown = seen(page, root)
    fields = _fields(shown)
    text = _text(fields, shown, root)
    if not text.strip():
        raise DocumentError(NO_TEXT)
    if not whole and (reason := wall(clean(fields.get("title") or ""), text)):
        raise DocumentError(reason)
    if _CUT.search(text):
        yield Notice(source, SHORTENED, "“… subscribe to continue reading”")
    # trafilatura's date is not used: without a better one it takes a copyright line or a link.
    url = clean(fields.get("url") or "").strip() or (saved[1] or saved[2] if (saved := _SAVED.search(page, 0, _HEAD)) else _reader_address(root))
    if is_archive(host_of(url)) and root is not None:
        # Copies of archive.today have a short address, and the one with that of the page.
        url = str(root.xpath("string(//link[@rel='canonical']/@href)")) or url
    day, precision, unread = published(root)
    if day is None:
        day, precision = day_of_address(url)
        unread = None if day else unread
    title = clean(fields.get("title") or "").strip()
    if is_label_of_release(title) and root is not None:
        headings = (" ".join(clean(each.text_content()).split()) for each in root.xpath("//h1 | //h2"))
        title = next((words for words in headings if words and not is_label_of_release(words)), "")
    above = _above(title, text, page, root)
    if day is None and unread is None:
        day, precision = above.published
        unread = above.unread if day is None else None
    if day is None and unread is None and (day := day_of_change_in(root)):
        yield Notice(source, CHANGED, day.isoformat())
        precision = Precision.DAY
    made = Document(
        id=name,
        text=text,
        title=title or above.title,
        url=url or None,
        outlet=clean(next((each for each in (fields.get("sitename"), fields.get("hostname")) if each and not is_archive(each)), host_of(url)) or "").strip() or None,
        published=day,
        published_precision=precision,
        changed=changed(root),
    )
    pieces = [] if whole else pieces_of(root, url, len(text.split()))
    if pieces:
        yield from _several(made, pieces, source)
        return
    yield from notices(unread, day, source)
    yield made


def _reader_address(root: Any) -> str:
    """Return the address that the reader view of a browser shows above an article, or calibre below it, "" if there is none."""
    return str(root.xpath("string(//a[contains(concat(' ', @class, ' '), ' reader-domain ') or @rel='calibre-downloaded-from']/@href)")) if root is not None else ""


def _above(title: str, text: str, page: str, root: Any) -> Heading:
    """Return headline and date above the sentences of a page's text.

    A date above the page's headings may be that of the visit, and one in an element of its own may be that of something else.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    found = heading("\n\n".join([title, *lines] if title and lines[:1] != [title] else lines))
    dated = {line for line in lines[:_TOP] if days_of(line) is not None}
    if not found.day or not dated or root is None or _OFFICE.search(page):
        return found
    elements = [each for each in islice(root.iter("*"), _MOST_ELEMENTS) if " ".join((each.text or "").split()) in dated]
    below = is_labelled(lines[0]) or lines[0] not in dated or any(each.xpath("boolean(preceding::h1 or preceding::h2)") for each in elements)
    return found if below and not any(map(is_of_others, elements)) else Heading(found.title, None)


def _fields(page: str) -> dict[str, Any]:
    """Return the fields that trafilatura finds in a page.

    Raises:
        DocumentError: the page cannot be parsed.
    """
    from trafilatura import bare_extraction

    _quiet()
    page = _LONG_META.sub("", _LONG_NAME.sub('"name":""', page))
    # Without a body, trafilatura takes the only element around all for that of a menu.
    page = page if _BODY.search(page, 0, _HEAD) else f"<html><body>{page}</body></html>"
    try:
        # Its second way to find the text takes quadratic time.
        found = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True, fast=page.count("<") > _MOST_TAGS)
    except (ValueError, TypeError, RecursionError, AttributeError) as error:
        raise DocumentError(f"the page does not parse: {error}") from error
    return dict(found.as_dict() if hasattr(found, "as_dict") else (found or {}))


@functools.cache
def _quiet() -> None:
    """Keep warnings of trafilatura's search for dates, whose result is not used, from users' screens."""
    import warnings

    warnings.filterwarnings("ignore", message="tzname .* identified but not understood")


def _text(fields: Mapping[str, Any], page: str, root: Any) -> str:
    """Return the text of the article, without lines that link to others."""
    text = clean(fields.get("text") or "")
    return _with_summary(_without_links(_in_blocks(text, page), root), root) if text.strip() else ""


def _with_summary(text: str, root: Any) -> str:
    """Add the sentences below the headline in the page's <header>, which trafilatura takes for part of a menu."""
    blocks = root.xpath("//header[.//h1 and not(.//nav or .//form)]//p")[:_MOST_LINKS] if root is not None else ()
    lines = [" ".join(clean(block.text_content()).split()) for block in blocks]
    seen = _letters(text)
    above = [line for line in lines if line.endswith(_PROSE) and len(line.split()) >= _SUMMARY and _letters(line) not in seen]
    return "\n".join([*above, text])


def _several(page: Document, pieces: Sequence[Piece], source: str) -> Iterator[Item]:
    """Yield each article of a page with several, preceded by other prose on the page."""
    for rest in _beside(page, pieces):
        yield Notice(source, SEVERAL, _named(source))
        yield rest
    lines = {_letters(line) for line in page.text.splitlines()}
    for piece in pieces:
        yield Notice(source, SEVERAL, _named(source))
        yield from notices(piece.unread if piece.published is None else None, piece.published, source)
        yield replace(
            page,
            id=f"{page.id}#{piece.anchor}",
            text=_of_piece(lines, piece),
            title=piece.title or page.title,
            url=piece.url,
            published=piece.published,
            published_precision=piece.precision,
        )


def _of_piece(lines: Set[str], piece: Piece) -> str:
    """Return the prose of one article and its lines that are in the page's text, or all text of the article if these are too few.

    Args:
        lines: those of the page's text, only letters and digits.
        piece: the article.
    """
    blocks = [block.strip() for block in piece.text.splitlines()]
    text = "\n".join(block for block in blocks if (letters := _letters(block)) and (letters in lines or block.endswith(_PROSE)))
    return text if 2 * len(text.split()) > len(piece.words) else piece.text


def _named(source: str) -> str:
    """Return a short name of a page, for a line at the end of the run."""
    return source.rstrip("/").rpartition("/")[2] or source


def _beside(page: Document, pieces: Sequence[Piece]) -> Iterator[Document]:
    """Yield the prose outside the articles, such as the summary of a live blog, if there is enough of it."""
    held = {three for piece in pieces for three in _threes(piece.text)}
    lines = [line for line in page.text.splitlines() if line.rstrip().endswith(_PROSE) and (threes := _threes(line)) and sum(three in held for three in threes) < len(threes) / 2]
    # Links to the articles paraphrase their headings in few words; a summary has more.
    if sum(len(line.split()) for line in lines) >= _SUMMARY:
        yield replace(page, text="\n".join(lines))


def _threes(text: str) -> list[tuple[str, ...]]:
    words = text.split()
    return list(zip(words, words[1:], words[2:], strict=False))


def _without_links(text: str, root: Any) -> str:
    """Remove the lines that link to other articles: those with a label such as "Read more", and paragraphs that are one link."""
    blocks = root.xpath("//p[a or */a]")[:_MOST_LINKS] if root is not None else ()
    links = {words for block in blocks if (words := _letters(block.text_content())) and words == _letters("".join(block.xpath(".//a[@href and not(starts-with(@href, '#'))]//text()")))}
    kept = "\n".join(line for line in without_pointers(text).splitlines() if not line.strip() or _letters(line) not in links)
    # A page of nothing but links keeps them.
    return (kept if kept.strip() else text).rstrip("\n")


def _letters(words: str) -> str:
    return _SIGNS.sub("", words)


def _in_blocks(text: str, page: str) -> str:
    """Restore the page's block breaks in a text on one line, which is what trafilatura returns for short pages."""
    if "\n" in text:
        return text
    blocks = [block.split() for block in text_of(page).split("\n\n")]
    seen, wanted = (f" {' '.join(words)} " for words in ([word for block in blocks for word in block], text.split()))
    at = seen.find(wanted)
    if at < 0:
        return text
    first = seen.count(" ", 0, at)
    last, number, kept = first + len(text.split()), 0, []
    for block in blocks:
        kept.append(" ".join(block[max(0, first - number) : max(0, last - number)]))
        number += len(block)
    return "\n\n".join(filter(None, kept))
