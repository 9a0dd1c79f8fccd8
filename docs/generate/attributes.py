"""Griffe extension: attributes that share a line of a docstring ("first, second: the actors.") are shown as one entry."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension

_SHARED = re.compile(r"^( +\w+)((?:, \w+)+)(?=: )", re.MULTILINE)


class SharedLines(Extension):
    """Joins the names by no-break spaces; the parser would take the second one for the type of the first."""

    def on_object(self, *, obj: Any, **_: Any) -> None:
        """Rewrite the docstring of an object."""
        if obj.docstring:
            obj.docstring.value = _SHARED.sub(lambda match: match[0].replace(", ", ",\u00a0"), obj.docstring.value)
