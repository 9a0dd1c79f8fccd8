"""The aggregating queries: `what-changed`, `not-asserted`, `support-by-type` and `claims-by-source`."""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from graphkit.model import Status
from graphkit.store.index.rows import parts
from graphkit.store.named.cells import NONE, TRUE, Word, day, joined, number, wider
from graphkit.store.named.context import Kept, Row, in_order
from graphkit.store.named.queries import Asking

# Claims new on a day: no earlier claim has the same tie, status, polarity and end.
_FIRST = """
SELECT DISTINCT c.subject, c.predicate, c.object, c.status, c.denied, c.ended FROM claims c WHERE c.published = ?1 AND c.active AND NOT EXISTS (
  SELECT 1 FROM claims e WHERE e.subject = c.subject AND e.object = c.object AND e.active = 1 AND e.predicate = c.predicate AND e.denied = c.denied
  AND e.status = c.status AND e.ended = c.ended AND e.published > '' AND e.published < ?1)
"""
# Positive ties of any status, by object.
_STATED = "SELECT object, predicate, statuses FROM ties WHERE subject = ?1 AND (?2 IS NULL OR object = ?2) AND denied = 0 ORDER BY object, predicate"
# Marks asserted claims in the JSON of a tie's statuses.
_ASSERTED = f'"{Status.ASSERTED}"'
_KINDS = "json_extract(rest, '$[4]')"
_TYPED = f"FROM claims WHERE active AND NOT denied AND NOT ended AND {_KINDS} != '[]'"


def what_changed(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield what was first stated on each day, in order of days."""
    words = kept.words
    for (published,) in kept.index.all("SELECT DISTINCT published FROM articles WHERE published IS NOT NULL ORDER BY published"):
        rows: list[Row] = []
        for subject, predicate, object_, status, denied, ended in kept.index.each(_FIRST, published):
            ends = (day(published), words.actor(subject), words.relation(predicate), words.actor(object_))
            rows += [(*ends, now, sign, TRUE if ended else NONE) for now, sign in product(words.status(status), words.polarity(denied))]
        yield from in_order(rows, (1, 2, 3, 4, 5, 6))


def not_asserted(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield relations that no claim asserts, with their statuses."""
    words = kept.words
    said = functools.cache(lambda statuses: joined(word for status in json.loads(statuses) for word in words.status(status)))
    for id_ in kept.subjects(asking):
        ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for object_, *tie in kept.index.each(_STATED, id_, asking.object):
            ties[object_].append(tuple(tie))
        subject = words.actor(id_)
        rows = [(subject, words.relation(name), words.actor(object_), said(statuses)) for object_, found in ties.items() for name, statuses in _unasserted(found)]
        yield from in_order(rows, (1, 2))


def _unasserted(ties: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return the ties (relation, statuses) between two actors that are not asserted, not even by a narrower relation."""
    asserted = [name for name, statuses in ties if _ASSERTED in statuses]
    if not asserted:
        return ties
    above = frozenset[str]().union(*map(wider, asserted))
    return [tie for tie in ties if tie[0] not in above]


def support_by_type(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield the claims of each type of support, grouped by family."""
    words = kept.words
    together: dict[str, list[str]] = defaultdict(list)
    for (kinds,) in kept.index.all(f"SELECT DISTINCT {_KINDS} {_TYPED}"):
        for kind in json.loads(kinds):
            together[kind].append(kinds)
    named = sorted((family, name, kind) for kind in together for family, name in product(words.families(kind), words.status(kind)))
    for family, name, kind in named:
        found = (row for kinds in together[kind] for row in kept.index.each(f"SELECT subject, object, status {_TYPED} AND {_KINDS} = ?", kinds))
        rows = [(family, name, words.actor(subject), words.actor(object_), said) for subject, object_, status in found for said in words.status(status)]
        # Not deduplicated: two claims may give equal rows.
        yield from sorted(rows)


def claims_by_source(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield the number of claims of each source, grouped by outlet."""
    words = kept.words
    outlets: dict[Word, list[str]] = defaultdict(list)
    for kept_as in kept.each("publisher", "voices"):
        for each in parts(kept_as):
            outlets[words.source(each)].append(kept_as)
    for outlet in sorted(outlets):
        numbers: Counter[tuple[Word, Word, Word]] = Counter()
        for kept_as in outlets[outlet]:
            for voices, said, denied, claims in kept.index.each("SELECT voices, status, denied, claims FROM voices WHERE publisher = ?", kept_as):
                for key in product(map(words.source, parts(voices)), words.status(said), words.polarity(denied)):
                    numbers[key] += claims
        for source, status, polarity in sorted(numbers):
            yield outlet, source, status, polarity, number(numbers[source, status, polarity])
