"""Elements with very many attributes, which parsers of HTML compare with each other in quadratic time."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 500
# As in the HTML standard: after a stray quote, others would read the rest of the article as values.
_SPACE = r"[ \t\n\f\r/]*+"
_VALUE = r"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)"
_ATTRIBUTE = rf"{_SPACE}[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+{_VALUE}?+)?+"
# A comment, or an opening tag, its further attributes apart, of some elements with their text, in which there are no tags.
_TAG = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|(<(?:(script|style|textarea|title)(?=[ \t\n\f\r/>])|[a-z][^ \t\n\f\r/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+)((?:{_ATTRIBUTE})*+)(?:{_SPACE}>)?+(?(2).*?(?=</\2|\Z))",
    re.IGNORECASE | re.DOTALL,
)


def few_attributes(markup: str) -> str:
    """Return markup whose elements have their first attributes only, `MOST_ATTRIBUTES` at most."""
    return _TAG.sub(_cut, markup)


def _cut(found: re.Match[str]) -> str:
    return f"{found[1]}{found[0][len(found[1]) + len(found[3]) :]}" if found[3] else found[0]
