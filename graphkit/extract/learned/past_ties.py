"""Ties that a phrase beside one of their ends says are over: "X, once the main ally of Y", "a former leader of Y"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.extract.relation_times import ended_span
from graphkit.model import LEARNED, Mention, Polarity, RelationMention, Status

# ", once the main ally of Y", ", once Y's main ally".
_APPOSITION = re.compile(r", (\w+) (?:an?|the|one|its|his|(?:[A-Z][\w-]+ ?){1,3}['’]s)\b[^,;.:]*")
_ENDABLE_PREDICATES = ("leads", "memberOf", "alliedWith", "supports", "cooperatesWith")


def mark_past(relation: RelationMention, mentions: Sequence[Mention], text: str, cues: Mapping[tuple[str, str], str]) -> RelationMention:
    """Mark a tie as ended if an aside says so ("X, once the main ally of Y"), or if "former" precedes or begins either end of a post."""
    if relation.polarity is Polarity.NEGATIVE or relation.predicate not in _ENDABLE_PREDICATES:
        return relation
    subject, object_ = mentions[relation.subject], mentions[relation.object]
    first, second = sorted((subject, object_), key=lambda end: end.start)
    past = _has_past_apposition(first, second, text, cues)
    if relation.predicate not in ("leads", "memberOf") or relation.frame != LEARNED:
        return replace(relation, time=ended_span(relation.time)) if past else relation
    # "Retired Major X" may still lead something; "a former leader" does not.
    for end in (object_,) if subject.form == "name" else (subject, object_):
        around = text[max(0, end.start - 12) : end.start].split()[-1:] + end.text.split()[:2]
        past = past or any(cues.get(("adj", word.lower())) == "former" for word in around)
    return replace(relation, status=Status.ASSERTED, polarity=Polarity.NEGATIVE, time=ended_span(relation.time)) if past else relation


def _has_past_apposition(first: Mention, second: Mention, text: str, cues: Mapping[tuple[str, str], str]) -> bool:
    """Whether an aside after the first end, up to the second, begins with "once" or another word for the past."""
    apposition = _APPOSITION.match(text, first.end)
    return apposition is not None and second.start in range(*apposition.span()) and (("bygone", apposition[1]) in cues or cues.get(("adj", apposition[1])) == "former")
