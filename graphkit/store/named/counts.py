"""The aggregating queries: `what-changed`, `not-asserted`, `support-by-type` and `claims-by-source`."""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from graphkit.denials import opposed
from graphkit.model import Polarity, Status
from graphkit.standing import MIN_CONFIDENCE, is_sure
from graphkit.store.index.rows import split_iris
from graphkit.store.named.cells import NONE, TRUE, Cell, day, join_cells, number, text, wider
from graphkit.store.named.context import KINDS, Context, Row, sorted_rows
from graphkit.store.named.disputes import statements_between
from graphkit.store.named.queries import QueryCall

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
_TYPED = f"FROM claims WHERE active AND NOT denied AND NOT ended AND round(confidence, 3) >= {MIN_CONFIDENCE} AND {KINDS} != '[]'"


def what_changed(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield what was first stated on each day, in order of days."""
    labels = context.labels
    for (published,) in context.index.all("SELECT DISTINCT published FROM articles WHERE published IS NOT NULL ORDER BY published"):
        rows: list[Row] = []
        for subject, predicate, object_, status, denied, ended in context.index.each(_FIRST, published):
            ends = (day(published), labels.actor(subject), labels.relation(predicate), labels.actor(object_))
            rows += [(*ends, now, sign, TRUE if ended else NONE) for now, sign in product(labels.status(status), labels.polarity(denied))]
        yield from sorted_rows(rows, (1, 2, 3, 4, 5, 6))


def not_asserted(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield relations that hold and that no claim asserts, with their statuses, and whether they are denied."""
    labels = context.labels
    status_cell = functools.cache(lambda statuses: join_cells(cell for status in json.loads(statuses) for cell in labels.status(status)))
    # Both directions of two actors are found at once, and kept until the second is asked for.
    known: dict[tuple[str, str], set[str]] = {}
    for id_ in context.subjects(call):
        ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for object_, *tie in context.index.each(_STATED, id_, call.object):
            ties[object_].append(tuple(tie))
        changed = (context.ended_with(id_) | context.doubtful[id_]) & ties.keys()
        found = {object_: _unasserted(listed) for object_, listed in ties.items() if object_ not in changed} | {object_: _unasserted_now(context, id_, object_) for object_ in changed}
        subject = labels.actor(id_)
        for object_ in found.keys() & context.deniers[id_]:
            if found[object_] and (id_, object_) not in known:
                known |= _denied(context, id_, object_)
        denied = {object_: known.pop((id_, object_), ()) for object_ in found}
        rows = [(subject, labels.relation(name), labels.actor(object_), status_cell(statuses), text("true" if name in denied[object_] else "false", "boolean")) for object_, listed in found.items() for name, statuses in listed]
        yield from sorted_rows(rows, (1, 2))


def _denied(context: Context, one: str, other: str) -> dict[tuple[str, str], set[str]]:
    """Return, by direction, the relations between two actors that some claim firmly denies, by the rule of `graphkit.denials`."""
    said = ((claim, day, (claim.subject, claim.object, claim.predicate)) for claim, day, *_ in statements_between(context, one, other))
    found: dict[tuple[str, str], set[str]] = {(one, other): set(), (other, one): set()}
    for (subject, object_, predicate), _ in opposed(said, lambda claim: claim.polarity is Polarity.POSITIVE and is_sure(claim)):
        found[subject, object_].add(predicate)
    return found


def _unasserted_now(context: Context, subject: str, object_: str) -> Iterable[tuple[str, str]]:
    """Return the same for two actors with a tie that has ended or an unlikely claim: from the claims that hold."""
    now: dict[str, set[str]] = defaultdict(set)
    above = frozenset[str]()
    for claim, _, holds in context.unended(subject, object_):
        above |= wider(claim.predicate) if claim.status is Status.ASSERTED else frozenset()
        now[claim.predicate] |= {str(claim.status)} if holds else set()
    return [(name, json.dumps(sorted(statuses))) for name, statuses in now.items() if statuses and name not in above]


def _unasserted(ties: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return the ties (relation, statuses) between two actors that are not asserted, not even by a narrower relation."""
    asserted = [name for name, statuses in ties if _ASSERTED in statuses]
    if not asserted:
        return ties
    above = frozenset[str]().union(*map(wider, asserted))
    return [tie for tie in ties if tie[0] not in above]


def support_by_type(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield who supports whom with each type of support, grouped by family."""
    labels = context.labels
    by_kind: dict[str, list[str]] = defaultdict(list)
    for (kinds,) in context.index.all(f"SELECT DISTINCT {KINDS} {_TYPED}"):
        for kind in json.loads(kinds):
            by_kind[kind].append(kinds)
    named = sorted((family, name, kind) for kind in by_kind for family, name in product(labels.families(kind), labels.status(kind)))
    for family, name, kind in named:
        rows = ((family, name, labels.actor(subject), labels.actor(object_), cell) for kinds in by_kind[kind] for subject, object_, status in _supporting(context, kinds) for cell in labels.status(status))
        yield from sorted_rows(rows, (2, 3, 4))


def _supporting(context: Context, kinds: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, object and status of the current claims with these types of support."""
    for subject, object_, status in context.index.each(f"SELECT subject, object, status {_TYPED} AND {KINDS} = ?", kinds):
        if object_ not in context.ended_with(subject) or any(holds and (claim.status, types) == (status, kinds) for claim, types, holds in context.unended(subject, object_)):
            yield subject, object_, status


def claims_by_source(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield the number of claims of each source, grouped by outlet."""
    labels = context.labels
    outlets: dict[Cell, list[str]] = defaultdict(list)
    for publishers in context.each("publisher", "voices"):
        for each in split_iris(publishers):
            outlets[labels.source(each)].append(publishers)
    for outlet in sorted(outlets):
        numbers: Counter[tuple[Cell, Cell, Cell]] = Counter()
        for publishers in outlets[outlet]:
            for voices, status_name, denied, claims in context.index.each("SELECT voices, status, denied, claims FROM voices WHERE publisher = ?", publishers):
                for key in product(map(labels.source, split_iris(voices)), labels.status(status_name), labels.polarity(denied)):
                    numbers[key] += claims
        for source, status, polarity in sorted(numbers):
            yield outlet, source, status, polarity, number(numbers[source, status, polarity])
