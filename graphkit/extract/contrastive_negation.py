"""Drops relations of actors named only in contrast: "Greece, not Egypt, condemned Turkey" says nothing about Egypt."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model import Polarity, Reading

# A title may come between: "not French President X". "Whether or not X" is not a contrast.
_ANOTHER = re.compile(r"\b(?:(?<!\bor )[Nn]ot|[Rr]ather than|[Ii]nstead of|[Uu]nlike|[Aa]s opposed to)\s+(?:(?:by|with|from|to)\s+)?(?:the\s+)?(?:[A-Z][\w.'’-]*\s+){0,3}\Z")
_REACH = 80
# Frames of names and their titles, which hold anyway.
_HELD = ("post", "title")


def without_contrasted(reading: Reading, text: str) -> Reading:
    """Return the reading without the affirmed relations of mentions right after "not", "rather than" and similar words.

    This applies to relations from the tree and from the network.

    Args:
        reading: reading of the text.
        text: text of the document.
    """
    others = {m.index for m in reading.mentions if m.form != "pronoun" and text[m.end : m.end + 1] != "-" and _ANOTHER.search(text[max(0, m.start - _REACH) : m.start])}
    if not others:
        return reading
    kept = (r for r in reading.relations if r.polarity is Polarity.NEGATIVE or r.frame in _HELD or not {r.subject, r.object} & others)
    return replace(reading, relations=tuple(kept))
