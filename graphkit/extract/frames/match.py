"""A matched frame."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.extract.lexicon import Frame
from graphkit.nlp import Token

# After a match of these the search continues: "captured" applies to a person or a place, and whoever fought alongside one
# party fought against another.
CONFLICT_PREDICATES = ("opposes", "fights")
NON_EXCLUSIVE_PREDICATES = ("opposes", "controlsTerritory", "fightsAlongside")


@dataclass(frozen=True, slots=True)
class Match:
    """A matched frame: the trigger, both fillers, and the theme noun if one is required.

    `anchor` is the word that carries the stance: the light verb of a noun, else the trigger.
    """

    frame: Frame
    trigger: Token
    subject: Token
    object: Token
    theme: Token | None = None
    anchor: Token | None = None
    reciprocal: bool = False
