"""Counts and rankings from the index: busiest actors, newest claims, ties of a relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphkit.serve.listing import DAY
from graphkit.store import View

# SQL condition: article key in the JSON list ?1; NULL for all.
WITHIN = "(?1 IS NULL OR article IN (SELECT value FROM json_each(?1)))"
# Publication date of the first or last claim that states a tie or its end, with the best precision among articles of that day.
_DAY_OF = (
    f"SELECT {DAY} FROM claims c JOIN articles ON articles.key = c.article WHERE c.subject = ?1 AND c.object = ?2"
    f" AND c.active AND c.predicate = ?3 AND (c.denied = 0 OR c.ended) AND c.published IS NOT NULL ORDER BY c.published {{way}}, length({DAY}) DESC LIMIT 1"
)
_TIES = "SELECT subject, object, claims, ended FROM ties WHERE predicate = ? AND denied = 0"


def busiest(view: View, keys: str | None = None) -> list[tuple[str, int]]:
    """Return (actor id, number of active claims), most claims first, then by id.

    Args:
        view: view of the graph.
        keys: JSON list of the article keys to include; None for all.
    """
    if keys is None:
        numbers: Mapping[str, int] = view.index.claims_by_actor()
    else:
        numbers = Counter(end for ends in view.index.each(f"SELECT subject, object FROM claims WHERE active AND {WITHIN}", keys) for end in set(ends))
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def newest(view: View, most: int, keys: str | None = None) -> list[str]:
    """Return the ids of the most recently published active claims, by day and id; `keys` as in `busiest`."""
    return [name for (name,) in view.index.all(f"SELECT name FROM claims WHERE active AND {WITHIN} ORDER BY published DESC, name LIMIT ?2", keys, most)]


def numbers(view: View) -> dict[str, int]:
    """Return the numbers of articles, of copies among them, and of active claims."""
    queries = {
        "articles": "SELECT count(*) FROM articles",
        "copies": "SELECT count(*) FROM articles WHERE copy_of IS NOT NULL",
        "claims": "SELECT count(*) FROM claims WHERE active",
    }
    return {name: view.index.all(query)[0][0] for name, query in queries.items()}


def ties_of(view: View, relation: str, first: int, most: int) -> list[dict[str, Any]]:
    """Return the ties of a relation, most claims first, as dictionaries.

    Args:
        view: view of the graph.
        relation: local name of the relation.
        first: number of rows to skip.
        most: maximum number of rows.

    Returns:
        `s` and `o`: ids of the actors; `claims` and `ended`: number of claims that state it or its end, and of the latter;
        `first` and `last`: publication dates.
    """
    # What has ended is stated, too: "no longer leads" is a claim of negative polarity. Such ties are few, the others are read in their order.
    ends = {(s, o): number for s, o, number in view.index.all("SELECT subject, object, ended FROM ties WHERE predicate = ? AND denied = 1 AND ended", relation)}
    stated = view.index.all(f"{_TIES} ORDER BY claims DESC, subject, object LIMIT ?", relation, first + most + len(ends))
    found = {(s, o): (claims, ended) for s, o, claims, ended in stated}
    for s, o in ends.keys() - found.keys():
        found[s, o] = next((row[2:] for row in view.index.all(f"{_TIES} AND subject = ? AND object = ?", relation, s, o)), (0, 0))
    rows = [{"s": s, "o": o, "claims": claims + ends.get((s, o), 0), "ended": ended + ends.get((s, o), 0)} for (s, o), (claims, ended) in found.items()]
    shown = sorted(rows, key=lambda row: (-row["claims"], row["s"], row["o"]))[first : first + most]
    return [{**row, **{name: _day_of(view, row["s"], row["o"], relation, way) for name, way in (("first", "ASC"), ("last", "DESC"))}} for row in shown]


def _day_of(view: View, subject: str, object_: str, relation: str, way: str) -> str | None:
    return next((day for (day,) in view.index.all(_DAY_OF.format(way=way), subject, object_, relation)), None)
