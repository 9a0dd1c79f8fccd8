"""What the page knows, as plain values ready for JSON: every text cleaned and bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from graphkit.analyze import bound_graph, divided, pairs, signed_graph, standing_claims
from graphkit.days import day_words, worded
from graphkit.model import Actor, ActorClass, Article, Claim, Evidence, Polarity, Status
from graphkit.ontology import Vocabulary
from graphkit.query.ties import Tie, ties, way_of
from graphkit.rdf import escaped
from graphkit.view.layout import CORE
from graphkit.view.network import network, ranked
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
_CONTEXT = 80


def data(
    actors: Iterable[Actor],
    claims: Iterable[Claim],
    articles: Iterable[Article],
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    """Everything a page shows.

    Returns:
        `nodes`, `edges` and `options` for vis-network; `actors`, `ties` and `articles` by
        number; `first`, how many actors to show before anyone asks for more.

    Raises:
        UnknownName: a claim's relation is not in the vocabulary.
    """
    known = {actor.id: actor for actor in actors}
    sources = {article.key: article for article in articles}
    told = list(claims)
    made = ties(told, vocabulary)

    def article(key: str) -> Article:
        return sources.get(key) or Article(key=key, id=key, text_hash="")

    drawn = [known.get(name, Actor(name, name)) for name in ranked(made)]
    index = {actor.id: number for number, actor in enumerate(drawn)}
    cited = sorted({claim.article for tie in made for claim in tie.claims})
    camps = _camps(told, article, index)
    camp_of = {member: number for number, camp in enumerate(camps) for member in camp}
    standing = {claim.id for claim in standing_claims(told, article, statuses=tuple(Status))}
    teller = _Teller(known, index, {key: n for n, key in enumerate(cited)}, vocabulary, standing)
    return {
        **network(drawn, made),
        "first": CORE,
        "actors": [_actor(actor, camp_of.get(number)) for number, actor in enumerate(drawn)],
        "camps": camps,
        "articles": [_article(sources.get(key), key) for key in cited],
        "ties": [teller.tie(tie) for tie in made],
    }


def _camps(claims: Sequence[Claim], article: Callable[[str], Article], index: Mapping[str, int]) -> list[list[int]]:
    """Camps of what is stated, by the numbers of their members, the strongest first."""
    standing = standing_claims(claims, article)
    graph = bound_graph(signed_graph(pairs(standing, article)), standing)
    return [sorted(index[member] for member in camp if member in index) for camp in divided(graph)]


def _actor(actor: Actor, camp: int | None) -> dict[str, Any]:
    return {
        "id": escaped(actor.id),
        "camp": camp,
        "name": shown(actor.name.strip() or actor.id),
        "kind": KINDS[actor.kind],
        "type": shown((actor.type or "").replace("-", " ")),
        "aliases": [shown(alias) for alias in actor.aliases[:_ALIASES]],
    }


def _article(article: Article | None, key: str) -> dict[str, Any]:
    if article is None:
        return {"title": f"article {key}", "outlet": "", "date": "", "url": None}
    day = article.published
    return {
        "title": shown(article.title or article.id, 2 * NAME),
        "outlet": shown(article.outlet or ""),
        "date": day_words(day, article.published_precision),
        "url": link(article.url),
    }


class _Teller:
    """Tells ties and claims in the numbers and names of one page."""

    def __init__(
        self,
        known: Mapping[str, Actor],
        index: Mapping[str, int],
        sources: Mapping[str, int],
        vocabulary: Vocabulary,
        standing: Set[str],
    ) -> None:
        self._known = known
        self._standing = standing
        self._index = index
        self._sources = sources
        self._vocabulary = vocabulary

    def tie(self, tie: Tie) -> dict[str, Any]:
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
        """Whether nothing of a tie holds any more, of all that was told of it."""
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
            "way": way_of(claim),
            "cue": shown(claim.cue or ""),
            "speaker": self._speaker(claim),
            "attribution": shown(claim.attribution_text or ""),
            "types": [shown(kind.replace("-", " ")) for kind in claim.support_types],
            "role": shown(claim.role or ""),
            "valid": worded(claim.valid),
            "article": self._sources[claim.article],
            "quotes": [_quote(claim, evidence) for evidence in claim.evidence[:_QUOTES]],
            "more": max(0, len(claim.evidence) - _QUOTES),
        }

    def _speaker(self, claim: Claim) -> str:
        if claim.attributed_to is None:
            return ""
        speaker = self._known.get(claim.attributed_to)
        return shown(speaker.name if speaker else claim.attributed_to)


def _quote(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    marks: Sequence[tuple[str, str]] = (
        (claim.subject_mention, "end"),
        (claim.object_mention, "end"),
        (claim.cue or "", "cue"),
    )
    text = shown(evidence.quote, SENTENCE)
    return {
        "before": shown(evidence.before[-_CONTEXT:], _CONTEXT),
        "pieces": pieces(text, [(shown(words, SENTENCE), kind) for words, kind in marks]),
        "after": shown(evidence.after[:_CONTEXT], _CONTEXT),
    }
