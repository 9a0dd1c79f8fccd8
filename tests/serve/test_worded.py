"""Wording of the pages: outlets and their articles, days, what was read and what was not."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Precision, TimeSpan
from graphkit.serve.resource_pages import EVENTS, PUBLISHED
from graphkit.store import Store
from tests.serve.conftest import sender, serving


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """Requests to a server with one outlet of many articles, each of which reports one event of the day before."""
    store = Store.open(tmp_path_factory.mktemp("w") / "g", create=True)
    with store.writer() as writer:
        for n in range(EVENTS + 10):
            document = Document(f"d{n}", f"A backs B {n}.", title=f"Article {n:02}", outlet="Harbour Dispatch", published=date(2021, 1 + n // 28, 1 + n % 28))
            deed = TimeSpan(date(2020, 1 + n // 28, 1 + n % 28), date(2020, 1 + n // 28, 1 + n % 28), Precision.DAY)
            claim = Claim(document.key, "A", "supportsMilitarily", "B", "A", "B", (Evidence(0, len(document.text), document.text),), valid=deed)
            writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", "B")), (claim,)))
    with serving(store.folder) as address:
        yield sender(address)


def _text(ask, path):
    return ask(path, Accept="text/html").text


def test_the_page_of_an_outlet_lists_its_newest_articles_and_leads_to_all(busy):
    page = _text(busy, "/id/Harbour_Dispatch")
    listed = page.split('id="published"')[1].split("</ul>")[0]
    assert re.findall(r">(Article \d+)</a>", listed) == [f"Article {n:02}" for n in range(EVENTS + 9, EVENTS + 9 - PUBLISHED, -1)]
    assert '<a href="/articles?outlet=Harbour%20Dispatch">All articles of Harbour Dispatch</a>' in page
    assert 'id="published"' not in _text(busy, "/id/A")


def test_the_outlets_of_a_day_are_links(busy):
    assert '<a href="/articles?outlet=Harbour%20Dispatch">Harbour Dispatch</a>' in _text(busy, "/day/2021-01-02").split("<h2>Published</h2>")[1]


def test_a_timeline_runs_from_the_oldest_to_the_newest_and_what_is_cut_is_the_oldest(busy):
    days = re.findall(r'<li><a class="day" href="/day/(2020-[\d-]+)">', _text(busy, "/id/A").split('id="timeline"')[1])
    assert (len(days), days) == (EVENTS, sorted(days))
    assert days[-1] == "2020-03-04"
    assert "Show 10 earlier" in _text(busy, "/id/A")
    assert len(re.findall(r'<li><a class="day"', _text(busy, "/id/A?all").split('id="timeline"')[1])) == EVENTS + 10


def test_the_claims_of_a_pair_have_the_day_of_the_deed_beside_that_of_publication_and_no_row_repeats_the_actor(busy):
    page = _text(busy, "/pair/A/B")
    claims = page.split("All claims by date")[1]
    assert re.findall(r'<h3><a class="day" href="/day/([\d-]+)">', claims)[:2] == ["2020-01-01", "2020-01-02"]
    assert re.findall(r'<figcaption.*?/day/([\d-]+)"', claims, re.DOTALL)[:2] == ["2021-01-01", "2021-01-02"]
    assert "<strong>" not in page.split("All claims by date")[0].split("<h2>Relations</h2>")[1]
    assert "<strong>" in _text(busy, "/id/A").split("<h2>Relations</h2>")[1]


def test_a_claim_page_speaks_as_the_other_pages_do(ask, busy):
    claim = re.search(r'href="(/claim/[^"]+)"', _text(busy, "/pair/A/B")).group(1)
    page = _text(busy, claim)
    assert ">supports militarily</a>" in page
    assert "supportsMilitarily</a>" not in page
    assert "No denial found." in page
    assert "<dt>Read by</dt>" not in page
    assert "No denial found." in _text(ask, "/id/Haftar")
    for path in ("/id/Haftar", claim):
        assert "nobody" not in (_text(ask if path.startswith("/id") else busy, path)).lower()
