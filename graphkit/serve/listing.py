"""The SPARQL behind the lists, each for one page of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graphkit.serve.pages import literal

OUTLETS = "SELECT DISTINCT ?outlet { GRAPH ?g { ?article gk:outletName ?outlet } } ORDER BY ?outlet LIMIT 500"
# Only the rows of the page are looked up whole; each article stands in one graph, which is quicker to say than to find out.
_ARTICLES = """
SELECT ?article ?id ?title ?outlet ?day ?conflict WHERE {{
  {{ SELECT ?g ?article ?day WHERE {{ GRAPH ?g {{ ?article a gk:Article . {given} {needed} OPTIONAL {{ ?article gk:publishedOn ?day }} }} {filters} }}
    ORDER BY {order} ?article LIMIT {rows} OFFSET {first} }}
  GRAPH ?g {{ ?article dcterms:identifier ?id
    OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article gk:outletName ?outlet }} OPTIONAL {{ ?article gk:conflict ?conflict }} }}
}} ORDER BY {outer} ?article
"""
_TITLE, _OUTLET = "?article dcterms:identifier ?id OPTIONAL { ?article dcterms:title ?title }", "OPTIONAL { ?article gk:outletName ?outlet }"
_ORDERS = {"day": "DESC(?day)", "title": "LCASE(STR(COALESCE(?title, ?id)))", "outlet": "LCASE(STR(COALESCE(?outlet, '~')))"}
_CLAIMS_OF = """
SELECT ?article (COUNT(DISTINCT ?claim) AS ?n) WHERE {{
  VALUES ?article {{ {articles} }} GRAPH ?g {{ ?claim gk:statedIn ?article ; gk:lifecycle gkc:active }}
}} GROUP BY ?article
"""
_TIMES = ("eventFrom", "eventUntil", "validFrom", "validUntil")
# The engine joins what stands in the inner SELECT first: few claims have a time.
_DEEDS = "SELECT DISTINCT ?claim WHERE {{ {{ SELECT DISTINCT ?g ?claim WHERE {{ {when} }} }} GRAPH ?g {{ ?claim gk:lifecycle gkc:active }} }} ORDER BY ?claim LIMIT {rows}"


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
    if len(wanted.day) == len("2020-01-31"):
        given += f" ?article gk:publishedOn {literal(wanted.day)}^^xsd:date ."
    filters = f"FILTER (STRSTARTS(STR(?day), {literal(wanted.day)}))" if wanted.day else ""
    if wanted.q:
        filters += f" FILTER (CONTAINS(LCASE(STR(COALESCE(?title, ?id))), {literal(wanted.q.lower())}))"
    needed = (_TITLE if wanted.q or wanted.sort == "title" else "") + (_OUTLET if wanted.sort == "outlet" else "")
    order = _ORDERS[wanted.sort]
    return _ARTICLES.format(given=given, needed=needed, filters=filters, order=order, outer=order, rows=rows, first=first)


def claims_of(articles: Sequence[str]) -> str:
    """How many active claims each of these articles (IRIs) has."""
    return _CLAIMS_OF.format(articles=" ".join(f"<{article}>" for article in articles))


def deeds_of(day: str, rows: int) -> str:
    """Claims of what began or ended on a day, or within a month or a year: `2020-01-31`, `2020-01`, `2020`."""
    # An exact day is found by the engine's index.
    exact = len(day) == len("2020-01-31")
    value = f'"{day}"^^xsd:date' if exact else "?day"
    when = " UNION ".join(f"{{ GRAPH ?g {{ ?claim gk:{time} {value} }} }}" for time in _TIMES)
    return _DEEDS.format(when=when if exact else f'{when} FILTER (STRSTARTS(STR(?day), "{day}"))', rows=rows)
