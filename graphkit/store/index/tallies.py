"""Numbers of active claims per actor and per pair of actors, maintained by triggers on the claims table.

The tables are added to older indexes by the next writer; until then the claims are counted on request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

# `busy` counts claims with an actor at either end (one with both ends the same counts once); `pairs` those between two actors, ids sorted.
NAMES = ("busy", "pairs")
# Tables and triggers of a counting index; an earlier version that rebuilds an index drops the triggers and leaves the tables.
PARTS = {*NAMES, "tally_comes", "tally_goes"}
TABLES = (
    "CREATE TABLE IF NOT EXISTS busy (actor TEXT PRIMARY KEY, claims INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS pairs (low TEXT, high TEXT, claims INTEGER, PRIMARY KEY (low, high)) WITHOUT ROWID",
)
# Partial index, since most pairs have one claim.
COUNTING = (
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
_STARTS = "SELECT subject, count(*) FROM claims WHERE active GROUP BY subject"
_ENDS = "SELECT object, count(*) FROM claims WHERE active AND subject != object GROUP BY object"
_PAIRS = "SELECT min(subject, object) AS low, max(subject, object) AS high, count(*) AS claims FROM claims WHERE active GROUP BY low, high"
COUNTED = (
    "DELETE FROM busy",
    "DELETE FROM pairs",
    f"INSERT INTO busy {_STARTS}",
    f"INSERT INTO busy {_ENDS} ON CONFLICT DO UPDATE SET claims = claims + excluded.claims",
    f"INSERT INTO pairs {_PAIRS}",
)
_MOST = "SELECT low, high FROM {} ORDER BY claims DESC, low, high LIMIT ?"
Ask = Callable[..., list[tuple[Any, ...]]]


def kept(ask: Ask) -> bool:
    """Return whether an index has the tables and the triggers.

    Args:
        ask: returns the rows of an SQL query, given the values of its placeholders.
    """
    return {name for (name,) in ask("SELECT name FROM sqlite_master")} >= PARTS


def of_actors(ask: Ask) -> dict[str, int]:
    """Return the numbers of active claims by actor id at either end; `ask` as in `kept`."""
    if kept(ask):
        return dict(ask("SELECT actor, claims FROM busy"))
    actors: Counter[str] = Counter(dict(ask(_STARTS)))
    actors.update(dict(ask(_ENDS)))
    return actors


def strongest(ask: Ask, most: int) -> list[tuple[str, str]]:
    """Return the pairs of actors (ids sorted) with most active claims, then by id; `ask` as in `kept`."""
    if not kept(ask):
        return [(low, high) for low, high in ask(_MOST.format(f"({_PAIRS})"), most)]
    found = ask(_MOST.format("pairs WHERE claims > 1"), most)
    return [(low, high) for low, high in (found if len(found) == most else ask(_MOST.format("pairs"), most))]
