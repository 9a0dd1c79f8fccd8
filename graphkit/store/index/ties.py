"""Ties: summaries of the active claims of one relation between two actors, stated or denied.

They are derived from all claims between two actors, in the order of their articles, so that the order
and the batches in which articles were added do not matter.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from graphkit.denials import opposed
from graphkit.model import Brief, Polarity, Status, TimeSpan, speaker_of
from graphkit.ontology import load_vocabulary
from graphkit.standing import MIN_CONFIDENCE, Endings, sources
from graphkit.store.index.rows import SPEAKER, day_of

_COLUMNS = f"c.subject, c.object, c.predicate, c.denied, c.status, c.ended, c.begun, c.until, c.published, c.words, coalesce(a.copy_of, c.article), coalesce(a.outlet, c.article), c.confidence, c.name, iif(a.precision = 'day', c.published, NULL), {SPEAKER}, a.copy_of IS NOT NULL"
_ACTIVE = f"SELECT {_COLUMNS} FROM claims c LEFT JOIN articles a ON a.key = c.article WHERE c.active"
_PLACE = "c.article, c.start, c.stop, c.name"
_ALL = f"{_ACTIVE} ORDER BY min(c.subject, c.object), max(c.subject, c.object), {_PLACE}"
_PAIR = f"{_ACTIVE} AND ((c.subject = :low AND c.object = :high) OR (c.subject = :high AND c.object = :low)) ORDER BY {_PLACE}"
_BATCH = 1000
TIE_COLUMNS = "subject, object, predicate, denied, claims, sources, statuses, ended, first_deed, last_deed, first_print, last_print, contested, direct"
# Subject, object, relation and polarity of a tie, and the claims of each.
_Key = tuple[str, str, str, int]
_Groups = dict[_Key, list[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation between two actors, as the active claims state or deny it.

    Attributes:
        subject, object: actor ids; for symmetric relations as in the claims.
        predicate: the relation.
        denied: whether the claims deny it.
        claims: number of claims.
        sources: number of independent sources.
        statuses: number of claims by status.
        ended: number of claims that state an end.
        first_deed, last_deed: first and last day that the texts state, as 2020-01-31; "" if none.
        first_print, last_print: first and last day of publication.
        contested: whether it is firmly stated and other claims firmly deny it, or vice versa.
        direct: whether it yields direct triples: plainly stated, and nothing states its end.
    """

    subject: str
    object: str
    predicate: str
    denied: bool
    claims: int
    sources: int
    statuses: dict[str, int]
    ended: int
    first_deed: str
    last_deed: str
    first_print: str
    last_print: str
    contested: bool
    direct: bool


def tie_of(row: Sequence[Any]) -> Tie:
    """Return the tie of a row of `TIE_COLUMNS`."""
    return Tie(row[0], row[1], row[2], bool(row[3]), row[4], row[5], json.loads(row[6]), row[7], row[8], row[9], row[10], row[11], bool(row[12]), bool(row[13]))


def rebuild_stale(db: sqlite3.Connection) -> None:
    """Rebuild the ties of the stale pairs; call it within a transaction."""
    for low, high in db.execute("SELECT low, high FROM stale").fetchall():
        both = {"low": low, "high": high}
        db.execute("DELETE FROM ties WHERE (subject = :low AND object = :high) OR (subject = :high AND object = :low)", both)
        _write(db, _tie_rows(db.execute(_PAIR, both)))
    db.execute("DELETE FROM stale")


def rebuild_all(db: sqlite3.Connection) -> None:
    """Rebuild all ties; call it within a transaction."""
    db.execute("DELETE FROM ties")
    rows = derive_rows(db)
    while batch := list(islice(rows, _BATCH)):
        _write(db, batch)
    db.execute("DELETE FROM stale")


def derive_rows(db: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of all ties, derived from the claims."""
    for _, group in groupby(db.execute(_ALL), key=lambda row: (min(row[:2]), max(row[:2]))):
        yield from _tie_rows(group)


def _write(db: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    db.executemany(f"INSERT INTO ties ({TIE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _tie_rows(claims: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return the rows of the ties of two actors, from all their claims in order."""
    groups: _Groups = defaultdict(list)
    for row in claims:
        groups[row[0], row[1], row[2], row[3]].append(row[4:])
    contested, direct = _contested(groups), _direct(groups)
    return [(*key, *_summary(key, group), int(key in contested), int(key in direct)) for key, group in sorted(groups.items())]


def _summary(key: _Key, group: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    periods = [(first or last, last or first) for _, _, first, last, *_ in group if first or last]
    printed = [row[4] for row in group if row[4]]
    return (
        len(group),
        # Fast path: most ties have one claim.
        1 if len(group) == 1 else sources((*row[5:8], _speaker(key, row), row[12]) for row in group),
        _status_counts(tuple(sorted(row[0] for row in group))),
        sum(row[1] for row in group),
        min((first for first, _ in periods), default=""),
        max((last for _, last in periods), default=""),
        min(printed, default=""),
        max(printed, default=""),
    )


@functools.lru_cache
def _status_counts(statuses: tuple[str, ...]) -> str:
    """Return the numbers of claims by status, as JSON."""
    return json.dumps(Counter(statuses))


def _direct(groups: _Groups) -> set[_Key]:
    """Return the keys of the ties that yield direct triples, by the same rule as `graphkit.store.derive`."""
    endings, ended = Endings(), any(row[1] for group in groups.values() for row in group)
    if ended:
        for key, group in groups.items():
            for row in group:
                endings.add(_brief(key, row), day_of(row[4]))
    return {
        key
        for key, group in groups.items()
        if not key[3] and any(_is_plain(key[2], row) and not (ended and endings.ended(_brief(key, row), day_of(row[4]))) for row in group)
    }


def _is_plain(predicate: str, row: Sequence[Any]) -> bool:
    stated = row[0] == Status.ASSERTED or (row[0] == Status.DECLARED and predicate in load_vocabulary().stances)
    return stated and not row[1] and round(row[8], 3) >= MIN_CONFIDENCE


def _brief(key: _Key, row: Sequence[Any]) -> Brief:
    """Return a claim with only the fields that `Endings` and `opposed` read."""
    span = TimeSpan(day_of(row[2]), day_of(row[3]), ended=bool(row[1])) if row[1] or row[2] or row[3] else None
    polarity = Polarity.NEGATIVE if key[3] else Polarity.POSITIVE
    return Brief("", row[9], key[0], key[2], key[1], Status(row[0]), polarity, row[8], span, "", _speaker(key, row))


def _contested(groups: _Groups) -> set[_Key]:
    """Return the keys of the ties that are firmly stated and firmly denied."""
    if len({key[3] for key in groups}) == 1:
        return set()
    pairs = opposed((_brief(key, row), day_of(row[10]), key) for key, group in groups.items() for row in group)
    return {key for pair in pairs for key in pair}


def _speaker(key: _Key, row: Sequence[Any]) -> str:
    return speaker_of(row[0], key[0], key[1], row[11])
