"""The named questions answer over a real graph, and a built graph conforms to the shapes."""

from __future__ import annotations

import pyoxigraph
import pytest

from graphkit.api import import_table
from graphkit.errors import UnknownName
from graphkit.query import named_queries, named_query, validate
from graphkit.query.validate import constraint_queries
from graphkit.rdf import DIRECT, PREFIXES, actor_node, relation_node
from graphkit.store import Store
from graphkit.store.view import View


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_gets_the_engines_own_rows_of_all_graphs(view, name):
    """Its words are not taken for others: `?from` is no FROM, and so it reads the union of all graphs."""
    asked = named_query(name).sparql
    bare = view._store.query(asked, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert len(list(view.query(asked))) == len(list(bare))


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_runs(view, name):
    assert list(view.query(named_query(name).sparql)) or name in ("both-sides", "path", "rival-backers", "sources-disagree", "contested")


def test_who_backs_whom_comes_with_quotes(view):
    rows = [tuple(str(cell) for cell in row[:4]) for row in view.query(named_query("who-backs").sparql)]
    assert ("Turkey", "Government of National Accord", "supports", "asserted") in rows
    assert ("United Arab Emirates", "Khalifa Haftar", "supports", "asserted") in rows
    assert ("Russia", "Khalifa Haftar", "supports militarily", "alleged") in rows or ("Russia", "Khalifa Haftar", "supports", "alleged") in rows


def test_no_row_of_who_backs_stands_twice(view):
    rows = list(view.query(named_query("who-backs").sparql))
    assert len(rows) == len(set(rows))


def test_what_is_only_alleged_is_no_direct_triple(view):
    assert not bool(view.query("ASK { graph:Russia rel:supports graph:Haftar }"))
    assert bool(view.query("ASK { graph:UAE rel:supports graph:Haftar }"))


def test_an_unknown_name_lists_the_known():
    with pytest.raises(UnknownName, match="who-backs"):
        named_query("who-knows")


def test_a_built_graph_conforms(view):
    assert validate(view) == []


def test_a_naked_edge_is_found(seed_folder):
    """An edge without a claim behind it breaks the shapes."""
    store = pyoxigraph.Store()
    store.extend(Store.open(seed_folder).view()._store)
    store.add(pyoxigraph.Quad(actor_node("Russia"), relation_node("supports"), actor_node("Haftar"), DIRECT))
    assert any("no asserted" in violation.message for violation in validate(View(store)))


def test_every_constraint_is_run_over_all_nodes():
    made = list(constraint_queries())
    assert len(made) > 15
    assert all("?this a/rdfs:subClassOf*" in query or "?anything" in query for _, query in made)


def test_what_is_over_is_no_backing_and_is_marked_where_everything_is_listed(tmp_path):
    """Who supported somebody until 2018 does not back him; in the lists of all that is told the end stands as an end."""
    (tmp_path / "mine.csv").write_text("subject,relation,object,date,until\nIran,supports,Hezbollah,2021-03-04,2018\nIran,supports,Hamas,2021-03-04,\n", encoding="utf-8")
    import_table(tmp_path / "mine.csv", "triples", graph=tmp_path / "g")
    view = Store.open(tmp_path / "g").view()
    assert [str(row[1]) for row in view.query(named_query("who-backs").sparql)] == ["Hamas"]
    for name, place in (("what-changed", 6), ("evidence", 5)):
        assert sorted(str(row[place]) for row in view.query(named_query(name).sparql)) == ["None", "true"]


def test_a_denial_is_no_evidence_that_reads_as_a_statement(view):
    """Each row of evidence says whether it states or denies."""
    rows = list(view.query(named_query("evidence").sparql))
    assert {str(row[4]) for row in rows if "denied" in str(row[7])} >= {"negative"}
    assert {str(row[4]) for row in rows} == {"positive", "negative"}
