"""A later release of a data set replaces the rows that it changed; what only has the same place in a file is no version."""

from __future__ import annotations

import pytest

from graphkit.api import Graph, import_table

OWN = """
name: Own
outlet: Own list
{id}
claims:
  - subject: a
    object: b
    relation: supports
"""


@pytest.fixture
def take(tmp_path):
    """Takes rows of the columns id, a, b, note into a graph; names of the file count up."""
    number = iter(range(99))

    def taken(*rows, by_id=True):
        mapping = tmp_path / f"own{by_id}.yaml"
        mapping.write_text(OWN.format(id="id: [id]" if by_id else ""), encoding="utf-8")
        table = tmp_path / f"release{next(number)}.csv"
        table.write_text("\n".join(["id,a,b,note", *rows]) + "\n", encoding="utf-8")
        return import_table(table, mapping, graph=tmp_path / "g")

    return taken


def active(tmp_path):
    graph = Graph.open(tmp_path / "g")
    assert graph.drift() == (0, 0)
    return sorted((c.subject, c.object) for c in graph.claims() if c.lifecycle == "active")


def test_a_row_that_a_later_release_changed_is_replaced(tmp_path, take):
    take("1,Turkey,Qatar,x", "2,Egypt,Chad,x")
    report = take("1,Turkey,Qatar,x", "2,Egypt,Mali,x")
    assert (report.added, report.unchanged, report.replaced) == (1, 1, 1)
    assert report.notes[0].startswith("1 article is a new version")
    assert active(tmp_path) == [("Egypt", "Mali"), ("Turkey", "Qatar")]
    assert [v.why for v in Graph.open(tmp_path / "g").versions()] == ["same row"]


def test_rows_of_one_id_in_one_table_all_count(tmp_path, take):
    """Data sets have several rows of one event."""
    take("1,Turkey,Qatar,x", "1,Egypt,Chad,x")
    assert active(tmp_path) == [("Egypt", "Chad"), ("Turkey", "Qatar")]
    take("1,Turkey,Qatar,x", "1,Egypt,Mali,x")
    assert active(tmp_path) == [("Egypt", "Mali"), ("Turkey", "Qatar")]


def test_a_row_that_could_be_either_of_two_replaces_none(tmp_path, take):
    take("1,Turkey,Qatar,x", "1,Egypt,Chad,x")
    take("1,Iran,Iraq,x", "1,Egypt,Chad,x")
    assert active(tmp_path) == [("Egypt", "Chad"), ("Iran", "Iraq"), ("Turkey", "Qatar")]


def test_rows_without_ids_are_no_versions(tmp_path, take):
    """The first row of one table is not that of another."""
    take("1,Turkey,Qatar,x", by_id=False)
    take("1,Egypt,Chad,x", by_id=False)
    assert active(tmp_path) == [("Egypt", "Chad"), ("Turkey", "Qatar")]
