"""Mail: EML files, also of Apple Mail and Outlook, and MBOX mailboxes, one article per message, and web pages saved as MHTML, read with the standard library."""

from __future__ import annotations

import contextlib
import email
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from functools import partial
from pathlib import PurePath
from typing import BinaryIO

from graphkit.dates import notices, parse_date
from graphkit.documents.address import located
from graphkit.documents.alerts import alerts_of
from graphkit.documents.bulletin import items_of_text
from graphkit.documents.clippings import clippings
from graphkit.documents.digest import messages_of
from graphkit.documents.exports import articles_of_page, articles_of_text
from graphkit.documents.forwarded import forwarded_first, is_sent_on
from graphkit.documents.guard import guarded
from graphkit.documents.headers import POLICY
from graphkit.documents.letter import is_answer, items_of_letter, own_markup, own_text
from graphkit.documents.markup import text_of
from graphkit.documents.outlook import MAGIC, outlook_message
from graphkit.documents.package import parsing, whole
from graphkit.documents.page import read_html
from graphkit.documents.plain import LARGEST_FILE, SEVERAL, SHORTENED, articles_in, clean, decode, decode_page
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Item, Notice, Precision, digest

# The text tells users what to do.
ATTACHED = "attachments not read (save them as files and read these)"
# Media types without articles: pictures, signatures, contacts and appointments.
_NO_ARTICLES = ("image/", "audio/", "video/", "application/pgp-", "application/pkcs7-", "application/x-pkcs7-", "text/calendar", "text/vcard", "text/x-vcard")
_FROM, _COUNTED = b"From ", re.compile(rb"(\d{1,9}) *\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_LONGEST_LINE = 2**20
# The line above a signature (RFC 3676), and the lines of an answered message, with the one above them ("On Tuesday Jane wrote:").
_SIGNATURE = re.compile(r"^-- +\n(?:[^\n]*(?:\n|\Z)){0,15}\Z", re.MULTILINE)
_QUOTED = re.compile(r"(?:(?:^On [^\n]{1,200}\n)?^[^>\n][^\n]{0,200}:[ \t]{0,9}\n\s{0,9})?(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)
# Maximum number of messages attached to one, and of messages around one.
_MESSAGE, _MOST_ATTACHED, _DEEPEST = "message/rfc822", 100, 10
# Sender in pages saved by browsers and their extensions.
_SAVED = re.compile(r"\W*saved by \w", re.IGNORECASE)
# Plain text with less than this share of the words of the page beside it says only that the message is a page.
_STUB = 1 / 3


def read_eml(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from a message: its subject, sender, date, and body text.

    The date is the one written in the message, in its time zone. For a forwarded message, subject, sender and date are those of
    the original. Attachments are counted but not read; attached messages are. For a page saved as a message, the document is
    the page's article, with its address.

    Raises:
        DocumentError: the file is not a message, or has no text.
    """
    data = whole(stream)
    if data.startswith(MAGIC):
        yield from _articles(outlook_message(data), name, source, 0)
        return
    # Apple Mail writes the length of the message above it, and data of its own below.
    counted = _COUNTED.match(data)
    yield from _message(data[counted.end() :][: int(counted[1])] if counted else data, name, source)


def read_mbox(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document per message of a mailbox, in a stream.

    Raises:
        DocumentError: the file is not a mailbox.
    """
    for number, data in enumerate(_messages(stream), start=1):
        if len(data) > LARGEST_FILE:
            yield Failure(f"{source}:{number}", f"a message larger than {LARGEST_FILE // 2**20} MB")
            continue
        read = partial(_message, _QUOTED_FROM.sub(rb"\1", data), f"{name}-{number}", f"{source}:{number}")
        yield from guarded(read, f"{source}:{number}", whole=False)


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """Split a mailbox into messages: each begins with a line "From …" after an empty line."""
    lines: list[bytes] = []
    size, empty = 0, True
    first = stream.readline(_LONGEST_LINE)
    if not first.startswith(_FROM):
        raise DocumentError("not a mailbox: it does not begin with a line 'From …'")
    while line := stream.readline(_LONGEST_LINE):
        if empty and line.startswith(_FROM):
            yield b"".join(lines)
            lines, size = [], 0
        elif size <= LARGEST_FILE:
            lines.append(line)
            size += len(line)
        empty = not line.strip()
    yield b"".join(lines)


def _message(data: bytes, name: str, where: str) -> Iterator[Item]:
    with parsing("message"):
        message = email.message_from_bytes(data, policy=POLICY)
    yield from _articles(message, name, where, 0)


def _articles(message: object, name: str, where: str, depth: int) -> Iterator[Item]:
    """Read the article of a message and those of the messages attached to it."""
    with parsing("message"):
        if not isinstance(message, EmailMessage) or not message.keys():
            raise DocumentError("not a mail message: it has no headers")
        address = _saved(message)
        if address is not None:
            yield from _page_saved(message, address, name, where)
            return
        subject, sender, sent, sign = (message.get(key) for key in ("Subject", "From", "Date", "Message-ID"))
        answer = is_answer(str(message.get("Subject") or ""))
        (found, shown, markup), attached = _body(message, answer=answer), list(_attached(message))
    yield from (Notice(where, ATTACHED, ending) for ending in attached)
    forwarded = list(_attached_messages(message, name, where, depth))
    yield from forwarded
    # Databases send their exports by mail.
    exported = articles_of_page(markup, name, where) if markup else articles_of_text(shown, name, where)
    if exported is not None:
        yield from exported
        return
    if listed := messages_of(shown):
        yield from _within(listed, name, where, "message", depth)
        return
    if not found.text.strip():
        if forwarded:
            return
        raise DocumentError("the message has no text")
    label, address = parseaddr(str(sender or ""))
    # Outlook writes the same line above a message that is answered and one that is forwarded.
    first, below = ({}, shown) if answer and not is_sent_on(shown, str(subject or "")) else forwarded_first(shown, str(subject or ""))
    if first:
        subject, sent = first.get("subject") or subject, first.get("date") or sent
        # "Harbour Post [mailto:desk@post.example]" is not a valid address, but commonly printed.
        label = re.split(r"[<\[(]", first.get("from", label), maxsplit=1)[0].strip("\"' ") or label
        # The text of a page is not all that it shows.
        original = below if shown == found.text else forwarded_first(found.text, str(message.get("Subject") or ""))[1]
        found = replace(found, text=original or found.text)
    else:
        found = replace(found, text=own_text(shown, str(subject or ""), _QUOTED) if answer else _own(found.text))
    published, precision = parse_date(str(sent).strip()) if sent else (None, Precision.DAY)
    yield from notices(str(sent) if sent else None, published, where)
    made = replace(
        found,
        id=digest(str(sign)) if sign else name,
        title=_line(subject) or found.title,
        url=None,
        outlet=_line(label) or _line(address),
        published=published,
        published_precision=precision,
    )
    for number, alert in enumerate(alerts := alerts_of(made.text), start=1):
        yield from (Notice(where, SEVERAL, PurePath(where).name), Notice(where, SHORTENED, "Google Alerts"))
        yield replace(made, id=f"{made.id}#{number}", title=alert.title, outlet=alert.outlet, text=alert.text)
    if alerts:
        return
    if not answer and clippings(review := below if first else _own(shown), markdown=False):
        # Words above the articles are the sender's.
        yield from (item if not isinstance(item, Document) or item.published else replace(made, id=item.id, text=item.text) for item in articles_in(review, made.id, where, markdown=False))
        return
    letter = [] if answer or first else items_of_letter(markup)
    items = letter or ([] if answer or first or markup else items_of_text(f"{made.title or ''}\n\n{made.text}"))
    for number, (title, text) in enumerate(items, start=1):
        yield Notice(where, SEVERAL, PurePath(where).name)
        yield replace(made, id=f"{made.id}#{number}" if title else made.id, title=title or made.title, text=text)
    if not items:
        yield made


def _attached(message: EmailMessage) -> Iterator[str]:
    """Yield the file name endings (or media types) of attachments that could contain articles."""
    for part in message.iter_attachments():
        kind = part.get_content_type()
        if not kind.startswith(_NO_ARTICLES) and kind != _MESSAGE:
            yield PurePath(part.get_filename() or "").suffix.lower() or kind


def _attached_messages(message: EmailMessage, name: str, where: str, depth: int) -> Iterator[Item]:
    """Read the articles of messages forwarded as attachments, at most so many and so deep."""
    forwarded = [part for part in message.iter_attachments() if part.get_content_type() == _MESSAGE]
    read = _MOST_ATTACHED if depth < _DEEPEST else 0
    yield from (Notice(where, ATTACHED, "message") for _ in forwarded[read:])
    yield from _within([part.get_payload(0) for part in forwarded[:read]], name, where, "attached message", depth)


def _within(messages: Iterable[object], name: str, where: str, what: str, depth: int) -> Iterator[Item]:
    """Read the articles of messages in another."""
    for number, inner in enumerate(messages, start=1):
        try:
            yield from _articles(inner, f"{name}-{what.replace(' message', '')}-{number}", f"{where} ({what} {number})", depth + 1)
        except DocumentError as error:
            yield Failure(f"{where} ({what} {number})", str(error))


def _saved(message: EmailMessage) -> str | None:
    """Return the address of a page saved by a browser ("" if it has none); None for an ordinary message."""
    part = message.get_body(preferencelist=("html",))
    given = (message.get("Snapshot-Content-Location"), message.get("Content-Location"), part and part.get("Content-Location"))
    sender = str(message.get("From", ""))
    if given[0] is None and not (part is not None and _SAVED.match(sender)) and (sender or not any(given)):
        return None
    return str(next(filter(None, given), "")).strip()


def _page_saved(message: EmailMessage, address: str, name: str, where: str) -> Iterator[Item]:
    part = message.get_body(preferencelist=("html",))
    if part is None:
        raise DocumentError("the web archive contains no page; save the page as .html")
    address = address if address.startswith(("http://", "https://")) else ""
    for item in read_html(io.BytesIO(_bytes(part)), name, where):
        yield located(item, address) if isinstance(item, Document) else item


def _bytes(part: MIMEPart) -> bytes:
    """Return the bytes of a page in a message; without a charset, as browsers save it, the page itself declares its encoding."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    with contextlib.suppress(LookupError):
        if charset := part.get_content_charset():
            return data.decode(charset, "replace").encode("utf-8", "replace")
    return data


def _own(text: str) -> str:
    """Return a text without its signature and the lines quoted from another message, unless these are most of it."""
    own = _QUOTED.sub("", _SIGNATURE.sub("", text)).strip()
    return own if 2 * len(own.split()) > len(text.split()) else text


def _body(message: EmailMessage, *, answer: bool) -> tuple[Document, str, str]:
    """Return the body as an article, all its visible text, and its page: the plain text, or the page if there is none or it has far more words."""
    plain, page = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    text = clean(_content(plain).replace("\r\n", "\n")).strip()
    markup = _content(page)
    markup = own_markup(markup) if answer and not text else markup
    shown = text_of(markup)
    if len(text.split()) >= _STUB * len(shown.split()):
        return Document(id="", text=text), text, markup
    return _page(markup), shown, markup


def _content(part: MIMEPart | None) -> str:
    """Return the text of a part, in its charset, or in the one found in it; "" if there is no part."""
    if part is None:
        return ""
    return str(part.get_content() if part.get_content_charset() else (decode_page if part.get_content_subtype() == "html" else decode)(_bytes(part)))


def _page(markup: str) -> Document:
    """Return the article of a page, or all visible text if the page is too short for one."""
    try:
        made = next((item for item in read_html(io.BytesIO(markup.encode("utf-8", "replace")), "", "", whole=True) if isinstance(item, Document)), None)
    except DocumentError:
        made = None
    return made or Document(id="", text=text_of(markup))


def _line(value: object) -> str | None:
    return clean(" ".join(str(value).split())) or None if value else None
