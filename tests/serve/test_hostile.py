"""Text from articles is never executed in a page, of the site or on disk, and does not break its layout on a phone."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from graphkit import Graph
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Status
from graphkit.store import Store
from graphkit.view import dossier_markdown, dossier_page
from tests.serve.conftest import sender, serving
from tests.serve.every_page import offline_pages, site_pages
from tests.serve.test_every_page import _WIDE, addresses
from tests.view.graphs import HOSTILE

_TEXT_ONLY = "typeof window.pwned === 'undefined' && document.querySelectorAll('iframe, img[src=\"x\"], [onerror], [href^=\"javascript:\"]').length === 0"
# Form fields send the text of their value as it is.
_FIELDS = re.compile(r'<(?:input|option)\b[^>]* value="[^"]*"')


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


def test_no_page_has_a_character_that_turns_the_direction_of_what_follows(hostile, tmp_path):
    """An override in a name reversed the date and the status behind it; the query in its field stays as it is."""
    graph, turning, turned = Graph.open(hostile), re.compile("[\u202a-\u202e\u2066-\u2069]"), next(number for number, name in enumerate(NAMES) if "\u202e" in name)
    ends, query = (f"X{turned}", f"X{turned + 1}"), f"SELECT ('{NAMES[turned]}' AS ?name) {{}}"
    article = next(each.key for each in graph.articles() if turning.search(each.title or ""))
    paths = {f"/id/{ends[0]}", f"/pair/{'/'.join(ends)}", f"/article/{article}", f"/disputed?actor={ends[0]}", f"/articles?q={NAMES[turned][:9]}", f"/complete?q={NAMES[turned][:9]}", f"/vocabulary.json?actor={NAMES[turned][:9]}"}
    paths |= {f"/claim/{claim.id}" for claim in graph.claims(subject=ends[0])} | {"/ask?query=SELECT * { ?actor rdfs:label ?name }", *site_pages(graph).values()}
    with serving(hostile) as server:
        send = sender(server)
        texts = {path: send(quote(path, safe="/?=&%"), Accept="text/html").text for path in paths}
        assert f">{query}</textarea>" in unescape(send(f"/ask?query={quote(query)}", Accept="text/html").text)
    texts |= {name: file.read_text() for name, file in offline_pages(graph, tmp_path)} | {"Markdown": graph.report(markdown=True)}
    texts |= {f"{name} {number}": rendered(dossier) for number, dossier in enumerate((graph.dossier(ends[0]), graph.pair(*ends))) for name, rendered in (("page", dossier_page), ("Markdown", dossier_markdown))}
    assert [name for name, text in texts.items() if turning.search(_FIELDS.sub("", text).replace("\\u202e", "\u202e"))] == []
