"""Determines the time of an act from the time expressions of its sentence and the date of publication."""

from __future__ import annotations

from datetime import date, timedelta

from graphkit.extract.chronology import Chronology
from graphkit.extract.temporal import Expression, Kind, Tense, expressions
from graphkit.extract.temporal.attachment import Event, attached_expressions
from graphkit.extract.temporal.tenses import tense_of
from graphkit.model import TimeSpan
from graphkit.nlp import Sentence, Token
from graphkit.ontology import load_vocabulary

# Maximum times considered, the nearest first; a sentence with more is a list.
_MAX_EXPRESSIONS = 24
# Plans are announced at most about three months ahead.
_PLANNING_HORIZON = timedelta(days=92)


class TimeResolver:
    """Interprets times relative to one date of publication.

    Args:
        published: the date; without it, expressions without a year stay unknown.
        text: text of the document, in which acts may be told in the entries of a chronology.
    """

    def __init__(self, published: date | None, text: str = "") -> None:
        """Store the date, and date the entries."""
        self._published = published
        self._chronology = Chronology(text, published)
        self._cache: tuple[int, list[Expression]] = (-1, [])

    def resolve(self, sentence: Sentence, event: Event, predicate: str, text: str, *, over: bool = False, denied: bool = False) -> TimeSpan | None:
        """Return the time of an act, from the expression attached to its words, or None.

        Args:
            sentence: the sentence of the act.
            event: words of the act.
            predicate: the relation: a state can end, an act cannot.
            text: text of the document.
            over: whether the words say that it no longer holds.
            denied: whether this is expressed by a denial ("no longer"); otherwise only a state can end.
        """
        near = sorted(self._expressions(sentence, text), key=lambda e: abs(e.start + sentence.start - event.trigger.start))
        found = sorted(
            attached_expressions(event, near[:_MAX_EXPRESSIONS], sentence, sentence.start),
            key=lambda item: (item[0], abs(item[1].start + sentence.start - event.trigger.start)),
        )
        can_end = not load_vocabulary().relation(predicate).act
        base = self._chronology.base_of(sentence, self._published)
        spans = (self._span(e, word, event, base, lasting=can_end) for _, e, word in found)
        span = next((s for s in spans if s is not None), None) or (None if near else self._chronology.time_of(sentence, event))
        return ended_span(span) if over and (denied or can_end) else span

    def is_dated(self, sentence: Sentence, text: str) -> bool:
        """Return whether a sentence has a time expression, or stands in an entry of a chronology."""
        return bool(self._expressions(sentence, text)) or self._chronology.has(sentence)

    def _expressions(self, sentence: Sentence, text: str) -> list[Expression]:
        if self._cache[0] != sentence.start:
            self._cache = (sentence.start, expressions(text[sentence.start : sentence.end]))
        return self._cache[1]

    def _span(self, expression: Expression, word: Token, event: Event, base: date | None, *, lasting: bool) -> TimeSpan | None:
        tense = _tense(expression, word, event)
        span = expression.span(tense, base, lasting=lasting)
        if span is not None and event.planned and tense is Tense.FUTURE and _is_announced(event.anchor):
            return None if expression.may_be_speech_day or self._is_far(span, expression) else span
        return span

    def _is_far(self, span: TimeSpan, expression: Expression) -> bool:
        """Whether a date without a year would fall beyond the near future."""
        dated = expression.first is not None and expression.first.dated
        return not dated and self._published is not None and span.start is not None and span.start > self._published + _PLANNING_HORIZON


def _tense(expression: Expression, word: Token, event: Event) -> Tense:
    found = tense_of(word)
    if not event.planned or expression.kind is Kind.SINCE or (event.possible and found is Tense.PAST):
        return found
    return Tense.FUTURE


def _is_announced(word: Token) -> bool:
    """Whether the date may be that of the announcement, or past: "promised X tanks on Friday", "vowed to attack X on Friday", "was to meet X on Friday"."""
    have = ("had", "has", "have") if word.tag == "VBN" else ("had",)
    if word.tag == "VBD" or any(c.text.lower() in ("was", "were", *have) for c in word.get("aux", "cop")):
        return True
    above = word.head
    if above is None or word.dep not in ("xcomp", "advcl") or tense_of(above) is not Tense.PAST:
        return False
    return above.first("obl", "obl:unmarked") is None


def ended_span(span: TimeSpan | None) -> TimeSpan:
    """Return the time of an ended state, with its last day if known; "no longer since May" ends where May begins."""
    if span is None:
        return TimeSpan(ended=True)
    return TimeSpan(span.start if span.ended else None, span.end or span.start, span.precision, ended=True)
