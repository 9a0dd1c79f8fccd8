"""Unannotated texts for soft labels: news, and the parts of public treebanks closest to news.

None of them shares a run of nine words with an annotated set.
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
# CrossNER consists of single sentences; this many are joined into a text.
TOGETHER = 3
_GENRES = re.compile(r"newsgroup|weblog|GUM_(news|interview|bio|speech|voyage|court)")
_BEFORE_MARK, _BEHIND_BRACKET = re.compile(r" ([,.;:!?)'’%])"), re.compile(r"\( ")
_SETS = ("train", "valid", "dev", "plover_dev", "cameo_dev", "seeds")


def texts(given: Path, treebanks: Path, marked: Collection[str]) -> list[tuple[str, str]]:
    """Return names and texts; a name does not change when other texts are marked or annotated.

    Args:
        given: holds `corpus/news.jsonl` and the annotated sets in `gold`.
        treebanks: folder of treebanks, as for `training.train`.
        marked: ids of news to leave out, which have marks.
    """
    annotated = (row["text"] for name in _SETS for row in rows_of(given / "gold" / f"{name}.jsonl"))
    known = {run for text in annotated for run in _runs(text)}
    news = ((f"news{row['id']}", row["text"]) for row in rows_of(given / "corpus" / "news.jsonl") if row["id"] not in marked)
    return [(name, text) for name, text in (*news, *_numbered(_of_treebanks(treebanks))) if known.isdisjoint(_runs(text))]


def _numbered(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Name each text by its source and its number within it."""
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
    """Yield the sentences of a file with a word and its tag on each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, sentence in groupby(lines, key=bool):
        if filled:
            yield _BEHIND_BRACKET.sub("(", _BEFORE_MARK.sub(r"\1", " ".join(line.split("\t")[0] for line in sentence)))


def _documents(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the documents of a CoNLL-U file in genres close to news."""
    for document in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        if _GENRES.match(name):
            yield re.split(r"[-_]", name)[0], "\n".join(line.split("=", 1)[1].strip() for line in rest.splitlines() if line.startswith("# text ="))


def examples(named: Sequence[tuple[str, str]], labels: Mapping[Place, Label], *, short: bool) -> Iterator[Example]:
    """Yield the labelled windows, with mentions, kinds and antecedents of the larger network and without annotated relations.

    Args:
        named: names and texts.
        labels: labels of the larger network.
        short: whether to use the short cut.

    Raises:
        ValueError: a text differs from the labelled one.
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
