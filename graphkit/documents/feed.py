"""RSS and Atom files, including exports of WordPress and Blogger: one document per entry, from the text in the feed itself. Other XML is news of agencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from graphkit.dates import notices, parse_date
from graphkit.documents.address import day_of_address, local_day
from graphkit.documents.changed import CHANGED
from graphkit.documents.markup import text_of
from graphkit.documents.newsml import SKIPPED, is_news, read_news
from graphkit.documents.plain import SHORTENED, clean
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item, Notice, digest

# Kinds of entries in exports of weblogs that are not articles, and the states of published ones.
_NO_ARTICLES = frozenset("attachment nav_menu_item custom_css template settings comment".split())
_HEAD = 20_000
_PUBLISHED = frozenset(("publish", "live"))
# Words of a summary, at most, in a feed without the contents of its entries.
_SUMMARY = 60


def read_feed(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document per entry: its full content if the feed has it, else its summary; or the items of NITF and NewsML.

    Nothing is fetched. Markup is converted to plain text. In a feed that collects others, the outlet is the source of the entry.

    Raises:
        DocumentError: feedparser is missing, or the file is neither a feed nor such news.
    """
    data = stream.read()
    # UTF-16 is ASCII with zeros between, as far as tags are concerned.
    if is_news(data[:_HEAD].replace(b"\0", b"").decode("latin-1")):
        yield from read_news(data, name, source)
        return
    try:
        import feedparser
    except ImportError as error:
        raise DocumentError("reading feeds needs feedparser: pip install 'alliance-graphkit[crawl]'") from error
    parsed: Any = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise DocumentError("not an RSS or Atom feed, nor news in NITF or NewsML")
    outlet = _line(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, start=1):
        yield from _entry(entry, outlet, f"{source}:{number}", atom=parsed.version.startswith("atom"))


def _entry(entry: Any, outlet: str | None, where: str, *, atom: bool) -> Iterator[Item]:
    if (reason := _no_article(entry)) is not None:
        yield Notice(where, SKIPPED, reason)
        return
    contents = [part.get("value", "") for part in entry.get("content", ())]
    text = max([*map(text_of, contents), text_of(entry.get("summary", ""))], key=len)
    if not text:
        yield Failure(where, "the entry has no text")
        return
    if not contents and entry.get("link") and len(text.split()) < _SUMMARY:
        yield Notice(where, SHORTENED, "summaries in feeds, whose links are not followed")
    name = entry.get("id") or entry.get("link")
    # Not feedparser's parsed time, which is in UTC and may be another day. In exports of WordPress, `published` is in UTC too.
    url, day, updated = _line(entry.get("link")), entry.get("wp_post_date") or entry.get("published"), entry.get("updated")
    given = (parse_date(day), day_of_address(url), parse_date(updated))
    published, precision = next((each for each in given if each[0]), given[0])
    yield from notices(day or updated, published, where)
    # feedparser gives the date of RSS 1.0 as that of an update.
    if atom and published and not (given[0][0] or given[1][0]):
        yield Notice(where, CHANGED, published.isoformat())
    yield Document(
        id=digest(name) if name else digest(text),
        text=text,
        title=_line(entry.get("title")),
        url=url,
        outlet=_line((entry.get("source") or {}).get("title")) or outlet,
        published=local_day(published, day or updated, url),
        published_precision=precision,
    )


def _no_article(entry: Any) -> str | None:
    """Return what an entry of a weblog's export is if it is no published article, else None."""
    kinds = [str(tag.get("term")).rpartition("#")[2] for tag in entry.get("tags", ()) if str(tag.get("scheme")).endswith("#kind")]
    kind = str(entry.get("wp_post_type") or entry.get("blogger_type") or next(iter(kinds), "")).lower()
    if "thr_in-reply-to" in entry:
        return "comment"
    if kind in _NO_ARTICLES or kind.startswith("wp_"):
        return kind
    status = str(entry.get("wp_status") or entry.get("blogger_status") or "publish").lower()
    return None if status in _PUBLISHED and entry.get("app_draft") != "yes" else "not published"


def _line(value: object) -> str | None:
    return clean(" ".join(text_of(value).split())) or None if isinstance(value, str) else None
