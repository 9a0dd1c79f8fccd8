"""Reading: queries, claims, actors, articles, and the dataset as it stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import Quad

from graphkit.errors import QueryError
from graphkit.model import Actor, Article, Claim, Decision
from graphkit.rdf import (
    ARTICLE,
    ARTICLE_GRAPH,
    DIRECT,
    ENTITIES,
    ID,
    META,
    ONTOLOGY,
    PREFIXES,
    actors_of,
    articles_of,
    decision_node,
    facts,
)
from graphkit.store.asking import Answer, Worker
from graphkit.store.derive import difference
from graphkit.store.dump import dump
from graphkit.store.find import article_of, claim_named, claims_in, claims_with
from graphkit.store.guard import guard, tokens
from graphkit.store.result import Result
from graphkit.store.texts import kept_text, whole_quote
from graphkit.store.versions import is_replaced, replaced, versions_of

if TYPE_CHECKING:
    import rdflib

TIMEOUT = 30.0
# The dataset's graph without a name; no absolute IRI, so that it can be none of them.
UNNAMED_GRAPH = "DEFAULT"
# The parser lists every letter that a name may go on with; a reader needs the words and signs.
_LETTERS = re.compile(r",? ?\['[^\]]*'\](?=,|$)")
_POSITION = re.compile(r"\s*(?:error )?at (\d+):(\d+):?\s*")


class View:
    """A read-only look at a store; made by `Store.view`."""

    def __init__(self, store: pyoxigraph.Store | Callable[[], pyoxigraph.Store], folder: Path | None = None) -> None:
        """Take the opened store, or what opens it when it is needed; where it stands, if it is not in memory only."""
        self._given, self._folder = store, folder
        self._worker = Worker(folder) if folder is not None else None

    @functools.cached_property
    def _store(self) -> pyoxigraph.Store:
        return self._given() if callable(self._given) else self._given

    def query(self, sparql: str, *, timeout: float | None = TIMEOUT, rows: int | None = None) -> Result:
        """Answer a SPARQL query.

        The project's prefixes are known; the default graph is the union of all graphs
        unless the query says FROM.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds until the query is stopped; None for no limit. With a limit, a
                graph on disk is asked in a process of its own.
            rows: at most so many rows or triples; None for all.

        Raises:
            QueryError: it does not parse, or asks for what is switched off.
            QueryTimeout: it took too long and was stopped.
        """
        guard(sparql)
        if timeout is None or self._worker is None:
            return Result(self.run(sparql))
        return answered(self._worker.ask(sparql, timeout=timeout, rows=rows))

    def run(
        self, sparql: str, *, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """The engine's own answer, in this process and without a limit of time.

        Args:
            sparql: the query.
            default, named: IRIs of the graphs of the dataset, where the request gives it, or
                `UNNAMED_GRAPH`; the query's own FROM counts for less (SPARQL 1.1 Protocol, 2.1.4).

        Raises:
            QueryError: it does not parse, or asks for what is switched off.
        """
        guard(sparql)
        more: dict[str, Any] = {}
        if default or named:
            more = {"default_graph": [graph_named(g) for g in default or ()], "named_graphs": [graph_named(g) for g in named or ()]}
        else:
            more = {"use_default_graph_as_union": not _has_from(sparql)}
        try:
            return self._store.query(sparql, prefixes=PREFIXES, **more)
        except SyntaxError as error:
            raise QueryError(explained(str(error))) from error
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def article_keys(self) -> list[str]:
        """Keys of all articles, sorted."""
        return sorted(
            graph.value.removeprefix(ARTICLE_GRAPH)
            for graph in self._store.named_graphs()
            if graph.value.startswith(ARTICLE_GRAPH)
        )

    def claims(self, subject: str | None = None, object_: str | None = None) -> Iterator[Claim]:
        """All claims, or those with these ends (ids of actors), by article, then by place in it."""
        if subject is not None or object_ is not None:
            yield from claims_with(self._store, subject, object_)
            return
        for key in self.article_keys():
            yield from self.claims_in(key)

    def claim(self, name: str, article: str | None = None) -> Claim | None:
        """One claim, by its id, found quicker by the key of its article; None where there is none."""
        return claim_named(self._store, name, article)

    def took(self, decision: Decision) -> bool:
        """Whether a decision of the user's is in the graph."""
        return next(self._store.quads_for_pattern(decision_node(decision), None, None, META), None) is not None

    def claims_in(self, key: str) -> list[Claim]:
        """Claims of one article, by place."""
        return claims_in(self._store, key)

    def article(self, key: str) -> Article:
        """One article.

        Raises:
            UnknownName: there is no article with this key.
        """
        return article_of(self._store, key)

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
        by_article = self._numbers("?c gk:statedIn ?x")
        return (
            {name.removeprefix(ARTICLE): n for name, n in by_article.items()},
            {unquote(name.removeprefix(ID)): n for name, n in self._numbers("?c gk:subject|gk:object ?x").items()},
        )

    def _numbers(self, pattern: str) -> dict[str, int]:
        asked = f"SELECT ?x (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?c gk:lifecycle gkc:active . {pattern} }} }} GROUP BY ?x"
        return {str(name): int(str(number)) for name, number in self.query(asked, timeout=None)}

    def articles(self) -> Iterator[Article]:
        """All articles, by key."""
        for key in self.article_keys():
            yield from articles_of(self._facts(pyoxigraph.NamedNode(ARTICLE_GRAPH + key)))

    def actors(self) -> list[Actor]:
        """All actors and places, by id."""
        return actors_of(self._facts(ENTITIES))

    def counts(self) -> Mapping[str, int]:
        """Numbers of articles, claims, actors, direct triples and quads."""
        asked = {
            "claims": "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a gk:Claim } }",
            "direct": f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {DIRECT} {{ ?s ?p ?o }} }}",
        }
        numbers = {name: int(str(next(iter(self.query(text, timeout=None)))[0])) for name, text in asked.items()}
        return {
            "articles": len(self.article_keys()),
            "actors": len(self.actors()),
            **numbers,
            "quads": sum(1 for _ in self.quads()),
        }

    def within(self, keys: Iterable[str]) -> View:
        """A view of the articles of these keys alone, in memory, with the direct triples of their claims."""
        from graphkit.store.within import within

        return within(self._store, keys)

    def knows(self, iri: str) -> bool:
        """Whether anything is said with an IRI: as subject, relation or object."""
        try:
            node = pyoxigraph.NamedNode(iri)
        except ValueError:
            return False
        patterns = ((node, None, None), (None, node, None), (None, None, node))
        return any(next(self._store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)

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

    def naked(self) -> list[tuple[str, str, str]]:
        """Direct triples that no active claim makes: subject, relation and object as IRIs."""
        _, spare = difference(self._store)
        return sorted((str(q.subject).strip("<>"), str(q.predicate).strip("<>"), str(q.object).strip("<>")) for q in spare)

    def quads(self) -> Iterator[Quad]:
        """Every quad but those of the ontology."""
        return (quad for quad in self._store if quad.graph_name != ONTOLOGY)

    def dump(self, format: str, *, part: str = "all") -> bytes:
        """The graph in an RDF format: same graph, same bytes.

        Args:
            format: turtle, ntriples, nquads, trig, jsonld or rdfxml.
            part: `direct` (direct relations and actors), `claims` (claims and actors) or `all`.

        Raises:
            UnknownFormat: there is no such format or part.
        """
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


def graph_named(name: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    """The graph of an IRI, or the one without a name.

    Raises:
        QueryError: it is no IRI.
    """
    try:
        return pyoxigraph.DefaultGraph() if name == UNNAMED_GRAPH else pyoxigraph.NamedNode(name)
    except ValueError as error:
        raise QueryError(f"{name!r} is no IRI of a graph: {error}") from error


def answered(answer: Answer) -> Result:
    """A worker's answer as a `Result`."""
    if answer.kind == "graph":
        return Result(_triples(answer.data), more=answer.more)
    parsed = pyoxigraph.parse_query_results(answer.data, format=pyoxigraph.QueryResultsFormat.JSON)
    return Result(parsed, more=answer.more)


def _triples(data: bytes) -> list[pyoxigraph.Triple]:
    return [q.triple for q in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)]


def _has_from(query: str) -> bool:
    """Whether a query names its dataset itself."""
    return any(match.group().upper() == "FROM" for match in tokens(query))


def explained(message: str, what: str = "the query") -> str:
    """A parser's message with line and column in front, on one line."""
    text = _LETTERS.sub("", " ".join(message.split()))
    place = _POSITION.search(text)
    if place is None:
        return f"{what} does not parse: {text}"
    return f"{what} does not parse at line {place.group(1)}, column {place.group(2)}: {text[place.end() :]}"
