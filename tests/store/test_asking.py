"""A query is stopped when its time is over, whatever it does, and takes neither memory nor the next answer with it."""

from __future__ import annotations

import pytest

from graphkit.errors import QueryError, QueryTimeout, StoreError
from graphkit.rdf import DIRECT, ENTITIES
from graphkit.store import Store, answered
from graphkit.store.asking import Worker

ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (STRLEN(STR(?c)) + STRLEN(STR(?f)) < 0) }",
    "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (CONCAT(STR(?a), STR(?d), STR(?g), STR(?j)) = 'x') }",
    "SELECT * { ?s (rel:supports|!rel:supports)* ?o . ?o (!gk:x)* ?p . ?p (!gk:y)* ?q FILTER (?q = 1) }",
)


@pytest.fixture
def worker(seed_folder):
    made = Worker(seed_folder)
    yield made
    made.close()


@pytest.mark.parametrize("query", ENDLESS)
def test_what_never_ends_is_stopped(worker, query):
    with pytest.raises(QueryTimeout, match=r"longer than 0\.5 s and was stopped"):
        worker.ask(query, timeout=0.5)
    # Killed, not waited for: joins of this size run for years.
    assert worker._process is None
    assert worker.ask("ASK {}", timeout=30).data == b'{"head": {}, "boolean": true}'


def test_a_query_that_needs_too_much_memory_ends_alone(seed_folder):
    small = Worker(seed_folder, memory=3 << 29)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
    with pytest.raises((QueryError, QueryTimeout), match=r"memory|stopped"):
        small.ask(query, timeout=120)
    assert small.ask("ASK {}", timeout=30).kind == "ask"
    small.close()


def test_rows_are_limited_and_it_is_told(worker):
    some = worker.ask("SELECT * { ?s ?p ?o }", timeout=30, rows=7)
    assert (some.data.count(b'"s"'), some.more) == (8, True)
    graph = worker.ask("CONSTRUCT WHERE { ?s ?p ?o }", timeout=30, rows=7)
    assert (graph.kind, graph.data.count(b"\n"), graph.more) == ("graph", 7, True)
    assert not worker.ask("SELECT * { ?s rel:supports graph:GNA }", timeout=30, rows=100_000).more


def test_an_answer_has_a_size(worker):
    with pytest.raises(QueryError, match="larger than 10,000 bytes"):
        worker.ask("SELECT * { ?s ?p ?o }", timeout=30, largest=10_000)
    assert worker.ask("ASK {}", timeout=30).kind == "ask"


def test_a_refused_query_costs_no_process(worker):
    worker.ask("ASK {}", timeout=30)
    process = worker._process
    for query in ("SELECT * {", "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "\ud800"):
        with pytest.raises(QueryError):
            worker.ask(query, timeout=30)
    assert worker._process is process


def test_a_worker_sees_what_was_written_since(tmp_path, record):
    store = Store.open(tmp_path / "g", create=True)
    worker = Worker(tmp_path / "g")
    asked = "SELECT (COUNT(?c) AS ?n) { ?c a gk:Claim }"
    assert [str(row[0]) for row in answered(worker.ask(asked, timeout=30))] == ["0"]
    with store.writer() as writer:
        writer.add(record("Egypt backs Khalifa Haftar."))
    assert [str(row[0]) for row in answered(worker.ask(asked, timeout=30))] == ["1"]
    worker.close()


def test_a_folder_without_a_graph_is_told(tmp_path):
    worker = Worker(tmp_path / "none")
    with pytest.raises(StoreError, match="there is no graph"):
        worker.ask("ASK {}", timeout=30)
    worker.close()


def test_the_dataset_can_be_given(worker):
    every = worker.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", timeout=30).data
    entities = worker.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", timeout=30, default=[ENTITIES.value]).data
    assert every != entities
    graphs = worker.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", timeout=30, named=[DIRECT.value]).data
    assert graphs.count(b'"uri"') == 1


def test_answers_are_those_of_the_engine(seed_folder):
    view = Store.open(seed_folder).view()
    for query in (
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 300",
        'SELECT (1.5 AS ?d) ("x"@en AS ?l) (true AS ?b) ("<b>\\"\\\\" AS ?q) ("é\U0001f600" AS ?e) { }',
        "SELECT ?s ?none { ?s a gk:Claim } ORDER BY ?s",
    ):
        limited = [[t and (t.value, t.kind, t.datatype, t.language) for t in row] for row in view.query(query)]
        assert limited == [[t and (t.value, t.kind, t.datatype, t.language) for t in row] for row in view.query(query, timeout=None)]
    asked = "CONSTRUCT WHERE { ?s rel:supports ?o }"
    assert view.query(asked).serialize("turtle") == view.query(asked, timeout=None).serialize("turtle")


def test_a_query_of_a_part_is_stopped_too_and_asks_the_part_alone(seed_folder):
    view = Store.open(seed_folder).view()
    key = view.article_keys()[0]
    part = view.within([key])
    with pytest.raises(QueryTimeout, match="was stopped"):
        part.query(ENDLESS[0], timeout=0.5)
    asked = "SELECT DISTINCT ?article { ?claim gk:statedIn ?article }"
    assert [str(row[0]).rsplit("/", 1)[-1] for row in part.query(asked, timeout=60)] == [key]
    assert len(list(part.query("SELECT * { ?s ?p ?o }", timeout=60))) == len(list(part.query("SELECT * { ?s ?p ?o }", timeout=None)))
