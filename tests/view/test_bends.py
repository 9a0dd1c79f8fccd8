"""No drawn tie passes through an unrelated actor, and no two coincide, in every conflict of the seed articles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit import Graph as Stored
from graphkit.model import Actor, ActorClass
from tests.view.conftest import Opened
from tests.view.graphs import Graph, claim

Open = Callable[..., Opened]

A, B, C = (Actor(name, name, ActorClass.STATE) for name in "ABC")

# Ties that come within the radius of an unrelated actor plus two pixels, on the curves that vis-network draws.
TOUCHED = """() => {
    const { network, nodes, edges, data, name } = graphkit;
    const spots = network.getPositions();
    network.redraw();
    return edges.get().filter(({ from, to }) => from !== to).flatMap(({ id, from, to }) => {
        const points = [...Array(101).keys()].map((step) => network.body.edges[id].edgeType.getPoint(step / 100));
        const isNear = (actor) => points.some(({ x, y }) => Math.hypot(spots[actor].x - x, spots[actor].y - y) < data.nodes[actor].size + 2);
        return nodes.getIds().filter((actor) => actor !== from && actor !== to && isNear(actor)).map((actor) => `${name(from)}-${name(to)}: ${name(actor)}`);
    });
}"""
BOWS = "graphkit.edges.get().map((edge) => graphkit.bowOf(edge) * (edge.from < edge.to ? 1 : -1))"


@pytest.fixture(scope="module")
def seeds(seed_folder: Path) -> Graph:
    graph = Stored.open(seed_folder)
    return Graph(tuple(graph.actors()), tuple(graph.claims()), tuple(graph.articles()))


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)], ids=["phone", "desk"])
def test_no_tie_of_the_seed_conflicts_passes_through_a_foreign_actor(opened: Open, seeds: Graph, width: int, height: int):
    shown = opened(seeds, viewport={"width": width, "height": height})
    count = shown.js("graphkit.data.stories.length")
    assert count > 5
    for number in range(count - 1):
        shown.js("(number) => graphkit.openStory(number)", number)
        assert shown.js(TOUCHED) == []
    # With all conflicts together, a tie may have no curve that avoids all actors; then it has the one that touches fewest.
    shown.js("(number) => graphkit.openStory(number)", count - 1)
    assert len(shown.js(TOUCHED)) <= shown.js("graphkit.edges.length") / 100


def test_a_tie_bows_around_who_is_put_upon_it_and_is_straight_again_when_he_leaves(opened: Open):
    shown = opened(Graph((A, B, C), (claim(A, "supports", B), claim(A, "supports", C)), ()))
    place = "(x) => { ['A', 'B', 'C'].forEach((name, nth) => graphkit.pin(graphkit.data.actors.findIndex((actor) => actor.name === name), [0, 400, x][nth], 0)); graphkit.changed(); }"
    shown.js(place, 200)
    assert shown.js(TOUCHED) == []
    assert any(shown.js(BOWS))
    shown.js(place, -200)
    assert not any(shown.js(BOWS))


def test_ties_of_one_pair_never_lie_on_each_other(opened: Open):
    relations = ("supports", "opposes", "attacks", "sanctions", "consultsWith", "requests")
    shown = opened(Graph((A, B), tuple(claim(one, each, other) for one, other in ((A, B), (B, A)) for each in relations), ()))
    bows = shown.js(BOWS)
    assert len(set(bows)) == len(bows) == 11
    assert max(map(abs, bows)) < 1


def test_the_exported_picture_has_the_same_curves(opened: Open, seeds: Graph):
    shown = opened(seeds)
    paths = {item["id"]: item["path"] for item in shown.js("graphkit.scene().items.filter(({ kind }) => kind === 'tie')")}
    vias = shown.js("Object.fromEntries(graphkit.edges.get().filter(({ smooth }) => smooth.enabled).map(({ id }) => [id, graphkit.network.body.edges[id].edgeType._getViaCoordinates()]))")
    assert vias
    for number, via in vias.items():
        assert f"Q{via['x']:.1f} {via['y']:.1f} " in paths[int(number)]
