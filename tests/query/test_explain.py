"""All claims of a pair: actors are found as people type them, copies count once, denials stand beside."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit import Graph
from graphkit.errors import UnknownName
from graphkit.model import Actor, ActorClass, Document
from graphkit.pipeline import build
from graphkit.query import explain, find_actor
from graphkit.query.explain import folded

ACCUSED = "Ukraine accused Iran of arming Russia."
DENIED = "Iran denied that it was arming Russia."


@pytest.fixture(scope="module")
def graph(seed_folder):
    return Graph.open(seed_folder)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uae", "UAE"),
        ("UAE", "UAE"),
        ("the United Arab Emirates", "UAE"),
        ("haftar", "Haftar"),
        ("khalifa haftar", "Haftar"),
        ("gna", "GNA"),
        ("Turkey", "Turkey"),
        ("northern alliance", "Northern_Alliance"),
        # As queries print it.
        ("graph:Haftar", "Haftar"),
        ("<https://w3id.org/graphkit/id/Haftar>", "Haftar"),
    ],
)
def test_actors_are_found_as_people_type_them(graph, typed, meant):
    assert find_actor(graph.actors(), typed).id == meant


def test_the_id_of_an_actor_means_that_one_even_if_it_is_a_name_of_another():
    """An outlet and an actor of the same name: the message for the name says to give the id."""
    both = [Actor("BBC", "BBC", ActorClass.ORGANIZATION), Actor("bbc", "bbc", ActorClass.ORGANIZATION)]
    assert [find_actor(both, actor.id) for actor in both] == both


def test_an_ambiguous_name_lists_who_it_can_be(graph):
    with pytest.raises(UnknownName, match=r"'army' can mean .*\(LNA\).*give one of the names"):
        find_actor(graph.actors(), "army")


@pytest.mark.parametrize("typed", ["zorro", "", "?", "'; DROP"])
def test_an_unknown_name_is_one_clear_line(graph, typed):
    with pytest.raises(UnknownName, match="no actor of this graph") as caught:
        find_actor(graph.actors(), typed)
    assert "\n" not in str(caught.value)


def test_a_word_is_not_taken_for_an_abbreviation_some_of_whose_letters_it_has(graph):
    congo = Actor("DRC", "Democratic Republic of the Congo", aliases=("DRC", "DR Congo"))
    with pytest.raises(UnknownName) as caught:
        find_actor([*graph.actors(), congo], "drones")
    assert "Congo" not in str(caught.value)
    with pytest.raises(UnknownName, match=r"Did you mean Khalifa Haftar \(Haftar\)"):
        find_actor(graph.actors(), "haftr")


def test_a_misspelt_name_is_answered_with_the_one_that_is_clearly_meant(graph):
    with pytest.raises(UnknownName, match=r"called 'rusia'\. Did you mean Russia \(Russia\)\? `graphkit actors`"):
        find_actor([Actor("Russia", "Russia", aliases=("Russian Federation", "RU")), Actor("USA", "United States", aliases=("US",)), Actor("Belarus", "Belarus")], "rusia")


def test_accents_points_case_and_article_do_not_count():
    assert folded("The U.A.E.") == folded("uae")
    assert folded("Assimi Goïta") == folded("ASSIMI GOITA")
    assert folded("The") == "the"


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_a_name_of_plain_letters_is_folded_as_one_of_any_script(name):
    """An accent more, which does not count, makes no other name."""
    assert folded(name) == folded(f"{name}\u0301")


def test_claims_between_two_either_way_with_their_words(graph):
    found = graph.explain("turkey", "gna")
    assert {found.first.id, found.second.id} == {"Turkey", "GNA"}
    assert found.claims
    assert all({c.subject, c.object} == {"Turkey", "GNA"} for c in found.claims)
    assert {c.object_mention for c in found.claims} >= {"GNA"}
    assert set(found.articles) == {c.article for c in found.claims}
    assert found.claims == graph.explain("gna", "turkey").claims
    dates = [found.articles[c.article].published for c in found.claims]
    assert dates == sorted(dates)


def _read(pipeline, *told):
    records = [
        pipeline.read(Document(f"a{i}", text, outlet=outlet, published=date(2023, 1, 1 + i)))
        for i, (text, outlet) in enumerate(told)
    ]
    actors = {a.id: a for record in records for a in record.actors}
    claims = [c for record in records for c in record.claims]
    articles = {record.document.key: record.document.article for record in records}
    return list(actors.values()), lambda *ends: [c for c in claims if (c.subject, c.object) == ends], articles.get


def test_copies_of_one_text_are_one_source(pipeline):
    told = [(ACCUSED, "Wire"), (ACCUSED, "Daily"), ("Iran has armed Russia.", "Post")]
    found = explain(*_read(pipeline, *told), "iran", "russia")
    assert len(found.claims) == 3
    assert found.outlets == 2


def test_a_denial_stands_beside_what_it_denies(pipeline):
    found = explain(*_read(pipeline, (ACCUSED, "Wire"), (DENIED, "Post")), "iran", "russia")
    ((stated, denied),) = found.contested
    assert (stated.polarity, denied.polarity) == ("positive", "negative")
    assert stated.predicate == denied.predicate


def test_no_claims_between_two_known_actors_is_an_answer(graph):
    assert graph.explain("turkey", "northern alliance").claims == ()


def test_a_later_word_of_the_end_contradicts_nothing(tmp_path, pipeline):
    rows = [{"id": "1", "outlet": "A", "date": "2024-05-15", "text": "Turkey supports the GNA."}, {"id": "2", "outlet": "B", "date": "2024-09-15", "text": "Turkey no longer supports the GNA."}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    build([tmp_path / "rows.jsonl"], tmp_path / "graph", pipeline=pipeline)
    graph = Graph.open(tmp_path / "graph")
    assert [bool(c.valid and c.valid.ended) for c in graph.explain("Turkey", "GNA").claims] == [False, True]
    assert graph.explain("Turkey", "GNA").contested == ()
    assert list(graph.query("contested")) == []
    assert not graph.query("ASK { graph:Turkey rel:supports graph:GNA }")
    assert [c.kind for c in graph.diff(date(2024, 6, 1), date(2024, 10, 1))] == ["lost"]


@pytest.mark.parametrize("name", ["q", "é"])
def test_no_actor_is_suggested_for_a_single_letter(graph, name):
    """Every name has some letter: 'é' meant Armenia or Belarus."""
    with pytest.raises(UnknownName) as error:
        graph.dossier(name)
    assert "Did you mean" not in str(error.value)
