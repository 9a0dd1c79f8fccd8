"""What was validated: which articles were written to since, so that only these need be checked again.

Every transaction notes its articles before it begins (`graphkit.store.index.keeping`); who validates takes out the notes
that were there when the state that was checked was opened, never later ones.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.store.index.reading import Index
from graphkit.store.index.schema import FILE, WHOLE

_TURN = "(SELECT value FROM checking WHERE what = 'turn')"


def noted(rows: sqlite3.Connection, keys: Collection[str]) -> None:
    """Note that these articles are about to change, `WHOLE` for all; call it within a transaction."""
    rows.execute("UPDATE checking SET value = value + 1 WHERE what = 'turn'")
    if WHOLE in keys:
        forget(rows)
    elif _was_checked(rows):
        rows.executemany(f"INSERT OR REPLACE INTO unchecked VALUES (?, {_TURN})", [(key,) for key in keys])


def noted_pairs(rows: sqlite3.Connection, pairs: Collection[tuple[str, str]]) -> None:
    """Note that the claims between these actors, in the order of their ids, have changed; call it within a transaction."""
    if _was_checked(rows):
        rows.executemany(f"INSERT OR REPLACE INTO unchecked_pairs VALUES (?, ?, {_TURN})", sorted(pairs))


def forget(rows: sqlite3.Connection) -> None:
    """Nothing is known to be checked any more; call it within a transaction."""
    rows.execute("UPDATE checking SET value = value + 1 WHERE what = 'turn'")
    for table in ("unchecked", "unchecked_pairs", "described"):
        rows.execute(f"DELETE FROM {table}")
    rows.execute("DELETE FROM checking WHERE what NOT IN ('turn', 'file')")


def _was_checked(rows: sqlite3.Connection) -> bool:
    return rows.execute("SELECT 1 FROM checking WHERE what = 'rules'").fetchone() is not None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was known to be checked when a view was opened.

    Attributes:
        turn: number of the last transaction that was noted.
        since: that of the validation that checked everything; it names that one.
        rules: digest of the rules that were checked.
        articles: keys of those that changed since they were checked, or broke a rule.
        pairs: ids of each two actors between whom claims changed.
        described: digest of what is said of each node outside of the articles.
    """

    turn: int
    since: int
    rules: str
    articles: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    described: Mapping[str, str]


def turn_of(index: Index) -> int | None:
    """Number of the last transaction; None where a writer is at work, or the index keeps none."""
    if index.waits:
        return None
    try:
        return int(index.all("SELECT value FROM checking WHERE what = 'turn'")[0][0])
    except (StoreError, IndexError):
        return None


def checked(index: Index) -> Checked | None:
    """What is known to be checked; None where nothing is, or a writer is at work."""
    if (turn := turn_of(index)) is None:
        return None
    known = dict(index.all("SELECT what, value FROM checking"))
    if "rules" not in known:
        return None
    articles = frozenset(key for (key,) in index.all("SELECT article FROM unchecked"))
    pairs = tuple(index.all("SELECT low, high FROM unchecked_pairs"))
    return Checked(turn, int(known["since"]), str(known["rules"]), articles, pairs, dict(index.all("SELECT node, digest FROM described")))


def keep(folder: Path, before: Checked | int, rules: str, described: Mapping[str, str], wrong: Collection[str], pairs: Collection[tuple[str, str]]) -> bool:
    """Keep that the graph was checked; False where it cannot be kept, or the graph was written to and all of it was checked.

    Args:
        folder: of the graph.
        before: what was known before, where only what had changed was checked; else the number of the last transaction.
        rules: digest of the rules.
        described: digest of what is said of each node outside of the articles.
        wrong: keys of articles to check again the next time, for they break a rule.
        pairs: two actors to compare again, in the order of their ids.
    """
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        now = dict(rows.execute("SELECT what, value FROM checking").fetchall())
        if isinstance(before, int):
            if now.get("turn") != before:
                return False
            forget(rows)
            since, turn = before, before
        else:
            if now.get("since") != before.since or now.get("rules") != before.rules:
                return False
            since, turn = before.since, before.turn
        rows.execute("DELETE FROM unchecked WHERE turn <= ?", (turn,))
        rows.execute("DELETE FROM unchecked_pairs WHERE turn <= ?", (turn,))
        # Most of it is as it was.
        known = {} if isinstance(before, int) else before.described
        rows.executemany("DELETE FROM described WHERE node = ?", [(node,) for node in sorted(known.keys() - described.keys())])
        rows.executemany("INSERT OR REPLACE INTO described VALUES (?, ?)", sorted(described.items() - known.items()))
        rows.executemany("INSERT OR IGNORE INTO unchecked VALUES (?, ?)", [(key, turn) for key in sorted(wrong)])
        rows.executemany("INSERT OR IGNORE INTO unchecked_pairs VALUES (?, ?, ?)", [(*pair, turn) for pair in sorted(pairs)])
        rows.executemany("INSERT OR REPLACE INTO checking VALUES (?, ?)", [("since", since), ("rules", rules)])
        rows.execute("COMMIT")
        return True
    return False
