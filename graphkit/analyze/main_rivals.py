"""Find the two main rivals of a conflict, whom its headline names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set

from graphkit.analyze.parties import Parties
from graphkit.analyze.signed import BACKING
from graphkit.model import ActorClass, Article, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.standing import STATED

# Two parties, sorted by id.
Pair = tuple[str, str]
# The backers of each party that has any, stated or alleged.
Backers = Mapping[str, Set[str]]


def main_rivals(claims: Sequence[Claim | Brief], parties: Parties, backers: Backers, article: Callable[[str], Article], named: Collection[str] = ()) -> tuple[str, ...]:
    """Return the two parties with most hostile sources and most backers, () if there are none; attacks count twice.

    A party that opposes a backer of another opposes that other too, unless it backs it itself. As in the camps, two that agree in
    more sources than they quarrel are no rivals, but of two that fight only backing counts as friendly.

    Args:
        claims: the claims of the conflict that hold.
        parties: its parties.
        backers: see `Backers`.
        article: returns the article with a key.
        named: the two parties that the conflict is named after, chosen if no others have more sources and backers.
    """
    vocabulary = load_vocabulary()
    against: dict[Pair, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    friendly: dict[Pair, set[str]] = defaultdict(set)
    agreed: dict[Pair, set[str]] = defaultdict(set)
    for claim in claims:
        one, other = sorted((parties.of(claim.subject), parties.of(claim.object)))
        if one == other or any(parties.actor(end).kind is ActorClass.PLACE for end in (one, other)):
            continue
        about = article(claim.article)
        origin, sign = about.copy_of or about.key, vocabulary.sign(claim.predicate)
        if sign < 0 and claim.status in STATED:
            against[one, other]["attacks" if vocabulary.family(claim.predicate) == "attacks" else "opposes"].add(origin)
        elif sign > 0:
            (friendly if vocabulary.family(claim.predicate) in BACKING else agreed)[one, other].add(origin)

    def score(pair: Pair) -> int:
        behind = [len(backers.get(end, frozenset()) - set(pair)) for end in pair]
        stated = against.get(pair, {})
        return 2 * len(stated.get("attacks", ())) + len(stated.get("opposes", ())) + (pair in indirect) + sum(behind) + 2 * min(behind)

    def is_hostile(pair: Pair) -> bool:
        friends = friendly.get(pair, set()) | (set() if "attacks" in against[pair] else agreed.get(pair, set()))
        return len(set().union(*against[pair].values())) >= len(friends)

    hostile = set(filter(is_hostile, against))
    fought = {pair for pair in hostile if against[pair].get("attacks")}
    indirect = {pair for pair in _through(fought, backers) if not friendly.get(pair)}
    # Verbal opposition to a backer counts only if both parties have backers.
    indirect |= {pair for pair in _through(hostile, backers) if not friendly.get(pair) and all(end in backers for end in pair)}
    return min(hostile | indirect, key=lambda pair: (-score(pair), set(pair) != set(named), pair), default=())


def _through(hostile: Iterable[Pair], backers: Backers) -> set[Pair]:
    """Return the pairs in which one party is hostile to a backer of the other."""
    backs: dict[str, set[str]] = defaultdict(set)
    for side, behind in backers.items():
        for backer in behind:
            backs[backer].add(side)
    found = set()
    for pair in hostile:
        for one, backer in (pair, pair[::-1]):
            found |= {(min(one, side), max(one, side)) for side in backs[backer] - backs[one] - {one}}
    return found
