"""Names as they are compared: without accents, case, possessive endings and leading articles."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from graphkit.model import APOSTROPHES, without_marks

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W_]+)*", re.UNICODE)
STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_ARTICLE = re.compile(r"\A[Tt]he\s+")
_OWNING = re.compile(r"['’‘]s?\Z")
# Names of fewer letters are not compared: "John Kerr" is not John Kerry.
_LEAST_LETTERS = 10


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word without accents, dots and case, with straight apostrophes."""
    return without_marks(word.translate(STRAIGHT)).replace(".", "").casefold()


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without possessive ending and leading article."""
    words = [fold(match.group()) for match in WORD.finditer(_OWNING.sub("", name).translate(STRAIGHT))]
    if words and words[0] == "the" and len(words) > 1:
        words = words[1:]
    return tuple(words)


def cuts(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the letters of a long name of a person, also without one of them, each with the first letter and the initials, which do not vary."""
    letters = "".join(words)
    if len(words) < 2 or len(letters) < _LEAST_LETTERS:
        return set()
    fixed = letters[0], *(word for word in words if len(word) == 1)
    return {(*fixed, letters[:i] + letters[i + 1 :]) for i in range(len(letters) + 1)}


def case_fits(alias: str, written: str) -> bool:
    """Whether the capitalisation agrees: "US" is not "us", "West" is not "west"."""
    alias, written = _ARTICLE.sub("", alias), _ARTICLE.sub("", written)
    if alias[:1].islower():
        return True
    capitals = sum(c.isupper() for c in alias)
    if capitals > 1 and sum(c.isalpha() for c in alias) <= 5:
        return sum(c.isupper() for c in written) >= capitals
    return written[:1].isupper() or written[:1].isdigit()
