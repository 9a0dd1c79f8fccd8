"""Builds the data of the interactive page as plain values for JSON; all text is cleaned and bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from graphkit.analyze import Conflict
from graphkit.model import Actor, Article, Claim
from graphkit.ontology import Vocabulary
from graphkit.query import family_statement, family_words, statement
from graphkit.query.sections import PASSED_ON, TITLES
from graphkit.query.ties import ties
from graphkit.standing import unended
from graphkit.view.camp_values import camp_values, enders
from graphkit.view.conflict_pictures import all_positions, conflict_pictures
from graphkit.view.dossiers import Dossiers
from graphkit.view.layout import CORE
from graphkit.view.network import DASHES, network, ranked
from graphkit.view.page_values import TieValues, actor_values, article_values


def data(
    actors: Iterable[Actor],
    claims: Iterable[Claim],
    articles: Iterable[Article],
    vocabulary: Vocabulary,
    *,
    excerpt: bool = False,
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """Return all data of a page; for an excerpt or a single conflict without one picture per conflict.

    Returns:
        `nodes`, `edges` and `options` for vis-network; `actors`, `ties` and `articles` by
        number; `first`, the number of actors shown initially; `stories`, as in
        `graphkit.view.conflict_pictures`, with the dossiers that differ there; `dashes` of ties by way;
        `phrases` of relations and of `families`, in singular and plural; `titles` of the dossier
        sections; `passed`, the sections shown for organisations that an actor leads; `grouping`, as in
        `graphkit.view.camp_values`.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    known = {actor.id: actor for actor in actors}
    sources = {article.key: article for article in articles}
    values = list(claims)

    def article(key: str) -> Article:
        return sources.get(key) or Article(key=key, id=key, text_hash="")

    standing = {claim.id for claim in unended(values, lambda claim: article(claim.article).published)}
    drawn_ties = ties(values, vocabulary, lambda claim: article(claim.article).exact_day, standing)
    drawn = [known.get(name, Actor(name, name)) for name in ranked(drawn_ties)]
    index = {actor.id: number for number, actor in enumerate(drawn)}
    cited = {key: number for number, key in enumerate(sorted({claim.article for tie in drawn_ties for claim in tie.claims}))}
    tie_values = TieValues(known, index, cited, vocabulary, standing, enders([claim for tie in drawn_ties for claim in tie.claims], article))
    pictures, sides = conflict_pictures(drawn_ties, known, sources, index, cited, whole_only=excerpt, only=conflict)
    spots = all_positions(drawn_ties, sides, index, several=len(pictures) > 1)
    folders = Dossiers(drawn, drawn_ties, list(known.values()), article)
    keys = list(cited)
    return {
        **network(drawn, drawn_ties, spots),
        "dashes": dict(DASHES),
        "first": CORE,
        "actors": [{**actor_values(actor), "dossier": dossier} for actor, dossier in zip(drawn, folders.whole, strict=True)],
        "stories": [{**story, "dossiers": folders.within({keys[number] for number in story["articles"]})} for story in pictures],
        "articles": [article_values(sources.get(key), key) for key in cited],
        "ties": [tie_values.tie(tie) for tie in drawn_ties],
        "phrases": {name: _forms(partial(statement, name)) for name in sorted({claim.predicate for tie in drawn_ties for claim in tie.claims})},
        "families": {family_words(name): _forms(partial(family_statement, name)) for name in sorted({tie.family for tie in drawn_ties})},
        "titles": dict(TITLES),
        "passed": list(PASSED_ON),
        "grouping": camp_values(drawn),
    }


# A singular and a plural name, used to derive the verb forms.
_ONE, _MANY = "Egypt", "Syrian rebels"


def _forms(said: Callable[[str, str], str]) -> list[str]:
    """Return a relation after a singular and a plural name: "attacks {}", "attack {}"."""
    return [said(who, "{}").removeprefix(f"{who} ") for who in (_ONE, _MANY)]
