"""Mails of Google Alerts: the articles found, each with headline, outlet and the beginning of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

# "=== News - 2 new results for [norvia] ===", in the language of the user.
_HEAD = re.compile(r"^=== [^\n\[]{1,60} - \d{1,4} [^\n\[]{1,80}\[[^\n]{1,300}\] ===[ \t]*$", re.MULTILINE)
# Above what the mail says of itself.
_FOOT = re.compile(r"^(?:- ){10}", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_ADDRESS, _MORE = re.compile(r"<https?://[^\s<>]*>"), re.compile(r"(?:see|read) (?:more|all)\b.{0,60}|full coverage", re.IGNORECASE)
# Pages that are no news have a text and no outlet.
_OUTLET, _SENTENCE = re.compile(r"\S+(?: \S+){0,6}"), re.compile(r"\S+(?: \S+){3,}[.…!?][\"”’]?")


class Alert(NamedTuple):
    """An article of which a mail says where it is.

    Attributes:
        title: its headline.
        outlet: who published it, None if the mail does not say so.
        text: the beginning of its text, else its headline.
    """

    title: str
    outlet: str | None
    text: str


def alerts_of(text: str) -> list[Alert]:
    """Return the articles of a mail of Google Alerts, [] if a text is none or has anything else."""
    if not _HEAD.match(text):
        return []
    blocks = ([line.strip() for line in block.splitlines() if line.strip() and not _MORE.fullmatch(line.strip())] for block in _BLANK.split(_HEAD.sub("", _FOOT.split(text, maxsplit=1)[0])))
    found = [_alert(block) for block in blocks if block and not (len(block) == 1 and _ADDRESS.fullmatch(block[0]))]
    return [each for each in found if each] if all(found) else []


def _alert(lines: list[str]) -> Alert | None:
    """Return the article of a block of lines: headline, outlet, text and address, of which outlet and text may be missing."""
    title, *rest = lines
    if not rest or not _ADDRESS.fullmatch(rest.pop()):
        return None
    outlet = rest.pop(0) if rest and _OUTLET.fullmatch(rest[0]) and not _SENTENCE.fullmatch(rest[0]) else None
    return Alert(title, outlet, " ".join(rest) or title)
