"""Convert markup to stand-off marks: offsets into texts that may not be redistributed.

    python -m training.reader.standoff TEXTS.jsonl MARKUP.txt… > MARKS.jsonl

Annotators write the markup of `training.reader.passages`, sentence by sentence, for texts with `id` and `text`;
the output has offsets into these texts and none of their words.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.reader.passages import Passage, from_markup


def marks(passage: Passage, text: str) -> dict[str, Any]:
    """Return the marks of a passage as offsets into the published text, which may differ in whitespace only.

    Raises:
        ValueError: the letters differ; the message has the id.
    """
    theirs = [i for i, letter in enumerate(text) if not letter.isspace()]
    ours: list[int] = []
    count = 0
    for letter in passage.text:
        ours.append(count)
        count += not letter.isspace()
    if count != len(theirs):
        raise ValueError(f"{passage.id}: {count} letters are marked, the text has {len(theirs)}")

    def moved(start: int, end: int) -> list[int]:
        return [theirs[ours[start]], theirs[ours[end - 1]] + 1]

    return {
        "id": passage.id,
        "mentions": [[*moved(mark.start, mark.end), *mark.actors] for mark in passage.mentions],
        "kinds": passage.kinds,
        "relations": [[r.subject, r.family, r.object, r.status, *moved(r.start, r.end), r.speaker] for r in passage.relations],
    }


def _marked(paths: list[Path]) -> Iterator[Passage]:
    for path in paths:
        yield from map(from_markup, path.read_text(encoding="utf-8").split("## ")[1:])


def main() -> None:
    """Print one row for each passage of the markup."""
    texts, *paths = map(Path, sys.argv[1:])
    by_id = {str(row["id"]): row["text"] for row in map(json.loads, texts.read_text(encoding="utf-8").splitlines())}
    for passage in sorted(_marked(paths), key=lambda passage: passage.id):
        sys.stdout.write(json.dumps(marks(passage, by_id[passage.id]), ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
