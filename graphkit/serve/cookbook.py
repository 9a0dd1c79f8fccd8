"""Reads the queries of the SPARQL cookbook from the documentation, to offer them in the editor."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.resources import cookbook_page

_PART = re.compile(r"^## (.+)$", re.MULTILINE)
# A numbered heading, the note below it, and the first SPARQL block.
_RECIPE = re.compile(r"^### (?P<number>\d+)\. (?P<title>[^\n]+)\n(?P<note>(?:(?!#|```)[^\n]*\n)*)```sparql\n(?P<sparql>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recipe:
    """One query of the cookbook: number, title, note and SPARQL."""

    number: str
    title: str
    note: str
    sparql: str


@functools.cache
def cookbook() -> Mapping[str, tuple[Recipe, ...]]:
    """Return the recipes of each section in order; empty if the page is not installed."""
    try:
        text = cookbook_page().read_text(encoding="utf-8")
    except OSError:
        return {}
    _, *pieces = _PART.split(text)
    found = {title.strip(): tuple(map(_recipe, _RECIPE.finditer(piece))) for title, piece in zip(pieces[::2], pieces[1::2], strict=True)}
    return {title: recipes for title, recipes in found.items() if recipes}


def recipe(number: str) -> Recipe | None:
    """Return the recipe with a number; None if there is none."""
    return next((one for recipes in cookbook().values() for one in recipes if one.number == number), None)


def _recipe(match: re.Match[str]) -> Recipe:
    # The site shows plain text, not Markdown.
    return Recipe(match["number"], match["title"].strip(), " ".join(match["note"].replace("`", "").split()), match["sparql"].strip())
