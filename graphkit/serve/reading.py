"""What the page of an article shows: the reading view and, for who may write, forms that judge each claim in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from graphkit.model import Actor, ActorClass, Claim, Decision, Lifecycle
from graphkit.ontology import Relation, Vocabulary, load_vocabulary
from graphkit.serve import pages
from graphkit.serve.current import Opened
from graphkit.view import Note, article_read, reading_body

ASK = Note("To accept, reject or correct claims here, ", "enter the token of this server", ".", "/review")


def reading_values(opened: Opened, key: str, pending: Sequence[Decision] | None, *, writes: bool) -> dict[str, Any]:
    """What `article.html` shows of an article.

    Args:
        opened: the graph.
        key: of the article.
        pending: decisions that are written and not applied; None for a reader who has not shown the token.
        writes: whether the server takes writes at all.

    Raises:
        UnknownName: there is no such article.
    """
    # Of two actors of whom very much is said the newest claims are compared, so that the page does not keep one waiting.
    names = opened.kept("names", lambda: {actor.id: actor.name for actor in opened.actors.values()})
    claims = opened.view.claims_in(key)
    forms = {} if pending is None else {claim.id: _form(claim, opened.actors, pending) for claim in claims if claim.lifecycle is Lifecycle.ACTIVE}
    read = article_read(opened.view, key, names, served=True, between=opened.claims, extra=forms, notes=[ASK] if writes and pending is None else [])
    return {
        "title": read.article.title or read.article.id,
        "body": reading_body(read),
        "known": [] if pending is None else _known(claims, opened.actors),
        "pending": pending,
        "back": _address(key),
        "iri": pages.iri_of("article", key)[1:-1],
    }


def _address(key: str) -> str:
    return f"/article/{quote(key, safe='')}"


def _form(claim: Claim, actors: Mapping[str, Actor], pending: Sequence[Decision]) -> Any:
    """The form that judges a claim, as markup."""
    decided = [decision for decision in pending if decision.target.partition(":")[0] == claim.id]
    return pages.part("judge", claim=claim, decided=decided, relations=_relations(claim, actors), back=f"{_address(claim.article)}#card-{claim.id}")


def _relations(claim: Claim, actors: Mapping[str, Actor]) -> list[Relation]:
    """The relations that may hold between the ends of a claim, by label."""
    vocabulary = load_vocabulary()
    kinds = [actors[end].kind if end in actors else ActorClass.ACTOR for end in (claim.subject, claim.object)]
    fit = [each for each in vocabulary.relations.values() if not each.abstract and _fits(vocabulary, each, kinds)]
    return sorted(fit, key=lambda relation: (relation.label, relation.name))


def _fits(vocabulary: Vocabulary, relation: Relation, kinds: Sequence[ActorClass]) -> bool:
    return all(wanted is None or vocabulary.is_a(kind, wanted) for kind, wanted in zip(kinds, (relation.domain, relation.range), strict=True))


def _known(claims: Sequence[Claim], actors: Mapping[str, Actor]) -> list[str]:
    """Names to choose from for an actor that was taken for another: those of the article first, at most 2000."""
    here = {end for claim in claims for end in (claim.subject, claim.object)}
    return [actor.id for actor in sorted(actors.values(), key=lambda a: (a.id not in here, a.id))][:2000]
