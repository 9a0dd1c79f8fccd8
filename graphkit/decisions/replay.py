"""Replay decisions on claims that are read, in order; each applies to the result of those before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.decisions.effect import decided, split_actor, split_class, split_end
from graphkit.model import Act, Actor, ArticleRecord, Claim, Decision, Lifecycle, local_name


class Replay:
    """Applies decisions to records and claims.

    Args:
        decisions: the decisions, in the order of the file.
        known: returns the listed actor with an id, or None.
    """

    def __init__(self, decisions: Sequence[Decision], known: Callable[[str], Actor | None]) -> None:
        self.decisions = tuple(decisions)
        self._known = known
        self._met: set[int] = set()
        self._by_target: dict[str, list[int]] = {}
        for place, decision in enumerate(self.decisions):
            self._by_target.setdefault(decision.target.partition(":")[0], []).append(place)

    def known_of(self, decision: Decision) -> Actor | None:
        """Return the actor that a merge or split introduces, if it is listed or the decision gives its class, or None."""
        if decision.act is Act.MERGE:
            return self._known(decision.value)
        if decision.act is not Act.SPLIT:
            return None
        kind = split_class(decision)
        return self._known(local_name(decision.value)) or (split_actor(decision, kind) if kind else None)

    def unmet(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Return those of the decisions that no record so far had a claim or an actor for."""
        met = {self.decisions[place] for place in self._met}
        return [decision for decision in decisions if decision not in met]

    def record(self, record: ArticleRecord) -> ArticleRecord:
        """Return the record with all decisions applied."""
        if not self.decisions:
            return record
        replaced: dict[str, str] = {}
        claims = self._claims(record.claims, replaced)
        actors = self._actors({actor.id: actor for actor in record.actors}, replaced)
        needed = {i for c in claims for i in (c.subject, c.object, c.attributed_to) if i is not None}
        return replace(record, claims=tuple(claims), actors=tuple(actors[i] for i in sorted(needed)))

    def _claims(self, claims: Sequence[Claim], replaced: dict[str, str]) -> list[Claim]:
        """Return the claims of one record with all decisions applied in order; claims that become equal are treated as one from then on.

        `replaced` gets the actor of each split with the one whose place it takes.
        """
        place, now = -1, _once(claims)
        while (following := [p for claim in now for name in _names(claim) for p in self._by_target.get(name, ()) if p > place]):
            place = min(following)
            self._met.add(place)
            decision = self.decisions[place]
            target = decision.target.partition(":")[0]
            # A claim that existed before the decision is not replaced by one that becomes equal to it.
            others = {claim.id for claim in now if target not in _names(claim) and claim.lifecycle is Lifecycle.ACTIVE}
            if decision.act is Act.SPLIT:
                replaced.update({local_name(decision.value): str(getattr(claim, split_end(decision))) for claim in now if claim.id == target})
            made = (claim if target not in _names(claim) else decided(claim, decision) for claim in now)
            now = _once(claim for old, claim in zip(now, made, strict=True) if claim is not None and (claim is old or claim.id not in others))
        return now

    def claim(self, claim: Claim) -> Claim | None:
        """Return the claim with all decisions applied, or None if it vanished."""
        steps = list(self.steps(claim))
        return steps[-1][1] if steps else claim

    def steps(self, claim: Claim) -> Iterator[tuple[Decision, Claim | None]]:
        """Yield the decisions on a claim, as it was read, each with the claim after it; None in the last pair if the claim vanished."""
        # The claim of an older version is superseded; it comes back as the decisions leave it.
        place, now = -1, replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None)
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

    def to_repeat(self, claims: Iterable[Claim], earlier: Sequence[str]) -> Iterator[Decision]:
        """Yield the decisions on earlier versions of an article as decisions on the same claims of the new one, unless these were decided too.

        Args:
            claims: the claims of the new version, as read.
            earlier: keys of the earlier versions; the last one with decisions on a claim counts.
        """
        for claim in claims:
            yield from next((found for key in reversed(earlier) if (found := self._moved(claim, key))), [])

    def _moved(self, claim: Claim, key: str) -> list[Decision]:
        """Return the decisions on a claim of another article as decisions on this claim; those on actors apply to both anyway."""
        made: list[Decision] = []
        now = claim
        for decision, _ in self.steps(replace(claim, article=key)):
            if decision.act not in (Act.MERGE, Act.RENAME):
                if now.id in self._by_target:
                    return []
                decision = replace(decision, target="".join((now.id, *decision.target.partition(":")[1:])))
                made.append(decision)
            now = decided(now, decision) or now
        return made

    def _actors(self, actors: dict[str, Actor], replaced: Mapping[str, str]) -> dict[str, Actor]:
        """Return the actors, including those from merges and splits, with their new names; the actor of a split has the class of the `replaced` one unless more is known."""
        for decision in self.decisions:
            if decision.act is Act.MERGE and decision.target in actors:
                given = actors[decision.target]
                actors.setdefault(decision.value, self._known(decision.value) or Actor(decision.value, decision.value.replace("_", " "), given.kind, given.type))
            elif decision.act is Act.SPLIT and (old := replaced.get(new := local_name(decision.value))) in actors:
                actors.setdefault(new, self.known_of(decision) or split_actor(decision, actors[old].kind))
        # An actor may have been renamed before a merge brought it into this record.
        for place, decision in enumerate(self.decisions):
            if decision.act is Act.RENAME and decision.target in actors:
                self._met.add(place)
                actors[decision.target] = renamed(actors[decision.target], decision.value)
        return actors


def _names(claim: Claim) -> tuple[str, ...]:
    """Return what a decision on a claim may target: the claim, its ends, its speaker; nothing once it was rejected."""
    if claim.lifecycle is not Lifecycle.ACTIVE:
        return ()
    return claim.id, claim.subject, claim.object, claim.attributed_to or ""


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Remove duplicates by id, in order of first appearance; active claims win."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        if claim.id not in kept or (claim.lifecycle is Lifecycle.ACTIVE and kept[claim.id].lifecycle is not Lifecycle.ACTIVE):
            kept[claim.id] = claim
    return list(kept.values())


def renamed(actor: Actor, name: str) -> Actor:
    """Return the actor with a new name; the old one becomes an alias."""
    return replace(actor, name=name, aliases=tuple(sorted({*actor.aliases, actor.name} - {name})))
