"""Reading the index: claims, articles, ties and numbers of a graph, at the cost of what is found."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
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
from graphkit.store.index.copied import agrees, is_copy
from graphkit.store.index.rows import ARTICLE_COLUMNS, CLAIM_COLUMNS, PLACE, article_of, claim_of
from graphkit.store.index.ties import TIE_COLUMNS, Tie, tie_of

_AT_ONCE = 1000
# Steps of SQLite after which the clock is looked at: some milliseconds.
_STEPS = 200_000
# Bytes of an index that is compared with its graph whenever that is opened: 100,000 claims take a second.
_COMPARED = 64 << 20
_SELECT = f"SELECT {CLAIM_COLUMNS} FROM claims"


@dataclass(frozen=True, slots=True)
class Only:
    """What claims must be to be read; None for anything.

    Attributes:
        predicates: relations that count.
        status, denied, active: as the claim has them.
        since, until: first and last day of publication.
    """

    predicates: tuple[str, ...] | None = None
    status: str | None = None
    denied: bool | None = None
    active: bool | None = None
    since: date | None = None
    until: date | None = None

    def sql(self) -> dict[str, object]:
        """Conditions with their values."""
        made: dict[str, object] = {
            "predicate IN (SELECT value FROM json_each(?))": None if self.predicates is None else json.dumps(self.predicates),
            "status = ?": self.status,
            "denied = ?": self.denied,
            "active = ?": self.active,
            "published >= ?": self.since and self.since.isoformat(),
            # A claim of an article without a day has none.
            "published BETWEEN '0' AND ?": self.until and self.until.isoformat(),
        }
        return {condition: value for condition, value in made.items() if value is not None}


ANY = Only()


class Index:
    """One state of the index of a graph, read only; call from any thread."""

    def __init__(self, rows: sqlite3.Connection, *, is_copy: bool = False) -> None:
        """Take the opened file; whether it was copied, and nobody compared it with the graph since."""
        self._rows, self.is_copy, self.clock = rows, is_copy, Clock()
        # One thread at a time: SQLite calls functions of ours while it works, for which Python has to be free; a thread that
        # reads a row meanwhile would keep Python and wait for SQLite.
        self._lock = threading.RLock()
        rows.set_progress_handler(self.clock.passed, _STEPS)
        weakref.finalize(self, rows.close)

    @classmethod
    def of(cls, folder: Path) -> Index | None:
        """The index of a folder, None where there is none that can be used."""
        rows = schema.read(folder)
        return None if rows is None else cls(rows, is_copy=is_copy(rows, folder))

    @property
    def size(self) -> int:
        """Bytes that it has."""
        return int(self.all("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")[0][0])

    def copy(self, rows: sqlite3.Connection) -> None:
        """Write all of it into another file, or memory."""
        with self._lock:
            self._rows.backup(rows)

    def agrees(self, store: pyoxigraph.Store, folder: Path) -> bool:
        """Whether an index that was copied is that of the store beside it.

        A large one of a folder that may not be written to would be compared again each time, for seconds: `graphkit check` does that.
        """
        if self.size > _COMPARED and not os.access(folder, os.W_OK):
            return True
        with self._lock:
            return agrees(store, self._rows, folder)

    @property
    def waits(self) -> bool:
        """Whether a writer is at work, or was broken off, so that something of the index may not be right."""
        return bool(self.all("SELECT 1 FROM waiting LIMIT 1") or self.all("SELECT 1 FROM stale LIMIT 1"))

    @property
    def is_readable(self) -> bool:
        """Whether whoever makes it anew could read the graph, as far as is known: nobody failed to since it was last written to."""
        return not self.all("SELECT 1 FROM waiting WHERE article = ?", schema.UNREADABLE)

    @property
    def is_whole(self) -> bool:
        """Whether it was made."""
        return not self.all("SELECT 1 FROM waiting WHERE article = ?", schema.WHOLE)

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a question in SQL; the tables are those of `graphkit.store.index.schema`.

        Raises:
            StoreError: the index cannot be read.
        """
        return list(self.each(query, *values))

    def each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows of a question in SQL, some at a time.

        Raises:
            QueryTimeout: the time that `clock` gives is over; the question is stopped wherever it is.
        """
        self.clock.check()
        asked = self._rows.cursor()
        try:
            with self._lock:
                portion = asked.execute(query, values).fetchmany(_AT_ONCE)
            while portion:
                yield from portion
                self.clock.check()
                with self._lock:
                    portion = asked.fetchmany(_AT_ONCE)
        except sqlite3.Error as error:
            self.clock.check()
            raise StoreError(f"the index of the graph cannot be read ({error}); rebuild it with: graphkit check --repair") from error
        finally:
            with self._lock:
                asked.close()

    def claims(self, subject: str | None = None, object_: str | None = None, only: Only = ANY) -> Iterator[Claim]:
        """All claims, or those with these ends that fit, by article, then by place in it."""
        given = {f"{name} = ?": value for name, value in (("subject", subject), ("object", object_)) if value is not None} | only.sql()
        where = f"WHERE {' AND '.join(given)}" if given else ""
        return map(claim_of, self.each(f"{_SELECT} {where} ORDER BY article, {PLACE}", *given.values()))

    def briefs(self, keys: str | None = None) -> Iterator[Brief]:
        """Active claims in short, by article, then by place in it; only of the articles of these keys, a list in JSON, if any are given."""
        where = "" if keys is None else "AND article IN (SELECT value FROM json_each(?))"
        asked = f"SELECT {BRIEF_COLUMNS} FROM claims WHERE active {where} ORDER BY article, {PLACE}"
        return briefs_of(self.each(asked, *([] if keys is None else [keys])))

    def newest(self, subject: str | None, object_: str | None, most: int, keys: str | None = None) -> tuple[list[Claim], int]:
        """The active claims with these ends that were published last, and how many there are in all.

        Args:
            subject, object_: ids of actors, one of them at least; None for anybody.
            most: how many claims at most.
            keys: of the articles whose claims count, as a list in JSON; None for all.
        """
        given = {f"{name} = ?": value for name, value in (("subject", subject), ("object", object_)) if value is not None}
        given |= {"article IN (SELECT value FROM json_each(?))": keys} if keys is not None else {}
        where = f"WHERE {' AND '.join(given)} AND active"
        # The days of all are in the index that finds them; whole claims are read of the last days only.
        days = f"SELECT published FROM claims {where} ORDER BY published DESC LIMIT ?"
        last, more = ("", ()) if keys is not None else (f"AND published >= (SELECT min(published) FROM ({days}))", (*given.values(), most))
        found = self.all(f"{_SELECT} {where} {last} ORDER BY published DESC, name LIMIT ?", *given.values(), *more, most)
        number = len(found) if len(found) < most else self.all(f"SELECT count(*) FROM claims {where}", *given.values())[0][0]
        return list(map(claim_of, found)), number

    def contested(self) -> Iterator[Claim]:
        """Active claims of contested ties, by subject, object and relation."""
        ends = " AND ".join(f"c.{name} = t.{name}" for name in ("subject", "object", "predicate", "denied"))
        columns = ", ".join(f"c.{name}" for name in CLAIM_COLUMNS.split(", "))
        return map(claim_of, self.each(f"SELECT {columns} FROM ties t CROSS JOIN claims c ON {ends} AND c.active WHERE t.contested"))

    def claim(self, name: str, article: str | None = None) -> Claim | None:
        """The claim of this name, in the article of this key where it is given; None where there is none."""
        found = self.all(f"{_SELECT} WHERE name = ?1 AND (?2 IS NULL OR article = ?2) ORDER BY article LIMIT 1", name, article)
        return claim_of(found[0]) if found else None

    def named(self, names: Sequence[str]) -> list[Claim]:
        """Claims by their names, in the order of these; those that there are none of are left out."""
        found = {claim.id: claim for claim in self._called(names)}
        return [found[name] for name in names if name in found]

    def meant(self, claims: Sequence[Claim | Brief]) -> list[Claim]:
        """Claims by their articles and names, as `named`: two that another program wrote may have one name."""
        found = {(claim.article, claim.id): claim for claim in self._called([claim.id for claim in claims])}
        return [found[claim.article, claim.id] for claim in claims if (claim.article, claim.id) in found]

    def _called(self, names: Sequence[str]) -> Iterator[Claim]:
        for first in range(0, len(names), 500):
            some = names[first : first + 500]
            yield from map(claim_of, self.all(f"{_SELECT} WHERE name IN ({', '.join('?' * len(some))})", *some))

    def claims_in(self, key: str) -> list[Claim]:
        """Claims of one article, by place."""
        return list(map(claim_of, self.all(f"{_SELECT} WHERE article = ? ORDER BY {PLACE}", key)))

    def article(self, key: str) -> Article | None:
        """One article; None where there is none."""
        found = self.all(f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE key = ?", key)
        return article_of(found[0]) if found else None

    def keys(self) -> list[str]:
        """Keys of all articles, sorted."""
        return [key for (key,) in self.all("SELECT key FROM articles ORDER BY key")]

    def articles(self, keys: str | None = None) -> Iterator[Article]:
        """All articles, by key; only those of these keys, a list in JSON, if any are given."""
        where = "" if keys is None else "WHERE key IN (SELECT value FROM json_each(?))"
        return map(article_of, self.each(f"SELECT {ARTICLE_COLUMNS} FROM articles {where} ORDER BY key", *([] if keys is None else [keys])))

    def ties(self, where: str = "1", *values: object) -> Iterator[Tie]:
        """Ties that fit a condition in SQL, by subject, object and relation."""
        return map(tie_of, self.each(f"SELECT {TIE_COLUMNS} FROM ties WHERE {where}", *values))

    def numbers(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Numbers of active claims: by key of article, and by id of actor at either end."""
        return dict(self.all("SELECT article, count(*) FROM claims WHERE active GROUP BY article")), self.numbers_of_actors()

    def numbers_of_actors(self) -> Mapping[str, int]:
        """Numbers of active claims by id of actor at either end; these are kept, those of articles are counted."""
        return tallies.of_actors(self.all)

    def strongest(self, most: int) -> list[tuple[str, str]]:
        """The two actors, in the order of their ids, of so many pairs that have most active claims, then by id."""
        return tallies.strongest(self.all, most)
