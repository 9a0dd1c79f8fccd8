"""The articles that a page lists, and what happened at a time: rows of the index, as many as the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from graphkit.store import View

# Outlets that a form proposes.
OUTLETS = 500


class Row(NamedTuple):
    """An article in short; "" for what is not known.

    `day` of publication is 2020-01-31, 2020-01 or 2020, as it is known; `copy` the key of the article that it repeats, `claims` the number of its active claims.
    """

    key: str
    id: str
    title: str
    outlet: str
    day: str
    conflict: str
    copy: str
    claims: int

    @property
    def name(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id


# The day of publication of an article as exactly as it is known: 2020-01-31, 2020-01 or 2020.
DAY = "substr(articles.published, 1, CASE articles.precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)"
_ORDERS: Mapping[str, str] = {
    # The newest first, those without a day last.
    "day": "published IS NULL, published DESC",
    "title": "lowered(coalesce(title, id))",
    "outlet": "lowered(coalesce(outlet, '~'))",
}
_COLUMNS = f"key, id, coalesce(title, ''), coalesce(outlet, ''), coalesce({DAY}, ''), coalesce(conflict, ''), coalesce(copy_of, '')"
_CLAIMS = "(SELECT count(*) FROM claims WHERE article = key AND active)"
_FITS = f"""(?1 IN ('', outlet)) AND (?2 IN ('', conflict)) AND (?3 = '' OR substr(coalesce({DAY}, ''), 1, length(?3)) = ?3)
  AND (?4 = '' OR instr(lowered(coalesce(title, id)), ?4)) AND (?7 IS NULL OR key IN (SELECT value FROM json_each(?7)))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles, and in what order; "" for any.

    Attributes:
        sort: day, title or outlet.
        outlet: its name.
        day: of publication, or a month or a year.
        conflict: as the articles name it.
        q: words of the title.
    """

    sort: str = "day"
    outlet: str = ""
    day: str = ""
    conflict: str = ""
    q: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of an address ask for; those not known are ignored."""
        texts = {name: parameters.get(name, "").strip()[:200] for name in ("outlet", "day", "conflict", "q")}
        sort = parameters.get("sort", "")
        return cls(sort if sort in _ORDERS else "day", **texts)


def articles(view: View, wanted: Wanted, first: int, most: int, keys: str | None = None) -> list[Row]:
    """The articles that are wanted, in the order that is wanted; those that stand alike in it by key.

    Args:
        view: of the graph.
        wanted: which, and in what order.
        first: how many are passed over.
        most: how many at most.
        keys: of the only ones that count, as a list in JSON; None for all.
    """
    chosen = f"SELECT * FROM articles WHERE {_FITS} ORDER BY {_ORDERS[wanted.sort]}, key LIMIT ?5 OFFSET ?6"
    asked = f"SELECT {_COLUMNS}, {_CLAIMS} FROM ({chosen}) AS articles"
    return [Row(*row) for row in view.index.each(asked, wanted.outlet, wanted.conflict, wanted.day, wanted.q.lower(), most, first, keys)]


def outlets(view: View) -> list[str]:
    """Outlets of articles by name."""
    return [outlet for (outlet,) in view.index.each("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet LIMIT ?", OUTLETS)]


def names_of_publishers(view: View) -> dict[str, str]:
    """The outlets of articles, as the articles name them, by the id of the actor that each is."""
    return dict(view.index.each("SELECT publisher, min(outlet) FROM articles WHERE publisher IS NOT NULL AND outlet IS NOT NULL GROUP BY publisher"))


def deeds(view: View, day: str, most: int) -> list[str]:
    """Names of active claims of what began or ended on a day, or within a month or a year (`2020-01-31`, `2020-01`, `2020`), by name.

    Args:
        view: of the graph.
        day: which.
        most: how many at most.
    """
    # What is known by its month did not happen on the first of it.
    exact = "length(?1) <= CASE json_extract(rest, '$[8][2]') WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    asked = f"SELECT DISTINCT name FROM claims WHERE active AND ((begun >= ?1 AND begun < ?2) OR (until >= ?1 AND until < ?2)) AND {exact} ORDER BY name LIMIT ?3"
    return [name for (name,) in view.index.each(asked, day, f"{day}~", most)]
