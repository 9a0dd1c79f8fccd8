"""Values of an article's page: the reading view and, for writers, correction forms of each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from graphkit.model import Actor, Claim, Lifecycle
from graphkit.review import Review
from graphkit.serve import pages
from graphkit.serve.corrections import choices
from graphkit.serve.current import Opened
from graphkit.view import Note, reading_body, reading_content

ASK = Note("To accept, reject or correct claims here, ", "enter the token of this server", ".", "/review")


def reading_values(opened: Opened, key: str, review: Review | None, *, writes: bool) -> dict[str, Any]:
    """Return the values for `article.html`.

    Args:
        opened: the graph.
        key: key of the article.
        review: review of the graph; None for readers who are not signed in.
        writes: whether writing is enabled.

    Raises:
        UnknownName: there is no such article.
    """
    # opened.claims limits counter-claims of frequent pairs to the newest, for speed.
    names = opened.cached("names", lambda: {actor.id: actor.name for actor in opened.actors.values()})
    claims = opened.view.claims_in(key)
    forms = {} if review is None else {claim.id: _form(claim, opened.actors, review) for claim in claims if claim.lifecycle is Lifecycle.ACTIVE}
    read = reading_content(opened.view, key, names, served=True, between=opened.claims, extra=forms, notes=[ASK] if writes and review is None else [])
    return {
        "title": read.article.title or read.article.id,
        "body": reading_body(read),
        "known": [] if review is None else _known(claims, opened.actors),
        "key": key,
        "states": sorted({str(claim.lifecycle) for claim in claims} - {Lifecycle.SUPERSEDED}) if review is not None else [],
        "pending": review.pending if review is not None else [],
        "back": _address(key),
        "iri": pages.iri_of("article", key)[1:-1],
    }


def _address(key: str) -> str:
    return f"/article/{quote(key, safe='')}"


def _form(claim: Claim, actors: Mapping[str, Actor], review: Review) -> Any:
    """Return the correction form of a claim as markup."""
    return pages.part("judge", claim=claim, back=f"{_address(claim.article)}#card-{claim.id}", **choices(claim, actors, review))


def _known(claims: Sequence[Claim], actors: Mapping[str, Actor]) -> list[str]:
    """Return actor ids to choose from when reassigning a mention: those of the article first, at most 2000."""
    here = {end for claim in claims for end in (claim.subject, claim.object)}
    return [actor.id for actor in sorted(actors.values(), key=lambda a: (a.id not in here, a.id))][:2000]
