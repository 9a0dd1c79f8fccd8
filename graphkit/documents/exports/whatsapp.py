"""WhatsApp: a chat exported as text, each message behind its time and sender (`[15/05/2024, 22:14:05] Name: …`, `5/15/24, 10:14 PM - Name: …`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.dates import parse_date, settled
from graphkit.documents.exports.common import Article

_TIME = r"\u200e?\[?(?P<day>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)|\d{4}[./-]\d\d?[./-]\d\d?),? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u202f\xa0]?[AaPp]\.?[ \u202f\xa0]?[Mm]\.?)?(?:\] | - )"
_BEGUN = re.compile(_TIME, re.MULTILINE)
_MESSAGE = re.compile(rf"^{_TIME}(?:(?P<sender>[^:\n]{{1,80}}): (?P<first>.*))?", re.MULTILINE)
# What the program writes for a picture or a message taken back.
_NO_TEXT = re.compile(r"\u200e?(?:<[^<>\n]{3,60}>|(?:image|video|audio|sticker|GIF|document) omitted|(?:This message was|You) deleted(?: this message)?\.?)")
# What only the program writes, in the languages of countries where the year is first, which logs and chronologies have too.
_YEAR_FIRST = re.compile(r"\n*\u200e?\[?\d{4}")
_PROGRAM = re.compile(r"\u200e|end-to-end|ende-zu-ende|bout en bout|totalsträckskrypt|végpontok közötti|端到端|端對端|エンドツーエンド|종단간|\bomitted>|<This message was edited>|: (?:This message was|You) deleted", re.IGNORECASE)
_EDITED = re.compile(r"\s*\u200e?<This message was edited>\Z")


def is_whatsapp(text: str) -> bool:
    """Whether a text is a chat: its first line begins with the time of a message, and so do others; where the year is first, it has words of the program."""
    if _YEAR_FIRST.match(text) and not _PROGRAM.search(text):
        return False
    return _BEGUN.match(text.lstrip("\n")) is not None and sum(found["sender"] is not None for found in _MESSAGE.finditer(text)) > 1


def whatsapp(text: str, name: str) -> Iterator[Article]:
    """Yield the messages with a text; lines of the program itself have no sender."""
    found = list(_MESSAGE.finditer(text))
    order = settled(each["day"] for each in found)
    for number, (each, end) in enumerate(zip(found, [*(each.start() for each in found[1:]), len(text)], strict=True), start=1):
        said = _EDITED.sub("", f"{each['first'] or ''}{text[each.end() : end]}".strip())
        # The first line of a chat may have the name of the group as its sender, behind a mark for text of the program.
        if each["sender"] and said and not said.startswith("\u200e") and not _NO_TEXT.fullmatch(said):
            day, precision = parse_date(each["day"], order)
            yield Article(f"{name}#{number}", outlet=each["sender"].strip("~\u202f\u200e "), published=day, precision=precision, lines=said.split("\n"))
