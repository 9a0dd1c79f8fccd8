"""Drops relations of actors named only in contrast: "Greece, not Egypt, condemned Turkey" says nothing about Egypt."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model import POST_FRAMES, Polarity, Reading

# A title may come between: "not French President X". "Whether or not X" is not a contrast.
_SET_APART = r"(?<!\bor )[Nn]ot|[Rr]ather than|[Ii]nstead of|[Uu]nlike|[Aa]s opposed to|[Ii]n contrast (?:to|with)|(?:[Nn]obody|[Nn]o one|[Hh]ardly any(?:one|body)|Few) in"
_EXCEPTED = r"[Ee]xcept(?: for)?|[Ww]ith the exception of|[Ee]xcluding|(?:\A|[.;:,!?\n]\s*)(?:(?:[Ee]very|[Aa]ny)(?:one|body| [a-z]+)|[Aa]ll(?:(?: \w+)? [a-z]+s)?) but"
_CONTRAST = re.compile(rf"(?:\b|\A)(?:{_SET_APART}|(?P<excepted>{_EXCEPTED}))\s+(?:(?:by|with|from|to)\s+)?(?:the\s+)?(?:[A-Z][\w.'’-]*\s+)*(?:(?:and|or)\s+(?:the\s+)?(?:[A-Z][\w.'’-]*\s+)*)?\Z")
# "No state except X": only X.
_NONE = re.compile(r"\b(?:[Nn]o|[Nn]one|[Nn]obody|[Nn]othing|[Nn]ot|[Nn]ever|[Nn]either|[Ww]ithout)\b|n['’]t\b")
_WINDOW = 80


def drop_contrasted(reading: Reading, text: str) -> Reading:
    """Return the reading without the affirmed relations of mentions right after "not", "rather than" and similar words.

    This applies to relations from the tree and from the network.

    Args:
        reading: reading of the text.
        text: text of the document.
    """
    contrasted = {m.index for m in reading.mentions if m.form != "pronoun" and text[m.end : m.end + 1] != "-" and _is_set_apart(text[max(0, m.start - _WINDOW) : m.start])}
    if not contrasted:
        return reading
    kept = (r for r in reading.relations if r.polarity is Polarity.NEGATIVE or r.frame in POST_FRAMES or not {r.subject, r.object} & contrasted)
    return replace(reading, relations=tuple(kept))


def _is_set_apart(before: str) -> bool:
    """Whether the words before a mention set it apart from what is said."""
    found = _CONTRAST.search(before)
    return found is not None and not (found["excepted"] and _NONE.search(re.split(r"[.!?]\s", before)[-1]))
