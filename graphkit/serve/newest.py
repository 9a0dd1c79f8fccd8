"""Claims for a dossier, the newest of an actor of whom very much is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

from graphkit.model import Claim
from graphkit.rdf import ARTICLE_GRAPH, CLAIM, ID, escaped
from graphkit.serve.census import inactive
from graphkit.store import View, plain_rows

# So many claims of one end are read for a page; more cannot be read in the time that a page may take.
MOST = 200
# The engine finds the claims by one index; asked for their days and whether they are active it looks up each.
_ENDS = "SELECT ?claim ?g WHERE {{ GRAPH ?g {{ ?claim {ends} }} }}"
_DAYS = "SELECT ?g ?day WHERE { GRAPH ?g { ?article a gk:Article ; gk:publishedOn ?day } }"


@dataclass(frozen=True, slots=True)
class Dates:
    """What tells the newest claims of a graph, read once for each of its states.

    Attributes:
        days: of publication, by key of article.
        inactive: ids of superseded and retracted claims.
    """

    days: Mapping[str, str]
    inactive: frozenset[str]

    @classmethod
    def of(cls, view: View) -> Self:
        """Read them: a third of a second of a graph of 10,000 articles."""
        return cls({str(graph).removeprefix(ARTICLE_GRAPH): str(day) for graph, day in view.query(_DAYS, timeout=None)}, inactive(view))


class NewestClaims:
    """Gives active claims by subject and object, the newest where there are very many.

    Attributes:
        left_out: how many older ones were not given so far.
    """

    def __init__(self, view: View, dates: Dates, most: int = MOST) -> None:
        self._view, self._dates, self._most = view, dates, most
        self.left_out = 0

    def __call__(self, subject: str | None, object_: str | None) -> Iterator[Claim]:
        """Active claims with these ends; None for anybody, one of them at least is given."""
        found = sorted(self._found(subject, object_))
        newest = sorted(found, key=lambda row: self._dates.days.get(row[1], ""), reverse=True)[: self._most]
        self.left_out += len(found) - len(newest)
        for name, article in newest:
            claim = self._view.claim(name, article)
            if claim is not None:
                yield claim

    def _found(self, subject: str | None, object_: str | None) -> Iterator[tuple[str, str]]:
        """Ids of active claims, each with the key of its article."""
        ends = " ; ".join(f"gk:{end} <{ID}{escaped(name)}>" for end, name in (("subject", subject), ("object", object_)) if name is not None)
        for claim, graph in plain_rows(self._view, _ENDS.format(ends=ends)):
            name = unquote(claim.removeprefix(CLAIM))
            if graph.startswith(ARTICLE_GRAPH) and name not in self._dates.inactive:
                yield name, graph.removeprefix(ARTICLE_GRAPH)
