"""Cross-origin requests, and response formats, over real HTTP."""

from __future__ import annotations

import json
import shutil
from urllib.parse import quote, urlencode

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graphkit.serve.protocol import FORM
from tests.serve.conftest import TOKEN, sender, serving

PAGE = "https://example.org"
ASK = f"/sparql?query={quote('ASK {}')}"


@pytest.fixture(scope="module")
def writing(seed_folder, tmp_path_factory):
    """Requests to a server that accepts writes from pages of two origins."""
    place = tmp_path_factory.mktemp("w")
    shutil.copytree(seed_folder, place / "graph")
    (place / "token").write_text(TOKEN + "\n")
    with serving(place / "graph", "--write", "--token-file", str(place / "token"), "--cors", PAGE, "--cors", "http://localhost:3000") as address:
        yield sender(address)


def preflight(send, path, method, headers="authorization, content-type", origin=PAGE):
    return send(path, method="OPTIONS", Origin=origin, **{"Access-Control-Request-Method": method, "Access-Control-Request-Headers": headers})


def listed(reply, name):
    return {word.strip().lower() for word in (reply.headers[name] or "").split(",")} - {""}


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "GET"])
@pytest.mark.parametrize("path", ["/graphs?default", "/sparql"])
def test_a_browser_may_write_with_the_token_where_writing_is_on(writing, path, method):
    reply = preflight(writing, path, method)
    assert reply.status == 200, reply.text
    assert method.lower() in listed(reply, "Access-Control-Allow-Methods")
    assert {"authorization", "content-type"} <= listed(reply, "Access-Control-Allow-Headers")
    assert reply.headers["Access-Control-Allow-Origin"] == PAGE
    assert int(reply.headers["Access-Control-Max-Age"]) > 0
    assert "origin" in listed(reply, "Vary")


def test_the_write_that_was_asked_for_is_done_and_may_be_read(writing):
    put = writing("/graphs?graph=urn:x", data=b"<urn:a> <urn:b> 1 .", method="PUT", Origin=PAGE, Content_Type="text/turtle", Authorization=f"Bearer {TOKEN}")
    assert (put.status, put.headers["Access-Control-Allow-Origin"]) == (201, PAGE)
    posted = writing("/graphs", data=b"<urn:a> <urn:b> 2 .", method="POST", Origin=PAGE, Content_Type="text/turtle", Authorization=f"Bearer {TOKEN}")
    assert posted.headers["Location"]
    assert "location" in listed(posted, "Access-Control-Expose-Headers")
    assert writing("/graphs?graph=urn:x", method="DELETE", Origin=PAGE, Authorization=f"Bearer {TOKEN}").status == 204


def test_without_the_token_a_page_reads_why(writing):
    reply = writing("/graphs?graph=urn:x", data=b"", method="PUT", Origin=PAGE, Content_Type="text/turtle")
    assert (reply.status, reply.headers["Access-Control-Allow-Origin"]) == (401, PAGE)
    assert "token" in reply.text
    assert "www-authenticate" in listed(reply, "Access-Control-Expose-Headers")


def test_where_writing_is_off_a_page_may_ask_with_authorization_and_not_put(ask):
    assert preflight(ask, "/sparql", "POST").status == 200
    reply = preflight(ask, "/graphs?default", "PUT")
    assert reply.status == 400
    assert "put" not in listed(reply, "Access-Control-Allow-Methods")


def test_other_pages_and_other_headers_are_refused(writing):
    assert preflight(writing, "/graphs", "PUT", origin="https://evil.example").headers["Access-Control-Allow-Origin"] is None
    assert preflight(writing, "/graphs", "PUT", headers="x-secret").status == 400
    assert "origin" in listed(writing(ASK, Origin="http://localhost:3000"), "Vary")


@pytest.mark.parametrize("name", ["format", "output"])
@pytest.mark.parametrize("wanted", ["application/sparql-results+json", "application/sparql-results%2Bjson", "json", "application%2Fsparql-results+json"])
def test_a_plus_in_the_address_is_a_plus(ask, name, wanted):
    reply = ask(f"{ASK}&{name}={wanted}", Accept="application/sparql-results+xml")
    assert (reply.status, reply.kind) == (200, "application/sparql-results+json")


def test_a_format_in_a_form_counts_as_in_the_address(ask):
    body = urlencode({"query": "ASK {}", "format": "application/sparql-results+xml"}).encode()
    assert ask("/sparql", data=body, Content_Type=FORM).kind == "application/sparql-results+xml"
    assert ask("/sparql", data=b"query=ASK+%7B%7D&output=application/sparql-results+xml", Content_Type=FORM).kind == "application/sparql-results+xml"


def test_a_format_that_is_none_of_ours_is_refused_and_a_foreign_word_is_left_to_the_header(ask):
    assert ask(f"{ASK}&format=image/png").status == 406
    assert ask(f"{ASK}&format=sparql", Accept="application/sparql-results+xml").kind == "application/sparql-results+xml"


SYNTAXES = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/ld+json": "json-ld", "application/n-triples": "nt"}


@pytest.mark.parametrize("kind", sorted(SYNTAXES))
def test_the_service_describes_itself_in_the_syntax_that_is_wanted(ask, server, kind):
    reply = ask("/sparql", Accept=f"{kind}, */*;q=0.1")
    assert (reply.status, reply.kind) == (200, kind)
    assert "accept" in listed(reply, "Vary")
    told = Graph().parse(data=reply.body, format=SYNTAXES[kind])
    assert isomorphic(told, Graph().parse(data=ask("/sparql", Accept="text/turtle").body, format="turtle"))
    assert f"{server}/sparql" in {str(subject) for subject in told.subjects()}
    assert "PREFIX" not in reply.text
    by_address = ask(f"/sparql?format={kind}")
    assert by_address.kind == kind


def test_the_description_goes_by_quality_and_browsers_see_the_page(ask):
    assert ask("/sparql", Accept="text/turtle;q=0.5, application/rdf+xml").kind == "application/rdf+xml"
    assert ask("/sparql").kind == ask("/sparql", Accept="*/*").kind == "text/turtle"
    page = ask("/sparql", Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert (page.status, page.headers["Location"]) == (303, "/ask")
    assert "accept" in listed(page, "Vary")
    assert ask("/sparql", Accept="image/png").status == 406


def test_the_description_says_whether_it_takes_updates(ask, writing):
    assert "SPARQL11Update" not in ask("/sparql", Accept="text/turtle").text
    assert "SPARQL11Update" in writing("/sparql", Accept="text/turtle").text


@pytest.mark.parametrize("path", [ASK, "/sparql", "/id/Turkey", "/health"])
def test_head_gives_the_headers_of_get_without_a_body(ask, path):
    whole, head = ask(path, Accept="*/*"), ask(path, method="HEAD", Accept="*/*")
    assert (head.status, head.kind, head.body) == (whole.status, whole.kind, b"")
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_an_error_is_text_or_json_as_wanted(ask):
    plain = ask("/sparql?query=SELECT", Accept="application/sparql-results+json")
    assert (plain.status, plain.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    told = ask("/sparql?query=SELECT", Accept="application/json")
    assert (told.status, told.kind) == (400, "application/problem+json")
    assert json.loads(told.body) == {"title": "Bad Request", "status": 400, "detail": plain.text.rstrip("\n")}
    assert ask("/id/Nobody_at_all", Accept="text/html,*/*;q=0.8").kind == "text/html"


@pytest.mark.parametrize("kind", ["text/csv", "text/tab-separated-values", "text/turtle"])
def test_text_says_that_it_is_utf_8(ask, kind):
    query = "DESCRIBE graph:Turkey" if kind == "text/turtle" else "SELECT * { ?s rel:supports ?o }"
    assert ask(f"/sparql?query={quote(query)}", Accept=kind).headers["Content-Type"] == f"{kind}; charset=utf-8"
