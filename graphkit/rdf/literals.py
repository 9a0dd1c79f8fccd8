"""Days and numbers as literals."""

from __future__ import annotations

from datetime import date

from pyoxigraph import Literal, NamedNode

from graphkit.rdf.names import XSD


def as_day(day: date) -> Literal:
    """A day as a literal."""
    return Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))


def as_number(value: int) -> Literal:
    """A whole number as a literal."""
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))
