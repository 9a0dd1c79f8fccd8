"""The dossier of every actor in the numbers of one page: `graphkit.query.dossier` compiles it, the page writes it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graphkit.model import Actor, Article, Claim
from graphkit.query import period_words
from graphkit.query.compiling import Compiler
from graphkit.query.dossier import Dossier, Period, Row, Section
from graphkit.query.ties import Tie
from graphkit.view.words import shown


def dossiers(drawn: Sequence[Actor], made: Sequence[Tie], actors: Sequence[Actor], article: Callable[[str], Article]) -> list[dict[str, Any]]:
    """For each actor that is drawn: rows by section, what comes through bodies that it leads, posts.

    Claims are numbered as they come in the ties, actors as they are drawn.
    """
    cited = [claim for tie in made for claim in tie.claims]
    compiler = Compiler(actors, _claims(cited), article)
    plain = _Plain({actor.id: n for n, actor in enumerate(drawn)}, {claim.id: n for n, claim in enumerate(cited)})
    return [plain.whole(compiler.dossier(actor)) for actor in drawn]


def _claims(claims: Iterable[Claim]) -> Callable[[str | None, str | None], Iterable[Claim]]:
    """Claims by one end; dossiers of single actors ask for no more."""
    ends: tuple[dict[str, list[Claim]], dict[str, list[Claim]]] = (defaultdict(list), defaultdict(list))
    for claim in claims:
        ends[0][claim.subject].append(claim)
        ends[1][claim.object].append(claim)

    def get(subject: str | None, object_: str | None) -> Iterable[Claim]:
        return ends[0].get(subject, ()) if subject is not None else ends[1].get(object_ or "", ())

    return get


class _Plain:
    def __init__(self, index: Mapping[str, int], numbers: Mapping[str, int]) -> None:
        self._index = index
        self._numbers = numbers

    def whole(self, dossier: Dossier) -> dict[str, Any]:
        return {
            "sections": [self._section(section) for section in dossier.sections],
            "through": [[self._index[one.body.id], self._numbers[one.quote.id]] for one in dossier.through],
            "posts": [[shown(post.role), _days(post.deeds, post.printed), self._numbers[post.quote.id]] for post in dossier.posts],
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
        }


def _days(deeds: Period, printed: Period) -> list[str]:
    """Days of the deed and of print, in words."""
    return [period_words(deeds), period_words(printed)]
