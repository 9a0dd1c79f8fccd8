"""Who held which office when, from `seeds/actors/offices.csv`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graphkit.nlp.words import words
from graphkit.resources import seeds_dir

_HEADS = words("heads of state")
_FORCES = words("heads of forces")


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office in a body, from a day to a day; None means open-ended."""

    person: str
    office: str
    of: str
    start: date | None
    end: date | None

    def held_on(self, day: date | None) -> bool:
        """Whether it was held on a day; without a day, whether it is still held."""
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Offices:
    """All offices, by person and by body."""

    def __init__(self, offices: Iterator[Office]) -> None:
        """Index the rows."""
        self._of_person: dict[str, list[Office]] = defaultdict(list)
        self._of_body: dict[str, list[Office]] = defaultdict(list)
        for office in offices:
            self._of_person[office.person].append(office)
            self._of_body[office.of].append(office)

    def held_by(self, person: str) -> tuple[Office, ...]:
        """Return all offices of a person, in file order."""
        return tuple(self._of_person.get(person, ()))

    def holder(self, body: str, title: str, day: date | None) -> str | None:
        """Return who held the office of this title in a body on a day; None unless exactly one person did."""
        held = [o for o in self._of_body.get(body, ()) if o.held_on(day)]
        exact = {o.person for o in held if o.office == title}
        if title == "leader" and not exact:
            exact = {o.person for o in held if o.office in _HEADS}
        if not exact:
            exact = exact or {o.person for o in held if o.office.endswith(f" {title}")}
        return next(iter(exact)) if len(exact) == 1 else None

    def on(self, day: date) -> list[Office]:
        """Return all offices held on a day."""
        return [office for offices in self._of_person.values() for office in offices if office.held_on(day)]

    def commands(self, person: str, day: date | None) -> tuple[str, ...]:
        """Return the bodies that a person led or commanded on a day."""
        return tuple(
            dict.fromkeys(o.of for o in self.held_by(person) if o.office in (*_FORCES, *_HEADS) and o.held_on(day))
        )


def load_offices() -> Offices:
    """Read the offices file."""
    return Offices(_rows(seeds_dir() / "actors" / "offices.csv"))


def _rows(path: Path) -> Iterator[Office]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Office(
                row["person"].strip(),
                row["office"].strip().lower(),
                row["of"].strip(),
                _day(row["from"].strip(), last=False),
                _day(row["until"].strip(), last=True),
            )


def _day(text: str, *, last: bool) -> date | None:
    """Return the first or last day of a year or month, or the day itself."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, 28 if last else 1)
