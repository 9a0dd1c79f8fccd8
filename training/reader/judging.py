"""Fit the verdict: logistic regression over the readings of frames and network on news that the network was not trained on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from graphkit.assemble.verdict import Verdict
from graphkit.evaluate import Passage, Scores, score
from training.reader.candidates import Candidate

# Required precision at the default threshold: of articles, and of single sentences. The best readings of single
# sentences come on top of these, so that half of all claims of a sentence are right.
PRECISE, PRECISE_ALONE = 0.72, 0.68
# Step of the threshold search.
STEP = 0.002
# Lowest probability of the best readings of a single sentence: between .1 and .15 F1 over the folds hardly changes.
FOREMOST_LEAST = 0.1
# Inverse regularisation of the verdicts on articles and on sentences. Articles: F1 over the folds at equal precision is .353 at 1, .355 to .36 from 1.5 to 5.
STRENGTH, STRENGTH_ALONE = 1.5, 1.0


def fitted(candidates: Sequence[Candidate], strength: float = STRENGTH) -> dict[str, float]:
    """Return the weight of each feature.

    Args:
        candidates: candidates, each with whether it is right.
        strength: inverse regularisation strength; smaller values keep the weights smaller.
    """
    table = DictVectorizer(sparse=True)
    shown = table.fit_transform([dict(c.features) for c in candidates])
    model = LogisticRegression(C=strength, max_iter=5000, fit_intercept=False)
    model.fit(shown, [c.right for c in candidates])
    return {name: round(float(weight), 4) for name, weight in zip(table.get_feature_names_out(), model.coef_[0], strict=True)}


def as_alone(candidates: Sequence[Candidate], alone: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates of articles with only the features that single sentences also have."""
    shown = {name for candidate in alone for name in candidate.features}
    return [replace(c, features={name: value for name, value in c.features.items() if name in shown}) for c in candidates]


def scored(gold: Sequence[Passage], candidates: Sequence[Candidate], share: float, weights: Mapping[str, float]) -> Scores:
    """Return the scores of the candidates that the verdict accepts."""
    verdict = Verdict(weights, share, weights, share)
    return score(gold, [row for c in candidates if verdict.likely(c.features) >= share for row in c.rows])


def threshold(gold: Sequence[Passage], candidates: Sequence[Candidate], weights: Mapping[str, float], precise: float) -> float:
    """Return the threshold with the best F1 among those that reach the precision, or the most precise one if none does."""
    shares = [round(float(share), 3) for share in np.arange(0.15, 0.9, STEP)]
    reached = {share: scored(gold, candidates, share, weights).levels["typed"] for share in shares}
    enough = [share for share in shares if reached[share].precision >= precise]
    return max(enough, key=lambda share: (reached[share].f1, share)) if enough else max(shares, key=lambda share: reached[share].precision)


def sure(gold: Sequence[Passage], candidates: Sequence[Candidate], folds: Sequence[set[str]], share: float, precise: float) -> float:
    """Return the threshold, raised until the precision is also reached over the folds; unchanged if no threshold reaches it."""
    shares = [round(float(higher), 3) for higher in np.arange(share, 0.9, STEP)]
    return next((higher for higher in shares if crossed(gold, candidates, (), folds, higher).levels["typed"].precision >= precise), share)


def crossed(
    gold: Sequence[Passage], candidates: Sequence[Candidate], others: Sequence[Candidate], folds: Sequence[set[str]], share: float, strength: float = STRENGTH
) -> Scores:
    """Return the cross-validated scores of the candidates: each fold is judged by a verdict fitted on the other folds and on `others`."""
    rows = []
    for fold in folds:
        weights = fitted([c for c in (*candidates, *others) if c.passage.split(".")[0] not in fold], strength)
        rows += [row for c in candidates if c.passage.split(".")[0] in fold and Verdict(weights, share, weights, share).likely(c.features) >= share for row in c.rows]
    return score(gold, rows)


def write(path: Path, verdict: Mapping[str, Any]) -> None:
    """Write the verdict in the form that graphkit loads."""
    path.write_text(json.dumps(verdict, indent=1, sort_keys=True) + "\n", encoding="utf-8")
