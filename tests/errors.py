"""Causes of missed relations, and calibration of the confidence: python -m tests.errors.

For each gold relation that was missed, the first step that failed:

    actor     one of the two actors was never recognised in the article
    sentence  both were, but no sentence holds both (coreference, or a fact spread over several)
    trigger   a sentence holds both, but no word in it evokes a frame of the relation
    syntax    ... a word does, but the tree did not connect it to both
    label     the two were connected, by another relation

Then, for each range of confidence, the share of claims that are right.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from graphkit.export import record_rows
from graphkit.model import Actor, Document, Reading
from graphkit.ontology import load_vocabulary
from graphkit.pipeline import Pipeline
from tests.quality import gold_folder

CAUSES = ("actor", "sentence", "trigger", "syntax", "label")
EDGES = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 1.01)


def scorer() -> ModuleType:
    """Load the scoring tool as a module."""
    spec = importlib.util.spec_from_file_location("score", gold_folder() / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Article:
    """One gold passage as read: the actors in each sentence, and the claims."""

    def __init__(self, pipeline: Pipeline, passage: dict[str, Any], fold: Any) -> None:
        """Read the passage with the parts of the pipeline."""
        document = Document(str(passage["id"]), passage["text"])
        self.rows = record_rows(pipeline.read(document))
        self._pipeline, self._fold = pipeline, fold
        self._reading: Reading = pipeline._extractors[0].extract(document)
        self._actors: dict[int, Actor] = pipeline._linker.resolve(document, self._reading).actors
        self._forms = {
            fold(actor["name"]): {fold(name) for name in (actor["name"], *actor.get("aliases", []))}
            for actor in passage["actors"]
        }
        self._sentences = [
            {t.lemma for t in s.tokens} for s in pipeline._extractors[0]._parser.parse(document.text)
        ]

    def cause(self, key: tuple[str, str, str]) -> str:
        """Return the first step that failed for a gold row."""
        subject, relation, object_ = key
        first, second = self._where(subject), self._where(object_)
        if not first or not second:
            return "actor"
        both = first & second
        if not both:
            return "sentence"
        if any({self._named(r["subject"]), self._named(r["object"])} == {subject, object_} for r in self.rows):
            return "label"
        triggers = _triggers(self._pipeline, relation)
        told = any(triggers & self._sentences[i] for i in both if i < len(self._sentences))
        return "syntax" if told else "trigger"

    def _where(self, name: str) -> set[int]:
        forms = self._forms.get(name, {name})
        return {
            m.sentence
            for m in self._reading.mentions
            if self._fold(m.text) in forms
            or (m.index in self._actors and self._fold(self._actors[m.index].name) in forms)
        }

    def _named(self, name: str) -> str:
        folded = self._fold(name)
        return next((canonical for canonical, forms in self._forms.items() if folded in forms), folded)


def _triggers(pipeline: Pipeline, relation: str) -> set[str]:
    vocabulary = load_vocabulary()
    frames = pipeline._extractors[0]._lexicon.frames
    return {
        lemma for (_, lemma), rows in frames.items() if any(vocabulary.family(f.predicate) == relation for f in rows)
    }


def split(pipeline: Pipeline, name: str) -> tuple[Counter[str], list[tuple[float, bool]]]:
    """Return causes of the misses in one gold set, and (confidence, right) of each claim."""
    tool, path = scorer(), gold_folder() / "gold" / f"{name}.jsonl"
    passages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = {str(p["id"]): Article(pipeline, p, tool.fold) for p in passages}
    rows = [row for article in articles.values() for row in article.rows]
    _, _, misses, _ = tool.score(passages, rows)
    causes = Counter(articles[str(document)].cause(key) for document, key, _ in misses)
    return causes, list(_judged(tool, passages, rows))


def _judged(tool: ModuleType, passages: list[Any], rows: list[dict[str, Any]]) -> Iterator[tuple[float, bool]]:
    for row in rows:
        own = [p for p in passages if str(p["id"]) == row["document"]]
        _, _, _, extras = tool.score(own, [row])
        yield row["confidence"], not extras


def main() -> None:
    """Print both tables."""
    pipeline = Pipeline(extractor="dependency")
    judged: list[tuple[float, bool]] = []
    for name in ("seeds", "dev", "train", "valid"):
        causes, found = split(pipeline, name)
        judged += found
        print(f"{name:8} misses  " + "  ".join(f"{cause} {causes[cause]}" for cause in CAUSES))
    print("\nconfidence      claims  right")
    for low, high in itertools.pairwise(EDGES):
        inside = [right for confidence, right in judged if low <= confidence < high]
        if inside:
            print(f"{low:.2f} to {min(high, 1):.2f}    {len(inside):6}  {sum(inside) / len(inside):.2f}")


if __name__ == "__main__":
    main()
