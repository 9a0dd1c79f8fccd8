"""A graph too large to draw whole: its strongest ties, drawn in a separate process; a small one is drawn directly."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date

import pytest
from starlette.requests import Request

from graphkit import Graph
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Lifecycle
from graphkit.serve import current
from graphkit.serve.current import Current
from graphkit.serve.network import Network
from graphkit.store import Store
from graphkit.view import strongest, strongest_page
from tests.serve.aside import run


def test_claims_of_the_strongest_ties_come_by_ties_of_most_claims_the_newest_of_each_first(tmp_path):
    drawn = (("A", "B", "2020-01-01"), ("B", "A", "2020-02-01"), ("B", "C", ""), ("A", "B", ""), ("C", "B", "2020-01-01"), ("C", "D", "2020-01-01"))
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for number, (subject, object_, day) in enumerate(drawn):
            document = Document(str(number), f"{subject} backs {object_}, says number {number}.", published=date.fromisoformat(day) if day else None)
            claim = Claim(document.key, subject, "supports", object_, subject, object_, (Evidence(0, len(document.text), document.text),))
            writer.add(ArticleRecord(document, (Actor(min(subject, object_), ""), Actor(max(subject, object_), "")), (claim,)))
    view = Store.open(tmp_path / "g").view()

    def ids(**most):
        return [view.article(claim.article).id for claim in strongest(view, **most)]

    assert ids(ties=2) == ["1", "0", "3", "4", "2"]
    assert ids(ties=2, claims=4) == ["1", "0", "3", "4"]
    assert ids() == ["1", "0", "3", "4", "2", "5"]
    assert strongest(Store.open(tmp_path / "empty", create=True).view()) == []


def told(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL).group(1))


def test_where_all_fit_the_page_is_that_of_the_whole_graph(seed_folder):
    graph = Graph.open(seed_folder)
    assert graph.page(strongest=10**30, served=True) == graph.page(served=True)


def test_a_part_says_of_how_many_claims_it_is(seed_folder):
    """Its claims are those of the strongest pairs, and it has a single picture, since conflicts need whole articles."""
    view = Store.open(seed_folder).view()
    page = strongest_page(view, 3)
    active = [claim for claim in view.claims() if claim.lifecycle is Lifecycle.ACTIVE]
    assert re.search(rf"The 3 pairs of actors with most claims, with \d+ claims of {len(active):,};", page)
    numbers = Counter(tuple(sorted((claim.subject, claim.object))) for claim in active)
    for most in (1, 3, 10, 10_000):
        drawn = Counter(tuple(sorted((claim.subject, claim.object))) for claim in strongest(view, most))
        assert list(drawn.items()) == sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    shown = told(page)
    assert len({frozenset((tie["from"], tie["to"])) for tie in shown["edges"]}) == 3
    assert len(shown["stories"]) == 1


@pytest.fixture
def network(seed_folder):
    made = Network(seed_folder, Current(seed_folder))
    yield made
    made.close()


def asked(network):
    return run(network.show(Request({"type": "http", "method": "GET", "path": "/network", "headers": [], "query_string": b""}))).body.decode()


def test_a_large_graph_is_drawn_beside_the_page_that_says_so_and_then_kept(network, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 3)
    first = asked(network)
    assert "data-again" in first
    assert "vis-network" not in first
    # Blocked until it is drawn.
    with network._drawing:
        pass
    assert "vis-network" in (second := asked(network))
    assert asked(network) == second


def test_a_small_graph_is_drawn_whole_at_once(network, seed_folder):
    page = asked(network)
    assert page == Graph.open(seed_folder).page(served=True)
    assert 'id="part"' not in page


def test_the_network_has_the_links_and_the_breadcrumbs_of_the_other_pages(ask):
    def links(page):
        nav = re.search(r'<nav aria-label="Main">(.*?)</nav>', page, re.DOTALL).group(1)
        return re.findall(r'href="(.*?)".*?>(.*?)</a>', nav)

    network, other = ask("/network").text, ask("/articles").text
    assert links(network) == links(other)
    assert ("/actors", "Actors") in links(network)
    assert re.sub(r"\s+", " ", re.search(r'<nav class="crumbs".*?</nav>', network).group()).endswith('<a href="/">Home</a></li><li aria-current="page">Network</li></ol></nav>')
