"""Mappings: YAML files that say which columns of a table hold whom, what, when and how."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.model import ActorClass
from graphkit.resources import seeds_dir
from graphkit.tables.kinds import Names

# Cells that say there is nothing.
NOTHING = frozenset(["", "NA", "N/A", "NULL", "None", "-9", "-99", "."])
# Of a longer cell no more is shown or read: it is no evidence of who did what to whom.
LONGEST_SHOWN = 2_000
Codes = Dict[str, Dict[str, str]]
Conditions = Dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class End:
    """Where the name of an actor stands.

    Attributes:
        column: the column of the name, "" where there is only a code.
        code: the column of the code, "" where there is none.
        codes: rows of a codes file, by code.
        item: the column of the Wikidata item, "" where there is none.
        kind: class of an actor that no list knows.
        names: kinds of names, the first that matches holds.
        split: what divides several names or codes in one cell, "" for one a cell.
        only: what other columns must hold, so that the code or name stands for the actor itself.
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
        """Columns that are read for this end."""
        yield from (self.column, self.code, *self.only, *(each.of for each in self.names.kinds))


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is fixed (`value`), or looked up by the code in a column, the longest beginning first."""

    value: str = ""
    column: str = ""
    codes: Dict[str, Dict[str, str]] = field(default_factory=dict)
    prefix: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """Columns of one day: `date`, or `year`, `month`, `day`, or a list of `years`.

    `coarse` where 1 January may stand for its year.
    """

    columns: Dict[str, str] = field(default_factory=dict)
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """When what a row says happened, or since and until when it held.

    Attributes:
        on: first and last day of an event, or of a period of which the row speaks.
        begins: since when it holds.
        ends: the last day on which it held; it has ended where the row gives one.
        ended: columns and values that say that it has ended.
        ongoing: columns and values that say that it has not, whatever `ends` gives.
        vague: columns and values that say that a day is known to the month only.
    """

    on: tuple[When, When]
    begins: When
    ends: When
    ended: Conditions
    ongoing: Conditions
    vague: Conditions

    def columns(self) -> Iterator[str]:
        """Columns that are read for the time."""
        for when in (*self.on, self.begins, self.ends):
            yield from when.columns.values()
        yield from (*self.ended, *self.ongoing, *self.vague)


@dataclass(frozen=True, slots=True)
class Rule:
    """One claim that a row makes where the columns of `when` hold one of the values, and those of `unless` none."""

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
        """Columns that are read for this claim."""
        yield from (*self.when, *self.unless, *self.support_types, self.role, self.relation.column, self.status.column, self.polarity.column)
        yield from (*self.subject.columns(), *self.object.columns(), *self.time.columns())


@dataclass(frozen=True)
class Mapping:
    """What a table means; see `seeds/tables/README.md` for the keys of the file."""

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
        """Codes of actors by the column in which they stand."""
        return {end.code: end.codes for rule in self.rules for end in (rule.subject, rule.object) if end.code}

    @functools.cached_property
    def placed(self) -> frozenset[str]:
        """Columns in which actors stand."""
        return frozenset(column for rule in self.rules for end in (rule.subject, rule.object) for column in (end.code, end.column, end.item))

    def wanted(self) -> set[str]:
        """Columns that the table must have."""
        return self.read() - set(self.optional)

    def read(self) -> set[str]:
        """Columns that are read where the table has them."""
        found = {*self.id, *self.published.columns.values(), *self.optional}
        for rule in self.rules:
            found |= set(rule.columns())
        return found - {""}


def shown(cell: str) -> str:
    """A cell as a row's text shows it: on one line, of bounded length."""
    if len(cell) <= LONGEST_SHOWN and cell.isprintable() and "  " not in cell:
        # Most cells are so, and need not be taken apart.
        return cell.strip(" ")
    return " ".join(cell[: 4 * LONGEST_SHOWN].split())[:LONGEST_SHOWN]


def whole(cell: str) -> str:
    """A whole number without the ".0" that programs for tables put behind it where a column has gaps; other cells as they are."""
    number, point, rest = cell.partition(".")
    return number if point and rest and not rest.strip("0") and number.removeprefix("-").isdecimal() else cell


def holds(conditions: Conditions, row: Dict[str, str]) -> bool:
    """Whether every column holds one of its values."""
    return all(row[column] in values for column, values in conditions.items())


def holds_any(conditions: Conditions, row: Dict[str, str]) -> bool:
    """Whether a column holds one of its values."""
    return any(row[column] in values for column, values in conditions.items())


def ready_mappings() -> Dict[str, Path]:
    """The mappings that come with graphkit, by name."""
    return {path.stem: path for path in sorted((seeds_dir() / "tables").glob("*.yaml"))}
