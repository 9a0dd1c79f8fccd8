"""Defines which ties are disputed; used by the page, the site, named queries, the analysis and the report.

A tie is disputed if one active claim states it (asserted, declared or alleged) and another denies it
(asserted, declared, alleged or planned). Denying a broader relation denies the narrower one (not
supporting implies not arming), but not the reverse: an actor that denies arming somebody may still
support them, and both statements can be true. A narrower denial therefore gets its own row in a dossier, next to the rows
of the same two actors. A claim that the tie has ended is on neither side. A symmetric relation can
be denied in either direction. A denial does not concern what began
after it was published, unless it is a refusal, nor periods that both sides date differently; its speaker can take it back. Independent sources are counted on each side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from graphkit.denials import contradictions
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import Vocabulary, load_vocabulary
from graphkit.query.sources import count_sources
from graphkit.query.wording import family_statement, statement
from graphkit.standing import Endings, endings_of
from graphkit.store import View

# Family name of relations outside the eleven families (based in, recruits).
OTHER = "other"

# Subject, object, family, and whether the tie is symmetric; the ends of a symmetric tie are sorted by id.
TieKey = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A tie that some claims state and others deny.

    Attributes:
        subject, object: `Actor.id`; sorted for a symmetric tie.
        family: the family of its relations, or "other".
        symmetric: whether it has no direction.
        stated, denied: claims on either side, by article, position and id.
        sources_for, sources_against: number of independent sources on either side.
        over: whether all stated claims are said to have ended since.
    """

    subject: str
    object: str
    family: str
    symmetric: bool
    stated: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    sources_for: int
    sources_against: int
    over: bool = False

    @property
    def key(self) -> TieKey:
        """Key of the tie, as used by the page."""
        return self.subject, self.object, self.family, self.symmetric


def disputed(claims: Iterable[Claim], article: Callable[[str], Article], among: Iterable[Claim | Brief] | None = None, day: date | None = None) -> list[Disputed]:
    """Return the disputed ties, the most evenly disputed first, then by number of sources, then by key.

    Args:
        claims: all claims; inactive ones are ignored.
        article: returns the article with a key.
        among: the claims whose endings count; None for `claims`.
        day: the day; None for after everything known.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    vocabulary, listed = load_vocabulary(), list(claims)
    endings = endings_of(listed if among is None else among, lambda claim: article(claim.article).published)
    sides: dict[TieKey, tuple[dict[str, Claim], dict[str, Claim]]] = defaultdict(lambda: ({}, {}))
    for stated, denial in contradictions(listed, lambda claim: article(claim.article).exact_day):
        yes, no = sides[tie_key(stated, vocabulary)]
        yes[stated.id], no[denial.id] = stated, denial
    made = [_disputed(key, yes.values(), no.values(), article) for key, (yes, no) in sides.items()]
    made = [replace(tie, over=all(_is_over(claim, article, endings, day) for claim in tie.stated)) for tie in made]
    return sorted(made, key=lambda d: (-min(d.sources_for, d.sources_against), -(d.sources_for + d.sources_against), d.key))


def disputed_statement(tie: Disputed, name: Callable[[str], str]) -> str:
    """Return a disputed tie as a sentence: its relation, or its family if claims state several relations.

    Args:
        tie: the tie.
        name: returns the name of an actor id.
    """
    predicates, ends = {claim.predicate for claim in tie.stated}, (name(tie.subject), name(tie.object))
    one = len(predicates) == 1 or tie.family == OTHER
    return statement(tie.stated[0].predicate, *ends) if one else family_statement(tie.family, *ends)


def disputed_of(view: View) -> list[Disputed]:
    """Return the disputed ties of a graph, in the order of `disputed`."""
    claims = list(contested_claims(view))
    known = {article.key: article for article in view.articles({claim.article for claim in claims})} if view.is_indexed else {}
    return disputed(claims, lambda key: known.get(key) or view.article(key))


def contested_claims(view: View) -> Iterable[Claim]:
    """Return a superset of the claims of disputed ties: from the index, claims of pairs with contested ties and of those whose ties are stale."""
    if not view.is_indexed:
        return view.claims()
    stale = view.index.all("SELECT low, high FROM stale ORDER BY low, high")
    waiting = set(stale)
    contested = [claim for claim in view.index.contested() if (min(claim.subject, claim.object), max(claim.subject, claim.object)) not in waiting]
    return contested + [claim for low, high in stale for ends in dict.fromkeys(((low, high), (high, low))) for claim in view.index.claims(*ends)]


def tie_key(claim: Claim, vocabulary: Vocabulary) -> TieKey:
    """Return the key of the tie that a claim belongs to.

    Raises:
        UnknownName: the claim's relation is not in the vocabulary.
    """
    relation = vocabulary.relation(claim.predicate)
    first, second = claim.subject, claim.object
    if relation.symmetric and second < first:
        first, second = second, first
    return first, second, relation.family or OTHER, relation.symmetric


def position_key(claim: Claim) -> tuple[str, int, str]:
    """Sort key: article, position in it, id."""
    return claim.article, min((e.start for e in claim.evidence), default=0), claim.id


def _is_over(claim: Claim, article: Callable[[str], Article], endings: Endings, day: date | None) -> bool:
    return any(day is None or ending.final < day for ending in endings.of(claim, article(claim.article).published))


def _disputed(key: TieKey, stated: Iterable[Claim], denied: Iterable[Claim], article: Callable[[str], Article]) -> Disputed:
    yes, no = (tuple(sorted(side, key=position_key)) for side in (stated, denied))
    return Disputed(*key, yes, no, count_sources(yes, article), count_sources(no, article))
