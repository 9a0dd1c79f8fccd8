"""The public interface is small and is what `__all__` lists."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePath

import pytest

import graphkit
from graphkit.errors import ArticleUnreadable, GraphkitError, QueryError, UnknownName, UsageError
from graphkit.store import Store
from tests.cli.preloaded import graphkit as command


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


def test_a_path_is_a_text_or_any_path(seed_folder, tmp_path):
    class Named:
        def __init__(self, name):
            self.name = name

        def __fspath__(self):
            return str(self.name)

    for kind in (PurePath, Named):
        assert graphkit.Graph.open(kind(seed_folder)).folder == seed_folder
        [failure] = graphkit.extract_claims(kind(tmp_path / "none.txt"))
        assert failure.source == str(tmp_path / "none.txt")


def test_a_graph_is_shown_and_pickled_as_its_path(seed_folder):
    opened = graphkit.Graph.open(seed_folder)
    assert repr(opened) == f"Graph.open({str(seed_folder)!r})"
    assert pickle.loads(pickle.dumps(opened)).info() == opened.info()
    part = opened.within(opened.conflicts()[0].id)
    assert repr(copy.deepcopy(part)) == repr(part)
    assert copy.deepcopy(part).info() == part.info()
    assert repr(opened.query("SELECT ?s { ?s rel:supports ?o }")) == "<Result select ?s>"


@pytest.mark.parametrize("limits", [{}, {"timeout": None}, {"rows": 2}, {"rows": 2, "timeout": None}])
@pytest.mark.parametrize("query", ["who-backs", "SELECT * { ?s rel:supports ?o }", "CONSTRUCT { ?s rel:supports ?o } WHERE { ?s rel:supports ?o }"])
def test_a_result_can_be_read_again_after_any_other_reading(seed_folder, query, limits):
    graph = graphkit.Graph.open(seed_folder)
    result = graph.query(query, **limits)
    rows, kind = list(graph.query(query, **limits)), "turtle" if result.kind == "graph" else "csv"
    assert rows
    assert result.more is result.more is ("rows" in limits)
    assert result
    assert next(iter(result)) == rows[0]
    assert list(result) == list(result) == rows
    assert result.serialize(kind) == result.serialize(kind) == graph.query(query, **limits).serialize(kind)


@pytest.mark.parametrize("limits", [{}, {"timeout": None}])
@pytest.mark.parametrize("query", ["who-backs", "SELECT * { ?s rel:supports ?o }", "CONSTRUCT { ?s rel:supports ?o } WHERE { ?s rel:supports ?o }"])
def test_a_result_can_be_read_in_another_thread(seed_folder, query, limits):
    """As with the queries of a pool; the engine's own answers end the program there."""
    graph = graphkit.Graph.open(seed_folder)
    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(graph.query, query, **limits).result()
        here = graph.query(query, **limits)
        assert list(there) == pool.submit(list, here).result() == list(here)


def test_what_is_half_read_at_the_end_of_a_program_says_nothing(seed_folder):
    program = f"import graphkit; graph = graphkit.Graph.open({str(seed_folder)!r}); claims = graph.claims(); next(claims); rows = iter(graph.query('who-backs')); next(rows)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr == ""


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (lambda graph: graph.claims(since="2020-01-01"), "since is a datetime.date"),
        (lambda graph: graph.diff(datetime(2020, 1, 1, tzinfo=UTC)), "since is a datetime.date"),
        (lambda graph: graph.claims(speaker="Turkey"), "no filter speaker; claims are filtered by subject, object"),
        (lambda graph: graph.claims(subject=3), "subject is a name or an id, not 3"),
        (lambda graph: graph.claims(family=["supports"]), "family is a name, not ['supports']"),
        (lambda graph: graph.dossier(None), "an actor is a name or an id, not None"),
        (lambda graph: graph.within(3), "a conflict is a name or an id, not 3"),
        (lambda graph: graph.reading(b"x"), "an article is a key, an id, an address or a title, not b'x'"),
        (lambda graph: graph.headline("Libya"), "conflict is one of graph.conflicts(), not 'Libya'; for a name use graph.within(name).headline()"),
        (lambda graph: graph.headline(day="2020"), "day is a datetime.date"),
        (lambda graph: graph.report(day=2020), "date is a datetime.date"),
        (lambda graph: graph.diff(other="newer"), "other is a graph"),
        (lambda graph: graph.query(3), "a query is SPARQL, or the name of a named query, not 3"),
        (lambda graph: graph.query("who-backs", timeout=float("nan")), "timeout is a number of seconds above 0, or None for no limit, not nan"),
        (lambda graph: graph.query("who-backs", rows=-1), "rows is a number, at least 0, or None for no limit, not -1"),
        (lambda graph: graph.push("http://127.0.0.1"), "target is graphkit.export.Target.of(url)"),
        (lambda graph: graph.to_pandas(part="claims"), "unknown part 'claims' of the table edges; known: all, direct"),
        (lambda graph: graph.to_pandas("claims", part="direct"), "unknown part 'direct' of the table claims"),
        (lambda graph: graph.page(strongest=0), "at least 1, not 0"),
        (lambda graph: graph.page(between="haftar"), "between is a list of names"),
        (lambda graph: graph.page(title=None), "title is a text, not None"),
        (lambda graph: graphkit.Graph("g"), "a graph is opened with graphkit.Graph.open('g')"),
        (lambda graph: graphkit.Graph.open(3), "a path is a text or a pathlib.Path, not 3"),
        (lambda graph: graphkit.Graph.open(b"g"), "a path is a text or a pathlib.Path, not b'g'"),
        (lambda graph: graphkit.Graph.open(""), "a path is a text or a pathlib.Path, not ''"),
        (lambda graph: graphkit.import_table("a\0b", "ucdp-ged"), "not 'a\\x00b'"),
        (lambda graph: graphkit.import_table("t.csv", None), "mapping is a name or a file, not None"),
        (lambda graph: graph.text("\ud800"), "the key of an article is a text, and '\\ud800' is not UTF-8"),
        (lambda graph: graph.export("turtle", part=None), "part is a name, not None"),
        (lambda graph: graph.to_pandas(["claims"]), "a table or part is a name, not ['claims']"),
        (lambda graph: graph.query("who-backs").serialize(["csv"]), "format is a name, not ['csv']"),
    ],
)
def test_arguments_of_a_wrong_kind_are_said_in_one_line(seed_folder, asked, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        asked(graphkit.Graph.open(seed_folder))


@pytest.mark.parametrize("name", ["subject", "object", "family", "status", "source"])
@pytest.mark.parametrize("value", ["zzzz", ""])
def test_a_filter_that_nothing_in_the_graph_can_fit_is_refused_at_once(seed_folder, name, value):
    with pytest.raises(UnknownName, match=f"{value!r}"):
        graphkit.Graph.open(seed_folder).claims(**{name: value})


def test_a_source_is_suggested_and_one_without_claims_gives_none(seed_folder):
    graph = graphkit.Graph.open(seed_folder)
    with pytest.raises(UnknownName, match="Did you mean graphkit seeds"):
        graph.claims(source="graphkit sedes")
    assert list(graph.claims(source="Iran", status="planned", subject="Haftar")) == []


def test_limits_may_be_numbers_of_numpy_and_a_time_limit_endless(seed_folder):
    graph, numpy = graphkit.Graph.open(seed_folder), pytest.importorskip("numpy")
    assert len(list(graph.query("SELECT * { ?s ?p ?o }", rows=numpy.int64(2), timeout=float("inf")))) == 2
    assert len(list(graph.query("SELECT * { ?s ?p ?o }", rows=numpy.int64(2), timeout=numpy.float64(9)))) == 2


@pytest.mark.parametrize("write", ["write_graphml", "write_gexf", "write_gml"])
def test_a_flat_network_can_be_written_by_networkx(seed_folder, write):
    networkx = pytest.importorskip("networkx")
    graph = graphkit.Graph.open(seed_folder)
    getattr(networkx, write)(graph.to_networkx(flat=True), BytesIO())
    assert graph.to_networkx(flat=True).number_of_edges() == graph.to_networkx().number_of_edges()


def test_every_error_can_be_pickled():
    seen = [GraphkitError]
    for kind in seen:
        seen += kind.__subclasses__()
        error = kind("k1", ValueError("x")) if kind is ArticleUnreadable else kind("what, where, way out")
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"jobs": 0}, "at least 1, not 0"),
        ({"min_confidence": 7}, "from 0 to 1, not 7"),
        ({"jobs": "2"}, "at least 1, not '2'"),
        ({"min_confidence": None}, "from 0 to 1, not None"),
        ({"actors": None}, "actors is a list of files, not None"),
        ({"extractor": None}, "extractor is a name, not None"),
        ({"llm": "ollama:x"}, "llm is a graphkit.LLM"),
        ({"columns": ["text=Artikel"]}, "columns is a dictionary"),
        ({"actors": "mine.csv"}, "actors is a list of files: ['mine.csv']"),
    ],
)
def test_options_of_build_that_are_wrong_are_said_in_one_line(tmp_path, given, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        graphkit.build("a.txt", graph=tmp_path / "g", **given)


@pytest.mark.parametrize("field", [{"act": "reject"}, {"on": datetime(2020, 1, 1, tzinfo=UTC)}, {"who": None}, {"target": 3}])
def test_a_decision_of_wrong_types_is_refused_and_not_written(seed_folder, tmp_path, field):
    decision = graphkit.Decision(**{"act": graphkit.Act.REJECT, "target": "00", **field})
    with pytest.raises(UsageError, match=r"of a decision is|a decision is a graphkit\.Decision"):
        graphkit.decide([decision], graph=seed_folder, file=tmp_path / "d.csv")
    assert not (tmp_path / "d.csv").exists()


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


def test_a_tilde_is_the_home_folder_in_python_and_behind_an_equals_sign(seed_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(seed_folder.parent))
    monkeypatch.chdir(tmp_path)
    there = f"~/{seed_folder.name}"
    assert graphkit.Graph.open(there).info() == graphkit.Graph.open(seed_folder).info()
    report = graphkit.build("~/missing.txt", graph=there)
    assert [failure.source for failure in report.failures] == [str(seed_folder.parent / "missing.txt")]
    assert command("info", f"--graph={there}").returncode == 0
    assert list(tmp_path.iterdir()) == []
