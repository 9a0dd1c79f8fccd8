"""Caches answers in a file, so that repeated requests cost nothing."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError, StoreError
from graphkit.model import digest


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's answer as JSON, and the tokens of request and answer."""

    text: str
    tokens_in: int
    tokens_out: int


def default_cache() -> Path:
    """Return the default path of the cache."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "graphkit" / "answers.sqlite"


class Cache:
    """A SQLite file of answers by key; each answer is written immediately.

    Args:
        path: the file; its folder is created.

    Raises:
        GraphkitError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            self._db.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL)")
        except (OSError, sqlite3.Error) as error:
            raise GraphkitError(f"the answers in {path} cannot be opened: {error}; give another file with --llm-cache") from error

    def get(self, key: str) -> Answer | None:
        """Return the answer for a key, or None.

        Raises:
            StoreError: the file cannot be read.
        """
        try:
            row = self._db.execute("SELECT text, tokens_in, tokens_out FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise self._store_error("read", error) from error
        return Answer(*row) if row else None

    def put(self, key: str, answer: Answer) -> None:
        """Store an answer.

        Raises:
            StoreError: the file cannot be written (for example, the disk is full).
        """
        try:
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (key, answer.text, answer.tokens_in, answer.tokens_out))
        except sqlite3.Error as error:
            raise self._store_error("written", error) from error

    def _store_error(self, action: str, error: sqlite3.Error) -> StoreError:
        return StoreError(f"the answers in {self._path} cannot be {action}: {error}; what was read is kept, give another file with --llm-cache")


def key_of(*parts: str) -> str:
    """Return the cache key of a request: a hash of model, instructions, schema and text."""
    return digest(*parts) + digest(*reversed(parts))
