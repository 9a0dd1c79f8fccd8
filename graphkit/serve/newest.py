"""Claims for a dossier, the newest of an actor of whom very much is said."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from graphkit.model import Claim
from graphkit.rdf import CLAIM, ID, escaped
from graphkit.store import View

# So many claims of one end are read for a page; more cannot be read in the time that a page may take.
MOST = 200
_NEWEST = """
SELECT ?claim WHERE {{ GRAPH ?g {{ ?claim {ends} ; gk:lifecycle gkc:active OPTIONAL {{ ?claim gk:publishedOn ?day }} }} }}
ORDER BY DESC(?day) ?claim
"""
_ENDS = "SELECT ?claim ?s ?o WHERE {{ GRAPH ?g {{ ?claim gk:polarity gkc:{polarity} ; gk:subject ?s ; gk:object ?o }} }}"


class NewestClaims:
    """Gives active claims by subject and object, the newest where there are very many.

    Attributes:
        left_out: how many older ones were not given so far.
    """

    def __init__(self, view: View, most: int = MOST) -> None:
        self._view, self._most = view, most
        self.left_out = 0

    def __call__(self, subject: str | None, object_: str | None) -> Iterator[Claim]:
        """Active claims with these ends; None for anybody, one of them at least is given."""
        ends = " ; ".join(f"gk:{end} <{ID}{escaped(name)}>" for end, name in (("subject", subject), ("object", object_)) if name is not None)
        found = [str(row[0]).removeprefix(CLAIM) for row in self._view.query(_NEWEST.format(ends=ends), timeout=None)]
        self.left_out += max(0, len(found) - self._most)
        for name in found[: self._most]:
            claim = self._view.claim(unquote(name))
            if claim is not None:
                yield claim


def opposed_claims(view: View) -> Iterator[Claim]:
    """Claims between each two actors of whom something is stated and something denied, in any direction, by id."""
    # The engine would look up each pair by one end, which for the busiest actors is most of the graph.
    sides = [[(str(claim), frozenset((str(s), str(o)))) for claim, s, o in view.query(_ENDS.format(polarity=polarity), timeout=None)] for polarity in ("positive", "negative")]
    both = {pair for _, pair in sides[0]} & {pair for _, pair in sides[1]}
    for name in sorted(name for side in sides for name, pair in side if pair in both):
        claim = view.claim(unquote(name.removeprefix(CLAIM)))
        if claim is not None:
            yield claim
