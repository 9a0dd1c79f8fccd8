"""Replace names in training windows, so that the network learns what is said about two actors and not who they usually are.

Words are replaced one for one, so that all offsets stay valid; within a window the same word always gets the same replacement.
"""

from __future__ import annotations

import csv
import functools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.extract.lexicon import TITLE_QUALIFIERS, load_lexicon
from graphkit.nlp.encoder.features import KINDS
from graphkit.nlp.encoder.windows import Word
from graphkit.resources import seeds_dir
from training.reader.targets import Example

# Share of the names that are replaced in a renamed window.
CHANGED = 0.8


def renamed(example: Example, dice: random.Random) -> Example:
    """Return the window with other names of countries, persons, places and initials."""
    mapping: dict[str, str] = {}
    for mention, kind in zip(example.mentions, example.kinds, strict=True):
        words = [word.text for word in example.words[mention.start : mention.end]]
        match KINDS[kind] if kind >= 0 else "":
            case "country" | "government":
                _add_country(words, mapping, dice)
            case "person":
                _add_person(words, mapping, dice)
            case "place":
                _add(words, _places(), mapping, dice)
            case _:
                _add([word for word in words if word.isupper() and len(word) > 2], _initials(), mapping, dice)
    return replace(example, words=[_other(word, mapping) for word in example.words])


def _other(word: Word, mapping: Mapping[str, str]) -> Word:
    other = mapping.get(word.text, word.text)
    return word if other == word.text else replace(word, text=other)


def _add_country(words: Sequence[str], mapping: dict[str, str], dice: random.Random) -> None:
    own = next((row for word in words if (row := _states()[1].get(word)) is not None), None)
    if own is None or any(form in mapping for form in own.values()):
        return
    other = dice.choice(_states()[0]) if dice.random() < CHANGED else own
    mapping.update((form, other[role]) for role, form in own.items() if role in other)


def _add_person(words: Sequence[str], mapping: dict[str, str], dice: random.Random) -> None:
    named = [word for word in words if _is_name(word) and word.lower() not in _beside_names() and word not in _states()[1]]
    _add(named[:-1], _people()[0], mapping, dice)
    _add(named[-1:], _people()[1], mapping, dice)


def _add(words: Sequence[str], pool: Sequence[str], mapping: dict[str, str], dice: random.Random) -> None:
    for word in words:
        if word not in mapping and word[0].isupper() and word not in _states()[1]:
            mapping[word] = dice.choice(pool) if dice.random() < CHANGED else word


def _is_name(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and word[1:].islower()


def _rows(name: str) -> list[dict[str, str]]:
    with (seeds_dir() / "actors" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@functools.cache
def _states() -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """Return states with single-word forms, by role; and the same by each of their forms."""
    rows = []
    for row in _rows("states"):
        adjectives = [form for form in row["adjectives"].split(";") if form.isalpha()]
        forms = {"name": row["name"], "adjective": adjectives[0] if adjectives else "", "people": next((f for f in adjectives if f.endswith("s")), ""), "seat": row["seats"].split(";")[0]}
        if row["name"].isalpha() and adjectives:
            rows.append({role: form for role, form in forms.items() if form.isalpha()})
    return rows, {form: row for row in rows for form in row.values()}


@functools.cache
def _beside_names() -> frozenset[str]:
    """Return words next to a person's name in a mention: titles, posts, words for their tenure, and the article."""
    return load_lexicon().title_words | {"the", "former", *TITLE_QUALIFIERS}


@functools.cache
def _people() -> tuple[list[str], list[str]]:
    """Return first and last words of names of persons."""
    names = [row["name"].split() for row in _rows("people")]
    return sorted({name[0] for name in names if _is_name(name[0])}), sorted({name[-1] for name in names if len(name) > 1 and _is_name(name[-1])})


@functools.cache
def _places() -> list[str]:
    return sorted({row["name"] for row in _rows("places") if _is_name(row["name"])})


@functools.cache
def _initials() -> list[str]:
    listed = (alias for name in ("organizations", "armed_groups") for row in _rows(name) for alias in (row["name"], *row["aliases"].split(";")))
    return sorted({alias for alias in listed if alias.isupper() and alias.isalpha() and 2 < len(alias) < 7})
