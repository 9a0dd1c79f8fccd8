"""Read claims, articles, ties and counts from the index, at a cost proportional to the result."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph

from graphkit.errors import StoreError
from graphkit.model import Article, Brief, Claim
from graphkit.store.index import schema, tallies
from graphkit.store.index.briefs import BRIEF_COLUMNS, briefs_of
from graphkit.store.index.clock import Clock
from graphkit.store.index.copy_check import is_copy, matches_graph
from graphkit.store.index.rows import ARTICLE_COLUMNS, CLAIM_COLUMNS, POSITION, article_of, claim_of
from graphkit.store.index.ties import TIE_COLUMNS, Tie, tie_of

_FETCH_SIZE = 1000
# SQLite instructions between checks of the clock: some milliseconds.
_STEPS = 200_000
# Largest index, in bytes, that is compared at every opening: 100,000 claims take a second.
_MAX_COMPARED = 64 << 20
# Step from the first day of a publication date to the day after it.
_AFTER = "CASE precision WHEN 'year' THEN '+1 year' WHEN 'month' THEN '+1 month' ELSE '+1 day' END"
_SELECT = f"SELECT {CLAIM_COLUMNS} FROM claims"


@dataclass(frozen=True, slots=True)
class IndexFilter:
    """Conditions on claims; None accepts anything.

    Attributes:
        predicates: accepted relations.
        status, denied, active: as in the claim.
        since, until: first and last day of publication.
    """

    predicates: tuple[str, ...] | None = None
    status: str | None = None
    denied: bool | None = None
    active: bool | None = None
    since: date | None = None
    until: date | None = None

    def sql(self) -> dict[str, object]:
        """Return SQL conditions with their values."""
        conditions: dict[str, object] = {
            "predicate IN (SELECT value FROM json_each(?))": None if self.predicates is None else json.dumps(self.predicates),
            "status = ?": self.status,
            "denied = ?": self.denied,
            "active = ?": self.active,
            # A month or year is stored as its first day, and may end within the period.
            f"article IN (SELECT key FROM articles WHERE date(published, {_AFTER}) > ?)": self.since and self.since.isoformat(),
            # The lower bound excludes claims of articles without a day.
            "published BETWEEN '0' AND ?": self.until and self.until.isoformat(),
        }
        return {condition: value for condition, value in conditions.items() if value is not None}


ANY = IndexFilter()


class Index:
    """A read-only snapshot of a graph's index; thread-safe."""

    def __init__(self, db: sqlite3.Connection, *, is_copy: bool = False) -> None:
        """Take the opened file; `is_copy` is whether it was copied and not compared with the graph since."""
        self._db, self.is_copy, self.clock = db, is_copy, Clock()
        # One thread at a time: SQLite calls Python functions while it works, for which it needs the GIL; a thread that
        # reads a row meanwhile would hold the GIL and wait for SQLite.
        self._lock = threading.RLock()
        db.set_progress_handler(self.clock.passed, _STEPS)
        weakref.finalize(self, db.close)

    @classmethod
    def of(cls, folder: Path) -> Index | None:
        """Open the index of a folder, None if there is no usable one."""
        db = schema.open_read_only(folder)
        return None if db is None else cls(db, is_copy=is_copy(db, folder))

    @property
    def size(self) -> int:
        """Size in bytes."""
        return int(self.all("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")[0][0])

    def copy(self, db: sqlite3.Connection) -> None:
        """Copy everything into another database."""
        with self._lock:
            self._db.backup(db)

    def matches_graph(self, store: pyoxigraph.Store, folder: Path) -> bool:
        """Return whether a copied index matches the store next to it.

        A large one in a read-only folder is assumed to match, since it would be compared for seconds at every opening; `graphkit check` compares it.
        """
        if self.size > _MAX_COMPARED and not os.access(folder, os.W_OK):
            return True
        with self._lock:
            return matches_graph(store, self._db, folder)

    @property
    def has_pending(self) -> bool:
        """Whether a writer is active or was interrupted, so that part of the index may be outdated."""
        return bool(self.all("SELECT 1 FROM waiting LIMIT 1") or self.all("SELECT 1 FROM stale LIMIT 1"))

    @property
    def is_readable(self) -> bool:
        """Whether rebuilding may succeed: no attempt has failed since the last write."""
        return not self.all("SELECT 1 FROM waiting WHERE article = ?", schema.UNREADABLE)

    @property
    def is_complete(self) -> bool:
        """Whether it was completely built."""
        return not self.all("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE)

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of an SQL query; the tables are those of `graphkit.store.index.schema`.

        Raises:
            StoreError: the index cannot be read.
        """
        return list(self.each(query, *values))

    def each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of an SQL query, fetched in batches.

        Raises:
            QueryTimeout: the time limit of `clock` is exceeded; the query is interrupted.
        """
        self.clock.check()
        cursor = self._db.cursor()
        try:
            with self._lock:
                batch = cursor.execute(query, values).fetchmany(_FETCH_SIZE)
            while batch:
                yield from batch
                self.clock.check()
                with self._lock:
                    batch = cursor.fetchmany(_FETCH_SIZE) if len(batch) == _FETCH_SIZE else []
        except sqlite3.Error as error:
            self.clock.check()
            raise StoreError(f"the index of the graph cannot be read ({error}); rebuild it with: graphkit check --repair") from error
        finally:
            # At the end of a program, the database may be closed before what still reads it.
            with self._lock, suppress(sqlite3.ProgrammingError):
                cursor.close()

    def claims(self, subject: str | None = None, object_: str | None = None, only: IndexFilter = ANY) -> Iterator[Claim]:
        """Yield all claims, or those with this subject and object that match, by article and position."""
        conditions = _between(subject, object_) | only.sql()
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return map(claim_of, self.each(f"{_SELECT} {where} ORDER BY article, {POSITION}", *conditions.values()))

    def briefs(self, keys: str | None = None) -> Iterator[Brief]:
        """Yield the active claims as briefs, by article and position; `keys` restricts them to these articles (JSON array)."""
        where = "" if keys is None else "AND article IN (SELECT value FROM json_each(?))"
        query = f"SELECT {BRIEF_COLUMNS} FROM claims WHERE active {where} ORDER BY article, {POSITION}"
        return briefs_of(self.each(query, *([] if keys is None else [keys])))

    def newest(self, subject: str | None, object_: str | None, most: int, keys: str | None = None) -> tuple[list[Claim], int]:
        """Return the active claims with this subject and object that were published last, and their total number.

        Args:
            subject, object_: actor ids, at least one; None matches any.
            most: maximum number of claims.
            keys: keys of the articles whose claims count, as JSON array; None for all.
        """
        conditions = _between(subject, object_)
        conditions |= {"article IN (SELECT value FROM json_each(?))": keys} if keys is not None else {}
        where = f"WHERE {' AND '.join(conditions)} AND active"
        # All days are in the covering index; only claims of the last days are read completely.
        days = f"SELECT published FROM claims {where} ORDER BY published DESC LIMIT ?"
        last, more = ("", ()) if keys is not None else (f"AND published >= (SELECT min(published) FROM ({days}))", (*conditions.values(), most))
        found = self.all(f"{_SELECT} {where} {last} ORDER BY published DESC, name LIMIT ?", *conditions.values(), *more, most)
        number = len(found) if len(found) < most else self.all(f"SELECT count(*) FROM claims {where}", *conditions.values())[0][0]
        return list(map(claim_of, found)), number

    def contested(self) -> Iterator[Claim]:
        """Yield the active claims between the actors of contested ties, by subject and object; one that contests nothing may take a denial back."""
        columns = ", ".join(f"c.{name}" for name in CLAIM_COLUMNS.split(", "))
        pairs = "SELECT subject, object FROM ties WHERE contested UNION SELECT object, subject FROM ties WHERE contested"
        return map(claim_of, self.each(f"SELECT {columns} FROM ({pairs}) t CROSS JOIN claims c ON c.subject = t.subject AND c.object = t.object AND c.active"))

    def claim(self, name: str, article: str | None = None) -> Claim | None:
        """Return the claim with this name, in the article with this key if given; None if there is none."""
        found = self.all(f"{_SELECT} WHERE name = ?1 AND (?2 IS NULL OR article = ?2) ORDER BY article LIMIT 1", name, article)
        return claim_of(found[0]) if found else None

    def claims_named(self, names: Sequence[str]) -> list[Claim]:
        """Return claims by name, in the given order; unknown names are skipped."""
        found = {claim.id: claim for claim in self._claims_by_name(names)}
        return [found[name] for name in names if name in found]

    def full_claims(self, claims: Sequence[Claim | Brief]) -> list[Claim]:
        """Return claims by article and name, as `claims_named`: claims that another program wrote may share a name."""
        found = {(claim.article, claim.id): claim for claim in self._claims_by_name([claim.id for claim in claims])}
        return [found[claim.article, claim.id] for claim in claims if (claim.article, claim.id) in found]

    def _claims_by_name(self, names: Sequence[str]) -> Iterator[Claim]:
        for first in range(0, len(names), 500):
            some = names[first : first + 500]
            yield from map(claim_of, self.all(f"{_SELECT} WHERE name IN ({', '.join('?' * len(some))})", *some))

    def claims_in(self, key: str) -> list[Claim]:
        """Return the claims of one article, by position."""
        return list(map(claim_of, self.all(f"{_SELECT} WHERE article = ? ORDER BY {POSITION}", key)))

    def article(self, key: str) -> Article | None:
        """Return one article; None if there is none."""
        found = self.all(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", key)
        return article_of(found[0]) if found else None

    def keys(self) -> list[str]:
        """Return the keys of all articles, sorted."""
        return [key for (key,) in self.all("SELECT key FROM articles ORDER BY key")]

    def articles(self, keys: str | None = None) -> Iterator[Article]:
        """Yield all articles, by key; `keys` restricts them (JSON array)."""
        where = "" if keys is None else "WHERE key IN (SELECT value FROM json_each(?))"
        return map(article_of, self.each(f"SELECT {ARTICLE_COLUMNS} FROM articles {where} ORDER BY key", *([] if keys is None else [keys])))

    def ties(self, where: str = "1", *values: object) -> Iterator[Tie]:
        """Yield the ties that match an SQL condition, by subject, object and relation."""
        return map(tie_of, self.each(f"SELECT {TIE_COLUMNS} FROM ties WHERE {where}", *values))

    def claim_counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return the numbers of active claims: by article key, and by actor id at either end."""
        return dict(self.all("SELECT article, count(*) FROM claims WHERE active GROUP BY article")), self.claims_by_actor()

    def claims_by_actor(self) -> Mapping[str, int]:
        """Return the numbers of active claims by actor id at either end; these are stored, those of articles are counted."""
        return tallies.claims_by_actor(self.all)

    def strongest(self, most: int) -> list[tuple[str, str]]:
        """Return the pairs of actors (ids sorted) with most active claims, then by id."""
        return tallies.strongest(self.all, most)


def _between(subject: str | None, object_: str | None) -> dict[str, object]:
    """Return the SQL conditions of claims with this subject and object, None for any, with their values."""
    return {f"{name} = ?": value for name, value in (("subject", subject), ("object", object_)) if value is not None}
