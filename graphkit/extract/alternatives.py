"""Hedges relations of actors named as alternatives: "Greece or Egypt armed Turkey" says of neither that it did."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model import Polarity, Reading, RelationMention, Status
from graphkit.nlp.words import words

# ", or ISIS," is another name of the same actor.
_OR = re.compile(r"(?<!,) or (?:(?:by|with|from|to) )?(?:the )?")
_COMMAS = (", ", ", the ")
# Frames of names and their titles, which hold anyway.
_NAME_FRAMES = ("post", "title")


def hedge_alternatives(reading: Reading, text: str) -> Reading:
    """Return the reading with the plain relations of actors joined by "or" as possible.

    Args:
        reading: reading of the text.
        text: text of the document.
    """
    names = [mention for mention in reading.mentions if mention.form == "name"]
    ends, starts = {name.end for name in names}, {name.start for name in names}
    places = [found for found in _OR.finditer(text) if found.start() in ends and found.end() in starts]
    if not places:
        return reading
    either = {mention.index for mention in names for found in places if found.start() == mention.end or found.end() == mention.start}
    for name in sorted(names, key=lambda name: -name.start):
        # "Chad, Niger or Mali".
        if name.index in either:
            either |= {other.index for other in names if text[other.end : name.start] in _COMMAS and other.case not in words("places of acts")}
    either |= {mention.index for mention in reading.mentions if mention.owner in either}

    def hedged(relation: RelationMention) -> RelationMention:
        plain = relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE and relation.frame not in _NAME_FRAMES
        return replace(relation, status=Status.POSSIBLE, cue="or") if plain and {relation.subject, relation.object} & either else relation

    return replace(reading, relations=tuple(map(hedged, reading.relations)))
