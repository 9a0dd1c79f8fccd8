"""An index lookup finds the same as a full scan, in the same order."""

from __future__ import annotations

from collections import Counter

import pytest

from graphkit import Graph
from graphkit.errors import UnknownName
from graphkit.rdf import actor_node
from graphkit.store import Store, find
from graphkit.store.index import IndexWriter


@pytest.fixture(scope="module")
def graph(seed_folder):
    return Graph.open(seed_folder)


def test_claims_by_their_ends(graph):
    everything = list(graph.claims(out_of_force=True))
    pairs = {(c.subject, c.object) for c in everything}
    assert len(pairs) > 50
    for subject, object_ in sorted(pairs):
        assert list(graph._view.claims(subject, object_)) == [c for c in everything if (c.subject, c.object) == (subject, object_)]
        assert list(graph._view.claims(subject)) == [c for c in everything if c.subject == subject]
        assert list(graph._view.claims(object_=object_)) == [c for c in everything if c.object == object_]


def test_claims_of_many_pairs_are_found_one_by_one_or_by_reading_all_of_an_actor(seed_folder, monkeypatch):
    store = Store.open(seed_folder).view()._store
    pairs = {(actor_node(c.subject), actor_node(c.object)) for c in Graph.open(seed_folder).claims()}
    found = {}
    for most in (2, len(pairs)):
        monkeypatch.setattr(find, "_MANY", most)
        found[most] = sorted(map(str, find.nodes_between(store, pairs)))
    assert found[2] == found[len(pairs)] == sorted(str((pair, *node)) for pair in pairs for node in find.nodes_with(store, *pair))


def test_the_index_has_the_claims_of_an_article_as_the_graph_has_them(seed_folder):
    index = IndexWriter(None)
    index.fill(store := Store.open(seed_folder).view()._store)
    for article in Graph.open(seed_folder).articles():
        assert index.claims(article.key) == find.claims_in(store, article.key) != []
    index.mark_outdated([article.key])
    assert index.claims(article.key) is None


def test_nobody_has_no_claims(graph):
    assert list(graph._view.claims("Nobody_at_all")) == []


def test_articles_by_key(graph):
    for article in graph.articles():
        assert graph.article(article.key) == article
    with pytest.raises(UnknownName, match="'none'"):
        graph.article("none")


def test_numbers_in_force(graph):
    active = list(graph.claims())
    by_article, by_actor = graph.in_force()
    assert by_article == Counter(c.article for c in active)
    assert by_actor == Counter(end for c in active for end in (c.subject, c.object))
