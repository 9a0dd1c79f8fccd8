"""The examples run as they stand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graphkit import Graph, import_table, retract
from tests.conftest import ROOT


def test_the_first_look_runs(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "first_look.py", tmp_path / "graph"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
    )
    assert "graph:UAE" in done.stdout
    assert (tmp_path / "first-look.html").exists()


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.rq")), ids=lambda path: path.name)
def test_every_example_query_answers_over_the_seeds(path, seed_folder):
    assert list(Graph.open(seed_folder).query(path.read_text(encoding="utf-8")))


def test_the_queries_leave_out_what_was_retracted_and_take_no_end_for_a_denial(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,polarity,until\nUAE,supports,Haftar,negative,2018\nIran,opposes,Mali,negative,\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    sparql = (ROOT / "examples" / "denials.rq").read_text(encoding="utf-8")
    assert [str(row[0]) for row in Graph.open(tmp_path / "g").query(sparql)] == ["Iran"]
    for article in Graph.open(tmp_path / "g").articles():
        retract(article.key, "withdrawn", graph=tmp_path / "g")
    assert list(Graph.open(tmp_path / "g").query(sparql)) == []
