"""Graphs and files of older versions, where days of events were validFrom and validUntil and ended the tie."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Quad
from typer.testing import CliRunner

from graphkit import Graph, import_table
from graphkit.cli.app import app
from graphkit.model import Precision, TimeSpan
from graphkit.pipeline import build
from graphkit.query import validate
from graphkit.rdf import DIRECT, iri
from graphkit.store import Store, load

TEXT = "Russia attacked Ukraine on Tuesday. Turkey supported the GNA until 2018. Egypt has backed Khalifa Haftar since 2014."
OLD = {iri("gk:eventFrom"): iri("gk:validFrom"), iri("gk:eventUntil"): iri("gk:validUntil")}
POSTS = "subjectLabel,property,objectLabel,start,end\nRuritania,P35,Rudolf Elphberg,1894-03-02,1900-02-05\n"


def aged(folder: Path) -> Path:
    """Convert a graph to format 1: without terms for days of events and ends, and without ties that have a last day."""
    data = pyoxigraph.Store(str(folder / "data"))
    quads = list(data)
    data.clear()
    data.extend(Quad(q.subject, OLD.get(q.predicate, q.predicate), q.object, q.graph_name) for q in quads if q.predicate != iri("gk:ended") and q.graph_name != DIRECT)
    data.flush()
    del data
    (folder / "graphkit.json").write_text(json.dumps({"format": 1}) + "\n")
    return folder


@pytest.fixture
def old(tmp_path, pipeline):
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "1", "outlet": "C", "date": "2024-05-15", "text": TEXT}))
    build([tmp_path / "rows.jsonl"], tmp_path / "graph", pipeline=pipeline)
    (tmp_path / "posts.csv").write_text(POSTS)
    import_table(tmp_path / "posts.csv", "wikidata", graph=tmp_path / "graph")
    before = {c.id: c.valid for c in Graph.open(tmp_path / "graph").claims()}
    return aged(tmp_path / "graph"), before


def times(graph):
    return {c.id: c.valid for c in graph.claims()}


def test_the_first_writer_brings_a_graph_up_to_date(old):
    folder, before = old
    assert Store.open(folder).is_older
    assert times(Graph.open(folder)) != before
    with Store.open(folder).writer():
        pass
    graph = Graph.open(folder)
    assert not Store.open(folder).is_older
    assert times(graph) == before
    assert {TimeSpan(date(2024, 5, 14), date(2024, 5, 14)), TimeSpan(date(2014, 1, 1), None, Precision.YEAR)} < set(before.values())
    assert TimeSpan(date(1894, 3, 2), date(1900, 2, 5), ended=True) in before.values()
    assert graph.query("ASK { graph:Russia rel:attacks graph:Ukraine }")
    assert not graph.query("ASK { ?someone rel:leads ?ruritania }")
    assert graph.drift() == (0, 0)
    assert validate(Store.open(folder).view()) == []


def test_a_reader_is_told_what_to_do(old):
    folder, _ = old
    asked = CliRunner().invoke(app, ["info", "--graph", str(folder)])
    assert asked.exit_code == 0
    assert f"graphkit check --repair --graph {folder}" in asked.stderr
    assert asked.stderr.count("\n") == 1
    assert CliRunner().invoke(app, ["check", "--repair", "--graph", str(folder)]).exit_code == 0
    asked = CliRunner().invoke(app, ["check", "--graph", str(folder)])
    assert (asked.exit_code, asked.stderr) == (0, "")


@pytest.mark.parametrize("format", ["nquads", "trig", "turtle"])
def test_a_file_of_an_older_version_is_read_as_it_was_meant(old, tmp_path, format):
    folder, before = old
    ending = {"nquads": "nq", "trig": "trig", "turtle": "ttl"}[format]
    path = tmp_path / f"old.{ending}"
    path.write_bytes(Store.open(folder).view().dump(format))
    assert times(Graph.open(path)) == before
    with Store.open(tmp_path / "new", create=True).writer() as writer:
        writer.merge(load(path))
    assert times(Graph.open(tmp_path / "new")) == before
    assert Graph.open(tmp_path / "new").query("ASK { graph:Russia rel:attacks graph:Ukraine }")
