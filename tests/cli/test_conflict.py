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
    {"id": "u", "conflict": "The hills", "text": "Iran supports Hezbollah. Israel attacked Hezbollah on 3 May 2024. Lubna Qassim met Hezbollah. Lubna Qassim met Iran."},
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
    [["claims", "--format", "csv"], ["actors", "--format", "csv"], ["diff", "--from", "1900"], ["query", "--name", "who-backs", "--format", "csv"], ["export", "--format", "claims-csv"], ["export"], ["analyze", "pairs"], ["view", "-o", "-"], ["report", "-o", "-"]],
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


def test_articles_statistics_and_new_names_are_those_of_the_conflict(graph):
    """These commands had no --conflict."""
    only = ("--conflict", "hills", "--graph", graph)
    assert [row["title"] for row in rows(run("articles", "--format", "csv", *only).stdout)] == ["u"]
    assert "articles          1" in run("info", *only).stdout
    assert "Lubna Qassim" in run("actors", "suggest", *only).stdout
    assert "Lubna Qassim" not in run("actors", "suggest", "--conflict", "straits", "--graph", graph).stdout
    assert "is one of a graph" in str(run("actors", "suggest", "x.txt", *only).exception)


def test_a_wrong_name_is_an_error_with_the_nearest_one(graph):
    shown = run("claims", "--conflict", "straigts", "--graph", graph)
    assert "did you mean The straits?" in str(shown.exception)


def test_claims_without_a_day_that_a_window_leaves_out_are_counted_on_stderr(graph):
    shown = run("claims", "--since", "2024-01-01", "--format", "csv", "--graph", graph)
    assert {row["subject"] for row in rows(shown.stdout)} == {"Turkey", "Azerbaijan"}
    assert "4 claims skipped: the article has no date of publication" in shown.stderr
    assert "skipped" not in run("claims", "--format", "csv", "--graph", graph).stderr


def test_trends_say_how_many_claims_have_no_day(graph):
    shown = run("analyze", "trends", "--since", "2024-05-01", "--graph", graph)
    assert "4 claims ignored in the trends" in shown.stderr


def test_articles_that_were_replaced_or_copied_are_those_of_the_conflict(tmp_path):
    text = "Iran supports Hezbollah. Israel attacked Hezbollah in the south on Monday, officials in three capitals said. " * 9
    folder, other = tmp_path / "in", {"id": "o", "conflict": "The straits", "outlet": "C", "url": "https://example.org/o"}
    rows_ = [{"id": "a", "conflict": "The hills", "outlet": "A", "text": text}, {"id": "b", "conflict": "The hills", "outlet": "B", "text": text}]
    for day in (1, 2):
        folder.mkdir(exist_ok=True)
        (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows_, {**other, "date": f"2024-05-0{day}", "text": f"Turkey supports Azerbaijan, {day} officials said."}]), encoding="utf-8")
        build(folder, graph=tmp_path / "g", extractor="dependency")
    found = {(name, option): len(rows(run("articles", option, "--conflict", name, "--format", "csv", "--graph", str(tmp_path / "g")).stdout)) for name in ("hills", "straits") for option in ("--copies", "--versions")}
    assert found == {("hills", "--copies"): 1, ("hills", "--versions"): 0, ("straits", "--copies"): 0, ("straits", "--versions"): 1}


def test_an_option_in_front_of_suggest_is_refused(graph):
    """It was ignored, so the actors of another graph were listed."""
    shown = run("actors", "--graph", graph, "suggest")
    assert str(shown.exception) == "--graph stands before suggest and would be ignored; put it after: graphkit actors suggest --graph …"
    assert run("actors", "suggest", "--graph", graph).exit_code == 0
