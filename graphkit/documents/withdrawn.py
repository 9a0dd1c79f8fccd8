"""Recognise articles that begin with a notice of retraction; their claims are not added."""

from __future__ import annotations

import re

from graphkit.model import Document

# The text tells users what to do.
TAKEN_BACK = "articles withdrawn by their source and not added (to remove an earlier copy from the graph: graphkit retract)"
_TITLE = re.compile(r"\W*(?:retracted|withdrawn)\s*[:|\]–—-]", re.IGNORECASE)
_NOTICE = re.compile(
    r"\W*(?:(?:editor|publisher)s?['’]?s? note\W+|notice\W+|retraction\W+)?(?:this|the following) (?:article|story|report|post|piece|item|dispatch) (?:has been|was|is)(?: \w+ly| hereby)? (?:retracted|withdrawn)\b",
    re.IGNORECASE,
)
# Paragraphs at the top of an article that are searched, and characters of each.
_TOP, _LONGEST = 4, 600


def is_withdrawn(document: Document) -> bool:
    """Whether an article begins with a notice of its retraction, or has one before its title.

    Notices further down concern other articles, as in a text on retractions or a correction.
    """
    lines = [line for line in document.text[: 4 * _LONGEST].splitlines() if line.strip()][:_TOP]
    return bool(_TITLE.match(document.title or "")) or any(_NOTICE.match(line[:_LONGEST]) for line in lines)
