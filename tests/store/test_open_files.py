"""A view reads the state that it opened, whatever a writer merges and removes meanwhile."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as engine
import pytest

from graphkit.query import named_query
from graphkit.store import Store, open_files
from graphkit.store.open_files import OPENED, open_read_only
from graphkit.store.worker_client import Worker

_NAME = engine.NamedNode
TURNS, QUADS = 6, 20
# As in `write`, each known or not.
PATTERNS = list(itertools.product(*((None, term) for term in (_NAME("urn:1-1"), _NAME("urn:p"), engine.Literal("1-1"), _NAME("urn:g1")))))


def write(data, turns=TURNS, name="urn:g"):
    """Each flush adds a file to each index of the engine, which merges four of them."""
    store = engine.Store(str(data))
    for turn in range(turns):
        store.extend([engine.Quad(_NAME(f"urn:{turn}-{n}"), _NAME("urn:p"), engine.Literal(f"{turn}-{n}"), _NAME(f"{name}{turn}")) for n in range(QUADS)])
        store.flush()


def read(store):
    return [sorted(map(str, store.quads_for_pattern(*pattern))) for pattern in PATTERNS]


def open_descriptors():
    return len(list(Path("/dev/fd").iterdir()))


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder of temporary files."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.fixture
def folder(tmp_path, temporary, seed_folder):
    """A graph with more files than the engine opens itself."""
    made = tmp_path / "graph"
    shutil.copytree(seed_folder, made)
    write(made / "data")
    assert len(list(made.glob("data/*.sst"))) > OPENED
    return made


def test_a_view_reads_files_that_a_writer_removed(folder):
    """Queries, exports and `validate` beside a build failed with an error of the engine."""
    expected = read(engine.Store.read_only(str(folder / "data")))
    store, close = open_read_only(folder / "data")
    before = set(folder.glob("data/*.sst"))
    write(folder / "data", 4, "urn:other")
    assert before - set(folder.glob("data/*.sst"))
    assert read(store) == expected
    close()


@pytest.mark.parametrize("query", ["SELECT ?s ?o { GRAPH ?g { ?s <urn:p> ?o } }", named_query("who-backs").sparql])
def test_an_answer_that_is_read_later_keeps_the_files(folder, temporary, query):
    answer = Store.open(folder).view().query(query, timeout=None)
    assert len(list(temporary.iterdir())) == 1
    assert len(list(answer)) >= 20
    del answer
    assert list(temporary.iterdir()) == []


def test_the_files_are_closed_with_the_view(folder, temporary):
    files = open_descriptors()
    view = Store.open(folder).view()
    assert len(list(temporary.iterdir())) == 1
    del view
    assert list(temporary.iterdir()) == []
    assert open_descriptors() == files


def test_a_small_graph_is_opened_as_it_is(tmp_path, temporary):
    write(tmp_path / "data", 1)
    store, close = open_read_only(tmp_path / "data")
    assert list(temporary.iterdir()) == []
    assert len(store) == QUADS
    close()


@pytest.mark.parametrize("reason", ["no space for links", "too many files"])
def test_where_files_cannot_be_kept_open_the_graph_is_read_as_usual(folder, monkeypatch, reason):
    if reason == "too many files":
        monkeypatch.setattr(open_files, "_OTHERS", 1 << 40)
    else:
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "none"))
    files = open_descriptors()
    store, close = open_read_only(folder / "data")
    assert open_descriptors() - files <= OPENED + 2
    assert read(store)
    close()


def test_a_killed_worker_leaves_no_links(folder, temporary):
    worker = Worker(folder)
    assert worker.ask("SELECT * { GRAPH ?g { ?s <urn:p> ?o } }", timeout=60).data
    (own,) = temporary.iterdir()
    assert [each.name.startswith("graphkit-view-") for each in own.iterdir()] == [True]
    worker.close()
    assert list(temporary.iterdir()) == []


def test_nor_does_one_whose_parent_is_killed(folder, temporary):
    """A server that is killed cannot remove them; its processes end when the pipe from it is closed."""
    worker = Worker(folder)
    worker.start()
    process = worker._process
    process.stdin.close()
    assert process.wait(60) is not None
    assert list(temporary.iterdir()) == []
