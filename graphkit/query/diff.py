"""What changed between two days, or between two graphs: ties gained, lost and turned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graphkit.model import Article, Claim, Lifecycle, Polarity, Status
from graphkit.ontology import load_vocabulary

_PLAIN = (Status.ASSERTED, Status.DECLARED)
Tie = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One tie that changed.

    Attributes:
        kind: `gained`, `lost` or `turned` (from friend to foe or back).
        subject, object: `Actor.id`; of a tie that has no direction, in order of the alphabet.
        before, after: families of the tie on the two sides, sorted; empty where there is none.
        claims: ids of the claims that show it, from the side where the tie is.
    """

    kind: str
    subject: str
    object: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    claims: tuple[str, ...]


def standing(claims: Iterable[Claim], articles: Mapping[str, Article], day: date | None) -> dict[Tie, tuple[str, ...]]:
    """Ties as they stand on a day, each with the ids of its claims.

    A tie (subject, object, family) stands from its first plain, positive claim on; the latest
    word on it counts, so that a plain claim that it is not so, or has ended, takes it away.
    Claims of articles without a day count always, as the oldest.
    """
    vocabulary = load_vocabulary()
    told: dict[Tie, list[tuple[date, Claim]]] = defaultdict(list)
    for claim in claims:
        family = vocabulary.family(claim.predicate)
        published = articles[claim.article].published or date.min
        if family is None or claim.status not in _PLAIN or claim.lifecycle is not Lifecycle.ACTIVE:
            continue
        if day is None or published <= day:
            ends = (claim.subject, claim.object)
            both = sorted(ends) if vocabulary.relation(claim.predicate).symmetric else ends
            told[both[0], both[1], family].append((published, claim))
    found = {}
    for tie, said in told.items():
        last = max(published for published, _ in said)
        newest = [claim for published, claim in said if published == last]
        if any(_holds(claim) for claim in newest):
            found[tie] = tuple(sorted(claim.id for _, claim in said if _holds(claim)))
    return found


def _holds(claim: Claim) -> bool:
    return claim.polarity is Polarity.POSITIVE and not (claim.valid is not None and claim.valid.ended)


def compare(before: Mapping[Tie, tuple[str, ...]], after: Mapping[Tie, tuple[str, ...]]) -> list[Change]:
    """Ties gained, lost and turned, by subject and object.

    A pair that had friendly ties only and now has hostile ones only, or the other way round, turned.
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
