"""Define which claims hold and on which day, and how many independent sources they have.

A tie holds from the day of the event or the start of the state, else from the publication day of
its article; a claim without any day always holds, and one that only states, afterwards, the end of a tie holds
from the last beginning before it that another claim states. It holds until the end that the claim itself
states, or until a later article plainly states that the same tie has ended: through the last day
if that is known, else through the day before that article. An end that is only alleged ends what is
only alleged, probable, possible or planned. A denial ends nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.model import Brief, Claim, Lifecycle, Polarity, Said, Status, TimeSpan
from graphkit.ontology import load_vocabulary

MIN_CONFIDENCE = 0.5
STATED = (Status.ASSERTED, Status.DECLARED)
# Statuses that are firm enough for a denial to dispute them.
FIRM = (*STATED, Status.ALLEGED)
# Returns the publication day of a claim's article, None if unknown.
Published = Callable[[Claim | Brief], date | None]
# Returns the day on which the tie of a claim that only states its end began, None if no other claim states it.
Beginning = Callable[[Claim | Brief], date | None]
Tie = tuple[str, str, str]


def is_plain(claim: Claim | Brief) -> bool:
    """Return whether a claim is active, above the minimum confidence, and asserted, or a declared stance."""
    stated = claim.status is Status.ASSERTED or (claim.status is Status.DECLARED and claim.predicate in load_vocabulary().stances)
    return stated and is_sure(claim)


def is_sure(claim: Claim | Brief) -> bool:
    """Return whether a claim is active and has the minimum confidence; others are listed, but no tie follows from them."""
    return claim.lifecycle is Lifecycle.ACTIVE and not is_uncertain(claim)


def is_uncertain(claim: Claim | Brief) -> bool:
    """Return whether a claim was read with less than the minimum confidence."""
    return round(claim.confidence, 3) < MIN_CONFIDENCE


def has_ended(claim: Claim | Brief) -> bool:
    """Return whether the claim itself states that the relation no longer holds; a plan to end it does not."""
    return is_about_end(claim) and not plans_end(claim)


def plans_end(claim: Claim | Brief) -> bool:
    """Return whether the claim states a plan to end the relation ("will lift the sanctions"), which neither ends nor denies it."""
    return is_about_end(claim) and claim.status is Status.PLANNED and claim.polarity is Polarity.NEGATIVE


def is_negation(claim: Claim | Brief) -> bool:
    """Return whether the claim states, however firmly, that the relation does not hold; an end, planned or not, is no negation."""
    return claim.polarity is Polarity.NEGATIVE and not is_about_end(claim)


def is_about_end(claim: Claim | Brief) -> bool:
    """Return whether the claim states an end of the relation or a plan to end it."""
    return claim.valid is not None and claim.valid.ended


@dataclass(frozen=True, slots=True)
class Ending:
    """A statement that a tie has ended: publication day of its article, the last day if known, and whether it is plain."""

    published: date
    last: date | None = None
    plain: bool = True

    def ends(self, claim: Claim | Brief, published: date | None) -> bool:
        """Return whether it ends a claim of the tie: one published earlier and no firmer, whose start is not after the last day."""
        begun = claim.valid.start if claim.valid else None
        earlier = published is None or published < self.published
        return earlier and (self.plain or claim.status not in STATED) and (self.last is None or begun is None or begun <= self.last)

    @property
    def final(self) -> date:
        """Last day on which the tie holds."""
        return self.last or _before(self.published)


class Endings:
    """The ties that are said to have ended; independent of the order of additions."""

    def __init__(self) -> None:
        """Start empty."""
        self._known: dict[Tie, dict[str, Ending]] = defaultdict(dict)

    def add(self, claim: Claim | Brief, published: date | None) -> None:
        """Add a claim if it firmly states an end and its publication day is known."""
        if is_ending(claim) and published is not None and claim.valid is not None:
            self._known[_tie(claim.predicate, claim)][claim.id] = Ending(published, claim.valid.end, is_plain(claim))

    def remove(self, claim: Claim | Brief) -> None:
        """Remove a claim that is no longer active."""
        self._known.get(_tie(claim.predicate, claim), {}).pop(claim.id, None)

    def of(self, claim: Claim | Brief, published: date | None) -> Iterator[Ending]:
        """Yield the endings of the claim's tie or of a wider one: an actor that no longer supports does not support militarily either."""
        return (ending for _, ending in self._named(claim, published))

    def ids_of(self, claim: Claim | Brief, published: date | None) -> Iterator[str]:
        """Yield the ids of the claims that state these endings."""
        return (id_ for id_, _ in self._named(claim, published))

    def _named(self, claim: Claim | Brief, published: date | None) -> Iterator[tuple[str, Ending]]:
        if self._known:
            for name in load_vocabulary().ancestors(claim.predicate):
                for id_, ending in self._known.get(_tie(name, claim), {}).items():
                    if id_ != claim.id and ending.ends(claim, published):
                        yield id_, ending

    def ended(self, claim: Claim | Brief, published: date | None) -> bool:
        """Return whether a later claim ends this one."""
        return next(self.of(claim, published), None) is not None


def endings_of(claims: Iterable[Claim | Brief], published: Published) -> Endings:
    """Return the endings that claims state."""
    endings = Endings()
    for claim in claims:
        if has_ended(claim):
            endings.add(claim, published(claim))
    return endings


def is_ending(claim: Claim | Brief) -> bool:
    """Return whether a claim, of either polarity, ends earlier claims of its tie that are no firmer."""
    return has_ended(claim) and claim.status in FIRM and is_sure(claim)


def stands(claim: Claim | Brief, published: date | None, endings: Endings, day: date | None = None) -> bool:
    """Return whether a claim holds on a day, whatever its polarity, status and lifecycle.

    Args:
        claim: the claim.
        published: publication day of its article, None if unknown.
        endings: the known endings.
        day: the day; None for after everything known.
    """
    if day is None:
        return not has_ended(claim) and not endings.ended(claim, published)
    begun, last = _begun(claim, published), _last(claim, published)
    if (begun is not None and begun > day) or (last is not None and last < day):
        return False
    return all(ending.final >= day for ending in endings.of(claim, published))


def unended(claims: Iterable[Said], published: Published, day: date | None = None) -> list[Said]:
    """Return the active, positive claims that hold on a day, whatever their status and confidence.

    Args:
        claims: all claims, including those that state an end.
        published: returns the publication day of a claim's article.
        day: the day; None for after everything known.
    """
    listed = list(claims)
    endings, beginning = endings_of(listed, published), beginnings_of(listed)
    return [
        claim
        for claim in listed
        if claim.lifecycle is Lifecycle.ACTIVE
        and claim.polarity is Polarity.POSITIVE
        and stands(claim, published(claim), endings, day)
        and (day is None or (beginning(claim) or day) <= day)
    ]


def beginnings_of(claims: Iterable[Claim | Brief]) -> Beginning:
    """Return the last beginnings that plain claims state before the ends of their ties."""
    known: dict[Tie, set[date]] = defaultdict(set)
    for claim in claims:
        if claim.valid is not None and claim.valid.start and claim.polarity is Polarity.POSITIVE and is_plain(claim):
            known[_tie(claim.predicate, claim)].add(claim.valid.start)

    def beginning(claim: Claim | Brief) -> date | None:
        span = claim.valid
        if span is None or not span.ended or span.start or span.end is None or not known:
            return None
        return max((day for day in known.get(_tie(claim.predicate, claim), ()) if day <= span.end), default=None)

    return beginning


def standing(claims: Iterable[Said], published: Published, day: date | None = None, statuses: Sequence[Status] = STATED) -> list[Said]:
    """Return the claims that count on a day: those of `unended` with one of the statuses and the minimum confidence."""
    return [claim for claim in unended(claims, published, day) if claim.status in statuses and is_sure(claim)]


def _begun(claim: Claim | Brief, published: date | None) -> date | None:
    """Return the first day on which a claim holds, None for always."""
    span = claim.valid
    if span is None or not (span.start or span.end or span.ended):
        return published
    return span.start or (going_on(span, published) if span.ended else span.end)


def going_on(span: TimeSpan, published: date | None) -> date | None:
    """Return the publication day if it is not after the end that the span states; an end reported afterwards leaves the beginning open."""
    return published if span.end and published and published <= span.end else None


def _last(claim: Claim | Brief, published: date | None) -> date | None:
    """Return the last day on which a claim holds by its own statement, None if it has no end."""
    span = claim.valid
    if span is None or not span.ended:
        return None
    if span.end is None and (span.start is None or published is None):
        # It held at some unknown time in the past.
        return date.min
    return span.end or _before(published or date.min)


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _tie(predicate: str, claim: Claim | Brief) -> Tie:
    """Return the key of a tie; the ends of a symmetric relation are sorted."""
    ends = (claim.subject, claim.object)
    if load_vocabulary().relation(predicate).symmetric:
        ends = (min(ends), max(ends))
    return predicate, *ends


def sources(quoted: Iterable[tuple[str, str, str, str, bool]]) -> int:
    """Count the independent sources of claims: outlets in words of their own, and named speakers that further outlets quote.

    Args:
        quoted: for each claim its quote, the article that its article is a copy of (itself if none), its outlet, its speaker ("" if none is named), and whether its article is a copy.
    """
    said = list(quoted)
    printers: dict[str, set[str]] = defaultdict(set)
    speakers: dict[str, str] = {}
    originals = {text for _, text, _, _, is_copy in said if not is_copy}
    for quote, text, outlet, speaker, is_copy in said:
        if not is_copy or text not in originals:
            printers[text].add(outlet)
        if speaker:
            speakers[quote] = min(speaker, speakers.get(quote, speaker))
    shared: dict[str, set[str]] = defaultdict(set)
    for quote, text, *_ in said:
        if quote not in speakers:
            shared[quote] |= printers[text]
    own = {outlet for outlets in shared.values() if len(outlets) == 1 for outlet in outlets}
    # Outlets that print the same words are one source, unless one of them has words of its own, which the others may repeat.
    linked: dict[str, frozenset[str]] = {}
    for outlets in shared.values():
        if own.isdisjoint(outlets):
            group = frozenset(outlets).union(*(linked.get(outlet, ()) for outlet in outlets))
            linked.update(dict.fromkeys(group, group))
    quoting: dict[str, set[str]] = defaultdict(set)
    for quote, text, *_ in said:
        if quote in speakers and printers[text].isdisjoint((*own, *linked)):
            quoting[min(printers[text])].add(speakers[quote])
    return len(own) + len(set(linked.values())) + _most_pairs(quoting)


def _most_pairs(quoting: Mapping[str, Iterable[str]]) -> int:
    """Return to how many outlets a speaker of their own can be assigned, of those that each quotes (a maximum matching)."""
    speaker_of: dict[str, str] = {}
    outlet_of: dict[str, str] = {}
    for start in quoting:
        reached: dict[str, str] = {}
        outlets = [start]
        for outlet in outlets:
            for speaker in quoting[outlet]:
                if speaker in reached:
                    continue
                reached[speaker] = outlet
                if speaker in outlet_of:
                    outlets.append(outlet_of[speaker])
                    continue
                _reassign(speaker, reached, speaker_of, outlet_of)
                outlets.clear()
                break
    return len(speaker_of)


def _reassign(free: str | None, reached: Mapping[str, str], speaker_of: dict[str, str], outlet_of: dict[str, str]) -> None:
    """Assign a free speaker to the outlet that reached it, the one that this outlet had to the outlet that reached that, and so on."""
    while free is not None:
        outlet = reached[free]
        outlet_of[free] = outlet
        before = speaker_of.get(outlet)
        speaker_of[outlet], free = free, before
