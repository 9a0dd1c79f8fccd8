"""Convert markup in fields (feeds, JSON, tables) to plain text, keeping paragraphs and dropping scripts."""

from __future__ import annotations

import re

from graphkit.documents.attributes import few_attributes
from graphkit.documents.plain import clean

_BLOCKS = frozenset("p div li br h1 h2 h3 h4 h5 h6 tr blockquote section article figure ul ol table hr pre dl dt dd header footer main aside nav address details summary caption center".split())
_CELLS = frozenset(("td", "th"))
# Captions are of the day of their picture, not of the text.
_UNSEEN = frozenset("script style noscript template iframe svg head figcaption".split())
# Only closing tags and <br> count as markup, since text may contain "a < b" or "<3".
_MARKUP = re.compile(r"</(?:(?:jats:)?p|div|li|ul|ol|h[1-6]|span|a|b|i|strong|em|article|section|blockquote|table|script|style|body|html)\s{0,9}>|<br\s{0,9}/?>", re.IGNORECASE)
_MANY = re.compile(r" ?\n\s+")
# A line break within a paragraph, before the indentation of the source.
_INDENTED = re.compile(r"\n[^\S\n]+")


def has_markup(text: str) -> bool:
    """Whether a field contains HTML instead of plain text."""
    return _MARKUP.search(text) is not None


def text_of(markup: str) -> str:
    """Return the visible text of markup; entities are resolved, also in text without tags.

    Uses lxml, whose time is linear in the length: the parser of the standard library takes minutes for a few thousand
    unfinished tags.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(f"<div>{few_attributes(clean(markup))}</div>".encode(), parser)
    if root is None:
        return ""
    parts: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        begins = event == "start"
        unseen += (1 if begins else -1) * (element.tag in _UNSEEN)
        parts.append("\n\n" if element.tag in _BLOCKS else " " if begins and element.tag in _CELLS else "")
        if not unseen:
            parts.append(_INDENTED.sub("\n", (element.text if begins else element.tail) or ""))
    return clean(_MANY.sub("\n\n", "".join(parts))).strip()
