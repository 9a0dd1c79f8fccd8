"""Fit the regressions that choose the actor of a pronoun or description, on marked news.

    python -m training.reader.choosing NEWS [OUT]

NEWS holds `corpus/news.jsonl`; the marks are in `training/corpus/marks.jsonl`. Writes the weights (default
`graphkit/weights/reader/choices.json`). With `--half`, fits on one half of the passages only, so that
`training.reader.linking --half` measures on the other.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from graphkit.extract.base import Setup
from graphkit.extract.learned.hybrid import HybridExtractor
from graphkit.model import Actor, Document, Mention
from graphkit.resolve.article import Article
from graphkit.resolve.choice import Candidate, sort_of
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.offices import load_offices
from training.reader.linking import MARKS, called, half_of, nearest
from training.reader.passages import rows_of

OUT = Path(__file__).resolve().parents[2] / "graphkit" / "weights" / "reader" / "choices.json"
# Weight of mentions that are not marked, whose actor is nobody, against marked ones.
UNMARKED = 0.5


class Shown(NamedTuple):
    """A candidate: its features, whether it is meant, and its weight."""

    features: Mapping[str, float]
    right: bool
    weight: float


class Observed(Article):
    """Resolves an article by the rules alone, and records what there was to choose from."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.choices: dict[int, list[Candidate]] = {}

    def _weighed(self, mention: Mention, ruled: Actor | None) -> Actor | None:
        if (sort := sort_of(mention)) is not None and not self._is_sure(mention, ruled):
            self.choices[mention.index] = self._candidates(mention, sort, ruled)
        return ruled


def main() -> None:
    """Read the marked news, fit a regression for each sort of word and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    parser.add_argument("--half", action="store_true")
    given = parser.parse_args()
    news = {row["id"]: row["text"] for row in rows_of(given.news / "corpus" / "news.jsonl")}
    gazetteer, offices = load_gazetteer(), load_offices()
    extractor = HybridExtractor.of(Setup(gazetteer))
    shown: dict[str, list[Shown]] = defaultdict(list)
    for row in rows_of(MARKS):
        if given.half and half_of(row["id"]) == 1:
            continue
        document = Document(row["id"], news[row["id"]])
        reading = extractor.extract(document)
        article = Observed(gazetteer, offices, document, reading)
        meant = actors_meant(row, reading.mentions, article.resolve().actors)
        for index, candidates in article.choices.items():
            shown[str(sort_of(reading.mentions[index]))] += judged(candidates, meant.get(index), marked=index in meant)
    given.out.write_text(json.dumps({sort: fitted(several) for sort, several in sorted(shown.items())}, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def actors_meant(row: Mapping[str, Any], mentions: tuple[Mention, ...], resolved: Mapping[int, Actor]) -> dict[int, str | None]:
    """Return the id of the actor of each marked mention, by index; None if the passage never names it."""
    found = [(key, mention) for start, end, key in row["mentions"] if (mention := nearest(mentions, start, end)) is not None]
    named = called(found, resolved)
    return {mention.index: named.get(key) for key, mention in found}


def judged(candidates: Iterable[Candidate], meant: str | None, *, marked: bool) -> Iterator[Shown]:
    """Yield the candidates of a mention with whether they are meant."""
    return (Shown(features, actor.id == meant, 1.0 if marked else UNMARKED) for actor, features in candidates)


def fitted(shown: list[Shown]) -> dict[str, float]:
    """Return the weight of each feature."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer(sparse=True)
    features = table.fit_transform([dict(each.features) for each in shown])
    model = LogisticRegression(max_iter=5000, fit_intercept=False)
    model.fit(features, [each.right for each in shown], [each.weight for each in shown])
    return {name: round(float(weight), 4) for name, weight in zip(table.get_feature_names_out(), model.coef_[0], strict=True)}


if __name__ == "__main__":
    main()
