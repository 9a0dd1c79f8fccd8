"""Reads gold sets and claims as JSON lines, and creates skeletons for annotation.

A line of a gold set is a passage: `id`, `text`, `actors` (each with `name`, optionally `type` and
`aliases`) and `relations` (each with `subject`, `relation`, `object`, `status`, optionally
`evidence`, and `optional`: true for relations that count neither as missed nor as spurious).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.days import day_words
from graphkit.errors import DataError, one_of
from graphkit.export import record_rows
from graphkit.model import ArticleRecord
from graphkit.ontology import load_vocabulary

STATUSES = ("asserted", "alleged", "possible", "negated")


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
    made = []
    for where, row in _rows(path):
        missing = {"id", "text", "actors", "relations"} - set(row)
        if missing:
            raise DataError(f"{where}: a passage needs {one_of(missing)}")
        for relation in row["relations"]:
            _check(relation, families, where)
        made.append(Passage(str(row["id"]), row["text"], tuple(row["actors"]), tuple(row["relations"])))
    if not made:
        raise DataError(f"{path}: the gold set is empty")
    return made


def _check(relation: Any, families: set[str], where: str) -> None:
    missing = {"subject", "relation", "object", "status"} - set(relation)
    if missing:
        raise DataError(f"{where}: a relation needs {one_of(missing)}")
    if relation["relation"] not in families:
        raise DataError(f"{where}: relation {relation['relation']!r} is not one of {one_of(families)}")
    if relation["status"] not in STATUSES:
        raise DataError(f"{where}: status {relation['status']!r} is not one of {one_of(STATUSES)}")


def read_claims(path: Path) -> list[Mapping[str, Any]]:
    """Read claims as printed by `graphkit extract --format jsonl`.

    Raises:
        DataError: a line is invalid; the message gives its number.
    """
    made: list[Mapping[str, Any]] = []
    for where, row in _rows(path):
        missing = {"document", "subject", "relation", "object", "status"} - set(row)
        if missing:
            raise DataError(f"{where}: a claim needs {one_of(missing)}")
        made.append(row)
    return made


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise DataError(f"{path}:{number}: a row must be an object")
                    yield f"{path}:{number}", row
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except ValueError as error:
        raise DataError(f"{path}: a line is no JSON: {error}") from error


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
    """Yield the other names of an actor in the text, without pronouns and descriptions."""
    for row in rows:
        for end in ("subject", "object"):
            words = row[f"{end}_mention"]
            if row[end] == name and words[:1].isupper() and " " not in words[:4]:
                yield words
