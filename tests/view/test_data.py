"""The data passed to the page: complete, bounded, clean."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analyze import analyze
from graphkit.model import (
    Actor,
    ActorClass,
    Claim,
    Evidence,
    Polarity,
    Precision,
    Status,
    TimeSpan,
    around,
)
from graphkit.ontology import load_vocabulary
from graphkit.view.data import data
from graphkit.view.page_values import KINDS
from tests.view.graphs import Graph, article, camps, claim, hostile, river_war

A, B = Actor("A", "Alphaland", ActorClass.STATE), Actor("B", "Betaland", ActorClass.STATE)


def told(graph: Graph) -> dict:
    return data(graph.actors, graph.claims, graph.articles, load_vocabulary())


def one(given: Claim, *actors: Actor) -> dict:
    """Return the page's data on a single claim."""
    [tie] = told(Graph((A, B, *actors), (given,), (article(0),)))["ties"]
    return tie["claims"][0]


def test_an_empty_graph_is_told_as_one():
    found = told(Graph((), (), ()))
    assert found["nodes"] == found["edges"] == found["ties"] == found["actors"] == []


def test_camps_are_those_of_the_analysis():
    """A main rival without allies is a side of its own, and not a camp."""
    c = Actor("C", "Gammaland", ActorClass.STATE)
    graph = Graph((A, B, c), (claim(A, "attacks", B), claim(c, "supports", B)), (article(0),))
    made = analyze(graph.claims, lambda key: article(0))
    [whole] = told(graph)["stories"]
    names = [actor["name"] for actor in told(graph)["actors"]]
    assert [{names[member] for member in camp["members"]} for camp in whole["camps"]] == [{"Betaland", "Gammaland"}]
    assert [set(camp.members) for camp in made.camps] == [{"B", "C"}]


def test_ties_and_edges_actors_and_nodes_go_together():
    found = told(camps(80))
    assert len(found["ties"]) == len(found["edges"])
    assert len(found["actors"]) == len(found["nodes"])
    for tie, edge in zip(found["ties"], found["edges"], strict=True):
        assert (tie["from"], tie["to"]) == (edge["from"], edge["to"])


def test_a_claim_is_told_with_relation_status_and_source():
    found = one(claim(A, "supportsMilitarily", B, status=Status.ALLEGED, support_types=("air-defence",)))
    assert found["relation"] == "supports militarily"
    assert (found["status"], found["way"], found["cue"]) == ("alleged", "alleged", "reportedly")
    assert found["types"] == ["air defence"]
    assert found["article"] == 0


def test_a_claim_keeps_its_own_direction_in_a_tie_without_one():
    found = one(claim(B, "alliedWith", A))
    names = told(Graph((A, B), (claim(B, "alliedWith", A),), (article(0),)))["actors"]
    assert names[found["from"]]["name"] == "Betaland"


def test_a_denial_keeps_its_status():
    found = one(claim(A, "supports", B, status=Status.DECLARED, polarity=Polarity.NEGATIVE))
    assert (found["status"], found["way"], found["words"]) == ("declared", "denied", ["declared", "denied"])


def test_speaker_and_words_of_attribution_are_both_told():
    speaker = Actor("S", "The Spokesman")
    found = one(claim(A, "supports", B, attributed_to="S", attribution_text="the spokesman said"), speaker)
    assert (found["speaker"], found["attribution"]) == ("The Spokesman", "the spokesman said")


def test_a_speaker_who_is_not_among_the_actors_is_told_by_id():
    assert one(claim(A, "supports", B, attributed_to="Ghost"))["speaker"] == "Ghost"


def test_names_and_cue_are_marked_in_the_quote():
    [quote] = one(claim(A, "supports", B, status=Status.ALLEGED))["quotes"]
    kinds = {text: kind for text, kind in quote["pieces"] if kind}
    assert kinds == {"Alphaland": "end", "Betaland": "end", "reportedly": "cue"}
    assert quote["before"].endswith("said ")
    assert quote["after"].startswith(", weeks")


def test_at_most_three_quotes_of_a_claim_are_told_and_the_rest_counted():
    evidence = tuple(Evidence(n, n + 5, f"quote {n}") for n in range(5))
    found = one(claim(A, "supports", B, evidence=evidence))
    assert (len(found["quotes"]), found["more"]) == (3, 2)


@pytest.mark.parametrize(
    "span, words",
    [
        (None, ""),
        (TimeSpan(), ""),
        (TimeSpan(date(2020, 1, 2), date(2020, 1, 2)), "2020-01-02"),
        (TimeSpan(date(2020, 1, 1), date(2020, 1, 31), Precision.MONTH), "2020-01"),
        (TimeSpan(date(2011, 1, 1), date(2020, 12, 31), Precision.YEAR), "2011 to 2020"),
        (TimeSpan(date(2011, 1, 1), None, Precision.YEAR), "since 2011"),
        (TimeSpan(None, date(2020, 1, 2)), "until 2020-01-02"),
        (TimeSpan(None, date(2020, 1, 2), ended=True), "until 2020-01-02, ended"),
        (TimeSpan(date(2014, 1, 1), date(2018, 12, 31), Precision.YEAR, ended=True), "2014 to 2018, ended"),
        (TimeSpan(ended=True), "ended"),
    ],
)
def test_times_are_told_as_exactly_as_they_are_known(span: TimeSpan | None, words: str):
    assert one(claim(A, "supports", B, valid=span))["valid"] == words


@pytest.mark.parametrize(
    "precision, words", [(Precision.DAY, "2020-01-01"), (Precision.MONTH, "2020-01"), (Precision.YEAR, "2020")]
)
def test_a_publication_is_dated_as_exactly_as_known(precision: Precision, words: str):
    source = replace(article(0), published_precision=precision)
    [found] = told(Graph((A, B), (claim(A, "supports", B),), (source,)))["articles"]
    assert found["date"] == words


def test_an_article_without_title_is_named_by_its_id():
    source = replace(article(0), title=None, outlet=None, published=None, url=None)
    [found] = told(Graph((A, B), (claim(A, "supports", B),), (source,)))["articles"]
    assert found == {"key": source.key, "title": "d0", "outlet": "", "date": "", "url": None}


def test_actors_and_articles_that_are_missing_do_not_stop_the_page():
    found = told(Graph((), (claim(A, "supports", B),), ()))
    assert [actor["name"] for actor in found["actors"]] == ["A", "B"]
    assert found["articles"][0]["title"] == f"article {article(0).key}"


def test_only_articles_that_are_cited_are_told():
    graph = Graph((A, B), (claim(A, "supports", B, source=3),), tuple(map(article, range(9))))
    assert [each["title"] for each in told(graph)["articles"]] == ["Report 3 from the front"]


def test_every_kind_of_actor_has_words():
    assert set(KINDS) == set(ActorClass)


def test_a_blank_name_falls_back_on_the_id():
    blank = Actor("Q1", "  ")
    found = told(Graph((blank, B), (claim(blank, "supports", B),), (article(0),)))
    assert {actor["name"] for actor in found["actors"]} == {"Q1", "Betaland"}


def test_every_text_is_bounded_and_can_be_written():
    def texts(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
        return [text for part in parts for text in texts(part)]

    found = texts(told(hostile()))
    assert max(map(len, found)) <= 600
    json.dumps(found, ensure_ascii=False).encode("utf-8")


def test_a_hostile_address_is_no_link():
    assert {each["url"] for each in told(hostile())["articles"]} == {None}


def test_order_of_the_input_changes_nothing():
    graph = river_war()
    turned = Graph(graph.actors[::-1], graph.claims[::-1], graph.articles[::-1])
    assert told(graph) == told(turned)


def test_a_tie_of_which_nothing_holds_any_more_has_ended():
    over = TimeSpan(None, date(2018, 1, 1), ended=True)
    plain, former = claim(A, "supports", B), claim(A, "supports", B, valid=over)
    for claims, ended in (((plain,), False), ((former,), True), ((plain, former), False), ((claim(A, "supports", B, polarity=Polarity.NEGATIVE),), False)):
        [tie] = told(Graph((A, B), claims, (article(0),)))["ties"]
        assert tie["ended"] == ended


def test_a_tie_whose_end_is_all_that_is_reported_has_ended_and_is_not_denied():
    """'A has ended its support for B', read as negative and ended, was drawn and exported as 'only denied'."""
    over = claim(A, "supports", B, valid=TimeSpan(None, date(2018, 1, 1), ended=True), polarity=Polarity.NEGATIVE)
    denial = claim(A, "supportsMilitarily", B, source=1, polarity=Polarity.NEGATIVE)
    for claims in ((over,), (over, denial)):
        made = told(Graph((A, B), claims, (article(0), article(1))))
        assert [(tie["way"], tie["ended"]) for tie in made["ties"]] == [("stated", True)]
        assert made["stories"][0]["ended"] == [0]


def former_and_alleged() -> Graph:
    """Return a graph: A backed B until 2018, and reportedly does so today."""
    former = claim(A, "supports", B, valid=TimeSpan(None, date(2018, 1, 1), ended=True))
    return Graph((A, B), (former, claim(A, "supports", B, source=1, status=Status.ALLEGED)), (article(0), article(1)))


def test_a_tie_that_is_only_alleged_today_is_no_plain_line():
    """What it was in the past made it solid, while the dossier beside it said "alleged"."""
    made = told(former_and_alleged())
    assert [(tie["way"], tie["ended"]) for tie in made["ties"]] == [("alleged", False)]
    assert made["edges"][0]["dashes"] == made["dashes"]["alleged"]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ("…\u00a0", "")),
        # Evidence keeps sixty letters of context: the article continues, and graphs of earlier versions may cut a word.
        (f"tional Army {'x' * 44} in ", f" and {'y' * 44} intelligen", (f"…\u00a0Army {'x' * 44} in ", f" and {'y' * 44}\u00a0…")),
        ("x" * 60, "y" * 60, ("…" + "x" * 60, "y" * 60 + "…")),
        # A word that would have been cut is left out.
        ("army said ", ", which the government in the capital of the country", ("…\u00a0army said ", ", which the government in the capital of the country\u00a0…")),
        ("army said ", " on Monday, weeks after the talks in Geneva had begun.", ("…\u00a0army said ", " on Monday, weeks after the talks in Geneva had begun.")),
        ("army said ", ", weeks after", ("…\u00a0army said ", ", weeks after")),
    ],
)
def test_context_is_shown_in_whole_words(before, after, shown):
    assert around(before, after, 1000) == shown
    # At the start of the article there is no text before the context.
    assert around(before, after, len(before)) == (before, shown[1])


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=1, max_size=60), st.data())
def test_an_ellipsis_stands_before_a_quote_where_the_article_goes_on_there(words, data):
    """The context shown with it consists of words of the article."""
    text = " ".join(words) + "."
    first = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join([*words[:first], ""])) if first else 0
    evidence = Evidence.of(text, start, start + len(words[first]))
    before, after = around(evidence.before, evidence.after, evidence.start)
    told = before.removeprefix("…").lstrip("\u00a0")
    assert text[:start].endswith(told)
    assert before.startswith("…") == (len(told) < start)
    assert set(before.strip("…\u00a0").split()) <= set(words)
    assert len(after.rstrip("…\u00a0")) <= 60
