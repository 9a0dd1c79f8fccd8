"""An answer as a table: what its columns hold, its order, one page of it, and where its cells lead."""

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
# Where the things lead that labels name, by text and language.
Names = Mapping[tuple[str, str], str]
# So many rows on one page.
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
    """One answer.

    Attributes:
        kind: `select`, `ask` or `graph`.
        heads: names of the columns.
        kinds: what each column holds: `actor`, `relation`, `iri`, `number`, `date` or `text`.
        rows: of terms, None where a cell is empty.
        more: whether rows were left out at the server's limit.
    """

    kind: str
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool


def grid(result: Result) -> Grid:
    """An answer with what its columns hold; it is read to its end."""
    rows = tuple(result)
    heads = result.variables or ("answer",)
    return Grid(result.kind, heads, tuple(_kind(row[at] for row in rows) for at in range(len(heads))), rows, result.more)


def ordered(rows: Sequence[Row], column: int, kind: str, *, down: bool) -> list[Row]:
    """Rows by one column: numbers by value, days by time, the rest by letters; empty cells stand last either way."""
    full = [row for row in rows if row[column] is not None]
    empty = [row for row in rows if row[column] is None]
    return sorted(full, key=lambda row: _key(row[column], kind), reverse=down) + empty


def number(term: Term | None) -> float | None:
    """The value of a number, None for what is none."""
    if term is None or term.datatype not in _NUMBERS:
        return None
    try:
        value = float(term.value)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def labels(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Texts with a language, once each in their order: they may be names of things in the graph."""
    return list(dict.fromkeys((t.value, t.language) for row in rows for t in row if t is not None and t.language and len(t.value) <= LONGEST))


def cell(term: Term | None, names: Names) -> dict[str, Any]:
    """What the page shows of one term: its text, where it leads, and whether that is another site."""
    if term is None:
        return {"text": "", "link": None, "away": False}
    if term.datatype == f"{XSD}date" and _DAY.fullmatch(term.value):
        return {"text": term.value, "link": f"/day/{term.value}", "away": False}
    target = iri(term, names)
    link = None if target is None else address(target) or _described(target)
    away = link is None and target is not None and target.startswith(("http://", "https://"))
    return {"text": term.short[:LONGEST], "link": target if away else link, "away": away}


def iri(term: Term, names: Names) -> str | None:
    """The IRI of what a term is or names, None for plain text."""
    return term.value if term.kind == "iri" else names.get((term.value, term.language or ""))


def _described(target: str) -> str | None:
    """A relation has a list of its claims; other terms of the vocabularies have no page, and the page to ask on describes them."""
    if target.removeprefix(REL) in load_vocabulary().relations:
        return f"/relation/{target.removeprefix(REL)}"
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
