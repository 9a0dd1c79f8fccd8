"""Dates and numbers as literals."""

from __future__ import annotations

import functools
from datetime import date

from pyoxigraph import Literal, NamedNode

from graphkit.rdf.names import XSD

_DATE, _INTEGER, _DECIMAL = (NamedNode(XSD + name) for name in ("date", "integer", "decimal"))


@functools.lru_cache(maxsize=16_384)
def as_day(day: date) -> Literal:
    """Return a date as a literal."""
    return Literal(day.isoformat(), datatype=_DATE)


@functools.lru_cache(maxsize=16_384)
def as_number(value: int) -> Literal:
    """Return an integer as a literal."""
    return Literal(str(value), datatype=_INTEGER)


@functools.lru_cache(maxsize=1_024)
def as_share(value: float) -> Literal:
    """Return a number from 0 to 1 as a decimal literal with three decimal places."""
    return Literal(f"{value:.3f}", datatype=_DECIMAL)
