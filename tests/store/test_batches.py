"""Articles written in batches give the same graph as one by one, also after an interruption."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.table import write
from graphkit import rdf
from graphkit.api import import_table
from graphkit.errors import RecordRefused, StoreError
from graphkit.model import ArticleRecord, Polarity, Status
from graphkit.store import Store, batches
from graphkit.store.index.record_rows import rows_of_record
from graphkit.store.index.rows import rows_of
from tests.conftest import examples
from tests.store.test_full import limited
from tests.store.test_index import articles, records, same
from tests.test_rdf import DOCUMENT, claims


def content(folder):
    """Return the whole graph as sorted lines, and the rows of its index."""
    view = Store.open(folder).view()
    return view.dump("nquads"), [view.index.all(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4") for table in ("articles", "claims", "ties", "voices")]


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, st.integers(1, 90), st.sampled_from([1, 10**9]), st.integers(1, 3))
def test_batches_give_what_articles_one_by_one_give(tmp_path_factory, drawn, quads, fewest, ended):
    """By the bulk loader and as transactions, in batches of any size, with ends of ties among the claims."""
    made = records(drawn)
    folders = [tmp_path_factory.mktemp("g") / "g" for _ in range(2)]
    with Store.open(folders[0], create=True).writer(texts=False) as writer:
        added = [writer.add(record) for record in [*made, made[0]]]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MOST_QUADS", quads), ("MIN_BULK_QUADS", fewest), ("MOST_ENDED", ended)):
            patch.setattr(batches, name, value)
        with Store.open(folders[1], create=True).writer(texts=False) as writer, writer.batch_loader() as loading:
            assert [loading.add(record) for record in [*made, made[0]]] == added
    same(Store.open(folders[1]).view())
    assert content(folders[0]) == content(folders[1])
    assert sorted(path.name for path in folders[1].iterdir()) == sorted(path.name for path in folders[0].iterdir())


@settings(max_examples=examples(40))
@given(st.lists(claims(), max_size=3), DOCUMENT, st.sampled_from(["dependency/1.0", "table:own/0.2.0", "a/1-b", "a", "one/1+two/2", "a-b/1"]), st.sampled_from([None, "", "chief"]))
def test_rows_of_a_record_are_those_of_its_quads(drawn, document, extractor, role):
    made = {c.id: c for c in (replace(claim, article=document.key, extractor=extractor, role=role) for claim in drawn)}
    record = ArticleRecord(document, (), tuple(made.values()))
    own = rdf.article_graph(document.key)
    expected = rows_of(document.key, [quad for quad in rdf.record_quads(record) if quad.graph_name == own])
    found = rows_of_record(record)
    assert found is None or (found[0], sorted(found[1])) == (expected[0], sorted(expected[1]))
    assert found is not None or drawn


def test_a_record_that_is_refused_leaves_the_others(tmp_path):
    """Nothing of it is written, not even its actors; those shared with others have their names."""
    first, second = records([([(("Ruritania", "Grand Fenwick"), "supports", Status.ASSERTED, Polarity.POSITIVE, None, "It was said so.", 0.9)], None, day, False) for day in (1, 2)])
    with Store.open(tmp_path / "g", create=True).writer(texts=False) as writer, writer.batch_loader() as loading:
        for relation in ("no relation", "unknown"):
            with pytest.raises(RecordRefused, match="article 'a1' does not fit the graph"):
                loading.add(replace(second, claims=(*second.claims, replace(second.claims[0], predicate=relation))))
        assert loading.add(first)
    view = Store.open(tmp_path / "g").view()
    assert view.article_keys() == [first.document.key]
    assert sorted(actor.name for actor in view.actors()) == ["Grand Fenwick", "Ruritania"]


# Import a table in small batches, and print the progress.
IMPORT = """
import sys
from graphkit.api import import_table
from graphkit.store import batches
batches.MOST_QUADS, batches.MIN_BULK_QUADS = 1_500, int(sys.argv[3])
import_table(sys.argv[1], "acled", graph=sys.argv[2], on_progress=lambda progress: print(progress.done, flush=True))
"""


def test_a_kill_at_any_moment_leaves_whole_batches_and_the_import_goes_on(tmp_path):
    """Afterwards every article is complete and the index right; a second run ends with the graph of an uninterrupted run."""
    table, folder, dice = write(tmp_path / "t.csv", 400), tmp_path / "g", random.Random()
    for least, fewest in ((80, 1), (200, 10**9), (300, 1)):
        process = subprocess.Popen([sys.executable, "-c", IMPORT, str(table), str(folder), str(fewest)], stdout=subprocess.PIPE, text=True)
        for _ in range(least + dice.randrange(60)):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
        view = Store.open(folder).view()
        assert (view.drift(), view.index_drift()) == ((0, 0), 0)
        assert all(len(view.claims_in(key)) == 1 for key in view.article_keys())
    before = len(Store.open(folder).view().article_keys())
    report = import_table(table, "acled", graph=folder)
    assert 0 < report.unchanged == before < 400 == report.unchanged + report.added
    import_table(table, "acled", graph=tmp_path / "whole")
    assert content(folder) == content(tmp_path / "whole")
    assert not any((folder / name).exists() for name in batches.FILES)


def test_a_full_disk_is_one_line_and_the_import_goes_on(tmp_path):
    write(tmp_path / "t.csv", 600)
    words = ("import-table", "t.csv", "--mapping", "acled", "--graph", "g", "--quiet")
    done = limited(tmp_path, 1_500, *words)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert "could not be written" in done.stderr
    again = limited(tmp_path, 1 << 20, *words)
    assert (again.returncode, again.stderr) == (0, "")
    assert len(Store.open(tmp_path / "g").view().article_keys()) == 600


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        (tmp_path / "g" / batches.FILE).mkdir()
        with pytest.raises(StoreError, match=r"portion\.nq cannot be written: Is a directory"):
            writer.batch_loader()


class Interrupted:
    """A method that succeeds and is interrupted immediately afterwards, once."""

    def __init__(self, method):
        self.method, self.left = method, 1

    def __call__(self, *given):
        found = self.method(*given)
        if self.left:
            self.left = 0
            signal.raise_signal(signal.SIGINT)
        return found


@pytest.mark.parametrize("step", ["written", "noted"])
def test_ctrl_c_is_heard_behind_a_step_and_the_index_has_what_the_graph_has(tmp_path, monkeypatch, step):
    drawn = records([([(("Ruritania", "Grand Fenwick"), "supports", Status.ASSERTED, Polarity.POSITIVE, None, "It was said so.", 0.9)], None, day, False) for day in (1, 2)])
    monkeypatch.setattr(batches, "MOST_QUADS", 1)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            _add(tmp_path / "g", drawn, step)
    finally:
        signal.signal(signal.SIGINT, before)
    view = Store.open(tmp_path / "g").view()
    assert view.article_keys() == [drawn[0].document.key]
    assert (view.drift(), view.index_drift()) == ((0, 0), 0)


def _add(folder, drawn, step):
    with Store.open(folder, create=True).writer(texts=False) as writer, writer.batch_loader() as loading:
        if step == "written":
            loading._file = SimpleNamespace(write=Interrupted(loading._file.write), close=loading._file.close)
        else:
            loading._index = SimpleNamespace(has=loading._index.has, adding=Interrupted(loading._index.adding))
        for record in drawn:
            loading.add(record)
