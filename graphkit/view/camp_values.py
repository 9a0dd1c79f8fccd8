"""What `assets/divide.js` needs to find the camps of a period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphkit.analyze.parties import short_name
from graphkit.analyze.signed import BINDING, FIGHTING, backs
from graphkit.model import Actor, Article, Claim
from graphkit.ontology import load_vocabulary
from graphkit.query import family_words
from graphkit.standing import endings_of
from graphkit.view.text import clean_text


def camp_values(actors: Sequence[Actor]) -> dict[str, Any]:
    """Return the order of actors by id, their short names, the pairs of a part and its whole, the families that bind and the relations that back."""
    number = {actor.id: place for place, actor in enumerate(actors)}
    return {
        "order": [number[id_] for id_ in sorted(number)],
        "short": {str(number[actor.id]): clean_text(short_name(actor)) for actor in actors if short_name(actor) != actor.name},
        "parts": [[number[actor.id], number[whole.id]] for actor in actors for whole in actor.wholes if whole.id in number],
        "binding": sorted(map(family_words, BINDING)),
        "backing": [name for name in load_vocabulary().relations if backs(name)],
        "fighting": family_words(FIGHTING),
    }


def enders(claims: Sequence[Claim], article: Callable[[str], Article]) -> Mapping[str, list[int]]:
    """Return, for each claim that others say has ended, the numbers of these."""
    endings, number = endings_of(claims, lambda claim: article(claim.article).published), {claim.id: place for place, claim in enumerate(claims)}
    found = {claim.id: sorted(number[id_] for id_ in endings.ids_of(claim, article(claim.article).published)) for claim in claims}
    return {id_: numbers for id_, numbers in found.items() if numbers}
