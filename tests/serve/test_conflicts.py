"""The page of a conflict: the camps, one step from the home page."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from html import unescape
from itertools import combinations

import pytest
from typer.testing import CliRunner

from graphkit import Graph
from graphkit.cli.app import app
from graphkit.model import Actor, Article, ArticleRecord, Claim, Document, Evidence, Polarity, Status
from graphkit.query import dossier
from graphkit.serve import lists, pages
from graphkit.serve.conflict_filter import WHOLE_GRAPH
from graphkit.serve.conflicts import surveyed_conflicts
from graphkit.serve.current import Opened
from graphkit.serve.index_queries import ties_of
from graphkit.serve.resource_pages import dossier_values
from graphkit.serve.survey import surveyed
from graphkit.store import Store
from tests.conftest import LONG

HEADLINE = "Khalifa Haftar, as Russia allegedly does; Turkey with the GNA"


def test_the_home_page_names_both_camps_and_links_the_conflict(server, browser):
    page = browser.new_page()
    page.goto(server)
    section = page.locator("section").filter(has=page.get_by_role("heading", name="Conflicts", exact=True))
    assert HEADLINE in section.inner_text()
    section.get_by_role("link", name="Libya", exact=True).click()
    page.wait_for_url("**/conflict/libya")
    assert page.locator("h1").inner_text() == "Libya"
    assert HEADLINE in page.locator("main").inner_text()
    camps = [item.inner_text() for item in page.locator("#camps + ol > li").all()]
    assert any("Khalifa Haftar" in camp and "Egypt" in camp for camp in camps)
    assert any("Government of National Accord" in camp and "Turkey" in camp for camp in camps)
    page.close()


def test_every_link_of_the_page_is_answered(ask, server, browser):
    page = browser.new_page()
    page.goto(f"{server}/conflict/libya")
    links = sorted(set(page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")))
    assert {link.split("/")[1].split("#")[0].split("?")[0] for link in links} >= {"id", "pair", "article", "network", "articles"}
    assert [link for link in links if ask(link.split("#")[0], Accept="text/html").status != 200] == []
    page.close()


def test_there_is_no_page_of_a_conflict_that_is_none(ask):
    for name in ("nothing", "%3Cscript%3E", "x" * 5000):
        assert ask(f"/conflict/{name}", Accept="text/html").status == 404


def test_a_survey_has_the_conflicts_with_most_claims_first(seed_folder):
    found = surveyed(Store.open(seed_folder).view())["conflicts"]
    assert [one["claims"] for one in found] == sorted((one["claims"] for one in found), reverse=True)
    assert {one["id"] for one in found} >= {"libya", "syria", "ukraine"}


def _told(*rows):
    """Return articles of one conflict, one for each (outlet, subject, relation, object), and their claims."""
    articles = {str(n): Article(str(n), str(n), str(n), outlet=row[0], conflict="War") for n, row in enumerate(rows)}
    claims = [Claim(str(n), s, relation, o, s, o, (Evidence(0, 9, f"quote {n}"),)) for n, (_, s, relation, o) in enumerate(rows)]
    return articles, claims


def test_a_tie_has_the_sentence_and_the_sources_of_its_dossier():
    """Sources of one relation do not count for another between the same two."""
    arms, helps = ("Turkey", "supportsMilitarily", "GNA"), ("GNA", "cooperatesWith", "Turkey")
    articles, claims = _told(("Wire", *arms), ("Times", *arms), ("Wire", *arms), ("Herald", *helps))
    actors = {name: Actor(name, name) for name in ("GNA", "Turkey")}
    [one] = surveyed_conflicts(actors, claims, articles)
    assert [(says, sources) for *_, says, _, sources in one["ties"]] == [("Turkey supports GNA militarily", 2), ("GNA cooperates with Turkey", 1)]
    told = dossier(list(actors.values()), lambda s, o: [c for c in claims if s in (None, c.subject) and o in (None, c.object)], articles.__getitem__, "Turkey")
    rows = [row for section in told.sections for row in section.rows]
    assert {(row.phrase, row.sources) for row in rows} == {(says, sources) for *_, says, _, sources in one["ties"]}


def test_of_ties_with_as_many_sources_those_of_the_most_frequent_actors_stand_first():
    """The page of a war with more ties than it lists left out, by the alphabet, that of the backer whom its headline names."""
    articles, claims = _told(("Wire", "Arda", "criticizes", "Belm"), ("Wire", "Zem", "supports", "Side"), ("Wire", "Side", "attacks", "Town"), ("Wire", "Other", "attacks", "Side"))
    [one] = surveyed_conflicts({name: Actor(name, name) for claim in claims for name in (claim.subject, claim.object)}, claims, articles)
    assert [says for *_, says, _, _ in one["ties"]] == ["Other attacks Side", "Side attacks Town", "Zem supports Side", "Arda criticizes Belm"]


def test_a_tie_that_only_uncertain_claims_state_is_uncertain_and_follows_all_others():
    arms, helps = ("Turkey", "supportsMilitarily", "GNA"), ("GNA", "cooperatesWith", "Turkey")
    articles, claims = _told(("Wire", *arms), ("Times", *arms), ("Herald", *helps))
    for certain, wanted in ((0, [("asserted", 2), ("asserted, uncertain", 1)]), (2, [("asserted", 1), ("asserted, uncertain", 2)])):
        doubted = [replace(claim, confidence=0.9 if n == certain else 0.3) for n, claim in enumerate(claims)]
        [one] = surveyed_conflicts({name: Actor(name, name) for name in ("GNA", "Turkey")}, doubted, articles)
        assert [tie[3:] for tie in one["ties"]] == wanted


def test_what_some_deny_is_disputed_in_the_list_of_its_conflict_and_has_the_firmest_status_on_the_home_page(tmp_path):
    """The home page said "(alleged)" of a tie that another article asserts, and the page of the conflict said nothing of its denial."""
    told = (Status.ALLEGED, Polarity.POSITIVE), (Status.ASSERTED, Polarity.POSITIVE), (Status.ASSERTED, Polarity.NEGATIVE)
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for n, (status, polarity) in enumerate(told):
            document = Document(f"{n}", f"Arda arms Ilm {n}.", outlet=f"Wire {n}", conflict="War")
            evidence = (Evidence(0, len(document.text), document.text),)
            claim = Claim(document.key, "Arda", "supportsMilitarily", "Ilm", "Arda", "Ilm", evidence, status=status, polarity=polarity, confidence=0.9)
            writer.add(ArticleRecord(document, (Actor("Arda", "Arda"), Actor("Ilm", "Ilm")), (claim,)))
    opened = Opened(Store.open(tmp_path / "g").view())
    found = surveyed(opened.view)
    assert [(one["says"], *rest) for one, *rest in found["disputed"]] == [("Arda supports Ilm militarily (asserted)", 2, 1, False)]
    assert [tie[2:] for tie in found["conflicts"][0]["ties"]] == [("Arda supports Ilm militarily", "asserted, disputed", 2)]
    assert [row["status"] for row in lists._ends(opened, "supportsMilitarily", ties_of(opened.view, "supportsMilitarily", 0, 9))] == ["asserted, alleged, disputed"]


def test_unrelated_articles_have_no_common_camps():
    """Each war has two camps; what belongs to none is not divided into camps, since its actors have nothing to do with each other."""
    rows = [(f"Outlet {n}", f"Front {n}", "supports", f"League {n}") for n in range(3)]
    articles, claims = _told(*rows)
    actors = {end: Actor(end, end) for _, one, _, other in rows for end in (one, other)}
    [war] = surveyed_conflicts(actors, claims, articles)
    assert len(war["camps"]) == 3
    [rest] = surveyed_conflicts(actors, claims, {key: replace(article, conflict=None) for key, article in articles.items()})
    assert (rest["name"], rest["camps"], rest["headline"], len(rest["ties"])) == ("Other", [], "", 3)


def test_what_is_only_alleged_says_so(ask):
    assert ">Russia supports Khalifa Haftar</a> <span class=\"small\">(alleged)</span>" in ask("/conflict/libya", Accept="text/html").text


def test_camps_have_the_names_that_they_have_in_the_network(ask, browser, server):
    names = re.findall(r"<li><h3>([^<]+)</h3>", ask("/conflict/libya", Accept="text/html").text)
    page = browser.new_page()
    page.goto(f"{server}/network")
    shown = page.evaluate("JSON.parse(document.getElementById('data').textContent).stories.find((one) => one.id === 'libya').camps.map((camp) => camp.name)")
    page.close()
    assert names == shown != []


@pytest.fixture(scope="module")
def strongest(server, browser):
    """Return sentences and source counts of the strongest ties in the network's panel, for each conflict of the seed articles."""
    page, found = browser.new_page(), {}
    page.goto(f"{server}/network")
    for one in page.evaluate("graphkit.data.stories.map(({ id }) => id)"):
        page.goto(f"{server}/network#conflict={one}")
        rows = page.evaluate("[...document.querySelectorAll('#panel h3')].find((h) => h.textContent === 'Strongest ties')?.nextElementSibling.innerText || ''")
        found[one] = dict(re.findall(r"^(.+?) · .*?(\d+) sources?$", rows, re.MULTILINE))
    page.close()
    return found


def test_the_same_sentence_has_the_same_number_of_sources_in_network_conflict_dossier_and_shell(strongest, ask, seed_folder):
    """Of every conflict with `make long`, else of one."""
    compared, names = set(), [name for name in strongest if name != "*"]
    assert "libya" in names
    for name in names if LONG else ["libya"]:
        rows = strongest[name]
        listed = ask(f"/conflict/{name}", Accept="text/html").text
        on_page = {unescape(says): number for says, number in re.findall(r'<li class="pair"><span><a [^>]*>(.*?)</a>.*?(\d+) sources?', listed)}
        graph = Graph.open(seed_folder).within(name)
        ends = {actor.name: actor.id for actor in graph.actors()}
        made_of = functools.cache(lambda *actors, graph=graph: graph.dossier(*actors) if len(actors) == 1 else graph.pair(*actors))
        told_of = functools.cache(lambda actor, name=name: CliRunner().invoke(app, ["explain", actor, "--conflict", name, "--graph", str(seed_folder)]).output)
        for says, number in rows.items():
            if says in on_page:
                compared.add("conflict")
                assert on_page[says] == number, (name, says)
            named = [ends[end] for end in ends if f" {end} " in f" {says} "]
            for made in [*map(made_of, named), *(made_of(*two) for two in combinations(named, 2))]:
                sources = {str(row.sources) for section in made.sections for row in section.rows if row.phrase == says}
                compared |= {type(made).__name__} if sources else set()
                assert sources <= {number}, (name, says)
            for actor in named:
                told = re.findall(rf"^ *{re.escape(says)} \(.*\)\n.*; (\d+) sources?$", told_of(actor), re.MULTILINE)
                compared |= {"shell"} if told else set()
                assert set(told) <= {number}, (name, says)
    assert compared == {"conflict", "Dossier", "PairDossier", "shell"}


def test_a_conflict_or_an_actor_without_claims_has_no_link_into_the_network(tmp_path):
    """The network does not know them: the link led to the picture of another conflict."""
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        for name in ("War", "Quarrel"):
            document = Document(name, f"Arda arms Ilm in the {name}.", outlet="Wire", conflict=name)
            claim = Claim(document.key, "Arda", "supportsMilitarily", "Ilm", "Arda", "Ilm", (Evidence(0, len(document.text), document.text),))
            writer.add(ArticleRecord(document, (Actor("Arda", "Arda"), Actor("Ilm", "Ilm"), Actor("Wire", "Wire")), (claim,) if name == "War" else ()))
    opened = Opened(Store.open(tmp_path / "g").view())
    found = {one["name"]: pages.page("conflict", conflict=one, current=True).decode() for one in surveyed(opened.view)["conflicts"]}
    found |= {name: pages.page("actor", **dossier_values(opened, name), part=WHOLE_GRAPH).decode() for name in ("Arda", "Wire")}
    assert {name: 'href="/network#' in text for name, text in found.items()} == {"War": True, "Quarrel": False, "Arda": True, "Wire": False}
    assert "No active claim." in found["Quarrel"]
