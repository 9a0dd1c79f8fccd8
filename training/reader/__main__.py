"""Train the network and the verdict, and measure both by cross-validation.

    GRAPHKIT_ENCODER=MINILM python -m training.reader NEWS WORK OUT

NEWS holds the annotated sets in `gold`, `corpus/news.jsonl`, and the treebanks in `treebanks/data`; without the treebanks,
training uses only annotated text. `training/corpus` holds our own prose, the marks of the corpus and the labels of the larger
network. GRAPHKIT_EPOCHS sets the number of epochs. WORK keeps finished networks, so that an interrupted run resumes.
OUT gets the network, the verdict and their scores. Two networks are trained in parallel, each in one thread.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from graphkit.evaluate import Passage as Gold
from graphkit.evaluate import Scores, read_gold
from graphkit.model import Document
from training.reader import unmarked
from training.reader.alone import alone
from training.reader.candidates import Candidate, Judge, documents
from training.reader.folds import FOLDS, folds
from training.reader.judging import (
    FOREMOST_LEAST,
    PRECISE,
    PRECISE_ALONE,
    STRENGTH_ALONE,
    as_alone,
    crossed,
    fitted,
    scored,
    sure,
    threshold,
    write,
)
from training.reader.labels import Label, read
from training.reader.passages import Passage, marked_news, news, own, rows_of
from training.reader.targets import Place

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ALL = FOLDS
SIDE_BY_SIDE = 2


def passages(given: Path, fold: int) -> list[Passage]:
    """Return the training passages of a fold: all except the news in that fold."""
    train = news(given / "gold" / "train.jsonl", CORPUS / "train_marks.jsonl")
    held = folds(train)[fold] if fold < FOLDS else set()
    marked = marked_news(given / "corpus" / "news.jsonl", CORPUS / "marks.jsonl")
    return [*(passage for passage in train if passage.id not in held), *own(CORPUS), *marked]


def labels_of(fold: int) -> dict[Place, Label]:
    """Return the labels of the larger network trained without the fold; empty where there are none."""
    path = CORPUS / "labels" / ("all.npz" if fold == ALL else f"fold{fold}.npz")
    return read(path) if path.exists() else {}


def others_in(given: Path) -> list[tuple[str, str]]:
    """Return the unannotated texts; empty without the treebanks."""
    treebanks = given / "treebanks" / "data"
    return unmarked.texts(given, treebanks, {row["id"] for row in rows_of(CORPUS / "marks.jsonl")}) if treebanks.is_dir() else []


def train_one(given: Path, work: Path, fold: int) -> None:
    """Train and export the network of one fold, or the shipped one for `ALL`."""
    import torch

    from training.reader.export import export
    from training.reader.fit import Plan, cuts, fit
    from training.reader.targets import examples

    torch.set_num_threads(1)
    learned = passages(given, fold)
    labels, others = labels_of(fold), others_in(given)
    long, short = ([*examples(learned, short=cut), *unmarked.examples(others, labels, short=cut)] for cut in (False, True))
    epochs = os.environ.get("GRAPHKIT_EPOCHS")
    reader = fit(cuts(long, short), Plan(epochs=int(epochs)) if epochs else Plan(), lambda line: print(f"fold {fold}: {line}", flush=True), labels)
    export(reader, work / f"{fold}.part", [example.words for example in long])
    (work / f"{fold}.part").rename(work / str(fold))


def train_all(given: Path, work: Path) -> None:
    """Train the missing networks, two in parallel."""
    missing = [fold for fold in (*range(FOLDS), ALL) if not (work / str(fold)).is_dir()]
    running: list[subprocess.Popen[bytes]] = []
    for fold in missing:
        if len(running) == SIDE_BY_SIDE:
            _wait(running.pop(0))
        running.append(subprocess.Popen([sys.executable, "-m", "training.reader", str(given), str(work), "--fold", str(fold)], env=os.environ | {"OMP_NUM_THREADS": "1"}))
    for process in running:
        _wait(process)


def _wait(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        raise SystemExit("a network could not be trained; see above")


@dataclass(frozen=True, slots=True)
class News:
    """Annotated news, and its sentences as separate texts."""

    gold: Sequence[Gold]
    documents: Mapping[str, Document]

    @classmethod
    def of(cls, file: Path) -> News:
        """Read both from a gold set."""
        return cls(read_gold(file), documents(file))

    def part(self, ids: Collection[str]) -> News:
        """Return the passages with these ids."""
        return News([g for g in self.gold if g.id in ids], self.documents)

    @property
    def sentences(self) -> list[tuple[Gold, Document]]:
        """Return the sentences that state a relation."""
        return list(alone(self.gold, self.documents))


def candidates(work: Path, name: str, network: int, texts: News) -> tuple[list[Candidate], list[Candidate]]:
    """Return what a network's reader finds in the texts, and in their sentences alone; cached in WORK."""
    kept = work / f"{name}.candidates"
    if not kept.exists():
        judge = Judge(work / str(network))
        whole = [(passage, texts.documents[passage.id]) for passage in texts.gold]
        kept.write_bytes(pickle.dumps((list(judge.candidates(whole)), list(judge.candidates(texts.sentences)))))
    found: tuple[list[Candidate], list[Candidate]] = pickle.loads(kept.read_bytes())
    return found


def main() -> None:
    """Train, fit the verdict, and print the figures."""
    given, work = Path(sys.argv[1]), Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    if sys.argv[3] == "--fold":
        train_one(given, work, int(sys.argv[4]))
        return
    train_all(given, work)
    file = given / "gold" / "train.jsonl"
    train, valid, parts = News.of(file), News.of(given / "gold" / "valid.jsonl"), folds(news(file))
    read = [candidates(work, f"train{fold}", fold, train.part(held)) for fold, held in enumerate(parts)]
    seen, single = [c for whole, _ in read for c in whole], [c for _, one in read for c in one]
    like_single = as_alone(seen, single)
    weights, sentence_weights = fitted(seen), fitted([*like_single, *single], STRENGTH_ALONE)
    unseen, apart = candidates(work, "valid", ALL, valid)
    share = sure(train.gold, seen, parts, threshold(valid.gold, unseen, weights, PRECISE), PRECISE)
    sentence = threshold([one for one, _ in train.sentences], single, sentence_weights, PRECISE_ALONE)
    _deliver(
        work / str(ALL),
        Path(sys.argv[3]),
        {"weights": weights, "threshold": share, "sentence_weights": sentence_weights, "sentence": sentence, "foremost": FOREMOST_LEAST},
        {
            "train, five folds": crossed(train.gold, seen, (), parts, share),
            "train, five folds, sentences": crossed([one for one, _ in train.sentences], single, like_single, parts, sentence, STRENGTH_ALONE),
            "valid": scored(valid.gold, unseen, share, weights),
            "valid, sentences": scored([one for one, _ in valid.sentences], apart, sentence, sentence_weights),
        },
    )


def _deliver(network: Path, out: Path, verdict: Mapping[str, Any], figures: Mapping[str, Scores]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted(network.iterdir()):
        copyfile(path, out / path.name)
    write(out / "verdict.json", verdict)
    table = {name: _figures(scores) for name, scores in figures.items()}
    (out / "scores.json").write_text(json.dumps({"threshold": verdict["threshold"], **table}, indent=1) + "\n", encoding="utf-8")
    for name, row in table.items():
        print(f"{name:30}", *(f"{key} {value:.3f}" for key, value in row.items()))


def _figures(scores: Scores) -> dict[str, float]:
    typed = scores.levels["typed"]
    return {"typed precision": round(typed.precision, 3), "typed recall": round(typed.recall, 3)} | {f"{level} f1": round(counts.f1, 3) for level, counts in scores.levels.items()}


if __name__ == "__main__":
    main()
