"""Queries on the index for lists of articles and of events at a time, one page of rows each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from graphkit.store import View

# Maximum number of outlets offered in a form.
OUTLETS = 500


class Row(NamedTuple):
    """Summary of an article; "" for unknown values.

    `day` is the publication date with its known precision (2020-01-31, 2020-01 or 2020); `copy` the key of the article that it is a copy of; `claims` the number of its active claims, `inactive` that of the superseded, retracted and rejected ones.
    """

    key: str
    id: str
    title: str
    outlet: str
    day: str
    conflict: str
    copy: str
    claims: int
    inactive: int = 0

    @property
    def name(self) -> str:
        """The title, or the id if there is none."""
        return self.title or self.id


# SQL for the publication date with its known precision: 2020-01-31, 2020-01 or 2020.
DAY = "substr(articles.published, 1, CASE articles.precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END)"
ORDERS: Mapping[str, str] = {
    # Newest first, undated last.
    "day": "published IS NULL, published DESC",
    "title": "lowered(coalesce(title, id))",
    "outlet": "lowered(coalesce(outlet, '~'))",
}
_COLUMNS = f"key, id, coalesce(title, ''), coalesce(outlet, ''), coalesce({DAY}, ''), coalesce(conflict, ''), coalesce(copy_of, '')"
_CLAIMS = "(SELECT count(*) FROM claims WHERE article = key AND active), (SELECT count(*) FROM claims WHERE article = key AND NOT active)"
# Of an outlet with several names, all articles.
_FITS = f"""(?1 = '' OR publisher IN (SELECT publisher FROM articles WHERE outlet = ?1)) AND (?2 IN ('', conflict)) AND (?3 = '' OR substr(coalesce({DAY}, ''), 1, length(?3)) = ?3)
  AND (?4 = '' OR instr(lowered(coalesce(title, id)), ?4)) AND (?7 IS NULL OR key IN (SELECT value FROM json_each(?7)))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filter and order of articles; "" for any.

    Attributes:
        sort: day, title or outlet.
        outlet: one of the names of the outlet.
        day: day, month or year of publication.
        conflict: name of the conflict as given in the articles.
        q: words of the title.
    """

    sort: str = "day"
    outlet: str = ""
    day: str = ""
    conflict: str = ""
    q: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """Create from query parameters."""
        texts = {name: parameters.get(name, "").strip()[:200] for name in ("outlet", "day", "conflict", "q")}
        sort = parameters.get("sort", "")
        return cls(sort if sort in ORDERS else "day", **texts)


def articles(view: View, wanted: Wanted, first: int, most: int, keys: str | None = None) -> list[Row]:
    """Return the selected articles in order, then by key.

    Args:
        view: view of the graph.
        wanted: filter and order.
        first: number of rows to skip.
        most: maximum number of rows.
        keys: JSON list of the article keys to include; None for all.
    """
    chosen = f"SELECT * FROM articles WHERE {_FITS} ORDER BY {ORDERS[wanted.sort]}, key LIMIT ?5 OFFSET ?6"
    query = f"SELECT {_COLUMNS}, {_CLAIMS} FROM ({chosen}) AS articles"
    return [Row(*row) for row in view.index.each(query, wanted.outlet, wanted.conflict, wanted.day, wanted.q.lower(), most, first, keys)]


def outlets(view: View) -> list[str]:
    """Return the outlets, sorted by name, at most `OUTLETS`."""
    return [outlet for (outlet,) in view.index.each("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY outlet LIMIT ?", OUTLETS)]


def names_of_publishers(view: View) -> dict[str, str]:
    """Map the actor id of each publisher to an outlet name in its articles."""
    return dict(view.index.each("SELECT publisher, min(outlet) FROM articles WHERE publisher IS NOT NULL AND outlet IS NOT NULL GROUP BY publisher"))


def deeds(view: View, day: str, most: int) -> list[str]:
    """Return the ids of active claims whose event began or ended on a day, or in a month or year (`2020-01-31`, `2020-01`, `2020`), by that day and id.

    Args:
        view: view of the graph.
        day: the day, month or year.
        most: maximum number of ids.
    """
    # A date known to the month is stored as its first day, which it must not match.
    exact = "length(?1) <= CASE json_extract(rest, '$[8][2]') WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE 10 END"
    query = f"SELECT DISTINCT name FROM claims WHERE active AND ((begun >= ?1 AND begun < ?2) OR (until >= ?1 AND until < ?2)) AND {exact} ORDER BY CASE WHEN begun >= ?1 AND begun < ?2 THEN begun ELSE until END, name LIMIT ?3"
    return [name for (name,) in view.index.each(query, day, f"{day}~", most)]
