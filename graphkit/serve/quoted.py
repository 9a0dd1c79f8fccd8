"""Links quotes in query results to their position in the reading view of the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from graphkit.rdf import CLAIM, XSD
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.grid import Names, Row, cell, iri
from graphkit.serve.pages import address, literal
from graphkit.store import Term

# Maximum number of texts looked up per page, their maximum length, and the maximum number of claims read.
_LOOKED_UP, _LONGEST, _CLAIMS = 1000, 4000, 2000
# Literals are looked up in the engine's index, so the size of the graph does not matter.
_QUOTES = """
SELECT ?quote ?claim ?subject ?object ?article WHERE {{
  VALUES ?quote {{ {values} }}
  ?evidence gk:quote ?quote . ?claim gk:evidence ?evidence ; gk:subject ?subject ; gk:object ?object ; gk:statedIn ?article .
}} LIMIT {most}
"""


class Quoted(NamedTuple):
    """A claim with a quote: IRIs of the claim, its subject and object, and its article."""

    claim: str
    subject: str
    object: str
    article: str

    @property
    def link(self) -> str | None:
        """Address of the claim in the reading view of its article; None if there is no page."""
        shown = address(self.article)
        return shown and f"{shown}#claim-{quote(unquote(self.claim.removeprefix(CLAIM)), safe='')}"


# Claims by quote, sorted by IRI.
Quotes = Mapping[str, Sequence[Quoted]]


async def quotes_of(endpoint: Endpoint, rows: Iterable[Row]) -> Quotes:
    """Return the claims whose quotes occur in rows."""
    texts = list(dict.fromkeys(term.value for row in rows for term in row if term is not None and _may_be(term)))[:_LOOKED_UP]
    if not texts:
        return {}
    found: dict[str, list[Quoted]] = {}
    for text, *ends in await endpoint.rows(_QUOTES.format(values=" ".join(map(literal, texts)), most=_CLAIMS)):
        if text is not None:
            found.setdefault(text.value, []).append(Quoted(*(str(end.value) if end is not None else "" for end in ends)))
    return {text: sorted(claims) for text, claims in found.items()}


def _may_be(term: Term) -> bool:
    """Whether a term may be a quote: several words without a language tag."""
    plain = term.kind == "literal" and not term.language and term.datatype in (None, "", f"{XSD}string")
    return plain and " " in term.value and len(term.value) <= _LONGEST


def cells(row: Row, names: Names, quotes: Quotes) -> list[dict[str, Any]]:
    """Return the cells of a row for display, see `grid.cell`; an ambiguous quote links to the claim that best matches the row."""
    shown = [cell(term, names) for term in row]
    for one, term in zip(shown, row, strict=True):
        if term is not None and one["link"] is None and _may_be(term) and term.value in quotes:
            one["link"] = _meant(quotes[term.value], {iri(each, names) for each in row if each is not None}).link
    return shown


def _meant(claims: Sequence[Quoted], things: set[str | None]) -> Quoted:
    # max() returns the first of the best matches.
    return max(claims, key=lambda claim: (claim.claim in things) * 4 + (claim.subject in things) + (claim.object in things))
