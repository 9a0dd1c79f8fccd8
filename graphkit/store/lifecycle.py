"""Claims out of force: superseded by a new version of their article, or retracted; never deleted.

A change is worked out as quads to remove and quads to add, and written in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from graphkit.errors import StoreError, UnknownName
from graphkit.model import Claim, Lifecycle
from graphkit.rdf import (
    ARTICLE,
    ARTICLE_GRAPH,
    CLAIM,
    DIRECT,
    XSD,
    article_graph,
    article_node,
    claim_quads,
    claims_of,
    facts,
    iri,
)
from graphkit.store.find import article_of, claim_at, claims_in, nodes_with
from graphkit.store.rule import counts, direct_quads

_LIFECYCLE = iri("gk:lifecycle")


@dataclass(slots=True)
class Change:
    """What a transaction removes and adds, and which claims it puts out of force."""

    removed: set[Quad] = field(default_factory=set)
    added: list[Quad] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def write(self, store: pyoxigraph.Store) -> None:
        """Do it, wholly or not at all.

        Raises:
            StoreError: the disk is full or cannot be written.
        """
        both = (("DELETE", sorted(self.removed, key=str)), ("INSERT", self.added))
        told = [f"{verb} DATA {{ {data(quads)} }}" for verb, quads in both if quads]
        try:
            store.update(" ;\n".join(told))
        except OSError as error:
            raise StoreError(f"the change could not be written: {error}") from error


def data(quads: Iterable[Quad]) -> str:
    """Quads as INSERT DATA and DELETE DATA take them."""
    return " ".join(f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads)


def put_out(store: pyoxigraph.Store, claims: Iterable[Claim], lifecycle: Lifecycle, extra: Iterable[tuple[str, Literal]] = ()) -> Change:
    """The change that puts claims out of force, with the direct triples that nothing else backs.

    Args:
        store: the opened store.
        claims: claims of the store; those out of force already are left alone.
        lifecycle: superseded or retracted.
        extra: further properties of each claim, by prefixed name.
    """
    change = Change()
    leaving = {c.id: c for c in claims if c.lifecycle is Lifecycle.ACTIVE}
    for claim in leaving.values():
        node, graph = NamedNode(CLAIM + claim.id), article_graph(claim.article)
        change.removed.add(Quad(node, _LIFECYCLE, iri(f"gkc:{Lifecycle.ACTIVE}"), graph))
        change.added.append(Quad(node, _LIFECYCLE, iri(f"gkc:{lifecycle}"), graph))
        change.added += [Quad(node, iri(name), value, graph) for name, value in extra]
        change.claims.append(claim.id)
    lost = {quad for claim in leaving.values() if counts(claim) for quad in direct_quads(claim)}
    change.removed |= lost - still_backed(store, lost, set(leaving))
    return change


def still_backed(store: pyoxigraph.Store, wanted: Iterable[Quad], leaving: set[str]) -> set[Quad]:
    """Which direct triples another claim in force makes as well."""
    wanted, found = set(wanted), set[Quad]()
    pairs = {pair for q in wanted for pair in ((q.subject, q.object), (q.object, q.subject))}
    for subject, object_ in sorted(pairs, key=str):
        assert isinstance(subject, NamedNode)
        assert isinstance(object_, NamedNode)
        for node, graph in nodes_with(store, subject, object_):
            if found == wanted:
                # A pair that is much written about has thousands of claims; the first few do.
                return found
            claim = claim_at(store, node, graph)
            if claim.id not in leaving and counts(claim):
                found |= wanted & set(direct_quads(claim))
    return found


def named(store: pyoxigraph.Store, name: str) -> list[Claim]:
    """Claims that a name stands for: those of an article (key, id, address or IRI), or one claim.

    Raises:
        UnknownName: neither an article nor a claim is called so, or several articles are.
    """
    local = name.removeprefix("<").removesuffix(">")
    for prefix in (ARTICLE, CLAIM, "article:", "claim:"):
        local = local.removeprefix(prefix)
    if _plain(local) and store.contains_named_graph(article_graph(local)):
        return claims_in(store, local)
    if _plain(local):
        for quad in store.quads_for_pattern(NamedNode(CLAIM + local), _LIFECYCLE, None, None):
            assert isinstance(quad.graph_name, NamedNode)
            return [claim_at(store, NamedNode(CLAIM + local), quad.graph_name)]
    keys = _articles_called(store, name)
    if len(keys) == 1:
        return claims_in(store, keys[0])
    if keys:
        raise UnknownName(f"{len(keys)} articles are called {name!r}; give one of the keys {', '.join(keys[:9])}")
    raise UnknownName(f"there is no article or claim {name!r}; `graphkit articles` and `graphkit claims` list them")


def _plain(name: str) -> bool:
    return bool(name) and all(ch.isalnum() or ch in "-_." for ch in name)


def _articles_called(store: pyoxigraph.Store, name: str) -> list[str]:
    texts = (("dcterms:identifier", Literal(name)), ("gk:url", Literal(name, datatype=NamedNode(f"{XSD}anyURI"))))
    quads = [q for prop, text in texts for q in store.quads_for_pattern(None, iri(prop), text, None)]
    keys = {str(getattr(q.subject, "value", "")).removeprefix(ARTICLE) for q in quads}
    replaced = {k for k in keys if any(store.quads_for_pattern(None, iri("dcterms:replaces"), article_node(k), None))}
    return sorted(keys - replaced or keys)


def difference(store: pyoxigraph.Store) -> tuple[set[Quad], set[Quad]]:
    """Direct triples that the claims in force give and the store lacks, and those it has too many."""
    derived: set[Quad] = set()
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            for claim in claims_of(facts(store.quads_for_pattern(None, None, None, graph))):
                if counts(claim):
                    derived |= set(direct_quads(claim))
    there = set(store.quads_for_pattern(None, None, None, DIRECT))
    return derived - there, there - derived


def retraction(reason: str, day: date) -> list[tuple[str, Literal]]:
    """What a retracted claim says of itself."""
    return [
        ("gk:retractedOn", Literal(day.isoformat(), datatype=NamedNode(f"{XSD}date"))),
        ("gk:retractionReason", Literal(reason)),
    ]


def following(store: pyoxigraph.Store, old: Claim, new: Claim) -> Iterator[Quad]:
    """The claim that takes another's place, and that it does."""
    yield from claim_quads(replace(new, lifecycle=Lifecycle.ACTIVE), article_of(store, new.article))
    yield Quad(NamedNode(CLAIM + new.id), iri("gk:supersedes"), NamedNode(CLAIM + old.id), article_graph(new.article))
