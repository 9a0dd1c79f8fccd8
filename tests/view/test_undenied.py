"""An actor's panel shows who denies a relation, that only a narrower one is denied, or that no denial was found, as site and shell do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphkit.model import Polarity, Status
from graphkit.view import page
from tests.view.conftest import Opened
from tests.view.graphs import Graph, claim, river_war
from tests.view.test_data import former_and_alleged
from tests.view.test_looking import choose
from tests.view.test_picture import two_wars

Open = Callable[..., Opened]
NONE = "No denial found."


def told() -> Graph:
    """Return a graph: Velavia is denied to arm the army that it backs; Oroistan backs it, and nobody denies that."""
    graph = river_war()
    vel, oro, army = (graph.actors[number] for number in (0, 1, 5))
    claims = (claim(vel, "supports", army), claim(vel, "supportsMilitarily", army, source=1, polarity=Polarity.NEGATIVE), claim(oro, "supports", army, source=2))
    return Graph((vel, oro, army), claims, graph.articles)


def rows(shown: Opened) -> dict[str, str]:
    """Return the text of each row of the panel, by its sentence."""
    texts = shown.page.locator("#panel .relation").all_inner_texts()
    return {text.strip().split("\n")[0].strip(): " ".join(text.split()) for text in texts}


def test_a_row_says_that_a_narrower_relation_is_denied_or_that_none_is(opened: Open):
    shown = opened(told())
    choose(shown, "Sulora")
    found = rows(shown)
    assert "Narrower relation denied, see below: Velavia supports Sulora National Army militarily." in found["Velavia supports Sulora National Army"]
    assert NONE not in found["Velavia supports Sulora National Army"]
    assert NONE in found["Oroistan supports Sulora National Army"]
    assert "denial" not in found["Velavia supports Sulora National Army militarily"]


def test_what_was_read_of_one_conflict_is_said_of_one_conflict(opened: Open):
    """It may be denied in an article of another war."""
    shown = opened(two_wars())
    choose(shown, "Galora")
    assert "No denial found in this conflict." in shown.panel()
    assert NONE not in shown.panel()
    shown.page.click("#stories button:has-text('All')")
    choose(shown, "Galora")
    assert NONE in shown.panel()


def test_a_dispute_is_named_by_the_relation_that_is_denied(opened: Open):
    """The panel listed 'Velavia supports the army', which nobody denies, as 'stated, and denied', as arming is a kind of support."""
    vel, army = (river_war().actors[number] for number in (0, 5))
    arming = claim(vel, "supportsMilitarily", army, source=2, status=Status.ALLEGED)
    unsure = claim(vel, "supportsMilitarily", army, source=0, confidence=0.3)
    graph = Graph((vel, army), (*told().claims[:2], unsure, arming), river_war().articles)
    shown = opened(graph)
    line = next(text for text in shown.page.locator("#panel button.row").all_inner_texts() if "and denied" in text)
    assert " ".join(line.split()) == "Velavia supports Sulora National Army militarily · alleged, and denied"
    # The quote of its row in the table is that of the dossier: of what is certain.
    assert shown.page.evaluate("graphkit.data.ties[0].relations.find(({ predicate }) => predicate === 'supportsMilitarily').quote.words") == ["alleged"]


def test_a_tie_that_was_plain_and_is_only_alleged_today_is_listed_as_alleged(opened: Open):
    shown = opened(former_and_alleged())
    assert shown.page.evaluate("graphkit.data.ties.map((tie) => [tie.way, tie.ended])") == [["alleged", False]]
    assert shown.page.evaluate("graphkit.data.edges[0].dashes") == shown.page.evaluate("graphkit.data.dashes.alleged")


def test_an_excerpt_speaks_of_its_own_claims_only(browser: Any, tmp_path: Path):
    graph = told()
    file = tmp_path / "part.html"
    file.write_text(page(graph.actors, graph.claims, graph.articles, title="Part", excerpt=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(f"{file.as_uri()}#actor=Oroistan")
    assert "No denial among these claims." in tab.inner_text("#panel")
    tab.close()
