"""The SPARQL behind the lists, each for one page of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graphkit.serve.pages import literal

OUTLETS = "SELECT DISTINCT ?outlet { ?article a gk:Article ; gk:outletName ?outlet } ORDER BY ?outlet LIMIT 500"
_ARTICLES = """
SELECT ?article ?id ?title ?outlet ?day ?conflict WHERE {{
  ?article a gk:Article ; dcterms:identifier ?id . {given}
  OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article gk:outletName ?outlet }}
  OPTIONAL {{ ?article gk:publishedOn ?day }} OPTIONAL {{ ?article gk:conflict ?conflict }}
  {filters}
}} ORDER BY {order} ?article LIMIT {rows} OFFSET {first}
"""
_ORDERS = {"day": "DESC(?day)", "title": "LCASE(STR(COALESCE(?title, ?id)))", "outlet": "LCASE(STR(COALESCE(?outlet, '~')))"}
_CLAIMS_OF = """
SELECT ?article (COUNT(DISTINCT ?claim) AS ?n) WHERE {{
  VALUES ?article {{ {articles} }} GRAPH ?g {{ ?claim gk:statedIn ?article ; gk:lifecycle gkc:active }}
}} GROUP BY ?article
"""
_TIMES = ("eventFrom", "eventUntil", "validFrom", "validUntil")
_DEEDS = "SELECT DISTINCT ?claim WHERE {{ GRAPH ?g {{ ?claim gk:lifecycle gkc:active . {when} }} }} ORDER BY ?claim LIMIT {rows}"
_TIES = """
SELECT ?s ?o (COUNT(DISTINCT ?claim) AS ?claims) (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {{ GRAPH ?g {{
  ?claim gk:predicate rel:{name} ; gk:lifecycle gkc:active ; gk:polarity gkc:positive ; gk:subject ?s ; gk:object ?o
  OPTIONAL {{ ?claim gk:publishedOn ?day }}
}} }} GROUP BY ?s ?o ORDER BY DESC(?claims) ?s ?o LIMIT {rows} OFFSET {first}
"""


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


def articles(wanted: Wanted, rows: int, first: int) -> str:
    """Articles: so many rows from the one at this place."""
    given = "".join(f" ?article gk:{name} {literal(text)} ." for name, text in (("outletName", wanted.outlet), ("conflict", wanted.conflict)) if text)
    filters = f"FILTER (STRSTARTS(STR(?day), {literal(wanted.day)}))" if wanted.day else ""
    if wanted.q:
        filters += f" FILTER (CONTAINS(LCASE(STR(COALESCE(?title, ?id))), {literal(wanted.q.lower())}))"
    return _ARTICLES.format(given=given, filters=filters, order=_ORDERS[wanted.sort], rows=rows, first=first)


def claims_of(articles: Sequence[str]) -> str:
    """How many active claims each of these articles (IRIs) has."""
    return _CLAIMS_OF.format(articles=" ".join(f"<{article}>" for article in articles))


def deeds_of(day: str, rows: int) -> str:
    """Claims of what began or ended on a day, or within a month or a year: `2020-01-31`, `2020-01`, `2020`."""
    if len(day) == len("2020-01-31"):
        # An exact day is found by the engine's index.
        when = " UNION ".join(f'{{ ?claim gk:{time} "{day}"^^xsd:date }}' for time in _TIMES)
    else:
        when = " UNION ".join(f"{{ ?claim gk:{time} ?day }}" for time in _TIMES) + f' FILTER (STRSTARTS(STR(?day), "{day}"))'
    return _DEEDS.format(when=when, rows=rows)


def ties_of(relation: str, rows: int, first: int) -> str:
    """Pairs of a relation by its number of claims, with the first and last day of publication."""
    return _TIES.format(name=relation, rows=rows, first=first)
