"""Whom the cells of one end name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from graphkit.model import ActorClass, Span
from graphkit.tables.mapping import NOTHING, End, Naming, shown

# No actor's name is longer.
LONGEST_NAME = 300
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a claim.

    Attributes:
        name: its words in the row, verbatim.
        span: where they stand in the row's text.
        kind: class of an actor that no list knows.
        type: concept of gkc:ActorType of such an actor, "" as its class has it.
        called: the name to look up.
        actor: id of the actor, None to look the name up.
        people: head noun of a people ("civilians"), "" where it is none.
        of: the people's country.
        item: Wikidata item ("Q142"), "" where none.
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
    """The actors of an end; what stands there and is no single actor is noted.

    Args:
        end: where they stand.
        row: cells by column.
        places: where each column's value stands in the row's text.
        note: called with a line on what is left out.
    """
    column = next((each for each in (end.code, end.column, end.item) if each and row[each] not in NOTHING), "")
    if not column:
        return
    for other, values in end.only.items():
        if (row[other] if row[other] not in NOTHING else "") not in values:
            note(f"not the actor itself, left out: {other} {row[other][:LONGEST_NAME]!r}")
            return
    cell, start = shown(row[column]), places[column].start
    if column == end.code:
        known = [(code, end.codes.get(code)) for code in _parts(cell, end.split)]
        whole = places[column]
        for code, entry in known:
            if entry is not None:
                name = entry["name"] if len(known) == 1 else code
                at = whole if len(known) == 1 else Span(start + cell.index(code), start + cell.index(code) + len(code))
                yield Party(name, at, end.kind, name, actor=entry["actor"])
            else:
                named = end.column not in ("", column) and row[end.column] not in NOTHING
                note(f"unknown code, {'read by its name' if named else 'left out'}: {column} {code!r}")
        if any(entry for _, entry in known) or end.column in ("", column) or row[end.column] in NOTHING:
            return
        column = end.column
        cell, start = shown(row[column]), places[column].start
    yield from _named(end, row, cell, start, note)


def _parts(cell: str, split: str) -> list[str]:
    return [part.strip() for part in cell.split(split) if part.strip()] if split else [cell]


def _named(end: End, row: Dict[str, str], cell: str, start: int, note: Note) -> Iterator[Party]:
    """The names of a cell, each where it stands."""
    at = 0
    for name in _parts(cell, end.split):
        place = cell.index(name, at)
        at = place + len(name)
        if len(name) > LONGEST_NAME:
            note(f"name of more than {LONGEST_NAME} characters, left out: {name[:40]!r}")
            continue
        party = _party(end, row, name, Span(start + place, start + at), note)
        if party is not None:
            yield party


def _party(end: End, row: Dict[str, str], name: str, span: Span, note: Note) -> Party | None:
    item = row[end.item].rpartition("/")[2] if end.item else ""
    if item and name in (item, row[end.item]):
        return Party(name, span, end.kind, item, item=item)
    for naming in end.names:
        if match := naming.match.search(name):
            if naming.skip:
                note(f"{naming.skip}, left out: {name!r}")
                return None
            called = match.groupdict().get("name") or name
            of = (row[naming.of] if naming.of else match.groupdict().get("of")) or ""
            return _of(naming, Party(name, span, naming.kind or end.kind, called.strip(), item=item), of, note)
    return Party(name, span, end.kind, name, item=item)


def _of(naming: Naming, party: Party, of: str, note: Note) -> Party | None:
    if naming.people and (not of or of in NOTHING):
        note(f"people of no known country, left out: {party.name!r}")
        return None
    return Party(party.name, party.span, party.kind, party.called, naming.type, naming.actor or None, naming.people, of, party.item)
