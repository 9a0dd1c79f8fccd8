"""Names and titles of ten thousand letters are truncated on every page and shown in full on hover."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence
from graphkit.serve.pages import CUT, cut, short
from graphkit.store import Store
from tests.serve.conftest import sender, serving

LONG = 10_000


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("l") / "g", create=True)
    with store.writer() as writer:
        text = "A backs B."
        document = Document("d", text, title="T" * LONG, outlet="O" * LONG, published=date(2020, 1, 2), conflict="X" * LONG)
        claim = Claim(document.key, "A", "supports", "B", "A", "B", (Evidence(0, 9, text[:9]),))
        writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", "N" * LONG)), (claim,)))
    with serving(store.folder) as address:
        yield address, document.key, claim.id


def test_no_page_prints_ten_thousand_letters_or_scrolls_sideways(long, browser):
    address, article, claim = long
    sender(address)("/")
    conflict = re.search(r'href="(/conflict/[^"]+)"', sender(address)("/", Accept="text/html").text).group(1)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wrong = []
    for path in ("/", "/articles", "/actors", "/day/2020-01-02", "/search?q=t", f"/article/{article}", f"/claim/{claim}", "/id/A", "/id/B", "/pair/A/B", conflict):
        page.goto(address + path)
        tall, wide = page.evaluate("[Math.max(...[...document.querySelectorAll('main *, .crumbs *')].filter((one) => !one.children.length).map((one) => one.getBoundingClientRect().height)), document.documentElement.scrollWidth - innerWidth]")
        wrong += [path] if tall > 700 or wide > 0 or len(page.title()) > 400 else []
    page.goto(f"{address}/articles")
    assert page.locator("td a span[title]").first.get_attribute("title") == "T" * LONG
    page.close()
    assert wrong == []


def test_a_text_is_cut_with_an_ellipsis_and_stays_text():
    assert cut("short") == short("short") == "short"
    told = cut('<b>"' + "x" * 200)
    assert told == f'<span title="&lt;b&gt;&#34;{"x" * 200}">&lt;b&gt;&#34;{"x" * (CUT - 4)}…</span>'
