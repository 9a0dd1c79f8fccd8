"""Actors named by the cells of one end of a claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from graphkit.model import ActorClass, Span
from graphkit.tables.kinds import Naming
from graphkit.tables.mapping import NOTHING, End, shown

# Longer cells are not names.
LONGEST_NAME = 300
# Marks for a missing name, and errors of spreadsheet programs.
_NO_NAME = re.compile(r"[-–—_?.*()\s]*|#(?:N/A|[A-Z/0]+[!?])|unknown", re.IGNORECASE)
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a claim.

    Attributes:
        name: the name as in the row, verbatim.
        span: its offsets in the row's text.
        kind: class if the actor is not in the actor lists.
        type: concept of gkc:ActorType for such actors, "" for the default of the class.
        called: the name to look up.
        actor: id of the actor, None to look the name up.
        people: head noun of a people ("civilians"), "" if it is not a people.
        of: the people's country.
        item: Wikidata item ("Q142"), "" if there is none.
    """

    name: str
    span: Span
    kind: ActorClass
    called: str
    type: str = ""
    actor: str | None = None
    people: str = ""
    of: str = ""
    item: str = ""


def parties(end: End, row: Dict[str, str], places: Dict[str, Span], note: Note) -> Iterator[Party]:
    """Yield the actors of one end; cells that do not name a single actor are noted.

    Args:
        end: the columns of this end.
        row: cells by column name.
        places: span of each column's value in the row's text.
        note: called with one line for each skipped value.
    """
    column = next((each for each in (end.code, end.column, end.item) if each and row[each] not in NOTHING), "")
    if not column:
        return
    for other, values in end.only.items():
        if (row[other] if row[other] not in NOTHING else "") not in values:
            note(f"code does not stand for this actor, skipped: {other} {row[other][:LONGEST_NAME]!r}")
            return
    if column == end.code:
        coded = list(_coded(end, row, places[column], note))
        yield from coded
        column = end.column
        if coded or not column or row[column] in NOTHING:
            return
    yield from _named(end, row, column, places[column].start, note)


def _coded(end: End, row: Dict[str, str], place: Span, note: Note) -> Iterator[Party]:
    """Yield the actors of the codes in a cell; the row's text shows the name of a single code, but several codes as they are."""
    codes = list(_placed(shown(row[end.code]), end.split))
    for code, at in codes:
        entry = end.codes.get(code)
        if entry is None:
            named = bool(end.column) and row[end.column] not in NOTHING
            note(f"unknown code, {'name used instead' if named else 'skipped'}: {end.code} {code!r}")
        elif len(codes) == 1:
            yield Party(entry["name"], place, end.kind, entry["name"], actor=entry["actor"])
        else:
            yield Party(code, Span(place.start + at, place.start + at + len(code)), end.kind, entry["name"], actor=entry["actor"])


def _placed(cell: str, split: str) -> Iterator[tuple[str, int]]:
    """Yield the names or codes of a cell with their offsets in it."""
    at = 0
    for part in cell.split(split) if split else [cell]:
        if part.strip():
            yield part.strip(), at + len(part) - len(part.lstrip())
        at += len(part) + len(split)


def _named(end: End, row: Dict[str, str], column: str, start: int, note: Note) -> Iterator[Party]:
    """Yield the actors whose names are in a cell."""
    for name, at in _placed(shown(row[column]), end.split):
        if len(name) > LONGEST_NAME:
            note(f"name of more than {LONGEST_NAME} characters, skipped: {name[:40]!r}")
            continue
        party = _party(end, row, name, Span(start + at, start + at + len(name)), note)
        if party is not None:
            yield party


def _party(end: End, row: Dict[str, str], name: str, span: Span, note: Note) -> Party | None:
    item = row[end.item].rpartition("/")[2] if end.item else ""
    if item and name in (item, row[end.item]):
        return Party(name, span, end.kind, item, item=item)
    found = end.names.first(name)
    if found is None and _NO_NAME.fullmatch(name):
        note(f"no name, skipped: {name!r}")
        return None
    if found is None:
        return Party(name, span, end.kind, name, item=item)
    naming, match = found
    if naming.skip:
        note(f"{naming.skip}, skipped: {name!r}")
        return None
    called = match.groupdict().get("name") or name
    of = (row[naming.of] if naming.of else match.groupdict().get("of")) or ""
    return _of(naming, Party(name, span, naming.kind or end.kind, called.strip(), item=item), of, note)


def _of(naming: Naming, party: Party, of: str, note: Note) -> Party | None:
    if naming.people and (not of or of in NOTHING):
        note(f"people without a known country, skipped: {party.name!r}")
        return None
    return Party(party.name, party.span, party.kind, party.called, naming.type, naming.actor or None, naming.people, of, party.item)
