"""Converts a dossier to plain values for JSON; texts are unescaped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphkit.days import day_words
from graphkit.model import Actor, Article, Claim
from graphkit.query.dossier import Dossier, Event, PairDossier, Period, Post, Row, Section, Through
from graphkit.query.periods import end_words, period_words
from graphkit.query.speakers import speaker_words
from graphkit.query.wording import status_text, status_words, time_words


def dossier_rows(dossier: Dossier | PairDossier) -> dict[str, Any]:
    """Return a dossier as nested dictionaries and lists of strings, numbers, booleans and None."""
    return _Values(dossier.actors, dossier.articles).whole(dossier)


def claim_values(claim: Claim, actors: Mapping[str, Actor], articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return one claim as plain values: relation, status, quote, speaker, time and article."""
    about = articles[claim.article]
    evidence = claim.evidence[0]
    speaker = actors.get(claim.attributed_to) if claim.attributed_to else None
    return {
        "id": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "status": list(status_words(claim)),
        "status_text": status_text(claim),
        "quote": evidence.quote,
        "more_quotes": [each.quote for each in claim.evidence[1:]],
        "start": evidence.start,
        "before": evidence.before,
        "after": evidence.after,
        "speaker": claim.attributed_to,
        "speaker_name": speaker.name if speaker else claim.attributed_to or speaker_words(claim.attribution_text),
        "when": time_words(claim),
        "confidence": claim.confidence,
        "article": about.key,
        "title": about.title or about.id,
        "outlet": about.outlet or "",
        "url": about.url,
        "published": day_words(about.published, about.published_precision),
    }


class _Values:
    def __init__(self, actors: Mapping[str, Actor], articles: Mapping[str, Article]) -> None:
        self._actors = actors
        self._articles = articles

    def whole(self, dossier: Dossier | PairDossier) -> dict[str, Any]:
        shared = {"sections": self._sections(dossier.sections), "timeline": [self._event(event) for event in dossier.timeline]}
        shared |= {"undated": [{"phrase": phrase, "claim": self._claim(claim)} for phrase, claim in dossier.undated]}
        if isinstance(dossier, PairDossier):
            return {"first": _actor(dossier.first), "second": _actor(dossier.second), "sources": dossier.sources, **shared}
        return {
            "actor": _actor(dossier.actor),
            "spellings": list(dossier.spellings),
            "through": [self._through(one) for one in dossier.through],
            "posts": [self._post(post) for post in dossier.posts],
            **shared,
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        return claim_values(claim, self._actors, self._articles)

    def _sections(self, sections: tuple[Section, ...]) -> list[dict[str, Any]]:
        return [{"name": s.name, "title": s.title, "rows": [self._row(row) for row in s.rows]} for s in sections]

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "other": _actor(row.other),
            "predicate": row.predicate,
            "phrase": row.phrase,
            "deeds": _period(row.deeds),
            "printed": _period(row.printed),
            "sources": row.sources,
            "status": list(row.status),
            "quote": self._claim(row.quote),
            "denials": [self._claim(claim) for claim in row.denials],
            "endings": [self._claim(claim) for claim in row.endings],
            "claims": [claim.id for claim in row.claims],
            "narrower": list(row.narrower),
        }

    def _through(self, one: Through) -> dict[str, Any]:
        return {"body": _actor(one.body), "phrase": one.phrase, "quote": self._claim(one.quote), "sections": self._sections(one.sections)}

    def _post(self, post: Post) -> dict[str, Any]:
        days = {"deeds": _period(post.deeds), "printed": _period(post.printed)}
        return {"body": _actor(post.body), "role": post.role, "phrase": post.phrase, **days, "quote": self._claim(post.quote)}

    def _event(self, event: Event) -> dict[str, Any]:
        day = day_words(event.day, event.precision)
        return {"day": day, "of_deed": event.of_deed, "phrase": event.phrase, "claim": self._claim(event.claim)}


def _actor(actor: Actor) -> dict[str, Any]:
    belongs = {"part_of": next(iter(actor.wholes), None), "country": actor.country}
    return {"id": actor.id, "name": actor.name, "kind": str(actor.kind), "type": actor.type, **{key: one and {"id": one.id, "name": one.name} for key, one in belongs.items()}}


def _period(period: Period) -> dict[str, Any]:
    first, last = (words or None for words in end_words(period))
    return {"first": first, "last": last, "goes_on": period.goes_on, "ended": period.ended, "text": period_words(period)}
