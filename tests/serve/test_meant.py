"""Almost correct addresses redirect, and others suggest what was meant."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from graphkit.api import Graph
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence
from graphkit.store import Store
from tests.serve.conftest import sender, serving


def near(ask, path):
    page = ask(path, Accept="text/html")
    assert page.status == 404
    return page.text.split("Did you mean")[1].split("</ul>")[0]


@pytest.mark.parametrize("name", ["Libya", "LIBYA", "libya%20"])
def test_a_conflict_is_found_in_any_case(ask, name):
    reply = ask(f"/conflict/{name}", Accept="text/html")
    assert (reply.status, reply.headers["Location"]) == (308, "/conflict/libya")


def test_what_was_perhaps_meant_is_a_link(ask, seed_folder):
    assert 'href="/relation/supports"' in near(ask, "/relation/suports")
    assert 'href="/conflict/libya"' in near(ask, "/conflict/Lybia")
    article = next(iter(Graph.open(seed_folder).articles()))
    assert f'href="/article/{article.key}"' in near(ask, f"/article/{article.key[:-1]}")
    assert f'href="/article/{article.key}"' in near(ask, f"/article/{article.id}")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/articles?outlet=graphkit+sedes", 404, 'href="/articles?outlet=graphkit+seeds"'),
        ("/articles?outlet=%22%20%7D%20DROP", 404, "there is no outlet"),
        ("/articles?conflict=Lybia", 404, 'href="/conflict/libya"'),
        ("/articles?day=yesterday", 400, "is not a date"),
        ("/articles?page=2", 404, "there is no page 2: the list is shorter"),
        ("/articles?page=-1", 404, "pages are numbered from 1"),
        ("/actors?type=rebel+grup", 404, 'href="/actors?type=rebel+group"'),
        ("/actors?conflict=Lybia", 404, 'href="/conflict/libya"'),
        ("/disputed?actor=Haftr", 404, 'href="/id/Haftar"'),
        ("/disputed?page=9", 404, "there is no page 9"),
        ("/relation/supports?page=77", 404, "there is no page 77"),
        ("/ask?name=who-back", 404, "Did you mean who-backs?"),
        ("/ask?recipe=Q999", 404, "there is no recipe"),
    ],
)
def test_a_parameter_that_can_only_be_a_mistake_is_refused_with_what_was_meant(ask, path, status, says):
    page = ask(path, Accept="text/html")
    assert (page.status, says in unescape(page.text)) == (status, True)


def test_a_word_is_not_taken_for_an_abbreviation_some_of_whose_letters_it_has(ask):
    assert "Democratic Republic of the Congo" not in ask("/search?q=drones", Accept="text/html").text
    assert "Khalifa Haftar" in ask("/search?q=haftr", Accept="text/html").text


def test_an_error_leads_to_the_list_of_the_site_where_the_shell_has_a_command(ask):
    page = ask("/ask?name=who-backs&object=%3Cb%3Eqqqq", Accept="text/html").text
    assert '<a href="/actors">the list of actors</a> has them' in page
    assert "`graphkit actors`" not in page
    assert "<b>qqqq" not in page


@pytest.mark.parametrize("day", ["2020-13-45", "2020-13", "2020-02-30", "0000", "20201", "2020-1"])
def test_a_day_that_no_calendar_has_has_no_page(ask, day):
    page = ask(f"/day/{day}", Accept="text/html")
    assert page.status == 404
    assert "is not a date" in page.text
    assert f'href="/day/{day[:7]}"' not in page.text


def test_articles_have_the_conflicts_that_were_found_as_well_as_those_that_were_given(tmp_path):
    """No conflict is named here; two wars are detected, and the list assigns each article."""
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for war, names in (("north", "ABC"), ("south", "XYZ")):
            for n in range(3):
                document = Document(f"{war}{n}", f"{war} {n}: they fight.", title=f"{war} {n}", published=date(2020, 1, 1 + n))
                ends = [(names[0], "attacks", names[1]), (names[2], "supports", names[0])]
                claims = tuple(Claim(document.key, s, p, o, s, o, (Evidence(at, at + 5, document.text[at : at + 5]),)) for at, (s, p, o) in enumerate(ends))
                writer.add(ArticleRecord(document, tuple(Actor(name, f"Land {name}") for name in names), claims))
    conflicts = Graph.open(store.folder).conflicts()
    assert len(conflicts) == 2
    assert not any(conflict.given for conflict in conflicts)
    with serving(store.folder) as address:
        ask = sender(address)
        ask("/")
        page = ask("/articles", Accept="text/html").text
    assert [page.count(f">{conflict.name}</a></td>") for conflict in conflicts] == [3, 3]
