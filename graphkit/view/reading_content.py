"""Collects the content of an article's reading view from the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.days import day_words
from graphkit.model import Article
from graphkit.query.counter_claims import ClaimsBetween, counter_claims
from graphkit.view.reading import Note, ReadingContent

if TYPE_CHECKING:
    from graphkit.store import View

NOT_KEPT = "The text of this article is not kept in the graph, so only the quotes of its claims are shown. To keep it, build the graph again from the same files: graphkit build PATH… --texts"


def reading_content(
    view: View, key: str, names: Mapping[str, str], *, served: bool = False, between: ClaimsBetween | None = None, extra: Mapping[str, Any] | None = None, notes: Sequence[Note] = ()
) -> ReadingContent:
    """Return the content of the reading view of an article.

    Args:
        view: view of the graph.
        key: key of the article.
        names: names of actors, by id.
        served: whether it is a page of the site.
        between: returns the claims by subject and object to search for counter-claims; None for all of the graph.
        extra: as in `ReadingContent`.
        notes: further lines above the text.

    Raises:
        UnknownName: there is no such article, or the relation of a claim is not in the ontology.
    """
    claims, text = view.claims_in(key), view.text(key)
    counters = counter_claims(claims, between or view.claims, lambda claim: view.article(claim.article).exact_day)
    sources = {other.article for against in counters.values() for other in against}
    return ReadingContent(
        view.article(key),
        text,
        claims,
        names,
        counters,
        {other: view.article(other) for other in sorted(sources)},
        served=served,
        notes=[*_versions(view, key, served=served), *([Note(NOT_KEPT)] if text is None else []), *notes],
        extra=extra or {},
    )


def _versions(view: View, key: str, *, served: bool) -> Iterator[Note]:
    """Yield notes on newer and older versions and on the original of a copy."""
    older, newer = view.versions_of(key)
    for words, linked, others in (("Replaced by ", "a newer version", newer), ("Replaces ", "an earlier version", older)):
        for other in others:
            yield _note(words, linked, view.article(other), served=served)
    if (origin := view.article(key).copy_of) is not None:
        yield Note("A copy of ", "another article", "; both count as one source.", f"/article/{origin}" if served else None)


def _note(words: str, linked: str, article: Article, *, served: bool) -> Note:
    day = day_words(article.published, article.published_precision)
    return Note(words, linked, f"{f' of {day}' if day else ''}.", f"/article/{article.key}" if served else None)
