"""Trains the pipeline: python -m training.train TREEBANKS OUT [--steps N] [--start MODEL].

TREEBANKS holds the CoNLL-U files that README.md lists; OUT gets the pipeline. With
--start the weights of an earlier pipeline are trained on instead of new ones.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.tokens import DocBin
from spacy.util import load_config

from training import augment
from training.treebank import documents

TRAIN = (("ewt_train", "uner_ewt_train.iob2"), ("gum_nonnc_train", None))
DEV = (("ewt_dev", "uner_ewt_dev.iob2"), ("gum_nonnc_dev", None))
CONFIG = Path(__file__).with_name("config.cfg")


def prepare(treebanks: Path, work: Path) -> None:
    """Write `train.spacy` and `dev.spacy`."""
    vocab = spacy.blank("en").vocab
    for name, parts in (("train", TRAIN), ("dev", DEV)):
        bin_ = DocBin()
        for stem, names in parts:
            for doc in documents(vocab, treebanks / f"{stem}.conllu", treebanks / names if names else None):
                bin_.add(doc)
        bin_.to_disk(work / f"{name}.spacy")


def settings(work: Path, steps: int, start: Path | None) -> Path:
    """The configuration of one run as a file."""
    config = load_config(CONFIG)
    config["paths"] = {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    config["training"]["max_steps"] = steps
    config["training"]["eval_frequency"] = max(1, min(500, steps // 4))
    if start is not None:
        config["components"] = {name: {"source": str(start)} for name in config["nlp"]["pipeline"]}
    path = work / "config.cfg"
    config.to_disk(path)
    return path


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=5500)
    parser.add_argument("--start", type=Path)
    options = parser.parse_args()
    assert augment.create, "importing it registers the augmenter"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        prepare(options.treebanks, work)
        train(settings(work, options.steps, options.start), options.out)


if __name__ == "__main__":
    main()
