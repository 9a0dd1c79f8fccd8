"""Display options of the query page, parsed from and written to its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from graphkit.serve.protocol import RequestError

VIEWS = ("table", "chart", "network")
_NUMBERS = ("sort", "page", "along", "value")


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """Display options of a query.

    Attributes:
        query: SPARQL.
        sort: index of the sort column, from 0; None for the order of the query.
        down: sort in descending order.
        page: page number, from 1.
        view: one of `VIEWS`; "" for the default.
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
    def of(cls, query: str, params: Mapping[str, str]) -> DisplayOptions:
        """Create from a query and query parameters.

        Raises:
            RequestError: 400 if one that is a number is not.
        """
        given = {name: params[name] for name in _NUMBERS if params.get(name)}
        for name, value in given.items():
            if not (value.isdecimal() and len(value) < 9):
                raise RequestError(400, f"{name} is a number, not {value[:50]!r}")
        numbers = {name: int(value) for name, value in given.items()}
        numbers["page"] = max(1, numbers.get("page", 1))
        view = params.get("view", "")
        return cls(query, down="down" in params, view=view if view in VIEWS else "", **numbers)

    def address(self, **changed: Any) -> str:
        """Return the address of the page with some options changed."""
        return "/ask?" + urlencode(replace(self, **changed).fields())

    def fields(self) -> dict[str, str]:
        """Return the query parameters, without default values."""
        plain = asdict(DisplayOptions())
        return {name: "1" if value is True else str(value) for name, value in asdict(self).items() if value != plain[name]}
