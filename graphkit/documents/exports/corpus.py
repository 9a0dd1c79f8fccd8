"""Corpora of news in SGML, as research distributes them (Gigaword, AQUAINT, TREC): a `<DOC>` for each article, with headline and text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

from graphkit.dates import parse_date
from graphkit.documents.exports.common import Article
from graphkit.documents.walk import SKIPPED_FILES
from graphkit.model import Item, Notice, Precision

UNKNOWN = "SGML of an unknown kind: corpora with <DOC> and <TEXT> are read; save others as .html or .txt"
_BEGUN = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<DOC[\s>]")
# "AFP_ENG_20240512.0012", "XIE19960101.0001".
_SIGN = re.compile(r"(?P<agency>[A-Z]{3})(?:_[A-Z]{3}_)?(?P<day>(?:19|20)\d{6})\.\d{4}")
_AGENCIES = {
    "AFP": "Agence France-Presse", "APW": "Associated Press", "CNA": "Central News Agency", "LTW": "Los Angeles Times/Washington Post", "NYT": "New York Times", "WPB": "Washington Post/Bloomberg",
    **dict.fromkeys(("XIN", "XIE"), "Xinhua"),
}  # fmt: skip
_TITLES, _DAYS, _PAPERS = ("HEADLINE", "HL", "TI"), ("DATE_TIME", "DATE", "DATE1"), ("PUB", "SOURCE")
_SHORT_DAY = re.compile(r"\d{6}")
_TAG, _PARAGRAPH = re.compile(r"<[^<>]{0,300}>"), re.compile(r"</?P>|\n[ \t]*\n")


def is_corpus(text: str) -> bool:
    """Whether a text is a file of a corpus in SGML, whose articles have their text in an element of its own."""
    return _BEGUN.match(text) is not None and "<TEXT>" in text


def corpus(text: str, name: str, source: str) -> Iterator[Item]:
    """Yield the articles of a corpus; advisories to editors are counted."""
    for number, part in enumerate(text.split("</DOC>"), start=1):
        _, begun, rest = part.partition("<DOC")
        if not begun:
            continue
        head, _, body = rest.partition(">")
        if 'type="advis"' in head:
            yield Notice(source, SKIPPED_FILES, "advisory to editors")
            continue
        given = re.search(r'id="([^"]{1,80})"', head)
        sign = given[1] if given else _line(body, "DOCNO") or f"{name}-{number}"
        published, precision, agency = _published(sign, body)
        lines = [line for each in _PARAGRAPH.split(_raw(body, "TEXT")) if (line := _plain(each))]
        title = next(filter(None, (_line(body, tag) for tag in _TITLES)), None)
        yield Article(sign, title, agency or next(filter(None, (_line(body, tag) for tag in _PAPERS)), None), published, precision, lines=lines).document(source)


def _published(sign: str, body: str) -> tuple[date | None, Precision, str | None]:
    """Return the day of an article, and the agency that its id names."""
    found = _SIGN.fullmatch(sign)
    if found and found["agency"] in _AGENCIES:
        return *parse_date(found["day"]), _AGENCIES[found["agency"]]
    said = next(filter(None, (_line(body, tag) for tag in _DAYS)), "")
    return *parse_date(f"19{said}" if _SHORT_DAY.fullmatch(said) else said), None


def _raw(body: str, tag: str) -> str:
    """Return what an element has, "" if there is none."""
    _, begun, rest = body.partition(f"<{tag}>")
    return rest.partition(f"</{tag}>")[0] if begun else ""


def _line(body: str, tag: str) -> str:
    return _plain(_raw(body, tag))


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", markup)).split())
