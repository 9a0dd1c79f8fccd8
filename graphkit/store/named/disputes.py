"""The queries about ties that are both stated and denied: `contested` and `sources-disagree`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from graphkit.denials import DENYING, are_days_shared, is_taken_back
from graphkit.model import Status, speaker_of
from graphkit.ontology import load_vocabulary
from graphkit.standing import FIRM
from graphkit.store.index import Tie
from graphkit.store.index.rows import SPEAKER, split_iris
from graphkit.store.named.cells import Cell, text, wider
from graphkit.store.named.context import Context, Row, sorted_rows
from graphkit.store.named.queries import QueryCall

_FIRM, _DENYING = frozenset(map(str, FIRM)), frozenset(map(str, DENYING))
# Status, source, outlet, days and speaker of the claims of a tie that do not state an end.
_SIDE = f"""
SELECT DISTINCT c.status, c.voices, a.publisher, c.begun, c.until, iif(a.precision = 'day', c.published, NULL), {SPEAKER} FROM claims c JOIN articles a ON a.key = c.article
WHERE c.subject = ? AND c.object = ? AND c.active AND c.predicate = ? AND c.denied = ? AND NOT c.ended
"""
# A row of `_SIDE`.
_Said = Sequence[Any]


def contested(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with the statuses of both sides."""
    labels = context.labels
    for stated, denials in _disputes(context, call):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        is_direct = text("true" if _is_direct(context, stated) else "false", "boolean")
        pairs = {(yes[0], no[0]) for yes, no in _contradictions(context, stated, denials)}
        sides = (pair for yes, no in pairs for pair in product(labels.status(yes), labels.status(no)))
        yield from sorted_rows(((*ends, yes, no, is_direct) for yes, no in sides), (3, 4))


def sources_disagree(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with source and outlet of both sides."""
    labels = context.labels
    for stated, denials in _disputes(context, call):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        pairs = {((yes[0], yes[1], yes[2]), (no[0], no[1], no[2])) for yes, no in _contradictions(context, stated, denials)}
        sides = {(one, other) for yes, no in pairs for one, other in product(_cells(context, yes), _cells(context, no))}
        yield from sorted_rows(((*ends, *one, *other) for one, other in sides), (3, 6, 4, 5, 7, 8))


def _disputes(context: Context, call: QueryCall) -> Iterator[tuple[Tie, list[Tie]]]:
    """Yield each tie that is stated and denied, with those that deny it, ordered by IRI."""
    labels = context.labels
    where = "contested AND NOT denied AND subject = ?" + (" AND object = ?" if call.object is not None else "")
    for id_ in context.subjects(call, "contested"):
        found = list(context.index.ties(where, id_, *([call.object] if call.object is not None else [])))
        for tie in sorted(found, key=lambda tie: (labels.relation(tie.predicate), labels.actor(tie.object))):
            if denials := _denials(context, tie):
                yield tie, denials


def _denials(context: Context, stated: Tie) -> list[Tie]:
    above, relations = wider(stated.predicate), load_vocabulary().relations
    between = [tie for tie in _between(context, stated) if tie.denied and tie.contested and tie.predicate in above]
    mutual = {tie.predicate for tie in between if relations[tie.predicate].symmetric or relations[stated.predicate].symmetric}
    return [tie for tie in between if (tie.subject, tie.object) == (stated.subject, stated.object) or tie.predicate in mutual]


def _between(context: Context, tie: Tie) -> list[Tie]:
    """Return the ties of the same two actors, in both directions."""
    ways = dict.fromkeys(((tie.subject, tie.object), (tie.object, tie.subject)))
    return [other for way in ways for other in context.index.ties("subject = ? AND object = ?", *way)]


def _is_direct(context: Context, stated: Tie) -> bool:
    """Return whether a direct triple states the tie."""
    vocabulary = load_vocabulary()
    direct = [tie for tie in _between(context, stated) if tie.direct and stated.predicate in vocabulary.ancestors(tie.predicate)]
    return any(tie.subject == stated.subject or vocabulary.relation(stated.predicate).symmetric for tie in direct)


def _contradictions(context: Context, stated: Tie, denials: Sequence[Tie]) -> Iterator[tuple[_Said, _Said]]:
    """Yield the pairs of claims of the ties that contradict each other, by the rule of `graphkit.denials`."""
    against = [no for tie in denials for no in _said(context, tie) if no[0] in _DENYING]
    for yes in _said(context, stated):
        if yes[0] in _FIRM:
            mine = (no for no in against if not is_taken_back((no[6], no[5]), (yes[6], yes[5])))
            yield from ((yes, no) for no in mine if are_days_shared((yes[3], yes[4]), (no[3], no[4] or no[5]), open_end=no[0] == Status.PLANNED))


def _said(context: Context, tie: Tie) -> list[_Said]:
    """Return the rows of `_SIDE` of a tie, each with its speaker."""
    found = context.index.each(_SIDE, tie.subject, tie.object, tie.predicate, tie.denied)
    return [(*row, speaker_of(row[0], tie.subject, tie.object, attributed)) for *row, attributed in found]


def _cells(context: Context, said: _Said) -> list[tuple[Cell, Cell, Cell]]:
    """Return source, outlet and status of a claim."""
    labels = context.labels
    status, voices, publisher = said
    return [(labels.source(voice), labels.source(outlet), cell) for voice, outlet in product(split_iris(voices), split_iris(publisher)) for cell in labels.status(status)]
