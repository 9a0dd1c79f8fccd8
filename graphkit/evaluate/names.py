"""Normalises names, to compare those of claims with those of a gold set."""

from __future__ import annotations

import re

from graphkit.model import without_marks

_OWNING, _DOTS, _REST, _ARTICLE = re.compile(r"'s?$"), re.compile(r"\."), re.compile(r"[^\w]+"), re.compile(r"^(?:the|a|an) ")


def fold(name: str) -> str:
    """Normalise a name for comparison."""
    plain = without_marks(name.replace("’", "'")).casefold().strip()
    plain = _REST.sub(" ", _DOTS.sub("", _OWNING.sub("", plain))).strip()
    return _ARTICLE.sub("", plain)
