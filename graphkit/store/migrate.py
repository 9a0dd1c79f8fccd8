"""Migrate graphs and files of older versions, in which validFrom and validUntil also held the days of events.

Before format 2 the days of an event were stored as validFrom and validUntil, and an end was only
a validUntil. Both days of an article's claim were those of an event; both days of a table row
whose relation is lasting were a start and an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.ontology import REL, load_vocabulary
from graphkit.rdf import ARTICLE_GRAPH, ONTOLOGY, RUN, TRUE, iri
from graphkit.store.derive import difference
from graphkit.store.lifecycle import Change
from graphkit.store.ontology import ontology_quads

_BATCH = 1_000
_FROM, _UNTIL, _ENDED = iri("gk:validFrom"), iri("gk:validUntil"), iri("gk:ended")
_RENAMED = {_FROM: iri("gk:eventFrom"), _UNTIL: iri("gk:eventUntil")}


def upgrade_claim(claim: Sequence[Quad]) -> list[Quad]:
    """Return the quads of one claim in the current form; unchanged if they are current."""
    days = {quad.predicate: _value(quad) for quad in claim if quad.predicate in _RENAMED}
    if _UNTIL not in days or any(quad.predicate == _ENDED for quad in claim):
        return list(claim)
    if _FROM in days and not (_is_lasting(claim) and not _is_period(days[_FROM], days[_UNTIL])):
        return [Quad(q.subject, _RENAMED.get(q.predicate, q.predicate), q.object, q.graph_name) for q in claim]
    return [*claim, Quad(claim[0].subject, _ENDED, TRUE, claim[0].graph_name)]


def _is_lasting(claim: Sequence[Quad]) -> bool:
    """Return whether a table row states a lasting relation."""
    runs = [_value(q) for q in claim if q.predicate == iri("prov:wasGeneratedBy")]
    names = [_value(q).removeprefix(REL) for q in claim if q.predicate == iri("gk:predicate")]
    known = load_vocabulary().relations
    return any(run.removeprefix(RUN).partition("-")[2].startswith("table") for run in runs) and any(name in known and known[name].lasting for name in names)


def _is_period(first: str, last: str) -> bool:
    """Return whether two days span one day or one calendar year: such a row states when it was so, not an end."""
    return first == last or (first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"))


def _value(quad: Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def migrate(store: pyoxigraph.Store) -> int:
    """Update the days of all claims, the ontology and the direct triples; idempotent.

    It can be interrupted and run again.

    Returns:
        The number of changed claims.

    Raises:
        StoreError: the disk is full or cannot be written.
    """
    outdated = _outdated(store)
    number = 0
    while batch := list(islice(outdated, _BATCH)):
        change = Change()
        for old in batch:
            new = upgrade_claim(old)
            change.removed |= set(old) - set(new)
            change.added += [quad for quad in new if quad not in old]
        change.commit(store)
        number += len(batch)
    replace_ontology(store)
    missing, surplus = difference(store)
    if missing or surplus:
        Change(removed=surplus, added=sorted(missing, key=str)).commit(store)
    return number


def replace_ontology(store: pyoxigraph.Store) -> None:
    """Replace the stored ontology by that of this version."""
    store.remove_graph(ONTOLOGY)
    store.extend(ontology_quads())


def _outdated(store: pyoxigraph.Store) -> Iterator[list[Quad]]:
    """Yield the quads of each claim that an older version wrote."""
    found = [(q.subject, q.graph_name) for q in store.quads_for_pattern(None, _UNTIL, None, None)]
    for node, graph in sorted(found, key=str):
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH) and next(store.quads_for_pattern(node, _ENDED, None, graph), None) is None:
            yield list(store.quads_for_pattern(node, None, None, graph))


def is_outdated(store: pyoxigraph.Store) -> bool:
    """Return whether an older version wrote a claim of the store."""
    return next(_outdated(store), None) is not None
