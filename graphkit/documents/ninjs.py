"""News in ninjs, the JSON of the IPTC, of any version, also with the names of Superdesk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from graphkit.dates import notices, parse_date
from graphkit.documents.address import real_address
from graphkit.documents.changed import moment
from graphkit.documents.markup import has_markup, text_of
from graphkit.documents.newsml import SKIPPED, is_usable, released
from graphkit.documents.plain import clean
from graphkit.documents.withdrawn import TAKEN_BACK
from graphkit.model import Document, Failure, Item, Notice, Precision

# Keys with arrays that belong to one item; version 3 writes names of several words in camel case, here all are in lower case.
PARTS = frozenset(("headlines", "bodies", "infosource", "infosources"))
_TIMES = ("firstpublished", "contentcreated", "firstcreated", "versioncreated")
_OWN = frozenset(("pubstatus", "representationtype", "bodies", "headlines", "body_html", "body_xhtml", "body_text", "body_nitf"))
_NOT_TEXT = frozenset(("audio", "video", "picture", "graphic"))


def is_ninjs(row: object) -> bool:
    """Whether an object has the identifier, a time and another key of this format."""
    if not isinstance(row, dict):
        return False
    keys = {str(key).lower() for key in row}
    return bool(keys & {"uri", "guid"} and keys & set(_TIMES) and keys & _OWN)


def read_ninjs(row: Mapping[str, Any], name: str, where: str) -> Iterator[Item]:
    """Yield the article of an item; items that are no text, or that their agency has withdrawn, are counted.

    The day is that on which the content was first published or created, not that of a later version, or the day on which
    its embargo ends. The time of the version orders the versions of an item.
    """
    given = {str(key).lower(): value for key, value in row.items()}
    title, kind = _one(given, "headline", "headlines", "title", "name"), str(given.get("type") or "text")
    if not is_usable(str(given.get("pubstatus") or "")):
        yield Notice(where, TAKEN_BACK, title or name)
        return
    text = _text(given)
    if kind in _NOT_TEXT or (not text and kind != "text"):
        yield Notice(where, SKIPPED, kind)
        return
    if not text:
        yield Failure(where, "the item has no text")
        return
    words, published, precision = _day(given)
    yield from notices(words, published, where)
    published, precision = (yield from released(given.get("embargoed"), published, precision, where))
    own = next((value for key in ("uri", "guid") if isinstance(value := given.get(key), str) and value), "")
    yield Document(
        id=own or name,
        text=text,
        title=title,
        url=next(filter(real_address, (given.get("canonicalurl"), given.get("url"), own)), None),
        outlet=_one(given, "infosource", "infosources", "source", "provider", "copyrightholder"),
        published=published,
        published_precision=precision,
        changed=moment(str(given.get("versioncreated") or "")),
    )


def _day(given: Mapping[str, Any]) -> tuple[object, date | None, Precision]:
    found = [(value, *parse_date(value)) for key in _TIMES if (value := given.get(key))]
    return next((each for each in found if each[1]), next(iter(found), (None, None, Precision.DAY)))


def _one(given: Mapping[str, Any], *keys: str) -> str | None:
    """Return the first value of these keys: a string, the main one of several, or a name."""
    for key in keys:
        values = given.get(key)
        each = [value if isinstance(value, dict) else {"value": value} for value in (values if isinstance(values, list) else [values])]
        each.sort(key=lambda value: value.get("role") != "main")
        words = (value.get("value") or value.get("name") for value in each)
        if found := next((word for word in words if isinstance(word, str) and word.strip()), None):
            return " ".join(_plain(found).split())
    return None


def _text(given: Mapping[str, Any]) -> str:
    """Return the main body, or else the longest one; several are renditions of one text."""
    bodies = [body for body in given.get("bodies") or () if isinstance(body, dict)] if isinstance(given.get("bodies"), list) else []
    main = [body for body in bodies if body.get("role") == "main"] or bodies
    values = [body.get("value") for body in main] or [given.get(f"body_{kind}") for kind in ("html", "xhtml", "nitf", "text")]
    texts = [_plain(value).strip() for value in values if isinstance(value, str)]
    return max(texts, key=lambda text: len(text.split()), default="")


def _plain(value: str) -> str:
    return text_of(value) if has_markup(value) else clean(value)
