"""A new graph folder that receives no article is removed again; one with articles, or that existed before, is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import build, import_table
from graphkit.errors import DocumentError, GraphkitError, StoreLocked
from graphkit.store import Store, open_writer


def test_a_failed_first_build_leaves_nothing(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    report = build(tmp_path / "a.pdf", graph=tmp_path / "graph", extractor="dependency")
    assert (report.added, len(report.failures)) == (0, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_that_was_made_for_it_is_left_empty(tmp_path):
    """A folder that the user created is kept, without a partial graph."""
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    (tmp_path / "graph").mkdir()
    assert build(tmp_path / "a.pdf", graph=tmp_path / "graph", extractor="dependency").added == 0
    assert list((tmp_path / "graph").iterdir()) == []


def test_a_graph_that_another_process_begins_meanwhile_stays(tmp_path, record, monkeypatch):
    """It was empty when the second process looked."""
    exists = Path.exists
    with open_writer(tmp_path / "graph") as writer:
        monkeypatch.setattr(Path, "exists", lambda path: path != tmp_path / "graph" and exists(path))
        with pytest.raises(StoreLocked), open_writer(tmp_path / "graph"):
            pass
        monkeypatch.undo()
        writer.add(record("Egypt backs Khalifa Haftar."))
    assert Store.open(tmp_path / "graph").view().article_keys()


def test_an_interruption_leaves_nothing_or_the_articles_that_are_in(tmp_path, record):
    def interrupted(*texts):
        with open_writer(tmp_path / "graph") as writer:
            for text in texts:
                writer.add(record(text))
            raise KeyboardInterrupt

    for texts in ((), ("Egypt backs Khalifa Haftar.",)):
        with pytest.raises(KeyboardInterrupt):
            interrupted(*texts)
        assert (tmp_path / "graph").exists() == bool(texts)


def test_a_graph_that_was_there_stays(tmp_path):
    Store.open(tmp_path / "graph", create=True)
    with pytest.raises(DocumentError), open_writer(tmp_path / "graph"):
        raise DocumentError("a page")
    assert (tmp_path / "graph" / "graphkit.json").is_file()


def test_a_table_without_a_claim_leaves_nothing(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with pytest.raises(GraphkitError):
        import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "graph")
    assert not (tmp_path / "graph").exists()
