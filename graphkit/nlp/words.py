"""Short word lists for rules: `seeds/language/words.csv`, one list per row."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping

from graphkit.errors import DataError
from graphkit.resources import seeds_dir


@functools.cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a list.

    Raises:
        DataError: the file cannot be read, or has no such list.
    """
    try:
        return _lists()[name]
    except KeyError:
        raise DataError(f"{seeds_dir() / 'language' / 'words.csv'}: no list {name!r}") from None


def alternatives(name: str) -> str:
    """Return the words of a list as one group of a regular expression.

    Raises:
        DataError: the file cannot be read, or has no such list.
    """
    return f"(?:{'|'.join(re.escape(word) for word in words(name))})"


@functools.cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    path = seeds_dir() / "language" / "words.csv"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {row["list"]: tuple(row["words"].split(";")) for row in csv.DictReader(stream)}
    except (OSError, KeyError) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
