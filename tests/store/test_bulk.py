"""A dump is loaded as a complete new graph or not at all: the same graph, validated, at the engine's speed."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import threading

import pytest

import graphkit
from benchmarks import made
from graphkit import Graph
from graphkit.api import import_rdf
from graphkit.errors import ArticleUnreadable, DocumentError, StoreError, UsageError
from graphkit.store import Store, bulk_load, fingerprint, writer_lock
from graphkit.store.store import MARK


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


@pytest.mark.parametrize("name", ["none.nq", "none.ttl", "."])
def test_a_file_that_is_not_there_is_named_and_no_folder(tmp_path, name):
    with pytest.raises(DocumentError, match=r"is not there; give an RDF file|is a folder; give an RDF file") as told:
        import_rdf(tmp_path / name, format="nquads", graph=tmp_path / "new")
    assert str(tmp_path / name) in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_trust_is_for_a_dump_and_a_new_folder(seed_folder, dump, tmp_path):
    with pytest.raises(UsageError, match="is there already"):
        import_rdf(dump, graph=seed_folder, trust=True)
    turtle = tmp_path / "g.ttl"
    turtle.write_bytes(Graph.open(seed_folder).export("turtle"))
    with pytest.raises(UsageError, match="the file is turtle"):
        import_rdf(turtle, graph=tmp_path / "new", trust=True)


def test_a_folder_in_use_is_left_alone(seed_folder, dump):
    with pytest.raises(StoreError, match="already exists"):
        bulk_load(dump, "nquads", seed_folder, nothing)
    assert len(list(Graph.open(seed_folder).articles())) == 15


def test_a_dump_into_a_graph_that_is_there_adds_what_is_new(seed_folder, dump, tmp_path):
    import_rdf(dump, graph=tmp_path / "g")
    assert import_rdf(dump, graph=tmp_path / "g") == (0, 15)


def test_a_made_up_graph_is_a_right_one(tmp_path):
    """The benchmarks measure graphs that conform to the shapes, and the same number gives the same file."""
    first, second = made.write(tmp_path / "a.nq", 200), made.write(tmp_path / "b.nq", 200)
    assert first.read_bytes() == second.read_bytes()
    assert import_rdf(first, graph=tmp_path / "g") == (20, 0)
    assert Graph.open(tmp_path / "g").info()["claims"] == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines,
        lambda lines: sorted(lines, key=lambda line: hashlib.sha256(line.encode()).digest()),
        lambda lines: [line for line in lines for _ in range(2)],
        lambda lines: [re.sub(r'"(\d+)"(\^\^<\S+#integer>)', r'"+0\1"\2', line) for line in lines],
        lambda lines: [re.sub(r'"0\.(\d+)"(\^\^<\S+#decimal>)', r'"00.\g<1>00"\2', line) for line in lines],
        lambda lines: [re.sub(r'(#cue>) "[^"]*"', r'\1 "007"^^<http://www.w3.org/2001/XMLSchema#integer>', line) for line in lines],
    ],
    ids=["as we write it", "in any order", "each line twice", "numbers with a sign", "more zeros", "a number for words"],
)
def test_the_index_of_a_dump_is_that_of_the_graph(dump, tmp_path, change):
    """It is built from the file, and the engine normalises some literals."""
    path = tmp_path / "g.nq"
    path.write_text("\n".join(change(dump.read_text().splitlines())) + "\n")
    import_rdf(path, graph=tmp_path / "new", trust=True)
    view = Store.open(tmp_path / "new").view()
    assert view.index_drift() == 0
    assert view.counts()["claims"] == len(list(view.claims())) > 0


def unreadable(dump, tmp_path):
    """A dump in which the evidence of one claim is in another named graph; and the key of its article."""
    text = dump.read_text()
    evidence = re.search(r"(<https://w3id\.org/graphkit/evidence/(\w+)_\S+>) <\S+#type>", text)
    lines = [re.sub(r"<\S+> \.$", "<https://example.org/g> .", line) if line.startswith(evidence[1]) else line for line in text.splitlines()]
    path = tmp_path / "g.nq"
    path.write_text("\n".join(lines) + "\n")
    return path, evidence[2]


def test_evidence_that_stands_outside_of_its_article_is_refused_in_one_line(dump, tmp_path):
    path, key = unreadable(dump, tmp_path)
    with pytest.raises(DocumentError, match=f"a claim of article {key} cannot be read: .*not described beside it"):
        import_rdf(path, graph=tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_graph_that_cannot_be_read_says_so_and_is_not_tried_again_at_each_look(dump, tmp_path):
    """Loaded with `trust` by mistake: each command prints one line, a reader does not retry building the index, and a repair makes it readable."""
    path, key = unreadable(dump, tmp_path)
    folder = tmp_path / "new"
    import_rdf(path, graph=folder, trust=True)
    before = fingerprint(folder)
    for _ in range(2):
        view = Store.open(folder).view()
        assert view.counts()["claims"] > 0
        with pytest.raises(ArticleUnreadable, match=key):
            view.drift()
    assert fingerprint(folder) == before
    with Store.open(folder).writer() as writer:
        assert writer.drop(f"https://w3id.org/graphkit/graph/article/{key}", lambda *_: ())
    assert Store.open(folder).view().index_drift() == 0


def test_two_that_load_into_one_folder_do_not_disturb_each_other(dump, tmp_path):
    """Each loads next to it; the first to finish creates it, the other is refused. Leftovers of a killed one are removed."""
    folder = tmp_path / "new"
    left = tmp_path / "new.part-0000000000000000"
    left.mkdir()

    def meanwhile(_):
        assert not left.exists()
        assert bulk_load(dump, "nquads", folder, nothing) == 15
        return ()

    with pytest.raises(StoreError, match=r"another process made .*new meanwhile; nothing was imported"):
        bulk_load(dump, "nquads", folder, meanwhile)
    assert len(Store.open(folder).view().article_keys()) == 15
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]


def test_what_a_killed_import_left_is_removed_by_the_next_build_which_says_so(tmp_path):
    """A user's graph whose name looks like a partial load is kept, and so is one that is being loaded."""
    for name in ("g.part-0a1b2c3d0a1b2c3d", "g.part-0000000000000001", "g.part-20240306"):
        Store.open(tmp_path / name, create=True)
    release = writer_lock.hold(tmp_path / "g.part-0000000000000001" / MARK)
    (tmp_path / "a.txt").write_text("Egypt arms Chad.")
    report = graphkit.build(tmp_path / "a.txt", graph=tmp_path / "g")
    release()
    assert [line for line in report.notes if "interrupted import" in line] == [f"{tmp_path / 'g.part-0a1b2c3d0a1b2c3d'} was left by an interrupted import and is removed; run that import again"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "g", "g.part-0000000000000001", "g.part-20240306"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_dump_from_a_pipe_is_read_once(dump, tmp_path):
    """A pipe can be read only once, so the index is built from the engine."""
    pipe = tmp_path / "g.nq"
    os.mkfifo(pipe)
    sending = threading.Thread(target=lambda: pipe.write_bytes(dump.read_bytes()), daemon=True)
    sending.start()
    assert import_rdf(pipe, graph=tmp_path / "new", trust=True) == (15, 0)
    sending.join(10)
    assert Store.open(tmp_path / "new").view().index_drift() == 0


def test_a_kill_leaves_no_half_graph(dump, tmp_path):
    """Whenever the load is killed, the folder is a complete graph or does not exist."""
    big = tmp_path / "big.nq"
    made.write(big, 8_000)
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
            assert len(Store.open(folder).view().article_keys()) == 800
            break
    else:
        # Leftovers of the killed loads next to it cause no problem.
        assert import_rdf(big, graph=folder, trust=True) == (800, 0)
