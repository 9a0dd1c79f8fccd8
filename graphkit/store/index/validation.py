"""Record what was validated and which articles changed since, so that only these are checked again.

Every transaction notes its articles before it starts (`graphkit.store.index.writer`); a validation removes the notes
that existed when the checked state was opened, never later ones.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.store.index.reader import Index
from graphkit.store.index.schema import FILE, WHOLE

_TURN = "(SELECT value FROM checking WHERE what = 'turn')"


def note_changed(db: sqlite3.Connection, keys: Collection[str]) -> None:
    """Note that these articles are about to change, `WHOLE` for all; call it within a transaction."""
    db.execute("UPDATE checking SET value = value + 1 WHERE what = 'turn'")
    if WHOLE in keys:
        discard_validation(db)
    elif _is_recorded(db):
        db.executemany(f"INSERT OR REPLACE INTO unchecked VALUES (?, {_TURN})", [(key,) for key in keys])


def note_changed_pairs(db: sqlite3.Connection, pairs: Collection[tuple[str, str]]) -> None:
    """Note that the claims between these pairs of actors (ids sorted) have changed; call it within a transaction."""
    if _is_recorded(db):
        db.executemany(f"INSERT OR REPLACE INTO unchecked_pairs VALUES (?, ?, {_TURN})", sorted(pairs))


def discard_validation(db: sqlite3.Connection) -> None:
    """Discard everything known to be valid; call it within a transaction."""
    db.execute("UPDATE checking SET value = value + 1 WHERE what = 'turn'")
    for table in ("unchecked", "unchecked_pairs", "described"):
        db.execute(f"DELETE FROM {table}")
    db.execute("DELETE FROM checking WHERE what NOT IN ('turn', 'file')")


def _is_recorded(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM checking WHERE what = 'rules'").fetchone() is not None


@dataclass(frozen=True, slots=True)
class ValidationState:
    """What was known to be valid when a view was opened.

    Attributes:
        turn: number of the last noted transaction.
        since: number of the transaction at the last full validation; it identifies that validation.
        rules: digest of the rules that were checked.
        articles: keys of the articles that changed since they were checked, or broke a rule.
        pairs: pairs of actor ids between which claims changed.
        described: digest of the statements about each node outside of the articles.
    """

    turn: int
    since: int
    rules: str
    articles: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    described: Mapping[str, str]


def last_transaction(index: Index) -> int | None:
    """Return the number of the last transaction; None while a writer is active, or if the index records none."""
    if index.has_pending:
        return None
    try:
        return int(index.all("SELECT value FROM checking WHERE what = 'turn'")[0][0])
    except (StoreError, IndexError):
        return None


def validation_state(index: Index) -> ValidationState | None:
    """Return what is known to be valid; None if nothing is, or while a writer is active."""
    if (transaction := last_transaction(index)) is None:
        return None
    known = dict(index.all("SELECT what, value FROM checking"))
    if "rules" not in known:
        return None
    articles = frozenset(key for (key,) in index.all("SELECT article FROM unchecked"))
    pairs = tuple(index.all("SELECT low, high FROM unchecked_pairs"))
    return ValidationState(transaction, int(known["since"]), str(known["rules"]), articles, pairs, dict(index.all("SELECT node, digest FROM described")))


def save_validation(folder: Path, before: ValidationState | int, rules: str, described: Mapping[str, str], wrong: Collection[str], pairs: Collection[tuple[str, str]]) -> bool:
    """Record a validation; False if that is impossible, or if the graph was written to during a full validation.

    Args:
        folder: folder of the graph.
        before: what was known before, if only changes were checked; else the number of the last transaction.
        rules: digest of the rules.
        described: digest of the statements about each node outside of the articles.
        wrong: keys of articles that broke a rule and must be checked again.
        pairs: pairs of actors (ids sorted) to compare again.
    """
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        now = dict(db.execute("SELECT what, value FROM checking").fetchall())
        if isinstance(before, int):
            if now.get("turn") != before:
                return False
            discard_validation(db)
            since, transaction = before, before
        else:
            if now.get("since") != before.since or now.get("rules") != before.rules:
                return False
            since, transaction = before.since, before.turn
        db.execute("DELETE FROM unchecked WHERE turn <= ?", (transaction,))
        db.execute("DELETE FROM unchecked_pairs WHERE turn <= ?", (transaction,))
        # Write only the differences: most digests are unchanged.
        known = {} if isinstance(before, int) else before.described
        db.executemany("DELETE FROM described WHERE node = ?", [(node,) for node in sorted(known.keys() - described.keys())])
        db.executemany("INSERT OR REPLACE INTO described VALUES (?, ?)", sorted(described.items() - known.items()))
        db.executemany("INSERT OR IGNORE INTO unchecked VALUES (?, ?)", [(key, transaction) for key in sorted(wrong)])
        db.executemany("INSERT OR IGNORE INTO unchecked_pairs VALUES (?, ?, ?)", [(*pair, transaction) for pair in sorted(pairs)])
        db.executemany("INSERT OR REPLACE INTO checking VALUES (?, ?)", [("since", since), ("rules", rules)])
        db.execute("COMMIT")
        return True
    return False
