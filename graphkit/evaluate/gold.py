"""Reads gold sets and claims as JSON lines, and creates skeletons for annotation.

A line of a gold set is a passage: `id`, `text`, `actors` (each with `name`, optionally `type` and
`aliases`) and `relations` (each with `subject`, `relation`, `object`, `status`, optionally
`evidence`, and `optional`: true for relations that count neither as missed nor as spurious).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.days import day_words
from graphkit.errors import DataError, one_of, shortened
from graphkit.evaluate.names import fold
from graphkit.export import record_rows
from graphkit.model import ArticleRecord
from graphkit.ontology import load_vocabulary
from graphkit.resources import bounded

STATUSES = ("asserted", "alleged", "possible", "negated")
_OF_RELATION = ("subject", "relation", "object", "status")


@dataclass(frozen=True, slots=True)
class Passage:
    """One annotated passage of a gold set."""

    id: str
    text: str
    actors: tuple[Mapping[str, Any], ...]
    relations: tuple[Mapping[str, Any], ...]


def read_gold(path: Path) -> list[Passage]:
    """Read the passages of a gold set.

    Raises:
        DataError: a line is invalid; the message gives its number.
    """
    families = {relation.family or "" for relation in load_vocabulary().relations.values() if relation.family}
    made: dict[str, Passage] = {}
    for where, row in _rows(path):
        passage = _passage(row, families, where)
        if passage.id in made:
            raise DataError(f"{where}: the id {passage.id!r} is that of an earlier passage; give each its own, as claims name their passage by it")
        made[passage.id] = passage
    if not made:
        raise DataError(f"{path}: the gold set is empty")
    return list(made.values())


def _passage(row: Mapping[str, Any], families: set[str], where: str) -> Passage:
    _check_fields(row, ("id", "text", "actors", "relations"), f"{where}: a passage")
    _check_texts(row, ("text",), f"{where}: a passage")
    for part in ("actors", "relations"):
        if not isinstance(row[part], list) or not all(isinstance(each, dict) for each in row[part]):
            raise DataError(f"{where}: {part} must be a list of objects")
    for actor in row["actors"]:
        _check_actor(actor, where)
    names = {fold(actor["name"]) for actor in row["actors"]}
    for relation in row["relations"]:
        _check_relation(relation, families, names, where)
    return Passage(str(row["id"]), row["text"], tuple(row["actors"]), tuple(row["relations"]))


def _check_actor(actor: Mapping[str, Any], where: str) -> None:
    _check_texts(actor, ("name",), f"{where}: an actor")
    aliases = actor.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise DataError(f"{where}: the aliases of {actor['name']!r} must be a list of names")


def _check_relation(relation: Mapping[str, Any], families: set[str], names: set[str], where: str) -> None:
    _check_texts(relation, _OF_RELATION, f"{where}: a relation")
    if relation["relation"] not in families:
        raise DataError(f"{where}: relation {relation['relation']!r} is not one of {one_of(families)}")
    if relation["status"] not in STATUSES:
        raise DataError(f"{where}: status {relation['status']!r} is not one of {one_of(STATUSES)}")
    for end in ("subject", "object"):
        if fold(relation[end]) not in names:
            raise DataError(f"{where}: the {end} {relation[end]!r} is not the name of one of the passage's actors; add it there, or write the name that an alias stands for")


def _check_fields(row: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    """Raise a DataError if a row lacks fields."""
    missing = set(names) - set(row)
    if missing:
        raise DataError(f"{what} needs {one_of(missing)}")


def _check_texts(row: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    """Raise a DataError if a row lacks fields, or they are not texts."""
    _check_fields(row, names, what)
    for name in names:
        if not isinstance(row[name], str):
            raise DataError(f"{what}: its {name} must be a text, not {shortened(json.dumps(row[name]), 80)}")


def read_claims(path: Path) -> list[Mapping[str, Any]]:
    """Read claims as printed by `graphkit extract --format jsonl`.

    Raises:
        DataError: a line is invalid; the message gives its number.
    """
    made: list[Mapping[str, Any]] = []
    for where, row in _rows(path):
        _check_fields(row, ("document", *_OF_RELATION), f"{where}: a claim")
        _check_texts(row, _OF_RELATION, f"{where}: a claim")
        made.append(row)
    return made


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with bounded(path).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{path}:{number}", _row(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{where}: the line is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise DataError(f"{where}: a row must be an object")
    return row


def skeleton(record: ArticleRecord) -> dict[str, Any]:
    """Return a passage with the extracted actors and relations, for manual correction.

    The annotator removes what is wrong and adds what is missing; names are spelt as in the article.
    """
    document = record.document
    rows = list(record_rows(record))
    called = dict(record.names)
    people = [{"name": called.get(a.id, a.name), "type": str(a.kind), "aliases": sorted({a.name, *_spellings(rows, called.get(a.id, a.name))} - {called.get(a.id, a.name)})} for a in record.actors]
    relations = [{key: row[key] for key in ("subject", "relation", "object", "status")} | {"evidence": row["quote"]} for row in rows]
    given = {"title": document.title, "date": day_words(document.published, document.published_precision) or None, "url": document.url, "outlet": document.outlet}
    return {"id": document.id, **{k: v for k, v in given.items() if v}, "text": document.text, "actors": people, "relations": relations}


def _spellings(rows: list[dict[str, Any]], name: str) -> Iterator[str]:
    """Yield the other names of an actor in the text, without pronouns, descriptions, and the leader whose state is meant."""
    for row in rows:
        for end in ("subject", "object"):
            words = row[f"{end}_mention"]
            implied = end == "object" and words == row["subject_mention"]
            if row[end] == name and words[:1].isupper() and " " not in words[:4] and not implied:
                yield words
