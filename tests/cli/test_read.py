"""`graphkit read` writes an article of the graph, or a file read on the fly, as one page; anything else is a one-line error."""

from __future__ import annotations

import re
import webbrowser

import pytest
from typer.testing import CliRunner

import graphkit
from graphkit.cli.app import app

STORY = "Turkey sent weapons to the Government of National Accord. Egypt denied that it supports Khalifa Haftar."


def run(*words, code=0):
    done = CliRunner().invoke(app, ["read", *map(str, words)])
    # The command line turns an error into its exit code and one line.
    assert getattr(done.exception, "exit_code", done.exit_code) == code, done.output
    return f"{done.output}{done.exception if code else ''}"


@pytest.fixture
def article(seed_folder):
    graph = graphkit.Graph.open(seed_folder)
    return max(graph.articles(), key=lambda a: sum(c.article == a.key for c in graph.claims()))


def test_an_article_is_named_by_its_key_or_id_and_has_all_its_claims(seed_folder, article, tmp_path):
    pages = []
    for name in (article.key, article.id):
        run(name, "--graph", seed_folder, "-o", tmp_path / "a.html")
        pages.append((tmp_path / "a.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    claims = [c.id for c in graphkit.Graph.open(seed_folder).claims() if c.article == article.key]
    assert claims
    assert sorted(re.findall(r'id="claim-(\w+)"', pages[0])) == sorted(claims)


def test_the_page_can_be_opened_at_once_or_printed(seed_folder, article, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    run(article.key, "--graph", seed_folder, "-o", tmp_path / "a b.html", "--open")
    assert opened == [(tmp_path / "a b.html").as_uri()]
    assert run(article.key, "--graph", seed_folder, "-o", "-").startswith("<!doctype html>")
    assert "--open needs a file" in run(article.key, "--graph", seed_folder, "-o", "-", "--open", code=2)


def test_a_file_is_read_now_without_a_graph(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    run(tmp_path / "story.txt", "--graph", tmp_path / "none", "-o", tmp_path / "a.html")
    assert re.search(r"<h3>.*Turkey .*Government of National Accord.*</h3>", (tmp_path / "a.html").read_text(encoding="utf-8"))
    assert not (tmp_path / "none").exists()


def test_a_file_whose_article_the_graph_has_is_shown_as_it_was_corrected(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    graphkit.build(tmp_path / "story.txt", graph=tmp_path / "g", extractor="dependency")
    (key,) = [a.key for a in graphkit.Graph.open(tmp_path / "g").articles()]
    graphkit.retract(key, "a slip", graph=tmp_path / "g")
    run(tmp_path / "story.txt", "--graph", tmp_path / "g", "-o", tmp_path / "a.html")
    assert "a slip" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_what_is_neither_article_nor_file_is_one_line_with_the_way_out(seed_folder, tmp_path):
    assert "no article of this graph is called 'libia'" in run("libia", "--graph", seed_folder, code=2)
    # The message named the graph alone, although the name of a file was misspelt.
    assert f"there is no file libia.txt, and no graph in {tmp_path / 'none'}" in run("libia.txt", "--graph", tmp_path / "none", code=1)
    (tmp_path / "two.jsonl").write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n')
    assert "contains several articles" in run(tmp_path / "two.jsonl", "--graph", tmp_path / "none", code=2)


def test_without_texts_the_page_says_so_and_shows_the_quotes(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    graphkit.build(tmp_path / "story.txt", graph=tmp_path / "g", extractor="dependency", texts=False)
    page = run("story", "--graph", tmp_path / "g", "-o", "-")
    assert "is not kept in the graph" in page
    assert "sent weapons to" in re.sub("<[^>]+>", "", page)
