"""Counts and rankings from the index: busiest actors, newest claims, ties of a relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphkit.serve.listing import DAY
from graphkit.store import View

# SQL condition: article key in the JSON list ?1; NULL for all.
WITHIN = "(?1 IS NULL OR article IN (SELECT value FROM json_each(?1)))"
# SQL for the first or last publication date of the claims that state a tie or its end, with the best precision among articles of that day.
_DAY_OF = (
    f"(SELECT {DAY} FROM claims c JOIN articles ON articles.key = c.article WHERE c.subject = t.subject AND c.object = t.object"
    f" AND c.active AND c.predicate = ?1 AND (c.denied = 0 OR c.ended) AND c.published IS NOT NULL ORDER BY c.published {{way}}, length({DAY}) DESC LIMIT 1)"
)


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
    # What ended is stated, too: "no longer leads" is a claim of negative polarity.
    stated = "SELECT subject, object, sum(iif(denied, ended, claims)) AS number, sum(ended) AS ended FROM ties WHERE predicate = ?1 AND (denied = 0 OR ended) GROUP BY subject, object"
    days = ", ".join(_DAY_OF.format(way=way) for way in ("ASC", "DESC"))
    query = f"SELECT subject, object, number, ended, {days} FROM ({stated} ORDER BY number DESC, subject, object LIMIT ?2 OFFSET ?3) t"
    rows = view.index.all(query, relation, most, first)
    return [dict(zip(("s", "o", "claims", "ended", "first", "last"), row, strict=True)) for row in rows]
