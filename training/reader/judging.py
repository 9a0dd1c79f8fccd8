"""Fits the verdict: logistic regression over what both voices read of news that neither had seen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from graphkit.assemble.verdict import Verdict
from graphkit.evaluate import Counts, Passage, Scores, score
from training.reader.candidates import Candidate

# How much less recall counts than precision where the default threshold is chosen (F0.5, van Rijsbergen 1979).
BETA = 0.5
STRENGTH = 1.0


def fitted(candidates: Sequence[Candidate], strength: float = STRENGTH) -> dict[str, float]:
    """Weight of each feature.

    Args:
        candidates: with what is right.
        strength: inverse of the regularisation; small holds the weights small.
    """
    table = DictVectorizer(sparse=True)
    shown = table.fit_transform([dict(c.features) for c in candidates])
    model = LogisticRegression(C=strength, max_iter=5000, fit_intercept=False)
    model.fit(shown, [c.right for c in candidates])
    return {name: round(float(weight), 4) for name, weight in zip(table.get_feature_names_out(), model.coef_[0], strict=True)}


def scored(gold: Sequence[Passage], candidates: Sequence[Candidate], share: float, weights: Mapping[str, float]) -> Scores:
    """Scores of what the verdict lets through."""
    verdict = Verdict(weights, share)
    return score(gold, [row for c in candidates if verdict.likely(c.features) >= share for row in c.rows])


def threshold(gold: Sequence[Passage], candidates: Sequence[Candidate], weights: Mapping[str, float], beta: float) -> float:
    """The threshold of the best F score; with a beta under 1, a wrong claim costs more than a missed one."""
    shares = [round(float(share), 2) for share in np.arange(0.2, 0.9, 0.01)]
    return max(shares, key=lambda share: (_weighed(scored(gold, candidates, share, weights).levels["typed"], beta), -share))


def _weighed(counts: Counts, beta: float) -> float:
    both = beta**2 * counts.precision + counts.recall
    return (1 + beta**2) * counts.precision * counts.recall / both if both else 0.0


def crossed(gold: Sequence[Passage], candidates: Sequence[Candidate], others: Sequence[Candidate], folds: Sequence[set[str]], share: float) -> Scores:
    """Scores of the candidates over the folds, each judged by a verdict that has seen nothing of it, fitted on the others too."""
    rows = []
    for fold in folds:
        weights = fitted([c for c in (*candidates, *others) if c.passage.split(".")[0] not in fold])
        rows += [row for c in candidates if c.passage.split(".")[0] in fold and Verdict(weights, share).likely(c.features) >= share for row in c.rows]
    return score(gold, rows)


def write(path: Path, verdict: Mapping[str, Any]) -> None:
    """Write the verdict as graphkit loads it."""
    path.write_text(json.dumps(verdict, indent=1, sort_keys=True) + "\n", encoding="utf-8")
