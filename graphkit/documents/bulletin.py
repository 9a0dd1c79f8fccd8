"""Newsletters in plain text: several items below numbered or underlined headings, or between rules, all of the letter's day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.documents.clippings import is_prose

# Lines at the end of a newsletter on the newsletter itself, and words in its first lines.
FOOT = re.compile(r"\bunsubscribe\b|\b(?:you(?:['’]re| are)? (?:receiv\w+|got|getting) this|sent to you because)|\bview (?:it |this \w+ )?(?:in|on) (?:your|a|the) (?:browser|web)|\bmanage (?:your )?(?:subscription|preferences)|\bupdate your (?:\w+ )?preferences", re.IGNORECASE)
_NAMED = re.compile(r"\bnews ?letter\b|\b(?:daily|morning|evening|weekly|news|security) (?:brief(?:s|ing)?|digest|bulletin|round-?up|wrap)\b|\b(?:news|weekly|daily) round-?up\b|\bin this (?:issue|edition)\b|\b(?:today|this week)['’]s (?:headlines|top stories|news)\b|\btop stories\b", re.IGNORECASE)
_TOP, _END = 600, 2_000
_TITLE = r"(?P<title>[^\W_][^\n]{3,118}[^\s.!?:;,])"
_NUMBERED = re.compile(rf"^[ \t]{{0,3}}(?:#{{1,3}} )?\(?(?P<number>\d{{1,2}})[.):][ \t]{{1,4}}{_TITLE}[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(rf"(?:\A|(?<=\n\n))(?:[-=~*_#]{{3,100}}\n)?{_TITLE}[ \t]*\n[-=~*_#]{{3,100}}[ \t]*$", re.MULTILINE)
_RULED = re.compile(rf"(?<=\n)[ \t]*(?:[-=~_*#•·][ \t]?){{3,100}}[ \t]*\n(?:[ \t]*\n)*{_TITLE}[ \t]*\n(?=[ \t]*\n|(?P<capitals>))", re.MULTILINE)
_HASHED = re.compile(rf"^#{{2,4}}[ \t]{{1,4}}{_TITLE}[ \t]*$", re.MULTILINE)
_CHARACTERS = 500_000


def is_letter(text: str) -> bool:
    """Whether a text is a newsletter: by its first lines, or by what it says of subscriptions."""
    return _NAMED.search(text, 0, _TOP) is not None or FOOT.search(text, 0, _TOP) is not None or FOOT.search(text, max(0, len(text) - _END)) is not None


def items_of_text(text: str) -> list[tuple[str | None, str]]:
    """Return title and text of each item of a newsletter, preceded by the prose above them, without a title; [] if it is no newsletter, or one article."""
    if len(text) > _CHARACTERS or not is_letter(text):
        return []
    for found in filter(None, (_numbered(text), list(_UNDERLINED.finditer(text)), _ruled(text), list(_HASHED.finditer(text)))):
        items = [(_titled(each["title"]), _own(text[each.end() : end])) for each, end in zip(found, (*(each.start() for each in found[1:]), len(text)), strict=True)]
        kept = [item for item in items if is_prose(item[1])]
        if len(kept) > 1 and 2 * len(kept) >= len(items):
            # Without the table of contents.
            above = _own(_NUMBERED.sub("", text[: found[0].start()]))
            return [*([(None, above)] if is_prose(above) else []), *kept]
    return []


def _numbered(text: str) -> list[re.Match[str]]:
    """Return the headings numbered 1, 2, 3, …; those of a table of contents above them have no text below."""
    found = list(_NUMBERED.finditer(text))
    begun = max((place for place, each in enumerate(found) if int(each["number"]) == 1), default=len(found))
    run = found[begun:]
    return run if [int(each["number"]) for each in run] == list(range(1, len(run) + 1)) else []


def _ruled(text: str) -> list[re.Match[str]]:
    """Return the headlines below rules: those in capitals, or with an empty line below."""
    return [each for each in _RULED.finditer(text) if each["capitals"] is None or each["title"].isupper()]


def _titled(title: str) -> str:
    return " ".join(title.split())


def _own(text: str) -> str:
    """Return the lines of a part up to those on the newsletter itself, without the rules around it."""
    lines = text.split("\n")
    last = next((number for number, line in enumerate(lines) if number and FOOT.search(line)), len(lines))
    return _without_rules(lines[:last])


def _without_rules(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if not re.fullmatch(r"[ \t]*(?:[-=~_*#•·][ \t]?){3,100}[ \t]*", line)).strip("\n")
