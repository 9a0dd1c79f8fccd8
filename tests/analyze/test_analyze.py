"""Each measure against examples worked by hand, and alliances that history wrote down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit import Graph
from graphkit.analyze import (
    analyze,
    balance,
    brokers,
    camps,
    mixed,
    pairs,
    rivalries,
    signed_graph,
    standing_claims,
    tables,
    timeline,
    trends,
)
from graphkit.analyze.balance import _searched, line_index, triangles
from graphkit.analyze.camps import _parts, divide, frustration, groups
from graphkit.analyze.signed import bound_graph
from graphkit.model import Article, Claim, Evidence, Lifecycle, Polarity, Precision, Status, TimeSpan
from tests.conftest import examples

# The great powers of 1907 as in Antal, Krapivsky and Redner (2006), "Social balance on networks:
# the dynamics of friendship and enmity", figure 7: Triple Alliance against Triple Entente.
ALLIANCE, ENTENTE = ("Austria", "Germany", "Italy"), ("Britain", "France", "Russia")


def graph_of(*edges):
    """A signed graph of (first, second, weight)."""
    made = nx.Graph()
    for first, second, weight in sorted(edges):
        made.add_edge(first, second, friendly=max(weight, 0), hostile=max(-weight, 0), weight=weight, sign=(weight > 0) - (weight < 0))
    return made


def powers():
    friends = [(a, b, 1) for side in (ALLIANCE, ENTENTE) for a, b in combinations(side, 2)]
    return graph_of(*friends, *((a, b, -1) for a, b in product(ALLIANCE, ENTENTE)))


def test_1907_is_balanced_and_has_two_camps():
    told = balance(powers())
    assert (told.balanced, told.unbalanced, told.degree) == (20, 0, 1.0)
    assert (told.frustration, told.exact, told.against) == (0, True, 0)
    assert [camp.members for camp in camps(powers())] == [ALLIANCE, ENTENTE]


def test_one_tie_turned_is_one_pair_in_the_way():
    """Italy's secret accord with France (1902) as a friendly tie: of its four triangles all are unbalanced."""
    graph = powers()
    graph.add_edge("France", "Italy", friendly=1, hostile=0, weight=1, sign=1)
    told = balance(graph)
    assert (told.unbalanced, told.frustration, told.against) == (4, 1, 1)
    assert [camp.members for camp in camps(graph)] == [ALLIANCE, ENTENTE]


@pytest.mark.parametrize(("signs", "balanced"), [((1, 1, 1), True), ((1, -1, -1), True), ((1, 1, -1), False), ((-1, -1, -1), False)])
def test_a_triangle_is_balanced_where_its_signs_multiply_to_plus(signs, balanced):
    told = balance(graph_of(("a", "b", signs[0]), ("b", "c", signs[1]), ("a", "c", signs[2])))
    assert (told.balanced, told.unbalanced) == ((1, 0) if balanced else (0, 1))
    assert told.frustration == (not balanced)


def test_nothing_is_balanced_and_in_no_camp():
    told = balance(nx.Graph())
    assert (told.degree, told.frustration, told.exact) == (1.0, 0, True)
    assert camps(nx.Graph()) == []


def test_no_pair_in_the_way_is_exact_and_no_triangle_has_no_degree():
    """ "At most 0" says less than is known, and a degree of 1 that everything is balanced where there is no triangle."""
    star = graph_of(*(("a", f"b{n:02}", 1) for n in range(40)))
    told = balance(star)
    assert (told.frustration, told.exact) == (0, True)
    rows = dict(tables(replace(analyze([], article), balance=told), str)["balance"][1])
    assert rows["degree of balance"] == "-"
    assert rows["pairs that contradict a division into two camps"] == "0"


def test_foes_of_one_another_are_three_camps():
    """Three that are all foes stand alone; two camps cannot hold them (Davis 1967 allows many camps)."""
    graph = graph_of(("a", "b", -1), ("b", "c", -1), ("a", "c", -1))
    assert len(groups(divide(graph))) == 3
    assert camps(graph) == []


def test_more_sources_pull_more():
    """C is said to stand with A by three and with B by one, who are foes."""
    graph = graph_of(("a", "b", -2), ("a", "c", 3), ("b", "c", 1))
    (camp,) = camps(graph)
    assert camp.members == ("a", "c")
    assert frustration(graph, divide(graph)) == 1


EDGES = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg"), st.sampled_from((-2, -1, 1, 2))).filter(lambda e: e[0] < e[1]), max_size=15)


@settings(max_examples=examples(25))
@given(EDGES)
def test_camps_are_never_worse_than_all_alone_or_all_in_one(edges):
    graph = graph_of(*{edge[:2]: edge for edge in edges}.values())
    found = frustration(graph, divide(graph))
    assert found <= frustration(graph, {name: number for number, name in enumerate(graph)})
    assert found <= frustration(graph, dict.fromkeys(graph, 0))
    again = graph_of(*reversed([(a, b, e["weight"]) for a, b, e in graph.edges(data=True)]))
    assert divide(again) == divide(graph)
    for camp in camps(graph):
        assert camp.sure == tuple(round(company(name, set(camp.members), graph), 3) for name in camp.members)


def company(name, members, graph):
    """Mean Jaccard index of who is in an actor's camp of the whole and in his camps of the parts."""
    mates = [next((group for group in groups(divide(part)) if name in group), frozenset()) - {name} for part in _parts(graph)]
    others = members - {name}
    return sum(len(others & each) / len(others | each) if others | each else 1.0 for each in mates) / len(mates)


@settings(max_examples=examples(25))
@given(EDGES)
def test_the_line_index_is_the_least_over_all_divisions(edges):
    graph = graph_of(*{edge[:2]: edge for edge in edges}.values())
    names = sorted(graph)
    least = min(
        sum((e["sign"] > 0) != (side[names.index(a)] == side[names.index(b)]) for a, b, e in graph.edges(data=True))
        for side in product((0, 1), repeat=len(names))
    )
    assert line_index(graph) == (least, True)
    numbered = [(names.index(a), names.index(b), e["sign"]) for a, b, e in graph.edges(data=True)]
    assert _searched(len(names), numbered) >= least
    signs = [graph[a][b]["sign"] * graph[b][c]["sign"] * graph[a][c]["sign"] for a, b, c in combinations(names, 3) if graph.has_edge(a, b) and graph.has_edge(b, c) and graph.has_edge(a, c)]
    assert triangles(graph) == (signs.count(1), signs.count(-1))


def test_who_joins_friends_is_a_broker():
    """A star of three: all shortest ways lead through the middle; the tie to the pair behind is a bridge."""
    graph = graph_of(("m", "a", 1), ("m", "b", 1), ("m", "c", 1), ("c", "d", 1), ("a", "b", 1), ("m", "x", -1))
    first, second = brokers(graph)
    assert (first.actor, first.bridges) == ("m", ("c",))
    # Of the ten pairs of other nodes (x among them) four are joined through m: ac, ad, bc, bd.
    assert first.betweenness == 0.4
    assert (second.actor, second.betweenness, second.bridges) == ("c", 0.3, ("m",))


# From claims to the graph.

PUBLISHED = {"one": ("Wire", date(2020, 1, 1)), "two": ("Post", date(2020, 3, 5)), "three": ("Wire", date(2021, 1, 1)), "undated": (None, None)}


def article(key):
    outlet, day = PUBLISHED[key]
    return Article(key=key, id=key, text_hash="0" * 64, outlet=outlet, published=day)


def claim(subject, predicate, object_, key="one", *, quote=None, **more):
    words = quote or f"{subject} {predicate} {object_} in {key}"
    return Claim(key, subject, predicate, object_, subject, object_, (Evidence(0, len(words), words),), **more)


def test_only_what_stands_counts():
    plain = claim("a", "supports", "b")
    others = [
        claim("a", "supports", "c", status=Status.ALLEGED),
        claim("a", "supports", "d", polarity=Polarity.NEGATIVE),
        claim("a", "supports", "e", lifecycle=Lifecycle.RETRACTED),
        claim("a", "supports", "f", valid=TimeSpan(end=date(2019, 1, 1), ended=True)),
    ]
    assert standing_claims([plain, *others], article) == [plain]
    assert standing_claims([plain, others[0]], article, statuses=(Status.ALLEGED,)) == [others[0]]


def test_a_date_leaves_out_what_was_published_later():
    told = [claim("a", "supports", "b", key) for key in ("one", "two", "three", "undated")]
    assert [c.article for c in standing_claims(told, article, date(2020, 6, 1))] == ["one", "two", "undated"]


def test_pairs_count_independent_sources_either_way():
    """Two outlets with the same words are one source; direction does not matter; a meeting has no sign."""
    told = [
        claim("b", "supports", "a", "one", quote="same words"),
        claim("b", "supports", "a", "two", quote="Same  words"),
        claim("a", "attacks", "b", "two"),
        claim("a", "attacks", "b", "three"),
        claim("a", "leads", "c"),
        claim("a", "supports", "a"),
    ]
    (pair,) = pairs(told, article)
    assert (pair.first, pair.second, pair.friendly, pair.hostile, pair.weight, pair.sign) == ("a", "b", 1, 2, -1, -1)
    assert mixed([pair]) == [pair]
    assert signed_graph([pair])["a"]["b"]["sign"] == -1


def test_a_leader_is_in_the_camp_of_what_he_leads():
    told = [claim("uae", "supports", "haftar"), claim("egypt", "supports", "lna"), claim("haftar", "leads", "lna"), claim("x", "leads", "y")]
    assert len(camps(signed_graph(pairs(told, article)))) == 2
    bound = bound_graph(signed_graph(pairs(told, article)), told)
    assert [set(camp.members) for camp in camps(bound)] == [{"uae", "haftar", "egypt", "lna"}]
    assert "x" not in bound
    # What contradicts the camps is counted on those that are listed, with the leader beside his body.
    torn = analyze([claim("uae", "supports", "haftar"), claim("uae", "attacks", "lna"), claim("haftar", "leads", "lna")], article)
    assert ([camp.members for camp in torn.camps], torn.balance.against) == ([("haftar", "lna")], 1)


def test_backers_of_rivals_and_friends_of_both():
    told = [
        claim("gna", "attacks", "lna"),
        claim("turkey", "supportsMilitarily", "gna"),
        claim("uae", "supports", "lna"),
        claim("un", "cooperatesWith", "gna"),
        claim("un", "cooperatesWith", "lna"),
        # Relief and recognition take no side.
        claim("qatar", "givesHumanitarianAidTo", "gna"),
        claim("italy", "recognizes", "gna"),
    ]
    (found,) = rivalries(pairs(told, article), told)
    assert (found.first, found.second, found.hostile) == ("gna", "lna", 1)
    assert (found.backers_of_first, found.backers_of_second, found.on_both_sides) == (("turkey",), ("uae",), ("un",))
    # Those who support the leader of a side are behind it, as in the named query `rival-backers`.
    told += [claim("haftar", "commands", "lna"), claim("egypt", "supports", "haftar"), claim("lna", "supports", "haftar")]
    assert [r.backers_of_second for r in rivalries(pairs(told, article), told) if r.first == "gna"] == [("egypt", "uae")]


@pytest.mark.parametrize(("friendly", "listed"), [("hasAgreementWith", True), ("cooperatesWith", True), ("givesHumanitarianAidTo", True), ("supports", False)])
def test_a_truce_does_not_take_a_war_off_the_list_of_rivals(friendly, listed):
    """One source each for an attack and for a truce: the pair is mixed, but its war is not over; only backing weighs against an attack."""
    told = [claim("gna", "attacks", "lna"), claim("gna", friendly, "lna"), claim("turkey", "supports", "gna")]
    assert [(r.first, r.second) for r in rivalries(pairs(told, article), told)] == [("gna", "lna")] * listed


def test_two_that_fight_share_no_camp_after_a_peace_that_more_sources_report():
    """The headline calls them rivals. Nor is one that fights a side behind it, whatever it recognizes."""
    peace = [claim("gna", "hasAgreementWith", "lna", key) for key in ("one", "two")]
    told = [claim("gna", "attacks", "lna"), *peace, claim("turkey", "supports", "gna"), claim("uae", "supports", "lna")]
    (war, *_) = made = pairs(told, article)
    assert (war.friendly, war.hostile, war.weight) == (2, 1, -1)
    assert {camp.members for camp in camps(signed_graph(made))} == {("gna", "turkey"), ("lna", "uae")}
    told += [claim("turkey", "fights", "lna"), claim("turkey", "criticizes", "lna", "two"), claim("turkey", "recognizes", "lna")]
    assert [r.backers_of_second for r in rivalries(pairs(told, article), told) if r.first == "gna"] == [("uae",)]


def test_trends_compare_with_a_window_of_the_same_length():
    told = [claim("a", "supports", "b", key) for key in ("one", "two", "three")] + [claim("a", "attacks", "c", "one")]
    found = {(t.object, t.family): (t.before, t.within, t.change) for t in trends(told, article, date(2020, 6, 1), date(2021, 2, 1))}
    assert found == {("b", "supports"): (2, 1, -1), ("c", "attacks"): (1, 0, -1)}


@pytest.mark.parametrize(("day", "before"), [(24, 0), (25, 1), (31, 1)])
def test_the_window_before_has_as_many_days(day, before):
    """Before a week, 1 to 7 June, comes a week: 25 to 31 May."""

    def published(key):
        return replace(article(key), published=date(2020, 6, 7) if key == "one" else date(2020, 5, day))

    told = [claim("a", "supports", "b", "one"), claim("a", "supports", "b", "one", quote="again"), claim("a", "supports", "b", "two")]
    assert [(t.before, t.within) for t in trends(told, published, date(2020, 6, 1), date(2020, 6, 7))] == [(before, 2)]


def test_no_window_begins_before_all_days():
    assert trends([claim("a", "supports", "b")], article, date.min, date.max)[0].within == 1


def test_a_timeline_puts_what_is_known_by_its_year_under_no_month():
    def in_a_year(key):
        return replace(article(key), published=date(2020, 1, 1), published_precision=Precision.YEAR)

    assert [m.month for m in timeline([claim("a", "supports", "b", "one")], in_a_year)] == ["2020"]


def test_a_timeline_counts_months_by_sign():
    told = [claim("a", "supports", "b", "one"), claim("a", "attacks", "b", "one"), claim("a", "leads", "b", "three"), claim("a", "supports", "b", "undated")]
    assert [(m.month, m.friendly, m.neutral, m.hostile) for m in timeline(told, article)] == [("2020-01", 1, 0, 1), ("2021-01", 0, 1, 0), ("unknown", 1, 0, 0)]


def test_trends_and_timeline_count_a_copy_once():
    """A wire story in ten newspapers is one report of a tie, not ten; what only the copy says counts."""

    def copied(key):
        return replace(article(key), published=date(2020, 6, 3 if key == "one" else 4), copy_of=None if key == "one" else "one")

    told = [claim("a", "supports", "b", "two"), claim("a", "supports", "b", "one"), claim("a", "attacks", "c", "two")]
    assert {(t.object, t.within) for t in trends(told, copied, date(2020, 6, 1), date(2020, 6, 7))} == {("b", 1), ("c", 1)}
    assert trends(told[:2], copied, date(2020, 6, 4), date(2020, 6, 7))[0].change == -1
    assert [(m.month, m.friendly, m.hostile) for m in timeline(told, copied)] == [("2020-06", 1, 1)]


def test_the_seeds_put_haftar_and_his_backers_together(seed_folder):
    made = Graph.open(seed_folder).analyze()
    camp = {member: number for number, one in enumerate(made.camps) if one.conflict == "Libya" for member in one.members}
    assert camp["Haftar"] == camp["LNA"] == camp["UAE"] == camp["Egypt"]
    assert camp["Turkey"] == camp["GNA"] != camp["Haftar"]
    # The LNA attacks Tripoli, but a place is no rival.
    assert ("LNA", "Tripoli") in {(pair.first, pair.second) for pair in made.pairs if pair.hostile}
    assert ("LNA", "Tripoli") not in {(rivals.first, rivals.second) for rivals in made.rivalries}


def test_a_disputed_tie_is_named_by_its_relations():
    """It had the name of their family: 'supports' where arming is denied, 'other' for relations without a family."""
    told = [
        claim("a", "supportsMilitarily", "b", "one"), replace(claim("a", "supportsMilitarily", "b", "two"), polarity=Polarity.NEGATIVE),
        claim("a", "supportsMilitarily", "c", "one"), replace(claim("a", "supports", "c", "two"), polarity=Polarity.NEGATIVE),
        claim("a", "recruits", "d", "one"), replace(claim("a", "recruits", "d", "two"), polarity=Polarity.NEGATIVE),
        claim("a", "sanctions", "e", "one"), replace(claim("a", "sanctions", "e", "two"), polarity=Polarity.NEGATIVE),
        replace(claim("a", "sanctions", "e", "three"), polarity=Polarity.NEGATIVE, valid=TimeSpan(ended=True)),
    ]
    assert sorted(tables(analyze(told, article), str)["disputed"][1]) == [
        ("a", "recruits", "d", "1 source", "1 source"),
        ("a", "sanctions (ended)", "e", "1 source", "1 source"),
        ("a", "supports militarily", "b", "1 source", "1 source"),
        ("a", "supports militarily", "c", "1 source", "1 source (supports)"),
    ]


def test_every_table_has_its_columns(seed_folder):
    graph = Graph.open(seed_folder)
    shown = tables(graph.analyze(since=date(2020, 1, 1)), str)
    assert set(shown) == {"pairs", "camps", "balance", "brokers", "disputed", "mixed", "rivals", "trends"}
    for head, rows in shown.values():
        assert all(len(row) == len(head) for row in rows)
    assert shown["camps"][0] == ("conflict", "camp", "actor", "stability")
    assert [row[0].removesuffix(" (at most)") for row in shown["balance"][1][3:]] == ["pairs that contradict a division into two camps", "sources that contradict the camps found"]
    assert analyze([], article).pairs == ()
