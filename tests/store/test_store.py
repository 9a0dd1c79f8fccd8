"""The store: one transaction per article, nothing invented, deterministic bytes."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from graphkit.errors import (
    InventedQuote,
    QueryError,
    QueryTimeout,
    RecordRefused,
    StoreError,
    StoreLocked,
    StoreMissing,
    UnknownFormat,
)
from graphkit.model import Document, Polarity, Status
from graphkit.pipeline import build
from graphkit.rdf import DIRECT, PREFIXES
from graphkit.resources import ontology_dir
from graphkit.store import Store
from graphkit.store.direct import yields_direct_triples
from tests.conftest import ROOT

ARTICLE = "Egypt backs Khalifa Haftar. Russia denied supporting Haftar. Turkey met the GNA in Tripoli."


@pytest.fixture
def folder(tmp_path, record):
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        assert writer.add(record(ARTICLE))
    return tmp_path / "g"


def test_an_index_of_a_copied_folder_that_was_cut_off_is_built_again(folder, tmp_path):
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    for ending in ("-wal", "-shm"):
        (copied / f"index.sqlite{ending}").unlink(missing_ok=True)
    whole = (copied / "index.sqlite").read_bytes()
    (copied / "index.sqlite").write_bytes(whole[: len(whole) // 2])
    assert list(Store.open(copied).view().claims()) == list(Store.open(folder).view().claims())


def test_a_graph_whose_data_is_gone_is_not_taken_for_a_new_one(folder):
    shutil.rmtree(folder / "data")
    for use in (Store.view, Store.writer):
        with pytest.raises(StoreError, match="data is missing, so the graph is lost; restore the folder from a copy"):
            use(Store.open(folder))


def test_damaged_data_are_not_taken_for_another_writer(folder):
    """The engine's message mentions a block; only its lock means that another process writes."""
    for path in (folder / "data").glob("*.sst"):
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 4] + b"A" * (len(data) // 4) + data[len(data) // 2 :])
    for opened in (Store.open(folder).writer, Store.open(folder).view):
        with pytest.raises(StoreError, match=r"Corruption.*; restore the folder from a copy, or build the graph again") as raised:
            opened()
        assert not isinstance(raised.value, StoreLocked)


def test_a_mark_that_does_not_fit_on_the_disk_leaves_no_half_of_it(tmp_path, monkeypatch):
    """A second run with enough space creates the graph."""
    def full(path, *_, **__):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        with pytest.raises(StoreError, match="No space left"):
            Store.open(tmp_path / "g", create=True)
    assert Store.open(tmp_path / "g", create=True).view().article_keys() == []


def test_the_same_article_twice_changes_nothing(folder, record):
    before = Store.open(folder).view().dump("nquads")
    with Store.open(folder).writer() as writer:
        assert not writer.add(record(ARTICLE))
        assert writer.has(record(ARTICLE).document.key)
    assert Store.open(folder).view().dump("nquads") == before


def test_what_is_stored_is_read_back(folder, record):
    view, given = Store.open(folder).view(), record(ARTICLE)
    assert {c.id for c in view.claims()} == {c.id for c in given.claims}
    assert {c.evidence for c in view.claims()} == {c.evidence for c in given.claims}
    assert [a.key for a in view.articles()] == [given.document.key]


@pytest.mark.parametrize("change", [{"quote": "Egypt arms Haftar."}, {"start": 3}, {"quote": ""}])
def test_a_quote_that_is_not_in_the_article_is_refused_whole(tmp_path, record, change):
    given = record(ARTICLE)
    forged = replace(given.claims[0], evidence=(replace(given.claims[0].evidence[0], **change),))
    refused = pytest.raises(InventedQuote, match="nothing of the article was stored")
    with Store.open(tmp_path / "g", create=True).writer() as writer, refused:
        writer.add(replace(given, claims=(*given.claims[1:], forged)))
    assert Store.open(tmp_path / "g").view().article_keys() == []


def test_a_claim_about_an_actor_that_is_not_given_is_refused(tmp_path, record):
    given = record(ARTICLE)
    with Store.open(tmp_path / "g", create=True).writer() as writer, pytest.raises(RecordRefused, match="lacks"):
        writer.add(replace(given, actors=()))


def test_two_writers_are_one_too_many(folder):
    with Store.open(folder).writer():
        code = f"from pathlib import Path; from graphkit.store import Store; Store.open(Path({str(folder)!r})).writer()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert StoreLocked.__name__ in done.stderr


def test_a_graph_can_be_read_while_it_is_written(folder, record):
    with Store.open(folder).writer():
        assert Store.open(folder).view().counts()["articles"] == 1


def test_opening_says_what_is_wrong(tmp_path):
    with pytest.raises(StoreMissing, match="graphkit build"):
        Store.open(tmp_path / "none")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("x")
    with pytest.raises(StoreError, match="not empty"):
        Store.open(tmp_path / "other", create=True)
    Store.open(tmp_path / "old", create=True)
    (tmp_path / "old" / "graphkit.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(StoreError, match="format 99"):
        Store.open(tmp_path / "old")
    (tmp_path / "old" / "graphkit.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path / "old")


def test_direct_triples_follow_the_rule_of_the_ontology(seed_folder):
    """The rule applied claim by claim equals the query over the whole graph."""
    view = Store.open(seed_folder).view()
    rule = (ontology_dir() / "rules" / "materialize.rq").read_text()
    derived = {tuple(map(str, row)) for row in view.query(rule, timeout=None)}
    kept = {
        (q.subject.value, q.predicate.value, q.object.value) for q in view.quads() if q.graph_name == DIRECT
    }
    assert kept == derived
    assert len(kept) > 50


def test_only_plain_claims_count(record):
    claim = next(c for c in record("Turkey supports the GNA.").claims if c.predicate == "supports")
    assert yields_direct_triples(claim)
    assert yields_direct_triples(replace(claim, status=Status.DECLARED))
    assert not yields_direct_triples(replace(claim, status=Status.DECLARED, predicate="attacks"))
    assert not yields_direct_triples(replace(claim, polarity=Polarity.NEGATIVE))
    assert not yields_direct_triples(replace(claim, confidence=0.3))
    for status in (Status.ALLEGED, Status.PLANNED, Status.POSSIBLE, Status.PROBABLE):
        assert not yields_direct_triples(replace(claim, status=status))


FORMATS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}


@pytest.mark.parametrize(("format", "part"), [*product(FORMATS, ("direct", "all")), ("trig", "claims")])
def test_every_export_is_stable_and_read_back_by_rdflib(seed_folder, format, part):
    view = Store.open(seed_folder).view()
    data = view.dump(format, part=part)
    assert data == Store.open(seed_folder).view().dump(format, part=part)
    triples = Graph().parse(data=view.dump("ntriples", part=part), format="nt")
    if format in ("nquads", "trig", "jsonld"):
        dataset = Dataset(default_union=True)
        dataset.parse(data=data, format=FORMATS[format])
        assert set(dataset.triples((None, None, None))) == set(triples)
    else:
        assert isomorphic(Graph().parse(data=data, format=FORMATS[format]), triples)


def test_prefixes_do_not_depend_on_the_process(seed_folder):
    code = (
        "import sys; from pathlib import Path; from graphkit.store import Store\n"
        f"sys.stdout.buffer.write(Store.open(Path({str(seed_folder)!r})).view().dump('turtle'))"
    )
    outputs = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout for _ in range(3)}
    assert len(outputs) == 1


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml", "trig", "nquads"])
def test_an_independent_parser_accepts_every_export(seed_folder, tmp_path, format):
    if shutil.which("rapper") is None:
        pytest.skip("rapper (raptor2-utils) is not installed")
    path = tmp_path / "graph"
    path.write_bytes(Store.open(seed_folder).view().dump(format))
    done = subprocess.run(["rapper", "-q", "-c", "-i", format, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_unknown_formats_and_parts_are_listed(seed_folder):
    view = Store.open(seed_folder).view()
    with pytest.raises(UnknownFormat, match="turtle"):
        view.dump("excel")
    with pytest.raises(UnknownFormat, match="direct"):
        view.dump("turtle", part="half")


def test_queries_see_the_union_unless_they_say_otherwise(folder):
    view = Store.open(folder).view()
    assert bool(view.query("ASK { ?c a gk:Claim ; gk:subject ?s . ?s rdfs:label ?l }"))
    assert not bool(view.query(f"ASK FROM {DIRECT} {{ ?c a gk:Claim }}"))
    assert bool(view.query(f"ASK {{ GRAPH {DIRECT} {{ graph:Egypt rel:supports graph:Haftar }} }}"))


@pytest.mark.parametrize("sparql", ["SELECT * { ?s ?p", "SELECT * {\n\n ?s ?p }"])
def test_a_query_that_does_not_parse_says_where(folder, sparql):
    with pytest.raises(QueryError, match=r"line \d+, column \d+"):
        Store.open(folder).view().query(sparql)


def test_an_update_given_as_a_query_is_answered_with_the_command_for_it(folder):
    with pytest.raises(QueryError, match="DELETE begins an update; run it with `graphkit update`"):
        Store.open(folder).view().query("DELETE WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    "sparql",
    ["SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "select * { serVICE ?x { ?s ?p ?o } }", "LOAD <file:///etc/passwd>"],
)
def test_a_query_cannot_reach_outside(folder, sparql):
    with pytest.raises(QueryError, match="is disabled"):
        Store.open(folder).view().query(sparql)


def test_a_word_in_a_string_is_no_service(folder):
    assert not bool(Store.open(folder).view().query('ASK { ?s rdfs:label "SERVICE LOAD" }'))


def test_reading_an_answer_stops_in_time(folder):
    view = Store.open(folder).view()
    with pytest.raises(QueryTimeout, match="longer than"):
        list(view.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=0.2))


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_rows_have_the_standard_formats(folder, format):
    data = Store.open(folder).view().query("SELECT ?s { ?s rel:supports ?o }").serialize(format)
    assert b"https://w3id.org/graphkit/id/Egypt" in data


def test_an_answer_lists_the_formats_it_has(folder):
    with pytest.raises(UnknownFormat, match="csv"):
        Store.open(folder).view().query("SELECT * { ?s ?p ?o }").serialize("turtle")
    made = Store.open(folder).view().query("CONSTRUCT { ?s rel:supports ?o } WHERE { ?s rel:supports ?o }")
    assert b"graph:Egypt rel:supports graph:Haftar" in made.serialize("turtle")


def test_a_mistake_is_told_without_every_letter_of_the_alphabet(folder):
    with pytest.raises(QueryError, match="line 1, column 34: it ends too early") as caught:
        Store.open(folder).view().query("SELECT ?x WHERE { ?x rel:supports")
    assert "\\u{" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_prefixes_are_those_of_the_ontology():
    text = (ontology_dir() / "alliance.ttl").read_text()
    for prefix in ("gk", "rel", "gkc"):
        assert PREFIXES[prefix] in text


def test_killing_a_build_leaves_articles_whole_and_it_can_go_on(tmp_path, pipeline):
    """kill -9 at random points: every article is entirely in the graph or not at all."""
    rows = tmp_path / "rows.jsonl"
    with rows.open("w") as out:
        for i in range(100):
            out.write(json.dumps({"id": f"a{i}", "text": f"Note {i}. Egypt backs Khalifa Haftar. Turkey supports the GNA."}) + "\n")
    whole = tmp_path / "whole"
    build([rows], whole, pipeline=pipeline)
    expected = Store.open(whole).view().dump("nquads")
    folder = tmp_path / "killed"
    for wait in (0.0, 0.3):
        process = subprocess.Popen(
            [sys.executable, "-m", "graphkit", "build", str(rows), "--graph", str(folder), "--quiet"],
            cwd=ROOT, start_new_session=True,
        )
        _until_writing(folder, process)
        _busy(wait)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        view = Store.open(folder).view()
        seen = {c.article for c in view.claims()}
        assert seen == set(view.article_keys())
        assert all(sum(c.article == key for c in view.claims()) == 2 for key in seen)
    build([rows], folder, pipeline=pipeline)
    assert Store.open(folder).view().dump("nquads") == expected


def _until_writing(folder, process) -> None:
    """Wait until the store exists, so that the kill hits a working build."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None and not (folder / "data" / "CURRENT").exists():
        pass


def _busy(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_control_characters_stay_out_of_exports(tmp_path, pipeline):
    text = "Egypt backs Khalifa Haftar.\x07\x1b[31m \ud800 Done."
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "title": "</title>\x00<script>"}))
    build([path], tmp_path / "g", pipeline=pipeline)
    view = Store.open(tmp_path / "g").view()
    assert len(Graph().parse(data=view.dump("rdfxml"), format="xml")) == len(Graph().parse(data=view.dump("ntriples"), format="nt"))


def test_the_ontology_is_in_the_store_but_never_exported(folder):
    view = Store.open(folder).view()
    assert bool(view.query("ASK { rel:supports gk:sign 1 }"))
    assert pyoxigraph.NamedNode(PREFIXES["rel"] + "supports") not in {q.subject for q in view.quads()}


def test_a_document_is_known_by_text_outlet_and_day():
    one = Document("a", "Text.", outlet="X")
    assert one.key == Document("b", "Text.", outlet="X").key
    assert one.key != Document("a", "Text.", outlet="Y").key
