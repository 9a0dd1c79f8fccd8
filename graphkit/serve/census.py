"""What is counted of a graph: its busiest actors, its newest claims, the ties of a relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphkit.serve.listing import DAY
from graphkit.store import View

# Of the articles whose keys are given, as a list in JSON; NULL for all.
WITHIN = "(?1 IS NULL OR article IN (SELECT value FROM json_each(?1)))"
# The first or last day of publication of a tie, as exactly as an article of that day knows it.
_DAY_OF = (
    "(SELECT max({shown}) FROM claims c JOIN articles ON articles.key = c.article"
    " WHERE c.subject = t.subject AND c.object = t.object AND c.active AND c.predicate = t.predicate AND c.denied = 0 AND c.published = t.{day})"
)
# Of the ties between the same two: what says that a wider relation has ended ends this one, and relations without direction are stated either way.
_ENDING = "EXISTS (SELECT 1 FROM ties e WHERE e.ended AND ((e.subject = t.subject AND e.object = t.object) OR (e.subject = t.object AND e.object = t.subject)))"


def busiest(view: View, keys: str | None = None) -> list[tuple[str, int]]:
    """Ids of actors with the number of active claims at whose ends they stand, the busiest first, then by id.

    Args:
        view: of the graph.
        keys: of the articles that count, as a list in JSON; None for all.
    """
    if keys is None:
        numbers: Mapping[str, int] = view.index.numbers_of_actors()
    else:
        numbers = Counter(end for ends in view.index.each(f"SELECT subject, object FROM claims WHERE active AND {WITHIN}", keys) for end in set(ends))
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def newest(view: View, most: int, keys: str | None = None) -> list[str]:
    """Names of the active claims that were published last, by day and name; `keys` as above."""
    return [name for (name,) in view.index.all(f"SELECT name FROM claims WHERE active AND {WITHIN} ORDER BY published DESC, name LIMIT ?2", keys, most)]


def numbers(view: View) -> dict[str, int]:
    """Numbers of articles, of those that are copies, and of active claims."""
    asked = {
        "articles": "SELECT count(*) FROM articles",
        "copies": "SELECT count(*) FROM articles WHERE copy_of IS NOT NULL",
        "claims": "SELECT count(*) FROM claims WHERE active",
    }
    return {name: view.index.all(question)[0][0] for name, question in asked.items()}


def ties_of(view: View, relation: str, first: int, most: int) -> list[dict[str, Any]]:
    """Pairs of a relation, those of most claims first: the active claims that state it, how many of these say that it has ended, first and last day of publication, and whether any claim about the two speaks of an end.

    Args:
        view: of the graph.
        relation: its local name.
        first: how many are passed over.
        most: how many at most.
    """
    days = ", ".join(_DAY_OF.format(day=day, shown=DAY) for day in ("first_print", "last_print"))
    asked = f"SELECT subject, object, claims, ended, {days}, {_ENDING} FROM ties t WHERE predicate = ? AND denied = 0 ORDER BY claims DESC, subject, object LIMIT ? OFFSET ?"
    rows = view.index.all(asked, relation, most, first)
    return [dict(zip(("s", "o", "claims", "ended", "first", "last", "ending"), row, strict=True)) for row in rows]
