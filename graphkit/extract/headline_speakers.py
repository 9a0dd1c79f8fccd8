"""Attributes headlines to whom they name before or behind a colon or dash: "UN: X arms Y", "X arms Y: report", "X arms Y – Kenya"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from graphkit.extract.names import ORG, PERSON
from graphkit.model import LEARNED, Mention, Reading, RelationMention, Span, Status
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
    apart = {(headline.name, mention.index) for headline in headlines for mention in reading.mentions if _is_in(mention, headline)}
    kept = (r for r in reading.relations if r.frame != LEARNED or apart.isdisjoint(((r.subject, r.object), (r.object, r.subject))))
    return replace(reading, relations=tuple(_attributed(relation, reading.mentions, headlines) for relation in kept))


def _is_in(mention: Mention, headline: _Headline) -> bool:
    return headline.said.start <= mention.start and mention.end <= headline.said.end


def _headlines(text: str, names: Mapping[tuple[int, int], Mention]) -> Iterator[_Headline]:
    for pattern in (_BEFORE, _BEHIND):
        for found in pattern.finditer(text):
            name = names.get(found.span("label"))
            # "Libya: X sends troops": where, not who.
            last = found["label"].split()[-1].lower()
            speaks = last in words("reporters") if name is None else pattern is _BEHIND or name.label in (ORG, PERSON)
            if speaks and last not in words("mastheads"):
                yield _Headline(Span(*found.span("said")), found["label"], name.index if name is not None else None)


def _attributed(relation: RelationMention, mentions: tuple[Mention, ...], headlines: list[_Headline]) -> RelationMention:
    """Return a relation with its speaker; the status of what nobody named says is alleged."""
    ends = (mentions[relation.subject], mentions[relation.object])
    headline = next((each for each in headlines if all(_is_in(end, each) for end in ends)), None)
    if headline is None or relation.attribution_text is not None or relation.frame in ("post", "title"):
        return relation
    if headline.name is None:
        return replace(relation, status=Status.ALLEGED, attribution_text=headline.label) if relation.status is Status.ASSERTED else relation
    if relation.frame == LEARNED:
        return replace(relation, quoted_from=(headline.name, headline.label))
    return replace(relation, speaker=headline.name, attribution_text=headline.label)
