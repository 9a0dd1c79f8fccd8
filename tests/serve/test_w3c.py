"""The W3C's SPARQL 1.1 suites on our own server over HTTP: no more failures than the bare engine."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

import graphkit
from graphkit.serve.protocol import QUERY, UPDATE
from graphkit.store.guard import guard
from tests import w3c
from tests.serve.conftest import TOKEN, sender, serving

CASES = list(w3c.cases([*w3c.QUERIES, *w3c.UPDATES]))
# SPARQL results as JSON, CSV for the tests of that format, and graphs as N-Triples.
ROWS = "application/sparql-results+json, text/csv;q=0.5, application/n-triples"
OTHERS = "SELECT DISTINCT ?g { GRAPH ?g {} FILTER (!CONTAINS(STR(?g), 'graphkit/graph/')) }"

pytestmark = pytest.mark.skipif(not CASES, reason="the W3C's tests are not unpacked (make test does it)")


def test_the_suite_is_whole():
    assert len(CASES) >= 430
    assert sum(not w3c.by_engine(case) for case in CASES) <= 8


@pytest.fixture(scope="module")
def send(tmp_path_factory):
    """Requests to an empty graph with write access."""
    folder = tmp_path_factory.mktemp("w3c") / "graph"
    graphkit.store.Store.open(folder, create=True)
    (folder.parent / "token").write_text(TOKEN)
    with serving(folder, "--write", "--token-file", str(folder.parent / "token")) as address:
        ask = sender(address)
        yield lambda path, **words: ask(path, Authorization=f"Bearer {TOKEN}", **words)


def switched_off(case):
    try:
        guard(case.sparql)
    except graphkit.GraphkitError:
        return True
    return False


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_more_failures_than_the_engine(send, case):
    if switched_off(case):
        kind = UPDATE if "update" in case.kind else QUERY
        reply = send("/sparql", data=case.sparql.encode(), Content_Type=kind)
        assert (reply.status, b"is disabled" in reply.body) == (400, True)
        return
    if not w3c.by_engine(case):
        pytest.skip("the engine fails here as well")
    assert (by_update if "update" in case.kind else by_query)(send, case)


def by_query(send, case):
    default = [write(send, f"{case.base}{path.name}", path, case.base) for path in case.data.default]
    named = [write(send, name, path, case.base) for name, path in case.data.named]
    # An empty default graph, so that the request always has a dataset: without one it would be all graphs.
    dataset = [("default-graph-uri", graph) for graph in default or ["http://w3c.test/none"]] + [("named-graph-uri", graph) for graph in named]
    search = "" if " FROM " in case.sparql else f"?{urlencode(dataset)}"
    wanted = "text/csv" if case.result is not None and case.result.suffix == ".csv" else ROWS
    reply = send(f"/sparql{search}", data=case.sparql.encode(), Content_Type=QUERY, Accept=wanted)
    if case.kind != "query":
        return (b"does not parse" in reply.body) == (case.kind == "bad query")
    if reply.kind == "text/csv":
        return w3c.comma(reply.text) == w3c.expected(case)
    if reply.kind == "application/n-triples":
        return w3c.right(case, [q.triple for q in pyoxigraph.parse(reply.body, format=pyoxigraph.RdfFormat.N_TRIPLES)])
    return w3c.right(case, pyoxigraph.parse_query_results(reply.body, format=pyoxigraph.QueryResultsFormat.JSON))


def by_update(send, case):
    for graph in there(send):
        send(f"/graphs?graph={quote(graph, safe='')}", method="DELETE")
    write(send, None, None, case.base, case.data.default)
    for name, path in case.data.named:
        write(send, name, path, case.base)
    reply = send("/sparql", data=case.sparql.encode(), Content_Type=UPDATE)
    if case.kind != "update":
        return (b"does not parse" in reply.body) == (case.kind == "bad update")
    assert reply.status == 204, reply.body
    found = [Quad(*t, DefaultGraph()) for t in map(tuple, held(send, "default"))]
    for graph in there(send):
        found += [Quad(*t, NamedNode(graph)) for t in map(tuple, held(send, f"graph={quote(graph, safe='')}"))]
    return w3c.canonical(found) == w3c.canonical(w3c.quads(case.result, case.base))


def there(send):
    """Return the named graphs that are not graphkit's own."""
    reply = send(f"/sparql?query={quote(OTHERS)}", Accept="text/csv")
    return reply.text.split()[1:]


def write(send, name, path, base, paths=()):
    """Put files of the suite into a graph, the default one for None; returns the graph's name."""
    texts = "".join(f"{t} .\n" for file in ([path] if path else paths) for t in w3c.triples(file, base))
    place = "default" if name is None else f"graph={quote(name, safe='')}"
    assert send(f"/graphs?{place}", method="PUT", data=texts.encode(), Content_Type="application/n-triples").status in (201, 204)
    return name


def held(send, place):
    return [q.triple for q in pyoxigraph.parse(send(f"/graphs?{place}", Accept="application/n-triples").body, format=pyoxigraph.RdfFormat.N_TRIPLES)]
