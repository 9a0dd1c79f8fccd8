"""The pages: every IRI is shown, untrusted text is never markup, no foreign script runs, phones can display them."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from rdflib import OWL, Graph, URIRef

from graphkit import api
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence
from graphkit.serve.pages import address, iri_of, literal
from graphkit.store import Store
from tests.serve.conftest import serving
from tests.view.test_accessible import serious

BASE = "https://w3id.org/graphkit/"
NASTY = '<script>document.title="owned"</script> "x" \' {{ 7*7 }} </style><img src=x onerror=alert(1)>'


def test_an_actor_a_claim_and_an_article_have_pages(ask, server):
    page = ask("/id/GNA", Accept="text/html").text
    assert "<h1>Government of National Accord</h1>" in page
    for kind in ("claim", "article"):
        path = page.split(f'href="/{kind}/')[1].split('"')[0]
        assert ask(f"/{kind}/{path}", Accept="text/html").status == 200
        told = Graph().parse(data=ask(f"/{kind}/{path}", Accept="text/turtle").body, format="turtle")
        assert len(told) > 5


def test_every_iri_of_the_graph_is_answered_below_its_base_in_rdf_and_in_a_browser(ask, seed_folder):
    """Whoever maps https://w3id.org/graphkit/ to the site can open every IRI of an export, one of each kind here; not those of named graphs."""
    named = api.Graph.open(seed_folder).query("SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } FILTER (STRSTARTS(STR(?x), 'https://w3id.org/graphkit/') && !REGEX(STR(?x), '/graph/')) }")
    kinds = {re.sub(r"[^/#]*$", "", str(iri)): str(iri) for (iri,) in named}
    assert {kind.removeprefix(BASE).strip("/#") for kind in kinds} >= {"id", "claim", "article", "evidence", "run", "agent", "ns", "rel", "scheme"}
    assert f"{BASE}ns/" in kinds
    for iri in kinds.values():
        path, _, term = iri.removeprefix(BASE).partition("#")
        told = Graph().parse(data=ask(f"/{path}", Accept="text/turtle").body, format="turtle")
        assert (URIRef(iri), None, None) in told or (None, OWL.versionIRI, URIRef(iri)) in told
        page = ask(f"/{path}", Accept="text/html")
        assert page.status in (200, 303)
        assert page.status == 200 or ask(page.headers["Location"].partition("#")[0], Accept="text/html").status == 200
        assert not term or f'<dt id="{term}">' in page.text


def test_evidence_is_shown_in_its_article(ask):
    [(evidence, claim, article)] = [row.values() for row in json.loads(ask("/sparql?query=" + quote("SELECT ?e ?c ?a { ?c gk:evidence ?e ; gk:statedIn ?a } ORDER BY ?e ?c LIMIT 1")).body)["results"]["bindings"]]
    reply = ask(address(evidence["value"]), Accept="text/html")
    assert reply.headers["Location"] == f"{address(article['value'])}#claim-{claim['value'].rpartition('/')[2]}"


@pytest.mark.parametrize("path", ["/evidence/x", "/run/x", "/agent/%3E", "/decision/x", "/ns/0.0.0", "/ns/%22%3E"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_an_identifier_that_there_is_not_is_404(ask, path, accept):
    assert ask(path, Accept=accept).status == 404


def test_the_page_of_a_replaced_article_names_its_newer_version(tmp_path):
    old, new = (Document("d", text, published=date(2020, 1, day)) for day, text in ((1, "A backs B."), (2, "A backs B now.")))
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for document in (old, new):
            claim = Claim(document.key, "A", "supports", "B", "A", "B", (Evidence(0, 10, document.text[:10]),))
            writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", "B")), (claim,)), earlier=[old.key])
    with serving(store.folder) as address_of:
        page, newer = (urlopen(Request(f"{address_of}/article/{d.key}", headers={"Accept": "text/html"})).read().decode() for d in (old, new))
    assert f'Replaced by <a href="/article/{new.key}">a newer version</a> of 2020-01-02.' in page
    assert f'Replaces <a href="/article/{old.key}">an earlier version</a> of 2020-01-01.' in newer
    assert "superseded" in page


@pytest.mark.parametrize(("accept", "kind"), [("text/turtle", "text/turtle"), ("application/ld+json", "application/ld+json"), ("text/html", "text/html"), ("", "text/html")])
def test_content_is_negotiated(ask, accept, kind):
    reply = ask("/id/GNA", Accept=accept)
    assert reply.kind == kind
    assert "Accept" in reply.headers["Vary"]
    assert all(ask(f"/id/GNA?format={name}", Accept="text/html").kind == "text/turtle" for name in ("turtle", "Turtle", "text/turtle"))


@pytest.mark.parametrize("path", ["/id/Nobody", "/claim/0", "/article/%3E%7D%20DROP", "/id/" + quote('"> <x'), "/id/" + "x" * 5000])
def test_what_there_is_not_is_404(ask, path):
    assert ask(path, Accept="text/html").status == 404


def test_search_finds_actors_by_any_name(ask):
    assert ask("/search?q=hifter").headers["Location"] == "/id/Haftar"
    assert 'href="/id/Haftar"' in ask("/search?q=hift").text
    assert 'href="/id/Haftar"' in ask("/search?q=haftr").text
    assert "No actor matches" in ask("/search?q=" + quote('") } DROP')).text
    assert ask("/search").status == 200


def test_named_queries_and_errors_on_the_page(ask):
    page = ask("/ask?name=who-backs").text
    assert ">backer</a></th>" in page
    assert "format=csv" in page
    wrong = ask("/ask?query=SELECT")
    assert wrong.status == 400
    assert "does not parse" in wrong.text


def test_addresses_of_the_time_when_the_first_page_was_the_one_to_ask_on_still_work(ask):
    for words in ("query=ASK+%7B%7D", "name=who-backs"):
        reply = ask(f"/?{words}")
        assert (reply.status, reply.headers["Location"]) == (308, f"/ask?{words}")
    assert ask("/sparql", Accept="text/html").headers["Location"] == "/ask"


@pytest.mark.parametrize("path", ["/nowhere", "/id/Nobody", "/claim/0", "/article/0", "/assets/none.js", "/sparql?query=SELECT"])
def test_a_browser_gets_errors_as_pages_with_the_navigation(ask, path):
    page = ask(path, Accept="text/html,*/*;q=0.8")
    assert page.status in (400, 404)
    assert '<nav aria-label="Main">' in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    plain = ask(path, Accept="*/*")
    assert plain.kind == "text/plain"
    assert plain.text.count("\n") == 1


def test_the_reader_chooses_light_or_dark_and_it_is_remembered(server, browser):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(server + "/articles")
    shade = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(shade)
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(shade)
    assert dark != light
    page.goto(server + "/ask")
    assert page.evaluate(shade) == dark
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    context.close()


def test_pages_are_locked(ask):
    headers = ask("/").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self' 'sha256-")
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_health(ask):
    assert ask("/health").body == b'{"status":"ok"}'


def test_addresses_and_strings_are_escaped():
    assert address("https://w3id.org/graphkit/id/%C3%87avu%C5%9Fo%C4%9Flu") == "/id/%C3%87avu%C5%9Fo%C4%9Flu"
    assert address("urn:x") is None
    assert iri_of("id", "> } x") == "<https://w3id.org/graphkit/id/%3E%20%7D%20x>"
    assert literal('a"b\\c\n') == '"a\\"b\\\\c\\n"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    text = f"{NASTY} backs B."
    document = Document("d", text, title=NASTY, outlet=NASTY, published=date(2020, 1, 2))
    claim = Claim(document.key, "Nasty", "supports", "B", NASTY, "B", (Evidence(0, len(text), text),))
    store = Store.open(tmp_path_factory.mktemp("h") / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(document, (Actor("B", "B"), Actor("Nasty", NASTY)), (claim,)))
    with serving(store.folder) as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/id/Nasty", "/search?q=script", "/network", "/ask?query=" + quote("SELECT * { ?s rdfs:label ?o }")])
def test_hostile_text_stays_text(hostile, browser, path):
    page = browser.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(hostile + path)
    assert page.title() != "owned"
    assert page.evaluate("document.querySelectorAll('main img').length") == 0
    assert all(url.startswith((hostile, "data:", "blob:")) for url in requests)
    page.close()


def test_by_keyboard_and_on_a_phone(server, browser):
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto(server + "/ask")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("SPARQL query").focus()
    page.keyboard.type("SELECT ?who { ?who rel:supports graph:GNA }")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=graph:Turkey")
    page.click("text=graph:Turkey")
    page.wait_for_selector("h1:has-text('Turkey')")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


def test_the_live_network_is_served(server, browser):
    page = browser.new_page()
    failures = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(server + "/network")
    page.wait_for_selector("canvas")
    assert failures == []
    page.close()


@pytest.fixture
def page(browser, server):
    """The query page; an error in it, or a request to another host, fails the test."""
    made, wrong = browser.new_page(), []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    made.on("request", lambda request: None if request.url.startswith((server, "data:")) else wrong.append(request.url))
    made.goto(server + "/ask")
    made.wait_for_selector(".CodeMirror")
    yield made
    made.close()
    assert wrong == []


def test_the_editor_completes_words_of_the_ontology_by_keyboard(page):
    page.get_by_label("SPARQL query").focus()
    page.keyboard.type("ASK { ?s rel:supportsMil")
    page.wait_for_selector(".CodeMirror-hints")
    page.keyboard.press("Enter")
    page.keyboard.type(" ?o }")
    assert page.evaluate("graphkitEditor.getValue()") == "ASK { ?s rel:supportsMilitarily ?o }"
    assert page.evaluate("graphkitEditor.queryValid")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table")
    assert page.inner_text("td") in ("true", "false")


def test_the_editor_shows_what_does_not_parse(page):
    page.evaluate("graphkitEditor.setValue('SELECT ?s { ?s rel:supports }')")
    assert not page.evaluate("graphkitEditor.queryValid")


def test_tab_leaves_the_editor(page):
    page.get_by_label("SPARQL query").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_the_form_works_without_scripts(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server + "/ask")
    page.fill("textarea", "ASK { ?s rel:supports ?o }")
    page.get_by_role("button", name="Run").click()
    assert page.inner_text("td") == "true"
    context.close()


def test_the_place_in_the_navigation_is_marked(ask):
    assert '<a href="/articles" aria-current="page">' in ask("/articles").text
    assert '<a href="/ask" aria-current="page">' in ask("/ask").text


def test_only_our_files_are_given(ask):
    assert ask("/assets/editor.js").kind == "text/javascript"
    for name in ("ask.html", "..%2Fpages.py", "%2Fetc%2Fpasswd", "yasqe"):
        assert ask(f"/assets/{name}").status == 404


def test_words_to_complete(ask):
    words = json.loads(ask("/vocabulary.json").body)
    assert {"rel:", "rel:supports", "gk:Claim", "gkc:alleged", "gk:quote"} <= set(words)
    assert words == sorted(words)


@pytest.mark.parametrize("path", ["/", "/ask", "/articles", "/id/Nobody", "/id/GNA", "/search?q=haftar"])
def test_axe_finds_nothing_serious(server, browser, path):
    """On a wide screen in light mode; `test_every_page.py` checks every page on a phone in dark mode."""
    page = browser.new_page(color_scheme="light")
    page.goto(server + path)
    assert serious(page) == []
    page.close()


def test_search_counts_each_active_claim_once(ask, seed_folder):
    """However many names of an actor match: the number is that of `graphkit actors`."""
    _, counts = api.Graph.open(seed_folder).in_force()
    page = ask("/search?q=a").text
    shown = {name: int(number.replace(",", "")) for name, number in re.findall(r'href="/id/([^"]+)">[^<]*</a> <span class="small">([\d,]+) claims?<', page)}
    assert len(shown) > 20
    assert shown == {name: counts.get(name, 0) for name in shown}
    assert ">1 claims" not in page


def test_an_article_is_called_by_its_title(ask, seed_folder):
    """The file name is used only if it has no title."""
    for article in api.Graph.open(seed_folder).articles():
        assert f'<h1 dir="auto">{article.title or article.id}</h1>' in unescape(ask(f"/article/{article.key}", Accept="text/html").text)


def test_forces_link_to_their_state_and_the_state_to_its_forces(ask):
    assert 'State forces, part of <a href="/id/Sudan">Sudan</a>' in ask("/id/SAF", Accept="text/html").text
    assert 'Parts of it: <a href="/id/SAF">Sudanese Armed Forces</a>' in ask("/id/Sudan", Accept="text/html").text
