"""The actors of a graph as a list: by number of claims or by name, of one type, of one conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from graphkit.query.explain import folded
from graphkit.serve.census import busiest
from graphkit.serve.current import Opened
from graphkit.serve.narrowing import Part

SORTS = ("claims", "name")


class Entry(NamedTuple):
    """An actor in short: its id, its name, what it is, its number of active claims, and its names to search in."""

    id: str
    name: str
    type: str
    claims: int
    folded: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actors, and in what order; "" for any.

    Attributes:
        sort: one of `SORTS`.
        type: what they are, as `Entry.type` says it.
        q: words of a name.
        all: whether those are listed too that no active claim names.
    """

    sort: str = "claims"
    type: str = ""
    q: str = ""
    all: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of an address ask for; those not known are ignored."""
        sort, (type_, q) = parameters.get("sort", ""), (parameters.get(name, "").strip()[:200] for name in ("type", "q"))
        return cls(sort if sort in SORTS else "claims", type_, q, "all" in parameters)


def entries(opened: Opened, asked: Asked, part: Part) -> list[Entry]:
    """The actors that are asked for; those that stand alike by name, then by id. Sorting is done once for each state of the graph."""
    rows = opened.kept(("roster", asked.sort, part.id), lambda: _sorted(opened, asked.sort, part))
    words = folded(asked.q)
    return [row for row in rows if (row.claims or asked.all) and asked.type in ("", row.type) and words in row.folded]


def types(opened: Opened) -> list[str]:
    """What the actors are, those of the most actors first."""

    def counted() -> list[str]:
        found: dict[str, int] = {}
        for actor in opened.actors.values():
            type_ = _type(actor.type or str(actor.kind))
            found[type_] = found.get(type_, 0) + 1
        return sorted(found, key=lambda type_: (-found[type_], type_))

    return opened.kept("types of actors", counted)


def _sorted(opened: Opened, sort: str, part: Part) -> list[Entry]:
    numbers = opened.numbers if part.actors is None else dict(busiest(opened.view, part.keys))
    # Those of no claim belong to no conflict.
    actors = [actor for actor in opened.actors.values() if part.actors is None or actor.id in numbers]
    rows = [Entry(a.id, a.name, _type(a.type or str(a.kind)), numbers.get(a.id, 0), "\n".join(map(folded, (a.name, *a.aliases)))) for a in actors]
    by_name = sorted(rows, key=lambda row: (row.name.casefold(), row.id))
    return by_name if sort == "name" else sorted(by_name, key=lambda row: -row.claims)


def _type(name: str) -> str:
    return name.replace("-", " ").lower()
