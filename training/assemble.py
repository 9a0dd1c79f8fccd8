"""Assemble the trained parts (sentence parts, names, lemma tables) into one small pipeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from thinc.api import Model

# Mantissa bits to keep, as many as half precision has: the compressed weights are half the size.
MANTISSA = 10
_META = {
    "name": "ud_news_sm",
    "license": "CC BY-SA 4.0",
    "description": "Small English UD pipeline from UD EWT, open parts of UD GUM, UNER EWT, CrossNER, open parts of re3d",
    "author": "",
    "email": "",
    "url": "",
}


def assemble(parse: Path, names: Path, lemmas: Lookups, out: Path, version: str) -> None:
    """Write the pipeline to `out`, replacing an existing one."""
    nlp, recogniser = spacy.load(parse), spacy.load(names)
    recogniser.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=recogniser)
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}).initialize(list, nlp=nlp, lookups=lemmas)
    nlp.meta.update({**_META, "version": version, "performance": {}})
    round_weights(nlp)
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    prune(nlp, out / "vocab" / "strings.json")


def round_weights(nlp: Language) -> None:
    """Round every weight, visiting layers shared by several parts only once."""
    seen: set[int] = set()
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if node.id not in seen:
                seen.add(node.id)
                for name in node.param_names:
                    if node.has_param(name):
                        node.set_param(name, rounded(node.get_param(name)))


def rounded(weights: Any) -> Any:
    """Round 32-bit floats of any shape to the nearest value with `MANTISSA` bits."""
    cut = 23 - MANTISSA
    bits = np.ascontiguousarray(weights, dtype="float32").view("uint32")
    return ((bits + np.uint32(1 << (cut - 1))) & np.uint32(~((1 << cut) - 1) & 0xFFFFFFFF)).view("float32")


def prune(nlp: Language, path: Path) -> None:
    """Keep only the strings that labels need; the others reveal only the training text."""
    keep = set(spacy.blank("en").vocab.strings)
    for _, part in nlp.pipeline:
        for label in map(str, getattr(part, "labels", None) or ()):
            features = label.split("|")
            keep |= {label, *features, "|".join(f for f in features if not f.startswith("POS="))}
    strings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([s for s in strings if s in keep], ensure_ascii=False), encoding="utf-8")
