"""Reading: queries, claims, actors, articles, and the dataset as it stands."""

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
from graphkit.store.asking import Worker
from graphkit.store.checkable import Checkable
from graphkit.store.derive import difference
from graphkit.store.dump import TIED, dump
from graphkit.store.find import article_of, claim_named, claims_in, claims_with
from graphkit.store.index import ANY, Index, Keeper, Only, tie_quads
from graphkit.store.index import difference as index_difference
from graphkit.store.ready import Answering, Rows
from graphkit.store.texts import kept_text, whole_quote
from graphkit.store.versions import is_replaced, replaced, versions_of

if TYPE_CHECKING:
    import rdflib


class View(Checkable):
    """A read-only look at a store; made by `Store.view`.

    Claims and articles come from the index where there is one, else from the graph itself.
    """

    def __init__(self, store: pyoxigraph.Store | Callable[[], pyoxigraph.Store], folder: Path | None = None, index: Index | None = None, worker: Worker | None = None, *, part: tuple[str, str] | None = None) -> None:
        """Take the opened store, or what opens it when it is needed; where it stands, its index, and what answers of it within a time, if it is not in memory only; id and name of the conflict that alone it is of."""
        super().__init__(store, folder, worker)
        self._kept = index
        self.part = part

    @functools.cached_property
    def index(self) -> Index:
        """Claims, articles and ties as rows; made in memory where the graph has no index beside it.

        Raises:
            ValueError, LookupError: something of a claim cannot be read.
        """
        if self._kept is not None:
            return self._kept
        made = Keeper(None)
        made.fill(self._store)
        return Index(made.rows)

    def ready(self, sparql: str, *, rows: int | None = None, timeout: float | None = None) -> Rows | None:
        """See `Asked.ready`."""
        return None if self._answering is None else self._answering.rows(sparql, limit=rows, timeout=timeout)

    @functools.cached_property
    def _answering(self) -> Answering | None:
        # Ties that follow later are not there yet while a writer is at work.
        return None if self._kept is None or self._kept.waits else Answering(self._store, self._kept)

    def article_keys(self) -> list[str]:
        """Keys of all articles, sorted."""
        if self._kept is not None:
            return self._kept.keys()
        return sorted(
            graph.value.removeprefix(ARTICLE_GRAPH)
            for graph in self._store.named_graphs()
            if graph.value.startswith(ARTICLE_GRAPH)
        )

    def claims(self, subject: str | None = None, object_: str | None = None, only: Only = ANY) -> Iterator[Claim]:
        """All claims, or those with these ends (ids of actors), by article, then by place in it.

        Where the graph has an index, claims that are not as `only` says are left out.
        """
        if self._kept is not None:
            yield from self._kept.claims(subject, object_, only)
            return
        if subject is not None or object_ is not None:
            yield from claims_with(self._store, subject, object_)
            return
        for key in self.article_keys():
            yield from self.claims_in(key)

    @property
    def is_indexed(self) -> bool:
        """Whether the graph has its index beside it."""
        return self._kept is not None

    def briefs(self, keys: Iterable[str] | None = None) -> Iterator[Claim | Brief]:
        """Active claims, of all articles or those of these keys, by article, then by place in it: in short where the graph has an index."""
        if self._kept is not None:
            return self._kept.briefs(None if keys is None else json.dumps(sorted(keys)))
        read = (claim for key in (self.article_keys() if keys is None else sorted(keys)) for claim in self.claims_in(key))
        return (claim for claim in read if claim.lifecycle is Lifecycle.ACTIVE)

    def whole(self, briefs: Sequence[Claim | Brief]) -> list[Claim]:
        """The claims that are meant by some of `briefs`, in their order."""
        if self._kept is not None:
            return self._kept.meant(briefs)
        return [brief for brief in briefs if isinstance(brief, Claim)]

    def claim(self, name: str, article: str | None = None) -> Claim | None:
        """One claim, by its id, found quicker by the key of its article; None where there is none."""
        return claim_named(self._store, name, article) if self._kept is None else self._kept.claim(name, article)

    def took(self, decision: Decision) -> bool:
        """Whether a decision of the user's is in the graph."""
        return next(self._store.quads_for_pattern(decision_node(decision), None, None, META), None) is not None

    def claims_in(self, key: str) -> list[Claim]:
        """Claims of one article, by place."""
        return claims_in(self._store, key) if self._kept is None else self._kept.claims_in(key)

    def article(self, key: str) -> Article:
        """One article.

        Raises:
            UnknownName: there is no article with this key.
        """
        if self._kept is None:
            return article_of(self._store, key)
        if (found := self._kept.article(key)) is None:
            raise UnknownName(f"there is no article with the key {key!r}")
        return found

    def text(self, key: str) -> str | None:
        """The text of an article, in which the offsets of its claims count; None where it is not kept.

        Raises:
            UnknownName: there is no article with this key.
        """
        article = self.article(key)
        kept = kept_text(self._folder, article)
        return whole_quote(article, self.claims_in(key)) if kept is None else kept

    def replaced(self) -> list[tuple[str, str]]:
        """Keys of each article that a newer version replaces, and of that version, sorted."""
        return sorted(replaced(self._store))

    def versions_of(self, key: str) -> tuple[list[str], list[str]]:
        """Keys of the versions that an article replaces, and of those that replace it, sorted."""
        return versions_of(self._store, key)

    def is_replaced(self, key: str) -> bool:
        """Whether a newer version of an article is in the graph."""
        return is_replaced(self._store, key)

    def in_force(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Numbers of active claims: by key of article, and by id of actor at either end."""
        return self.index.numbers()

    def articles(self, keys: Iterable[str] | None = None) -> Iterator[Article]:
        """All articles, or those of these keys that there are, by key."""
        if self._kept is not None:
            yield from self._kept.articles(None if keys is None else json.dumps(sorted(keys)))
            return
        wanted = None if keys is None else set(keys)
        for key in self.article_keys():
            if wanted is None or key in wanted:
                yield article_of(self._store, key)

    def actors(self, ids: Iterable[str] | None = None) -> list[Actor]:
        """All actors and places, or those of these ids that there are, by id."""
        if ids is None:
            return list(self._actors)
        wanted = set(ids)
        found = actors_of(facts(quad for id_ in wanted for quad in self._store.quads_for_pattern(actor_node(id_), None, None, ENTITIES)))
        # The IRI of an actor that another program wrote may spell its id in another way.
        return found if len(found) == len(wanted) else [actor for actor in self._actors if actor.id in wanted]

    @functools.cached_property
    def _actors(self) -> tuple[Actor, ...]:
        return tuple(actors_of(self._facts(ENTITIES)))

    def counts(self) -> Mapping[str, int]:
        """Numbers of articles, actors, claims, active ones of these, direct triples and quads."""
        asked = {
            "claims": "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a gk:Claim } }",
            "active": "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a gk:Claim ; gk:lifecycle gkc:active } }",
            "direct": f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {DIRECT} {{ ?s ?p ?o }} }}",
        }
        numbers = {name: int(str(next(iter(self.query(text, timeout=None)))[0])) for name, text in asked.items()}
        return {
            "articles": len(self.article_keys()),
            "actors": len(self.actors()),
            **numbers,
            "quads": sum(1 for _ in self.quads()),
        }

    def within(self, keys: Iterable[str], part: tuple[str, str] | None = None) -> View:
        """A view of the articles of these keys alone, in memory, with the direct triples of their claims; `part` is id and name of the conflict that they are of."""
        from graphkit.store.within import within

        kept = sorted(keys)
        return View(within(self._store, kept), worker=self._worker.of(kept) if self._worker is not None else None, part=part)

    def knows(self, iri: str) -> bool:
        """Whether anything is said with an IRI: as subject, relation or object."""
        try:
            node = pyoxigraph.NamedNode(iri)
        except ValueError:
            return False
        patterns = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(self._store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)

    def describes(self, iri: str) -> bool:
        """Whether anything is said of what an IRI names; False for what is no IRI."""
        try:
            return next(self._store.quads_for_pattern(pyoxigraph.NamedNode(iri), None, None, None), None) is not None
        except ValueError:
            return False

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted; not that of the ontology."""
        return sorted({str(g.value) for g in self._store.named_graphs() if g != ONTOLOGY})

    def lines(self, graph: str) -> list[str]:
        """One named graph as lines of N-Triples, sorted."""
        quads = self._store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))
        return sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)

    def drift(self) -> tuple[int, int]:
        """How many direct triples are missing, and how many too many, against a full derivation."""
        missing, spare = difference(self._store)
        return len(missing), len(spare)

    def index_drift(self) -> int:
        """How many rows of the index, of claims, articles and ties, are missing, too many or wrong against a full derivation."""
        return index_difference(self._store, self.index)

    def quads(self) -> Iterator[Quad]:
        """Every quad but those of the ontology."""
        return (quad for quad in self._store if quad.graph_name != ONTOLOGY)

    def dump(self, format: str, *, part: str = "all") -> bytes:
        """The graph in an RDF format: same graph, same bytes.

        Args:
            format: turtle, ntriples, nquads, trig, jsonld or rdfxml.
            part: `direct` (direct relations and actors), `claims` (claims and actors), `all` of these, or
                `ties` (what the claims of each relation of two actors come to, and the actors).

        Raises:
            UnknownFormat: there is no such format or part.
        """
        if part == TIED:
            return dump((*self._store.quads_for_pattern(None, None, None, ENTITIES), *tie_quads(self.index.ties())), format, part)
        return dump(self.quads(), format, part)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset in memory, default graph as union, prefixes bound."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        dataset.parse(data=self.dump("nquads"), format="nquads")
        return dataset

    def _facts(self, graph: pyoxigraph.NamedNode) -> dict[str, dict[str, list[str]]]:
        return facts(self._store.quads_for_pattern(None, None, None, graph))
