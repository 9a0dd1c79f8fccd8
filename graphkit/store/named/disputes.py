"""The queries about ties that are both stated and denied: `contested` and `sources-disagree`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from graphkit.ontology import load_vocabulary
from graphkit.standing import DENYING, FIRM
from graphkit.store.index import Tie
from graphkit.store.index.rows import split_iris
from graphkit.store.named.cells import Cell, text, wider
from graphkit.store.named.context import Context, Row, sorted_rows
from graphkit.store.named.queries import QueryCall

_FIRM, _DENYING = frozenset(map(str, FIRM)), frozenset(map(str, DENYING))
# Status, source and outlet of the claims of a tie that do not state an end.
_SIDE = """
SELECT DISTINCT c.status, c.voices, a.publisher FROM claims c JOIN articles a ON a.key = c.article
WHERE c.subject = ? AND c.object = ? AND c.active AND c.predicate = ? AND c.denied = ? AND NOT c.ended
"""
_STATUSES = "SELECT DISTINCT status FROM claims WHERE subject = ? AND object = ? AND active AND predicate = ? AND denied = ? AND NOT ended"


def contested(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with the statuses of both sides."""
    labels = context.labels
    statuses = functools.partial(_statuses, context)
    for stated, denials in _disputes(context, call):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        sides = product(_status_cells(context, statuses(stated) & _FIRM), _status_cells(context, frozenset().union(*map(statuses, denials)) & _DENYING))
        is_direct = text("true" if _is_direct(context, stated) else "false", "boolean")
        yield from sorted_rows(((*ends, yes, no, is_direct) for yes, no in sides), (3, 4))


def sources_disagree(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield disputed ties with source and outlet of both sides."""
    labels = context.labels
    for stated, denials in _disputes(context, call):
        ends = (labels.actor(stated.subject), labels.relation(stated.predicate), labels.actor(stated.object))
        yes = _side(context, [stated], _FIRM.__contains__)
        no = _side(context, denials, _DENYING.__contains__)
        yield from sorted_rows(((*ends, *one, *other) for one, other in product(yes, no)), (3, 6, 4, 5, 7, 8))


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


def _statuses(context: Context, tie: Tie) -> frozenset[str]:
    """Return the statuses of a tie's claims that do not state an end."""
    if not tie.ended:
        return frozenset(tie.statuses)
    return frozenset(status for (status,) in context.index.each(_STATUSES, tie.subject, tie.object, tie.predicate, tie.denied))


def _status_cells(context: Context, statuses: Iterable[str]) -> list[Cell]:
    return [cell for status in sorted(statuses) for cell in context.labels.status(status)]


def _side(context: Context, ties: Sequence[Tie], counts: Callable[[str], bool]) -> list[tuple[Cell, Cell, Cell]]:
    """Return source, outlet and status of each claim of one side."""
    labels = context.labels
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tie in ties:
        for status, voices, publisher in context.index.each(_SIDE, tie.subject, tie.object, tie.predicate, tie.denied):
            found[status].update(product(split_iris(voices), split_iris(publisher)) if counts(status) else ())
    return [(labels.source(voice), labels.source(outlet), cell) for status, pairs in found.items() for voice, outlet in pairs for cell in labels.status(status)]
