"""Converts the dossiers of all actors (`graphkit.query.dossier`) to the numbers of one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from graphkit.model import Actor, Article, Claim
from graphkit.query import period_words
from graphkit.query.dossier import Dossier, Period, Row, Section
from graphkit.query.dossier_builder import DossierBuilder
from graphkit.query.ties import Tie
from graphkit.view.text import SENTENCE, clean_text


class Dossiers:
    """Dossiers of the drawn actors: rows by section, relations through organisations that they lead, posts.

    Claims are numbered in the order of the ties, actors in the order of `drawn`.

    Args:
        drawn: the actors with a tie.
        ties: the ties.
        actors: all actors of the claims.
        article: returns the article with a key.
    """

    def __init__(self, drawn: Sequence[Actor], ties: Sequence[Tie], actors: Sequence[Actor], article: Callable[[str], Article]) -> None:
        self._drawn, self._actors, self._article = drawn, actors, article
        self._cited = [claim for tie in ties for claim in tie.claims]
        self._plain = _Values({actor.id: n for n, actor in enumerate(drawn)}, {claim.id: n for n, claim in enumerate(self._cited)})
        self.whole = [self._plain.whole(dossier) for dossier in self._compiled(self._cited, drawn)]

    def within(self, keys: Set[str]) -> dict[str, dict[str, Any]]:
        """Return, by actor number, the dossiers that differ when only the articles `keys` count, so that no conflict quotes another."""
        claims = [claim for claim in self._cited if claim.article in keys]
        ends = {end for claim in claims for end in (claim.subject, claim.object)}
        members = [(number, actor) for number, actor in enumerate(self._drawn) if actor.id in ends]
        made = self._compiled(claims, [actor for _, actor in members])
        plain = ((number, self._plain.whole(dossier)) for (number, _), dossier in zip(members, made, strict=True))
        return {str(number): dossier for number, dossier in plain if dossier != self.whole[number]}

    def _compiled(self, claims: Sequence[Claim], wanted: Iterable[Actor]) -> list[Dossier]:
        compiler = DossierBuilder(self._actors, _claims(claims), self._article)
        return [compiler.dossier(actor) for actor in wanted]


def _claims(claims: Iterable[Claim]) -> Callable[[str | None, str | None], Iterable[Claim]]:
    """Return a lookup of claims by subject or by object, which is all that dossiers of single actors need."""
    ends: tuple[dict[str, list[Claim]], dict[str, list[Claim]]] = (defaultdict(list), defaultdict(list))
    for claim in claims:
        ends[0][claim.subject].append(claim)
        ends[1][claim.object].append(claim)

    def get(subject: str | None, object_: str | None) -> Iterable[Claim]:
        return ends[0].get(subject, ()) if subject is not None else ends[1].get(object_ or "", ())

    return get


class _Values:
    def __init__(self, index: Mapping[str, int], numbers: Mapping[str, int]) -> None:
        self._index = index
        self._numbers = numbers

    def whole(self, dossier: Dossier) -> dict[str, Any]:
        return {
            "sections": [self._section(section) for section in dossier.sections],
            "through": [[self._index[one.body.id], self._numbers[one.quote.id]] for one in dossier.through],
            "posts": [[clean_text(post.role), _days(post.deeds, post.printed), self._numbers[post.quote.id]] for post in dossier.posts],
        }

    def _section(self, section: Section) -> dict[str, Any]:
        return {"name": section.name, "rows": [self._row(row) for row in section.rows]}

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            "other": self._index[row.other.id],
            "quote": self._numbers[row.quote.id],
            "denials": [self._numbers[claim.id] for claim in row.denials],
            "days": _days(row.deeds, row.printed),
            "sources": row.sources,
            "words": list(row.status),
            "claims": len(row.claims),
            **({"narrower": [clean_text(phrase, SENTENCE) for phrase in row.narrower]} if row.narrower else {}),
            **({"endings": [self._numbers[claim.id] for claim in row.endings if claim.id != row.quote.id]} if row.endings else {}),
        }


def _days(deeds: Period, printed: Period) -> list[str]:
    """Event dates and publication dates as text."""
    return [period_words(deeds), period_words(printed)]
