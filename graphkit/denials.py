"""Define which claims deny which: the same two actors, the same relation or a wider one, and days in common; and which denials are taken back."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from graphkit.model import Brief, Claim, Lifecycle, Polarity, Said, Status
from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM, has_ended, is_negation, is_sure

# Statuses of the denials that dispute a claim: "might not" disputes nothing, the refusal "will not" does.
DENYING = (*FIRM, Status.PLANNED)
# Returns the day on which the article of a claim was published, None if it is not known to the day.
SaidOn = Callable[[Claim | Brief], date | None]
# Whatever is wanted of a claim.
Label = TypeVar("Label", bound=Hashable)
# Days are compared as ordinals; these stand for unknown ones.
_FIRST, _LAST = 0, date.max.toordinal() + 1
# First and last day of a claim, and the day of its article.
_Days = tuple[int, int, int]
# Last and first day of what a denial denies, and the day from which on it is void.
_Limits = tuple[int, int, int]


class Relating(Protocol):
    """A relation between two actors: a claim or a brief."""

    @property
    def subject(self) -> str:
        """Id of an actor."""
    @property
    def predicate(self) -> str:
        """Local name of the relation."""
    @property
    def object(self) -> str:
        """Id of an actor."""


class _Relation(NamedTuple):
    subject: str
    predicate: str
    object: str


def is_denial(claim: Claim | Brief) -> bool:
    """Return whether a claim denies its relation firmly enough to dispute other claims; the end of a tie is not a denial."""
    return is_negation(claim) and claim.status in DENYING


def is_firm(claim: Claim | Brief) -> bool:
    """Return whether a claim states its relation firmly enough to be disputed; the end of a tie does not."""
    return claim.status in FIRM and claim.polarity is Polarity.POSITIVE and not has_ended(claim)


def contradictions(claims: Iterable[Said], said_on: SaidOn) -> Iterator[tuple[Said, Said]]:
    """Yield each (stating, denying) pair of claims, in the order of the stating claims.

    Args:
        claims: all claims; inactive ones are ignored.
        said_on: see `SaidOn`.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    denials: dict[frozenset[str], list[Said]] = defaultdict(list)
    stated: dict[frozenset[str], list[Said]] = defaultdict(list)
    listed = list[Said]()
    for claim in claims:
        if claim.lifecycle is Lifecycle.ACTIVE and (is_denial(claim) or is_firm(claim)):
            (denials if is_denial(claim) else stated)[frozenset((claim.subject, claim.object))].append(claim)
            listed += [] if is_denial(claim) else [claim]
    known = {ends: list(zip(those, _limits(_dated(those, said_on), _dated(stated[ends], said_on)), strict=True)) for ends, those in denials.items()}
    against: dict[_Relation, list[tuple[Said, _Limits]]] = {}
    for claim in listed if known else ():
        relation = _relation(claim)
        if relation not in against:
            against[relation] = [one for one in known.get(frozenset((claim.subject, claim.object)), ()) if denies(one[0], claim)]
        if against[relation]:
            start, end, said = _days(claim, said_on(claim))
            yield from ((claim, denial) for denial, (until, begun, back) in against[relation] if start <= until and end >= begun and said < back)


def _dated(claims: Iterable[Said], said_on: SaidOn) -> Iterator[tuple[Said, date | None]]:
    return ((claim, said_on(claim)) for claim in claims)


def opposed(said: Iterable[tuple[Said, date | None, Label]], states: Callable[[Said], bool] = is_firm) -> set[tuple[Label, Label]]:
    """Return the labels of each (stating, denying) pair of claims of two actors; quick if many claims have few labels.

    Args:
        said: all active claims of two actors, each with the day of its article, None if it is not known to the day, and its label.
        states: whether a claim counts as stating; others than firm ones are opposed by the same denials.

    Raises:
        UnknownName: the relation of a claim is not in the vocabulary.
    """
    listed = list(said)
    denials = [each for each in listed if is_denial(each[0])]
    if not denials:
        return set()
    yes: dict[_Relation, dict[Label, set[_Days]]] = defaultdict(lambda: defaultdict(set))
    no: dict[_Relation, dict[Label, set[_Limits]]] = defaultdict(lambda: defaultdict(set))
    for claim, day, label in listed:
        if states(claim):
            yes[_relation(claim)][label].add(_days(claim, day))
    limits = _limits(((claim, day) for claim, day, _ in denials), ((claim, day) for claim, day, _ in listed if is_firm(claim)))
    for (denial, _, label), limit in zip(denials, limits, strict=True):
        no[_relation(denial)][label].add(limit)
    related = [(_in_order(yes[stated]), _in_order(no[denied])) for denied in no for stated in yes if denies(denied, stated)]
    return {(one, other) for stating, denying in related for one, days in stating for other, bounds in denying if _any_meet(days, bounds)}


def _in_order(sides: Mapping[Label, set[_Days]]) -> list[tuple[Label, list[_Days]]]:
    return [(label, sorted(days)) for label, days in sides.items()]


def _any_meet(stated: Sequence[_Days], denials: Sequence[_Limits]) -> bool:
    """Return whether any of some denials disputes any of some claims, both in order of their first number.

    Of the claims that begin early enough for a denial, only those matter that no other ends later and was said earlier than.
    """
    ends, said_first = list[int](), list[int]()
    begun = iter(stated)
    claim = next(begun, None)
    for until, start, back in denials:
        while claim is not None and claim[0] <= until:
            place = bisect_left(ends, claim[1])
            if place == len(ends) or said_first[place] > claim[2]:
                after = place + (place < len(ends) and ends[place] == claim[1])
                while place and said_first[place - 1] >= claim[2]:
                    place -= 1
                ends[place:after], said_first[place:after] = [claim[1]], [claim[2]]
            claim = next(begun, None)
        place = bisect_left(ends, start)
        if place < len(ends) and said_first[place] < back:
            return True
    return False


def _limits(denials: Iterable[tuple[Claim | Brief, date | None]], stated: Iterable[tuple[Claim | Brief, date | None]]) -> Iterator[_Limits]:
    """Yield the limits of denials of two actors.

    A denial is void once its speaker has stated, in a later article, what he denied. If the relation lasts, it then disputes no claim.
    Of an act, it does not dispute what was said from that day on: the speaker may have admitted another act.

    Args:
        denials: denials, each with the day of its article.
        stated: all claims of the two actors that firmly state something, each with the day of its article.
    """
    admitted: dict[str, dict[_Relation, set[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(set))
    for claim, day in stated:
        if claim.speaker and is_sure(claim):
            start, end, said = _days(claim, day)
            admitted[claim.speaker][_relation(claim)].add((said, start, end))
    by_day = {speaker: {relation: sorted(days) for relation, days in relations.items()} for speaker, relations in admitted.items()}
    for denial, day in denials:
        until, begun = _denied_days(denial, day)
        relations = by_day.get(denial.speaker, {}) if day else {}
        later = (days[bisect_left(days, (day.toordinal() + 1,)):] for relation, days in relations.items() if denies(denial, relation)) if day else ()
        back = min((next((said for said, start, end in days if start <= until and end >= begun), _LAST) for days in later), default=_LAST)
        lasting = back < _LAST and load_vocabulary().relation(denial.predicate).lasting
        yield until, begun, _FIRST if lasting else back


def _days(stated: Claim | Brief, said: date | None) -> _Days:
    """Return first and last day of a claim, and the day of its article."""
    span = stated.valid
    start, end = (span.start, span.end) if span else (None, None)
    return start.toordinal() if start else _FIRST, end.toordinal() if end else _LAST, said.toordinal() if said else _FIRST


def _denied_days(denial: Claim | Brief, said: date | None) -> tuple[int, int]:
    """Return the last and the first day of which a denial speaks: nothing of what begins after its article, except a refusal ("will not")."""
    span = denial.valid
    last = None if denial.status is Status.PLANNED else (span and span.end) or said
    return last.toordinal() if last else _LAST, span.start.toordinal() if span and span.start else _FIRST


def _relation(claim: Relating) -> _Relation:
    return _Relation(claim.subject, claim.predicate, claim.object)


def shares_days(denial: Claim | Brief, stated: Claim | Brief, said_on: SaidOn) -> bool:
    """Return whether a denial and a statement can be about the same days.

    Args:
        denial, stated: two claims.
        said_on: see `SaidOn`.
    """
    (start, end, _), (until, begun) = _days(stated, said_on(stated)), _denied_days(denial, said_on(denial))
    return start <= until and end >= begun


def denies(denial: Relating, stated: Relating) -> bool:
    """Return whether a denial is about the relation of a claim: same two actors, and the same relation or a wider one."""
    vocabulary = load_vocabulary()
    if denial.predicate not in vocabulary.ancestors(stated.predicate):
        return False
    if (denial.subject, denial.object) == (stated.subject, stated.object):
        return True
    mutual = any(vocabulary.relation(claim.predicate).symmetric for claim in (denial, stated))
    return mutual and (denial.subject, denial.object) == (stated.object, stated.subject)
