"""`--conflict` limits a command to one conflict, `conflicts` lists them, and what a time window excludes is reported."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from graphkit import build
from graphkit.cli.app import app

ROWS = [
    {"id": "n", "date": "2024-05-15", "conflict": "The straits", "text": "Turkey supports Azerbaijan. Azerbaijan attacked Armenia."},
    {"id": "u", "conflict": "The hills", "text": "Iran supports Hezbollah. Israel attacked Hezbollah."},
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    build(folder / "rows.jsonl", graph=folder / "graph", extractor="dependency")
    return str(folder / "graph")


def run(*args):
    return CliRunner().invoke(app, list(args), catch_exceptions=True)


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_conflicts_are_listed_with_their_headlines(graph):
    found = {row["id"]: row for row in rows(run("conflicts", "--format", "csv", "--graph", graph).stdout)}
    assert found.keys() == {"the-straits", "the-hills"}
    assert found["the-hills"]["headline"] == "Iran stands with Hezbollah, against Israel."


@pytest.mark.parametrize(
    "command",
    [["claims", "--format", "csv"], ["query", "--name", "who-backs", "--format", "csv"], ["export", "--format", "claims-csv"], ["export"], ["analyze", "pairs"], ["view", "-o", "-"], ["report", "-o", "-"]],
)
def test_each_command_shows_the_one_conflict_alone(graph, command):
    shown = run(*command, "--conflict", "hills", "--graph", graph)
    assert shown.exit_code == 0
    assert "Hezbollah" in shown.stdout
    assert "Azerbaijan" not in shown.stdout


@pytest.mark.parametrize(("name", "column"), [("x.csv", "claim"), ("Claims.CSV", "claim"), ("edges.csv", "source"), ("nodes.csv", "id")])
def test_a_csv_file_has_the_claims_of_the_conflict_or_the_table_that_its_name_says(graph, tmp_path, name, column):
    """`-o x.csv` was refused."""
    assert run("export", "--conflict", "hills", "-o", str(tmp_path / name), "--graph", graph).exit_code == 0
    found = rows((tmp_path / name).read_text(encoding="utf-8"))
    assert column in found[0]
    assert "Hezbollah" in str(found)
    assert "Azerbaijan" not in str(found)


def test_a_wrong_name_is_an_error_with_the_nearest_one(graph):
    shown = run("claims", "--conflict", "straigts", "--graph", graph)
    assert "did you mean The straits?" in str(shown.exception)


def test_claims_without_a_day_that_a_window_leaves_out_are_counted_on_stderr(graph):
    shown = run("claims", "--since", "2024-01-01", "--format", "csv", "--graph", graph)
    assert {row["subject"] for row in rows(shown.stdout)} == {"Turkey", "Azerbaijan"}
    assert "2 claims skipped: the article has no date of publication" in shown.stderr
    assert "skipped" not in run("claims", "--format", "csv", "--graph", graph).stderr


def test_trends_say_how_many_claims_have_no_day(graph):
    shown = run("analyze", "trends", "--since", "2024-05-01", "--graph", graph)
    assert "2 claims ignored in the trends" in shown.stderr
