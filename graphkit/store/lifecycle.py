"""Retire claims: superseded by a new version of their article, or retracted; never deleted.

A change is computed as quads to remove and quads to add, and written in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.errors import StoreError, UnknownName
from graphkit.model import Actor, Claim, Lifecycle
from graphkit.rdf import (
    ARTICLE,
    ARTICLE_GRAPH,
    CLAIM,
    XSD,
    article_graph,
    article_node,
    iri,
    local_id,
)
from graphkit.standing import Endings
from graphkit.store.derive import Dated, derive
from graphkit.store.find import claim_at, claims_in, node_of

_LIFECYCLE, SUPERSEDES = iri("gk:lifecycle"), iri("gk:supersedes")
# Links to other claims; they are kept when the claim itself is rewritten.
LINKS = (SUPERSEDES, iri("gk:agreement"), iri("gk:inContextOf"), iri("gk:inResponseTo"))


@dataclass(slots=True)
class Change:
    """The quads that a transaction removes and adds; `add_direct_triples` computes the resulting direct triples.

    Attributes:
        removed, added: quads.
        retired: active claims that it supersedes or retracts.
        activated: claims that become active, with the publication day of their article.
        read: actors that the claims of its articles name as they were read; they keep their descriptions.
        introduced: actors that decisions introduce in its articles, by id.
    """

    removed: set[Quad] = field(default_factory=set)
    added: list[Quad] = field(default_factory=list)
    retired: list[Claim] = field(default_factory=list)
    activated: list[Dated] = field(default_factory=list)
    read: set[NamedNode] = field(default_factory=set)
    introduced: dict[str, Actor] = field(default_factory=dict)

    @property
    def articles(self) -> dict[str, list[Quad]]:
        """Keys of the articles whose graphs change, each with the quads added to it."""
        found: dict[str, list[Quad]] = {}
        for quads, adds in ((self.removed, False), (self.added, True)):
            for quad in quads:
                graph = quad.graph_name
                if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
                    changes = found.setdefault(graph.value.removeprefix(ARTICLE_GRAPH), [])
                    changes += [quad] if adds else []
        return found

    def join(self, other: Change) -> None:
        """Add another change to the same transaction."""
        self.removed |= other.removed
        self.added += other.added
        self.retired += other.retired
        self.activated += other.activated
        self.read |= other.read
        self.introduced = {**other.introduced, **self.introduced}

    def add_direct_triples(self, store: pyoxigraph.Store, endings: Endings) -> None:
        """Add the direct triples to remove and to add.

        Args:
            store: the store before the change.
            endings: the known endings; updated.
        """
        lost, derived = derive(store, self.retired, self.activated, endings)
        self.removed |= lost
        self.added += sorted(derived, key=str)

    def commit(self, store: pyoxigraph.Store) -> None:
        """Write the quads, wholly or not at all.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        try:
            if not self.removed:
                store.extend(self.added)
                return
            # A claim that is rewritten keeps most of its quads.
            both = (("DELETE", sorted(self.removed - set(self.added), key=str)), ("INSERT", dict.fromkeys(self.added)))
            store.update(" ;\n".join(f"{verb} DATA {{ {data_block(quads)} }}" for verb, quads in both if quads))
        except OSError as error:
            raise StoreError(f"the change could not be written: {error}") from error


def data_block(quads: Iterable[Quad]) -> str:
    """Format quads for INSERT DATA and DELETE DATA."""
    return " ".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)


def retire(store: pyoxigraph.Store, claims: Iterable[Claim], lifecycle: Lifecycle, extra: Iterable[tuple[str, Literal]] = ()) -> Change:
    """Return the change that supersedes or retracts claims.

    Args:
        store: the opened store.
        claims: claims of the store; inactive ones are ignored.
        lifecycle: superseded or retracted.
        extra: additional properties of each claim, by prefixed name.
    """
    change = Change()
    for claim in {c.id: c for c in claims if c.lifecycle is Lifecycle.ACTIVE}.values():
        node, graph = node_of(store, claim), article_graph(claim.article)
        change.removed.add(Quad(node, _LIFECYCLE, iri(f"gkc:{Lifecycle.ACTIVE}"), graph))
        change.added.append(Quad(node, _LIFECYCLE, iri(f"gkc:{lifecycle}"), graph))
        change.added += [Quad(node, iri(name), value, graph) for name, value in extra]
        change.retired.append(claim)
    return change


def claims_named(store: pyoxigraph.Store, name: str) -> list[Claim]:
    """Return the claims that a name refers to: those of an article (key, id, address or IRI), or one claim.

    Raises:
        UnknownName: no article or claim has this name, or several articles do.
    """
    local = local_id(name)
    if _is_local_name(local) and store.contains_named_graph(article_graph(local)):
        return claims_in(store, local)
    if _is_local_name(local):
        for quad in store.quads_for_pattern(NamedNode(CLAIM + local), _LIFECYCLE, None, None):
            assert isinstance(quad.graph_name, NamedNode)
            return [claim_at(store, NamedNode(CLAIM + local), quad.graph_name)]
    keys = _article_keys(store, name)
    if len(keys) == 1:
        return claims_in(store, keys[0])
    if keys:
        raise UnknownName(f"{len(keys)} articles are called {name!r}; give one of the keys {', '.join(keys[:9])}")
    raise UnknownName(f"there is no article or claim {name!r}; `graphkit articles` and `graphkit claims` list them")


def _is_local_name(name: str) -> bool:
    return bool(name) and all(ch.isalnum() or ch in "-_." for ch in name)


def _article_keys(store: pyoxigraph.Store, name: str) -> list[str]:
    texts = (("dcterms:identifier", Literal(name)), ("gk:url", Literal(name, datatype=NamedNode(f"{XSD}anyURI"))))
    quads = [q for prop, text in texts for q in store.quads_for_pattern(None, iri(prop), text, None)]
    keys = {str(getattr(q.subject, "value", "")).removeprefix(ARTICLE) for q in quads}
    replaced = {k for k in keys if any(store.quads_for_pattern(None, iri("dcterms:replaces"), article_node(k), None))}
    return sorted(keys - replaced or keys)


def retraction(day: date, reason: str) -> list[tuple[str, Literal]]:
    """Return the properties of a retracted claim."""
    return [
        ("gk:retractedOn", Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))),
        ("gk:retractionReason", Literal(reason)),
    ]


def follows(new: str, old: str, key: str) -> Quad:
    """Return the quad that marks one claim of an article, by id, as replacing another."""
    return Quad(NamedNode(CLAIM + new), SUPERSEDES, NamedNode(CLAIM + old), article_graph(key))
