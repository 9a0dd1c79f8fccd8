"""The list of actors: sorted by number of claims or name, filtered by type and conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from graphkit.query.explain import folded
from graphkit.serve.conflict_filter import ConflictFilter
from graphkit.serve.current import Opened
from graphkit.serve.index_queries import busiest

SORTS = ("claims", "name")


class Entry(NamedTuple):
    """Summary of an actor: id, name, type, number of active claims, and normalised names for search."""

    id: str
    name: str
    type: str
    claims: int
    folded: str


@dataclass(frozen=True, slots=True)
class ActorFilter:
    """Filter and order of the list; "" for any.

    Attributes:
        sort: one of `SORTS`.
        type: type of the actors, as in `Entry.type`.
        q: words of a name.
        all: include actors without active claims.
    """

    sort: str = "claims"
    type: str = ""
    q: str = ""
    all: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """Create from query parameters."""
        sort, (type_, q) = parameters.get("sort", ""), (parameters.get(name, "").strip()[:200] for name in ("type", "q"))
        return cls(sort if sort in SORTS else "claims", _type(type_), q, "all" in parameters)


def entries(opened: Opened, wanted: ActorFilter, part: ConflictFilter) -> list[Entry]:
    """Return the selected actors, ties in the order broken by name, then id; sorted once per state of the graph."""
    rows = opened.cached(("roster", wanted.sort, part.id), lambda: _sorted(opened, wanted.sort, part))
    words = folded(wanted.q)
    return [row for row in rows if (row.claims or wanted.all) and wanted.type in ("", row.type) and words in row.folded]


def types(opened: Opened) -> list[str]:
    """Return the types of actors, the most frequent first."""

    def counted() -> list[str]:
        found: dict[str, int] = {}
        for actor in opened.actors.values():
            type_ = _type(actor.type or str(actor.kind))
            found[type_] = found.get(type_, 0) + 1
        return sorted(found, key=lambda type_: (-found[type_], type_))

    return opened.cached("types of actors", counted)


def _sorted(opened: Opened, sort: str, part: ConflictFilter) -> list[Entry]:
    numbers = opened.numbers if part.actors is None else dict(busiest(opened.view, part.keys))
    # Actors without claims belong to no conflict.
    actors = [actor for actor in opened.actors.values() if part.actors is None or actor.id in numbers]
    rows = [Entry(a.id, a.name, _type(a.type or str(a.kind)), numbers.get(a.id, 0), "\n".join(map(folded, (a.name, *a.aliases)))) for a in actors]
    by_name = sorted(rows, key=lambda row: (row.name.casefold(), row.id))
    return by_name if sort == "name" else sorted(by_name, key=lambda row: -row.claims)


def _type(name: str) -> str:
    return name.replace("-", " ").lower()
