"""A query is stopped at its timeout, whatever it does, without leaking memory or disturbing the next answer."""

from __future__ import annotations

import io
import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import QueryError, QueryTimeout, StoreError, UnknownName, UsageError
from graphkit.rdf import DIRECT, ENTITIES
from graphkit.store import Answer, Exchange, Result, Store, WorkerError, encode_request, result_of
from graphkit.store.guard import guard
from graphkit.store.worker import write_frame
from graphkit.store.worker_client import Worker

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
    # Killed, not awaited: joins of this size run for years.
    assert worker._process is None
    assert worker.ask("ASK {}", timeout=30).data == b'{"head": {}, "boolean": true}'


def test_a_query_ends_with_the_process_that_asked_it(worker):
    """A server that is killed cannot stop its processes; a join went on for ever on one core."""
    worker.start()
    process = worker._process
    worker.begin(encode_request({"query": ENDLESS[0]}))
    process.stdin.close()
    assert process.wait(30) != 0


def test_a_query_that_needs_too_much_memory_ends_alone(seed_folder):
    small = Worker(seed_folder, memory=3 << 29)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
    with pytest.raises((QueryError, QueryTimeout), match=r"memory|stopped"):
        small.ask(query, timeout=120)
    assert small.ask("ASK {}", timeout=30).kind == "ask"
    small.close()


def test_a_process_that_ends_for_another_reason_is_not_said_to_need_memory(tmp_path):
    broken = Worker(tmp_path, program="graphkit.no_such_module")
    with pytest.raises(QueryError, match=r"ended: exit code 1; try again"):
        broken.ask("ASK {}", timeout=30)


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
    assert [str(row[0]) for row in result_of(worker.ask(asked, timeout=30))] == ["0"]
    with store.writer() as writer:
        writer.add(record("Egypt backs Khalifa Haftar."))
    assert [str(row[0]) for row in result_of(worker.ask(asked, timeout=30))] == ["1"]
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


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50",
        'SELECT (1.5 AS ?d) ("x"@en AS ?l) (BNODE("b") AS ?n) ("<b>\\"\\\\\\n\\u0001,\\t" AS ?q) ("é\U0001f600" AS ?e) ?none { }',
        "SELECT ?none { ?s a gk:Claim } LIMIT 3",
        "SELECT ?no { FILTER(false) }",
        "ASK {}",
    ],
)
def test_a_format_that_is_asked_for_is_that_of_the_engine(seed_folder, worker, query, format):
    """Rows serialised by our code, and cut at a limit, equal the output of the engine's own writer."""
    asked = {"query": query, "rows": 100, "formats": dict.fromkeys(("select", "ask", "graph"), format)}
    answer = worker.send(asked, timeout=30)
    whole = Result(Store.open(seed_folder).view().run(query))
    same = json.loads if format == "json" else lambda data: re.sub(rb"(<bnode>|_:)\w+", rb"\1", data)
    assert (same(answer.data), answer.more, answer.unknown) == (same(whole.serialize(format)), False, ())


@pytest.mark.parametrize("format", ["json", "csv", "turtle"])
def test_a_format_is_cut_at_the_limit_of_rows_too(worker, format):
    """Seven of seven rows are complete; an eighth is left out and reported."""
    query = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {}" if format == "turtle" else "SELECT * {{ ?s ?p ?o }} LIMIT {}"
    formats = {"select": format, "graph": format}
    whole, cut = (worker.send({"query": query.format(number), "rows": 7, "formats": formats}, timeout=30) for number in (7, 8))
    assert (whole.more, cut.more) == (False, True)
    if format == "json":
        assert [len(json.loads(answer.data)["results"]["bindings"]) for answer in (whole, cut)] == [7, 7]


def test_where_no_format_is_wanted_nothing_is_written(worker):
    answer = worker.send({"query": "SELECT * { ?s ?p ?o }", "rows": 7, "formats": {"select": None}}, timeout=30)
    assert (answer.kind, answer.data) == ("select", b"")


@given(pieces=st.lists(st.binary(max_size=300), max_size=5), cuts=st.lists(st.integers(1, 80), min_size=1, max_size=20))
def test_an_answer_is_whole_however_its_bytes_come_in(pieces, cuts):
    """Frames split anywhere give the answer exactly once, at the last byte."""
    out = io.BytesIO()
    write_frame(out, b"h", {"kind": "select"})
    for piece in pieces:
        write_frame(out, b"d", piece)
    write_frame(out, b"z", {"more": True, "unknown": [["rel", "urn:x"]]})
    exchange, left, answers = Exchange(0, 10_000), out.getvalue(), []
    for cut in itertools.cycle(cuts):
        part, left = left[:cut], left[cut:]
        answers.append(exchange.feed(part))
        if not left:
            break
    assert answers[:-1] == [None] * (len(answers) - 1)
    assert answers[-1] == Answer("select", b"".join(pieces), more=True, unknown=(("rel", "urn:x"),))


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <urn:x> {} }", "select * { service<urn:x> {} }", "LOAD <file:///etc/passwd>", "ſervice <urn:x> {}"])
def test_a_word_that_reaches_out_is_refused_however_it_is_written(text):
    with pytest.raises(QueryError, match="is disabled"):
        guard(text)


@pytest.mark.parametrize(
    "text, told",
    [
        ("SELECT * WHERE " + "{" * 5_000, "brackets inside each other"),
        (f"SELECT ({'+'.join('1' * 20_000)} AS ?x) {{}}", "operators"),
        (f"SELECT ({'1-' * 50_000}1 AS ?x) {{}}", "operators"),
        ("SELECT * { %s }" % ("OPTIONAL { ?s ?p ?o } " * 3_000), "brackets, operators"),
        ("DELETE WHERE { %s }" % ("?s ?p ?o . " * 4_000), "triples"),
        ("ASK { ?s ?p (%s) }" % ("1 " * 5_000), "elements of lists"),
        ("ASK { ?s ?p (%s) }" % ("1 (2) " * 2_500), "elements of lists"),
        ("INSERT DATA { <a:a> <a:b> 1 } ; DELETE { ?s ?p ?o } WHERE { FILTER(0 %s) }" % ("+1" * 5_000), "operators"),
    ],
    ids=["brackets", "sum", "difference", "optional", "triples", "list", "nested lists", "sequence"],
)
def test_what_would_overflow_the_stack_of_the_engine_is_refused(text, told):
    """It ends the process: of queries without a limit of time and of updates, that of the program."""
    with pytest.raises(QueryError, match=told):
        guard(text)


@pytest.mark.parametrize("before", ['?s ?p "a"@data', '?s ?p "a" @values', "?s ?p ex:a·data", "?s ?p ?a·values", "values.a:x ?p ?o", "values·:x ?p ?o"])
def test_a_part_of_a_name_is_no_keyword_that_makes_a_group_flat(before):
    with pytest.raises(QueryError, match="operators"):
        guard(f"PREFIX values.a: <http://x/> PREFIX values·: <http://x/> ASK {{ {before} {{ FILTER(0 {'+1' * 2_500} > 0) }} }}")


@pytest.mark.parametrize("left", ["1", "(1)", "1.e5", "true", "'a'@en", "'1'^^ex:integer", "STR(1)"])
def test_a_comparison_that_looks_like_an_iri_hides_nothing(left):
    for right, told in ((f"1{'+1' * 2_500}&&2", "operators"), (f"{'(' * 2_500}1{')' * 2_500}&&2", "brackets"), (f"'>'||1{'+1' * 2_500}=''||1='1'||1", "a comparison"), (f"1#>\'\'\'\n{'+1' * 2_500}#\'\'\'\n||1", "a comparison")):
        with pytest.raises(QueryError, match=told):
            guard(f"ASK {{ FILTER({left}<{right}>1) }}")


def test_long_values_templates_and_data_are_not_refused():
    guard("SELECT * { ?s ?p '" + "{" * 5_000 + "' " + "{}" * 1_900 + "}")
    guard(f"SELECT * {{ VALUES (?x ?y) {{ {'(1 2) ' * 3_000} }} FILTER(?x IN ({','.join('12' * 3_000)})) }}")
    for template in ("INSERT DATA {{ GRAPH <a:g> {{ {} }} }}", "INSERT {{ {} }} WHERE {{}}", "DELETE {{ {} }} WHERE {{}}", "CONSTRUCT {{ {} }} WHERE {{}}"):
        guard(template.format("<a:a> <a:b> 1, 2 . " * 3_000))
    guard("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } } ;\n" * 2_500)
    guard(f"ASK {{ ?s !({'|'.join(['^ex:p'] * 2_500)}) ?o }}")


@pytest.mark.parametrize(
    "condition",
    ['?o = "a"@en ||', '?o = "2024-01-01"^^xsd:date ||', "?o != ex:a &&", "?o = <http://x/O'Brien#a> ||", '?o > 1.5 && ', 'CONTAINS(LCASE(STR(?o)),"a") ||', "?o NOT IN (1, 2) &&"],
)
def test_a_condition_counts_once_however_it_is_written(condition):
    guard(f"SELECT * {{ ?s ?p ?o FILTER({condition * 1_900} true) }}")
    with pytest.raises(QueryError, match="operators"):
        guard(f"SELECT * {{ ?s ?p ?o FILTER({condition * 2_001} true) }}")


@pytest.mark.parametrize("text", ['SELECT ("SERVICE" AS ?load) {}', "# LOAD\nSELECT * { <urn:SERVICE> ?p ?payload }", "SELECT * { ?service ?p 'LOAD' }"])
def test_a_word_that_is_only_said_is_not_refused(text):
    guard(text)


@pytest.mark.parametrize("error", [QueryError, UnknownName, UsageError])
def test_an_error_of_the_process_keeps_its_kind(error):
    """A decision that no longer applies is the client's error (404, 400), not the server's."""
    pipe = io.BytesIO()
    write_frame(pipe, b"e", {"error": error.__name__, "message": "of this kind"})
    with pytest.raises(WorkerError) as raised:
        Exchange(0, 100).feed(pipe.getvalue())
    assert type(raised.value.error) is error
