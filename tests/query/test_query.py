"""The named questions answer over a real graph, and a built graph conforms to the shapes."""

from __future__ import annotations

import pyoxigraph
import pytest

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
