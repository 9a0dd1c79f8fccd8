"""The queries that list claims with their quotes: `who-backs` and `evidence`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, product
from typing import Any

from graphkit.ontology import load_vocabulary
from graphkit.store.index.rows import parts, quotes_in
from graphkit.store.named.cells import NONE, TRUE, Word, day, narrower, number, text, wider
from graphkit.store.named.context import Kept, Row, in_order
from graphkit.store.named.queries import Asking

_COLUMNS = "c.subject, c.predicate, c.object, c.status, c.rest, c.voices, c.agents, a.publisher, a.published, a.url, c.denied, c.ended"
_CLAIMS = f"SELECT {_COLUMNS} FROM claims c JOIN articles a ON a.key = c.article WHERE c.active = 1 AND c.predicate IN {{}}"
# Cache size for values that many claims share: statuses, speakers, outlets and programs.
_ALIKE = 1 << 16


def who_backs(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield claims of support, ordered by the name of the supported actor."""
    below = narrower(("supports",), wider)
    objects = kept.each("object", "ties") if asking.object is None else [asking.object]
    if asking.subject is not None:
        objects = objects if asking.object is not None else [""]
    words = kept.words
    query = f"{_CLAIMS.format(_listed(below))} AND c.denied = 0 AND c.ended = 0"
    named = sorted((label, id_) for id_ in objects for label in words.labels(words.actor(id_)) or [text("")])
    backing = _backing(kept)
    for name, group in groupby(named, key=lambda pair: pair[0].value):
        found = ((id_, row) for _, id_ in group for row in _claims(kept, query, {"c.subject": asking.subject, "c.object": id_ or None}))
        # An actor with several names has a group for each.
        rows = (row for id_, claim in found for row in backing(claim) if not id_ or row[1].value == name)
        yield from in_order(rows, (1, 0, 2, 3, 4, 5, 6))


def evidence(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield claims of support or opposition with all their evidence, ordered by subject."""
    signed = _listed([name for name, relation in load_vocabulary().relations.items() if relation.sign])
    query, resting = _CLAIMS.format(signed), _resting(kept)
    for id_ in kept.subjects(asking):
        found = _claims(kept, query, {"c.subject": id_, "c.object": asking.object})
        yield from in_order((row for claim in found for row in resting(claim)), (0, 1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12, 13))


def _claims(kept: Kept, query: str, ends: Mapping[str, str | None]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of claims whose columns have these values; None matches any."""
    given = {f" AND {column} = ?": value for column, value in ends.items() if value is not None}
    return kept.index.each(query + "".join(given), *given.values())


def _backing(kept: Kept) -> Callable[[Sequence[Any]], list[Row]]:
    """Return a function that makes the rows of a claim of support."""
    words = kept.words

    @functools.lru_cache(maxsize=_ALIKE)
    def alike(predicate: str, status: str, publisher: str) -> list[tuple[Word, Word, Word]]:
        outlets = [label for outlet in parts(publisher) for label in words.labels(words.source(outlet))]
        return list(product(words.labels(words.relation(predicate)), words.status(status), outlets))

    @functools.lru_cache(maxsize=_ALIKE)
    def named(id_: str) -> tuple[Word, ...]:
        return words.labels(words.actor(id_))

    def rows(claim: Sequence[Any]) -> list[Row]:
        subject, predicate, object_, status, rest, _, _, publisher, published, *_ = claim
        printed = day(published) if published else NONE
        said, quotes, others = alike(predicate, status, publisher), [text(quote[2]) for quote in quotes_in(rest)], named(object_)
        return [(one, other, relation, state, quote, outlet, printed) for one in named(subject) for other in others for quote in quotes for relation, state, outlet in said]

    return rows


def _resting(kept: Kept) -> Callable[[Sequence[Any]], list[Row]]:
    """Return a function that makes the rows of a claim of support or opposition."""
    words = kept.words

    @functools.lru_cache(maxsize=_ALIKE)
    def alike(status: str, denied: int, voices: str, publisher: str, agents: str) -> list[tuple[Word, Word, Word, Word, Word]]:
        sources, outlets = (list(map(words.source, parts(kept_as))) for kept_as in (voices, publisher))
        return list(product(words.status(status), words.polarity(denied), sources, outlets, words.versions(agents)))

    def rows(claim: Sequence[Any]) -> list[Row]:
        subject, predicate, object_, status, rest, voices, agents, publisher, published, url, denied, ended = claim
        one, relation, other, over = words.actor(subject), words.relation(predicate), words.actor(object_), TRUE if ended else NONE
        printed, address = day(published) if published else NONE, text(url, "anyURI") if url else NONE
        said = alike(status, denied, voices, publisher, agents)
        return [
            (one, relation, other, state, sign, over, source, text(quote), number(start), number(stop), outlet, printed, address, version)
            for start, stop, quote, _, _ in quotes_in(rest)
            for state, sign, source, outlet, version in said
        ]

    return rows


def _listed(names: Sequence[str]) -> str:
    """Format relation names as an SQL list."""
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"
