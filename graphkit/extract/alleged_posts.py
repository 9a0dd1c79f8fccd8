"""Posts that the words before them call alleged: "X, the alleged leader of Y"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from graphkit.model import Mention, Polarity, Reading, RelationMention, Status

_POSTS = ("leads", "commands", "holdsOfficeIn", "memberOf")
# "the alleged leader of the" before Y.
_OPENING, _LONGEST_OPENING = re.compile(r"(?:\w+ ){1,3}of (?:the )?$"), 60
# Most words from "alleged" to the last word of the title.
_REACH = 2


def hedge_alleged_posts(reading: Reading, text: str, cues: Mapping[tuple[str, str], str], titles: Collection[str]) -> Reading:
    """Return a reading in which such posts are alleged; `cues` and `titles` are those of the lexicon."""
    return replace(reading, relations=tuple(_hedged(relation, reading.mentions, text, cues, titles) for relation in reading.relations))


def _hedged(relation: RelationMention, mentions: Sequence[Mention], text: str, cues: Mapping[tuple[str, str], str], titles: Collection[str]) -> RelationMention:
    if relation.predicate not in _POSTS or relation.status is not Status.ASSERTED or relation.polarity is Polarity.NEGATIVE:
        return relation
    first, second = sorted((mentions[relation.subject], mentions[relation.object]), key=lambda end: end.start)
    before = _OPENING.search(text, max(0, first.start - _LONGEST_OPENING), first.start)
    for phrase in (text[first.end : second.start], before[0] if before is not None else ""):
        said = phrase.split()
        at = next((at for at, word in enumerate(said) if cues.get(("adj", word)) == "alleged"), len(said))
        # "leader of the alleged terrorist group Y": the group is alleged to be one, not its leader.
        if any(word.strip(",") in titles for word in said[at + 1 : at + 1 + _REACH]) and not any(word.strip(",") in titles for word in said[:at]):
            return replace(relation, status=Status.ALLEGED, cue=said[at])
    return relation
