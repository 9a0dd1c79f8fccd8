"""Converts answers to mentions and relations; claims that the text does not support are dropped and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from graphkit.days import coarsest, last_day
from graphkit.extract.llm.align import align
from graphkit.extract.llm.chunks import Chunk
from graphkit.extract.llm.schema import LABELS
from graphkit.model import (
    Document,
    Mention,
    Polarity,
    Precision,
    RelationMention,
    Span,
    Status,
    TimeSpan,
)

FRAME = "llm"
# Confidence of such a claim until it is measured on the user's own gold set.
SCORE = 0.8
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s+|\n\s*\n")
# Text addressed to a language model, which contains no claims.
_INSTRUCTION = re.compile(r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules)\b|\b(?:system prompt|as an ai|language model)\b", re.I)


class ClaimCollector:
    """Collects the claims in the answers on one article.

    Args:
        document: the article.
        dropped: counter of dropped claims by reason, which is updated.
    """

    def __init__(self, document: Document, dropped: Counter[str]) -> None:
        self.mentions: list[Mention] = []
        self.relations: list[RelationMention] = []
        self._text = document.text
        self._dropped = dropped
        self._known: dict[tuple[int, int, str], int] = {}
        self._ends = [match.end() for match in _SENTENCE.finditer(document.text)]

    def add(self, claim: Mapping[str, Any], chunk: Chunk) -> None:
        """Add one claim of an answer, if the text supports all of it."""
        span = align(claim["quote"], self._text, chunk.start, chunk.end)
        if span is None:
            self._dropped["the quote does not stand in the article"] += 1
            return
        if _INSTRUCTION.search(self._sentence_of(span)):
            self._dropped["the quote is an instruction to the reader"] += 1
            return
        ends = [self._actor_mention(claim, role, span) for role in ("subject", "object")]
        if None in ends or ends[0] == ends[1]:
            self._dropped["an actor's words or name do not stand in the article"] += 1
            return
        self.relations.append(self._relation(claim, span, ends[0] or 0, ends[1] or 0))

    def _sentence_of(self, span: Span) -> str:
        """Return the whole sentence of a quote."""
        start = max((end for end in self._ends if end <= span.start), default=0)
        return self._text[start : min((end for end in self._ends if end >= span.end), default=len(self._text))]

    def _actor_mention(self, claim: Mapping[str, Any], role: str, span: Span) -> int | None:
        """Return the mention of one actor: its words in the quote, and the name they denote; None if either is missing."""
        words = align(claim[f"{role}_words"], self._text, span.start, span.end)
        name = self._name(claim[f"{role}_name"], span)
        if words is None or name is None:
            return None
        label = LABELS[claim[f"{role}_kind"]]
        named = self._mention(name, "name", label)
        if self._text[words.start : words.end] == self._text[name.start : name.end]:
            return self._mention(words, "name", label)
        return self._mention(words, "description", "", same_as=named)

    def _name(self, name: str, span: Span) -> Span | None:
        """Return the span of a name: in the quote, else its first occurrence in the article."""
        return align(name, self._text, span.start, span.end) or align(name, self._text)

    def _mention(self, span: Span, form: str, label: str, *, same_as: int | None = None) -> int:
        slot = (span.start, span.end, form)
        if slot not in self._known:
            self._known[slot] = len(self.mentions)
            text = self._text[span.start : span.end]
            sentence = sum(end <= span.start for end in self._ends)
            self.mentions.append(Mention(len(self.mentions), span.start, span.end, text, form, text.split()[-1].lower(), label, sentence, same_as=same_as))
        return self._known[slot]

    def _relation(self, claim: Mapping[str, Any], span: Span, subject: int, object_: int) -> RelationMention:
        cue = align(claim["cue"] or "", self._text, span.start, span.end)
        speaker = self._name(claim["speaker"] or "", span)
        wording = align(claim["attribution"] or "", self._text)
        source = wording or speaker
        return RelationMention(
            subject,
            claim["relation"],
            object_,
            span,
            status=Status(claim["status"]),
            polarity=Polarity.NEGATIVE if claim["denied"] else Polarity.POSITIVE,
            support_types=tuple(sorted(set(claim["support_types"]))),
            cue=self._text[cue.start : cue.end] if cue else None,
            speaker=self._mention(speaker, "name", "") if speaker else None,
            attribution_text=self._text[source.start : source.end] if source else None,
            time=_time(claim["since"], claim["until"], claim["ended"]),
            score=SCORE,
            frame=FRAME,
        )


def _time(since: str | None, until: str | None, ended: bool) -> TimeSpan | None:
    first, last = _day(since), _day(until)
    if first is None and last is None and not ended:
        return None
    precision = coarsest(found[1] for found in (first, last) if found)
    return TimeSpan(first[0] if first else None, last_day(*last) if last else None, precision, ended)


def _day(text: str | None) -> tuple[date, Precision] | None:
    match = _DAY.match(text or "")
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1)), Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    except ValueError:
        return None
