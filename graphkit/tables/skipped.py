"""What was skipped in a table, by reason, with the first rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphkit.plural import counted

# Greatest numbers of reasons, and of rows named for each.
MOST_REASONS = 1_000
MOST_ROWS = 5
OTHER = "skipped for other reasons"


@dataclass(slots=True)
class Place:
    """How often, and in which rows of the file; one row more is kept than is shown."""

    times: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count once more, in this row."""
        self.times += 1
        if line not in self.lines[-1:] and len(self.lines) <= MOST_ROWS:
            self.lines.append(line)

    def __str__(self) -> str:
        """The rows in words."""
        shown = ", ".join(map(str, self.lines[:MOST_ROWS])) + (", …" if len(self.lines) > MOST_ROWS else "")
        return f"row{'s' if len(self.lines) > 1 else ''} {shown} of the file"


@dataclass(slots=True)
class Skipped:
    """Places by reason, and those of rows without a claim.

    Attributes:
        line: number of the row in progress in the file.
        reasons: places by reason.
        empty: places of rows without a claim.
    """

    line: int = 0
    reasons: dict[str, Place] = field(default_factory=dict)
    empty: Place = field(default_factory=Place)

    def add(self, reason: str) -> None:
        """Count a reason for the row in progress."""
        known = reason in self.reasons or len(self.reasons) < MOST_REASONS
        self.reasons.setdefault(reason if known else OTHER, Place()).add(self.line)

    def lines(self, most: int = 50) -> list[str]:
        """Return a line for each reason, the most frequent first, at most so many, and one on rows without a claim."""
        ranked = sorted(self.reasons.items(), key=lambda pair: (-pair[1].times, pair[0]))
        found = [f"{reason} ({_times(place.times)}, {place})" for reason, place in ranked[:most]]
        if len(ranked) > most:
            found.append(f"skipped for {counted(len(ranked) - most, 'further reason')} ({_times(sum(place.times for _, place in ranked[most:]))})")
        return found + ([f"rows without a claim: {self.empty.times:,} ({self.empty})"] if self.empty.times else [])


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"
