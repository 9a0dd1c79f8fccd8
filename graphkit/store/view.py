"""Read-only access to a graph: queries, claims, actors, articles and exports."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Quad

from graphkit.errors import UnknownName
from graphkit.model import Actor, Article, Brief, Claim, Decision, Lifecycle
from graphkit.rdf import (
    ARTICLE_GRAPH,
    DIRECT,
    ENTITIES,
    META,
    ONTOLOGY,
    PREFIXES,
    actor_node,
    actors_of,
    decision_node,
    facts,
)
from graphkit.store.derive import difference
from graphkit.store.dump import TIES, dump
from graphkit.store.find import article_of, claim_named, claims_in, claims_with
from graphkit.store.index import ANY, Index, IndexFilter, IndexWriter, tie_quads
from graphkit.store.index import difference as index_difference
from graphkit.store.lifecycle import claims_named
from graphkit.store.named import Dispatcher, Rows
from graphkit.store.texts import stored_text, whole_quote
from graphkit.store.validation import ValidationView
from graphkit.store.versions import is_replaced, replaced, versions_of
from graphkit.store.worker_client import Worker

if TYPE_CHECKING:
    import rdflib


class View(ValidationView):
    """A read-only view of a store; made by `Store.view`.

    Claims and articles come from the index if there is one, otherwise from the graph itself.
    """

    def __init__(self, store: pyoxigraph.Store | Callable[[], pyoxigraph.Store], folder: Path | None = None, index: Index | None = None, worker: Worker | None = None, *, part: tuple[str, str] | None = None) -> None:
        """Take the opened store, or a function that opens it on first use; its folder and index unless it is in memory; the worker for queries with a timeout; and id and name of the conflict that it is restricted to, if any."""
        super().__init__(store, folder, worker)
        self._stored_index = index
        self.part = part

    @functools.cached_property
    def index(self) -> Index:
        """Claims, articles and ties as rows; built in memory if the graph has no index on disk.

        Raises:
            ValueError, LookupError: part of a claim cannot be read.
        """
        if self._stored_index is not None:
            return self._stored_index
        writer = IndexWriter(None)
        writer.fill(self._store)
        return Index(writer.db)

    def named_result(self, sparql: str, *, rows: int | None = None, timeout: float | None = None) -> Rows | None:
        """Return the precomputed answer, see `Asked.named_result`."""
        return None if self._named_queries is None else self._named_queries.rows(sparql, limit=rows, timeout=timeout)

    @functools.cached_property
    def _named_queries(self) -> Dispatcher | None:
        # While a writer is active, the ties may lag behind.
        return None if self._stored_index is None or self._stored_index.has_pending else Dispatcher(self._store, self._stored_index)

    def article_keys(self) -> list[str]:
        """Return the keys of all articles, sorted."""
        if self._stored_index is not None:
            return self._stored_index.keys()
        return sorted(
            graph.value.removeprefix(ARTICLE_GRAPH)
            for graph in self._store.named_graphs()
            if graph.value.startswith(ARTICLE_GRAPH)
        )

    def claims(self, subject: str | None = None, object_: str | None = None, only: IndexFilter = ANY) -> Iterator[Claim]:
        """Yield all claims, or those with this subject and object (actor ids), by article and position.

        With an index, only claims that match `only` are returned; without one, `only` is ignored.
        """
        if self._stored_index is not None:
            yield from self._stored_index.claims(subject, object_, only)
            return
        if subject is not None or object_ is not None:
            yield from claims_with(self._store, subject, object_)
            return
        for key in self.article_keys():
            yield from self.claims_in(key)

    @property
    def is_indexed(self) -> bool:
        """Whether the graph has its index on disk."""
        return self._stored_index is not None

    def briefs(self, keys: Iterable[str] | None = None) -> Iterator[Claim | Brief]:
        """Yield the active claims of all articles, or of those with these keys, by article and position; as `Brief` if there is an index."""
        if self._stored_index is not None:
            return self._stored_index.briefs(None if keys is None else json.dumps(sorted(keys)))
        read = (claim for key in (self.article_keys() if keys is None else sorted(keys)) for claim in self.claims_in(key))
        return (claim for claim in read if claim.lifecycle is Lifecycle.ACTIVE)

    def full_claims(self, briefs: Sequence[Claim | Brief]) -> list[Claim]:
        """Return the full claims for some of `briefs`, in the same order."""
        if self._stored_index is not None:
            return self._stored_index.full_claims(briefs)
        return [brief for brief in briefs if isinstance(brief, Claim)]

    def claim(self, name: str, article: str | None = None) -> Claim | None:
        """Return one claim by its id, faster with the key of its article; None if there is none."""
        return claim_named(self._store, name, article) if self._stored_index is None else self._stored_index.claim(name, article)

    def has_decision(self, decision: Decision) -> bool:
        """Return whether a decision of the user was applied to the graph."""
        return next(self._store.quads_for_pattern(decision_node(decision), None, None, META), None) is not None

    def claims_named(self, name: str) -> list[Claim]:
        """Return the claims of an article (its key, id, address or IRI), or the claim with an id or IRI.

        Raises:
            UnknownName: no article or claim has this name, or several articles do.
        """
        return claims_named(self._store, name)

    def claims_in(self, key: str) -> list[Claim]:
        """Return the claims of one article, by position."""
        return claims_in(self._store, key) if self._stored_index is None else self._stored_index.claims_in(key)

    def article(self, key: str) -> Article:
        """Return one article.

        Raises:
            UnknownName: there is no article with this key.
        """
        if self._stored_index is None:
            return article_of(self._store, key)
        if (found := self._stored_index.article(key)) is None:
            raise UnknownName(f"there is no article with the key {key!r}; `graphkit articles` lists the keys")
        return found

    def text(self, key: str) -> str | None:
        """Return the text of an article, which the offsets of its claims refer to; None if it is not kept.

        Raises:
            UnknownName: there is no article with this key.
        """
        article = self.article(key)
        kept = stored_text(self._folder, article)
        return whole_quote(article, self.claims_in(key)) if kept is None else kept

    def replaced(self) -> list[tuple[str, str]]:
        """Return pairs of keys, of each replaced article and of the newer version, sorted."""
        return sorted(replaced(self._store))

    def versions_of(self, key: str) -> tuple[list[str], list[str]]:
        """Return the keys of the versions that an article replaces, and of those that replace it, sorted."""
        return versions_of(self._store, key)

    def is_replaced(self, key: str) -> bool:
        """Return whether the graph has a newer version of an article."""
        return is_replaced(self._store, key)

    def in_force(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Return the numbers of active claims: by article key, and by actor id at either end."""
        return self.index.claim_counts()

    def articles(self, keys: Iterable[str] | None = None) -> Iterator[Article]:
        """Yield all articles, or the existing ones among these keys, by key."""
        if self._stored_index is not None:
            yield from self._stored_index.articles(None if keys is None else json.dumps(sorted(keys)))
            return
        wanted = None if keys is None else set(keys)
        for key in self.article_keys():
            if wanted is None or key in wanted:
                yield article_of(self._store, key)

    def actors(self, ids: Iterable[str] | None = None) -> list[Actor]:
        """Return all actors and places, or the existing ones among these ids, by id."""
        if ids is None:
            return list(self._actors)
        wanted = set(ids)
        found = actors_of(facts(quad for id_ in wanted for quad in self._store.quads_for_pattern(actor_node(id_), None, None, ENTITIES)))
        # Another program may have escaped the id differently in the actor's IRI.
        return found if len(found) == len(wanted) else [actor for actor in self._actors if actor.id in wanted]

    @functools.cached_property
    def _actors(self) -> tuple[Actor, ...]:
        return tuple(actors_of(self._facts(ENTITIES)))

    def counts(self) -> Mapping[str, int]:
        """Return the numbers of articles, actors of active claims, claims, active claims, direct triples and quads."""
        queries = {
            # Not the outlets, speakers and actors of retracted claims, which the lists of actors do not have either.
            "actors": "SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { GRAPH ?g { ?c gk:lifecycle gkc:active ; gk:subject|gk:object ?a } }",
            "claims": "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a gk:Claim } }",
            "active": "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a gk:Claim ; gk:lifecycle gkc:active } }",
            "direct": f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {DIRECT} {{ ?s ?p ?o }} }}",
        }
        numbers = {name: int(str(next(iter(self.query(text, timeout=None)))[0])) for name, text in queries.items()}
        return {
            "articles": len(self.article_keys()),
            **numbers,
            "quads": sum(1 for _ in self.quads()),
        }

    def within(self, keys: Iterable[str], part: tuple[str, str] | None = None) -> View:
        """Return a view of only these articles, in memory, with the direct triples of their claims; `part` is id and name of their conflict."""
        from graphkit.store.subset import subset

        kept = sorted(keys)
        return View(subset(self._store, kept), worker=self._worker.restricted_to(kept) if self._worker is not None else None, part=part)

    def knows(self, iri: str) -> bool:
        """Return whether an IRI occurs as subject, predicate or object."""
        try:
            node = pyoxigraph.NamedNode(iri)
        except ValueError:
            return False
        patterns = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(self._store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)

    def describes(self, iri: str) -> bool:
        """Return whether an IRI occurs as subject; False if it is not an IRI."""
        try:
            return next(self._store.quads_for_pattern(pyoxigraph.NamedNode(iri), None, None, None), None) is not None
        except ValueError:
            return False

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted, without the ontology's."""
        return sorted({str(g.value) for g in self._store.named_graphs() if g != ONTOLOGY})

    def lines(self, graph: str) -> list[str]:
        """Return one named graph as lines of N-Triples, sorted."""
        quads = self._store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))
        return sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)

    def drift(self) -> tuple[int, int]:
        """Count the missing and the surplus direct triples, compared with a full derivation."""
        missing, spare = difference(self._store)
        return len(missing), len(spare)

    def index_drift(self) -> int:
        """Count the index rows (claims, articles, ties) that are missing, surplus or wrong compared with a full derivation."""
        return index_difference(self._store, self.index)

    def quads(self) -> Iterator[Quad]:
        """Yield every quad except those of the ontology."""
        return (quad for quad in self._store if quad.graph_name != ONTOLOGY)

    def dump(self, format: str, *, part: str = "all") -> bytes:
        """Serialize the graph in an RDF format; the same graph gives the same bytes.

        Args:
            format: turtle, ntriples, nquads, trig, jsonld or rdfxml.
            part: `direct` (direct relations and actors), `claims` (claims and actors), `all` of these, or
                `ties` (summary of the claims of each relation between two actors, and the actors).

        Raises:
            UnknownFormat: there is no such format or part.
        """
        if part == TIES:
            return dump((*self._store.quads_for_pattern(None, None, None, ENTITIES), *tie_quads(self.index.ties())), format, part)
        return dump(self.quads(), format, part)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib dataset in memory, with the default graph as union and prefixes bound."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        dataset.parse(data=self.dump("nquads"), format="nquads")
        return dataset

    def _facts(self, graph: pyoxigraph.NamedNode) -> dict[str, dict[str, list[str]]]:
        return facts(self._store.quads_for_pattern(None, None, None, graph))
