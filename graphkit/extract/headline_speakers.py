"""Attributes headlines to whom they name before or behind a colon or dash: "UN: X arms Y", "X arms Y: report", "X arms Y – Kenya"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from graphkit.extract.names import ORG, PERSON
from graphkit.model import LEARNED, POST_FRAMES, Mention, Reading, RelationMention, Span, Status
from graphkit.nlp.words import words

# Up to four words, not the label of a list: the clause has four words or more.
_LABEL = r"(?P<label>[\w.'’-]+(?: [\w.'’-]+){0,3})"
_WORD = r"(?:[^\s:.!?]+|(?:[A-Z]\.)+)"
_SAID = rf"(?P<said>{_WORD}(?: {_WORD}){{2,}})"
_BEFORE = re.compile(rf"^{_LABEL}: {_SAID}", re.MULTILINE)
_BEHIND = re.compile(rf"^{_SAID}(?::| [-–—]) {_LABEL}$", re.MULTILINE)


class _Headline(NamedTuple):
    """What a headline says, the words that name its speaker, and his mention, None for "report"."""

    said: Span
    label: str
    name: int | None


def attribute_headlines(reading: Reading, text: str) -> Reading:
    """Return the reading with the speakers of headlines, and without what the network reads as done by the speaker.

    Args:
        reading: reading of the text.
        text: text of the document.
    """
    names = {(mention.start, mention.end): mention for mention in reading.mentions if mention.form == "name"}
    headlines = list(_headlines(text, names))
    if not headlines:
        return reading
    within = _within(headlines, reading.mentions)
    apart = {(headlines[number].name, index) for index, numbers in within.items() for number in numbers}
    kept = (r for r in reading.relations if r.frame != LEARNED or apart.isdisjoint(((r.subject, r.object), (r.object, r.subject))))
    return replace(reading, relations=tuple(_attributed(relation, headlines, within) for relation in kept))


def _within(headlines: Sequence[_Headline], mentions: Sequence[Mention]) -> dict[int, list[int]]:
    """Return the numbers of the headlines that each mention is in, by the mention's index."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    found: dict[int, list[int]] = {}
    for number, (said, _, _) in enumerate(headlines):
        for mention in ordered[bisect_left(starts, said.start) : bisect_left(starts, said.end)]:
            if mention.end <= said.end:
                found.setdefault(mention.index, []).append(number)
    return found


def _headlines(text: str, names: Mapping[tuple[int, int], Mention]) -> Iterator[_Headline]:
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            name = names.get(found.span("label"))
            # "Libya: X sends troops": where, not who.
            last = found["label"].split()[-1].lower()
            speaks = last in words("reporters") if name is None else pattern is _BEHIND or name.label in (ORG, PERSON)
            if speaks and last not in words("mastheads"):
                yield _Headline(Span(*found.span("said")), found["label"], name.index if name is not None else None)


def _attributed(relation: RelationMention, headlines: Sequence[_Headline], within: Mapping[int, Sequence[int]]) -> RelationMention:
    """Return a relation with its speaker; the status of what nobody named says is alleged."""
    number = next((each for each in within.get(relation.subject, ()) if each in within.get(relation.object, ())), None)
    if number is None or relation.attribution_text is not None or relation.frame in POST_FRAMES:
        return relation
    headline = headlines[number]
    if headline.name is None:
        return replace(relation, status=Status.ALLEGED, attribution_text=headline.label) if relation.status is Status.ASSERTED else relation
    if relation.frame == LEARNED:
        return replace(relation, quoted_from=(headline.name, headline.label))
    return replace(relation, speaker=headline.name, attribution_text=headline.label)
