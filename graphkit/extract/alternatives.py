"""Hedges relations of actors named as alternatives: "Greece or Egypt armed Turkey" says of neither that it did."""

from __future__ import annotations

import re
from dataclasses import replace

from graphkit.model import POST_FRAMES, Mention, Polarity, Reading, RelationMention, Status
from graphkit.nlp.words import words

# ", or ISIS," is another name of the same actor.
_OR = re.compile(r"(?<!,) or (?:(?:by|with|from|to) )?(?:the )?")
_COMMAS = (", ", ", the ")
# A comma that ends such a clause begins no list: "After X attacked Y, Chad or Mali left".
_CLAUSE = re.compile(r"(?:\A|[.!?]\s|\n)(?:After|As|Because|Before|If|Once|Since|Though|Although|Unless|Until|When|While)\b[^,.!?\n]{0,300}\Z")


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
    before, behind = {found.start() for found in places}, {found.end() for found in places}
    either = {name.index for name in names if name.end in before or name.start in behind}
    last: dict[int, list[Mention]] = {}
    for name in names:
        last.setdefault(name.end, []).append(name)
    for name in sorted(names, key=lambda name: -name.start):
        # "Chad, Niger or Mali", but not "if X attacks Y, Chad or Mali will".
        if name.index in either:
            commas = [end for comma in _COMMAS if text.endswith(comma, 0, name.start) and not _CLAUSE.search(text, max(0, (end := name.start - len(comma)) - 320), end)]
            either |= {other.index for end in commas for other in last.get(end, ()) if (other.joint or other.subject == name.subject) and other.case not in words("places of acts")}
    either |= {mention.index for mention in reading.mentions if mention.owner in either}

    def hedged(relation: RelationMention) -> RelationMention:
        plain = relation.status is Status.ASSERTED and relation.polarity is Polarity.POSITIVE and relation.frame not in POST_FRAMES
        return replace(relation, status=Status.POSSIBLE, cue="or") if plain and {relation.subject, relation.object} & either else relation

    return replace(reading, relations=tuple(map(hedged, reading.relations)))
