"""Differences between two dates or two graphs: ties gained, lost and turned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import graphkit.standing
from graphkit.model import Article, Brief, Claim
from graphkit.ontology import load_vocabulary

Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One tie that changed.

    Attributes:
        kind: `gained`, `lost` or `turned` (from friend to foe or back).
        subject, object: `Actor.id`; in alphabetical order for a symmetric tie.
        before, after: families of the tie on either side, sorted; empty if there is none.
        claims: ids of the claims that support the change, from the side that has the tie.
    """

    kind: str
    subject: str
    object: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    claims: tuple[str, ...]


def standing(claims: Iterable[Claim | Brief], articles: Mapping[str, Article], day: date | None) -> dict[Tie, tuple[str, ...]]:
    """Return the ties (subject, object, family) that hold on a day, with the sorted ids of their claims.

    `graphkit.standing` defines which claims hold.
    """
    vocabulary = load_vocabulary()
    found: dict[Tie, list[str]] = defaultdict(list)
    for claim in graphkit.standing.standing(claims, lambda claim: articles[claim.article].published, day):
        family = vocabulary.family(claim.predicate)
        if family is not None:
            ends = (claim.subject, claim.object)
            both = sorted(ends) if vocabulary.relation(claim.predicate).symmetric else ends
            found[both[0], both[1], family].append(claim.id)
    return {tie: tuple(sorted(ids)) for tie, ids in found.items()}


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
