"""The page of a conflict: who stands with whom, one step from the home page."""

from __future__ import annotations

from graphkit.serve.survey import surveyed
from graphkit.store import Store

HEADLINE = "Khalifa Haftar, Russia only allegedly; Turkey with the GNA"


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
