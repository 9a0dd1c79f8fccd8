"""Writes over real HTTP: the W3C's tests of update and graph store, the token, and refused data."""

from __future__ import annotations

import json
import subprocess
import sys
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph as Triples
from rdflib import URIRef
from rdflib.compare import isomorphic
from SPARQLWrapper import JSON, POST, SPARQLWrapper

import graphkit
from graphkit.ontology import REL
from graphkit.rdf import DIRECT, ID
from graphkit.serve.graphs import parse_documents
from graphkit.serve.protocol import FORM, UPDATE, RequestError
from graphkit.serve.writing_process import write
from graphkit.store import UNNAMED_GRAPH
from tests.serve.conftest import TOKEN, writing

ADD = "INSERT DATA {{ GRAPH <http://example.org/{0}> {{ <http://example.org/s> a <http://example.org/{0}> }} }}"
TURTLE = "text/turtle"
OTHERS = "SELECT DISTINCT ?g { GRAPH ?g {} FILTER (!CONTAINS(STR(?g), 'w3id.org/graphkit/graph/')) }"


@pytest.fixture(scope="module")
def server_of_all(seed_folder, tmp_path_factory):
    with writing(seed_folder, tmp_path_factory.mktemp("writing")) as write:
        yield write


@pytest.fixture
def shared(server_of_all):
    """One server for tests that write only their own graphs, or nothing; what they wrote is removed afterwards."""
    yield server_of_all
    update(server_of_all, "CLEAR DEFAULT")
    rows = json.loads(server_of_all(f"/sparql?query={quote(OTHERS)}").body)["results"]["bindings"]
    for row in rows:
        server_of_all(f"/graphs?graph={quote(row['g']['value'], safe='')}", method="DELETE")


def says(send, query):
    return json.loads(send(f"/sparql?query={quote(query)}").body)["boolean"]


def update(send, text, **words):
    return send("/sparql" + words.pop("search", ""), data=text.encode(), Content_Type=UPDATE, **words)


# The thirteen tests of the W3C's protocol suite for updates.


def test_update_post_direct(shared):
    assert update(shared, ADD.format("a")).status == 204
    assert says(shared, "ASK { GRAPH <http://example.org/a> { ?s ?p ?o } }")


def test_update_post_form(shared):
    reply = shared("/sparql", data=urlencode({"update": ADD.format("a")}).encode(), Content_Type=FORM)
    assert reply.status == 204
    assert says(shared, "ASK { GRAPH <http://example.org/a> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("dataset", "where", "found"),
    [
        ([("using-graph-uri", "a")], "?s a ?o", {"a"}),
        ([("using-graph-uri", "a"), ("using-graph-uri", "b")], "?s a ?o", {"a", "b"}),
        ([("using-named-graph-uri", "a")], "GRAPH ?g { ?s a ?o }", {"a"}),
        ([("using-graph-uri", "a"), ("using-named-graph-uri", "b")], "{ ?s a ?o } UNION { GRAPH ?g { ?s a ?o } }", {"a", "b"}),
    ],
)
@pytest.mark.parametrize("kind", [FORM, UPDATE])
def test_update_dataset(shared, dataset, where, found, kind):
    """The patterns of an update match in the dataset of the request."""
    for name in "abc":
        update(shared, ADD.format(name))
    text = f"INSERT {{ GRAPH <http://example.org/out> {{ ?s a ?o }} }} WHERE {{ {where} }}"
    graphs = [(name, f"http://example.org/{graph}") for name, graph in dataset]
    if kind == FORM:
        reply = shared("/sparql", data=urlencode([("update", text), *graphs]).encode(), Content_Type=FORM)
    else:
        reply = update(shared, text, search=f"?{urlencode(graphs)}")
    assert reply.status == 204
    rows = json.loads(shared(f"/sparql?query={quote('SELECT ?o { GRAPH <http://example.org/out> { ?s a ?o } }')}").body)
    assert {row["o"]["value"].rpartition("/")[2] for row in rows["results"]["bindings"]} == found


def test_update_base_uri(shared):
    assert update(shared, "INSERT DATA { GRAPH <http://example.org/g> { <http://example.org/s> <http://example.org/p> <test> } }").status == 204
    assert says(shared, "ASK { GRAPH <http://example.org/g> { ?s ?p ?o FILTER (STRENDS(STR(?o), '/test') && STRSTARTS(STR(?o), 'http://127')) } }")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"path": "/sparql?update=CLEAR%20ALL"}, 400),
        ({"path": "/sparql", "data": b"update=CLEAR%20ALL&update=CLEAR%20ALL", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "data": b"update=CLEAR%20ALL&query=ASK%20%7B%7D", "Content_Type": FORM}, 400),
        ({"path": "/sparql", "data": b"CLEAR ALL", "Content_Type": "text/plain"}, 415),
        ({"path": "/sparql", "data": b"CLEAR ALL"}, 400),
        ({"path": "/sparql", "data": b"CLEAR ALL # \xff", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql", "data": b"CLEAR XYZ", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql", "data": b"ASK {}", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql?using-graph-uri=a:b", "data": b"WITH <a:c> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql?using-graph-uri=a:b", "data": b"DELETE { ?s ?p ?o } USING <a:c> WHERE { ?s ?p ?o }", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql?using-graph-uri=a%3E:b", "data": b"DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql", "data": b"LOAD <http://127.0.0.1:1/x>", "Content_Type": UPDATE}, 400),
        ({"path": "/sparql", "data": b"INSERT { <a:b> <a:c> ?o } WHERE { SERVICE <http://127.0.0.1:1/x> { ?s ?p ?o } }", "Content_Type": UPDATE}, 400),
    ],
)
def test_bad_updates_get_the_status_they_should_and_change_nothing(shared, words, status):
    words = dict(words)
    before = graphkit.Graph.open(shared.folder).info()
    reply = shared(words.pop("path"), **words)
    assert (reply.status, b"Traceback" in reply.body) == (status, False)
    assert graphkit.Graph.open(shared.folder).info() == before


# The W3C's draft tests for the Graph Store Protocol, with graphs named by address and by parameter.


@pytest.fixture(params=["/graphs/person/1.ttl", "/graphs?graph=http%3A%2F%2Fexample.org%2Fperson", "/graphs?default"])
def place(request):
    return request.param


JOHN = '@prefix v: <http://www.w3.org/2006/vcard/ns#> . <http://example.org/john> v:card [ a v:VCard ; v:fn "John" ] .'
NAME = '<http://example.org/john> <http://example.org/name> "John Doe" .'


def read(reply, kind=TURTLE):
    assert (reply.status, reply.kind) == (200, kind)
    return Triples().parse(data=reply.body, format={"application/ld+json": "json-ld"}.get(kind, kind))


def same(reply, *texts):
    wanted = Triples()
    for text in texts:
        wanted.parse(data=text, format="turtle")
    return isomorphic(read(reply), wanted)


def test_put_writes_and_replaces_a_graph(shared, place):
    first = shared(place, method="PUT", data=NAME.encode(), Content_Type=TURTLE).status
    assert first == (204 if "default" in place else 201)
    assert same(shared(place, Accept=TURTLE), NAME)
    assert shared(place, method="PUT", data=JOHN.encode(), Content_Type=TURTLE).status == 204
    assert same(shared(place, Accept=TURTLE), JOHN)


def test_post_adds_to_a_graph(shared, place):
    shared(place, method="PUT", data=JOHN.encode(), Content_Type=TURTLE)
    assert shared(place, data=NAME.encode(), Content_Type=TURTLE).status == 204
    assert same(shared(place, Accept=TURTLE), JOHN, NAME)


def test_post_of_parts(shared, place):
    body = "\r\n".join(
        f"--B\r\nContent-Disposition: form-data; name=g; filename=x{i}\r\nContent-Type: text/turtle\r\n\r\n{text}" for i, text in enumerate((JOHN, NAME))
    )
    reply = shared(place, data=f"{body}\r\n--B--\r\n".encode(), Content_Type="multipart/form-data; boundary=B")
    assert reply.status in (201, 204)
    assert same(shared(place, Accept=TURTLE), JOHN, NAME)


def test_delete_takes_a_graph_out(shared, place):
    shared(place, method="PUT", data=NAME.encode(), Content_Type=TURTLE)
    assert shared(place, method="DELETE").status == 204
    if "default" not in place:
        assert shared(place).status == 404
        assert shared(place, method="HEAD").status == 404
        assert shared(place, method="DELETE").status == 404


def test_an_empty_graph_is_a_graph(shared):
    assert shared("/graphs/empty", method="PUT", data=b"", Content_Type=TURTLE).status == 201
    assert len(read(shared("/graphs/empty", Accept=TURTLE))) == 0
    assert shared("/graphs/empty", method="HEAD").status == 200


def test_a_graph_posted_to_the_store_gets_a_name(shared):
    reply = shared("/graphs", data=NAME.encode(), Content_Type=TURTLE)
    assert reply.status == 201
    path = reply.headers["Location"].removeprefix(shared.address)
    assert same(shared(path, Accept=TURTLE), NAME)
    assert shared(path, data=b"", Content_Type=TURTLE).status == 204
    assert same(shared(path, Accept=TURTLE), NAME)


@pytest.mark.parametrize("kind", ["application/rdf+xml", "application/n-triples", "application/ld+json", TURTLE])
def test_a_graph_goes_in_and_out_in_every_syntax(shared, kind):
    data = Triples().parse(data=JOHN, format="turtle").serialize(format={"application/ld+json": "json-ld", "application/n-triples": "nt"}.get(kind, kind))
    assert shared("/graphs/x", method="PUT", data=data.encode(), Content_Type=kind).status == 201
    assert isomorphic(read(shared("/graphs/x", Accept=kind), kind), Triples().parse(data=JOHN, format="turtle"))


def test_relative_iris_are_relative_to_the_graph(shared):
    shared("/graphs/a/b", method="PUT", data=b"<> <#p> <c> .", Content_Type=TURTLE)
    (triple,) = read(shared("/graphs/a/b", Accept="application/n-triples"), "application/n-triples")
    assert triple == tuple(URIRef(f"{shared.address}/graphs/a/{end}") for end in ("b", "b#p", "c"))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"path": "/graphs/x", "method": "PUT", "data": JOHN.encode(), "Content_Type": "application/rdf+xml"}, 400),
        ({"path": "/graphs/x", "method": "PUT", "data": b"\xff\xfe", "Content_Type": TURTLE}, 400),
        ({"path": "/graphs/x", "method": "PUT", "data": b"a", "Content_Type": "image/png"}, 415),
        ({"path": "/graphs", "method": "PUT", "data": b"", "Content_Type": TURTLE}, 400),
        ({"path": "/graphs"}, 400),
        ({"path": "/graphs?default&graph=a:b"}, 400),
        ({"path": "/graphs?graph=nothing"}, 400),
        ({"path": "/graphs?graph=a:b%3E%7D%20CLEAR%20ALL"}, 400),
        ({"path": "/graphs?graph=a:b"}, 404),
        ({"path": "/graphs/x", "method": "PATCH", "data": b""}, 405),
    ],
)
def test_bad_graph_requests_get_the_status_they_should(shared, words, status):
    words = dict(words)
    reply = shared(words.pop("path"), **words)
    assert (reply.status, b"Traceback" in reply.body) == (status, False)


# Authorisation, and permitted data.


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN[:-1], TOKEN + "x", "ü"])
def test_nobody_writes_without_the_token(shared, token):
    for words in ({"path": "/sparql", "data": b"CLEAR ALL", "Content_Type": UPDATE}, {"path": "/graphs/x", "method": "PUT", "data": b""}):
        words = dict(words)
        reply = shared(words.pop("path"), token=token and token.encode().decode("latin-1"), **words)
        assert reply.status == 401
        assert reply.headers["WWW-Authenticate"] == "Bearer"
    assert says(shared, "ASK { ?claim a gk:Claim }")


def test_a_reader_needs_no_token(shared):
    assert shared("/graphs?graph=https%3A%2F%2Fw3id.org%2Fgraphkit%2Fgraph%2Fentities", token=None).status == 200
    assert shared("/sparql?query=ASK%20%7B%7D", token=None).status == 200
    assert b"SPARQL11Update" in shared("/sparql", token=None).body


@pytest.mark.parametrize(
    "text",
    [
        'DELETE { GRAPH ?g { ?e gk:quote ?q } } INSERT { GRAPH ?g { ?e gk:quote "It never was so." } } WHERE { GRAPH ?g { ?e gk:quote ?q } }',
        "INSERT { GRAPH ?g { claim:new ?p ?o } } WHERE { GRAPH ?g { ?c a gk:Claim ; gk:subject graph:Turkey ; ?p ?o } }",
        "DELETE WHERE { GRAPH ?g { ?c gk:evidence ?e } }",
        "INSERT DATA { graph:Turkey rel:attacks graph:GNA }",
        "INSERT DATA { GRAPH <http://example.org/mine> { graph:Turkey rel:attacks graph:GNA } }",
        "PREFIX r: <https://w3id.org/graphkit/> INSERT DATA { graph:Turkey r:rel\\#attacks graph:GNA }",
        'INSERT DATA { GRAPH <http://example.org/mine> { <http://example.org/e> <https://w3id.org/graphkit/ns#quote> "It never was so." } }',
        "DELETE { GRAPH ?g { ?c gk:status ?s } } INSERT { GRAPH ?g { ?c gk:status gkc:sure } } WHERE { GRAPH ?g { ?c gk:status ?s } }",
    ],
)
def test_nothing_invented_comes_in(shared, text):
    before = graphkit.Graph.open(shared.folder).export("nquads")
    reply = update(shared, text)
    assert (reply.status, b"refused" in reply.body) == (409, True), reply.body
    assert graphkit.Graph.open(shared.folder).export("nquads") == before


@pytest.mark.parametrize("place", ["default", "graph=http://example.org/mine"])
def test_no_tie_comes_in_by_the_graph_store_either(shared, place):
    text = f"<{ID}Turkey> <{REL}attacks> <{ID}GNA> ."
    assert shared(f"/graphs?{place}", method="PUT", data=text.encode(), Content_Type=TURTLE).status == 409
    assert not says(shared, "ASK { graph:Turkey rel:attacks graph:GNA }")


def test_direct_triples_follow_from_the_claims_whatever_is_written(writable):
    """A tie without a claim is not written; when a claim is removed, its tie is too."""
    assert update(writable, f"INSERT DATA {{ GRAPH {DIRECT} {{ graph:Turkey rel:attacks graph:GNA }} }}").status == 204
    assert not says(writable, "ASK { graph:Turkey rel:attacks graph:GNA }")
    assert says(writable, "ASK { graph:Turkey rel:supports graph:GNA }")
    gone = """DELETE { GRAPH ?g { ?c gk:lifecycle gkc:active } }
      INSERT { GRAPH ?g { ?c gk:lifecycle gkc:retracted ; gk:retractedOn "2026-01-01"^^xsd:date ; gk:retractionReason "test" } }
      WHERE { GRAPH ?g { ?c gk:subject graph:Turkey ; gk:object graph:GNA ; gk:lifecycle gkc:active } }"""
    assert update(writable, gone).status == 204
    assert not says(writable, "ASK { graph:Turkey rel:supports graph:GNA }")
    assert graphkit.Graph.open(writable.folder).drift() == (0, 0)


def test_the_ontology_stays_as_it_is(writable):
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/graphkit/graph/ontology> { ?s ?p ?o } }"
    before = writable(f"/sparql?query={quote(count)}").body
    assert update(writable, "DROP ALL").status == 204
    assert writable(f"/sparql?query={quote(count)}").body == before
    assert not says(writable, "ASK { ?c a gk:Claim . ?c gk:quote ?q }")


def test_an_update_without_end_is_stopped_and_undone(seed_folder, tmp_path):
    text = "INSERT { <a:a> <a:b> ?x } WHERE { " + " ".join(f"GRAPH ?g{i} {{ ?a{i} ?b{i} ?c{i} }}" for i in range(9)) + " BIND (CONCAT(STR(?a0), STR(?c8)) AS ?x) }"
    with writing(seed_folder, tmp_path, timeout=4) as send:
        assert update(send, text).status in (400, 503)
        assert not says(send, "ASK { <a:a> ?p ?o }")
        assert update(send, ADD.format("after")).status == 204


def test_who_waits_for_another_writer_is_told(seed_folder, tmp_path):
    """The server's write timeout is shorter than the client's."""
    with writing(seed_folder, tmp_path, timeout=4) as send:
        with graphkit.store.Store.open(send.folder).writer():
            reply = update(send, ADD.format("a"))
        assert (reply.status, reply.headers["Retry-After"]) == (503, "5")
        assert update(send, ADD.format("a")).status == 204


def test_a_usual_client_can_write(shared):
    client = SPARQLWrapper(f"{shared.address}/sparql", f"{shared.address}/sparql")
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setMethod(POST)
    client.setQuery(ADD.format("w"))
    client.query()
    client.setQuery("ASK { GRAPH <http://example.org/w> { ?s ?p ?o } }")
    client.setReturnFormat(JSON)
    assert client.query().convert()["boolean"] is True


@pytest.mark.parametrize("token", ["short", "with a space in the middle", "ünïcode-is-not-for-headers"])
def test_a_token_must_be_fit_for_a_header(seed_folder, tmp_path, token):
    (tmp_path / "token").write_text(token)
    words = [sys.executable, "-m", "graphkit", "serve", "--graph", str(seed_folder), "--port", "0", "--write", "--token-file", str(tmp_path / "token")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "at least 16 characters" in done.stderr) == (2, True)


def test_the_clerk_does_one_write_of_each_kind(tmp_path):
    """In this process: the result is whether a graph is new or existed."""
    folder = tmp_path / "g"
    graphkit.store.Store.open(folder, create=True)
    put = {"put": "http://example.org/g", "data": [("<a:b> <a:c> 1 .", "turtle")], "replace": True}
    assert write(folder, put) is True
    assert write(folder, {**put, "put": UNNAMED_GRAPH}) is False
    assert write(folder, put) is False
    assert write(folder, {"update": "CLEAR DEFAULT", "base": None, "default": (), "named": ()}) is True
    assert graphkit.Graph.open(folder).export("nquads").count(b"\n") == 1
    assert write(folder, {"drop": "http://example.org/g"}) is True
    assert write(folder, {"drop": "http://example.org/g"}) is False


def test_texts_of_a_request():
    assert parse_documents("", b"x") == [("x", "turtle")]
    assert parse_documents("application/rdf+xml; charset=utf-8", b"x") == [("x", "rdfxml")]
    nested = b"--A\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/turtle\r\n\r\none\r\n--B--\r\n--A--\r\n"
    assert parse_documents("multipart/form-data, boundary=A", nested) == [("one", "turtle")]
    with pytest.raises(RequestError, match="image/png"):
        parse_documents("image/png", b"")


@pytest.mark.parametrize(("charset", "codec"), [("UTF-16", "utf-16"), ('"iso-8859-9"', "iso-8859-9"), ("windows-1254", "cp1254"), ("utf-8", "utf-8-sig"), ("US-ASCII", "ascii")])
def test_a_body_is_decoded_in_the_charset_of_its_header(charset, codec):
    """The charset was ignored, and a byte order mark, which some editors write, was an error of syntax."""
    text = "a" if codec == "ascii" else "Çağlayan"
    assert parse_documents(f"text/turtle; Charset={charset}", text.encode(codec)) == [(text, "turtle")]
    part = f"--A\r\nContent-Type: text/turtle; charset={charset}\r\n\r\n".encode() + text.encode(codec) + b"\r\n--A--\r\n"
    assert parse_documents("multipart/form-data; boundary=A", part) == [(text, "turtle")]


@pytest.mark.parametrize(("charset", "status", "says"), [("klingon", 415, "'klingon' is not read; send it in UTF-8"), ("unicode_escape", 415, "is not read"), ("hex", 415, "is not read"), ("utf-8", 400, "not in UTF-8.*name its charset")])
def test_a_body_in_another_charset_is_refused_with_the_way_out(charset, status, says):
    with pytest.raises(RequestError, match=says) as refused:
        parse_documents(f"text/turtle; charset={charset}", b"<urn:a> <urn:b> '\xe7' .")
    assert refused.value.status == status
