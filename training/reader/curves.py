"""Learning curves: scores on unseen news of networks trained on a quarter, half, three quarters and all of our own prose.

    GRAPHKIT_ENCODER=MINILM python -m training.reader.curves NEWS WORK OUT

Each network is trained on the annotated news except the first fold, and on its share of our own prose, without the marks of
the corpus. It is scored on that fold and on `gold/valid.jsonl`, with the shipped verdict. OUT,
`graphkit/weights/reader/curves.json`, gets the scores, overall and for each family. WORK keeps finished networks; one network
is trained at a time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphkit.assemble.verdict import load_verdict
from graphkit.evaluate import score
from training.reader.__main__ import CORPUS, News, candidates
from training.reader.folds import folds
from training.reader.passages import Passage, news, own

# Percent of our own prose.
SHARES = (25, 50, 75, 100)
# Lowest probability counted: below that of a plain edge, but printed with `--min-confidence 0.3`.
LEAST = 0.3


# Small batches, since there are no labels: they learn as much in fewer epochs.
EPOCHS = 5


def part(passages: Sequence[Passage], share: int) -> list[Passage]:
    """Return a percentage of the passages, spread over all files; a larger share includes every smaller one."""
    order = {place: rank for rank, place in enumerate((0, 2, 1, 3))}
    return [passage for place, passage in enumerate(passages) if order[place % 4] < share * 4 // 100]


def train(given: Path, work: Path, share: int) -> None:
    """Train and export the network of one share, unless it is finished."""
    import torch

    from training.reader.export import export
    from training.reader.fit import Plan, cuts, fit
    from training.reader.targets import examples

    if (work / str(share)).is_dir():
        return
    torch.set_num_threads(1)
    annotated = news(given / "gold" / "train.jsonl", CORPUS / "train_marks.jsonl")
    seen = [passage for passage in annotated if passage.id not in folds(annotated)[0]]
    learned = [*seen, *part(own(CORPUS), share)]
    reader = fit(cuts(examples(learned), examples(learned, short=True)), Plan(epochs=EPOCHS, size=4, rate=1e-4, seed=1), lambda line: print(f"{share} %: {line}", flush=True))
    export(reader, work / f"{share}.part", [example.words for example in examples(learned)])
    (work / f"{share}.part").rename(work / str(share))


def figures(work: Path, share: int, unseen: News) -> dict[str, Any]:
    """Return the scores of a network on unseen news, and the F1 of each family."""
    verdict = load_verdict()
    found, _ = candidates(work, f"unseen{share}", share, News(unseen.gold, unseen.documents))
    scores = score(unseen.gold, [row for c in found if verdict.likely(c.features) >= LEAST for row in c.rows])
    typed = scores.levels["typed"]
    rounded = {"f1": round(typed.f1, 3), "precision": round(typed.precision, 3), "recall": round(typed.recall, 3)}
    return rounded | {"families": {name: [round(counts.f1, 3), counts.gold] for name, counts in sorted(scores.families.items())}}


def main() -> None:
    """Train the missing networks, measure, write and print."""
    given, work, out = map(Path, sys.argv[1:4])
    work.mkdir(parents=True, exist_ok=True)
    file = given / "gold" / "train.jsonl"
    train_news, valid = News.of(file), News.of(given / "gold" / "valid.jsonl")
    held = train_news.part(folds(news(file))[0])
    unseen = News([*held.gold, *valid.gold], {**held.documents, **valid.documents})
    curves: dict[str, Any] = {}
    for share in SHARES:
        train(given, work, share)
        curves[str(share)] = figures(work, share, unseen)
        out.write_text(json.dumps({"passages": len(unseen.gold), "least": LEAST, "shares": curves}, indent=1) + "\n", encoding="utf-8")
        print(share, curves[str(share)], flush=True)


if __name__ == "__main__":
    main()
