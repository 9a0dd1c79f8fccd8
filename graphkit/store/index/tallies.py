"""Numbers of active claims per actor and per pair of actors, maintained by triggers on the claims table.

The tables are added to older indexes by the next writer; until then the claims are counted on request.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

# `busy` counts claims with an actor at either end (one with both ends the same counts once); `pairs` those between two actors, ids sorted.
NAMES = ("busy", "pairs")
# Tables and triggers of a counting index; an earlier version that rebuilds an index drops the triggers and leaves the tables.
SCHEMA_NAMES = {*NAMES, "tally_comes", "tally_goes"}
TABLES = (
    "CREATE TABLE IF NOT EXISTS busy (actor TEXT PRIMARY KEY, claims INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS pairs (low TEXT, high TEXT, claims INTEGER, PRIMARY KEY (low, high)) WITHOUT ROWID",
)
# Partial index, since most pairs have one claim.
TRIGGERS = (
    "CREATE INDEX IF NOT EXISTS pairs_by_claims ON pairs (claims DESC, low, high) WHERE claims > 1",
    """
CREATE TRIGGER IF NOT EXISTS tally_comes AFTER INSERT ON claims WHEN NEW.active BEGIN
  INSERT INTO busy SELECT NEW.subject, 1 UNION SELECT NEW.object, 1 WHERE true ON CONFLICT DO UPDATE SET claims = claims + 1;
  INSERT INTO pairs VALUES (min(NEW.subject, NEW.object), max(NEW.subject, NEW.object), 1) ON CONFLICT DO UPDATE SET claims = claims + 1;
END""",
    """
CREATE TRIGGER IF NOT EXISTS tally_goes AFTER DELETE ON claims WHEN OLD.active BEGIN
  UPDATE busy SET claims = claims - 1 WHERE actor IN (OLD.subject, OLD.object);
  DELETE FROM busy WHERE claims = 0 AND actor IN (OLD.subject, OLD.object);
  UPDATE pairs SET claims = claims - 1 WHERE low = min(OLD.subject, OLD.object) AND high = max(OLD.subject, OLD.object);
  DELETE FROM pairs WHERE claims = 0 AND low = min(OLD.subject, OLD.object) AND high = max(OLD.subject, OLD.object);
END""",
)
_BY_SUBJECT = "SELECT subject, count(*) FROM claims WHERE active GROUP BY subject"
_BY_OBJECT = "SELECT object, count(*) FROM claims WHERE active AND subject != object GROUP BY object"
_PAIRS = "SELECT min(subject, object) AS low, max(subject, object) AS high, count(*) AS claims FROM claims WHERE active GROUP BY low, high"
RECOUNT = (
    "DELETE FROM busy",
    "DELETE FROM pairs",
    f"INSERT INTO busy {_BY_SUBJECT}",
    f"INSERT INTO busy {_BY_OBJECT} ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
    f"INSERT INTO pairs {_PAIRS}",
)
_MOST = "SELECT low, high FROM {} ORDER BY claims DESC, low, high LIMIT ?"
Fetch = Callable[..., list[tuple[Any, ...]]]


def has_counts(fetch: Fetch) -> bool:
    """Return whether an index has the tables and the triggers.

    Args:
        fetch: returns the rows of an SQL query, given the values of its placeholders.
    """
    return {name for (name,) in fetch("SELECT name FROM sqlite_master")} >= SCHEMA_NAMES


def claims_by_actor(fetch: Fetch) -> dict[str, int]:
    """Return the numbers of active claims by actor id at either end; `fetch` as in `has_counts`."""
    if has_counts(fetch):
        return dict(fetch("SELECT actor, claims FROM busy"))
    actors: Counter[str] = Counter(dict(fetch(_BY_SUBJECT)))
    actors.update(dict(fetch(_BY_OBJECT)))
    return actors


def strongest(fetch: Fetch, most: int) -> list[tuple[str, str]]:
    """Return the pairs of actors (ids sorted) with most active claims, then by id; `fetch` as in `has_counts`."""
    # The largest number of SQLite.
    most = min(most, sys.maxsize)
    if not has_counts(fetch):
        return [(low, high) for low, high in fetch(_MOST.format(f"({_PAIRS})"), most)]
    found = fetch(_MOST.format("pairs WHERE claims > 1"), most)
    return [(low, high) for low, high in (found if len(found) == most else fetch(_MOST.format("pairs"), most))]
