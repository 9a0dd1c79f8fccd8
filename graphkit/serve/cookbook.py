"""The queries of the SPARQL cookbook: written once, in the documentation, and offered beside the editor."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.resources import cookbook_page

_PART = re.compile(r"^## (.+)$", re.MULTILINE)
# A heading with its number, words on it, and the first block of SPARQL below.
_RECIPE = re.compile(r"^### (?P<number>\d+)\. (?P<title>[^\n]+)\n(?P<note>(?:(?!#|```)[^\n]*\n)*)```sparql\n(?P<sparql>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recipe:
    """One query of the cookbook: its number there, its question, a note on it, its SPARQL."""

    number: str
    title: str
    note: str
    sparql: str


@functools.cache
def cookbook() -> Mapping[str, tuple[Recipe, ...]]:
    """The recipes of each part of the page, in its order; nothing where the page is not there."""
    try:
        text = cookbook_page().read_text(encoding="utf-8")
    except OSError:
        return {}
    _, *pieces = _PART.split(text)
    found = {title.strip(): tuple(map(_recipe, _RECIPE.finditer(piece))) for title, piece in zip(pieces[::2], pieces[1::2], strict=True)}
    return {title: recipes for title, recipes in found.items() if recipes}


def recipe(number: str) -> Recipe | None:
    """The recipe of a number; None where there is none."""
    return next((one for recipes in cookbook().values() for one in recipes if one.number == number), None)


def _recipe(match: re.Match[str]) -> Recipe:
    # The site shows its own text, not Markdown.
    return Recipe(match["number"], match["title"].strip(), " ".join(match["note"].replace("`", "").split()), match["sparql"].strip())
