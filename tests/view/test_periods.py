"""The camps that the page shows for a period are those of a graph with only the claims of that period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphkit.analyze import bound_graph, camp_name, divided, pairs, signed_graph, standing_claims
from graphkit.analyze.parties import short_name
from graphkit.model import ActorClass, TimeSpan
from tests.view.conftest import Opened
from tests.view.graphs import Graph, camps

PERIODS = [("", "2020-02-31"), ("2020-03", ""), ("2020-02", "2020-04-31"), ("2020-05", "2020-06-31"), ("", "2020-01-31"), ("2021-01", "")]
CAMPS = """(periods) => periods.map(([from, to]) => {
    const { data, limits, campsIn, nodes, changed, colourOf, palette } = graphkit;
    Object.assign(limits, { from, to });
    changed();
    const shown = campsIn().map(({ name, members }, number) => [name, members.map((actor) => data.actors[actor].id).sort()]);
    const isColoured = nodes.get().every(({ id, color }) => { const camp = graphkit.campOf(id); return camp === undefined || color.background === palette()[colourOf(camp)] || ["place", "actor of unknown kind"].includes(data.actors[id].kind); });
    return [shown, isColoured, new Set(campsIn().map(({ colour }) => colour)).size === shown.length];
})"""


def war() -> Graph:
    """Return a war of forty actors over most of a year, in which a seventh of the ties end and four actors are parts of another."""
    graph = camps(40, ties=240, camps=5)
    ending = TimeSpan(ended=True)
    claims = [replace(each, valid=ending) if number % 7 == 0 else each for number, each in enumerate(graph.claims)]
    # What was said twice ends for all who said it before.
    claims += [replace(each, article=graph.articles[-1 - number].key, valid=ending) for number, each in enumerate(graph.claims[1:60:6])]
    # Parts stand with their whole.
    wholes = {n: replace(graph.actors[n], kind=ActorClass.GOVERNMENT, of=graph.actors[2]) for n in (3, 4, 5, 8)}
    return Graph(tuple(wholes.get(number, actor) for number, actor in enumerate(graph.actors)), tuple(claims), graph.articles)


def test_camps_of_a_period(opened: Callable[..., Opened]):
    graph = war()
    about, known = {one.key: one for one in graph.articles}, {actor.id: actor for actor in graph.actors}
    shown = opened(graph)
    rivals = set(shown.js("graphkit.shownStory().rivals.map((actor) => graphkit.data.actors[actor].id)"))
    found = shown.js(CAMPS, PERIODS)
    for (first, last), (camps_of, coloured, distinct) in zip(PERIODS, found, strict=True):
        told = [claim for claim in graph.claims if first <= str(about[claim.article].published) <= (last or "9")]
        held = standing_claims(told, about.__getitem__)
        made = pairs(held, about.__getitem__)
        wanted = sorted(divided(bound_graph(signed_graph(made), held, known)), key=rivals.isdisjoint)
        assert camps_of == [[camp_name(camp, made, rivals, lambda id_: short_name(known[id_])), sorted(camp)] for camp in wanted]
        assert coloured
        assert distinct
    assert len({len(camps_of) for camps_of, _, _ in found}) > 3
    assert "Camps are those of its claims" in shown.panel()
