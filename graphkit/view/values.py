"""Ties, claims, actors and articles in the numbers and names of one page: every text cleaned and bounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from graphkit.days import day_words, last_day, worded
from graphkit.model import Actor, ActorClass, Article, Claim, Evidence, Polarity, Precision, TimeSpan, around
from graphkit.ontology import Vocabulary
from graphkit.query import statement, status_words
from graphkit.query.ties import Tie, way_of
from graphkit.query.wording import cue_words
from graphkit.rdf import escaped
from graphkit.view.words import NAME, SENTENCE, link, pieces, shown

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
# More of the same claim's evidence, or of an actor's other names, helps nobody on a page.
_QUOTES, _ALIASES = 3, 8


def actor_values(actor: Actor) -> dict[str, Any]:
    """An actor as the page knows it; `id` is that of its address."""
    return {
        "id": escaped(actor.id),
        "name": shown(actor.name.strip() or actor.id),
        "kind": KINDS[actor.kind],
        "type": shown((actor.type or "").replace("-", " ")),
        "aliases": [shown(alias) for alias in actor.aliases[:_ALIASES]],
        **({"many": True} if _is_many(actor) else {}),
    }


def _is_many(actor: Actor) -> bool:
    """Whether verbs after the actor's name are those of many, as the wording of the site has it."""
    return statement("attacks", actor.name, "{}").endswith(" attack {}")


def article_values(article: Article | None, key: str) -> dict[str, Any]:
    """An article as the page knows it, with the key of the one that it is a copy of, where it is one; None for one that the graph lacks."""
    if article is None:
        return {"key": key, "title": f"article {key}", "outlet": "", "date": "", "url": None}
    return {
        "key": key,
        "title": shown(article.title or article.id, 2 * NAME),
        "outlet": shown(article.outlet or ""),
        "date": day_words(article.published, article.published_precision),
        "url": link(article.url),
        **({"origin": article.copy_of} if article.copy_of else {}),
    }


class TieValues:
    """Ties and claims as plain values.

    Args:
        known: actors by id.
        index: the number of each actor that is drawn, by id.
        sources: the number of each article, by key.
        standing: ids of the claims that hold today.
    """

    def __init__(self, known: Mapping[str, Actor], index: Mapping[str, int], sources: Mapping[str, int], vocabulary: Vocabulary, standing: Set[str]) -> None:
        self._known = known
        self._standing = standing
        self._index = index
        self._sources = sources
        self._vocabulary = vocabulary

    def tie(self, tie: Tie) -> dict[str, Any]:
        """A tie with all of its claims."""
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
        """Whether nothing of a tie holds any more, by all that is said of it."""
        positive = [claim.id for claim in tie.claims if claim.polarity is Polarity.POSITIVE]
        return bool(positive) and self._standing.isdisjoint(positive)

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
            "cue": shown(cue_words(claim)),
            "speaker": self._speaker(claim),
            "attribution": shown(claim.attribution_text or ""),
            "types": [shown(kind.replace("-", " ")) for kind in claim.support_types],
            "role": shown(claim.role or ""),
            "valid": worded(claim.valid),
            "deed": _deed(claim.valid),
            "days": _known(claim.valid),
            "article": self._sources[claim.article],
            "quotes": [_quote(claim, evidence) for evidence in claim.evidence[:_QUOTES]],
            "more": max(0, len(claim.evidence) - _QUOTES),
        }

    def _speaker(self, claim: Claim) -> str:
        if claim.attributed_to is None:
            return ""
        speaker = self._known.get(claim.attributed_to)
        return shown(speaker.name if speaker else claim.attributed_to)


def _deed(valid: TimeSpan | None) -> list[str]:
    """First and last day of the event, "" for an open end; empty where no day is known."""
    if valid is None or not (valid.start or valid.end):
        return []
    end = last_day(valid.end, valid.precision) if valid.end else None
    return [day.isoformat() if day else "" for day in (valid.start, end)]


def _known(valid: TimeSpan | None) -> list[str]:
    """The same as exactly as they are known: `2020-01`; empty where that is to the day, and the page has them already."""
    if valid is None or valid.precision is Precision.DAY or not (valid.start or valid.end):
        return []
    return [day_words(day, valid.precision) for day in (valid.start, valid.end)]


def _quote(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    marks: Sequence[tuple[str, str]] = (
        (claim.subject_mention, "end"),
        (claim.object_mention, "end"),
        (cue_words(claim), "cue"),
    )
    text = shown(evidence.quote, SENTENCE)
    before, after = around(evidence.before, evidence.after, evidence.start)
    return {
        "before": shown(before),
        "pieces": pieces(text, [(shown(words, SENTENCE), kind) for words, kind in marks]),
        "after": shown(after),
    }
