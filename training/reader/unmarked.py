"""Text that nobody marked, for the labels of a larger network: news, and the parts of public treebanks that are closest to news.

None of it shares a run of nine words with an annotated set.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from graphkit.nlp.encoder.features import Bounds, pairs_in
from training.reader.labels import Label
from training.reader.passages import rows_of
from training.reader.targets import Example, Place, cut

RUN = 9
# Sentences of CrossNER stand alone; so many make a text.
TOGETHER = 3
_GENRES = re.compile(r"newsgroup|weblog|GUM_(news|interview|bio|speech|voyage|court)")
_BEFORE_MARK, _BEHIND_BRACKET = re.compile(r" ([,.;:!?)'’%])"), re.compile(r"\( ")
_SETS = ("train", "valid", "dev", "plover_dev", "cameo_dev", "seeds")


def texts(given: Path, treebanks: Path, marked: Collection[str]) -> list[tuple[str, str]]:
    """Names and texts; a name stays the same when other texts are marked or annotated.

    Args:
        given: holds `corpus/news.jsonl` and the annotated sets in `gold`.
        treebanks: as `training.train` reads them.
        marked: ids of the news that has marks.
    """
    annotated = (row["text"] for name in _SETS for row in rows_of(given / "gold" / f"{name}.jsonl"))
    known = {run for text in annotated for run in _runs(text)}
    news = ((f"news{row['id']}", row["text"]) for row in rows_of(given / "corpus" / "news.jsonl") if row["id"] not in marked)
    return [(name, text) for name, text in (*news, *_numbered(_of_treebanks(treebanks))) if known.isdisjoint(_runs(text))]


def _numbered(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Texts with their source and their number in it as the name."""
    met: Counter[str] = Counter()
    for source, text in texts:
        yield f"{source}{met[source]}", text
        met[source] += 1


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _of_treebanks(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / "extra_ner" / "re3d").glob("*/documents.json")):
        yield from (("re3d", json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    for part in ("train", "dev", "test"):
        sentences = list(_sentences(folder / "extra_ner" / "crossner" / "politics" / f"{part}.txt"))
        yield from (("politics", "\n".join(sentences[i : i + TOGETHER])) for i in range(0, len(sentences), TOGETHER))
    for name in ("ewt_train", "ewt_dev", "gum_nonnc_train", "gum_nonnc_dev"):
        yield from _documents(folder / f"{name}.conllu")


def _sentences(path: Path) -> Iterator[str]:
    """Sentences of a file with a word and its tag on each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, sentence in groupby(lines, key=bool):
        if filled:
            yield _BEHIND_BRACKET.sub("(", _BEFORE_MARK.sub(r"\1", " ".join(line.split("\t")[0] for line in sentence)))


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    """Documents of a CoNLL-U file in the genres that are close to news."""
    for document in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        if _GENRES.match(name):
            yield re.split(r"[-_]", name)[0], "\n".join(line.split("=", 1)[1].strip() for line in rest.splitlines() if line.startswith("# text ="))


def examples(named: Sequence[tuple[str, str]], labels: Mapping[Place, Label], *, short: bool) -> Iterator[Example]:
    """The windows that are labelled, with mentions, kinds and antecedents as the larger network has them, and no relation of their own.

    Args:
        named: names and texts.
        labels: of a larger network.
        short: which cut.

    Raises:
        ValueError: a text is not the one that was labelled.
    """
    for name, text in named:
        for number, window in enumerate(cut(text, short=short)):
            place = Place(name, short, number)
            label = labels.get(place)
            if label is not None and label.marks is not None:
                label.check(place, len(window))
                marks = label.marks
                mentions = [Bounds(start, end) for start, end in marks.bounds.tolist()]
                pairs = pairs_in(window, mentions, across=True)
                earlier = [[] if before == i else [before] for i, before in enumerate(marks.earlier.tolist())]
                yield Example(place, window, False, mentions, [frozenset()] * len(mentions), marks.tags.tolist(), marks.kinds.tolist(), earlier, pairs, marked=False)
