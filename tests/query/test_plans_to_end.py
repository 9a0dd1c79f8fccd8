"""A plan to end a tie neither ends nor denies it, and no list, dossier or export takes it for either."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

import graphkit
from graphkit.api import Graph

STATED = "Turkey supports the GNA.\n10 May 2025\n\nTurkey supports the GNA, and the European Union imposed sanctions on Syria.\n"
PLANNED = "Plans\n3 June 2025\n\nThe European Union will lift its sanctions on Syria in July. Turkey plans to end its support for the GNA.\n"
PLANS = [("EU", "Syria"), ("Turkey", "GNA")]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans")
    for name, text in (("a.txt", STATED), ("b.txt", PLANNED)):
        (folder / name).write_text(text)
    graphkit.build(folder / "a.txt", folder / "b.txt", graph=folder / "g")
    return Graph.open(folder / "g")


def _pairs(claims):
    return sorted({(claim.subject, claim.object) for claim in claims})


def test_a_plan_to_end_is_listed_as_planned(graph):
    assert {status: _pairs(graph.claims(status=status)) for status in ("planned", "ended", "denied")} == {"planned": PLANS, "ended": [], "denied": []}


def test_it_disputes_and_ends_nothing(graph):
    assert graph.disputed() == []
    assert not [change for change in graph.diff(date(2025, 5, 31), date(2025, 8, 1)) if change.kind == "lost"]


def test_the_dossier_of_a_pair_words_it_as_planned_to_end(graph):
    (row,) = (row for section in graph.pair("EU", "Syria").sections for row in section.rows)
    assert row.status == ("asserted",)


def test_tables_and_edges_say_to_end(graph):
    rows = list(csv.DictReader(io.StringIO(graph.export("claims-csv").decode())))
    planned = [(row["status"], row["said"], row["ended"]) for row in rows if row["published"] == "2025-06-03"]
    assert planned == [("to end", "planned, to end", "false")] * 2
    edges = [edge for _, _, edge in graph.to_networkx().edges(data=True) if edge["polarity"] == "negative"]
    assert {edge["label"] for edge in edges} == {"sanctions (planned, to end)", "supports (planned, to end)"}
    assert {(edge["ended"], edge["to_end"]) for edge in edges} == {(False, True)}
    kinds = {row[":TYPE"] for row in csv.DictReader(io.StringIO(graph.export("neo4j-edges").decode()))}
    assert kinds == {"SANCTIONS", "SUPPORTS", "SANCTIONS_TO_END", "SUPPORTS_TO_END"}


def test_pages_do_not_say_that_it_has_ended(graph):
    (planned,) = (article for article in graph.articles() if article.published == date(2025, 6, 3))
    for page in (graph.page(), graph.reading(planned.key)):
        assert "until 2025-07" in page
        assert "until 2025-07, ended" not in page
