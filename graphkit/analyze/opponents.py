"""Finds the two parties that a conflict is named after: those with the strongest hostile ties; allies and mediators only as a last resort."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graphkit.analyze.headline import HEARD
from graphkit.analyze.parties import Parties
from graphkit.analyze.signed import BINDING, backs
from graphkit.model import Actor, ActorClass, Article, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.query import count_sources
from graphkit.standing import STATED, unended

_TALKS = frozenset(("negotiates_with", "cooperates_with"))
# Agreements are between the sides; a meeting can be with anybody.
_AGREEMENT = "hasAgreementWith"
# A party that talks with this many others and backs none is a mediator.
_SEVERAL = 2

Said = Claim | Brief
Pair = tuple[str, str]


def opponents(actors: Iterable[Actor], claims: Iterable[Said], article: Callable[[str], Article], owners: Mapping[str, str]) -> tuple[list[str], Parties]:
    """Return the ids of the two parties (fewer if there are fewer), and the parties.

    Tried in order: the two with most independent sources of stated hostile claims between them or between one and a backer
    of the other (attacks between the two count twice); hostile claims against a place of the other; alleged hostile claims;
    agreements; hostile claims that involve mediators; talks; the most frequent parties.

    Args:
        actors: all actors of the claims.
        claims: claims of one conflict.
        article: returns the article with a key.
        owners: id of the state of each place.
    """
    # Also those below the minimum confidence, and if there are no others, those that are over, denied or planned: a conflict needs a name whatever was read.
    read = sorted(claims, key=lambda claim: claim.id)
    heard = [claim for claim in unended(read, lambda claim: article(claim.article).published) if claim.status in HEARD] or read
    found = _Found(heard, Parties(heard, actors), article, owners)
    return list(next(found.pairs(), ())) or found.busiest(), found.parties


class _Found:
    """Candidate pairs of opposed parties."""

    def __init__(self, heard: Sequence[Said], parties: Parties, article: Callable[[str], Article], owners: Mapping[str, str]) -> None:
        self.parties, self._heard, self._article, self._owners = parties, heard, article, owners
        self._vocabulary = load_vocabulary()
        self._named = Counter(parties.of(end) for claim in heard for end in (claim.subject, claim.object))
        self._friends = self._grouped(claim for claim in heard if backs(claim.predicate))
        self._between = self._mediators()
        self._backed: dict[str, set[str]] = defaultdict(set)
        for claim in heard:
            if backs(claim.predicate) and self._vocabulary.family(claim.predicate) == "supports" and claim.status in STATED:
                self._backed[self.parties.of(claim.subject)].add(self.parties.of(claim.object))

    def pairs(self) -> Iterator[Pair]:
        """Yield the best pair of each criterion, the most reliable criterion first."""
        hostile = [claim for claim in self._heard if self._vocabulary.sign(claim.predicate) < 0]
        stated = [claim for claim in hostile if claim.status in STATED]
        talks = [claim for claim in self._heard if self._vocabulary.family(claim.predicate) in _TALKS]
        agreed = [claim for claim in talks if claim.predicate == _AGREEMENT]
        for claims, owned, others in ((stated, False, False), (stated, True, False), (hostile, True, False), (agreed, False, False), (hostile, False, True), (talks, False, False)):
            yield from self._best(self._grouped(claims, owned=owned, backed=claims is stated), others=others)

    def busiest(self) -> list[str]:
        """Return the two most frequent parties; places, mediators and pairs of allies only if there is no alternative."""
        ranked = sorted(self._named, key=lambda name: (name in self._between or self._is_place(name), -self._named[name], name))
        rest = [name for name in ranked[1:] if not self._friends.get(_ordered(ranked[0], name))]
        return [*ranked[:1], *(rest or ranked[1:])[:1]]

    def _best(self, groups: Mapping[Pair, Sequence[Said]], *, others: bool) -> list[Pair]:
        """Return the pair with most sources, if not outweighed by friendly ones; mediators count only with `others` or if they fight."""
        ranked = []
        for pair, claims in groups.items():
            attacks = [claim for claim in claims if self._vocabulary.family(claim.predicate) == "attacks" and self._joins(claim, pair)]
            sources, friendly = count_sources(claims, self._article), count_sources(self._friends.get(pair, ()), self._article)
            if sources >= friendly and (others or attacks or self._between.isdisjoint(pair)):
                ranked.append((-sources - count_sources(attacks, self._article), -len(claims), -sum(self._named[end] for end in pair), pair))
        return [min(ranked)[-1]] if ranked else []

    def _grouped(self, claims: Iterable[Said], *, owned: bool = False, backed: bool = False) -> dict[Pair, list[Said]]:
        """Group claims by pair of parties; `owned` replaces a place with its state, `backed` adds pairs with those whom a party backs."""
        groups: dict[Pair, list[Said]] = defaultdict(list)
        for claim in claims:
            one, other = (self._party(end, owned=owned) for end in (claim.subject, claim.object))
            for pair in {_ordered(one, other), *self._behind(one, other)} if backed else {_ordered(one, other)}:
                if pair[0] != pair[1] and not any(map(self._is_place, pair)):
                    groups[pair].append(claim)
        return groups

    def _joins(self, claim: Said, pair: Pair) -> bool:
        """Whether the claim is about the two parties or their places, not about a backer."""
        return _ordered(self._party(claim.subject, owned=True), self._party(claim.object, owned=True)) == pair

    def _behind(self, one: str, other: str) -> Iterator[Pair]:
        """Yield pairs of a party backed by one of the two and the other: opposing a backer implies opposing those it backs."""
        for backer, foe in ((one, other), (other, one)):
            yield from (_ordered(side, foe) for side in self._backed[backer] if foe not in self._backed[backer] and not self._friends.get(_ordered(side, foe)))

    def _party(self, actor: str, *, owned: bool) -> str:
        return self.parties.of(self._owners.get(actor, actor) if owned and self._is_place(actor) else actor)

    def _is_place(self, actor: str) -> bool:
        return self.parties.actor(actor).kind is ActorClass.PLACE

    def _mediators(self) -> frozenset[str]:
        """Return international organisations, those acting for one, and parties that talk with several others without taking sides."""
        found = {name for name in self._named if self.parties.actor(name).kind is ActorClass.INTERNATIONAL}
        talks: dict[str, set[str]] = defaultdict(set)
        acting, fighting = set(), set()
        for claim in self._heard:
            one, other, family = self.parties.of(claim.subject), self.parties.of(claim.object), self._vocabulary.family(claim.predicate)
            if family in BINDING and other in found:
                acting.add(one)
            elif family in _TALKS and claim.predicate != _AGREEMENT:
                talks[one].add(other)
                talks[other].add(one)
            elif backs(claim.predicate) or self._vocabulary.sign(claim.predicate) < 0:
                fighting |= {one, other}
        several = {name for name, others in talks.items() if len(others - {name}) >= _SEVERAL}
        return frozenset(found | acting | (several - fighting))


def _ordered(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)
