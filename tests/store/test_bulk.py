"""A dump becomes a whole new graph or nothing: the same graph, checked, at the engine's speed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from benchmarks import made
from graphkit import Graph
from graphkit.api import import_rdf
from graphkit.errors import DocumentError, StoreError, UsageError
from graphkit.store import Store, bulk


def nothing(_):
    return ()


@pytest.fixture(scope="module")
def dump(seed_folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("dump") / "graph.nq"
    path.write_bytes(Graph.open(seed_folder).export("nquads"))
    return path


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.parametrize("syntax", ["nquads", "trig"])
def test_a_dump_gives_the_same_graph(seed_folder, tmp_path, trust, syntax):
    path = tmp_path / f"g.{syntax}"
    path.write_bytes(Graph.open(seed_folder).export(syntax))
    assert import_rdf(path, format=syntax, graph=tmp_path / "new", trust=trust) == (15, 0)
    assert Graph.open(tmp_path / "new").export("nquads") == Graph.open(seed_folder).export("nquads")
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"g.{syntax}", "new"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("ns#confidence> \"0.", "ns#confidence> \"7."), "refused"),
        (lambda text: text + "<https://w3id.org/graphkit/id/X> <https://w3id.org/graphkit/rel#supports> <https://w3id.org/graphkit/id/Y> <https://w3id.org/graphkit/graph/direct> .\n", "1 too many|no asserted"),
        (lambda text: text + "nonsense", "does not parse"),
        (lambda text: "<a:b> <a:c> <a:d> .\n", "no claims"),
    ],
)
def test_what_is_wrong_leaves_nothing(dump, tmp_path, change, says):
    path = tmp_path / "g.nq"
    path.write_text(change(dump.read_text()))
    with pytest.raises(DocumentError, match=says):
        import_rdf(path, graph=tmp_path / "new")
    assert [p.name for p in tmp_path.iterdir()] == ["g.nq"]


def test_trust_is_for_a_dump_and_a_new_folder(seed_folder, dump, tmp_path):
    with pytest.raises(UsageError, match="is there already"):
        import_rdf(dump, graph=seed_folder, trust=True)
    turtle = tmp_path / "g.ttl"
    turtle.write_bytes(Graph.open(seed_folder).export("turtle"))
    with pytest.raises(UsageError, match="the file is turtle"):
        import_rdf(turtle, graph=tmp_path / "new", trust=True)


def test_a_folder_in_use_is_left_alone(seed_folder, dump):
    with pytest.raises(StoreError, match="there already"):
        bulk(dump, "nquads", seed_folder, nothing)
    assert len(list(Graph.open(seed_folder).articles())) == 15


def test_a_dump_into_a_graph_that_is_there_adds_what_is_new(seed_folder, dump, tmp_path):
    import_rdf(dump, graph=tmp_path / "g")
    assert import_rdf(dump, graph=tmp_path / "g") == (0, 15)


def test_a_made_up_graph_is_a_right_one(tmp_path):
    """The benchmarks measure what the shapes allow, and the same number makes the same file."""
    first, second = made.write(tmp_path / "a.nq", 200), made.write(tmp_path / "b.nq", 200)
    assert first.read_bytes() == second.read_bytes()
    assert import_rdf(first, graph=tmp_path / "g") == (20, 0)
    assert Graph.open(tmp_path / "g").info()["claims"] == 200


def test_a_kill_leaves_no_half_graph(dump, tmp_path):
    """Whenever the loading is killed: the folder is a whole graph, or is not there."""
    big = tmp_path / "big.nq"
    made.write(big, 20_000)
    folder = tmp_path / "new"
    words = [sys.executable, "-c", "import sys; from graphkit.api import import_rdf; import_rdf(sys.argv[1], graph=sys.argv[2], trust=True)", str(big), str(folder)]
    for wait in (0.5, 1.0, 1.5):
        process = subprocess.Popen(words)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        if folder.exists():
            assert len(Store.open(folder).view().article_keys()) == 2000
            break
    else:
        # What the killed ones left beside it is in nobody's way.
        assert import_rdf(big, graph=folder, trust=True) == (2000, 0)
