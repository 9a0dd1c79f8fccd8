"""News in the XML formats of the IPTC, as agencies and archives deliver it: NITF, NewsML-G2, NewsML 1, and the `newsitem` of Reuters' corpora."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from graphkit.dates import notices, parse_date
from graphkit.documents.address import in_utc, real_address
from graphkit.documents.changed import moment
from graphkit.documents.markup import text_of
from graphkit.documents.package import parsed, parsing
from graphkit.documents.plain import clean, decode_page
from graphkit.documents.withdrawn import TAKEN_BACK
from graphkit.model import Document, Failure, Item, Notice, Precision

SKIPPED = "items of feeds skipped"
# The text tells users what to do.
EMBARGOED = "articles under an embargo that is not over (do not publish what they say before)"
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:nitf|news(?:Message|Item|item)|packageItem|NewsML)[\s>]")
_FIRST, _DECLARED = re.compile(r"<[A-Za-z]"), re.compile(r"\A\s*<\?xml\b[^>]*\?>")
# Where the fields are, best first.
_TITLES = ("contentMeta/headline", ".//hedline/hl1", ".//NewsLines/HeadLine", "headline", ".//head/title", "title")
_IDS = ("@guid", ".//docdata/doc-id/@id-string", ".//PublicIdentifier", "@itemid")
_ADDRESSES = (".//pubdata/@ex-ref", "@guid")
_OUTLETS = (
    "itemMeta/provider/name", "itemMeta/provider/@literal", "itemMeta/provider/@qcode", "contentMeta/creditline", ".//pubdata/@name", ".//distributor", ".//docdata/doc.copyright/@holder",
    ".//AdministrativeMetadata/Provider/Party/@FormalName", ".//NewsIdentifier/ProviderId", "metadata/dc[@element='dc.publisher']/@value",
)
_DAYS = (
    ".//pubdata/@date.publication", "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated", ".//docdata/date.issue/@norm", ".//docdata/date.release/@norm", ".//story.date/@norm",
    "NewsManagement/FirstCreated", ".//NewsIdentifier/DateId", "@date",
)
_LOCAL, _CHANGED, _CLASS, _EMBARGO = (".//story.date/@norm",), ("itemMeta/versionCreated",), ("itemMeta/itemClass/@qcode",), ("itemMeta/embargoed",)
_STATUS = ("itemMeta/pubStatus/@qcode", ".//docdata/@management-status", ".//ed-msg/@info", "NewsManagement/Status/@FormalName")
# Status of items that are not, or no longer, to be published.
_NOT_USABLE = re.compile(r"cancel|withh|kill", re.IGNORECASE)
# Elements with the text of an item, by its tag; components with a headline of their own; roles and media types of texts about a picture.
_CONTENTS = {"newsItem": "contentSet/inlineXML | contentSet/inlineData", "NewsItem": ".//DataContent", "newsitem": "text"}
_HEADED = ".//NewsComponent[NewsLines/HeadLine and .//DataContent and not(.//NewsComponent/NewsLines/HeadLine)]"
_CAPTION = re.compile(r"caption|photo|picture|graphic|thumbnail", re.IGNORECASE)
# Parts of an article's body that are no text of it, and subheads.
_NO_TEXT, _SUBHEADS = frozenset("media media-caption body.head body.end head bibliography copyrite".split()), ("hl1", "hl2")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def is_usable(status: str) -> bool:
    """Whether an agency has neither cancelled an item nor withholds it."""
    return _NOT_USABLE.search(status) is None


def released(embargo: object, day: date | None, precision: Precision, where: str) -> Generator[Notice, None, tuple[date | None, Precision]]:
    """Return the day on which the embargo of an item ends, if it was created before, else its own; a notice counts those that are not over."""
    ends, _ = parse_date(embargo)
    until = moment(str(embargo or ""))
    if until is not None and datetime.fromisoformat(f"{until}+00:00") > datetime.now().astimezone():
        yield Notice(where, EMBARGOED, str(embargo))
    return (ends, Precision.DAY) if ends and (day is None or ends > day) else (day, precision)


def is_news(head: str) -> bool:
    """Whether the first element of an XML file is that of one of these formats."""
    first = _FIRST.search(head)
    return first is not None and _ROOT.match(head, first.start()) is not None


def read_news(data: bytes, name: str, source: str) -> Iterator[Item]:
    """Read one document per text: headline, provider, day of publication, and body.

    The day is that on which the content was issued or created, not that of a later version. Pictures and packages are skipped
    and counted, and so are items that their agency has cancelled or withholds.

    Raises:
        DocumentError: the file is not well-formed XML.
    """
    with parsing("XML file"):
        root = parsed(_DECLARED.sub("", decode_page(data)).encode())
    for element in root.iter("*"):
        element.tag = element.tag.rpartition("}")[2]
    for number, (item, part) in enumerate(_items(root), start=1):
        yield from _item(item, part, name if item is root else f"{name}-{number}", f"{source}:{number}")


def _items(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the items of a file, each with the element that has its text; an item of NewsML 1 with several headlines is several."""
    for item in root.iter("newsItem", "packageItem", "NewsItem", "newsitem") if root.tag != "nitf" else (root,):
        headed = [part for part in item.xpath(_HEADED) if next(_bodies(item, part), None) is not None]
        yield from ((item, part) for part in (headed if len(headed) > 1 else (item,)))


def _item(item: Any, part: Any, name: str, where: str) -> Iterator[Item]:
    title = _words(part, _TITLES)
    if not is_usable(" ".join(_values(item, _STATUS))):
        yield Notice(where, TAKEN_BACK, title or name)
        return
    kind = next(_values(item, _CLASS), "").rpartition(":")[2]
    bodies = list(_bodies(item, part))
    if not bodies and (item.tag == "packageItem" or kind not in ("", "text")):
        yield Notice(where, SKIPPED, kind or "package")
        return
    text = max(map(_text, bodies), key=len, default="")
    if not text:
        yield Failure(where, "the item has no text")
        return
    words, published, precision = _day(item)
    yield from notices(words, published, where)
    published, precision = (yield from released(next(_values(item, _EMBARGO), None), published, precision, where))
    own = next(_values(item, _IDS), "")
    yield Document(
        id=own if own and part is item else name,
        text=text,
        title=title,
        url=next(filter(real_address, _values(item, _ADDRESSES)), None),
        outlet=_words(item, _OUTLETS),
        published=published,
        published_precision=precision,
        changed=next(filter(None, map(moment, _values(item, _CHANGED))), None),
    )


def _day(item: Any) -> tuple[str | None, date | None, Precision]:
    """Return the day of publication, as written and read; the dateline has the local day of a time in UTC."""
    given = [(words, *parse_date(words)) for words in _values(item, _DAYS)]
    words, day, precision = next((each for each in given if each[1] and each[2] is Precision.DAY), next(iter(given), (None, None, Precision.DAY)))
    shown, _ = parse_date(next(_values(item, _LOCAL), None))
    return words, shown if day and shown and abs((shown - day).days) == 1 and in_utc(words) else day, precision


def _values(item: Any, paths: Iterable[str]) -> Iterator[str]:
    """Yield the values of attributes and elements at these paths that are not empty; those in English come first."""
    for path in paths:
        found = item.xpath(path)
        english = [each for each in found if not isinstance(each, str) and (each.get(_LANGUAGE) or "").startswith("en")]
        values = (each if isinstance(each, str) else "".join(each.itertext()) for each in (*english, *found))
        yield from filter(None, (clean(" ".join(value.split())) for value in values))


def _words(item: Any, paths: Iterable[str]) -> str | None:
    """Return the first value; of a code, the part after its scheme."""
    value = next(_values(item, paths), None)
    return re.sub(r"\A[a-z]+:(?=\S+\Z)", "", value) if value else None


def _bodies(item: Any, part: Any) -> Iterator[Any]:
    """Yield the elements with the text of an item, or of a part of it; several are renditions of one text."""
    for content in part.xpath(_CONTENTS.get(item.tag, "self::nitf")):
        roles = " ".join(content.xpath("ancestor::NewsComponent/Role/@FormalName | ancestor::ContentItem/MediaType/@FormalName"))
        if not _CAPTION.search(roles):
            yield from content.xpath(".//body.content") or ([content] if item is not content else ())


def _text(body: Any) -> str:
    """Return the text of a body, a paragraph for each block."""
    from lxml import etree

    # An archive of a newspaper has the first paragraph twice: by itself, and in the block with the whole text.
    whole = [deepcopy(block) for block in body.xpath("block[@class='full_text']")] or [deepcopy(body)]
    for each in whole:
        etree.strip_elements(each, *_NO_TEXT, with_tail=False)
        for element in each.iter(*_SUBHEADS):
            element.tag = "h2"
    markup = "".join(etree.tostring(each, encoding="unicode", method="html", with_tail=False) for each in whole)
    blocks = (" ".join(block.split()) for block in text_of(markup).split("\n\n"))
    return "\n\n".join(filter(None, blocks))
