"""The public interface is small and is what `__all__` lists."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import UTC, datetime

import pytest

import graphkit
from graphkit.errors import QueryError, UsageError
from graphkit.store import Store


def test_every_public_name_is_there():
    for name in graphkit.__all__:
        assert getattr(graphkit, name) is not None
    assert len(graphkit.__all__) <= 18
    assert set(graphkit.__all__) <= set(dir(graphkit))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        graphkit.nonsense  # noqa: B018


def test_a_graph_can_be_asked_walked_and_taken_elsewhere(seed_folder):
    graph = graphkit.Graph.open(seed_folder)
    assert bool(graph.query("ASK { graph:Turkey rel:supports graph:GNA }"))
    assert len(list(graph.query("who-backs"))) > 20
    assert {"Turkey", "GNA"} <= {actor.id for actor in graph.actors()}
    assert graph.info()["claims"] == sum(1 for _ in graph.claims())
    # As many as the lists of actors have, not also the outlets.
    assert graph.info()["actors"] == len({end for claim in graph.claims() for end in (claim.subject, claim.object)}) == len(graph.in_force()[1])
    assert (graph.to_networkx()["UAE"]["Haftar"]) is not None
    dataset = graph.to_rdflib()
    assert len(dataset) == len({(q.subject, q.predicate, q.object) for q in graph._view.quads()})


def test_a_graph_is_shown_and_pickled_as_its_path(seed_folder):
    opened = graphkit.Graph.open(seed_folder)
    assert repr(opened) == f"Graph.open({str(seed_folder)!r})"
    assert pickle.loads(pickle.dumps(opened)).info() == opened.info()
    part = opened.within(opened.conflicts()[0].id)
    assert repr(copy.deepcopy(part)) == repr(part)
    assert copy.deepcopy(part).info() == part.info()
    assert repr(opened.query("SELECT ?s { ?s rel:supports ?o }")) == "<Result select ?s>"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda graph: graph.claims(since="2020-01-01"), "since is a datetime.date"),
        (lambda graph: graph.diff(datetime(2020, 1, 1, tzinfo=UTC)), "since is a datetime.date"),
        (lambda graph: graph.claims(speaker="Turkey"), "no filter speaker; claims are filtered by subject, object"),
        (lambda graph: graph.claims(subject=3), "subject is a name or an id, not 3"),
        (lambda graph: graph.to_pandas(part="claims"), "unknown part 'claims' of the table edges; known: all, direct"),
        (lambda graph: graph.to_pandas("claims", part="direct"), "unknown part 'direct' of the table claims"),
        (lambda graph: graph.page(strongest=0), "at least 1, not 0"),
        (lambda graph: graph.page(between="haftar"), "between is a list of names"),
    ],
)
def test_arguments_of_a_wrong_kind_are_said_in_one_line(seed_folder, asked, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        asked(graphkit.Graph.open(seed_folder))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"jobs": 0}, "at least 1, not 0"),
        ({"min_confidence": 7}, "from 0 to 1, not 7"),
        ({"actors": "mine.csv"}, "actors is a list of files: ['mine.csv']"),
    ],
)
def test_options_of_build_that_are_wrong_are_said_in_one_line(tmp_path, given, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        graphkit.build("a.txt", graph=tmp_path / "g", **given)


def test_extract_gives_rows_and_failures(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Egypt backs Khalifa Haftar.", encoding="utf-8")
    found = list(graphkit.extract_claims(article, tmp_path / "missing.txt"))
    assert found[0]["subject"] == "Egypt"
    assert isinstance(found[1], graphkit.Failure)


def test_build_names_the_conflict_of_articles_that_name_none(tmp_path):
    (tmp_path / "a.txt").write_text("Egypt met Turkey in Cairo.")
    graphkit.build(tmp_path / "a.txt", graph=tmp_path / "g", conflict="The straits")
    assert [each.conflict for each in graphkit.Graph.open(tmp_path / "g").articles()] == ["The straits"]


def test_extract_reads_the_columns_that_build_reads(tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("Artikel,n\nEgypt backs Khalifa Haftar.,1\n", encoding="utf-8")
    assert [row["subject"] for row in graphkit.extract_claims(rows, columns={"text": "Artikel"})] == ["Egypt"]
    with pytest.raises(graphkit.GraphkitError, match="has no column 'Text'"):
        list(graphkit.extract_claims(rows, columns={"text": "Text"}))


def test_an_error_that_a_notebook_keeps_does_not_lock_the_graph(tmp_path):
    folder = tmp_path / "g"
    Store.open(folder, create=True)
    with pytest.raises(QueryError) as kept:
        graphkit.update("INSERT", graph=folder)
    assert graphkit.update("INSERT DATA { <a:a> <a:b> 1 }", graph=folder)
    assert kept.tb
