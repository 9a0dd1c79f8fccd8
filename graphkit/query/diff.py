"""Differences between two dates or two graphs: ties gained, lost and turned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

import graphkit.standing
from graphkit.model import Article, Brief, Claim, Polarity, Said
from graphkit.ontology import load_vocabulary
from graphkit.standing import STATED, is_ending

Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One tie that changed.

    Attributes:
        kind: `gained`, `lost` or `turned` (from friend to foe or back).
        subject, object: `Actor.id`; in alphabetical order for a symmetric tie.
        before, after: families of the tie on either side, sorted; empty if there is none. The same if a tie is lost of which another relation of its family goes on ("stopped arming", but recognizes).
        claims: ids of the claims that support the change, from the side that has the tie.
        late: whether it happened before the period, or ended without being known to hold before, and was first reported in it.
    """

    kind: str
    subject: str
    object: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    claims: tuple[str, ...]
    late: bool = False


def standing(claims: Iterable[Claim | Brief], articles: Mapping[str, Article], day: date | None) -> dict[Tie, tuple[str, ...]]:
    """Return the ties (subject, object, family) that hold on a day, with the sorted ids of their claims.

    `graphkit.standing` defines which claims hold.
    """
    return _ties(_holding(claims, articles, day))


def _holding(claims: Iterable[Said], articles: Mapping[str, Article], day: date | None) -> list[Said]:
    return graphkit.standing.standing(claims, lambda claim: articles[claim.article].published, day)


def _ties(holding: Iterable[Claim | Brief]) -> dict[Tie, tuple[str, ...]]:
    found: dict[Tie, list[str]] = defaultdict(list)
    for claim in holding:
        if (tie := _tie(claim)) is not None:
            found[tie].append(claim.id)
    return {tie: tuple(sorted(ids)) for tie, ids in found.items()}


def _tie(claim: Claim | Brief) -> Tie | None:
    """Return the tie of a claim, None if its relation is in no family; the ends of a symmetric relation are sorted."""
    vocabulary, ends = load_vocabulary(), (claim.subject, claim.object)
    family = vocabulary.family(claim.predicate)
    one, other = sorted(ends) if vocabulary.relation(claim.predicate).symmetric else ends
    return (one, other, family) if family is not None else None


def compare(before: Mapping[Tie, tuple[str, ...]], after: Mapping[Tie, tuple[str, ...]]) -> list[Change]:
    """Return the ties gained, lost and turned, ordered by subject and object.

    A pair turned if all its signed ties were friendly and now are hostile, or the reverse.
    """
    old, new = _by_pair(before), _by_pair(after)
    changes = []
    for pair in sorted({*old, *new}):
        was, now = old.get(pair, {}), new.get(pair, {})
        sides = (*pair, tuple(sorted(was)), tuple(sorted(now)))
        if _turned(was, now):
            changes.append(Change("turned", *sides, _ids(now, now)))
            continue
        if set(now) - set(was):
            changes.append(Change("gained", *sides, _ids(now, set(now) - set(was))))
        if set(was) - set(now):
            changes.append(Change("lost", *sides, _ids(was, set(was) - set(now))))
    return changes


def changes(claims: Iterable[Claim | Brief], articles: Mapping[str, Article], since: date, until: date | None) -> list[Change]:
    """Return the ties that changed between two days, and after them the late ones: changed before `since`, or ended without being known to hold then, but not reported until later.

    Args:
        claims: all claims, including those that state an end.
        articles: the articles by key.
        since: day of the older state.
        until: day of the newer state; None for after everything known.
    """
    listed = list(claims)

    def known(day: date | None) -> dict[Tie, tuple[str, ...]]:
        """Return the ties that hold on a day according to what was published until then."""
        return standing((c for c in listed if day is None or (articles[c.article].published or day) <= day), articles, day)

    held, holding = _holding(listed, articles, since), _holding(listed, articles, until)
    before, after = _ties(held), _ties(holding)
    changed = before.keys() ^ after.keys()
    earlier, later = ({tie: ids for tie, ids in known(day).items() if tie not in changed} for day in (since, until))
    over = _only_ends((day, claim) for claim in listed if (day := articles[claim.article].published) is not None and (until is None or day <= until))
    ended = {tie: tuple(ids) for tie, (first, ids) in over.items() if first > since and tie not in changed | before.keys() | after.keys()}
    late = compare(ended | earlier, later)
    current = sorted([*compare(before, after), *_ended_relations(held, holding, before.keys() & after.keys())], key=lambda change: (change.subject, change.object))
    return [*current, *(replace(change, late=True) for change in late)]


def _ended_relations(before: Iterable[Claim | Brief], after: Iterable[Claim | Brief], kept: Set[Tie]) -> Iterator[Change]:
    """Yield the relations that have ended, of ties that other relations of their family keep."""
    going_on = {(_tie(claim), claim.predicate) for claim in after}
    found: dict[tuple[Tie, str], list[str]] = defaultdict(list)
    for claim in before:
        tie = _tie(claim)
        if tie is not None and tie in kept and (tie, claim.predicate) not in going_on:
            found[tie, claim.predicate].append(claim.id)
    for ((subject, object_, family), _), ids in sorted(found.items()):
        yield Change("lost", subject, object_, (family,), (family,), tuple(sorted(ids)))


def _only_ends(published: Iterable[tuple[date, Claim | Brief]]) -> dict[Tie, tuple[date, list[str]]]:
    """Return the ties that a claim of their end does not state for any earlier day ("stopped arming"; not "was president until May"): the publication day of the first such claim, and the ids of all."""
    found: dict[Tie, tuple[date, list[str]]] = {}
    said = [(day, c.id, c) for day, c in published if is_ending(c) and c.status in STATED and c.valid is not None and (c.valid.end is None or c.polarity is Polarity.NEGATIVE)]
    for day, id_, claim in sorted(said, key=lambda one: one[:2]):
        if (tie := _tie(claim)) is not None:
            found.setdefault(tie, (day, []))[1].append(id_)
    return found


def _by_pair(ties: Mapping[Tie, tuple[str, ...]]) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    for (subject, object_, family), ids in ties.items():
        found[subject, object_][family] = ids
    return found


def _ids(ties: Mapping[str, tuple[str, ...]], families: Iterable[str]) -> tuple[str, ...]:
    return tuple(id_ for family in sorted(families) for id_ in ties[family])


def _turned(was: Iterable[str], now: Iterable[str]) -> bool:
    signs = _signs(was)
    return len(signs) == 1 and _signs(now) == {-sign for sign in signs}


def _signs(families: Iterable[str]) -> set[int]:
    vocabulary = load_vocabulary()
    wanted = set(families)
    return {vocabulary.sign(name) for name in vocabulary.relations if vocabulary.family(name) in wanted} - {0}
