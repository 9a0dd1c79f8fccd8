"""What in a message is its own: without quoted messages in an answer, and each item of a newsletter apart."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from graphkit.documents.bulletin import FOOT
from graphkit.documents.clippings import is_prose
from graphkit.documents.forwarded import answered_at, is_forward, is_sent_on
from graphkit.documents.markup import text_of
from graphkit.documents.pointers import without_pointers
from graphkit.documents.published import tree_of

# Subjects of answers, and what mail programs write above the message that is answered, without ">" before its lines.
_ANSWER = re.compile(r"\s*(?:re|aw|sv|vs|antw|odp|ynt|rif)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*:", re.IGNORECASE)
_ABOVE = re.compile(r"^[ \t]*-{2,}[ \t]*original message[ \t]*-{2,}", re.IGNORECASE | re.MULTILINE)
_QUOTES = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_quote ')] | //blockquote[@type='cite'] | //*[contains(@class, 'moz-cite-prefix') or contains(@class, 'yahoo_quoted') or contains(@class, 'protonmail_quote')]"
    " | //*[@id='divRplyFwdMsg' or @id='appendonsend'] | //*[@id='divRplyFwdMsg']/following::*"
)
_HEADINGS = ("h1", "h2", "h3", "h4")
# A character for private use, around the number of a heading.
_MARK = "\ue000"
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
_MORE = re.compile(r"\W*(?:read|see|learn|find out) more\W*|\W*(?:continue|keep) reading\W*|\W*(?:read )?(?:the )?full (?:story|article|report)\W*", re.IGNORECASE)
# Greatest length of a line on the newsletter itself, and least number of words of an item.
_LONGEST, _SHORTEST = 300, 8


def is_answer(subject: str) -> bool:
    """Whether the subject of a message is that of an answer."""
    return _ANSWER.match(subject) is not None


def own_text(text: str, subject: str, quoted: re.Pattern[str]) -> str:
    """Return what an answer says itself, unless it says nothing, with what it forwards; `quoted` finds the lines of the answered message."""
    if is_sent_on(text, subject):
        return text
    above = _ABOVE.search(text)
    own = quoted.sub("", text[: above.start() if above else answered_at(text, subject)]).strip()
    return own or text


def own_markup(markup: str) -> str:
    """Return the page of an answer without the messages quoted in it, unless nothing else is in it."""
    from lxml.html import tostring

    root = tree_of(markup)
    if root is None:
        return markup
    for each in root.xpath(_QUOTES):
        # Gmail marks forwarded messages as it does answered ones.
        if each.getparent() is not None and not is_forward(next((text for text in each.itertext() if text.strip()), "")):
            each.drop_tree()
    return str(tostring(root, encoding="unicode")) if text_of(str(tostring(root, encoding="unicode"))) else markup


def items_of_letter(markup: str) -> list[tuple[str | None, str]]:
    """Return title and text of each item of a newsletter, preceded by other prose of the letter, without a title; [] if it is one article.

    Items have headings of one level that are links, with prose below. Their text is the newsletter's own, so they do not get
    the addresses of these links: there it would be another version of the article.
    """
    root = tree_of(markup)
    headings = [each for each in root.iter(*_HEADINGS) if each.text_content().strip()] if root is not None else []
    linked = [each for each in headings if each.xpath("boolean(.//a[starts-with(@href, 'http')] or ancestor::a)")]
    level = max(Counter(each.tag for each in linked).items(), key=lambda each: each[1], default=("", 0))[0]
    names = [" ".join(each.text_content().split()) for each in headings]
    items = {number for number, each in enumerate(headings) if each in linked and each.tag == level}
    if len(items) < 2:
        return []
    above, parts = _parts(root, headings)
    found = [(names[number], text) for number, text in parts if number in items and len(text.split()) >= _SHORTEST]
    others = "\n\n".join(filter(None, [above, *(f"{names[number]}\n\n{text}" for number, text in parts if text and (names[number], text) not in found)]))
    return [*([(None, others)] if is_prose(others) else []), *found] if len(found) > 1 else []


def _parts(root: Any, headings: list[Any]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text above all headings, and that below each, without the lines on the newsletter itself."""
    from lxml.html import tostring

    for number, each in enumerate(headings):
        for inner in list(each):
            each.remove(inner)
        each.text = f"{_MARK}{number}{_MARK}"
    above, *rest = _MARKED.split(text_of(str(tostring(root, encoding="unicode"))))
    return _without_foot(above), [(int(number), _without_foot(text)) for number, text in zip(rest[::2], rest[1::2], strict=True)]


def _without_foot(text: str) -> str:
    """Return the lines of a part up to those on the newsletter itself, of which some stand at its very top, without links to articles."""
    lines = [line for line in without_pointers(text).split("\n") if line.strip() and not _MORE.fullmatch(line.strip())]
    about = [len(line) <= _LONGEST and FOOT.search(line) is not None for line in lines]
    last = next((number for number, each in enumerate(about) if each and number), len(lines))
    return "\n\n".join(line for line, each in zip(lines[:last], about, strict=False) if not each)
