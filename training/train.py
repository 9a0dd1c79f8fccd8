"""Train the whole pipeline: python -m training.train TREEBANKS OUT [--work DIR] [--steps N] [--name-steps N].

TREEBANKS holds the files that README.md lists; OUT gets the finished pipeline. Stages
already finished in the work folder are skipped.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import load_config
from thinc.api import Config

from training import augment, names
from training.assemble import assemble
from training.lemmas import tables
from training.treebank import documents

TRAIN = (("ewt_train", "uner_ewt_train.iob2"), ("gum_nonnc_train", None))
DEV = (("ewt_dev", "uner_ewt_dev.iob2"), ("gum_nonnc_dev", None))
CONFIG, NAMES = (Path(__file__).with_name(name) for name in ("config.cfg", "names.cfg"))
VERSION = "0.2.0"


def prepare(treebanks: Path, work: Path) -> None:
    """Write `train.spacy` and `dev.spacy` with trees and names, and `named.spacy`, which also has texts with names only."""
    nlp = spacy.blank("en")
    for name, parts in (("train", TRAIN), ("dev", DEV)):
        DocBin(docs=_trees(nlp, treebanks, parts)).to_disk(work / f"{name}.spacy")
    further = [
        *names.crossner(nlp, treebanks / "extra_ner/crossner"),
        *names.re3d(nlp, treebanks / "extra_ner/re3d"),
    ]
    DocBin(docs=[*_trees(nlp, treebanks, TRAIN), *further]).to_disk(work / "named.spacy")


def _trees(nlp: Language, treebanks: Path, parts: tuple[tuple[str, str | None], ...]) -> Iterator[Doc]:
    for stem, listed in parts:
        for doc in documents(nlp.vocab, treebanks / f"{stem}.conllu", treebanks / listed if listed else None):
            yield names.with_peoples(doc)


def settings(work: Path, stage: str, steps: int) -> Path:
    """Write the configuration of a stage, `parse` or `names`, and return its path."""
    config = load_config(CONFIG)
    config["paths"] = {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    if stage == "names":
        config["components"] = {"tok2vec": {"source": str(work / "parse" / "model-last")}}
        config["training"].pop("score_weights")
        config = Config(config).merge(Config().from_disk(NAMES, interpolate=False))
        config["paths"]["train"] = str(work / "named.spacy")
    config["training"]["max_steps"] = steps
    config["training"]["optimizer"]["learn_rate"]["total_steps"] = steps
    config["training"]["eval_frequency"] = max(1, min(1000, steps // 4))
    path = work / f"{stage}.cfg"
    config.to_disk(path)
    return path


def run(work: Path, stage: str, steps: int) -> Path:
    """Train a stage unless it is finished, and return the folder of its pipeline."""
    done = work / stage / "model-last"
    if not done.exists():
        train(settings(work, stage, steps), work / stage)
    return done


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--work", type=Path, help="folder for what is in between; kept")
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--name-steps", type=int, default=5000)
    options = parser.parse_args()
    assert augment.create, "importing it registers the augmenter"
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.work or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        prepare(options.treebanks, work)
        parsed, named = (run(work, "parse", options.steps), run(work, "names", options.name_steps))
        lemmas = tables(
            options.treebanks / "lookups", [options.treebanks / f"{stem}.conllu" for stem, _ in TRAIN]
        )
        assemble(parsed, named, lemmas, options.out, VERSION)


if __name__ == "__main__":
    main()
