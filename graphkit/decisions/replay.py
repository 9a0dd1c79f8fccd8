"""Decisions replayed, in order, on what is read: each finds claims and actors as those before it have left them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.decisions.effect import decided
from graphkit.model import Act, Actor, ArticleRecord, Claim, Decision, Lifecycle, local_name


class Replay:
    """Applies decisions, in order, to what is read.

    Args:
        decisions: in the order of the file.
        known: gives an actor of the lists by id, None where they have none.
    """

    def __init__(self, decisions: Sequence[Decision], known: Callable[[str], Actor | None]) -> None:
        self.decisions = tuple(decisions)
        self._known = known
        self._by_target: dict[str, list[int]] = {}
        for place, decision in enumerate(self.decisions):
            self._by_target.setdefault(decision.target.partition(":")[0], []).append(place)

    def known_of(self, decision: Decision) -> Actor | None:
        """The actor of the lists that a merge or split brings in."""
        if decision.act is Act.MERGE:
            return self._known(decision.value)
        return self._known(local_name(decision.value)) if decision.act is Act.SPLIT else None

    def record(self, record: ArticleRecord) -> ArticleRecord:
        """A record as the decisions leave it."""
        if not self.decisions:
            return record
        claims = self._claims(record.claims)
        actors = self._actors({actor.id: actor for actor in record.actors}, record.claims, claims)
        needed = {i for c in claims for i in (c.subject, c.object, c.attributed_to) if i is not None}
        return replace(record, claims=tuple(claims), actors=tuple(actors[i] for i in sorted(needed)))

    def _claims(self, claims: Sequence[Claim]) -> list[Claim]:
        """Claims of one record as the decisions leave them, one decision after the other: what one has made the same as another claim is that
        claim to those that follow.
        """
        place, now = -1, _once(claims)
        while (following := [p for claim in now for name in _names(claim) for p in self._by_target.get(name, ()) if p > place]):
            place = min(following)
            decision = self.decisions[place]
            target = decision.target.partition(":")[0]
            # A claim that was there before it stays as it is.
            others = {claim.id for claim in now if target not in _names(claim) and claim.lifecycle is Lifecycle.ACTIVE}
            made = (claim if target not in _names(claim) else decided(claim, decision) for claim in now)
            now = _once(claim for old, claim in zip(now, made, strict=True) if claim is not None and (claim is old or claim.id not in others))
        return now

    def claim(self, claim: Claim) -> Claim | None:
        """One claim as the decisions leave it."""
        steps = list(self.steps(claim))
        return steps[-1][1] if steps else claim

    def steps(self, claim: Claim) -> Iterator[tuple[Decision, Claim | None]]:
        """The decisions that are about a claim, each with the claim as it leaves it; None at the end where nothing is left."""
        place, now = -1, claim
        while True:
            following = [p for name in _names(now) for p in self._by_target.get(name, ()) if p > place]
            if not following:
                return
            place = min(following)
            made = decided(now, self.decisions[place])
            yield self.decisions[place], made
            if made is None:
                return
            now = made

    def _actors(self, actors: dict[str, Actor], before: Iterable[Claim], after: Sequence[Claim]) -> dict[str, Actor]:
        """The actors with those that merges and splits brought in, under the names they were given."""
        old = {i for c in before for i in (c.subject, c.object)}
        for decision in self.decisions:
            if decision.act is Act.MERGE and decision.target in actors:
                given = actors[decision.target]
                actors.setdefault(decision.value, self._known(decision.value) or replace(given, id=decision.value, name=decision.value.replace("_", " "), curated=False))
            elif decision.act is Act.SPLIT:
                new = local_name(decision.value)
                kinds = [actors[i].kind for i in sorted(old) if i in actors]
                if new not in actors and any(new in (c.subject, c.object) for c in after) and kinds:
                    actors[new] = self._known(new) or Actor(new, decision.value)
            elif decision.act is Act.RENAME and decision.target in actors:
                actors[decision.target] = renamed(actors[decision.target], decision.value)
        return actors


def _names(claim: Claim) -> tuple[str, ...]:
    """What a decision about a claim may name: the claim, its ends, its speaker."""
    return claim.id, claim.subject, claim.object, claim.attributed_to or ""


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Claims that decisions have made the same as one, an active one where there is any, in the place of the first."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        if claim.id not in kept or (claim.lifecycle is Lifecycle.ACTIVE and kept[claim.id].lifecycle is not Lifecycle.ACTIVE):
            kept[claim.id] = claim
    return list(kept.values())


def renamed(actor: Actor, name: str) -> Actor:
    """An actor under another name; the old one becomes an alias."""
    return replace(actor, name=name, aliases=tuple(sorted({*actor.aliases, actor.name} - {name})))
