"""Who is named as another than the one meant: "Greece, not Egypt, condemned Turkey" says nothing of Egypt."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model import Polarity, Reading

# A title may stand between: "not French President X". "Whether or not X" sets nobody apart.
_ANOTHER = re.compile(r"\b(?:(?<!\bor )[Nn]ot|[Rr]ather than|[Ii]nstead of|[Uu]nlike|[Aa]s opposed to)\s+(?:(?:by|with|from|to)\s+)?(?:the\s+)?(?:[A-Z][\w.'’-]*\s+){0,3}\Z")
_REACH = 80
# What a name and its title say holds all the same.
_HELD = ("post", "title")


def without_contrasted(reading: Reading, text: str) -> Reading:
    """The reading without what is said, and not denied, of mentions right behind "not", "rather than" and the like.

    Whoever does or suffers it is another, whatever the tree or the network makes of it.

    Args:
        reading: of the text.
        text: of the document.
    """
    others = {m.index for m in reading.mentions if m.form != "pronoun" and text[m.end : m.end + 1] != "-" and _ANOTHER.search(text[max(0, m.start - _REACH) : m.start])}
    if not others:
        return reading
    kept = (r for r in reading.relations if r.polarity is Polarity.NEGATIVE or r.frame in _HELD or not {r.subject, r.object} & others)
    return replace(reading, relations=tuple(kept))

