"""Query results as tables: column kinds, sorting, and links of cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from graphkit.ontology import NS, REL, load_vocabulary
from graphkit.rdf import ID, PREFIXES, XSD
from graphkit.serve.pages import LONGEST, address
from graphkit.store import Result, Term

Row = tuple[Term | None, ...]
# IRI by (label, language).
Names = Mapping[tuple[str, str], str]
# Rows per page.
PAGE = 500
_NUMBERS = {
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = {XSD + name for name in ("date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth")}


@dataclass(frozen=True, slots=True)
class Grid:
    """One query result.

    Attributes:
        kind: `select`, `ask` or `graph`.
        heads: column names.
        kinds: kind of each column: `actor`, `relation`, `iri`, `number`, `date` or `text`.
        rows: rows of terms; None for an empty cell.
        more: whether the result was truncated at the server's limit.
    """

    kind: str
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool


def grid(result: Result) -> Grid:
    """Read a result completely and determine the kinds of its columns."""
    rows = tuple(result)
    heads = result.variables or ("answer",)
    return Grid(result.kind, heads, tuple(_kind(row[at] for row in rows) for at in range(len(heads))), rows, result.more)


def ordered(rows: Sequence[Row], column: int, kind: str, *, down: bool) -> list[Row]:
    """Sort rows by one column: numbers by value, dates by time, others alphabetically; empty cells are always last."""
    full = [row for row in rows if row[column] is not None]
    empty = [row for row in rows if row[column] is None]
    return sorted(full, key=lambda row: _key(row[column], kind), reverse=down) + empty


def number(term: Term | None) -> float | None:
    """Return the value of a numeric literal; None for other terms and for infinite or invalid values."""
    if term is None or term.datatype not in _NUMBERS:
        return None
    try:
        value = float(term.value)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def labels(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Return the distinct (text, language) literals in order; they may be names of resources in the graph."""
    return list(dict.fromkeys((t.value, t.language) for row in rows for t in row if t is not None and t.language and len(t.value) <= LONGEST))


def cell(term: Term | None, names: Names) -> dict[str, Any]:
    """Return a term for display: `text`, `link`, and `away` for links to another site."""
    if term is None:
        return {"text": "", "link": None, "away": False}
    if term.datatype == f"{XSD}date" and _DAY.fullmatch(term.value):
        return {"text": term.value, "link": f"/day/{term.value}", "away": False}
    target = iri(term, names)
    link = None if target is None else address(target) or _described(target)
    away = link is None and target is not None and target.startswith(("http://", "https://"))
    return {"text": term.short[:LONGEST], "link": target if away else link, "away": away}


def iri(term: Term, names: Names) -> str | None:
    """Return the IRI that a term is or is the name of; None for plain text."""
    return term.value if term.kind == "iri" else names.get((term.value, term.language or ""))


def _described(target: str) -> str | None:
    """Return the page of a relation, the entry of another term of the ontology, or for others of a known namespace the query page with a DESCRIBE query."""
    if target.removeprefix(REL) in load_vocabulary().relations:
        return f"/relation/{target.removeprefix(REL)}"
    if target in load_vocabulary().terms:
        return f"/{target.removeprefix(NS)}"
    known = target.startswith((NS, *PREFIXES.values()))
    return f"/ask?query={quote(f'DESCRIBE <{target}>', safe='')}" if known else None


def _kind(terms: Iterable[Term | None]) -> str:
    found = {_kind_of(term) for term in terms if term is not None}
    if len(found) == 1:
        return found.pop()
    return "iri" if found and found <= {"actor", "relation", "iri"} else "text"


def _kind_of(term: Term) -> str:
    if term.kind == "iri":
        return "actor" if term.value.startswith(ID) else "relation" if term.value.startswith(REL) else "iri"
    return "number" if term.datatype in _NUMBERS else "date" if term.datatype in _DAYS else "text"


def _key(term: Term | None, kind: str) -> Any:
    assert term is not None
    if kind == "number":
        value = number(term)
        return (0, value, "") if value is not None else (1, 0.0, term.value)
    return term.short if kind == "date" else (term.short.casefold(), term.short)
