"""Answers of the endpoint are given again only for the same question of the same state, in bounded memory."""

from __future__ import annotations

import json
from urllib.parse import quote

from graphkit.serve import remembered
from graphkit.serve.remembered import Remembered, Reply


def reply(size):
    return Reply("text/csv", b"x" * size, {})


def test_an_answer_belongs_to_one_question_of_one_state():
    kept = Remembered()
    kept.put("monday", ("q", "csv"), reply(3))
    assert kept.get("monday", ("q", "csv")) == reply(3)
    assert kept.get("monday", ("q", "json")) is None
    assert kept.get("tuesday", ("q", "csv")) is None
    kept.put("tuesday", ("other", "csv"), reply(1))
    assert kept.get("monday", ("q", "csv")) is None


def test_what_was_used_longest_ago_goes_where_there_is_too_much(monkeypatch):
    monkeypatch.setattr(remembered, "ALL", 10)
    monkeypatch.setattr(remembered, "ONE", 6)
    kept = Remembered()
    kept.put(1, "a", reply(4))
    kept.put(1, "b", reply(4))
    assert kept.get(1, "a") is not None
    kept.put(1, "c", reply(4))
    kept.put(1, "large", reply(7))
    assert [name for name in ("a", "b", "c", "large") if kept.get(1, name)] == ["a", "c"]


def test_the_same_question_is_answered_alike_in_each_format_and_what_changes_is_asked_anew(ask):
    """The answer that is kept is that of the format that is asked for; RAND() gives another number each time."""
    question = quote("SELECT ?o { graph:Egypt rel:supports ?o } ORDER BY ?o")
    first = [ask(f"/sparql?query={question}", Accept=kind) for kind in ("text/csv", "application/sparql-results+json")]
    again = [ask(f"/sparql?query={question}", Accept=kind) for kind in ("text/csv", "application/sparql-results+json")]
    assert [each.text for each in first] == [each.text for each in again]
    assert json.loads(first[1].text)["results"]["bindings"]
    dice = quote("SELECT (RAND() AS ?r) {}")
    assert len({ask(f"/sparql?query={dice}", Accept="text/csv").text for _ in range(3)}) == 3
