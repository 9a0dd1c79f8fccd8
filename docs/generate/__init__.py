"""Reference pages, generated from the code when the site is built; the tests call the same functions."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table; a vertical bar in a cell is escaped, but not in code, where it needs no escape."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(_BAR.sub(_escaped, cell) for cell in line)} |" for line in lines) + "\n"


_BAR = re.compile(r"`[^`]*`|\|")


def _escaped(match: re.Match[str]) -> str:
    return r"\|" if match[0] == "|" else match[0]
