"""The number of independent sources per relation is the same in the network, on the page of two actors, in the shell and in the index."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest

from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Precision, TimeSpan
from graphkit.ontology import load_vocabulary
from graphkit.store import Store
from tests.cli.preloaded import graphkit
from tests.serve.conftest import sender, serving

NAMES = {"Velavia": "Velavia", "Army": "Sulora National Army"}
# Relation, outlet, words; arming and backing belong to one family, with four outlets in all.
TOLD = (
    ("supportsMilitarily", "Courier", "Velavia armed the army."),
    ("supportsMilitarily", "Herald", "Velavia sent guns to the army."),
    ("supportsMilitarily", "Wire", "Velavia sent guns to the army."),
    ("supportsEconomically", "Wire", "Velavia paid the army."),
    ("supports", "Gazette", "Velavia backs the army."),
    ("supports", "Gazette", "Velavia stands by the army."),
    ("consultsWith", "Courier", "Velavia met the army."),
    ("consultsWith", "Herald", "The army met Velavia."),
)
DENIALS = (("supportsMilitarily", "Post", "Velavia never armed the army."), ("sanctions", "Post", "Velavia did not punish the army."))


def _add(writer, number, told, polarity):
    predicate, outlet, words = told
    document = Document(f"d{number}", words, title=f"Report {number}", outlet=outlet, published=date(2021, 1, 28 - number))
    # A relation without a direction may be reported from either end.
    ends = ("Army", "Velavia") if words.startswith("The army") else ("Velavia", "Army")
    claim = Claim(document.key, ends[0], predicate, ends[1], NAMES[ends[0]], NAMES[ends[1]], (Evidence(0, len(words), words),), polarity=polarity)
    writer.add(ArticleRecord(document, tuple(Actor(*each) for each in NAMES.items()), (claim,)))


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """Two actors, with five relations reported by ten articles."""
    store = Store.open(tmp_path_factory.mktemp("sources") / "g", create=True)
    with store.writer() as writer:
        for number, (told, polarity) in enumerate([*((each, Polarity.POSITIVE) for each in TOLD), *((each, Polarity.NEGATIVE) for each in DENIALS)]):
            _add(writer, number, told, polarity)
    return store.folder


@pytest.fixture(scope="module")
def in_shell(graph):
    """Return the sources by relation, as `graphkit explain` counts them."""
    done = graphkit("explain", "Velavia", "Army", "--graph", graph, "--format", "json")
    sections = json.loads(done.stdout)["sections"]
    return {row["predicate"]: row["sources"] for section in sections for row in section["rows"]}


def _labelled(counts):
    return {load_vocabulary().relation(predicate).label: number for predicate, number in counts.items()}


def _cells(page, *columns):
    return page.evaluate("(columns) => [...document.querySelectorAll('#table tbody tr')].map((row) => columns.map((column) => row.cells[column].innerText.trim()))", list(columns))


def test_the_shell_counts_each_relation_for_itself(in_shell):
    """Two of the three reports of arming have the same words."""
    assert in_shell == {"supportsMilitarily": 2, "supportsEconomically": 1, "supports": 1, "consultsWith": 2, "sanctions": 1}


def test_the_index_and_the_page_of_two_actors_count_as_the_shell(graph, in_shell):
    # The index has a row for each direction in which a meeting is reported; pages have one.
    ties = {tie.predicate: tie.sources for tie in Store.open(graph).view().index.ties("denied = 0 AND predicate != 'consultsWith'")}
    assert ties == {name: number for name, number in in_shell.items() if name in ties}
    with serving(graph) as address:
        text = sender(address)("/pair/Velavia/Army", Accept="text/html").text
    assert {name: int(number) for name, number in re.findall(r'href="/relation/(\w+)".*?data-head="Sources"><a [^>]*>(\d+) ', text, re.DOTALL)} == in_shell


def test_the_network_counts_as_the_shell_in_its_table_its_filter_its_panel_and_its_file(graph, in_shell, browser):
    page = browser.new_page()
    with serving(graph) as address:
        page.goto(f"{address}/network")
        page.click("#as-table")
        assert {relation: int(number) for relation, number in _cells(page, 1, 6)} == _labelled(in_shell)
        with page.expect_download() as file:
            page.evaluate("document.getElementById('take-csv').click()")
        rows = csv.DictReader(io.StringIO(file.value.path().read_text(encoding="utf-8")))
        assert {row["relation"]: int(row["sources"]) for row in rows} == _labelled(in_shell)
        page.evaluate("graphkit.choose({ kind: 'tie', index: graphkit.data.ties.findIndex(({ family }) => family === 'supports') })")
        told = page.inner_text("#panel")
        assert "supports militarily · asserted, disputed · 4 claims, 2 sources" in told
        assert "supports · asserted · 2 claims, 1 source" in told
        # Four outlets in all state the family, which is not what the filter is about.
        for least, left in ((2, {"supportsMilitarily", "consultsWith"}), (3, set())):
            page.fill("#least", str(least))
            page.press("#least", "Tab")
            assert {relation for [relation] in _cells(page, 1)} == set(_labelled(dict.fromkeys(left, 0)))
            assert page.evaluate("graphkit.edges.length") == len(left)
    page.close()


def test_only_the_relation_that_is_denied_is_marked_as_disputed(graph, browser):
    page = browser.new_page()
    with serving(graph) as address:
        page.goto(f"{address}/network")
        page.click("#as-table")
        said = dict(_cells(page, 1, 4))
    page.close()
    assert said[load_vocabulary().relation("supportsMilitarily").label] == "asserted, disputed"
    assert said["supports"] == "asserted"
    assert said["sanctions"] == "asserted, denied"


def test_a_disputed_tie_of_several_relations_is_not_called_by_one_of_them(tmp_path):
    """A denial of backing also denies arming and paying: the heading is the relation that all of them imply."""
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for number, told in enumerate(TOLD[:5]):
            _add(writer, number, told, Polarity.POSITIVE)
        _add(writer, 9, ("supports", "Post", "Velavia does not back the army."), Polarity.NEGATIVE)
    with serving(store.folder) as address:
        text = sender(address)("/disputed", Accept="text/html").text
    assert re.search(r'<h2 id="tie-1"><a [^>]*>([^<]+)</a>.*?<h3>([^<]+)</h3>', text, re.DOTALL).groups() == ("Velavia supports Sulora National Army", "Stated by 3 sources")


OVER = TimeSpan(None, date(2020, 6, 1), ended=True)
# Backers, by the year of the article: one has stopped, one has resumed.
SPELLS = (("Velavia", 2019, None), ("Velavia", 2021, OVER), ("Oroistan", 2018, None), ("Oroistan", 2020, OVER), ("Oroistan", 2022, TimeSpan(date(2022, 1, 1), None, Precision.YEAR)))


@pytest.fixture(scope="module")
def spells(tmp_path_factory):
    """Two backers reported by five outlets, and a server for that graph."""
    store = Store.open(tmp_path_factory.mktemp("spells") / "g", create=True)
    with store.writer() as writer:
        for number, (who, year, valid) in enumerate(SPELLS):
            words = f"{who} {'no longer backs' if valid is OVER else 'backs'} the army, outlet {number} says."
            document = Document(f"s{number}", words, title=f"Report {number}", outlet=f"Outlet {number}", published=date(year, 6, 2))
            polarity = Polarity.NEGATIVE if valid is OVER else Polarity.POSITIVE
            claim = Claim(document.key, who, "supports", "Army", who, "the army", (Evidence(0, len(words), words),), polarity=polarity, valid=valid)
            writer.add(ArticleRecord(document, (Actor(who, who), Actor("Army", "Sulora National Army")), (claim,)))
    with serving(store.folder) as address:
        yield store.folder, address


@pytest.mark.parametrize("who", ["Velavia", "Oroistan"])
def test_of_what_ended_or_began_anew_all_count_the_same_claims_and_say_the_same(spells, browser, who):
    folder, address = spells
    done = graphkit("explain", who, "Army", "--graph", folder, "--format", "json")
    [row] = [row for section in json.loads(done.stdout)["sections"] for row in section["rows"]]
    page = browser.new_page()
    page.goto(f"{address}/network#actor={who}")
    panel = page.inner_text("#panel .relation")
    page.click("#as-table")
    [(_, said, sources)] = [cells for cells in _cells(page, 0, 4, 6) if cells[0] == who]
    page.goto(f"{address}/pair/{who}/Army")
    text = page.inner_text("main table")
    page.close()
    assert int(sources) == row["sources"]
    assert re.search(r"(\d+) sources?", text).group(1) == sources
    assert ("ended" in row["status"]) is ("ended" in said) is (who == "Velavia")
    # The report of an end is quoted; an end before the current period is not mentioned any more.
    for told in (panel, text):
        assert ("no longer backs" in told) is (who == "Velavia")
