"""The queries about ties that are both stated and denied: `contested` and `sources-disagree`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple, TypeVar

from graphkit.denials import opposed
from graphkit.model import Brief, Polarity, Status, TimeSpan, speaker_of
from graphkit.ontology import load_vocabulary
from graphkit.store.index import Tie
from graphkit.store.index.rows import SPEAKER, day_of, split_iris
from graphkit.store.named.cells import Cell, text
from graphkit.store.named.context import Context, Row, sorted_rows
from graphkit.store.named.queries import QueryCall

# The claims of two actors that do not state an end, with the day of their articles (NULL if it is not known to the day), voices and outlet.
# A list of pairs in IN would read all claims instead of the index.
_SAID = f"""
SELECT c.subject, c.predicate, c.object, c.status, c.denied, c.confidence, c.begun, c.until, {SPEAKER}, iif(a.precision = 'day', c.published, NULL), c.voices, a.publisher
FROM claims c JOIN articles a ON a.key = c.article WHERE c.active AND NOT c.ended AND ((c.subject = ?1 AND c.object = ?2) OR (c.subject = ?2 AND c.object = ?1))
"""
_STATUSES = {str(status): status for status in Status}
# What is wanted of a claim.
_Wanted = TypeVar("_Wanted", str, tuple[str, str, str])


class Statement(NamedTuple):
    """A claim, of which article, id and words are left out, the day of its article (None if it is not known to the day), and the IRIs of its sources and outlet."""

    claim: Brief
    day: date | None
    voices: str
    publisher: str


def contested(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with the statuses of both sides."""
    labels = context.labels
    for stated, pairs in _disputes(context, call, lambda said: str(said.claim.status)):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        is_direct = text("true" if _is_direct(context, stated) else "false", "boolean")
        sides = (pair for yes, no in pairs for pair in product(labels.status(yes), labels.status(no)))
        yield from sorted_rows(((*ends, yes, no, is_direct) for yes, no in sides), (3, 4))


def sources_disagree(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with source and outlet of both sides."""
    labels = context.labels
    for stated, pairs in _disputes(context, call, lambda said: (str(said.claim.status), said.voices, said.publisher)):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        sides = {(one, other) for yes, no in pairs for one, other in product(_cells(context, *yes), _cells(context, *no))}
        yield from sorted_rows(((*ends, *one, *other) for one, other in sides), (3, 6, 4, 5, 7, 8))


def _disputes(context: Context, call: QueryCall, wanted: Callable[[Statement], _Wanted]) -> Iterator[tuple[Tie, set[tuple[_Wanted, _Wanted]]]]:
    """Yield each tie that is stated and denied, with what is wanted of the claims that contradict each other, ordered by IRI."""
    labels = context.labels
    where = "contested AND NOT denied AND subject = ?" + (" AND object = ?" if call.object is not None else "")
    # Both directions of two actors are found at once, and kept until the second is asked for.
    known: dict[tuple[str, str], dict[str, set[tuple[_Wanted, _Wanted]]]] = {}
    for id_ in context.subjects(call, "contested"):
        found = list(context.index.ties(where, id_, *([call.object] if call.object is not None else [])))
        for object_ in {tie.object for tie in found if (id_, tie.object) not in known}:
            known |= _contradictions(context, id_, object_, wanted)
        mine = {tie.object: known.pop((id_, tie.object)) for tie in found if (id_, tie.object) in known}
        for tie in sorted(found, key=lambda tie: (labels.relation(tie.predicate), labels.actor(tie.object))):
            if pairs := mine[tie.object].get(tie.predicate):
                yield tie, pairs


def _between(context: Context, tie: Tie) -> list[Tie]:
    """Return the ties of the same two actors, in both directions."""
    ways = dict.fromkeys(((tie.subject, tie.object), (tie.object, tie.subject)))
    return [other for way in ways for other in context.index.ties("subject = ? AND object = ?", *way)]


def _is_direct(context: Context, stated: Tie) -> bool:
    """Return whether a direct triple states the tie."""
    vocabulary = load_vocabulary()
    direct = [tie for tie in _between(context, stated) if tie.direct and stated.predicate in vocabulary.ancestors(tie.predicate)]
    return any(tie.subject == stated.subject or vocabulary.relation(stated.predicate).symmetric for tie in direct)


def _contradictions(context: Context, one: str, other: str, wanted: Callable[[Statement], _Wanted]) -> dict[tuple[str, str], dict[str, set[tuple[_Wanted, _Wanted]]]]:
    """Return, by direction and relation, what is wanted of the claims of two actors that contradict each other, by the rule of `graphkit.denials`."""
    said = ((claim, each.day, (claim.subject, claim.object, claim.predicate, wanted(each))) for each in statements_between(context, one, other) for claim in [each.claim])
    found: dict[tuple[str, str], dict[str, set[tuple[_Wanted, _Wanted]]]] = {way: defaultdict(set) for way in ((one, other), (other, one))}
    for (subject, object_, predicate, yes), (*_, no) in opposed(said):
        found[subject, object_][predicate].add((yes, no))
    return found


def statements_between(context: Context, one: str, other: str) -> Iterator[Statement]:
    """Yield the claims of two actors, in either direction, that do not state an end."""
    for subject, predicate, object_, status, denied, confidence, begun, until, said_by, day, voices, publisher in context.index.all(_SAID, one, other):
        span = TimeSpan(day_of(begun), day_of(until)) if begun or until else None
        polarity = Polarity.NEGATIVE if denied else Polarity.POSITIVE
        claim = Brief("", "", subject, predicate, object_, _STATUSES[status], polarity, confidence, span, "", speaker_of(status, subject, object_, said_by))
        yield Statement(claim, day_of(day), voices, publisher)


def _cells(context: Context, status: str, voices: str, publisher: str) -> list[tuple[Cell, Cell, Cell]]:
    """Return source, outlet and status of claims."""
    labels = context.labels
    return [(labels.source(voice), labels.source(outlet), cell) for voice, outlet in product(split_iris(voices), split_iris(publisher)) for cell in labels.status(status)]
