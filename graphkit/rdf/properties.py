"""Property values of quads as plain strings, by subject and property."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.rdf.names import iri

Facts = dict[str, dict[str, list[str]]]


def facts(quads: Iterable[Quad]) -> Facts:
    """Return subject -> property -> values as strings, without blank nodes."""
    found: Facts = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        # Each attribute access creates a new object from the engine's data.
        subject, value = quad.subject, quad.object
        if type(subject) is NamedNode and (type(value) is NamedNode or type(value) is Literal):
            found[subject.value][quad.predicate.value].append(value.value)
    return found


@functools.cache
def _full(prefixed: str) -> str:
    """Return the IRI of a prefixed name."""
    return iri(prefixed).value


@functools.lru_cache(maxsize=1 << 15)
def _last(value: str) -> str:
    """Return the last part of an IRI."""
    return value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class Properties:
    """The properties of one subject, by prefixed name."""

    __slots__ = ("_facts",)

    def __init__(self, facts: dict[str, list[str]]) -> None:
        self._facts = facts

    def all(self, name: str) -> list[str]:
        """Return all values, sorted."""
        return sorted(self._facts.get(_full(name), ()))

    def one(self, name: str) -> str | None:
        """Return the smallest value, None if there is none."""
        found = self._facts.get(_full(name))
        return None if not found else found[0] if len(found) == 1 else min(found)

    def local(self, name: str, default: str = "") -> str:
        """Return the last part of the smallest value, an IRI."""
        value = self.one(name)
        return _last(value) if value else default

    def day(self, name: str) -> date | None:
        """Return the smallest value as a date."""
        value = self.one(name)
        return date.fromisoformat(value) if value else None
