"""The questions that list claims with their words: `who-backs` and `evidence`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from typing import Any

from graphkit.ontology import load_vocabulary
from graphkit.store.index.rows import parts
from graphkit.store.ready.kept import Kept, Row, in_order
from graphkit.store.ready.texts import Asking
from graphkit.store.ready.words import day, narrower, number, text, wider

_CLAIMS = """
SELECT c.subject, c.predicate, c.object, c.status, c.rest, c.voices, c.agents, a.publisher, a.published, a.url
FROM claims c JOIN articles a ON a.key = c.article WHERE c.active AND c.predicate IN (SELECT value FROM json_each(?))
"""


def who_backs(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Claims of support, by the names of whom they are of."""
    below = narrower(("supports",), wider)
    where = f"predicate IN {_listed(below)} AND denied = 0"
    objects = kept.each("object", "ties", where) if asking.object is None else [asking.object]
    if asking.subject is not None:
        objects = objects if asking.object is not None else [""]
    words = kept.words
    named = sorted((label, id_) for id_ in objects for label in words.labels(words.actor(id_)) or [text("")])
    for name, group in groupby(named, key=lambda pair: pair[0].value):
        found = ((id_, row) for _, id_ in group for row in _claims(kept, below, asking.subject, id_ or None, "AND c.denied = 0"))
        # An actor of several names has a group for each.
        rows = (row for id_, claim in found for row in _backing(kept, claim) if not id_ or row[1] is None or row[1].value == name)
        yield from in_order(rows, (1, 0, 2, 3, 4, 5, 6))


def evidence(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Claims of support or opposition with all that they rest on, by whom they are of."""
    signed = [name for name, relation in load_vocabulary().relations.items() if relation.sign]
    for id_ in kept.subjects(asking, f"predicate IN {_listed(signed)} AND denied IN (0, 1)"):
        found = _claims(kept, signed, id_, asking.object)
        yield from in_order((row for claim in found for row in _resting(kept, claim)), (0, 1, 2, 3, 5, 4, 6, 7, 8, 9, 10, 11))


def _claims(kept: Kept, predicates: Sequence[str], subject: str | None, object_: str | None, more: str = "") -> Iterator[tuple[Any, ...]]:
    ends = {f"c.{name} = ?": id_ for name, id_ in (("subject", subject), ("object", object_)) if id_ is not None}
    return kept.index.each(f"{_CLAIMS} {more} {''.join(f' AND {end}' for end in ends)}", json.dumps(predicates), *ends.values())


def _backing(kept: Kept, claim: Sequence[Any]) -> Iterator[Row]:
    subject, predicate, object_, status, rest, _, _, publisher, published, _ = claim
    words = kept.words
    quotes = [text(quote[2]) for quote in json.loads(rest)[3]]
    outlets = [label for outlet in parts(publisher) for label in words.labels(words.source(outlet))]
    names = (words.labels(words.actor(subject)), words.labels(words.actor(object_)), words.labels(words.relation(predicate)))
    yield from product(*names, words.status(status), quotes, outlets, [day(published) if published else None])


def _resting(kept: Kept, claim: Sequence[Any]) -> Iterator[Row]:
    subject, predicate, object_, status, rest, voices, agents, publisher, published, url = claim
    words = kept.words
    ends = (words.actor(subject), words.relation(predicate), words.actor(object_))
    printed = [day(published) if published else None, text(url, "anyURI") if url else None]
    for start, stop, quote, *_ in json.loads(rest)[3]:
        place = (text(quote), number(start), number(stop))
        for state, voice, outlet, version in product(words.status(status), parts(voices), parts(publisher), words.versions(agents)):
            yield *ends, state, words.source(voice), *place, words.source(outlet), *printed, version


def _listed(names: Sequence[str]) -> str:
    """Names of relations as a list in SQL."""
    return "(" + ", ".join(f"'{name}'" for name in names) + ")"
