"""Elements with very many attributes, which parsers of HTML compare with each other in quadratic time."""

from __future__ import annotations

import re
from itertools import islice

MOST_ATTRIBUTES = 500
# An opening tag, with `<` and `>` in the values of its attributes, and one of its attributes.
_TAG = re.compile(r"<[A-Za-z][^\s<>\"']{0,100}+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>?")
_ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")


def few_attributes(markup: str) -> str:
    """Return markup whose elements have their first attributes only, `MOST_ATTRIBUTES` at most."""
    return _TAG.sub(_cut, markup)


def _cut(tag: re.Match[str]) -> str:
    # An attribute has at least one letter and a space.
    ends = islice(_ATTRIBUTE.finditer(tag[0]), MOST_ATTRIBUTES, MOST_ATTRIBUTES + 1) if len(tag[0]) > 2 * MOST_ATTRIBUTES else iter(())
    found = next(ends, None)
    return tag[0] if found is None else f"{tag[0][: found.start()]}>"
