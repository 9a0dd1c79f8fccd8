"""Mappings: YAML files that say which columns of a table hold actors, relation, time and status."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graphkit.dates import Order
from graphkit.model import ActorClass
from graphkit.resources import seeds_dir
from graphkit.tables.kinds import Names

# Cells that count as empty. A dash is none of them: it may be the sign of a hostile relation.
NOTHING = frozenset(["", "NA", "N/A", "n/a", "NaN", "nan", "NaT", "NULL", "null", "None", "none", "-9", "-99", "."])
# Longer cells are cut when shown and read: so much text is not evidence for one claim.
LONGEST_SHOWN = 2_000
Codes = Dict[str, Dict[str, str]]
Conditions = Dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class End:
    """Columns that name one end (subject or object) of a claim.

    Attributes:
        column: column with the name, "" if there is only a code.
        code: column with the code, "" if there is none.
        codes: rows of a codes file, by code.
        item: column with the Wikidata item, "" if there is none.
        kind: class for actors that are not in the actor lists.
        names: name patterns, first match wins.
        split: separator of several names or codes in one cell, "" for one per cell.
        only: values that other columns must have for the cell to mean the actor itself.
    """

    column: str
    code: str
    codes: Codes
    item: str
    kind: ActorClass
    names: Names
    split: str
    only: Conditions

    def columns(self) -> Iterator[str]:
        """Columns read for this end."""
        yield from (self.column, self.code, *self.only, *(each.of for each in self.names.kinds))


@dataclass(frozen=True, slots=True)
class Choice:
    """A fixed `value`, or a lookup by the code in `column`; with `prefix`, the longest prefix in `codes` wins."""

    value: str = ""
    column: str = ""
    codes: Dict[str, Dict[str, str]] = field(default_factory=dict)
    prefix: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """Columns of one date: `date`, or `year`, `month`, `day`, or a list of `years`.

    `coarse`: 1 January stands for the whole year. `order`: which part comes first in the numeric dates of
    this table; `zero`: day 0 of its spreadsheet serial numbers, None if five digits are none; `doubt`: the line on
    dates whose order or meaning the table leaves open.
    """

    columns: Dict[str, str] = field(default_factory=dict)
    coarse: bool = False
    order: Order | None = None
    zero: date | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """Columns for the time of an event, or for the period in which a relation held.

    Attributes:
        on: first and last day of an event or reporting period.
        begins: first day of the relation.
        ends: last day of the relation; if the row gives one, the relation has ended.
        ended: columns and values that mark the relation as ended.
        ongoing: columns and values that mark it as ongoing, whatever `ends` gives.
        vague: columns and values that mark a date as known to the month only.
    """

    on: tuple[When, When]
    begins: When
    ends: When
    ended: Conditions
    ongoing: Conditions
    vague: Conditions

    def whens(self) -> tuple[When, ...]:
        """Return the dates."""
        return (*self.on, self.begins, self.ends)

    def columns(self) -> Iterator[str]:
        """Columns read for the time."""
        for when in self.whens():
            yield from when.columns.values()
        yield from (*self.ended, *self.ongoing, *self.vague)


@dataclass(frozen=True, slots=True)
class Rule:
    """One claim, made by each row that matches all conditions of `when` and none of `unless`."""

    when: Conditions
    unless: Conditions
    subject: End
    object: End
    relation: Choice
    status: Choice
    polarity: Choice
    support_types: Dict[str, str]
    time: Time
    role: str
    confidence: float

    def columns(self) -> Iterator[str]:
        """Columns read for this claim."""
        yield from (*self.when, *self.unless, *self.support_types, self.role, self.relation.column, self.status.column, self.polarity.column)
        yield from (*self.subject.columns(), *self.object.columns(), *self.time.columns())


@dataclass(frozen=True)
class Mapping:
    """A mapping file, parsed; see `seeds/tables/README.md` for its keys."""

    path: Path
    name: str
    outlet: str
    version: str
    delimiter: str
    encoding: str
    fallback: str
    layouts: tuple[tuple[str, ...], ...]
    aliases: Dict[str, tuple[str, ...]]
    optional: tuple[str, ...]
    id: tuple[str, ...]
    published: When
    rules: tuple[Rule, ...]

    @functools.cached_property
    def coded(self) -> Dict[str, Codes]:
        """Actor codes by the column that contains them."""
        return {end.code: end.codes for rule in self.rules for end in (rule.subject, rule.object) if end.code}

    @functools.cached_property
    def placed(self) -> frozenset[str]:
        """Columns that name actors."""
        return frozenset(column for rule in self.rules for end in (rule.subject, rule.object) for column in (end.code, end.column, end.item))

    def whens(self) -> Iterator[When]:
        """Dates read from a row."""
        yield self.published
        for rule in self.rules:
            yield from rule.time.whens()

    def with_whens(self, turned: Callable[[When], When]) -> Mapping:
        """Return the mapping with each date replaced."""

        def timed(time: Time) -> Time:
            return replace(time, on=(turned(time.on[0]), turned(time.on[1])), begins=turned(time.begins), ends=turned(time.ends))

        return replace(self, published=turned(self.published), rules=tuple(replace(rule, time=timed(rule.time)) for rule in self.rules))

    def wanted(self) -> set[str]:
        """Columns that the table must have."""
        return self.read() - set(self.optional)

    def read(self) -> set[str]:
        """Columns that are read if the table has them."""
        found = {*self.id, *self.published.columns.values(), *self.optional}
        for rule in self.rules:
            found |= set(rule.columns())
        return found - {""}


def shown(cell: str) -> str:
    """Return a cell on one line, cut to `LONGEST_SHOWN` characters."""
    if len(cell) <= LONGEST_SHOWN and cell.isprintable() and "  " not in cell:
        # Fast path: most cells need no splitting.
        return cell.strip(" ")
    return " ".join(cell[: 4 * LONGEST_SHOWN].split())[:LONGEST_SHOWN]


def whole(cell: str) -> str:
    """Strip the ".0" that pandas and others add to integers in columns with gaps; other cells unchanged."""
    number, point, rest = cell.partition(".")
    return number if point and rest and not rest.strip("0") and number.removeprefix("-").isdecimal() else cell


def holds(conditions: Conditions, row: Dict[str, str]) -> bool:
    """Whether every column has one of its values."""
    return all(row[column] in values for column, values in conditions.items())


def holds_any(conditions: Conditions, row: Dict[str, str]) -> bool:
    """Whether any column has one of its values."""
    return any(row[column] in values for column, values in conditions.items())


def ready_mappings() -> Dict[str, Path]:
    """Return the paths of the built-in mappings, by name."""
    return {path.stem: path for path in sorted((seeds_dir() / "tables").glob("*.yaml"))}
