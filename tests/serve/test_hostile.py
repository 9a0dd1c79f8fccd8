"""Text from articles is never executed in a page, of the site or on disk, and does not break its layout on a phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit import Graph
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Status
from graphkit.store import Store
from tests.serve.conftest import serving
from tests.serve.test_every_page import _WIDE, addresses
from tests.view.graphs import HOSTILE

_TEXT_ONLY = "typeof window.pwned === 'undefined' && document.querySelectorAll('iframe, img[src=\"x\"], [onerror], [href^=\"javascript:\"]').length === 0"


def nasty_record(number: int, text: str, other: str) -> ArticleRecord:
    """Return an article whose title, outlet, sentence and names are an injection attempt; a second claim denies the first."""
    said = f"{text} backs {other}. {text} does not."
    document = Document(f"d{number} {text[:50]}", said, title=text, outlet=text, published=date(2020, 1, 2 + number))
    names = Actor(f"X{number}", text, aliases=(text,)), Actor(f"X{number + 1}", other, aliases=(other,))

    def claim(start: int, end: int, **more: object) -> Claim:
        return Claim(document.key, names[0].id, "supports", names[1].id, text, other, (Evidence(start, end, said[start:end]),), cue=text, attribution_text=text, **more)  # type: ignore[arg-type]

    denied = len(f"{text} backs {other}. ")
    return ArticleRecord(document, names, (claim(0, denied - 1, status=Status.ALLEGED), claim(denied, len(said), polarity=Polarity.NEGATIVE)))


# What a store accepts: names with lone surrogates or null characters are refused where articles are read.
NAMES = [*(text for text in HOSTILE if text.isprintable() or "\u202e" in text), "../../../../etc/passwd", "..%2f..%2f\\..\\", "  ", "a" * 300 + " " + "b" * 300]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    store = Store.open(tmp_path_factory.mktemp("hostile") / "graph", create=True)
    with store.writer() as writer:
        for number, text in enumerate(NAMES):
            writer.add(nasty_record(number, text, NAMES[(number + 1) % len(NAMES)]))
    return store.folder


def test_hostile_names_neither_run_nor_break_a_page_on_a_phone(hostile, browser, tmp_path):
    """All pages for all names, at 390 px: nothing runs, no request to another host, no sideways scrolling."""
    graph, wrong, asked = Graph.open(hostile), [], []
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(f"{page.url[:80]}: {error}"))
    with serving(hostile) as server:
        pages = addresses(server, graph, tmp_path)
        pages |= {f"actor {n}": f"{server}/id/X{n}" for n in range(len(NAMES))}
        pages |= {f"article {n}": f"{server}/article/{article.key}" for n, article in enumerate(graph.articles())}
        for name, address in pages.items():
            page.goto(address)
            wrong += [f"{name}: not only text"] if not page.evaluate(_TEXT_ONLY) else []
            wrong += [f"{name} scrolls sideways by {over}"] if (over := page.evaluate(_WIDE)) > 0 else []
    page.close()
    assert wrong == [], wrong
    assert [url for url in asked if not url.startswith((server, "file:", "data:", "blob:"))] == []
