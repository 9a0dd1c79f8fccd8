"""Messages that Outlook saves (.msg), as messages of the standard library; read with olefile.

Each property of a message is a stream, named by its number and type: subject, sender, header, body, and the page with its formatting.
"""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import default
from email.utils import format_datetime, formataddr
from typing import Any

from graphkit.documents.package import parsing
from graphkit.documents.plain import decode, decode_page
from graphkit.errors import DocumentError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUBJECT, _HEADER, _SENDER, _ADDRESS, _SMTP, _BODY, _PAGE, _NAMES = "0037", "007D", "0C1A", "0C1F", "5D01", "1000", "1013", ("3707", "3704")
# The stream with the properties of a fixed length, each of 16 bytes, and the number and type of the time of sending.
_PROPERTIES, _SENT = "__properties_version1.0", 0x00390040
_RICH, _ATTACHED, _INNER = "__substg1.0_10090102", "__attach_version1.0_", "__substg1.0_3701000D"
_MOST_ATTACHED, _DEEPEST = 100, 10
_TICKS, _ZERO = 10, datetime(1601, 1, 1, tzinfo=UTC)


def outlook_message(data: bytes) -> EmailMessage:
    """Return a message saved by Outlook, with the messages attached to it, and the names of other attachments.

    Raises:
        DocumentError: olefile is missing, or the file is not such a message.
    """
    try:
        import olefile
    except ImportError as error:
        raise DocumentError("reading messages of Outlook needs olefile: pip install 'alliance-graphkit[documents]'; or save the message as .eml") from error
    with parsing("message of Outlook"), olefile.OleFileIO(io.BytesIO(data)) as file:
        if not file.exists(_PROPERTIES):
            raise DocumentError("not a message of Outlook, but another file of Office; save it as .docx or .xlsx")
        made = _message(file, [], 0)
        if file.exists(_RICH) and not any(part.get_content().strip() for part in made.walk() if part.get_content_maintype() == "text"):
            raise DocumentError("has its text only in Outlook's own form of rich text; save the message as .html or .txt")
        return made


def _message(file: Any, path: list[str], depth: int) -> EmailMessage:
    head = HeaderParser(policy=default).parsestr(_text(file, path, _HEADER))
    made = EmailMessage()
    address = _text(file, path, _SMTP) or _text(file, path, _ADDRESS)
    sender = formataddr((_line(_text(file, path, _SENDER)), address if "@" in address and address.isascii() else ""))
    for name, value in (("Subject", _text(file, path, _SUBJECT)), ("From", head.get("From") or sender), ("Date", head.get("Date") or _sent(file, path)), ("Message-ID", head.get("Message-ID"))):
        if value and _line(str(value)):
            made[name] = _line(str(value))
    page = _stream(file, path, f"{_PAGE}0102")
    markup = decode_page(page) if page else _text(file, path, _PAGE)
    made.set_content(_text(file, path, _BODY), cte="base64")
    if markup:
        made.add_alternative(markup, subtype="html", cte="base64")
    folders = sorted({each[len(path)] for each in file.listdir(streams=True, storages=False) if each[: len(path)] == path and each[len(path)].startswith(_ATTACHED)})
    for folder in folders[:_MOST_ATTACHED]:
        inner = [*path, folder]
        if depth < _DEEPEST and file.exists([*inner, _INNER, _PROPERTIES]):
            made.add_attachment(_message(file, [*inner, _INNER], depth + 1))
        else:
            name = next(filter(None, (_text(file, inner, each) for each in _NAMES)), "")
            made.add_attachment(b"", "application", "octet-stream", filename=_line(name))
    return made


def _stream(file: Any, path: list[str], name: str) -> bytes:
    where = [*path, f"__substg1.0_{name}"]
    return bytes(file.openstream(where).read()) if file.exists(where) else b""


def _text(file: Any, path: list[str], number: str) -> str:
    """Return a property that is a text, in UTF-16 or in the encoding of the computer on which it was written."""
    wide = _stream(file, path, f"{number}001F")
    return (wide.decode("utf-16-le", "replace") if wide else decode(_stream(file, path, f"{number}001E"))).rstrip("\0")


def _sent(file: Any, path: list[str]) -> str | None:
    """Return the time of sending, in UTC; None if the message was not sent."""
    values = file.openstream([*path, _PROPERTIES]).read()
    # The header of the stream has 32 bytes in the message itself, 24 in one attached to it.
    for at in range(24 if path else 32, len(values) - 15, 16):
        number, _, ticks = struct.unpack_from("<IIQ", values, at)
        if number == _SENT:
            return format_datetime(_ZERO + timedelta(microseconds=ticks // _TICKS))
    return None


def _line(value: str) -> str:
    return " ".join(value.split())
