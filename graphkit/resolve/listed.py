"""Checks the rows of actors files against the shapes of the ontology, to report errors when the file is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graphkit.errors import DataError, did_you_mean, one_of
from graphkit.model import ActorClass
from graphkit.ontology import load_vocabulary

# The types of an armed actor; one is required.
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
