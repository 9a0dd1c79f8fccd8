"""SPARQL 1.1 Protocol for queries: requests and responses over real HTTP."""

from __future__ import annotations

import csv
import http.client
import io
import json
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from graphkit.errors import UsageError
from graphkit.query import named_queries
from graphkit.rdf import ENTITIES
from graphkit.serve import hosts_of, origins_of
from graphkit.serve.protocol import FORM, QUERY, RequestError, parse_request
from tests.conftest import examples

SELECT = "SELECT ?s WHERE { ?s rel:supports graph:GNA } ORDER BY ?s"
FORMS = {"application/x-www-form-urlencoded": lambda q: urlencode({"query": q}).encode(), "application/sparql-query": str.encode}


# The nineteen requests of the W3C's protocol tests for queries, and their expected results.


def test_query_get(ask):
    reply = ask(f"/sparql?query={quote('ASK {}')}")
    assert (reply.status, reply.kind) == (200, "application/sparql-results+json")
    assert json.loads(reply.body)["boolean"] is True


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_query_post(ask, kind):
    reply = ask("/sparql", data=FORMS[kind]("ASK {}"), Content_Type=kind)
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


@pytest.mark.parametrize("graphs", [["default-graph-uri"], ["named-graph-uri"], ["default-graph-uri", "named-graph-uri"]])
@pytest.mark.parametrize("how", ["GET", FORM, QUERY])
def test_query_dataset(ask, graphs, how):
    """The dataset of the request takes precedence over the query's own."""
    pattern = " ".join({"default-graph-uri": "?s ?p ?o .", "named-graph-uri": f"GRAPH <{ENTITIES.value}> {{ ?x ?y ?z }}"}[g] for g in graphs)
    query = f"ASK FROM <urn:none> {{ {pattern} }}"
    dataset = urlencode([(g, ENTITIES.value) for g in graphs])
    if how == "GET":
        reply = ask(f"/sparql?query={quote(query)}&{dataset}")
    elif how == FORM:
        reply = ask("/sparql", data=f"{urlencode({'query': query})}&{dataset}".encode(), Content_Type=FORM)
    else:
        reply = ask(f"/sparql?{dataset}", data=query.encode(), Content_Type=QUERY)
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


def test_query_multiple_dataset(ask):
    dataset = urlencode([("default-graph-uri", ENTITIES.value), ("default-graph-uri", "urn:none")])
    assert json.loads(ask(f"/sparql?query={quote('ASK { ?s ?p ?o }')}&{dataset}").body)["boolean"] is True


@pytest.mark.parametrize(
    ("accept", "kind", "query"),
    [
        ("application/sparql-results+xml", "application/sparql-results+xml", SELECT),
        ("application/sparql-results+json", "application/sparql-results+json", SELECT),
        ("text/csv", "text/csv", SELECT),
        ("text/tab-separated-values", "text/tab-separated-values", SELECT),
        ("application/sparql-results+xml", "application/sparql-results+xml", "ASK {}"),
        ("text/turtle", "text/turtle", "DESCRIBE graph:GNA"),
        ("application/rdf+xml", "application/rdf+xml", "CONSTRUCT WHERE { ?s rel:supports ?o }"),
        ("application/n-triples", "application/n-triples", "CONSTRUCT WHERE { ?s rel:supports ?o }"),
        ("application/ld+json", "application/ld+json", "CONSTRUCT WHERE { ?s rel:supports ?o }"),
    ],
)
def test_query_content_type(ask, accept, kind, query):
    reply = ask("/sparql", data=query.encode(), Content_Type=QUERY, Accept=accept)
    assert (reply.status, reply.kind) == (200, kind)
    assert "Accept" in reply.headers["Vary"]
    if kind == "application/sparql-results+xml":
        ET.fromstring(reply.body)
    elif kind == "text/csv":
        assert [r["s"] for r in csv.DictReader(io.StringIO(reply.text))] == ["https://w3id.org/graphkit/id/Turkey"]
    elif "rdf" in kind or "turtle" in kind or "triples" in kind or "ld+json" in kind:
        assert len(Graph().parse(data=reply.body, format={"application/ld+json": "json-ld"}.get(kind, kind)))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"path": "/sparql?query=SELECT"}, 400),
        ({"path": "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D"}, 400),
        ({"path": "/sparql?query=%FF%FE"}, 400),
        ({"path": "/sparql", "method": "PUT", "data": b"x"}, 405),
        ({"path": "/sparql", "data": b"", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "data": b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "data": b"ASK {}", "Content_Type": "text/plain"}, 415),
        ({"path": "/sparql", "data": b"\x1f\x8b", "Content_Type": QUERY, "Content_Encoding": "gzip"}, 415),
        ({"path": "/sparql", "data": b"ASK {}", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "data": b"ASK { # \xff\n}", "Content_Type": QUERY}, 400),
        ({"path": "/sparql", "data": b"ASK {}", "Content_Type": f"{QUERY}; charset=punycode"}, 415),
        ({"path": "/sparql", "data": b"\xef\xbb\xbfASK {}", "Content_Type": QUERY}, 200),
        ({"path": "/sparql?query=ASK%20%7B%7D", "data": b"ASK {}", "Content_Type": QUERY}, 400),
        ({"path": f"/sparql?query={quote(SELECT)}", "Accept": "image/png"}, 406),
        ({"path": "/graphs?default", "method": "PUT", "data": b"<a:b> <c:d> 1 .", "Content_Type": "text/turtle"}, 403),
        ({"path": "/sparql", "data": b"update=CLEAR%20ALL", "Content_Type": FORM}, 403),
        ({"path": "/sparql", "data": b"CLEAR ALL", "Content_Type": "application/sparql-update"}, 403),
        ({"path": "/sparql?query=CLEAR%20ALL"}, 400),
        ({"path": "/sparql?query=ASK%20%7B%20SERVICE%20%3Curn%3Ax%3E%20%7B%7D%20%7D"}, 400),
        ({"path": "/sparql", "data": b"#" * (1 << 21), "Content_Type": QUERY}, 413),
        ({"path": "/nothing"}, 404),
    ],
)
def test_bad_requests_get_the_status_they_should(ask, words, status):
    words = dict(words)
    reply = ask(words.pop("path"), **words)
    assert reply.status == status
    assert b"Traceback" not in reply.body


def test_a_slow_query_is_stopped_and_the_others_do_not_notice(ask):
    from concurrent.futures import ThreadPoolExecutor

    endless = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(ask, f"/sparql?query={endless}")
        for _ in range(10):
            assert ask(f"/sparql?query={quote('ASK {}')}").status == 200
        reply = slow.result()
    assert (reply.status, reply.headers["Retry-After"]) == (503, "5")
    assert "was stopped" in reply.text


def test_many_clients_at_once_all_get_an_answer(ask):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: ask(f"/sparql?query={quote(SELECT)}").status, range(60)))
    assert set(replies) == {200}


def test_what_a_get_says_of_a_body_that_it_does_not_have_is_ignored(ask):
    """Some clients send a Content-Type with every request; it does not make a read a write."""
    for kind in (QUERY, FORM, "application/sparql-update"):
        assert ask(f"/sparql?query={quote('ASK { FILTER (1 = 1) }')}", Content_Type=kind).status == 200


def test_rows_are_limited_and_it_is_said(ask):
    reply = ask(f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}", Accept="text/csv")
    assert len(list(csv.reader(io.StringIO(reply.text)))) == 2001
    assert reply.headers["X-Result-Limited"] == "2000"


def test_a_word_that_nothing_knows_is_named_in_a_header(ask):
    """An empty table is no answer to a relation that does not exist; hostile names stay one line of ASCII."""
    reply = ask(f"/sparql?query={quote('SELECT * { ?s rel:suports ?o }')}", Accept="text/csv")
    assert reply.headers["X-Query-Notice"].startswith("rel:suports is not in the vocabulary. Did you mean rel:supports")
    assert ask(f"/sparql?query={quote(SELECT)}").headers["X-Query-Notice"] is None
    hostile = ask(f"/sparql?query={quote('SELECT * { ?s <https://w3id.org/graphkit/rel#é…' + 'x' * 5000 + '> ?o }')}")
    assert hostile.status == 200
    assert len(hostile.headers["X-Query-Notice"]) < 500
    assert hostile.headers["X-Query-Notice"].isascii()


def test_an_actor_that_the_graph_lacks_is_named_in_the_header_of_a_named_question_too(ask):
    """A named query is answered from the index and not by the engine; a misspelt actor is reported all the same."""
    named = named_queries()["who-backs"]
    reply = ask(f"/sparql?query={quote(named.about('Hezbolah'))}", Accept="text/csv")
    assert reply.headers["X-Query-Notice"] == "graph:Hezbolah is not in this graph. Did you mean graph:Hezbollah?"
    assert ask(f"/sparql?query={quote(named.about('Hezbollah'))}").headers["X-Query-Notice"] is None


def test_without_a_query_it_describes_itself(ask, server):
    reply = ask("/sparql", Accept="text/turtle")
    told = Graph().parse(data=reply.body, format="turtle")
    assert any("SPARQL11Query" in str(o) for o in told.objects())
    assert any(str(o) == f"{server}/sparql" for o in told.objects())
    assert ask("/.well-known/void").status == 303


def test_other_origins_ask_only_when_allowed(ask):
    path = f"/sparql?query={quote('ASK {}')}"
    assert ask(path, Origin="https://example.org").headers["Access-Control-Allow-Origin"] == "https://example.org"
    assert ask(path, Origin="https://evil.example").headers["Access-Control-Allow-Origin"] is None


def test_a_name_that_is_not_of_this_machine_is_refused(ask):
    path = f"/sparql?query={quote('ASK {}')}"
    assert ask(path, Host="localhost:1").status == 200
    assert ask(path, Host="[::1]:1").status == 200
    assert ask(path, Host="[::1].rebound.example").status == 400
    assert ask(path, Host="rebound.example").status == 400


@pytest.mark.parametrize(
    ("address", "names", "hosts"),
    [
        ("127.0.0.1", (), {"localhost", "127.0.0.1", "[::1]"}),
        ("::1", ("Graph.example.org",), {"localhost", "127.0.0.1", "[::1]", "graph.example.org"}),
        ("192.0.2.1", (), set()),
        ("127.0.0.1", ("*",), set()),
    ],
)
def test_a_server_of_this_machine_answers_to_its_names_and_to_those_given(address, names, hosts):
    assert set(hosts_of(address, names)) == hosts


def test_a_name_or_origin_that_is_none_is_refused():
    with pytest.raises(UsageError, match="http://graph"):
        hosts_of("127.0.0.1", ["http://graph.example.org"])
    assert origins_of(["*", "https://News.example.org:8443", "null"]) == ("*", "https://news.example.org:8443", "null")
    for origin in ("news.example.org", "https://news.example.org/", "https://news.example.org/page"):
        with pytest.raises(UsageError, match="--cors"):
            origins_of([origin])


def test_half_a_request_and_a_thousand_slow_clients_hold_nobody_up(ask, server):
    host = urlsplit(server).netloc
    open_ = []
    for _ in range(1000):
        connection = http.client.HTTPConnection(host, timeout=30)
        connection.connect()
        connection.sock.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\nContent-Type: application/sparql-query\r\n\r\nASK")
        open_.append(connection)
    assert ask(f"/sparql?query={quote('ASK {}')}").status == 200
    for connection in open_:
        connection.close()


def hostile_queries():
    everything = "{ ?s ?p ?o }"
    yield "cross join", "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    yield "deep path", "SELECT * { ?s " + "/".join(["(!<urn:x>|^!<urn:x>)*"] * 12) + " ?o }"
    yield "unions", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . " + " UNION ".join([everything] * 200) + " }"
    yield "long sort", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    yield "large text", 'SELECT (CONCAT(?x, ?x, ?x, ?x) AS ?y) { BIND (REPLACE("' + "a" * 9000 + '", "a", "' + "b" * 9000 + '") AS ?x) }'
    yield "slow pattern", 'ASK { BIND ("' + "a" * 40 + '!" AS ?x) FILTER (REGEX(?x, "^(a+)+$")) }'
    yield "nested", "ASK " + "{ " * 3000 + "}" * 3000


@pytest.mark.parametrize("query", [pytest.param(text, id=name) for name, text in hostile_queries()])
def test_hostile_queries_are_answered_or_stopped(ask, query):
    reply = ask("/sparql", data=query.encode(), Content_Type=QUERY)
    assert reply.status in (200, 400, 503)
    assert len(reply.body) <= 64 << 20
    assert ask(f"/sparql?query={quote('ASK {}')}").status == 200


# Real clients


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("format", [JSON, XML, CSV])
def test_sparqlwrapper(server, method, format):
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery(f"PREFIX rel: <https://w3id.org/graphkit/rel#> PREFIX graph: <https://w3id.org/graphkit/id/> {SELECT}")
    client.setReturnFormat(format)
    client.setMethod(method)
    found = client.query().convert()
    text = found.toxml() if format == XML else found.decode() if format == CSV else json.dumps(found)
    assert "https://w3id.org/graphkit/id/Turkey" in text


def test_sparqlwrapper_gets_triples(server):
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery("CONSTRUCT WHERE { ?s <https://w3id.org/graphkit/rel#supports> ?o }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.query().convert(), format="turtle")) > 5


def test_rdflib_asks_it_as_a_store(server):
    graph = Graph(SPARQLStore(f"{server}/sparql", method="POST"))
    found = {str(row[0]) for row in graph.query(SELECT, initNs={"rel": "https://w3id.org/graphkit/rel#", "graph": "https://w3id.org/graphkit/id/"})}
    assert found == {"https://w3id.org/graphkit/id/Turkey"}


@settings(max_examples=examples(80))
@given(st.sampled_from(["GET", "POST"]), st.binary(max_size=60), st.sampled_from([FORM, QUERY, "", "x/y;z"]), st.binary(max_size=60))
def test_any_request_is_read_or_refused(method, search, kind, body):
    status = 200
    try:
        parse_request(method, search, kind, body)
    except RequestError as refused:
        status = refused.status
    assert status == 200 or 400 <= status < 500
