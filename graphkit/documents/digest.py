"""Digests of mailing lists (RFC 1153): one message whose text has the messages of a day, below lines of hyphens."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage

from graphkit.documents.headers import POLICY

# A rule, and the header of a message below it.
_BEGUN = re.compile(r"^-{30,75}\n\n(?=((?:[A-Z][\w-]{1,30}:[ \t].*\n(?:[ \t]+\S.*\n){0,50}){2,30})\n)", re.MULTILINE)
_NEEDED = re.compile(r"^From:.*\n(?:.*\n){0,99}?Subject:|^Subject:.*\n(?:.*\n){0,99}?From:", re.MULTILINE)
# How the message was encoded, and what the list adds below the last one.
_ENCODED = re.compile(r"^(?:Content-[\w-]+|MIME-Version):.*\n(?:[ \t]+\S.*\n)*", re.MULTILINE | re.IGNORECASE)
_FOOT = re.compile(r"^-{20,75}\n\s{0,9}(?:Subject: Digest Footer|_{20,}|End of .{1,200}(?:Digest|issue))|^End of .{1,200} Digest", re.MULTILINE)


def messages_of(text: str) -> list[EmailMessage]:
    """Return the messages of a digest, [] if a text is none."""
    found = [each for each in _BEGUN.finditer(text) if _NEEDED.search(each[1])]
    if len(found) < 2:
        return []
    ends = (*(each.start() for each in found[1:]), len(text))
    return [_message(each[1], _FOOT.split(text[each.end(1) : end], maxsplit=1)[0].rstrip("\n-")) for each, end in zip(found, ends, strict=True)]


def _message(head: str, body: str) -> EmailMessage:
    written = f"{_ENCODED.sub('', head)}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n{body}"
    made = email.message_from_bytes(written.encode(), policy=POLICY)
    assert isinstance(made, EmailMessage)
    return made
