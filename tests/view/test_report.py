"""The brief: every sentence has a source, the source its quote; untrusted text is never markup."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import graphkit
from graphkit import Graph, build
from graphkit.analyze import analyze
from graphkit.documents.read import read
from graphkit.model import (
    Actor,
    Article,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Polarity,
    Status,
    TimeSpan,
)
from graphkit.plural import counted
from graphkit.store import Store
from graphkit.view import report
from graphkit.view.markdown import anchor, escaped

NASTY = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def page(seed_folder):
    return Graph.open(seed_folder).report(title="Backers", since=date(2019, 1, 1))


def test_it_says_who_backs_whom(page):
    assert "United Arab Emirates supports Khalifa Haftar" in page
    assert "Turkey supports Government of National Accord" in page
    assert ">Rivals and those behind them</h2>" in page


def test_a_brief_among_articles_is_not_read_as_one(page, tmp_path):
    """Its claims would have a further source."""
    (tmp_path / "brief.html").write_text(page, encoding="utf-8")
    (failed,) = read([tmp_path])
    assert failed.reason == "a page that graphkit wrote, not an article"


def test_every_note_that_is_cited_is_there_and_the_other_way_round(page):
    cited = {int(n) for n in re.findall(r'href="#n(\d+)"', page)}
    there = {int(n) for n in re.findall(r'<li id="n(\d+)"><q>.{10,}?</q>', page)}
    assert cited == there == set(range(1, len(there) + 1))
    sentences = re.findall(r"<li>[^<]*(?:supports|attacks|sanctions|accuses|fights)[^<]*(<sup>)?", page)
    assert sentences
    assert all(sentences[:40])


def test_quotes_are_those_of_the_graph(page, seed_folder):
    quotes = {c.evidence[0].quote for c in Graph.open(seed_folder).claims()}
    assert {unescape(q) for q in re.findall(r"<q>(.*?)</q>", page)} <= quotes


def test_it_is_the_same_every_time_and_as_of_a_day(seed_folder, page):
    graph = Graph.open(seed_folder)
    assert graph.report(title="Backers", since=date(2019, 1, 1)) == page
    assert "as of 2000-01-01" in re.sub(r"</?span[^>]*>", "", graph.report(day=date(2000, 1, 1)))
    # No line of a phone ends within a day.
    assert not re.search(r"\d{4}-\d\d", re.sub(r'<span class="day">[^<]*</span>|<q>.*?</q>', "", page))


def test_nothing_that_was_told_is_markup():
    claims = [Claim("k", "a", "supports", "b", NASTY, "b", (Evidence(0, len(NASTY), NASTY),))]

    def article(key):
        return Article(key=key, id=NASTY, text_hash="0" * 64, title=NASTY, outlet=NASTY, url="javascript:alert(1)")

    page = report(analyze(claims, article), lambda actor: NASTY, article, title=NASTY)
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert "&lt;script&gt;" in page


def test_independent_sources_are_cited_before_copies_of_one():
    """Four articles, three of them with the same sentence: the one with its own is among the three notes."""
    quotes = {"k1": "Norvia arms Belmark.", "k2": "Norvia arms Belmark.", "k3": "Norvia arms Belmark.", "k4": "Shells for Belmark came from Norvia."}
    claims = [Claim(f"c{key}", "Norvia", "supports", "Belmark", key, "a", (Evidence(0, len(quote), quote),)) for key, quote in quotes.items()]

    def article(key):
        return Article(key=key, id=key, text_hash=key * 32, title=f"Title {key}", outlet=f"Outlet {key}")

    page = report(analyze(claims, article), str, article, title="Sources", markdown=True)
    assert quotes["k4"] in page.replace("\\", "")


@pytest.mark.parametrize("original", ["k1", "k2", "k3", "k4"])
def test_the_original_is_cited_before_its_copies(original):
    """The keys of articles are hashes: whichever of four is the original, it is the first note."""
    quote = "Norvia arms Belmark."
    claims = [Claim(key, "Norvia", "supports", "Belmark", key, "a", (Evidence(0, len(quote), quote),)) for key in ("k1", "k2", "k3", "k4")]

    def article(key):
        return Article(key=key, id=key, text_hash=key * 32, title=f"Title {key}", outlet=f"Outlet {key}", copy_of=None if key == original else original)

    page = report(analyze(claims, article), str, article, title="Sources", markdown=True)
    [first] = [line for line in page.splitlines() if line.startswith("[^1]:")]
    assert f"Outlet {original}" in first


@pytest.mark.parametrize("earliest", ["k1", "k2", "k3"])
def test_the_earliest_of_articles_with_one_quote_is_cited_first_in_a_dispute(earliest):
    """A quote that others repeat is cited from the article that had it first."""
    quote = "Norvia arms Belmark."
    denial = Claim("k4", "Norvia", "supports", "Belmark", "it", "a", (Evidence(0, 17, "Norvia denies it."),), polarity=Polarity.NEGATIVE)
    told = [Claim(key, "Norvia", "supports", "Belmark", key, "a", (Evidence(0, len(quote), quote),)) for key in ("k1", "k2", "k3")]

    def article(key):
        return Article(key=key, id=key, text_hash=key * 32, title=f"Title {key}", outlet=f"Outlet {key}", published=date(2021, 3, 5 if key == earliest else 6))

    page = report(analyze([*told, denial], article), str, article, title="Sources", markdown=True)
    [cited] = [line for line in page.splitlines() if "stated by" in line]
    number = cited.partition("[^")[2].partition("]")[0]
    assert f"Outlet {earliest}" in next(line for line in page.splitlines() if line.startswith(f"[^{number}]:"))


def test_an_empty_graph_has_a_brief_too():
    page = report(analyze([], lambda key: None), str, lambda key: None, title="None")
    assert "No such tie is stated." in page
    assert "0 articles read" in page


def test_no_pair_is_lost_and_every_article_that_was_read_is_counted(page, seed_folder):
    """The strongest pairs come first, the others at the end; an article without a counted tie is still counted as read."""
    graph = Graph.open(seed_folder)
    made = graph.analyze(since=date(2019, 1, 1))
    pairs = [pair for pair in made.pairs if pair.sign]
    assert len(pairs) > 50
    assert len(re.findall(r"<li>", page.split('<h2 id="friends">')[1].split('<h2 id="rivals">')[0] + page.split('id="others">')[1].split("</ul>")[0])) == len(pairs)
    assert "United States supports Ukraine militarily" in page
    assert f"{len(list(graph.articles()))} articles read" in page


def test_what_has_no_room_is_counted_with_the_command_that_lists_it(monkeypatch, seed_folder):
    monkeypatch.setattr(sys.modules["graphkit.view.report"], "PAIRS", 5)
    monkeypatch.setattr(sys.modules["graphkit.view.report"], "OTHERS", 3)
    graph = Graph.open(seed_folder)
    made = graph.analyze()
    left = len([pair for pair in made.pairs if pair.sign]) - 10 - 3
    page = graph.report()
    assert f"And {left} more pairs: <code>graphkit analyze pairs</code> lists all." in page
    assert f"And {len(made.rivalries) - 5} more pairs: <code>graphkit analyze rivals</code>" in page


def test_an_article_without_a_tie_that_counts_is_named():
    articles = {key: Article(key=key, id=f"{key}.txt", text_hash="0" * 64, title=f"Title of {key}") for key in ("one", "two")}
    claims = [Claim("one", "a", "supports", "b", "a", "b", (Evidence(0, 15, "A supports b ok"),))]
    page = report(analyze(claims, articles.__getitem__), str, articles.__getitem__, title="T", read=articles.values())
    assert "2 articles read" in page
    assert "1 article states no such tie" in page
    assert "<li>Title of two</li>" in page


def test_markdown_has_the_same_sentences_and_notes(seed_folder, page):
    graph = Graph.open(seed_folder)
    text = graph.report(title="Backers", since=date(2019, 1, 1), markdown=True)
    assert text.startswith("# Backers\n")
    assert {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", text)} == {int(n) for n in re.findall(r"^\[\^(\d+)\]:", text, re.M)} == {int(n) for n in re.findall(r'href="#n(\d+)"', page)}
    assert re.findall(r"^#{1,2} (.*)$", text, re.M)[1:4] == ["Conflicts", "Who stands with whom", "Who stands against whom"]


def test_several_conflicts_have_a_section_each_with_its_headline_and_its_own_pairs(page, seed_folder):
    graph = Graph.open(seed_folder)
    text = graph.report(markdown=True)
    sections = {unescape(head): part for head, part in re.findall(r'<h3 id="conflict-[^"]*">(.*?)</h3>(.*?)</section>', page, re.DOTALL)}
    made = graph.conflicts()
    assert list(sections) == [one.name for one in made]
    for one in made:
        part = unescape(sections[one.name])
        assert graph.headline(one) in part
        assert f"graphkit report --conflict {one.id}" in part
        assert ("Disputed:" in part) == bool(graph.within(one.id).disputed()), one.id
        assert f"### {escaped(one.name)}\n" in text
    assert any("Disputed:" in part for part in sections.values())
    libya = next(one for one in made if one.name == "Libya")
    assert escaped(graph.headline(libya)) in text
    assert "Haftar" in sections["Libya"]
    assert "Ukraine" not in sections["Libya"]


def test_the_brief_of_one_conflict_begins_with_its_headline_and_has_no_section_of_others(seed_folder):
    graph = Graph.open(seed_folder)
    whole = next(one for one in graph.conflicts() if one.name == "Libya")
    for markdown in (False, True):
        text = unescape(graph.within("libya").report(markdown=markdown)).replace("\\", "")
        assert "Conflict: Libya." in text
        assert graph.headline(whole) in text
        assert text.index(graph.headline(whole)) < text.rindex("Who stands with whom")
        assert "report --conflict" not in text
        assert "3 articles read" in text
    assert "**\n\n- [Who stands with whom](#who-stands-with-whom)\n" in graph.within("libya").report(markdown=True)


def test_a_conflict_lists_every_tie_of_its_headline_and_says_how_many_pairs_it_leaves_out(seed_folder):
    graph = Graph.open(seed_folder)
    libya = graph.report(markdown=True).split("### Libya\n")[1].split("### ")[0]
    for tie in ("Egypt supports Libyan National Army", "United Arab Emirates supports Khalifa Haftar", "Russia supports Libyan National Army militarily (alleged)", "Turkey supports Government of National Accord", "Qatar supports Government of National Accord economically (alleged)"):
        assert tie in libya
    pairs = len(graph.within("libya").analyze().pairs)
    listed = sum(line.startswith("- ") and "(alleged)" not in line and "Disputed" not in line for line in libya.splitlines())
    assert pairs > listed
    assert f"And {counted(pairs - listed, 'more pair')}: `graphkit report --conflict libya` lists all." in libya


def test_the_contents_lead_to_every_section(page, seed_folder):
    """In HTML by ids, in Markdown by the anchors that GitHub and pandoc generate for headings."""
    contents = page.split('<nav aria-label="Contents">')[1].split("</nav>")[0]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert sorted(targets) == sorted([*re.findall(r'<h2 id="([^"]+)"', page), *re.findall(r'<h3 id="(conflict-[^"]+)"', page)])
    text = Graph.open(seed_folder).report(title="Backers", since=date(2019, 1, 1), markdown=True)
    links = re.findall(r"^ *- \[(.+)\]\(#([^)]+)\)$", text, re.M)
    headings = re.findall(r"^##+ (.*)$", text, re.M)
    assert [heading for heading, _ in links] == headings
    assert [target for _, target in links] == [anchor(heading) for heading in headings]
    assert anchor("Libya: GNA / Khalifa Haftar") == "libya-gna--khalifa-haftar"


def test_what_is_published_less_has_not_ended(seed_folder):
    for markdown in (True, False):
        text = Graph.open(seed_folder).report(since=date(2020, 1, 1), markdown=markdown)
        assert "Turkey supports Free Syrian Army: 0 claims in the period, 2 before" in text
        assert "Fewer claims do not mean that a tie has ended" in text


def test_camps_stand_under_their_conflicts(page, seed_folder):
    camps = page.split('<h2 id="camps">')[1].split("</ul>")[0]
    assert "<li>Libya<ol>" in camps
    libya = camps.split("<li>Libya<ol>")[1].split("</ol>")[0]
    assert "Haftar" in libya
    assert "Ukraine" not in libya
    assert "<li>Libya<ol>" not in Graph.open(seed_folder).within("libya").report()


def test_more_conflicts_than_have_room_are_counted(monkeypatch, seed_folder):
    monkeypatch.setattr(sys.modules["graphkit.view.report"], "SECTIONS", 2)
    graph = Graph.open(seed_folder)
    left = len(graph.conflicts()) - 2
    assert f"And {left} more conflicts: <code>graphkit conflicts</code> lists all." in graph.report()
    assert f"And {left} more conflicts: `graphkit conflicts` lists all." in graph.report(markdown=True)


def test_what_was_not_read_is_counted_and_named_with_the_reason(seed_folder, tmp_path):
    shutil.copytree(seed_folder, tmp_path / "graph")
    (tmp_path / "graph" / "failures.csv").write_text("source,reason\n" + f'"{NASTY.replace(chr(34), chr(34) * 2)}",no text\n' + "".join(f"{n}.pdf,broken\n" for n in range(60)))
    (tmp_path / "graph" / "skipped.csv").write_text("source,reason\nnote.xyz,.xyz\n")
    graph = Graph.open(tmp_path / "graph")
    page, text = graph.report(), graph.report(markdown=True)
    assert "61 inputs could not be read, 1 input was skipped" in page
    assert "61 inputs could not be read, 1 input was skipped" in text
    assert "<li>59.pdf: broken</li>" in page
    assert "<li>note.xyz: skipped: .xyz</li>" in page
    assert "11 more are listed in <code>failures.csv</code>" in page
    assert "<script" not in page
    for name in ("failures.csv", "skipped.csv"):
        (tmp_path / "graph" / name).unlink()
    assert "Unread inputs" not in graph.report()


def test_nothing_that_was_told_is_markup_of_markdown():
    nasty = "# <b>x</b> [link](javascript:alert(1)) `code` *bold*\n## Heading"
    claims = [Claim("k", "a", "supports", "b", nasty, "b", (Evidence(0, len(nasty), nasty),))]

    def article(key):
        return Article(key=key, id=nasty, text_hash="0" * 64, title=nasty, outlet=nasty, url="javascript:alert(1)")

    text = report(analyze(claims, article), lambda actor: nasty, article, title=nasty, markdown=True)
    # Links in the table of contents are ours.
    text = re.sub(r"^ *- \[[\w ]+\]\(#[\w-]+\)$", "", text, flags=re.M)
    assert not re.search(r"(?<!\\)[<`*]|(?<!\\)\[(?!\^\d)", text)
    assert len(re.findall(r"^## Heading", text, re.M)) == 0


def test_an_address_is_one_link_of_markdown():
    """An address of a feed that holds a tag was read as this tag."""

    def article(key):
        return Article(key=key, id=key, text_hash="0" * 64, outlet="Post", published=date(2024, 5, 1), url="https://x.example/<script>alert(1)</script>")

    claims = [Claim("k", "A", "supports", "B", "A", "B", (Evidence(0, 10, "A backs B."),))]
    text = report(analyze(claims, article), str, article, title="Sources", markdown=True)
    tokens = [child for token in MarkdownIt("commonmark").parse(text) for child in (token, *(token.children or ()))]
    assert {token.type for token in tokens if "html" in token.type} == set()
    assert [token.attrs["href"] for token in tokens if token.type == "link_open" and str(token.attrs["href"]).startswith("http")] == ["https://x.example/%3Cscript%3Ealert(1)%3C/script%3E"]


@example("1. x")
@example("# x #")
@given(st.text(st.sampled_from("ab1 .)-+=#:/@*_`[]()!<>&|~^$\\\\\n"), max_size=40))
def test_a_text_in_markdown_is_read_as_itself(text):
    """By a Markdown parser, in a list and in a paragraph."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for written in (f"- {escaped(text)}", f"x: {escaped(text)}"):
        pieces = [child for token in parser.parse(written) for child in token.children or ()]
        assert {piece.type for piece in pieces} <= {"text", "text_special"}
        assert "".join(piece.content for piece in pieces).removeprefix("x:").strip() == " ".join(text.split())


def test_a_text_in_markdown_has_no_backslash_that_it_does_not_need():
    for plain in ("2020-06-06", "the Government of National Accord (GNA).", "Who pays?", "at 12:30, one: two", "No. 5!"):
        assert escaped(plain) == plain


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_brief(page, browser, tmp_path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "brief.html"
    # Axe is a script; the page's policy allows none.
    file.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page), encoding="utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800})
    shown = context.new_page()
    shown.goto(file.as_uri())
    found = Axe().run(shown).response["violations"]
    wide = shown.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert wide <= 390


def test_a_brief_of_names_of_ten_thousand_letters_does_not_scroll_sideways(browser, tmp_path):
    long = {letter: letter * 10_000 for letter in "CNOT"}
    with Store.open(tmp_path / "g", create=True).writer() as writer:
        text = "A backs B. B fights D."
        document = Document("d", text, title=long["T"], outlet=long["O"], published=date(2020, 1, 2), conflict=long["C"])
        claims = (Claim(document.key, "A", "supports", "B", "A", "B", (Evidence(0, 10, text[:10]),)), Claim(document.key, "B", "attacks", "D", "B", "D", (Evidence(11, 22, text[11:]),)))
        writer.add(ArticleRecord(document, (Actor("A", "A"), Actor("B", long["N"]), Actor("D", "D")), claims))
    for name, graph in (("whole", Graph.open(tmp_path / "g")), ("one", Graph.open(tmp_path / "g").within(long["C"]))):
        (tmp_path / f"{name}.html").write_text(graph.report(title=long["C"]), encoding="utf-8")
    shown = browser.new_page(viewport={"width": 390, "height": 844})
    for name in ("whole", "one"):
        shown.goto((tmp_path / f"{name}.html").as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= 390, name
    shown.context.close()


def brief_of(*told: Claim) -> str:
    """Return the sentences about the pair, from outlets Wire 0, Wire 1, …, on the days 2020-06-01, 2020-06-02, …; article "02" is of Wire 0 on the third day."""
    def article(key):
        return Article(key, key, "0" * 64, "T", outlet=f"Wire {key[0]}", published=date(2020, 6, 1 + int(key[-1])))

    text = report(analyze(told, article), str, article, title="T", markdown=True)
    friends, foes = (text.split(f"\n## Who stands {side} whom")[1].split("\n## ")[0].strip() for side in ("with", "against"))
    return foes if friends.startswith("No ") or not friends.startswith("-") else friends


def a_claim(number: int, predicate: str, **more) -> Claim:
    words = f"a {predicate} b {number}"
    return Claim(str(number), "a", predicate, "b", "a", "b", (Evidence(0, len(words), words),), **more)


def test_a_sentence_counts_the_sources_of_what_it_says():
    """A report that a supports b is no source for arming; a report that it arms b is one for support."""
    assert brief_of(a_claim(0, "supports"), a_claim(1, "supportsMilitarily")) == "- a supports b (2 sources; reported 2020-06-01 to 2020-06-02)[^1][^2]"
    assert brief_of(a_claim(1, "supportsMilitarily")) == "- a supports b militarily (reported 2020-06-02)[^1]"


def test_the_relation_reported_first_is_said_and_dated_by_its_own_claims():
    """Of one outlet the brief told only of the arming, or that the support began with it."""
    valid = TimeSpan(date(2020, 6, 2))
    assert brief_of(a_claim(0, "supports"), replace(a_claim(1, "supportsMilitarily", valid=valid), article="02")) == "- a supports b (reported 2020-06-01 to 2020-06-03)[^1][^2]"


def test_the_same_relation_in_both_directions_is_one_sentence_with_the_quotes_of_both():
    """Of two that attacked each other, the brief told of one attack only."""
    back = replace(a_claim(1, "attacks"), subject="b", object="a")
    assert brief_of(a_claim(0, "attacks"), back) == "- a and b attack each other (2 sources; reported 2020-06-01 to 2020-06-02)[^1][^2]"
    assert brief_of(a_claim(0, "attacks"), replace(back, predicate="accuses")) == "- a attacks b (reported 2020-06-01)[^1]"


def test_a_sentence_gives_the_first_and_the_last_day_of_the_deed():
    days = [date(2020, 1, 2), date(2020, 3, 4)]
    assert brief_of(*(a_claim(n, "supports", valid=TimeSpan(day, day)) for n, day in enumerate(days))) == "- a supports b (2 sources; 2020-01-02 to 2020-03-04; reported 2020-06-01 to 2020-06-02)[^1][^2]"


@pytest.mark.parametrize("markdown", [False, True])
def test_a_period_without_changes_says_so_and_without_a_period_there_is_no_such_section(markdown):
    """The page said 'No changes, or no period was given', Markdown nothing of either."""

    def article(key):
        return Article(key=key, id=key, text_hash="0" * 64, outlet=key, published=date(2020, 6, 1))

    def brief(since):
        return report(analyze([a_claim(0, "supports")], article, since=since), str, article, title="t", markdown=markdown)

    assert "What changed" not in brief(None)
    assert "Nothing that was read has changed since 2020-07-01." in re.sub(r"</?span[^>]*>|\\\\", "", brief(date(2020, 7, 1)))


def test_what_changed_names_ties_that_began_ended_and_turned_with_the_quote_of_it():
    """Counts of claims alone said "0 claims in the period" of an alliance that was given up."""
    told = (
        a_claim(0, "supports", valid=TimeSpan(date(2018, 1, 1))),
        a_claim(3, "supports", valid=TimeSpan(None, date(2020, 6, 2), ended=True)),
        Claim("1", "c", "supports", "b", "c", "b", (Evidence(0, 1, "c with b"),)),
        Claim("4", "d", "supports", "b", "d", "b", (Evidence(0, 1, "d with b"),)),
        Claim("2", "e", "attacks", "b", "e", "b", (Evidence(0, 1, "e on b"),), valid=TimeSpan(date(2020, 6, 3), date(2020, 6, 3))),
        Claim("5", "e", "leads", "b", "e", "b", (Evidence(0, 1, "e of b"),)),
        Claim("4", "d", "criticizes", "a", "d", "a", (Evidence(0, 1, "d on a"),)),
        Claim("4", "e", "criticizes", "d", "e", "d", (Evidence(0, 1, "e on d"),)),
        Claim("4", "e", "threatens", "d", "e", "d", (Evidence(0, 1, "e to d"),)),
        Claim("0", "f", "leads", "g", "f", "g", (Evidence(0, 1, "f of g"),)),
        Claim("4", "f", "leads", "g", "f", "g", (Evidence(0, 1, "f off g"),), valid=TimeSpan(None, date(2020, 6, 3), ended=True)),
        Claim("4", "h", "commands", "g", "h", "g", (Evidence(0, 1, "h of g"), Evidence(2, 3, "h at g"))),
        # Two relations in one article: a quote of each.
        Claim("5", "i", "supports", "b", "i", "b", (Evidence(0, 1, "i arms b"),)),
        Claim("5", "i", "cooperatesWith", "b", "i", "b", (Evidence(0, 1, "i meets b"),)),
        Claim("0", "k", "recognizes", "b", "k", "b", (Evidence(0, 1, "k knows b"),)),
        Claim("0", "k", "supports", "b", "k", "b", (Evidence(0, 1, "k aids b"),)),
        Claim("4", "k", "supports", "b", "k", "b", (Evidence(0, 1, "k left b"),), valid=TimeSpan(None, date(2020, 6, 4), ended=True)),
    )

    def article(key):
        return Article(key, key, "0" * 64, "T", outlet=f"Wire {key}", published=date(2020, 6, 1 + int(key)))

    made = analyze(told, article, since=date(2020, 6, 3), day=date(2020, 6, 6))
    for markdown in (True, False):
        text = unescape(re.sub(r"<sup>.*?</sup>|</?(?:li|span)[^>]*>|\[\^\d+\]", "", report(made, str, article, title="T", markdown=markdown)))
        assert "Ended: a supports b (2018-01-01 to 2020-06-02, ended; reported 2020-06-01 to 2020-06-04)" in text
        assert "New: d supports b (reported 2020-06-05)" in text
        assert "New: e attacks b (2020-06-03; reported 2020-06-03)" in text
        assert "Ended: f leads g (until 2020-06-03, ended; reported 2020-06-01 to 2020-06-05)" in text
        assert "New: h commands g (reported 2020-06-05)" in text
        # The day may be in another sentence than the one that is quoted.
        assert re.search("h of g(\"|</q>) \\(and 1 more sentence\\) ", text)
        # A tie that held before is not new, and a post is neither friendly nor hostile, unless somebody left it.
        assert "New: c" not in text
        assert "New: e leads" not in text
        # The exact relation, if all claims agree on it.
        assert "New: d criticizes a (reported 2020-06-05)" in text
        assert "New: e opposes d (reported 2020-06-05)" in text
        assert "i arms b" in text
        assert "i meets b" in text
        assert "Ended: k supports b (until 2020-06-04, ended; reported 2020-06-01 to 2020-06-05)" in text
        assert '"a supports b 3"' in text or "<q>a supports b 3</q>" in text
    assert not analyze(told, article).shifts


@pytest.mark.parametrize("markdown", [True, False])
def test_a_weekly_brief_has_what_happened_before_the_week_and_was_reported_in_it(markdown):
    """An attack on Saturday that is reported on Monday was in no brief: not reported in the first week, not new in the second."""
    saturday = TimeSpan(date(2020, 6, 6), date(2020, 6, 6))
    told = (Claim("8", "a", "attacks", "b", "a", "b", (Evidence(0, 1, "a hit b"),), valid=saturday), Claim("9", "c", "attacks", "b", "c", "b", (Evidence(0, 1, "c hit b"),)))

    def article(key):
        return Article(key, key, "0" * 64, "T", outlet=f"Wire {key}", published=date(2020, 6, int(key)))

    text = re.sub(r"<sup>.*?</sup>|</?span[^>]*>|\[\^\d+\]", "", report(analyze(told, article, since=date(2020, 6, 8)), str, article, title="T", markdown=markdown))
    assert 0 < text.index("New: c attacks b") < text.index("First reported: a attacks b (2020-06-06; reported 2020-06-08)")
    assert "New: a" not in text


def test_the_headline_of_a_day_names_the_ties_of_its_lists(tmp_path):
    """Articles printed later say who stood with whom before; the headline left them out and named other sides than the lists."""
    told = (
        ("2020-01-01", "Diplomats said that Egypt supports the Government of National Accord."),
        ("2022-05-01", "Turkey backed the Government of National Accord until 2021. Egypt denied that it supports the Government of National Accord."),
    )
    for day, text in told:
        (tmp_path / f"{day}.md").write_text(f"---\ndate: {day}\nconflict: Libya\n---\n{text}\n")
    build(*(tmp_path / f"{day}.md" for day, _ in told), graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    before = graph.report(day=date(2020, 6, 1), markdown=True)
    assert "**Turkey stands with the GNA, as Egypt allegedly does.**" in before
    assert "- Turkey supports Government of National Accord (until 2021, ended; reported 2022-05-01)" in before
    assert "**Egypt (disputed) only allegedly stands with the GNA.**" in graph.report(markdown=True)


def test_a_sentence_says_that_it_is_disputed_where_what_it_says_is_denied():
    for denied, mark in (("supports", " (disputed)"), ("supportsMilitarily", "")):
        assert brief_of(a_claim(0, "supports"), a_claim(1, denied, polarity=Polarity.NEGATIVE)) == f"- a supports b{mark} (reported 2020-06-01)[^1]"


def test_a_dispute_says_that_the_tie_has_ended_since_and_what_is_uncertain():
    """The brief listed it as if it went on, an allegation and a reading under .5 as if they were plain."""

    def told(day, predicate="supportsMilitarily", **changes):
        return Claim(f"k{day}", "a", predicate, "b", "a", "b", (Evidence(0, 9, "a arms b."),), **changes)

    def article(key):
        return Article(key=key, id=key, text_hash="0" * 64, outlet=key, published=date(2020, 6, int(key[1:])))

    def line(*claims, day=None):
        text = report(analyze(claims, article, day=day), lambda actor: actor, article, title="t", markdown=True)
        return text.split("## What is disputed\n\n- ")[1].split("\n")[0].replace("\\", "")

    denial, over = told(2, polarity=Polarity.NEGATIVE), told(3, "supports", valid=TimeSpan(ended=True))
    assert re.match(r"a supports b militarily: stated by 1 source.*, denied by 1 source", line(told(1), denial))
    assert line(told(1), denial, over).startswith("a supports b militarily (ended): stated by")
    assert line(told(1), denial, over, told(4)).startswith("a supports b militarily: stated by")
    assert line(told(1), denial, over, day=date(2020, 6, 2)).startswith("a supports b militarily: stated by")
    assert line(told(1, confidence=0.4, status=Status.ALLEGED), denial).startswith("a supports b militarily (alleged, uncertain): stated by")
    assert "denied by 1 source (uncertain)" in line(told(1), told(2, polarity=Polarity.NEGATIVE, confidence=0.4))
    # Arming, which is only alleged, was stated by whoever states support.
    both = (told(1, status=Status.ALLEGED), told(3, "supports"), told(4, "supports", polarity=Polarity.NEGATIVE))
    assert line(*both).startswith("a supports b: stated by 1 source")


def test_an_article_without_title_is_named_by_its_id():
    """A note that had only a day did not say where its quote is from."""

    def article(key):
        return Article(key=key, id="memo-06", text_hash="0" * 64, published=date(2020, 6, 1))

    claims = [Claim("k", "a", "supports", "b", "a", "b", (Evidence(0, 10, "a backs b."),))]
    text = report(analyze(claims, article), lambda actor: actor, article, title="t", markdown=True)
    assert '[^1]: "a backs b." memo-06, 2020-06-01' in text.replace("\\", "")


def test_an_article_cited_for_an_allegation_is_not_listed_as_silent(tmp_path):
    for number, text in enumerate(("Turkey backs Qatar.", "Egypt reportedly backs Qatar.", "Rain fell.", "Kenya attacked Uganda.")):
        (tmp_path / f"{number}.md").write_text(f"---\nconflict: {'Gulf' if number < 3 else 'Lakes'}\n---\n{text}\n")
    build(tmp_path, graph=tmp_path / "g")
    text = Graph.open(tmp_path / "g").report(markdown=True)
    assert "Egypt supports Qatar (alleged)" in text
    assert text.split("## Articles without a listed tie")[1].split("##")[0].split() == ["-", "2"]


def silent(text):
    return [line[2:] for line in text.partition("## Articles without a listed tie")[2].partition("##")[0].partition("[^1]")[0].splitlines() if line.startswith("- ")]


def test_what_is_withdrawn_or_cited_for_an_end_or_published_after_the_day_is_not_listed_as_silent(tmp_path):
    texts = {"Ban": "Kenya imposed sanctions on Uganda.", "Help": "Turkey backs Qatar.", "Relief": "Kenya lifted its sanctions on Uganda on 8 March.", "Rain": "Rain fell.", "Mistake": "Egypt backs Mali."}
    for month, (title, text) in enumerate(texts.items(), 1):
        (tmp_path / f"{title}.md").write_text(f"---\ntitle: {title}\noutlet: Courier {title}\ndate: 2020-0{month}-10\n---\n{text}\n")
    build(tmp_path, graph=tmp_path / "g")
    graphkit.retract("Mistake", "withdrawn", graph=tmp_path / "g")
    graph = Graph.open(tmp_path / "g")
    assert silent(graph.report(markdown=True)) == ["Ban", "Rain", "Relief"]
    assert silent(graph.report(markdown=True, since=date(2020, 2, 1))) == ["Rain"]
    assert silent(graph.report(markdown=True, day=date(2020, 2, 1))) == []


def test_of_relations_with_as_many_sources_the_strongest_is_said():
    """Of two states that shot at, accused and criticised one another, the brief said that one accuses the other."""
    assert brief_of(a_claim(0, "attacks"), a_claim(1, "accuses"), a_claim(2, "criticizes")).startswith("- a attacks b (")
    assert brief_of(a_claim(0, "alliedWith"), a_claim(1, "cooperatesWith"), a_claim(2, "cooperatesWith")).startswith("- a cooperates with b (2 sources")
    assert brief_of(a_claim(0, "alliedWith"), a_claim(1, "cooperatesWith")).startswith("- a is allied with b (")


def test_the_section_of_a_conflict_without_a_tie_says_so(tmp_path):
    """As of a day before its articles, the section of a conflict had its numbers and nothing else."""
    for conflict, day, text in (("First war", "2020-01-02", "Turkey supports Qatar."), ("Second war", "2021-01-02", "Egypt attacked Mali.")):
        (tmp_path / f"{day}.md").write_text(f"---\nconflict: {conflict}\ndate: {day}\n---\n{text}\n", encoding="utf-8")
    build(tmp_path, graph=tmp_path / "g", extractor="dependency")
    graph = Graph.open(tmp_path / "g")
    for markdown in (True, False):
        assert "No friendly or hostile tie is stated as of 2020-06-01." in re.sub(r"</?span[^>]*>", "", graph.report(markdown=markdown, day=date(2020, 6, 1)))
        assert "No friendly or hostile tie" not in graph.report(markdown=markdown)


def test_unrelated_articles_have_no_headline(tmp_path):
    """The site had none, `conflicts` and the brief one about whoever came first."""
    for day, text in (("2020-01-02", "Turkey supports Qatar."), ("2021-01-02", "Egypt attacked Mali.")):
        (tmp_path / f"{day}.md").write_text(f"---\ndate: {day}\n---\n{text}\n", encoding="utf-8")
    build(tmp_path, graph=tmp_path / "g", extractor="dependency")
    graph = Graph.open(tmp_path / "g")
    assert [(one.id, graph.headline(one), graph.within(one.id).headline()) for one in graph.conflicts()] == [("other", "", "")]
    assert "Conflict: Other.\n" in graph.report(markdown=True)


def test_the_section_of_a_conflict_says_disputed_as_the_brief_of_that_conflict_does(tmp_path):
    """The claim is in an article on one conflict, its denial in one on another; only the brief of both has both sides."""
    for name, conflict, text in (("one", "First war", "Turkey supports the GNA."), ("two", "Second war", "Turkey denied that it supports the GNA.")):
        (tmp_path / f"{name}.md").write_text(f"---\nconflict: {conflict}\ndate: 2020-01-02\n---\n{text}\n", encoding="utf-8")
    build(tmp_path, graph=tmp_path / "g", extractor="dependency")
    graph = Graph.open(tmp_path / "g")
    whole = graph.report(markdown=True)
    sections = whole.partition("## Who stands with whom")[0]
    said = "- Turkey supports Government of National Accord (reported 2020-01-02)"
    assert said in sections
    assert said in graph.within("first-war").report(markdown=True)
    assert "## What is disputed\n\n- Turkey supports" in whole


def test_of_two_reported_both_ways_both_are_said():
    """The stronger report alone would hide the other one."""
    def article(key):
        return Article(key, key, "0" * 64)

    made = analyze((a_claim(0, "supports"), a_claim(1, "supports"), a_claim(2, "attacks")), article)
    text = report(made, str, article, title="T", markdown=True)
    assert "reported both ways" in text.partition("## Who stands with whom")[2].partition("##")[0]
    both = text.partition("## Reported both ways")[2].partition("##")[0]
    assert "2 friendly sources: " in both
    assert "1 hostile source: a attacks b" in both

