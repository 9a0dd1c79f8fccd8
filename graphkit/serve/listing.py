"""Articles and times of deeds, read once for each state of a graph, and the rows of them that a page wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self
from urllib.parse import unquote

from graphkit.rdf import ARTICLE, CLAIM
from graphkit.store import View, plain_rows

# Outlets that a form proposes.
OUTLETS = 500
_ARTICLES = """
SELECT ?article ?id ?title ?outlet ?day ?conflict ?copy WHERE { GRAPH ?g { ?article a gk:Article ; dcterms:identifier ?id
  OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article gk:outletName ?outlet } OPTIONAL { ?article gk:publishedOn ?day }
  OPTIONAL { ?article gk:conflict ?conflict } OPTIONAL { ?article gk:copyOf ?copy } } }
"""
_STATED = "SELECT DISTINCT ?claim ?article WHERE { GRAPH ?g { ?claim gk:statedIn ?article } }"
_DEEDS = "SELECT DISTINCT ?day ?claim WHERE { GRAPH ?g { ?claim gk:eventFrom|gk:eventUntil|gk:validFrom|gk:validUntil ?day } }"


class Row(NamedTuple):
    """An article in short; "" for what is not known.

    `day` of publication is 2020-01-31, `copy` the IRI of the article that it repeats, `claims` the number of its active claims.
    """

    key: str
    id: str
    title: str
    outlet: str
    day: str
    conflict: str
    copy: str
    claims: int

    @property
    def name(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id


_ORDERS: Mapping[str, Callable[[Row], Any]] = {
    # The newest first, those without a day last.
    "day": lambda row: tuple(-int(part) for part in row.day.split("-") if part.isdigit()) or (1,),
    "title": lambda row: row.name.lower(),
    "outlet": lambda row: (row.outlet or "~").lower(),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles, and in what order; "" for any.

    Attributes:
        sort: day, title or outlet.
        outlet: its name.
        day: of publication, or a month or a year.
        conflict: as the articles name it.
        q: words of the title.
    """

    sort: str = "day"
    outlet: str = ""
    day: str = ""
    conflict: str = ""
    q: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of an address ask for; those not known are ignored."""
        texts = {name: parameters.get(name, "").strip()[:200] for name in ("outlet", "day", "conflict", "q")}
        sort = parameters.get("sort", "")
        return cls(sort if sort in _ORDERS else "day", **texts)

    def fits(self, row: Row) -> bool:
        """Whether an article is one of these."""
        return (
            self.outlet in ("", row.outlet) and self.conflict in ("", row.conflict)
            and row.day.startswith(self.day) and self.q.lower() in row.name.lower()
        )


def articles(view: View, past: frozenset[str]) -> list[Row]:
    """All articles of a graph, by key: some seconds of one of 10,000 articles with 100,000 claims.

    Args:
        view: the graph.
        past: ids of the claims that are not active.
    """
    stated = ((unquote(claim.removeprefix(CLAIM)), article) for claim, article in plain_rows(view, _STATED))
    numbers = Counter(article for claim, article in stated if claim not in past)
    found = {article: _row(numbers[article], article, *rest) for article, *rest in plain_rows(view, _ARTICLES)}
    return [found[article] for article in sorted(found)]


def _row(claims: int, article: str, id_: str, title: str, outlet: str, day: str, conflict: str, copy: str) -> Row:
    return Row(article.removeprefix(ARTICLE), id_, title, outlet, day, conflict, copy, claims)


def deeds(view: View, past: frozenset[str]) -> list[tuple[str, str]]:
    """Days on which something began or ended by an active claim, with the id of the claim, by id."""
    found = ((day, unquote(claim.removeprefix(CLAIM))) for day, claim in plain_rows(view, _DEEDS))
    return sorted((row for row in found if row[1] not in past), key=lambda row: row[::-1])


def rows_of(told: Mapping[str, Any] | None) -> list[Row]:
    """The articles of a survey; none of one that is not made yet."""
    return [Row(*row) for row in (told or {}).get("rows", ())]


def chosen(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """The articles that are wanted, in the order that is wanted; those that stand alike in it by key."""
    return sorted((row for row in rows if wanted.fits(row)), key=lambda row: (_ORDERS[wanted.sort](row), row.key))


def outlets(rows: Iterable[Row]) -> list[str]:
    """Outlets of articles by name."""
    return sorted({row.outlet for row in rows if row.outlet})[:OUTLETS]


def deeds_of(told: Sequence[Sequence[str]], day: str) -> list[str]:
    """Ids of claims of what began or ended on a day, or within a month or a year: `2020-01-31`, `2020-01`, `2020`."""
    return list(dict.fromkeys(claim for of, claim in told if of.startswith(day)))
