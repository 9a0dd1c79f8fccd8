"""Synthetic articles in any number, for measuring size only, never quality.

Sentences are generated from patterns, actors and places at random; the same number and seed give
the same articles. They state nothing about the world.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

_ACTORS = ["Turkey", "Egypt", "Qatar", "France", "Russia", "Iran", "Chad", "Peru", "Japan", "the GNA", "Hezbollah", "the Taliban", "NATO", "the United Nations"]
_PLACES = ["the northern valley", "the old port", "the border crossing", "the river delta", "the mining district", "the airfield"]
_DOINGS = [
    "{a} has sent weapons to {b}, officials said.", "{a} condemned {b} over the shelling of {p}.", "{a} and {b} signed an agreement on trade in {p}.",
    "{a} may impose sanctions on {b}, diplomats said.", "{a} denied that it supports {b}.", "The foreign ministers of {a} and {b} met near {p}.",
    "{a} attacked {b} in {p} on Monday.", "{a} urged {b} to leave {p}.",
]
_IDLE = [
    "Shops in {p} opened late, and few people were out.", "Rain fell on {p} for the {n} day in a row.", "Prices of bread rose by {n} per cent, traders in {p} said.",
    "A school in {p} took in {n} pupils who had lost theirs.", "The road to {p} stays closed until repairs are done.", "Doctors in {p} treated {n} patients, most of them children.",
]


def articles(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Yield articles of eight to twelve sentences as rows."""
    for place in range(number):
        dice = random.Random(seed * 1_000_003 + place)
        sentences = [_sentence(dice.choice(_DOINGS if dice.random() < 0.4 else _IDLE), dice) for _ in range(dice.randint(8, 12))]
        day = date(2015, 1, 1) + timedelta(days=dice.randrange(3000))
        yield {"id": f"made-{place}", "text": " ".join(sentences), "date": str(day), "outlet": f"Outlet {dice.randrange(200)}"}


def _sentence(pattern: str, dice: random.Random) -> str:
    one, other = dice.sample(_ACTORS, 2)
    text = pattern.format(a=one, b=other, p=dice.choice(_PLACES), n=dice.randrange(2, 90))
    return text[0].upper() + text[1:]


def write(path: Path, number: int, seed: int = 1) -> Path:
    """Write this many articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in articles(number, seed))
    return path
