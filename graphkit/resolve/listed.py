"""What a row of an actors file may say, by the shapes of the ontology: what they would refuse later is refused where it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graphkit.errors import DataError, did_you_mean, one_of
from graphkit.model import ActorClass
from graphkit.ontology import load_vocabulary

# The types of an armed actor; one of them must be given.
ARMED = frozenset(("state-forces", "rebel-group", "political-militia", "identity-militia", "private-military-company", "rival-armed-force"))
# Classes that have one type, which need not be given.
ONLY = {ActorClass.GOVERNMENT: "government", ActorClass.INTERNATIONAL: "intergovernmental"}
# Codes, and an example of each.
_CODES = {"iso3": (re.compile("[A-Z]{3}"), "LBY"), "m49": (re.compile("[0-9]{3}"), "434"), "wikidata": (re.compile("Q[1-9][0-9]*"), "Q1016")}


@cache
def types_of(kind: ActorClass) -> frozenset[str]:
    """The types that an actor of a class may have."""
    if kind is ActorClass.ARMED:
        return ARMED
    return frozenset((ONLY[kind],)) if kind in ONLY else load_vocabulary().actor_types


def type_of(cells: Mapping[str, str], kind: ActorClass, where: str) -> str | None:
    """The type that a row gives, or that its class has; None where there is none.

    Args:
        cells: of the row.
        kind: its class.
        where: file and line, for the message.

    Raises:
        DataError: it is none of its class.
    """
    given, known = cells["type"] or ONLY.get(kind, ""), types_of(kind)
    if given in known or (not given and kind is not ActorClass.ARMED):
        return given or None
    if not given:
        raise DataError(f"{where}: {cells['id']!r} is of class {kind} and has no type; give one of {one_of(known)}")
    raise DataError(f"{where}: type {given[:80]!r} is not one of those of class {kind}: {one_of(known)}.{did_you_mean(given, known)}")


def check_codes(cells: Mapping[str, str], kind: ActorClass, where: str) -> None:
    """Refuse a code that is none, or that its class does not have.

    Raises:
        DataError: a code is wrong; the message has the value and an example.
    """
    for name, (form, example) in _CODES.items():
        if cells[name] and not form.fullmatch(cells[name]):
            raise DataError(f"{where}: {name} {cells[name][:80]!r} is not a valid code; write it as {example}")
    if cells["iso3"] and kind not in (ActorClass.STATE, ActorClass.PLACE, ActorClass.ACTOR):
        raise DataError(f"{where}: iso3 {cells['iso3']!r} is the code of a state; leave it empty for class {kind}")
