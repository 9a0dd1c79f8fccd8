"""Find the two main rivals of a conflict, whom its headline names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set

from graphkit.analyze.parties import Parties
from graphkit.analyze.signed import backs
from graphkit.model import ActorClass, Article, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.standing import STATED

# Two parties, sorted by id.
Pair = tuple[str, str]
# The backers of each party that has any: by plain statements, and only by alleged ones.
Backers = Mapping[str, tuple[Set[str], Set[str]]]


def main_rivals(claims: Sequence[Claim | Brief], parties: Parties, backers: Backers, article: Callable[[str], Article], named: Collection[str] = ()) -> tuple[str, ...]:
    """Return the two parties with most hostile sources and most backers, () if there are none; attacks count twice, alleged backers half.

    A party that opposes a backer of another opposes that other too, unless it backs it itself. As in the camps, two that agree in
    more sources than they quarrel are no rivals, but of two that fight only backing counts as friendly.

    Args:
        claims: the claims of the conflict that hold.
        parties: its parties.
        backers: see `Backers`.
        article: returns the article with a key.
        named: the two parties that the conflict is named after, chosen if no others have more sources and backers; of the rest those with sanctions come first.
    """
    vocabulary, behind = load_vocabulary(), {side: plain | alleged for side, (plain, alleged) in backers.items()}
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
            against[one, other][vocabulary.family(claim.predicate) or ""].add(origin)
        elif sign > 0:
            (friendly if backs(claim.predicate) else agreed)[one, other].add(origin)

    def score(pair: Pair) -> int:
        weights = [sum(weight * len(group - set(pair)) for weight, group in zip((2, 1), backers.get(end, ()), strict=False)) for end in pair]
        stated = against.get(pair, {})
        attacks, others = stated.get("attacks", set()), set().union(*(origins for family, origins in stated.items() if family != "attacks"))
        return 2 * (2 * len(attacks) + len(others) + (pair in indirect)) + sum(weights) + 2 * min(weights)

    def is_hostile(pair: Pair) -> bool:
        friends = friendly.get(pair, set()) | (set() if "attacks" in against[pair] else agreed.get(pair, set()))
        return len(set().union(*against[pair].values())) >= len(friends)

    hostile = set(filter(is_hostile, against))
    fought = {pair for pair in hostile if against[pair].get("attacks")}
    indirect = {pair for pair in _through(fought, behind) if not friendly.get(pair)}
    # Verbal opposition to a backer counts only if both parties have backers.
    indirect |= {pair for pair in _through(hostile, behind) if not friendly.get(pair) and all(end in behind for end in pair)}
    return min(hostile | indirect, key=lambda pair: (-score(pair), set(pair) != set(named), "sanctions" not in against.get(pair, {}), pair), default=())


def _through(hostile: Iterable[Pair], backers: Mapping[str, Set[str]]) -> set[Pair]:
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
