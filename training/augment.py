"""Augment training documents: swap in names from our own lists, vary case and quotes as newspapers do.

A small parser memorises the names of its treebank and fails on others; swapping in names of
states, people and groups teaches it that all names behave alike.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from graphkit.resources import seeds_dir

_FILES = {"PERSON": ("people",), "ORG": ("organizations", "armed_groups"), "LOC": ("states", "places")}


def listed_names() -> dict[str, list[list[str]]]:
    """Return the names in the actors files by kind, as lists of words: at most four words, no brackets."""
    found: dict[str, list[list[str]]] = {}
    for kind, files in _FILES.items():
        found[kind] = []
        for name in files:
            with (seeds_dir() / "actors" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    for alias in (row["name"], *row["aliases"].split(";")):
                        words = alias.replace("-", " - ").replace("'s", " 's").split()
                        if words and len(words) <= 4 and "(" not in alias:
                            found[kind].append(words)
    return found


@spacy.registry.augmenters("graphkit.names.v1")
def create(share: float = 0.5, seed: int = 1) -> Callable[[Any, Example], Iterator[Example]]:
    """Return an augmenter that yields each document unchanged, and a share of them again with other names, case or quotes."""
    names, dice = listed_names(), random.Random(seed)

    def augment(nlp: Any, example: Example) -> Iterator[Example]:
        yield example
        if dice.random() < share:
            yield _swapped(nlp, example, names, dice)
        if dice.random() < share / 12:
            yield _recased(nlp, example, dice)

    return augment


def _swapped(nlp: Any, example: Example, names: dict[str, list[list[str]]], dice: random.Random) -> Example:
    """Replace each name with a listed one of the same number of words, so that the tree stays valid."""
    given = example.to_dict()
    words = list(given["token_annotation"]["ORTH"])
    for span in example.reference.ents:
        fitting = [w for w in names.get(span.label_, ()) if len(w) == len(span)]
        if fitting and dice.random() < 0.8:
            words[span.start : span.end] = dice.choice(fitting)
    return _remade(nlp, given, words)


def _recased(nlp: Any, example: Example, dice: random.Random) -> Example:
    given = example.to_dict()
    words = given["token_annotation"]["ORTH"]
    change = dice.choice((str.upper, str.title))
    return _remade(nlp, given, [change(word) if word.isalpha() else word for word in words])


def _remade(nlp: Any, given: dict[str, Any], words: list[str]) -> Example:
    given["token_annotation"]["ORTH"] = words
    doc = Doc(nlp.vocab, words=words, spaces=given["token_annotation"]["SPACY"])
    return Example.from_dict(doc, given)
