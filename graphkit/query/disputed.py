"""Which ties are disputed: the one definition, for page, site, named queries, analysis and report.

A tie is disputed where one active claim states it (asserted, declared or alleged) and another
denies it. To deny the wider relation denies the narrower (who does not support does not arm), not
the reverse: who denies arming somebody may well back him, and counted against the wider tie his
word would make a dispute of two statements that are both true. So a narrower denial is a row of its
own in a dossier, next to those of the same two actors. A claim that says that the tie has ended is
on neither side. A relation without direction is denied in either direction. Copies of one text count
as one source on their side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from graphkit.model import Article, Brief, Claim, Lifecycle, Polarity, Said
from graphkit.ontology import Vocabulary, load_vocabulary
from graphkit.query.sources import independent
from graphkit.standing import FIRM, denies, has_ended
from graphkit.store import View

# Relations outside the eleven families (based in, recruits) are shown too, under this name.
OTHER = "other"

# Subject, object, family, and whether the tie has no direction; then its ends are in order of their ids.
TieKey = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A tie that some claims state and others deny.

    Attributes:
        subject, object: `Actor.id`; of a tie without direction, in order.
        family: the family of its relations, or "other".
        symmetric: whether it has no direction.
        stated, denied: claims on either side, by article, place and id.
        sources_for, sources_against: independent sources on either side.
    """

    subject: str
    object: str
    family: str
    symmetric: bool
    stated: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    sources_for: int
    sources_against: int

    @property
    def key(self) -> TieKey:
        """The tie's key, that of the tie on the page."""
        return self.subject, self.object, self.family, self.symmetric


def disputed(claims: Iterable[Claim], article: Callable[[str], Article]) -> list[Disputed]:
    """Disputed ties, the most evenly disputed first, then those with most sources, then by name.

    Args:
        claims: all claims; those that are not active are ignored.
        article: gives the article of a key.

    Raises:
        UnknownName: a claim's relation is not in the vocabulary.
    """
    vocabulary = load_vocabulary()
    sides: dict[TieKey, tuple[dict[str, Claim], dict[str, Claim]]] = defaultdict(lambda: ({}, {}))
    for stated, denial in contradictions(claims):
        yes, no = sides[tie_key(stated, vocabulary)]
        yes[stated.id], no[denial.id] = stated, denial
    made = [_disputed(key, yes.values(), no.values(), article) for key, (yes, no) in sides.items()]
    return sorted(made, key=lambda d: (-min(d.sources_for, d.sources_against), -(d.sources_for + d.sources_against), d.key))


def disputed_of(view: View) -> list[Disputed]:
    """The disputed ties of a graph, in the order of `disputed`."""
    claims = list(contested_claims(view))
    known = {article.key: article for article in view.articles({claim.article for claim in claims})} if view.is_indexed else {}
    return disputed(claims, lambda key: known.get(key) or view.article(key))


def contested_claims(view: View) -> Iterable[Claim]:
    """Claims that include all of disputed ties: of the index those of contested ties, and of pairs whose ties are not right yet."""
    if not view.is_indexed:
        return view.claims()
    stale = view.index.all("SELECT low, high FROM stale ORDER BY low, high")
    waiting = set(stale)
    contested = [claim for claim in view.index.contested() if (min(claim.subject, claim.object), max(claim.subject, claim.object)) not in waiting]
    return contested + [claim for low, high in stale for ends in dict.fromkeys(((low, high), (high, low))) for claim in view.index.claims(*ends)]


def contradictions(claims: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Each claim that states a relation with each claim that denies it, in the order of the first."""
    active = [claim for claim in claims if claim.lifecycle is Lifecycle.ACTIVE and not has_ended(claim)]
    denials: dict[frozenset[str], list[Said]] = defaultdict(list)
    for claim in active:
        if claim.polarity is Polarity.NEGATIVE:
            denials[_ends(claim)].append(claim)
    if not denials:
        return
    for claim in active:
        if claim.polarity is Polarity.POSITIVE and claim.status in FIRM:
            yield from ((claim, denial) for denial in denials.get(_ends(claim), ()) if denies(denial, claim))


def tie_key(claim: Claim, vocabulary: Vocabulary) -> TieKey:
    """The key of the tie that a claim belongs to.

    Raises:
        UnknownName: its relation is not in the vocabulary.
    """
    relation = vocabulary.relation(claim.predicate)
    first, second = claim.subject, claim.object
    if relation.symmetric and second < first:
        first, second = second, first
    return first, second, relation.family or OTHER, relation.symmetric


def place(claim: Claim) -> tuple[str, int, str]:
    """By article, by place in it, by id."""
    return claim.article, min((e.start for e in claim.evidence), default=0), claim.id


def _ends(claim: Claim | Brief) -> frozenset[str]:
    return frozenset((claim.subject, claim.object))


def _disputed(key: TieKey, stated: Iterable[Claim], denied: Iterable[Claim], article: Callable[[str], Article]) -> Disputed:
    yes, no = (tuple(sorted(side, key=place)) for side in (stated, denied))
    return Disputed(*key, yes, no, independent(yes, article), independent(no, article))
