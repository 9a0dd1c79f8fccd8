"""The review queue: which claims and name proposals await a decision, in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self
from urllib.parse import urlencode

from graphkit.model import Act, Claim, around, excerpt
from graphkit.query import DOUBTFUL, doubtful
from graphkit.resolve.suggest import Proposal
from graphkit.review import Review
from graphkit.serve.conflict_filter import ConflictFilter
from graphkit.serve.current import Opened
from graphkit.serve.index_queries import WITHIN

# Maximum length of the queue; further items follow when these are decided.
MOST = 500
AROUND = 700
_ABOVE_ALL = 2.0


@dataclass(frozen=True, slots=True)
class Queue:
    """Filter and order of the review; "" for no restriction.

    Attributes:
        order: `doubtful` (claims with low confidence, the lowest first) or `disputed` (claims of disputed ties).
        actor: id of an actor, to review all its claims whatever their confidence.
        claim: id of a single claim.
        conflict: id of a conflict, to review only its claims.
    """

    order: str = "doubtful"
    actor: str = ""
    claim: str = ""
    conflict: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """Create from query or form parameters."""
        order = parameters.get("order", "")
        return cls("disputed" if order == "disputed" else "doubtful", parameters.get("actor", "").strip()[:200], parameters.get("claim", "").strip()[:200], parameters.get("conflict", "").strip()[:200])

    def address(self, at: int) -> str:
        """Return the address of the review page for the item at an index."""
        given = {"order": self.order if self.order != "doubtful" else "", "actor": self.actor, "claim": self.claim, "conflict": self.conflict, "at": str(at)}
        return "/review?" + urlencode({name: value for name, value in given.items() if value})

    def things(self, opened: Opened, review: Review, part: ConflictFilter) -> list[Claim | Proposal]:
        """Return the items: name proposals, then claims; only claims if the queue is restricted.

        Args:
            opened: the graph.
            review: the decisions so far.
            part: the part of the graph to review.
        """
        if self.claim:
            found = opened.view.claim(self.claim)
            return list(doubtful([found] if found else [], review.decisions, _ABOVE_ALL))
        if self.actor:
            both = {c.id: c for c in (*opened.claims(self.actor, None), *opened.claims(None, self.actor))}
            return list(doubtful(part.of(both.values()), review.decisions, _ABOVE_ALL))
        if self.order == "disputed":
            decided = {decision.target for decision in review.decisions if decision.act in (Act.ACCEPT, Act.REJECT)}
            both_sides = dict.fromkeys(claim for tie in part.disputes(opened) for claim in (*tie.stated, *tie.denied) if claim.id not in decided)
            return list(doubtful(islice(both_sides, MOST), review.decisions, _ABOVE_ALL))
        claims = opened.cached(("doubtful", part.id), lambda: _doubtful(opened, MOST, part.keys))
        if part.id:
            return list(doubtful(claims, review.decisions))
        return [*cached_proposals(opened, review), *doubtful(claims, review.decisions)]


def cached_proposals(opened: Opened, review: Review) -> Sequence[Proposal]:
    """Return proposals of names for the same actor, computed once per state of the graph and its decisions."""
    return opened.cached(("proposals", tuple(d.id for d in review.decisions)), review.proposals)


def _doubtful(opened: Opened, most: int, keys: str | None) -> list[Claim]:
    """Return active claims with low confidence, the lowest first; `keys` as in `busiest`."""
    asked = f"SELECT name FROM claims WHERE active AND confidence < ?2 AND {WITHIN} ORDER BY confidence, article, name LIMIT ?3"
    return opened.named([name for (name,) in opened.view.index.each(asked, keys, DOUBTFUL, most)])


def quote_in_context(text: str | None, claim: Claim) -> tuple[str, str, str]:
    """Return (text before, quote, text after) of a claim, from the article or else the stored context; `…` marks truncation."""
    quote = claim.evidence[0]
    if text is None or text[quote.start : quote.end] != quote.quote:
        before, after = around(quote.before, quote.after, quote.start)
    else:
        before, after = excerpt(text, quote.start, quote.end, AROUND)
    return before, quote.quote, after
