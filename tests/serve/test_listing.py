"""Lists of the site print dates with their precision: a month is not printed as its first day."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit import build, retract
from graphkit.model import Actor, Article, ArticleRecord, Claim, Document, Evidence, Precision, TimeSpan
from graphkit.serve import listing, pages
from graphkit.serve.conflict_filter import WHOLE_GRAPH
from graphkit.serve.conflicts import MEMBERS, ROWS, surveyed_conflicts
from graphkit.serve.current import Opened
from graphkit.serve.index_queries import ties_of
from graphkit.serve.search import MOST, titled
from graphkit.serve.survey import surveyed
from graphkit.store import Store


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """Three articles, dated by day, month and year; each reports an event with the same precision."""
    actors = (Actor("Turkey", "Turkey"), Actor("Libya", "Libya"))
    store = Store.open(tmp_path_factory.mktemp("listing") / "g", create=True)
    with store.writer() as writer:
        for precision in Precision:
            text = f"Turkey backs Libya, says the {precision}."
            document = Document(str(precision), text, title=f"A {precision}", published=date(2024, 1, 1), published_precision=precision)
            deed = TimeSpan(date(2020, 1, 1), date(2020, 1, 1), precision)
            claim = Claim(document.key, "Turkey", "supports", "Libya", "Turkey", "Libya", (Evidence(0, len(text), text),), valid=deed)
            writer.add(ArticleRecord(document, actors, (claim,)))
    return store.view()


def test_articles_are_listed_with_what_is_known_of_their_day(view):
    rows = listing.articles(view, listing.Wanted(), 0, 9)
    assert {row.id: row.day for row in rows} == {"day": "2024-01-01", "month": "2024-01", "year": "2024"}
    assert {row.title: row.day for row in titled(Opened(view), "a")} == {"A day": "2024-01-01", "A month": "2024-01", "A year": "2024"}


@pytest.mark.parametrize(("day", "number"), [("01-01", 1), ("01", 2), ("", 3)])
def test_a_day_has_only_what_is_known_by_its_day(view, day, number):
    """A month includes its days, a year its months; the first of a month does not include the whole month."""
    assert len(listing.articles(view, listing.Wanted(day=f"2024-{day}".rstrip("-")), 0, 9)) == number
    assert len(listing.deeds(view, f"2020-{day}".rstrip("-"), 9)) == number


def test_an_article_without_a_title_is_found_by_its_id_on_either_page(tmp_path):
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(Document("despatch-7", "Nothing."), (), ()))
    found = titled(Opened(store.view()), "despatch")
    assert [row.name for row in found] == [row.name for row in listing.articles(store.view(), listing.Wanted(q="despatch"), 0, 9)] == ["despatch-7"]


def test_a_list_of_hits_that_is_cut_says_so():
    hits = [(f"Actor {n}", f"/id/{n}", 1) for n in range(MOST + 1)]
    rows = [listing.Row(str(n), str(n), f"T{n}", "", "", "", "", 1) for n in range(MOST + 1)]
    about = {"part": WHOLE_GRAPH, "q": "a", "near": [], "conflicts": [], "surveyed": True, "most": MOST}
    page = pages.page("found", found=hits, articles=rows, **about).decode()
    assert f"Showing the {MOST} with the most claims" in page
    assert 'href="/articles?q=a"' in page
    assert f"Actor {MOST}<" not in page
    assert "with the most claims" not in pages.page("found", found=hits[:MOST], articles=rows[:MOST], **about).decode()


def test_a_camp_that_is_cut_says_how_many_more_it_has():
    """One is hostile and many help: the page of a conflict names those with most claims."""
    actors = {name: Actor(name, name) for name in ("Hub", *(f"A{n:02}" for n in range(MEMBERS + 4)))}
    about = Article("k", "k", "", conflict="War")
    claims = [Claim("k", name, "supports", "Hub", name, "Hub", (Evidence(n, n + 1, f"{n}"),)) for n, name in enumerate(list(actors)[1:])]
    [one] = surveyed_conflicts(actors, claims, {"k": about})
    assert (len(one["camps"][0]), one["more_members"], one["more_camps"]) == (MEMBERS, [5], 0)
    assert " and 5 more</p></li>" in pages.page("conflict", conflict=one, current=True).decode()


def test_a_conflict_says_how_many_ties_and_actors_it_leaves_out():
    actors = {name: Actor(name, name) for name in ("Hub", *(f"A{n:02}" for n in range(ROWS + 4)))}
    claims = [Claim("k", name, "supports", "Hub", name, "Hub", (Evidence(n, n + 1, f"{n}"),)) for n, name in enumerate(list(actors)[1:])]
    [one] = surveyed_conflicts(actors, claims, {"k": Article("k", "k", "", conflict="War")})
    page = pages.page("conflict", conflict=one, current=True).decode()
    assert page.count("supports Hub") == ROWS
    assert "And 4 more ties" in page
    assert ">And 5 more actors</a>" in page


def test_an_article_without_claims_since_they_were_retracted_says_so(tmp_path):
    """Beside a row of "0" nobody saw that the outlet had withdrawn it."""
    for name, text in (("one", "Egypt backs Mali."), ("two", "Rain fell."), ("three", "Turkey backs Qatar.")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\nconflict: War\n---\n{text}\n")
    build(tmp_path, graph=tmp_path / "g", extractor="dependency")
    retract("one", "withdrawn", graph=tmp_path / "g")
    view = Store.open(tmp_path / "g").view()
    rows = listing.articles(view, listing.Wanted(sort="title"), 0, 9)
    assert [(row.title, row.claims, row.inactive) for row in rows] == [("one", 0, 1), ("three", 1, 0), ("two", 0, 0)]
    # The cut lists of a conflict, of an outlet and of what was found left it out.
    [conflict] = surveyed(view)["conflicts"]
    parts = pages.page("conflict", conflict=conflict, current=True).decode().split('id="articles"')[1].split("</li>")
    assert [("retracted" in part) for part in parts if "/article/" in part] == [conflict["newest"][nth][1] == "one" for nth in range(3)]
    about = {"part": WHOLE_GRAPH, "q": "o", "near": [], "conflicts": [], "surveyed": True, "most": MOST, "found": []}
    assert pages.page("found", articles=rows, **about).decode().count("(1 superseded or retracted)") == 1


def test_ties_of_a_relation_have_the_day_that_is_known_best(view):
    (tie,) = ties_of(view, "supports", 0, 9)
    assert (tie["claims"], tie["first"], tie["last"]) == (3, "2024-01-01", "2024-01-01")


def test_an_outlet_with_several_names_has_one_list(tmp_path):
    """The page of the BBC lacked the articles of "BBC News"."""
    with Store.open(tmp_path / "graph", create=True).writer() as writer:
        for name in ("BBC", "BBC News", "Wire"):
            writer.add(ArticleRecord(Document(name, f"A text of {name}.", outlet=name), (), ()))
    view = Store.open(tmp_path / "graph").view()
    assert listing.names_of_publishers(view) == {"BBC": "BBC", "Wire": "Wire"}
    listed = {outlet: {row.outlet for row in listing.articles(view, listing.Wanted(outlet=outlet), 0, 9)} for outlet in ("", "BBC", "BBC News", "Wire", "Post")}
    assert listed == {"": {"BBC", "BBC News", "Wire"}, "BBC": {"BBC", "BBC News"}, "BBC News": {"BBC", "BBC News"}, "Wire": {"Wire"}, "Post": set()}
