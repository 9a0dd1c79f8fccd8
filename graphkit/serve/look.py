"""How an answer is to be looked at: what the address of the page to ask on says, and addresses that say it otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

VIEWS = ("table", "chart", "network")
_NUMBERS = ("sort", "page", "along", "value")


@dataclass(frozen=True, slots=True)
class Look:
    """What an address asks for; what it says wrongly it does not say.

    Attributes:
        query: SPARQL.
        sort: column to sort by, from 0; None for the order of the query.
        down: whether the greatest stand first.
        page: from 1.
        view: one of `VIEWS`, "" where the address leaves it open.
        along, value: columns of the chart.
    """

    query: str = ""
    sort: int | None = None
    down: bool = False
    page: int = 1
    view: str = ""
    along: int | None = None
    value: int | None = None

    @classmethod
    def of(cls, query: str, params: Mapping[str, str]) -> Look:
        """What the parameters of an address say of a query."""
        numbers = {name: int(params[name]) for name in _NUMBERS if params.get(name, "").isdecimal() and len(params[name]) < 9}
        numbers["page"] = max(1, numbers.get("page", 1))
        view = params.get("view", "")
        return cls(query, down="down" in params, view=view if view in VIEWS else "", **numbers)

    def address(self, **changed: Any) -> str:
        """Address of this look, with some of it changed."""
        return "/ask?" + urlencode(replace(self, **changed).fields())

    def fields(self) -> dict[str, str]:
        """Parameters that say it, without those that need not be said."""
        plain = asdict(Look())
        return {name: "1" if value is True else str(value) for name, value in asdict(self).items() if value != plain[name]}
