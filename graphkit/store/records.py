"""Check records before they are stored, and drop descriptions of actors that the store already has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from graphkit.errors import InventedQuote, RecordRefused
from graphkit.model import Actor, ArticleRecord
from graphkit.rdf import (
    ENTITIES,
    TYPE,
    actor_node,
    actor_quads,
    entity_quads,
    iri,
    outlet_node,
    own_quads,
)
from graphkit.standing import STATED

MOST_ACTORS = 50_000
DESCRIPTION = frozenset(map(iri, ("rdf:type", "rdfs:label", "gk:actorType")))
LINKS = frozenset(map(iri, ("gk:partOf", "gk:country")))
_ORGANIZATION, _ACTOR_TYPE, _NEWS_OUTLET = iri("gk:Organization"), iri("gk:actorType"), iri("gkc:news-outlet")


class NewActorFilter:
    """Filters out quads that would describe known actors again.

    It holds no reference to the store, which is closed when the last one is gone.
    """

    def __init__(self) -> None:
        self._written: set[Actor] = set()

    def quads(self, store: pyoxigraph.Store, record: ArticleRecord) -> Iterator[Quad]:
        """Yield the quads of the record; a known actor keeps its class and name."""
        return chain(own_quads(record), self.entities(store, record))

    def entities(self, store: pyoxigraph.Store, record: ArticleRecord, known: dict[str, bool] | None = None) -> Iterable[Quad]:
        """Return only the quads about actors, the outlet and the unnamed source.

        Args:
            store: the opened store.
            record: the record.
            known: whether the store has an actor, by IRI; updated with the actors of the record.
        """
        new = tuple(actor for actor in record.actors if actor not in self._written)
        if not new and known and known.get(outlet_node(record.document.outlet).value) and all(claim.status in STATED for claim in record.claims):
            # Nothing new, as for most rows of a table.
            return ()
        return self.without_known(store, entity_quads(replace(record, actors=new)), known)

    def remember(self, actors: Iterable[Actor]) -> None:
        """Note that these actors are written, so that later calls of `quads` omit them."""
        if len(self._written) > MOST_ACTORS:
            self._written.clear()
        self._written.update(actors)

    def without_known(self, store: pyoxigraph.Store, quads: Iterable[Quad], known: dict[str, bool] | None = None) -> Iterator[Quad]:
        """Yield the quads without a second class, name, type, whole or country of an actor; `known` as for `entities`.

        A known actor without whole or country gets one: it may have been described as an outlet, or by an older version.
        A known organization without type gets that of an outlet: it may have been named before its articles were read.
        """
        known = {} if known is None else known
        given: set[tuple[str, str]] = set()
        for quad in quads:
            if quad.graph_name == ENTITIES and quad.predicate in DESCRIPTION | LINKS and isinstance(quad.subject, NamedNode):
                is_link = quad.predicate in LINKS
                name = f"{quad.subject.value} link" if is_link else quad.subject.value
                slot = name, "" if is_link else quad.predicate.value
                if name not in known:
                    known[name] = is_linked(store, quad.subject) if is_link else has_node(store, quad.subject)
                if slot in given or (known[name] and not (quad.object == _NEWS_OUTLET and _lacks_type(store, quad.subject))):
                    continue
                given.add(slot)
            yield quad


def missing_links(store: pyoxigraph.Store, listed: Iterable[Actor]) -> list[Quad]:
    """Return the quads that link actors of the store, which have neither whole nor country, to those given here; with a description of the latter if it lacks one."""
    # A node of an outlet that no claim names has only its name.
    unlinked = (actor for actor in listed if actor.of and actor.type != "news-outlet" and has_node(store, node := actor_node(actor.id)) and not is_linked(store, node))
    found = NewActorFilter().without_known(store, (quad for actor in unlinked for quad in actor_quads(actor)))
    return [quad for quad in found if quad not in store]


def _lacks_type(store: pyoxigraph.Store, node: NamedNode) -> bool:
    """Return whether a store has an actor as an organization without type."""
    return Quad(node, TYPE, _ORGANIZATION, ENTITIES) in store and next(store.quads_for_pattern(node, _ACTOR_TYPE, None, ENTITIES), None) is None


def has_node(store: pyoxigraph.Store, node: NamedNode) -> bool:
    """Return whether a store describes an actor."""
    return next(store.quads_for_pattern(node, TYPE, None, ENTITIES), None) is not None


def publishes(store: pyoxigraph.Store, node: NamedNode) -> bool:
    """Return whether an actor is the outlet of an article of the store."""
    return next(store.quads_for_pattern(None, iri("dcterms:publisher"), node, None), None) is not None


def is_linked(store: pyoxigraph.Store, node: NamedNode) -> bool:
    """Return whether a store has the whole or the country of an actor."""
    return any(next(store.quads_for_pattern(node, link, None, ENTITIES), None) is not None for link in LINKS)


def check_record(record: ArticleRecord) -> None:
    """Refuse a record whose claims are not supported by its article.

    Raises:
        InventedQuote: a quote is not verbatim at its offsets in the article's text.
        RecordRefused: a claim has no evidence, or names an actor that the record lacks.
    """
    text = record.document.text
    known = {actor.id for actor in record.actors}
    for claim in record.claims:
        for evidence in claim.evidence:
            if not evidence.is_verbatim(text):
                raise InventedQuote(
                    f"article {record.document.id!r}: the quote {evidence.quote[:80]!r} is not found at "
                    f"{evidence.start}-{evidence.end}; nothing of the article was stored"
                )
        missing = {claim.subject, claim.object, claim.attributed_to or claim.subject} - known
        if missing or not claim.evidence:
            raise RecordRefused(f"article {record.document.id!r}: a claim lacks its evidence or the actors {sorted(missing)}")
