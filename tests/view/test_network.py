"""Nodes and edges as passed to vis-network by pyvis."""

from __future__ import annotations

import json

import pytest

from graphkit.model import Actor, ActorClass, Claim, Polarity, Status
from graphkit.ontology import load_vocabulary
from graphkit.query.ties import WAYS, ties
from graphkit.view.network import DASHES, HEADS, SHAPES, network, ranked
from tests.view.graphs import camps, claim

A, B, C = (Actor(name, name, ActorClass.STATE) for name in "ABC")


def drawn(*claims: Claim, actors: tuple[Actor, ...] = (A, B, C)) -> dict[str, list[dict]]:
    made = ties(claims, load_vocabulary(), lambda claim: None)
    known = {actor.id: actor for actor in actors}
    names = ranked(made)
    return network([known[name] for name in names], made, [(0, 0)] * len(names))


def edge(*claims: Claim) -> dict:
    [found] = drawn(*claims)["edges"]
    return found


def test_physics_is_off_and_the_layout_is_not_tried_again():
    options = drawn()["options"]
    assert options["physics"]["enabled"] is False
    assert options["layout"]["improvedLayout"] is False


def test_the_strongest_actor_is_the_first_node():
    made = ties([claim(A, "supports", C), claim(B, "supports", C)], load_vocabulary(), lambda claim: None)
    assert ranked(made) == ["C", "A", "B"]


def test_actors_without_a_tie_are_no_nodes():
    assert len(drawn(claim(A, "supports", B))["nodes"]) == 2


def test_nodes_and_edges_are_numbered_by_their_lists():
    graph = camps(50)
    found = drawn(*graph.claims, actors=graph.actors)
    for kind in ("nodes", "edges"):
        assert [item["id"] for item in found[kind]] == list(range(len(found[kind])))


def test_no_text_of_an_article_gets_into_what_vis_network_interprets():
    hostile = Actor("<b>", "<img onerror=x>")
    found = drawn(claim(hostile, "supports", B), actors=(hostile, B))
    assert "<" not in json.dumps({"nodes": found["nodes"], "edges": found["edges"]})


@pytest.mark.parametrize("kind", list(ActorClass))
def test_every_kind_of_actor_has_a_shape(kind: ActorClass):
    other = Actor("X", "X", kind)
    found = drawn(claim(other, "supports", B), actors=(other, B))
    assert SHAPES[kind] in {node["shape"] for node in found["nodes"]}


def test_kinds_that_share_a_shape_are_told_apart_as_hollow():
    filled = [kind for kind in ActorClass if kind not in {ActorClass.PLACE, ActorClass.ACTOR}]
    assert len({SHAPES[kind] for kind in filled}) == len(filled)
    assert SHAPES[ActorClass.PLACE] != SHAPES[ActorClass.ACTOR]


def test_size_grows_with_ties():
    found = drawn(claim(A, "supports", B), claim(A, "opposes", C), claim(A, "attacks", C))
    sizes = [node["size"] for node in found["nodes"]]
    assert sizes[0] > sizes[1] > sizes[2] > 0


def test_size_has_a_limit():
    graph = camps(400, ties=4000)
    assert max(node["size"] for node in drawn(*graph.claims, actors=graph.actors)["nodes"]) < 30


@pytest.mark.parametrize(
    "changes, way",
    [
        ({}, "stated"),
        ({"status": Status.ALLEGED}, "alleged"),
        ({"status": Status.PLANNED}, "possible"),
        ({"polarity": Polarity.NEGATIVE}, "denied"),
        ({"confidence": 0.4}, "uncertain"),
    ],
)
def test_dashes_tell_how_a_tie_is_said(changes: dict, way: str):
    assert edge(claim(A, "supports", B, **changes))["dashes"] == DASHES[way]


def test_every_way_has_dashes_of_its_own():
    assert len({str(DASHES[way]) for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("predicate, sign", [("supports", 1), ("attacks", -1), ("leads", 0)])
def test_the_head_tells_the_sign_so_that_colour_is_not_alone(predicate: str, sign: int):
    arrows = edge(claim(A, predicate, B))["arrows"]
    assert arrows["to"]["type"] == HEADS[sign]
    assert "from" not in arrows


def test_a_tie_without_direction_is_marked_at_both_ends():
    assert set(edge(claim(A, "alliedWith", B))["arrows"]) == {"from", "to"}


def test_the_same_graph_is_drawn_the_same():
    graph = camps(120)
    first = drawn(*graph.claims, actors=graph.actors)
    assert first == drawn(*reversed(graph.claims), actors=graph.actors)
