"""Count the notices of a run by kind and value, and summarise them in lines."""

from __future__ import annotations

import re
from collections import Counter

from graphkit.model import Notice

# Values named in a line, and distinct values counted per kind; the others only add to the total.
MAX_NAMED, MAX_COUNTED = 8, 10_000
MAX_LENGTH = 60
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]+")


class Notices:
    """Counts notices in bounded memory, whatever the number of distinct values."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._totals: Counter[str] = Counter()

    def add(self, notice: Notice) -> None:
        """Count one notice."""
        values = self._counts.setdefault(notice.kind, Counter())
        self._totals[notice.kind] += 1
        value = _printable(notice.value)
        if value in values or len(values) < MAX_COUNTED:
            values[value] += 1

    def lines(self) -> list[str]:
        """Return one line per kind, in order of first appearance: "7 dates not read: 'n.d.' (5), '03/04/2020' (2)".

        Values are sorted by count, then by name, so the lines are deterministic.
        """
        return [f"{self._totals[kind]:,} {_singular(kind, self._totals[kind])}: {self._most_frequent(kind)}" for kind in self._counts]

    def _most_frequent(self, kind: str) -> str:
        values = sorted(self._counts[kind].items(), key=lambda item: (-item[1], item[0]))
        named = [f"{value} ({number:,})" if len(values) > 1 else value for value, number in values[:MAX_NAMED]]
        rest = self._totals[kind] - sum(number for _, number in values[:MAX_NAMED])
        return ", ".join([*named, *([f"and {rest:,} more"] if rest else [])])


def _printable(value: str) -> str:
    """Return a value on one line without control characters, at most `MAX_LENGTH` characters."""
    plain = _UNPRINTABLE.sub(" ", value[: 4 * MAX_LENGTH]).strip()
    return plain if len(plain) <= MAX_LENGTH else f"{plain[: MAX_LENGTH - 1]}…"


def _singular(kind: str, number: int) -> str:
    """Return the kind in the singular if `number` is 1: "dates not read" becomes "date not read"."""
    first, _, rest = kind.partition(" ")
    return kind if number != 1 else f"{first.removesuffix('s')} {rest.replace('their', 'its')}".strip()
