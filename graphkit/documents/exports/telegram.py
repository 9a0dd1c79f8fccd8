"""Telegram: HTML pages with the messages of a channel or chat, as Telegram Desktop exports them, and saved pages of t.me/s/CHANNEL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graphkit.dates import parse_date
from graphkit.documents.exports.common import Article
from graphkit.documents.markup import text_of

_MESSAGES = "//div[starts-with(@id, 'message')][contains(concat(' ', @class, ' '), ' default ')]"
# Of a channel's page on the web; articles elsewhere have posts among their paragraphs.
_POSTS, _WEB = "//*[contains(concat(' ', normalize-space(@class), ' '), ' tgme_channel_history ')]//div[@data-post][contains(concat(' ', normalize-space(@class), ' '), ' tgme_widget_message ')]", "tgme_widget_message_"
# "05.03.2024 23:30:00 UTC+01:00", also of programs set to other languages.
_ZONE = re.compile(r"\s+UTC.*\Z")


def is_telegram(tree: Any) -> bool:
    """Whether a page has the marks of a Telegram export."""
    return bool(tree.xpath(f"{_MESSAGES}[.//div[contains(@class, 'date details')][@title]] | {_POSTS}"))


def telegram(tree: Any, name: str) -> Iterator[Article]:
    """Yield the messages that have a text; of several in a row, only the first names the sender. A forwarded text is of its first sender and day."""
    from lxml import etree

    for post in tree.xpath(_POSTS):
        outlet, forwarded = (" ".join(post.xpath(f"string(.//*[{_has(f'{_WEB}{part}')}])").split()) or None for part in ("owner_name", "forwarded_from_name"))
        # A quoted message has a text too.
        texts = post.xpath(f".//div[{_has(f'{_WEB}text')}][not({_has('js-message_reply_text')})]")
        day, precision = parse_date(post.xpath(f"string(.//a[{_has(f'{_WEB}date')}]//time/@datetime)"))
        if texts:
            yield Article(post.get("data-post"), outlet=forwarded or outlet, published=day, precision=precision, url=f"https://t.me/{post.get('data-post')}", lines=text_of(etree.tostring(texts[-1], encoding="unicode", with_tail=False)).split("\n\n"))
    sender = None
    for message in tree.xpath(_MESSAGES):
        sender = _first(message, f".//div[{_has('from_name')}][not(ancestor::div[{_has('forwarded')}])]") or sender
        first = f".//div[{_has('forwarded')}]//div[{_has('from_name')}]"
        forwarded = _first(message, first)
        texts = message.xpath(f".//div[{_has('text')}]")
        if texts:
            days = [message.xpath(f"string({each})") for each in (f"{first}/span/@title", f".//div[{_has('date')}]/@title")]
            day, precision = parse_date(_ZONE.sub("", next(filter(None, days), "")))
            lines = text_of(etree.tostring(texts[0], encoding="unicode", with_tail=False)).split("\n\n")
            yield Article(f"{name}#{message.get('id')}", outlet=forwarded or sender, published=day, precision=precision, lines=lines)


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _first(message: Any, asked: str) -> str | None:
    """Return the words of the first element asked for; without the day beside the name of a forwarded message's sender."""
    found = message.xpath(asked)
    return " ".join("".join(found[0].xpath("./text()")).split()) or None if found else None
