"""The queries that list claims with their quotes: `who-backs` and `evidence`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, product
from typing import Any

from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM, MIN_CONFIDENCE, STATED
from graphkit.store.index.rows import quotes_in, split_iris
from graphkit.store.named.cells import NONE, TRUE, Cell, day, narrower, number, text, wider
from graphkit.store.named.context import Context, Row, sorted_rows
from graphkit.store.named.queries import QueryCall

_COLUMNS = "c.subject, c.predicate, c.object, c.status, c.rest, c.voices, c.agents, a.publisher, a.published, a.url, c.denied, c.ended"
_CLAIMS = f"SELECT {_COLUMNS} FROM claims c JOIN articles a ON a.key = c.article WHERE c.active = 1 AND c.predicate IN {{}}"
# Cache size for values that many claims share: statuses, speakers, outlets and programs.
_CACHE_SIZE = 1 << 16


def who_backs(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield claims of support, ordered by the name of the supported actor."""
    below = narrower(("supports",), wider)
    query = f"{_CLAIMS.format(_sql_list(below))} AND c.denied = 0 AND c.ended = 0 AND round(c.confidence, 3) >= {MIN_CONFIDENCE}"
    unended = f"{query} AND NOT EXISTS ({_later_end(below)})"
    whole = call.subject is None and call.object is None
    # For all objects, reading the ended ties once is cheaper than to look for the end of each claim.
    named = context.objects if whole else sorted((label, id_) for id_ in [call.object or ""] for label in context.names(id_))
    ended = context.ended_objects if whole else {id_ for _, id_ in named}
    support_rows = _support_rows(context)
    for name, group in groupby(named, key=lambda pair: pair[0].value):
        found = ((id_, row) for _, id_ in group for row in _claims(context, unended if id_ in ended else query, {"c.subject": call.subject, "c.object": id_ or None}))
        # An actor with several names has a group for each.
        rows = (row for id_, claim in found for row in support_rows(claim) if not id_ or row[1].value == name)
        yield from sorted_rows(rows, (1, 0, 2, 3, 4, 5, 6))


def evidence(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield claims of support or opposition with all their evidence, ordered by subject."""
    signed = _sql_list([name for name, relation in load_vocabulary().relations.items() if relation.sign])
    query, evidence_rows = _CLAIMS.format(signed), _evidence_rows(context)
    for id_ in context.subjects(call):
        found = _claims(context, query, {"c.subject": id_, "c.object": call.object})
        yield from sorted_rows((row for claim in found for row in evidence_rows(claim)), (0, 1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12, 13))


def _later_end(below: Sequence[str]) -> str:
    """Return the SQL of the later ends of a claim `c` of one of these relations, by the rule of `graphkit.standing`."""
    pairs = [(name, above) for name in below for above in sorted(wider(name))]
    stances, stated, firm = (_sql_list([str(name) for name in names]) for names in (sorted(load_vocabulary().stances), STATED, FIRM))
    return (
        f"SELECT 1 FROM claims e WHERE e.object = c.object AND e.active = 1 AND e.predicate IN {_sql_list(sorted({above for _, above in pairs}))}"
        " AND e.denied IN (0, 1) AND e.ended = 1 AND e.subject = c.subject AND e.published IS NOT NULL AND (c.published IS NULL OR c.published < e.published)"
        f" AND (c.predicate, e.predicate) IN (VALUES {', '.join(map(str, pairs))}) AND round(e.confidence, 3) >= {MIN_CONFIDENCE} AND e.status IN {firm}"
        f" AND (e.status = 'asserted' OR (e.status = 'declared' AND e.predicate IN {stances}) OR c.status NOT IN {stated})"
        " AND (e.until IS NULL OR c.begun IS NULL OR c.begun <= e.until)"
    )


def _claims(context: Context, query: str, ends: Mapping[str, str | None]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of claims whose columns have these values; None matches any."""
    given = {f" AND {column} = ?": value for column, value in ends.items() if value is not None}
    return context.index.each(query + "".join(given), *given.values())


def _support_rows(context: Context) -> Callable[[Sequence[Any]], list[Row]]:
    """Return a function that makes the rows of a claim of support."""
    labels = context.labels

    @functools.lru_cache(maxsize=_CACHE_SIZE)
    def alike(predicate: str, status: str, publisher: str) -> list[tuple[Cell, Cell, Cell]]:
        outlets = [label for outlet in split_iris(publisher) for label in labels.of(labels.source(outlet))]
        return list(product(labels.of(labels.relation(predicate)), labels.status(status), outlets))

    @functools.lru_cache(maxsize=_CACHE_SIZE)
    def named(id_: str) -> tuple[Cell, ...]:
        return labels.of(labels.actor(id_))

    def rows(claim: Sequence[Any]) -> list[Row]:
        subject, predicate, object_, status, rest, _, _, publisher, published, *_ = claim
        printed = day(published) if published else NONE
        combinations, quotes, others = alike(predicate, status, publisher), [text(quote[2]) for quote in quotes_in(rest)], named(object_)
        return [(one, other, relation, state, quote, outlet, printed) for one in named(subject) for other in others for quote in quotes for relation, state, outlet in combinations]

    return rows


def _evidence_rows(context: Context) -> Callable[[Sequence[Any]], list[Row]]:
    """Return a function that makes the rows of a claim of support or opposition."""
    labels = context.labels

    @functools.lru_cache(maxsize=_CACHE_SIZE)
    def alike(status: str, denied: int, voices: str, publisher: str, agents: str) -> list[tuple[Cell, Cell, Cell, Cell, Cell]]:
        sources, outlets = (list(map(labels.source, split_iris(joined))) for joined in (voices, publisher))
        return list(product(labels.status(status), labels.polarity(denied), sources, outlets, labels.versions(agents)))

    def rows(claim: Sequence[Any]) -> list[Row]:
        subject, predicate, object_, status, rest, voices, agents, publisher, published, url, denied, ended = claim
        one, relation, other, over = labels.actor(subject), labels.relation(predicate), labels.actor(object_), TRUE if ended else NONE
        printed, address = day(published) if published else NONE, text(url, "anyURI") if url else NONE
        combinations = alike(status, denied, voices, publisher, agents)
        return [
            (one, relation, other, state, sign, over, source, text(quote), number(start), number(stop), outlet, printed, address, version)
            for start, stop, quote, _, _ in quotes_in(rest)
            for state, sign, source, outlet, version in combinations
        ]

    return rows


def _sql_list(names: Sequence[str]) -> str:
    """Format relation names as an SQL list."""
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"
