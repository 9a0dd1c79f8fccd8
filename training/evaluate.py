"""Score a pipeline on test treebanks: python -m training.evaluate MODEL TREEBANKS."""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.training import Example

from training.treebank import documents

TESTS = (("ewt_test", "uner_ewt_test.iob2"), ("gum_nonnc_test", None), ("pud_test", "uner_pud_test.iob2"))


def main() -> None:
    """Print one line for each treebank, parsed from raw text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("treebanks", type=Path)
    options = parser.parse_args()
    nlp = spacy.load(options.model)
    for stem, names in TESTS:
        path = options.treebanks / f"{stem}.conllu"
        gold = list(documents(nlp.vocab, path, options.treebanks / names if names else None))
        scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
        figures = {k: scores.get(k) or 0.0 for k in ("pos_acc", "dep_uas", "dep_las", "sents_f", "ents_f")}
        print(f"{stem:16}", "  ".join(f"{name} {100 * value:5.1f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
