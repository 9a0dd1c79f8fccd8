"""Lines of a text that point to other articles ("Read more: …"), whose dates and words do not belong to it."""

from __future__ import annotations

import re

_LABEL = r"(?:read (?:more|also|next)|also read|see also|related(?: (?:article|story|stories|coverage|reading))?s?|more on this(?: story)?|don['’]t miss|recommended)"
_LINE = re.compile(rf"^(?:[-*•▶>»]\s*)?{_LABEL}\s*(?:[:|»>]|[–—-]\s)[^\n]{{0,300}}(?:\n|\Z)", re.IGNORECASE | re.MULTILINE)
# A label on a line of its own, and the headlines below it: they have no mark at their end, and a blank line or a long paragraph follows
# (in text with hard line breaks, the lines of a paragraph have no mark either).
_ITEM = r"\s{0,9}[^\s][^\n]{0,298}[^\s.!?…”\"’:;,)][ \t]{0,9}(?:\n|\Z)"
_LIST = re.compile(rf"^[#*_ ]{{0,9}}{_LABEL}[:*_ \t]{{0,9}}\n(?:{_ITEM}){{1,12}}(?=[ \t]{{0,9}}(?:\n|\Z)|[^\n]{{120}})", re.IGNORECASE | re.MULTILINE)

# What WordPress puts below each entry of a feed.
_POST = re.compile(r"^The post [^\n]{1,400} (?:appeared first on|first appeared on) [^\n]{1,200}(?:\n|\Z)", re.MULTILINE)


def without_pointers(text: str) -> str:
    """Return a text without lines with a label such as "Read more", and without the headlines below such a label; a text of nothing else is kept."""
    kept = _POST.sub("", _LINE.sub("", _LIST.sub("", text)))
    return kept if kept.strip() else text
