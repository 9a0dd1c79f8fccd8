"""What is counted of a graph: its busiest actors, its newest claims, the ties of a relation."""

from __future__ import annotations

from typing import Any

from graphkit.store import View


def busiest(view: View) -> list[tuple[str, int]]:
    """Ids of actors with the number of active claims at whose ends they stand, the busiest first, then by id."""
    return sorted(view.in_force()[1].items(), key=lambda item: (-item[1], item[0]))


def newest(view: View, most: int) -> list[str]:
    """Names of the active claims that were published last, by day and name."""
    return [name for (name,) in view.index.all("SELECT name FROM claims WHERE active ORDER BY published DESC, name LIMIT ?", most)]


def numbers(view: View) -> dict[str, int]:
    """Numbers of articles, of those that are copies, and of active claims."""
    asked = {
        "articles": "SELECT count(*) FROM articles",
        "copies": "SELECT count(*) FROM articles WHERE copy_of IS NOT NULL",
        "claims": "SELECT count(*) FROM claims WHERE active",
    }
    return {name: view.index.all(question)[0][0] for name, question in asked.items()}


def ties_of(view: View, relation: str, first: int, most: int) -> list[dict[str, Any]]:
    """Pairs of a relation with the number of active claims that state it and their first and last day of publication, those of most claims first.

    Args:
        view: of the graph.
        relation: its local name.
        first: how many are passed over.
        most: how many at most.
    """
    rows = view.index.all(
        "SELECT subject, object, claims, first_print, last_print FROM ties WHERE predicate = ? AND denied = 0 ORDER BY claims DESC, subject, object LIMIT ? OFFSET ?", relation, most, first
    )
    return [dict(zip(("s", "o", "claims", "first", "last"), row, strict=True)) for row in rows]
