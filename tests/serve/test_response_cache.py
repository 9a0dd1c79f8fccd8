"""Cached answers of the endpoint are reused only for the same query of the same state, in bounded memory."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from graphkit.serve import response_cache
from graphkit.serve.response_cache import CachedResponse, ResponseCache


def reply(size):
    return CachedResponse(b"x" * size, ((b"content-type", b"text/csv"),))


def test_an_answer_belongs_to_one_question_of_one_state():
    kept = ResponseCache()
    kept.put("monday", ("q", "csv"), reply(3))
    assert kept.get("monday", ("q", "csv")) == reply(3)
    assert kept.get("monday", ("q", "json")) is None
    assert kept.get("tuesday", ("q", "csv")) is None
    kept.put("tuesday", ("other", "csv"), reply(1))
    assert kept.get("monday", ("q", "csv")) is None


def test_what_was_used_longest_ago_goes_where_there_is_too_much(monkeypatch):
    monkeypatch.setattr(response_cache, "ALL", 10_000)
    monkeypatch.setattr(response_cache, "ONE", 7_000)
    kept = ResponseCache()
    kept.put(1, ("a",), reply(3_000))
    kept.put(1, ("b",), reply(3_000))
    assert kept.get(1, ("a",)) is not None
    kept.put(1, ("c",), reply(3_000))
    kept.put(1, ("large",), reply(7_000))
    assert [name for name in ("a", "b", "c", "large") if kept.get(1, (name,))] == ["a", "c"]


@pytest.mark.parametrize("long", ["q" * 3_000, b"q" * 3_000, ("q" * 1_500, "r" * 1_500)])
def test_long_questions_of_short_answers_take_no_more_room(long, monkeypatch):
    """A query of a megabyte with a short answer counts as a megabyte, so that memory is bounded."""
    monkeypatch.setattr(response_cache, "ALL", 10_000)
    kept = ResponseCache()
    for number in range(50):
        kept.put(1, (long, str(number)), reply(1))
    assert sum(kept.get(1, (long, str(number))) is not None for number in range(50)) == 2
    monkeypatch.setattr(response_cache, "ONE", 2_000)
    kept.put(1, (long, "new"), reply(1))
    assert kept.get(1, (long, "new")) is None


def test_what_is_sent_again_is_what_was_sent_and_goes_with_a_write(writable):
    """Same bytes and headers the second time, for GET and POST; after a write the answer is a new one."""
    question = quote("SELECT (COUNT(*) AS ?n) { GRAPH <urn:own> { ?s ?p ?o } }")
    for path, data in ((f"/sparql?query={question}", None), ("/sparql", f"query={question}".encode())):
        first, again = (writable(path, data=data, Accept="text/csv") for _ in range(2))
        heads = [{name: value for name, value in each.headers.items() if name != "date"} for each in (first, again)]
        assert (first.status, first.body, heads[0]) == (200, again.body, heads[1])
    assert first.text.split() == ["n", "0"]
    written = writable("/sparql", data=b"INSERT DATA { GRAPH <urn:own> { <urn:a> <urn:b> <urn:c> } }", Content_Type="application/sparql-update")
    assert (written.status, writable(f"/sparql?query={question}", Accept="text/csv").text.split()) == (204, ["n", "1"])


def test_the_same_question_is_answered_alike_in_each_format_and_what_changes_is_asked_anew(ask):
    """Answers are cached per format; RAND() gives another number each time."""
    question = quote("SELECT ?o { graph:Egypt rel:supports ?o } ORDER BY ?o")
    first = [ask(f"/sparql?query={question}", Accept=kind) for kind in ("text/csv", "application/sparql-results+json")]
    again = [ask(f"/sparql?query={question}", Accept=kind) for kind in ("text/csv", "application/sparql-results+json")]
    assert [each.text for each in first] == [each.text for each in again]
    assert json.loads(first[1].text)["results"]["bindings"]
    dice = quote("SELECT (RAND() AS ?r) {}")
    assert len({ask(f"/sparql?query={dice}", Accept="text/csv").text for _ in range(3)}) == 3
