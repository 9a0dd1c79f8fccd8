"""Search for an actor: by any name, with the matched name shown, and suggestions for misspellings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from graphkit.model import Actor, ActorClass
from tests.view.conftest import Opened
from tests.view.graphs import Graph, article, claim, river_war
from tests.view.test_looking import choose
from tests.view.test_picture import two_wars

Open = Callable[..., Opened]


@pytest.mark.parametrize("typed", ["Velvia", "velaiva", "Velaviaa", "Tambb", "kantmrk"])
def test_who_was_perhaps_meant_is_asked(opened: Open, typed: str):
    meant = {"Tambb": "Marshal Idris Tamb", "kantmrk": "Kantmark"}.get(typed, "Velavia")
    shown = opened(river_war())
    choose(shown, typed)
    assert shown.page.inner_text("#panel h2") == f"No actor matches “{typed}”."
    assert "Did you mean" in shown.panel()
    shown.page.locator("#panel .row").first.click()
    assert shown.page.inner_text("#panel h2") == meant


def test_nobody_is_suggested_for_what_is_like_no_name(opened: Open):
    shown = opened(river_war())
    choose(shown, "Xyzzyx")
    assert "Did you mean" not in shown.panel()


def test_own_names_come_before_alternative_ones_which_are_told(opened: Open):
    egypt, states, nations = (Actor(name, name, ActorClass.STATE) for name in ("Egypt", "United States", "United Nations"))
    egypt = replace(egypt, aliases=("United Arab Republic",))
    claims = tuple(claim(egypt, "attacks", states, source=n) for n in range(4))
    shown = opened(Graph((egypt, states, nations), (*claims, claim(egypt, "attacks", nations)), tuple(map(article, range(4)))))
    choose(shown, "united")
    rows = [" ".join(row.split()) for row in shown.page.locator("#panel .row").all_inner_texts()]
    assert [row.split(" · ")[0] for row in rows] == ["United Nations", "United States", "Egypt (United Arab Republic)"]


def test_one_tie_is_one_tie_in_the_list_of_names(opened: Open):
    shown = opened(river_war())
    assert "1 tie" in shown.js("[...document.querySelectorAll('#names option')].map((option) => option.textContent)")
    assert "1 ties" not in shown.js("[...document.querySelectorAll('#names option')].map((option) => option.textContent)")


def test_relations_read_as_on_the_site(opened: Open):
    """The verb agrees with plural names, and the object is placed where the phrase has it."""
    forces, state = Actor("F", "Northern Armed Forces", ActorClass.ARMED), Actor("S", "Velavia", ActorClass.STATE)
    shown = opened(Graph((forces, state), (claim(forces, "attacks", state), claim(state, "supportsMilitarily", forces)), (article(0),)))
    assert "Northern Armed Forces attack Velavia" in " ".join(shown.panel().split())
    choose(shown, "Velavia")
    assert "Velavia supports Northern Armed Forces militarily" in " ".join(shown.panel().split())
    shown.js("graphkit.choose({ kind: 'tie', index: graphkit.data.ties.findIndex(({ family }) => family === 'supports') })")
    assert "Velavia supports Northern Armed Forces militarily" in " ".join(shown.panel().split())


def test_the_number_of_sources_is_in_words_of_one_or_many(opened: Open):
    shown = opened(river_war())
    assert "source per relation" in shown.page.inner_text("#facets label:has(#least)")
    shown.page.fill("#least", "2")
    shown.page.press("#least", "Tab")
    assert "sources per relation" in shown.page.inner_text("#facets label:has(#least)")


def test_who_was_perhaps_meant_by_the_ends_of_a_path_is_asked_too(opened: Open):
    shown = opened(river_war())
    shown.page.click("#between summary")
    for field, typed in (("#one", "Velvia"), ("#two", "Xyzzyx")):
        shown.page.fill(field, typed)
    shown.page.get_by_role("button", name="Find path").click()
    assert shown.page.inner_text("#connected").strip() == "No actor matches “Velvia”. Did you mean Velavia? No actor matches “Xyzzyx”."
    shown.page.fill("#two", "kantmrk")
    shown.page.get_by_role("button", name="Find path").click()
    for name in ("Velavia", "Kantmark"):
        shown.page.click(f"#connected button:has-text('{name}')")
    assert [shown.page.input_value(field) for field in ("#one", "#two")] == ["Velavia", "Kantmark"]
    assert "matches" not in shown.page.inner_text("#connected")


def test_values_that_no_tie_of_the_conflict_has_are_no_choice(opened: Open):
    shown = opened(two_wars())
    listed = "[...document.querySelectorAll('#facets .choice:not([hidden]) input')].map(({ dataset, value }) => `${dataset.facet} ${value}`).sort()"
    known = "[...new Set(graphkit.data.ties.filter(({ stories }) => stories.has(graphkit.story.now)).flatMap(({ values }) => Object.entries(values).flatMap(([facet, all]) => all.map((value) => `${facet} ${value}`))))].sort()"
    numbers = []
    for chip in ("River", "Hill", "All"):
        shown.page.click(f"#stories button:has-text('{chip}')")
        values = shown.js(listed)
        assert set(values) <= set(shown.js(known))
        numbers.append(len(values))
    assert numbers[1] < numbers[2]
    shown.page.click("#stories button:has-text('River')")
    shown.page.fill("#least", "99")
    shown.page.press("#least", "Tab")
    assert len(shown.js(listed)) == numbers[0]
