"""Fine-tune a finished pipeline: python -m training.tune MODEL TREEBANKS OUT [--work DIR] [--steps N] [--share S].

Runs few steps at a low rate, with names, case and quotes varied, and then averages the weights
before and after, which keeps both old and new knowledge (weight averaging as in Wortsman
et al. 2022, "Robust fine-tuning of zero-shot models"). Entities and lemmas are not changed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.util import load_config

from training import augment
from training.assemble import prune, round_weights
from training.train import CONFIG, prepare

PARTS = ("tok2vec", "tagger", "morphologizer", "parser")
RATE, DROPOUT, SEED = 0.0003, 0.15, 7
VERSION = "0.2.0"


def settings(model: Path, work: Path, steps: int) -> Path:
    """Write the configuration of the run: the recipe's, started from the finished parts at a lower rate."""
    config = load_config(CONFIG)
    config["paths"] = {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    config["components"] = {name: {"source": str(model.resolve())} for name in PARTS}
    config["training"].update({"max_steps": steps, "eval_frequency": max(1, steps // 6), "dropout": DROPOUT, "seed": SEED})
    config["training"]["optimizer"]["learn_rate"].update({"total_steps": steps, "initial_rate": RATE})
    path = work / "tune.cfg"
    config.to_disk(path)
    return path


def average(before: Language, after: Language, share: float) -> None:
    """Move each weight of the sentence parts of `before` a share of the way to `after`.

    Args:
        before: changed in place.
        after: the same parts, with the same shapes.
        share: 0 leaves `before` unchanged, 1 makes it equal to `after`.
    """
    seen: set[int] = set()
    for name in PARTS:
        for mine, other in zip(before.get_pipe(name).model.walk(), after.get_pipe(name).model.walk(), strict=True):
            # Layers shared by several parts are visited several times.
            if mine.id in seen:
                continue
            seen.add(mine.id)
            for weights in mine.param_names:
                if mine.has_param(weights):
                    mine.set_param(weights, (1 - share) * mine.get_param(weights) + share * other.get_param(weights))


def main() -> None:
    """Parse the command line, train and average."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, help="folder for what is in between; kept")
    parser.add_argument("--steps", type=int, default=2400)
    parser.add_argument("--share", type=float, default=0.5)
    options = parser.parse_args()
    assert augment.create, "importing it registers the augmenter"
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.work or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        prepare(options.treebanks, work)
        train(settings(options.model, work, options.steps), work / "tuned")
        tuned, after = spacy.load(options.model), spacy.load(work / "tuned" / "model-best")
        average(tuned, after, options.share)
        tuned.meta["version"] = VERSION
        round_weights(tuned)
        shutil.rmtree(options.out, ignore_errors=True)
        tuned.to_disk(options.out)
        prune(tuned, options.out / "vocab" / "strings.json")


if __name__ == "__main__":
    main()
