"""Replay decisions on claims that are read, in order; each applies to the result of those before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.decisions.courses import Courses
from graphkit.decisions.effect import aimed, decided, split_actor, split_class, split_end
from graphkit.decisions.fitting import check_fits
from graphkit.decisions.undo import not_taken_back
from graphkit.errors import UsageError
from graphkit.model import Act, Actor, ArticleRecord, Claim, Decision, Lifecycle, local_name


class Replay:
    """Applies decisions to records and claims.

    Args:
        decisions: the decisions, in the order of the file.
        known: returns the listed actor with an id, or None.
    """

    def __init__(self, decisions: Sequence[Decision], known: Callable[[str], Actor | None] = lambda _: None) -> None:
        self.decisions = tuple(decisions)
        self._known = known
        self._met: set[int] = set()
        # Why decisions do not fit the claims of a record, and those that fitted others.
        self.unfit: dict[Decision, str] = {}
        self._fitting: set[Decision] = set()
        # Actors that merges and splits may introduce.
        self._introduced = {local_name(decision.value) if decision.act is Act.SPLIT else decision.value for decision in self.decisions if decision.act in (Act.MERGE, Act.SPLIT)}
        # Unlisted ones whose class the decisions say.
        self.settled = self._settle()
        self._merges = [decision for decision in not_taken_back(self.decisions) if decision.act is Act.MERGE]
        # Other unlisted ones, with what is merged into them, in order.
        self.unsettled: dict[str, list[str]] = {}
        for decision in self._merges:
            if self.introduced(decision.value) is None:
                self.unsettled.setdefault(decision.value, []).append(decision.target)
        self._by_target: dict[str, list[int]] = {}
        for place, decision in enumerate(self.decisions):
            # That two actors are different concerns the claims of both.
            for name in {decision.target.partition(":")[0], decision.value if decision.act is Act.ACCEPT else ""} - {""}:
                self._by_target.setdefault(name, []).append(place)

    def _settle(self) -> dict[str, Actor]:
        """Return the unlisted actors that decisions introduce whose class these say themselves, so that no order of the articles matters: by the last split that gives one, or else by the first merge of an actor with a known class that is not taken back."""
        found: dict[str, Actor] = {}
        for decision in self.decisions:
            kind = split_class(decision) if decision.act is Act.SPLIT else None
            if kind is not None and self._known(local_name(decision.value)) is None:
                found[local_name(decision.value)] = split_actor(decision, kind)
        for decision in not_taken_back(self.decisions):
            given = (self._known(decision.target) or found.get(decision.target)) if decision.act is Act.MERGE else None
            if given is not None and self._known(decision.value) is None:
                found.setdefault(decision.value, in_place_of(given, decision.value))
        return found

    def until(self, decision: Decision) -> Replay:
        """Return the replay of the decisions up to this one; of all and this one if it is not among them."""
        end = self.decisions.index(decision) if decision in self.decisions else len(self.decisions)
        return Replay((*self.decisions[:end], decision), self._known)

    def without(self, decisions: Iterable[Decision]) -> Replay:
        """Return the replay of the other decisions."""
        left_out = set(decisions)
        return Replay([each for each in self.decisions if each not in left_out], self._known)

    def known_of(self, decision: Decision) -> Actor | None:
        """Return the actor that a merge or split introduces, if it is listed or the decision gives its class, or None."""
        if decision.act is Act.MERGE:
            return self._known(decision.value)
        if decision.act is not Act.SPLIT:
            return None
        kind = split_class(decision)
        return self._known(local_name(decision.value)) or (split_actor(decision, kind) if kind else None)

    def listed(self, name: str) -> Actor | None:
        """Return the listed actor with an id, or None."""
        return self._known(name)

    def introduced(self, name: str) -> Actor | None:
        """Return the actor with an id if it is listed or the decisions say its class, or None."""
        return self._known(name) or self.settled.get(name)

    def through(self, name: str) -> str:
        """Return the id of the actor that an actor is merged into, its own if it is not merged."""
        for decision in self._merges:
            name = decision.value if decision.target == name else name
        return name

    def instead(self, actors: Iterable[Actor], known: Mapping[str, Actor]) -> dict[str, Actor]:
        """Return by id of what these actors belong to the actor that it is merged into; `known` are actors by id."""
        found: dict[str, Actor] = {}
        waiting = [actor.of for actor in actors if actor.of is not None]
        while waiting:
            whole = waiting.pop()
            if whole.id not in found and (name := self.through(whole.id)) != whole.id:
                # What an unlisted actor belongs to is not known in every article.
                read = replace(known[name], of=None) if name in known else None
                whole = found.setdefault(whole.id, self._known(name) or read or self.settled.get(name) or in_place_of(whole, name))
            waiting += [whole.of] if whole.of is not None else []
        return found

    def new_names(self) -> dict[str, list[str]]:
        """Return the names that each renamed actor was given, in order."""
        names: dict[str, list[str]] = {}
        for decision in self.decisions:
            if decision.act is Act.RENAME:
                names.setdefault(decision.target, []).append(decision.value)
        return names

    def unmet(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Return those of the decisions that no record so far had a claim or an actor for."""
        met = {self.decisions[place] for place in self._met}
        return [decision for decision in decisions if decision not in met]

    def record(self, record: ArticleRecord) -> ArticleRecord:
        """Return the record with all decisions applied; with its claims as read if these changed them, so that they can be taken back."""
        if not self.decisions:
            return record
        self._met.update(self._by_target.get(record.document.key, ()))
        replaced: dict[str, str] = {}
        courses = self.courses(record.claims, replaced, {actor.id: actor for actor in record.actors})
        claims, follows = courses.left()
        actors = self.actors({actor.id: actor for actor in record.actors}, replaced)
        needed = {i for c in (*record.claims, *claims.values()) for i in (c.subject, c.object, c.attributed_to) if i is not None}
        instead = self.instead((actors[i] for i in needed), actors) if self._merges else {}
        described = [actor.id for actor in record.actors if actor.id in self._introduced and self._known(actor.id) is None]
        return replace(record, claims=tuple(claims.values()), actors=tuple(actors[i] for i in sorted(needed)), as_read=record if courses.is_changed() else None, follows=tuple(sorted(follows)), described=tuple(actors[i] for i in described), instead=tuple(sorted(instead.items())))

    def courses(self, claims: Iterable[Claim], replaced: dict[str, str] | None = None, actors: Mapping[str, Actor] | None = None) -> Courses:
        """Return the claims of one record with all decisions applied in order.

        `replaced`, given for a record that is added, gets the actor of each split with the one whose place it takes. With its
        `actors`, decisions that do not fit are left out.
        """

        def fits(place: int, claim: Claim) -> bool:
            return actors is None or self._fits(self.decisions[place], claim, actors)

        place, courses = -1, Courses(self.decisions, _once(claims), fits)
        while (place := self._next(courses, place)) >= 0:
            decision = self.decisions[place]
            if decision.act is Act.SPLIT and replaced is not None:
                replaced.update({local_name(decision.value): str(getattr(course.now, split_end(decision))) for course in courses.about(decision)})
            if courses.step(place) and replaced is not None:
                self._met.add(place)
        return courses

    def _fits(self, decision: Decision, claim: Claim, actors: Mapping[str, Actor]) -> bool:
        """Return whether a decision fits a claim; if not, the reason is added to `unfit`."""
        new = self.known_of(decision)
        try:
            check_fits(aimed(decision, claim), claim, actors if new is None else {**actors, new.id: new})
        except UsageError as error:
            partly = "; claims that were read before are changed by it: take it out of the decisions file, and build in another folder"
            self.unfit.setdefault(decision, f"{error}{partly if decision in self._fitting else ''}")
        if decision in self.unfit:
            return False
        self._fitting.add(decision)
        return True

    def _next(self, courses: Courses, place: int) -> int:
        """Return the place of the next decision that may concern one of the claims, -1 if there is none."""
        return min((p for name in courses.names for p in self._by_target.get(name, ()) if p > place), default=-1)

    def claim(self, claim: Claim) -> Claim | None:
        """Return the claim with all decisions applied, or None if it vanished."""
        return self.courses([_active(claim)]).all[0].now

    def steps(self, claim: Claim) -> Iterator[Decision]:
        """Yield the decisions on a claim, as it was read, or on one of its actors."""
        place, courses = -1, Courses(self.decisions, [_active(claim)])
        while (place := self._next(courses, place)) >= 0:
            if courses.step(place):
                yield self.decisions[place]

    def to_repeat(self, claims: Iterable[Claim], earlier: Sequence[str]) -> list[Decision]:
        """Return the decisions on earlier versions of an article as decisions on the same claims of the new one, unless these were decided too.

        Args:
            claims: the claims of the new version, as read.
            earlier: keys of the earlier versions; the last one with decisions on a claim counts.
        """
        moved = (next((found for key in reversed(earlier) if (found := self._moved(claim, key))), []) for claim in claims)
        return list(dict.fromkeys(decision for found in moved for decision in found))

    def _moved(self, claim: Claim, key: str) -> list[Decision]:
        """Return the decisions that hold for a claim of another article as decisions on this claim; those on actors apply to both anyway."""
        [course] = self.courses([replace(claim, article=key)]).all
        made: list[Decision] = []
        now = claim
        for place in sorted(course.hits):
            decision = aimed(self.decisions[place], now)
            if decision.act not in (Act.MERGE, Act.RENAME):
                if decision.target.partition(":")[0] in self._by_target:
                    return []
                made.append(decision)
            now = decided(now, decision) or now
        return made

    def actors(self, actors: dict[str, Actor], replaced: Mapping[str, str]) -> dict[str, Actor]:
        """Return the actors of a record, including those from merges and splits, with their new names; the actor of a split has the class of the `replaced` one unless more is known."""
        for decision in self.decisions:
            if decision.act is Act.MERGE and decision.target in actors:
                actors.setdefault(decision.value, self.introduced(decision.value) or in_place_of(actors[decision.target], decision.value))
            elif decision.act is Act.SPLIT and (old := replaced.get(new := local_name(decision.value))) in actors:
                actors.setdefault(new, self.introduced(new) or split_actor(decision, actors[old].kind))
        # An actor may have been renamed before a merge brought it into this record.
        for place, decision in enumerate(self.decisions):
            if decision.act is Act.RENAME and decision.target in actors:
                self._met.add(place)
                actors[decision.target] = renamed(actors[decision.target], decision.value)
        return actors


def _active(claim: Claim) -> Claim:
    """Return a claim as it was before it was superseded or retracted; the decisions say what is left of it."""
    return replace(claim, lifecycle=Lifecycle.ACTIVE, retraction=None)


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Remove duplicates by id, in order of first appearance; active claims win."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        if claim.id not in kept or (claim.lifecycle is Lifecycle.ACTIVE and kept[claim.id].lifecycle is not Lifecycle.ACTIVE):
            kept[claim.id] = claim
    return list(kept.values())


def in_place_of(given: Actor, name: str) -> Actor:
    """Return an actor of which only an id is known, and the actor that was merged into it."""
    return Actor(name, name.replace("_", " "), given.kind, given.type)


def renamed(actor: Actor, name: str) -> Actor:
    """Return the actor with a new name; the old one becomes an alias."""
    return replace(actor, name=name, aliases=tuple(sorted({*actor.aliases, actor.name} - {name})))
