"""The restraint set: 68 passages of our own on sports, courts, business and culture, which state hardly any relation.

Their rows hold every claim that a strict reader could defend, so any other claim is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.reader.passages import Passage, own

FOLDER = Path(__file__).resolve().parent / "restraint"


def gold() -> Iterator[dict[str, Any]]:
    """Yield the passages as rows of a gold set."""
    return map(_row, own(FOLDER))


def _row(passage: Passage) -> dict[str, Any]:
    aliases: dict[str, set[str]] = {key: set() for key in passage.names}
    for mention in passage.mentions:
        for key in mention.actors:
            aliases[key].add(passage.text[mention.start : mention.end])
    return {
        "id": passage.id,
        "text": passage.text,
        "actors": [{"name": name, "type": passage.kinds[key], "aliases": sorted(aliases[key])} for key, name in passage.names.items()],
        "relations": [
            {"subject": passage.names[r.subject], "relation": r.family, "object": passage.names[r.object], "status": r.status, "evidence": passage.text[r.start : r.end]} for r in passage.relations
        ],
    }


def sentences() -> Iterator[dict[str, Any]]:
    """Yield each sentence of the passages as a separate text."""
    for row in gold():
        for number, sentence in enumerate(row["text"].splitlines()):
            yield row | {"id": f"{row['id']}.{number}", "text": sentence, "relations": [r for r in row["relations"] if r["evidence"] in sentence]}


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Write rows to a file for a scorer."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
