"""Converts ties, claims, actors and articles to the plain values of a page; all text is cleaned and bounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from graphkit.days import day_words, last_day
from graphkit.model import Actor, ActorClass, Article, Claim, Evidence, Polarity, Precision, TimeSpan, around
from graphkit.ontology import Vocabulary
from graphkit.query import status_words
from graphkit.query.ties import Tie, is_stated, way_of
from graphkit.query.wording import cue_words, is_plural_name, time_words
from graphkit.rdf import escaped
from graphkit.view.text import NAME, SENTENCE, clean_text, marked_pieces, safe_link

KINDS: Mapping[ActorClass, str] = {
    ActorClass.STATE: "state",
    ActorClass.GOVERNMENT: "government",
    ActorClass.PERSON: "person",
    ActorClass.ARMED: "armed actor",
    ActorClass.INTERNATIONAL: "international organization",
    ActorClass.ORGANIZATION: "organization",
    ActorClass.BLOC: "bloc",
    ActorClass.PLACE: "place",
    ActorClass.ACTOR: "actor of unknown kind",
}
# Maximum number of quotes per claim and of aliases per actor on a page.
_QUOTES, _ALIASES = 3, 8


def actor_values(actor: Actor) -> dict[str, Any]:
    """Return an actor as plain values; `id` is escaped as in its URL."""
    return {
        "id": escaped(actor.id),
        "name": clean_text(actor.name.strip() or actor.id),
        "kind": KINDS[actor.kind],
        "type": clean_text((actor.type or "").replace("-", " ")),
        "aliases": [clean_text(alias) for alias in actor.aliases[:_ALIASES]],
        **({"many": True} if is_plural_name(actor.name) else {}),
    }


def article_values(article: Article | None, key: str) -> dict[str, Any]:
    """Return an article as plain values, with `origin` if it is a copy; `article` is None if it is not in the graph."""
    if article is None:
        return {"key": key, "title": f"article {key}", "outlet": "", "date": "", "url": None}
    return {
        "key": key,
        "title": clean_text(article.title or article.id, 2 * NAME),
        "outlet": clean_text(article.outlet or ""),
        "date": day_words(article.published, article.published_precision),
        "url": safe_link(article.url),
        **({"origin": article.copy_of} if article.copy_of else {}),
    }


class TieValues:
    """Converts ties and claims to plain values.

    Args:
        known: actors by id.
        index: number of each drawn actor, by id.
        sources: number of each article, by key.
        standing: ids of the claims that currently hold.
        enders: numbers of the claims that end a claim, by its id.
    """

    def __init__(self, known: Mapping[str, Actor], index: Mapping[str, int], sources: Mapping[str, int], vocabulary: Vocabulary, standing: Set[str], enders: Mapping[str, Sequence[int]]) -> None:
        self._known = known
        self._standing = standing
        self._enders = enders
        self._index = index
        self._sources = sources
        self._vocabulary = vocabulary

    def tie(self, tie: Tie) -> dict[str, Any]:
        """Return a tie with all its claims."""
        return {
            "from": self._index[tie.subject],
            "to": self._index[tie.object],
            "family": tie.family.replace("_", " "),
            "sign": tie.sign,
            "way": tie.way,
            "symmetric": tie.symmetric,
            "contested": tie.contested,
            "ended": self._has_ended(tie),
            "claims": [self._claim(claim) for claim in tie.claims],
        }

    def _has_ended(self, tie: Tie) -> bool:
        """Whether the tie is stated, or said to have ended, and no claim of it holds any more."""
        stated = [claim.id for claim in tie.claims if is_stated(claim)]
        return bool(stated) and self._standing.isdisjoint(stated)

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "predicate": claim.predicate,
            "from": self._index[claim.subject],
            "to": self._index[claim.object],
            "relation": self._vocabulary.relation(claim.predicate).label,
            "status": str(claim.status),
            "words": list(status_words(claim)),
            "way": way_of(claim),
            "over": is_stated(claim) and claim.id not in self._standing,
            "negative": claim.polarity is Polarity.NEGATIVE,
            "cue": clean_text(cue_words(claim)),
            "speaker": self._speaker(claim),
            "voice": claim.speaker,
            "attribution": clean_text(claim.attribution_text or ""),
            "types": [clean_text(kind.replace("-", " ")) for kind in claim.support_types],
            "role": clean_text(claim.role or ""),
            "valid": time_words(claim),
            "deed": _event_days(claim.valid),
            "days": _event_days_text(claim.valid),
            "article": self._sources[claim.article],
            "quotes": [_quote(claim, evidence) for evidence in claim.evidence[:_QUOTES]],
            "more": max(0, len(claim.evidence) - _QUOTES),
            "enders": self._enders.get(claim.id, []),
        }

    def _speaker(self, claim: Claim) -> str:
        if claim.attributed_to is None:
            return ""
        speaker = self._known.get(claim.attributed_to)
        return clean_text(speaker.name if speaker else claim.attributed_to)


def _event_days(valid: TimeSpan | None) -> list[str]:
    """First and last day of the event, "" if open; empty list if no day is known."""
    if valid is None or not (valid.start or valid.end):
        return []
    end = last_day(valid.end, valid.precision) if valid.end else None
    return [day.isoformat() if day else "" for day in (valid.start, end)]


def _event_days_text(valid: TimeSpan | None) -> list[str]:
    """The same with their known precision: `2020-01`; empty list if they are exact to the day."""
    if valid is None or valid.precision is Precision.DAY or not (valid.start or valid.end):
        return []
    return [day_words(day, valid.precision) for day in (valid.start, valid.end)]


def _quote(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    marks: Sequence[tuple[str, str]] = (
        (claim.subject_mention, "end"),
        (claim.object_mention, "end"),
        (cue_words(claim), "cue"),
    )
    text = clean_text(evidence.quote, SENTENCE)
    before, after = around(evidence.before, evidence.after, evidence.start)
    return {
        "before": clean_text(before),
        "pieces": marked_pieces(text, [(clean_text(words, SENTENCE), kind) for words, kind in marks]),
        "after": clean_text(after),
    }
