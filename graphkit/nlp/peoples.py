"""Peoples and religious groups without a state, from `seeds/language/peoples.csv`."""

from __future__ import annotations

import csv
import functools

from graphkit.errors import DataError
from graphkit.nlp.tree import Token
from graphkit.nlp.words import words
from graphkit.resources import seeds_dir


@functools.cache
def peoples() -> frozenset[str]:
    """Return their adjectives, case-folded ("tamil").

    Raises:
        DataError: the file cannot be read.
    """
    path = seeds_dir() / "language" / "peoples.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return frozenset(row["name"].casefold() for row in csv.DictReader(stream))
    except (OSError, KeyError) as error:
        raise DataError(f"{path}: needs the column name ({error})") from error


def is_common_plural(token: Token) -> bool:
    """Whether a word is a plural that names nobody ("protesters"), and no people or members of a party ("Kurds", "Conservatives")."""
    singular = token.lemma.casefold()
    return token.tag == "NNS" and singular not in peoples() and singular not in words("members of parties")
