"""A frame that fired."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.extract.lexicon import Frame
from graphkit.nlp import Token

# After these the search goes on: "captured" is said of a person or a place, and who fought
# alongside one fought against another.
QUARRELS = ("opposes", "fights")
EITHER = ("opposes", "controlsTerritory", "fightsAlongside")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired: the trigger, both fillers, and the theme noun if it asked for one.

    `anchor` is the word whose stance counts: the light verb of a noun, else the trigger.
    """

    frame: Frame
    trigger: Token
    subject: Token
    object: Token
    theme: Token | None = None
    anchor: Token | None = None
    each: bool = False
