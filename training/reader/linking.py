"""Measure how many mentions of marked news the reader links to the right actor.

    python -m training.reader.linking NEWS [--half]

NEWS holds `corpus/news.jsonl`; the marks are in `training/corpus/marks.jsonl`. The actor of a mark is the one that most of its
names resolve to, so that identity counts and not the label. Only actors with relations count. The shipped network was trained
on the passages, so it finds their mentions better than those of other news. `--half`: only the half that
`training.reader.choosing --half` does not fit on.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.extract.base import Setup
from graphkit.extract.learned.hybrid import HybridExtractor
from graphkit.model import Actor, Document, Mention
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.linker import Linker, Resolution
from graphkit.resolve.offices import load_offices
from training.reader.passages import rows_of

MARKS = Path(__file__).resolve().parent.parent / "corpus" / "marks.jsonl"


def main() -> None:
    """Print a line for each form of mention."""
    news = {row["id"]: row["text"] for row in rows_of(Path(sys.argv[1]) / "corpus" / "news.jsonl")}
    gazetteer = load_gazetteer()
    extractor, linker = HybridExtractor.of(Setup(gazetteer)), Linker(gazetteer, load_offices())
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows_of(MARKS):
        if "--half" in sys.argv and half_of(row["id"]) == 0:
            continue
        document = Document(row["id"], news[row["id"]])
        reading = extractor.extract(document)
        counted.update(judged(row, reading.mentions, linker.resolve(document, reading)))
    for form in ("name", "description", "pronoun"):
        right, another, nobody = (counted[form, said] for said in ("right", "another", "nobody"))
        total = max(1, right + another + nobody)
        print(f"{form:12} {total:6} right {right / total:.3f} another {another / total:.3f} nobody {nobody / total:.3f}")


def judged(row: dict[str, Any], mentions: tuple[Mention, ...], resolved: Resolution) -> Iterator[tuple[str, str]]:
    """Yield the form of each marked mention, and whether it is linked to the right actor, another or none.

    Args:
        row: marks of one text, as written by `standoff`.
        mentions: mentions that the reader found in it.
        resolved: actors that the mentions were resolved to.
    """
    ends = {key for relation in row["relations"] for key in (relation[0], relation[2])}
    found = [(key, nearest(mentions, start, end)) for start, end, key in row["mentions"] if key in ends]
    named = called(((key, mention) for key, mention in found if mention is not None), resolved.actors)
    for key, mention in found:
        if mention is not None and key in named:
            given = {one.id for one in (*resolved.groups.get(mention.index, ()), *([resolved.actors[mention.index]] if mention.index in resolved.actors else ()))}
            yield mention.form, "right" if named[key] in given else "another" if given else "nobody"


def called(found: Iterable[tuple[str, Mention]], actors: Mapping[int, Actor]) -> dict[str, str]:
    """Return the id of the actor that most names of each key resolve to."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for key, mention in found:
        if mention.form == "name" and mention.index in actors:
            counted[key][actors[mention.index].id] += 1
    return {key: ids.most_common(1)[0][0] for key, ids in counted.items()}


def half_of(id_: str) -> int:
    """Return 0 or 1, the half that a passage belongs to."""
    return zlib.crc32(id_.encode()) % 2


def nearest(mentions: tuple[Mention, ...], start: int, end: int) -> Mention | None:
    """Return the mention with the largest overlap with a span, or None."""
    sharing = [m for m in mentions if m.start < end and start < m.end]
    return max(sharing, key=lambda m: (min(end, m.end) - max(start, m.start)) / max(end - start, m.end - m.start), default=None)


if __name__ == "__main__":
    main()
