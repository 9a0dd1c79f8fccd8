"""The queue of a review: which claims and names wait, in what order."""

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
from graphkit.serve.census import WITHIN
from graphkit.serve.current import Opened
from graphkit.serve.narrowing import Part

# More than this nobody judges in one sitting; those that follow come when these are judged.
MOST = 500
AROUND = 700
_ABOVE_ALL = 2.0


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be judged; "" for anything.

    Attributes:
        order: `doubtful` (claims that are not sure, the least certain first) or `disputed` (claims of disputed ties).
        actor: id of an actor whose claims are to be judged, also the sure ones.
        claim: id of one claim.
        conflict: id of a conflict, whose claims alone are to be judged.
    """

    order: str = "doubtful"
    actor: str = ""
    claim: str = ""
    conflict: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Self:
        """What the parameters of an address or a form ask for."""
        order = parameters.get("order", "")
        return cls("disputed" if order == "disputed" else "doubtful", parameters.get("actor", "").strip()[:200], parameters.get("claim", "").strip()[:200], parameters.get("conflict", "").strip()[:200])

    def address(self, at: int) -> str:
        """Where the thing at this place is judged."""
        given = {"order": self.order if self.order != "doubtful" else "", "actor": self.actor, "claim": self.claim, "conflict": self.conflict, "at": str(at)}
        return "/review?" + urlencode({name: value for name, value in given.items() if value})

    def things(self, opened: Opened, review: Review, part: Part) -> list[Claim | Proposal]:
        """Names that may be one, then claims; of a narrower queue claims only.

        Args:
            opened: the graph.
            review: what was decided so far.
            part: of which claims are judged.
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
        claims = opened.kept(("doubtful", part.id), lambda: _doubtful(opened, MOST, part.keys))
        if part.id:
            return list(doubtful(claims, review.decisions))
        return [*proposed(opened, review), *doubtful(claims, review.decisions)]


def proposed(opened: Opened, review: Review) -> Sequence[Proposal]:
    """Names that may be one, worked out once for each state of the graph and its decisions."""
    return opened.kept(("proposals", tuple(d.id for d in review.decisions)), review.proposals)


def _doubtful(opened: Opened, most: int, keys: str | None) -> list[Claim]:
    """Active claims that are not sure, the least certain first; `keys` as in `busiest`."""
    asked = f"SELECT name FROM claims WHERE active AND confidence < ?2 AND {WITHIN} ORDER BY confidence, article, name LIMIT ?3"
    return opened.named([name for (name,) in opened.view.index.each(asked, keys, DOUBTFUL, most)])


def surrounded(text: str | None, claim: Claim) -> tuple[str, str, str]:
    """The article before a claim's quote, the quote, and the article after it; the kept context where the text is not kept. `…` stands where the article goes on."""
    quote = claim.evidence[0]
    if text is None or text[quote.start : quote.end] != quote.quote:
        before, after = around(quote.before, quote.after, quote.start)
    else:
        before, after = excerpt(text, quote.start, quote.end, AROUND)
    return before, quote.quote, after
