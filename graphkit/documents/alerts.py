"""Mails of Google Alerts: the articles found, each with headline, outlet and the beginning of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

# "=== News - 2 new results for [norvia] ===", in the language of the user.
_HEAD = re.compile(r"^=== [^\n]{1,200}\[[^\n]{1,300}\] ===[ \t]*$", re.MULTILINE)
# Above what the mail says of itself.
_FOOT = re.compile(r"^(?:- ){10}", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_ADDRESS = re.compile(r"<https?://[^\s<>]*>")


class Alert(NamedTuple):
    """An article of which a mail says where it is.

    Attributes:
        title: its headline.
        outlet: who published it.
        text: the beginning of its text.
    """

    title: str
    outlet: str
    text: str


def alerts_of(text: str) -> list[Alert]:
    """Return the articles of a mail of Google Alerts, [] if a text is none."""
    if not _HEAD.search(text):
        return []
    blocks = ([line.strip() for line in block.strip().splitlines()] for block in _BLANK.split(_HEAD.sub("", _FOOT.split(text, maxsplit=1)[0])))
    return [Alert(title, outlet, " ".join(words)) for title, outlet, *words, address in (block for block in blocks if len(block) > 3) if _ADDRESS.fullmatch(address)]
