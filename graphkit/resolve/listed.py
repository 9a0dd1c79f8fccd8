"""Checks the rows of actors files, to report errors when the file is read: against the shapes of the ontology and the other rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from graphkit.errors import DataError, did_you_mean, one_of
from graphkit.model import Actor, ActorClass
from graphkit.nlp.words import words
from graphkit.ontology import load_vocabulary

# The types of an armed actor; one is required.
# Behind the adjective of a party: "Republican senator".
OF_PARTIES = frozenset(words("offices of parties"))
ARMED = frozenset(("state-forces", "rebel-group", "political-militia", "identity-militia", "private-military-company", "rival-armed-force"))
# Classes with a single type, which can be omitted.
ONLY = {ActorClass.GOVERNMENT: "government", ActorClass.INTERNATIONAL: "intergovernmental"}
# Formats of the codes, with an example each.
_CODES = {"iso3": (re.compile("[A-Z]{3}"), "LBY"), "m49": (re.compile("[0-9]{3}"), "434"), "wikidata": (re.compile("Q[1-9][0-9]*"), "Q1016")}


@cache
def types_of(kind: ActorClass) -> frozenset[str]:
    """Return the types that an actor of a class may have."""
    if kind is ActorClass.ARMED:
        return ARMED
    return frozenset((ONLY[kind],)) if kind in ONLY else load_vocabulary().actor_types


def type_of(cells: Mapping[str, str], kind: ActorClass, where: str) -> str | None:
    """Return the type of a row, or the only type of its class; None without a type.

    Args:
        cells: cells of the row.
        kind: class of the row.
        where: file and line, for the message.

    Raises:
        DataError: the type does not belong to the class, or an armed actor has none.
    """
    given, known = cells["type"] or ONLY.get(kind, ""), types_of(kind)
    if given in known or (not given and kind is not ActorClass.ARMED):
        return given or None
    if not given:
        raise DataError(f"{where}: {cells['id']!r} is of class {kind} and has no type; give one of {one_of(known)}")
    raise DataError(f"{where}: type {given[:80]!r} is not one of those of class {kind}: {one_of(known)}.{did_you_mean(given, known)}")


def check_codes(cells: Mapping[str, str], kind: ActorClass, where: str) -> None:
    """Check the codes of a row.

    Raises:
        DataError: a code is invalid or does not apply to the class; the message has the value.
    """
    for name, (form, example) in _CODES.items():
        if cells[name] and not form.fullmatch(cells[name]):
            raise DataError(f"{where}: {name} {cells[name][:80]!r} is not a valid code; write it as {example}")
    if cells["iso3"] and kind not in (ActorClass.STATE, ActorClass.PLACE, ActorClass.ACTOR):
        raise DataError(f"{where}: iso3 {cells['iso3']!r} is the code of a state; leave it empty for class {kind}")


def check_columns(given: Iterable[str], known: Iterable[str], where: str) -> None:
    """Reject a column whose name is nearly that of one that is not given; others are the user's own notes.

    Raises:
        DataError: such a column; the message has its name.
    """
    absent = set(known) - set(given)
    for name in given:
        if name not in known and (hint := did_you_mean(name, absent)):
            raise DataError(f"{where}: unknown column {name[:80]!r}.{hint}")


def listed_cells(cells: Mapping[str, str], column: str, where: str) -> tuple[str, ...]:
    """Return the items of a cell, which semicolons separate.

    Raises:
        DataError: the cell has commas only.
    """
    text = cells[column]
    if "," in text and ";" not in text:
        raise DataError(f"{where}: {column} {text[:80]!r} has commas; separate the items with semicolons, or end a single item with one")
    return tuple(part.strip() for part in text.split(";") if part.strip())


def check_own(own: Mapping[str, str], actors: Mapping[str, Actor], above: Mapping[str, str | None]) -> None:
    """Check the rows of a user against all rows.

    Args:
        own: file and line of each row, by id.
        actors: all actors, by id.
        above: the `of` of each row, by id.

    Raises:
        DataError: an `of` is no actor, or a built-in actor has the same name: neither of the two would be recognised.
    """
    built_in = {(actor.name, actor.kind): id_ for id_, actor in actors.items() if id_ not in own}
    for id_, where in own.items():
        of, actor = above[id_], actors[id_]
        if of and (of not in actors or actors[of].kind is ActorClass.PLACE):
            meant = sorted(each.id for each in actors.values() if of in (each.name, *each.aliases) and each.kind is not ActorClass.PLACE)
            hint = f" Did you mean {' or '.join(meant)}?" if meant else ""
            raise DataError(f"{where}: of {of[:80]!r} is not the id of a state or organisation of the lists; give its id, or add a row for it.{hint}")
        same = built_in.get((actor.name, actor.kind))
        if same is not None and (not of or above[same] in (None, of)):
            raise DataError(f"{where}: the name {actor.name!r} is that of the built-in actor {same!r}; give the row that id to replace it, or another name")
