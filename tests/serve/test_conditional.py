"""Conditional requests: 304 while an answer is the same, the new answer as soon as it is not."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest

from tests.serve.conftest import TOKEN

COUNT = f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) { GRAPH <urn:x> { ?s ?p ?o } }')}"
PATHS = ["/", "/actors", "/id/Haftar", "/ask?name=who-backs", "/network", "/claim/{claim}", "/vocabulary.json", "/complete?q=haf", "/assets/frame.js", "/assets/yasqe.min.js", COUNT, "/graphs?default"]


@pytest.mark.parametrize("path", PATHS)
def test_what_the_client_has_is_not_sent_again(ask, path):
    if "{claim}" in path:
        path = path.format(claim=next(csv.DictReader(io.StringIO(ask("/claims.csv").text)))["claim"])
    first = ask(path)
    tag = first.headers["ETag"]
    assert tag.startswith('"')
    assert first.headers["Cache-Control"] == "no-cache"
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = ask(path, If_None_Match=sent)
        assert (again.status, again.body, again.headers["ETag"], again.headers["Vary"]) == (304, b"", tag, first.headers["Vary"])
    assert ask(path, If_None_Match='"other"').body == first.body
    assert ask(path, method="HEAD").headers["ETag"] == tag


def test_formats_with_the_same_bytes_have_tags_of_their_own(ask):
    one, other = (ask(f"{COUNT}&format={name}") for name in ("csv", "tsv"))
    assert one.headers["ETag"] != other.headers["ETag"]
    assert ask(f"{COUNT}&format=json", If_None_Match=one.headers["ETag"]).status == 200


def test_after_a_write_the_new_answer_is_sent(writable):
    tag = writable(COUNT).headers["ETag"]
    assert writable(COUNT, If_None_Match=tag).status == 304
    assert writable("/sparql", data=b"INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> 1 } }", Content_Type="application/sparql-update").status == 204
    assert writable(COUNT, If_None_Match=tag).status == 200


def test_a_page_for_writers_is_another_than_that_for_readers(undecided):
    cookie = undecided("/review", token=None, data=f"token={TOKEN}".encode()).headers["Set-Cookie"].split(";")[0]
    tag = undecided("/", token=None).headers["ETag"]
    assert undecided("/", token=None, Cookie=cookie, If_None_Match=tag).status == 200


@pytest.mark.parametrize("path", ["/nothing", "/sparql?query=SELEC", "/claims.csv"])
def test_errors_and_streams_have_no_tag(ask, path):
    assert "ETag" not in ask(path, If_None_Match="*").headers


def test_a_query_that_is_posted_is_answered(ask):
    assert ask("/sparql", data=b"ASK {}", Content_Type="application/sparql-query", If_None_Match="*").status == 200
