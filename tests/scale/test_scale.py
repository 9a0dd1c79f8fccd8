"""Many workers make the graph of one machine; a killed one loses nothing; parts are read once."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import warnings
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.prose import write
from graphkit import Graph, build
from graphkit.documents import read
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Document, Failure
from graphkit.pipeline import Settings
from graphkit.scale import Cluster, build_graph, build_quads, driver
from graphkit.scale.parquet import pack, unpack
from graphkit.scale.parts import Part, documents, parts
from tests.conftest import ROOT

SETTINGS = Settings()


@pytest.fixture(scope="module")
def cluster():
    with Cluster(2) as made:
        yield made


def test_an_interrupt_while_the_workers_start_takes_effect_when_they_have_started(monkeypatch):
    """Workers that were starting cannot be stopped in an orderly way: a traceback followed the message."""
    started = []
    monkeypatch.setattr("distributed.LocalCluster", lambda **options: (signal.raise_signal(signal.SIGINT), started.append(options)))
    with pytest.raises(KeyboardInterrupt):
        Cluster(1)
    assert len(started) == 1


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Rows with copies, double ids and a broken one, and a folder of files."""
    folder = tmp_path_factory.mktemp("corpus")
    write(folder / "rows.jsonl", 30)
    with (folder / "rows.jsonl").open("a") as stream:
        first = json.loads((folder / "rows.jsonl").read_text().splitlines()[0])
        stream.write(json.dumps({**first, "outlet": "Copyist"}) + "\nbroken\n")
        stream.write(json.dumps({"id": "made-1", "text": "Qatar supports the Azure Banner Brigade. The Azure Banner Brigade attacked Chad."}) + "\n")
    shutil.copytree(ROOT / "seeds" / "articles", folder / "files")
    return folder


@pytest.fixture(scope="module")
def alone(corpus, tmp_path_factory):
    """The graph that one process makes."""
    folder = tmp_path_factory.mktemp("alone") / "graph"
    build(corpus / "rows.jsonl", corpus / "files", graph=folder)
    return folder


def inputs(corpus):
    return [str(corpus / "rows.jsonl"), str(corpus / "files")]


@pytest.fixture
def small(monkeypatch):
    """Parts so small that there are many."""
    monkeypatch.setattr(driver, "parts", lambda *given, **more: parts(*given, **more, stretch=3_000, files=4))


def test_a_second_cluster_takes_another_port_and_nobody_elsewhere_reaches_it(cluster):
    """The first one's scheduler would have the port that all of them take by themselves; the library warns of it, with its code."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Cluster(1) as second:
            servers = [each._local.scheduler.http_server for each in (cluster, second)]
    assert {server.address for server in servers} == {"127.0.0.1"}
    assert len({server.port for server in servers}) == 2


def test_workers_write_to_the_folder_that_a_relative_path_means_here(cluster, corpus, tmp_path, monkeypatch):
    """The workers were started in another folder."""
    monkeypatch.chdir(tmp_path)
    build_quads([str(corpus / "files" / "libya-2019-12-turkey-gna.md")], cluster, SETTINGS, "parts")
    assert {path.suffixes[-1] for path in (tmp_path / "parts").iterdir()} == {".parquet", ".gz", ".csv"}


def test_two_workers_make_the_same_graph(cluster, corpus, alone, small, tmp_path):
    report = build_graph(inputs(corpus), tmp_path / "graph", cluster, SETTINGS)
    assert Graph.open(tmp_path / "graph").export("nquads") == Graph.open(alone).export("nquads")
    assert [f.reason for f in report.failures] == ["not JSON: Expecting value: line 1 column 1 (char 0)"]
    assert not (tmp_path / "graph.partitions").exists()


def test_a_killed_worker_loses_nothing(cluster, corpus, alone, small, tmp_path):
    """Workers are killed while parts are under way; others take them over."""
    killed = []

    def kill_some(progress):
        if progress.done in (5, 20):
            pids = [worker["pid"] for worker in cluster.client.run(lambda: {"pid": os.getpid()}).values()]
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    build_graph(inputs(corpus), tmp_path / "graph", cluster, SETTINGS, on_progress=kill_some)
    assert len(killed) == 2
    assert Graph.open(tmp_path / "graph").export("nquads") == Graph.open(alone).export("nquads")


def test_an_interrupted_run_reads_no_part_twice(cluster, corpus, small, tmp_path, alone):
    def stop(progress):
        if progress.done == 20:
            raise KeyboardInterrupt

    where = tmp_path / "parts"
    with pytest.raises(KeyboardInterrupt):
        build_graph(inputs(corpus), tmp_path / "graph", cluster, SETTINGS, partitions=str(where), on_progress=stop)
    made = {path: path.stat().st_mtime_ns for path in where.glob("*.parquet")}
    assert made
    build_graph(inputs(corpus), tmp_path / "graph", cluster, SETTINGS, partitions=str(where))
    assert {path: path.stat().st_mtime_ns for path in made} == made
    assert Graph.open(tmp_path / "graph").info() == Graph.open(alone).info()


def dataset(*packed: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for path in packed:
        store.load(gzip.decompress(path.read_bytes()), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def canonical(quads) -> str:
    made = pyoxigraph.Dataset(quads)
    made.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return "\n".join(sorted(map(str, made)))


def test_quads_for_another_store_are_the_same_dataset(cluster, corpus, small, tmp_path):
    """But for what only a standing graph knows: ids numbered apart, older versions superseded."""
    plain = [str(corpus / "files"), str(tmp_path / "rows.jsonl")]
    write(tmp_path / "rows.jsonl", 30, seed=7)
    build(*plain, graph=tmp_path / "graph")
    report = build_quads(plain, cluster, SETTINGS, str(tmp_path / "parts"))
    assert report.added == 45
    files = sorted((tmp_path / "parts").glob("*.nq.gz"))
    Graph.open(tmp_path / "graph").export("nquads")
    one = pyoxigraph.Store()
    one.load(Graph.open(tmp_path / "graph").export("nquads"), format=pyoxigraph.RdfFormat.N_QUADS)
    ontology = pyoxigraph.NamedNode("https://w3id.org/graphkit/graph/ontology")
    many = [q for q in dataset(*files) if q.graph_name != ontology]
    assert canonical(_plain(many)) == canonical(_plain(q for q in one if q.graph_name != ontology))


def _plain(quads):
    """Numbers as numbers: "0.930" and "0.93" are one value."""
    for q in quads:
        if isinstance(q.object, pyoxigraph.Literal) and q.object.datatype.value.endswith("decimal"):
            q = pyoxigraph.Quad(q.subject, q.predicate, pyoxigraph.Literal(str(float(q.object.value))), q.graph_name)
        yield q


def test_quads_are_the_same_bytes_every_time(cluster, corpus, small, tmp_path):
    for name in ("one", "two"):
        build_quads([str(corpus / "files")], cluster, SETTINGS, str(tmp_path / name))
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert files[0] == files[1]
    assert {"actors.nq.gz", "ontology.nq.gz", "suggestions.csv"} <= set(files[0])


def test_any_store_that_fsspec_reaches(cluster):
    """An input in memory of this process stands for what is on no disk."""
    import fsspec

    fs = fsspec.filesystem("memory")
    with fs.open("/news/a.jsonl", "wb") as stream:
        stream.write(b'{"id": "1", "text": "Turkey supports the GNA."}\n')
    [part] = parts(["memory://news"])
    [document] = documents(part)
    assert document.text == "Turkey supports the GNA."


# Parts


@settings(deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=40), max_size=12), st.integers(1, 80))
def test_cut_anywhere_every_row_is_read_once_and_in_order(tmp_path_factory, texts, stretch):
    path = tmp_path_factory.mktemp("p") / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n" for n, text in enumerate(texts)), encoding="utf-8")
    made = [item for part in parts([str(path)], stretch=stretch) for item in documents(part)]
    whole = list(read([path]))
    assert [d for d in made if isinstance(d, Document)] == [d for d in whole if isinstance(d, Document)]
    assert len(made) == len(whole)


def test_a_last_row_without_an_end_is_read(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1", "text": "One."}\n{"id": "2", "text": "Two."}')
    assert [d.id for part in parts([str(path)], stretch=10) for d in documents(part)] == ["1", "2"]


def test_small_files_are_bundled_in_order(corpus):
    made = parts([str(corpus / "files")], files=4)
    assert [len(part.urls) for part in made] == [4, 4, 4, 3]
    assert [d for part in made for d in documents(part)] == [d for d in read([corpus / "files"]) if isinstance(d, Document)]
    assert len({part.name for part in made}) == 4


def test_a_changed_input_is_another_part(tmp_path):
    path = tmp_path / "rows.jsonl"
    names = []
    for number, text in enumerate(("One.", "One, two.", "One, six.")):
        path.write_text(json.dumps({"id": "1", "text": text}) + "\n")
        os.utime(path, (number, number))
        names.append(parts([str(path)])[0].name)
    assert len(set(names)) == 3


def test_the_same_input_read_otherwise_is_another_part(tmp_path):
    """Every setting that changes what is read, the user's lists by what they hold, names other parts; those kept before stay as they are."""
    lists = tmp_path / "actors.csv"
    lists.write_text("id,name,class,type\nblue,Blue Front,ArmedActor,rebel-group\n")
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "One."}) + "\n")
    settings = [Settings(), Settings(min_confidence=0.5), Settings(extractor="plain"), Settings(model="x"), Settings(any_language=True), Settings(actors=(lists,)), Settings(frames=(lists,))]
    names = {parts([str(path)], each.mark())[0].name for each in settings}
    lists.write_text("id,name,class\nblue,Blue Front,State\n")
    names |= {parts([str(path)], each.mark())[0].name for each in settings}
    assert len(names) == len(settings) + 2


def test_parts_that_were_kept_are_read_again_with_other_settings(cluster, tmp_path):
    """A list that names an actor anew is heeded though the folder of partitions has the article."""
    source, lists, where = tmp_path / "a.txt", tmp_path / "actors.csv", str(tmp_path / "parts")
    source.write_text("The Zorbian Front attacked Chad.")
    for number, kind in enumerate(("ArmedActor,rebel-group", "Organization,company")):
        lists.write_text(f"id,name,class,type\nmy-zorbian-front,Zorbian Front,{kind}\n")
        graph = tmp_path / f"graph{number}"
        build_graph([str(source)], graph, cluster, Settings(actors=(lists,)), partitions=where)
        build(source, graph=tmp_path / f"alone{number}", actors=(lists,))
        assert Graph.open(graph).export("nquads") == Graph.open(tmp_path / f"alone{number}").export("nquads")


def test_workers_read_a_folder_as_one_machine_does(cluster, tmp_path):
    """What files hold whatever their ending, what is passed over and what fails: the same graph, notices, failures and list."""
    folder = tmp_path / "in"
    (folder / ".git").mkdir(parents=True)
    (folder / "b-c").mkdir()
    (folder / "b").mkdir()
    rows = [{"id": "r1", "text": "Egypt backs Khalifa Haftar."}, {"id": "r2", "text": "Turkey arms the GNA."}]
    held = {
        "page.txt": "<!DOCTYPE html><html><head><title>Arms</title></head><body><p>Qatar supports Turkey.</p></body></html>",
        "rows.txt": "".join(json.dumps(row) + "\n" for row in rows),
        "array.jsonl": json.dumps([{**row, "id": f"a-{row['id']}", "text": f"{row['text']} Chad said so."} for row in rows]),
        "b/x.txt": "Chad backs Egypt.", "b-c/x.txt": "Chad attacked Sudan.",
        "slides.key": "x", "README.md": "x", ".notes.txt": "x", "Makefile": "x", ".git/config.txt": "x", "empty.txt": "",
    }
    for name, text in held.items():
        (folder / name).write_text(text)
    many = build_graph([str(folder)], tmp_path / "many", cluster, SETTINGS)
    one = build(folder, graph=tmp_path / "one")
    assert one.added == 7
    assert Graph.open(tmp_path / "many").export("nquads") == Graph.open(tmp_path / "one").export("nquads")
    assert (sorted(many.notices), many.failures) == (sorted(one.notices), one.failures)
    assert sorted((tmp_path / "many" / "skipped.csv").read_text().splitlines()) == sorted((tmp_path / "one" / "skipped.csv").read_text().splitlines())
    quads = build_quads([str(folder)], cluster, SETTINGS, str(tmp_path / "quads"))
    assert sorted(quads.notices) == sorted(one.notices)


def test_days_that_were_not_read_or_lie_ahead_are_told_as_by_one_machine(cluster, small, tmp_path):
    """Of a file of rows that many workers read in stretches too, each file once."""
    rows = [{"id": f"r{n}", "text": f"Chad backs Egypt for the {n}th time. " + "Nothing else was said. " * 20, "date": "n.d." if n % 2 else "2999-01-01"} for n in range(40)]
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert len(driver.parts([str(source)])) > 1
    one = build(source, graph=tmp_path / "one")
    assert any("in the future" in line for line in one.notices)
    assert sorted(build_graph([str(source)], tmp_path / "many", cluster, SETTINGS).notices) == sorted(one.notices)
    assert sorted(build_quads([str(source)], cluster, SETTINGS, str(tmp_path / "quads")).notices) == sorted(one.notices)


def test_files_of_a_store_that_are_passed_over_are_named():
    """A store has no links and no rights; its folder is read by names alone."""
    from fsspec import filesystem

    store, notices = filesystem("memory"), []
    for name in ("a.txt", "README.md", "slides.key", ".hidden.txt", ".git/c.txt", "Makefile"):
        store.pipe(f"/passed/{name}", b"Chad backs Egypt.")
    [part] = parts(["memory://passed"], on_skip=notices.append)
    assert [url.rpartition("/")[2] for url in part.urls] == ["a.txt"]
    assert sorted(notice.value for notice in notices) == ["README.md", "hidden", "hidden folder", "no ending", "unknown ending .key"]


@pytest.mark.parametrize("given,error,says", [
    ("no/such/file.jsonl", DocumentError, "no such file or folder"),
    ("no/such/folder", DocumentError, "no such file or folder"),
    ("memory://no-such-bucket/x", DocumentError, "no such file or folder"),
    ("LICENSE", DocumentError, "unknown ending"),
    ("nothing://x/a.txt", UsageError, "nothing"),
])
def test_what_cannot_be_an_input_is_told(monkeypatch, given, error, says):
    monkeypatch.chdir(ROOT)
    with pytest.raises(error, match=says):
        parts([given])


def test_a_store_that_is_out_of_reach_is_said_whatever_error_it_raises():
    import fsspec

    class Gone(fsspec.AbstractFileSystem):
        protocol = "gone"

        def info(self, path, **_):
            raise RuntimeError("nobody answers")

    fsspec.register_implementation("gone", Gone, clobber=True)
    with pytest.raises(DocumentError, match=r"gone://news/a.txt: cannot be read: nobody answers"):
        parts(["gone://news/a.txt"])


def test_a_file_that_went_away_is_one_failure(tmp_path):
    [failed] = documents(Part(0, (f"file://{tmp_path}/gone.txt",)))
    assert isinstance(failed, Failure)


def test_records_come_back_as_they_were(pipeline):
    from graphkit.pipeline.copies import copy_signature

    text = (ROOT / "seeds" / "articles" / "libya-2020-06-retreat.md").read_text(encoding="utf-8")
    record = pipeline.read(Document("a", text, outlet="Post", url=None))
    packed = pack([(record, copy_signature(text)), (Failure("b", "why"), None)])
    (first, signature), (second, none) = unpack(packed)
    assert first == record
    assert (signature == copy_signature(text)).all()
    assert (second, none) == (Failure("b", "why"), None)


def test_a_scheduler_that_is_not_there_is_told():
    with pytest.raises(UsageError, match="cannot be reached"):
        Cluster(scheduler="tcp://127.0.0.1:9", patience=1.0)
