"""The claims of one record under the decisions of the user: what each changes, and what is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from graphkit.decisions.effect import aimed, decided, touches
from graphkit.model import Act, Claim, Decision, Lifecycle, Status

# Decisions that take back others of the same claim or article, with those.
_TAKEN_BACK = {Act.ACCEPT: (Act.REJECT, Act.RETRACT), Act.RESTORE: (Act.RETRACT,)}


@dataclass(slots=True, eq=False)
class Course:
    """One claim under the decisions so far.

    Attributes:
        read: the claim as it was read.
        now: what the decisions leave of it, None if nothing: its subject and object are one actor.
        lead: the claim that it became equal to, which stands for both from then on.
        hits: places of the decisions about it, without those taken back.
    """

    read: Claim
    now: Claim | None
    lead: Course | None = None
    hits: set[int] = field(default_factory=set)

    @property
    def shown(self) -> Claim | None:
        """What is left of it, unless another claim stands for it."""
        return self.now if self.lead is None else None

    @property
    def is_active(self) -> bool:
        """Whether its claim is there and active."""
        return self.now is not None and self.now.lifecycle is Lifecycle.ACTIVE


class Courses:
    """The claims of one record.

    Args:
        decisions: all decisions, in order.
        claims: the claims as they were read.
        fits: returns whether the decision at a place fits a claim.
    """

    def __init__(self, decisions: Sequence[Decision], claims: Sequence[Claim], fits: Callable[[int, Claim], bool] = lambda _place, _claim: True) -> None:
        self._decisions, self._fits = decisions, fits
        self._merges = [place for place, decision in enumerate(decisions) if decision.act is Act.MERGE]
        self._void: set[int] = set()
        self.all = [Course(claim, claim) for claim in map(_own_voice, claims)]
        # What they were called and what they named so far: ids of articles, claims and actors.
        self.names = {claim.article for claim in claims}
        self._add_names()

    def about(self, decision: Decision) -> list[Course]:
        """Return the claims that a decision concerns; of those that are not active, only what may bring them back."""
        found = [course for course in self.all if course.now is not None and touches(decision, course.now)]
        return found if decision.act in _TAKEN_BACK else [course for course in found if course.is_active]

    def step(self, place: int) -> bool:
        """Apply the decision at a place; return whether it concerns one of the claims."""
        decision = self._decisions[place]
        about = self.about(decision)
        if decision.act is Act.ACCEPT and decision.value:
            self._part(place)
        elif decision.act in _TAKEN_BACK and not all(course.is_active for course in about):
            self._take_back(place, about)
        else:
            self._apply(place, about)
        self._add_names()
        return bool(about) or bool(decision.act is Act.ACCEPT and decision.value)

    def is_changed(self) -> bool:
        """Whether the decisions changed a claim."""
        return any(_state(course.shown) != _state(course.read) for course in self.all)

    def left(self) -> tuple[dict[str, Claim], set[tuple[str, str]]]:
        """Return by id the claims that the decisions leave, with those read that they replaced, and pairs of ids: which replaced which."""
        found = {now.id: now for course in self.all if (now := course.shown) is not None}
        replaced = [course for course in self.all if course.read.id not in found]
        found |= {course.read.id: replace(course.read, lifecycle=Lifecycle.SUPERSEDED, retraction=None) for course in replaced}
        return found, {(course.now.id, course.read.id) for course in replaced if course.now is not None}

    def _part(self, place: int) -> None:
        """Take back the merges of two actors that turn out to be different."""
        pair = {self._decisions[place].target, self._decisions[place].value}
        undone = {p for p in self._merges if p < place and {self._decisions[p].target, self._decisions[p].value} == pair} - self._void
        if undone:
            self._void |= undone
            self._again(place)

    def _take_back(self, place: int, about: Iterable[Course]) -> None:
        """Take back the rejection of claims, or the retraction of their article."""
        act = self._decisions[place].act
        for course in about:
            course.hits = {p for p in course.hits if self._decisions[p].act not in _TAKEN_BACK[act]}
            if act is Act.ACCEPT:
                course.read = replace(course.read, lifecycle=Lifecycle.ACTIVE, retraction=None)
        self._again(place)

    def _again(self, place: int) -> None:
        """Apply those of the decisions before a place that still hold; each is about what the ones before it leave of its claim."""
        for course in self.all:
            course.now, course.lead = course.read, None
        for earlier in sorted({*(p for p in self._merges if p < place), *(p for course in self.all for p in course.hits)} - self._void):
            merge = self._decisions[earlier].act is Act.MERGE
            self._apply(earlier, self.about(self._decisions[earlier]) if merge else [course for course in self.all if course.is_active and earlier in course.hits])
        for course in self.all:
            course.hits -= self._void

    def _apply(self, place: int, about: Iterable[Course]) -> None:
        decision, before = self._decisions[place], [course.now for course in self.all]
        for course in about:
            if course.now is None or not self._fits(place, course.now):
                continue
            course.hits.add(place)
            if course.lead is None:
                course.now = decided(course.now, aimed(decision, course.now))
        self._unite([course for course, old in zip(self.all, before, strict=True) if course.now is not None and (old is None or course.now.id != old.id)])

    def _unite(self, moved: Sequence[Course]) -> None:
        """Let one of several equal claims stand for all: an active one, and of these one that did not just become equal."""
        first: dict[str, Course] = {}
        for course in sorted((c for c in self.all if c.shown is not None), key=lambda course: (not course.is_active, course in moved)):
            assert course.now is not None
            course.lead = first.get(course.now.id)
            first.setdefault(course.now.id, course)
        for course in self.all:
            lead = course.lead
            while lead is not None:
                course.now, lead = lead.now, lead.lead

    def _add_names(self) -> None:
        for course in self.all:
            if (now := course.now) is not None:
                self.names |= {now.id, now.subject, now.object, now.attributed_to or ""}


def _own_voice(claim: Claim) -> Claim:
    """Return a claim that its subject declares without naming the subject as its speaker, so that both stay one; the graph has the same of both."""
    own = claim.status is Status.DECLARED and claim.attributed_to == claim.subject
    return replace(claim, attributed_to=None) if own else claim


def _state(claim: Claim | None) -> tuple[object, ...]:
    """Return what distinguishes a claim; equality ignores its lifecycle."""
    return (claim, claim.lifecycle, claim.retraction) if claim is not None else ()
