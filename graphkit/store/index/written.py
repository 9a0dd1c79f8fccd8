"""Write the rows of articles and claims; of an article that is known, only those that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from graphkit.store.index.rows import ARTICLE_COLUMNS, Row, Rows

_ARTICLE = f"{ARTICLE_COLUMNS}, publisher"


def write_rows(db: sqlite3.Connection, rows: Iterable[Rows]) -> None:
    """Write the rows of new articles; call it within a transaction."""
    rows = list(rows)
    db.executemany(f"INSERT OR REPLACE INTO articles ({_ARTICLE}) VALUES ({_placeholders(11)})", [article for article, _ in rows if article])
    db.executemany(f"INSERT INTO claims VALUES ({_placeholders(19)})", [row for _, claims in rows for row in claims])


def replace_rows(db: sqlite3.Connection, key: str, article: Row | None, claims: Sequence[Row]) -> set[tuple[str, str]]:
    """Replace the rows of an article, and return the pairs of actors between which claims changed; call it within a transaction.

    Rows that stay the same are not written: each costs the entries of nine indexes.
    """
    stored = {row: number for number, *cells in db.execute("SELECT rowid, * FROM claims WHERE article = ?", (key,)) for row in [tuple(cells)]}
    gone, new = stored.keys() - set(claims), [row for row in claims if row not in stored]
    if db.execute(f"SELECT {_ARTICLE} FROM articles WHERE key = ?", (key,)).fetchall() != [article]:
        # Ties and counts depend on it.
        gone, new = set(stored), list(claims)
    db.executemany("DELETE FROM claims WHERE rowid = ?", [(stored[row],) for row in gone])
    if article is None:
        db.execute("DELETE FROM articles WHERE key = ?", (key,))
    write_rows(db, [(article, new)])
    return actor_pairs([*gone, *new])


def actor_pairs(claims: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the two actors of each claim, ids sorted."""
    return {(min(row[4], row[6]), max(row[4], row[6])) for row in claims}


def _placeholders(number: int) -> str:
    return ", ".join("?" * number)
