"""The assets and the environment of all page templates: what they show is escaped and cannot turn the direction of the text behind it."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from graphkit.view.text import without_direction

ASSETS = Path(__file__).with_name("assets")
_DAY = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")


def environment(*, loader: Any = None, markdown: bool = False) -> Any:
    """Return a `jinja2.Environment` whose expressions show text with direction-turning characters replaced, except markup.

    The filter `exact` shows a text as it is, for form fields whose value is sent back; `unbroken` puts each day into an element
    of the class `day`, in which no line ends.
    """
    import jinja2
    from markupsafe import escape

    made = jinja2.Environment(loader=loader, autoescape=not markdown, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown)
    made.filters |= {"exact": escape, "unbroken": _unbroken}
    return made


@functools.cache
def asset(name: str) -> str:
    """Return a style sheet, script or template of this package."""
    return (ASSETS / name).read_text(encoding="utf-8")


def _unbroken(text: str) -> Any:
    from markupsafe import Markup, escape

    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(without_direction(text)))))


def _shown(value: Any) -> Any:
    # Markup was made of finished parts; scripts and styles must stay as their hashes say.
    return without_direction(value) if type(value) is str else value
