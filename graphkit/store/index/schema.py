"""Schema and connections of the index file, `index.sqlite` next to the graph's data."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.store.index import tallies

FILE = "index.sqlite"
# Schema version; an index of another version is rebuilt.
VERSION = 7
# Marker in `waiting`: the whole index must be rebuilt.
WHOLE = "*"
# Marker in `waiting`: part of the graph cannot be read, so the index cannot be built.
UNREADABLE = "!"
_TABLES = """
CREATE TABLE IF NOT EXISTS waiting (article TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (low TEXT, high TEXT, PRIMARY KEY (low, high)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
  key TEXT PRIMARY KEY, id TEXT, text_hash TEXT, title TEXT, url TEXT, outlet TEXT, published TEXT, precision TEXT, copy_of TEXT, conflict TEXT,
  publisher TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (
  article TEXT, start INTEGER, stop INTEGER, name TEXT, subject TEXT, predicate TEXT, object TEXT, status TEXT, denied INTEGER, active INTEGER,
  confidence REAL, published TEXT, begun TEXT, until TEXT, ended INTEGER, words TEXT, rest TEXT, voices TEXT, agents TEXT
);
CREATE TABLE IF NOT EXISTS ties (
  subject TEXT, object TEXT, predicate TEXT, denied INTEGER, claims INTEGER, sources INTEGER, statuses TEXT, ended INTEGER,
  first_deed TEXT, last_deed TEXT, first_print TEXT, last_print TEXT, contested INTEGER, direct INTEGER, PRIMARY KEY (subject, object, predicate, denied)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS voices (
  publisher TEXT, voices TEXT, status TEXT, denied INTEGER, claims INTEGER, PRIMARY KEY (publisher, voices, status, denied)
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS claims_by_place ON claims (article, start, stop, name);
CREATE INDEX IF NOT EXISTS claims_by_ends ON claims (subject, object, active, predicate, denied, status, published);
CREATE INDEX IF NOT EXISTS claims_onto ON claims (object, active, predicate, denied, ended, subject, published);
CREATE INDEX IF NOT EXISTS claims_by_name ON claims (name);
CREATE INDEX IF NOT EXISTS claims_by_day ON claims (published DESC, name);
CREATE INDEX IF NOT EXISTS claims_by_begun ON claims (begun) WHERE begun IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_by_until ON claims (until) WHERE until IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_by_confidence ON claims (confidence) WHERE active;
CREATE INDEX IF NOT EXISTS claims_by_support ON claims (json_extract(rest, '$[4]'), subject, object, status)
  WHERE active AND NOT denied AND json_extract(rest, '$[4]') != '[]';
CREATE INDEX IF NOT EXISTS claims_of_others ON claims (article) WHERE agents IS NULL;
CREATE INDEX IF NOT EXISTS ties_by_object ON ties (object);
CREATE INDEX IF NOT EXISTS ties_by_predicate ON ties (predicate, denied, claims DESC, subject, object);
CREATE INDEX IF NOT EXISTS ties_contested ON ties (subject, object) WHERE contested;
CREATE INDEX IF NOT EXISTS ties_direct ON ties (predicate, subject, object) WHERE direct;
"""
# Triggers count the active claims of each outlet by source.
_TRIGGERS = (
    """
CREATE TRIGGER IF NOT EXISTS voice_comes AFTER INSERT ON claims WHEN NEW.active BEGIN
  INSERT INTO voices SELECT publisher, NEW.voices, NEW.status, NEW.denied, 1 FROM articles WHERE key = NEW.article
  ON CONFLICT DO UPDATE SET claims = claims + 1;
END""",
    """
CREATE TRIGGER IF NOT EXISTS voice_goes AFTER DELETE ON claims WHEN OLD.active BEGIN
  UPDATE voices SET claims = claims - 1 WHERE voices = OLD.voices AND status = OLD.status AND denied = OLD.denied
    AND publisher = (SELECT publisher FROM articles WHERE key = OLD.article);
  DELETE FROM voices WHERE claims = 0 AND voices = OLD.voices AND status = OLD.status AND denied = OLD.denied
    AND publisher = (SELECT publisher FROM articles WHERE key = OLD.article);
END""",
)
_RECOUNT = """
INSERT INTO voices SELECT publisher, voices, status, denied, count(*) FROM claims c JOIN articles a ON a.key = c.article WHERE c.active
GROUP BY publisher, voices, status, denied
"""
# State of validation, see `graphkit.store.index.validation`; added to an index of any version.
VALIDATION_TABLES = (
    "CREATE TABLE IF NOT EXISTS checking (what TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS unchecked (article TEXT PRIMARY KEY, turn INTEGER) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS unchecked_pairs (low TEXT, high TEXT, turn INTEGER, PRIMARY KEY (low, high)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS described (node TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID",
    "INSERT OR IGNORE INTO checking VALUES ('turn', 0)",
)


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """Open the index of a folder for writing; a new one is marked to be filled.

    Raises:
        StoreError: it cannot be opened.
    """
    path = folder / FILE
    try:
        try:
            return _open(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            # Damaged; nothing is lost, since it is derived from the graph.
            _remove(folder)
            return _open(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path} cannot be opened: {error}") from error


def recreate(folder: Path, damaged: sqlite3.Connection) -> sqlite3.Connection:
    """Replace a damaged index by an empty one, opened as by `open_for_writing`."""
    damaged.close()
    try:
        _remove(folder)
    except OSError as error:
        raise StoreError(f"{folder / FILE} is damaged and cannot be removed: {error}") from error
    return open_for_writing(folder)


def is_damage(error: BaseException | None) -> bool:
    """Return whether an error means that the file is corrupt or not a database."""
    return isinstance(error, sqlite3.DatabaseError) and getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _remove(folder: Path) -> None:
    for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
        (folder / name).unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing; after a power failure `graphkit check --repair` repairs the index.
        db.execute("PRAGMA synchronous = OFF")
        if _version(db) != VERSION:
            _create(db)
        _add_missing(db)
        for statement in VALIDATION_TABLES:
            db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _add_missing(db: sqlite3.Connection) -> None:
    """Add tables and indexes that the version which made the index did not have."""
    existing = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    if tallies.SCHEMA_NAMES | {"claims_onto"} <= existing:
        return
    db.execute("BEGIN IMMEDIATE")
    if not existing >= tallies.SCHEMA_NAMES:
        for statement in (*tallies.TABLES, *tallies.RECOUNT, *tallies.TRIGGERS):
            db.execute(statement)
    for statement in ("DROP INDEX IF EXISTS claims_by_object", "DROP INDEX IF EXISTS claims_to", *_INDEXES.split(";")):
        db.execute(statement)
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _create(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        db.execute(f'DROP TABLE "{table}"')
    for statement in (*_TABLES.split(";"), *tallies.TABLES, *_INDEXES.split(";"), *_TRIGGERS, *tallies.TRIGGERS):
        db.execute(statement)
    db.execute("INSERT INTO waiting VALUES (?)", (WHOLE,))
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("COMMIT")


def clear(db: sqlite3.Connection) -> None:
    """Delete all rows, indexes and triggers; `create_indexes` restores the latter after filling."""
    for kind, name in db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL").fetchall():
        db.execute(f'DROP {kind} "{name}"')
    for statement in tallies.TABLES:
        db.execute(statement)
    for table in ("stale", "articles", "claims", "ties", "voices", *tallies.NAMES):
        db.execute(f"DELETE FROM {table}")


def create_indexes(db: sqlite3.Connection) -> None:
    """Create the indexes and triggers, and count."""
    for statement in (*_INDEXES.split(";"), *tallies.RECOUNT, *tallies.TRIGGERS, *_TRIGGERS, _RECOUNT):
        db.execute(statement)


def create_in_memory() -> sqlite3.Connection:
    """Return an unfilled index in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _create(db)
    for statement in VALIDATION_TABLES:
        db.execute(statement)
    _register_functions(db)
    return db


def _register_functions(db: sqlite3.Connection) -> None:
    """Register `lowered`, since SQLite's own function lowers ASCII letters only."""
    db.create_function("lowered", 1, lambda text: (text or "").lower(), deterministic=True)


def open_read_only(folder: Path) -> sqlite3.Connection | None:
    """Open the current state of a folder's index read-only; None if there is none of this version, or it cannot be read completely.

    Later writes are not visible: the connection holds a snapshot.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    # In a read-only folder the file is opened as immutable, without the journal.
    journal = folder / f"{FILE}-wal"
    for mode in ("mode=ro", "immutable=1"):
        if mode != "mode=ro" and journal.is_file() and journal.stat().st_size:
            return None
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None, check_same_thread=False)
            if _version(db) == VERSION:
                _register_functions(db)
                db.execute("BEGIN")
                db.execute("SELECT 1 FROM waiting").fetchone()
                return db
            db.close()
        except sqlite3.Error:
            continue
    return None
