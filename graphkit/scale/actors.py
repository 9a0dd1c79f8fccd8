"""Collect the actors and copies of all parts, without duplicates, in a file instead of memory."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from graphkit.model import Actor, ActorClass, ArticleRecord, Failure, Notice
from graphkit.pipeline.copies import Copies
from graphkit.scale.parquet import unpack
from graphkit.store import actor_lines, copy_line

# At most this many actors, those with most claims, are compared with each other for suggestions.
COMPARED = 200_000


class ActorCollector:
    """Collects actors and copies from parts, in their order; use it in a `with`."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._db = sqlite3.connect(Path(self._folder.name) / "actors.sqlite")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("CREATE TABLE actors (id TEXT PRIMARY KEY, stored BLOB, claims INTEGER) WITHOUT ROWID")
        self._db.execute("CREATE TABLE copies (key TEXT PRIMARY KEY, origin TEXT) WITHOUT ROWID")
        self._copies = Copies(Path(self._folder.name) / "copies.sqlite")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the files."""
        self._copies.close()
        self._db.close()
        self._folder.cleanup()

    def add(self, packed: bytes) -> list[Failure | Notice]:
        """Add one part; return its failures and notices."""
        failures: list[Failure | Notice] = []
        for outcome, signature in unpack(packed):
            if isinstance(outcome, Failure | Notice):
                failures.append(outcome)
                continue
            self._actors(outcome)
            copies = self._copies.add(outcome.document.key, outcome.document.published, signature)
            self._db.executemany("INSERT OR REPLACE INTO copies VALUES (?, ?)", copies.items())
        return failures

    def _actors(self, record: ArticleRecord) -> None:
        """Store the actors; the first article that mentions one defines it, as on one machine."""
        for actor in record.actors:
            number = sum(actor.id in (claim.subject, claim.object) for claim in record.claims)
            self._db.execute(
                "INSERT INTO actors VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET claims = claims + excluded.claims",
                (actor.id, msgspec.json.encode(actor), number),
            )

    def lines(self) -> Iterator[bytes]:
        """Yield the N-Quads of all actors, by id, and of the copies."""
        for (stored,) in self._db.execute("SELECT stored FROM actors ORDER BY id"):
            yield from actor_lines(msgspec.json.decode(stored, type=Actor))
        for key, origin in self._db.execute("SELECT key, origin FROM copies ORDER BY key"):
            yield copy_line(key, origin)

    def suggestions(self) -> Iterator[bytes]:
        """Yield pairs of names that may be the same actor, as CSV, for a person to decide (`graphkit decide merge …`)."""
        from graphkit.resolve.suggest import proposals

        query = "SELECT stored, claims FROM actors ORDER BY claims DESC, id LIMIT ?"
        stored = [(msgspec.json.decode(row, type=Actor), number) for row, number in self._db.execute(query, (COMPARED,))]
        people = [actor for actor, _ in stored if actor.kind is not ActorClass.PLACE]
        found = proposals(people, {actor.id: number for actor, number in stored})
        yield b"actor,into,score,why\n"
        for each in found:
            line = io.StringIO()
            csv.writer(line, lineterminator="\n").writerow((each.actor, each.into, f"{each.score:.0f}", each.why))
            yield line.getvalue().encode()
