"""Exported rows and graphs carry everything that the claims state."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import networkx as nx
import pytest

from graphkit import build
from graphkit.errors import UnknownFormat
from graphkit.export import COLUMNS, exporters, formats, record_rows, to_networkx, write_csv, write_jsonl
from graphkit.model import Act, Decision, Document
from graphkit.store import Store

TEXT = "Turkish President Recep Tayyip Erdogan met Khalifa Haftar. Egypt may send weapons to Haftar. Russia denied arming Haftar."


def test_a_row_has_the_agreed_keys_in_order(record):
    for row in record_rows(record(TEXT)):
        assert tuple(row) == COLUMNS


def test_the_quote_of_every_row_stands_at_its_offsets(record):
    rows = list(record_rows(record(TEXT)))
    assert rows
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["quote"]


def test_statuses_are_the_four_of_evaluation(rows):
    found = rows(TEXT)
    assert ("Egypt", "supports", "Khalifa Haftar", "possible") in found
    assert ("Russia", "supports", "Khalifa Haftar", "negated") in found
    assert {status for *_, status in found} <= {"asserted", "alleged", "possible", "negated"}


def test_a_town_one_says_to_hold_is_alleged(rows):
    assert ("Houthis", "controls", "Hodeidah", "alleged") in rows("The Houthis said they controlled Hodeidah.")
    assert ("Houthis", "controls", "Hodeidah", "asserted") in rows("The Houthis control Hodeidah.")


def test_fighting_counts_for_both_sides(rows):
    found = rows("Hezbollah clashed with Israel on Monday.")
    assert {("Hezbollah", "attacks", "Israel"), ("Israel", "attacks", "Hezbollah")} <= {row[:3] for row in found}


def test_jsonl_is_one_object_a_line(record):
    lines = list(write_jsonl(record_rows(record(TEXT))))
    assert all(json.loads(line)["document"] == "test" and line.endswith("\n") for line in lines)


def test_csv_is_read_back_and_cannot_run_in_a_spreadsheet(record):
    rows = [dict(row, subject="=cmd()", support_types=["weapons", "troops"]) for row in record_rows(record(TEXT))]
    back = list(csv.DictReader(io.StringIO("".join(write_csv(rows)))))
    assert len(back) == len(rows)
    assert back[0]["subject"] == "'=cmd()"
    assert back[0]["support_types"] == "weapons;troops"


def test_names_are_spelt_as_the_article_spells_them(rows):
    found = rows("Al-Shabab militants attacked the African Union on Monday.")
    assert ("Al-Shabab", "attacks", "African Union", "asserted") in found


def test_networkx_keeps_sign_status_and_quotes(seed_folder):
    graph = to_networkx(Store.open(seed_folder).view())
    assert isinstance(graph, nx.MultiDiGraph)
    edges = graph.get_edge_data("UAE", "Haftar")
    assert any(e["family"] == "supports" and e["sign"] == 1 and e["status"] == "asserted" and e["quotes"] for e in edges.values())
    assert graph.nodes["Haftar"]["kind"] == "Person"


def test_an_actor_that_no_active_claim_names_is_no_node(pipeline, tmp_path):
    """An actor merged into another stayed in every file, alone, until the graph was built again; a speaker is kept."""
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        writer.add(pipeline.read(Document("a", "Egypt backs the Azure Baner Brigade. Turkey backs the Azure Banner Brigade. Italy accused Qatar of arming Mali.", outlet="Post")))
        writer.apply_decision(Decision(Act.MERGE, "Azure_Baner_Brigade", "Azure_Banner_Brigade"))
    assert "Azure_Baner_Brigade" in {actor.id for actor in store.view().actors()}
    assert set(to_networkx(store.view()).nodes) == {"Azure_Banner_Brigade", "Egypt", "Italy", "Mali", "Qatar", "Turkey"}


def test_formats_are_listed_when_one_is_unknown():
    assert {"turtle", "jsonld"} <= set(exporters())
    with pytest.raises(UnknownFormat, match="turtle"):
        formats("docx")


def test_a_tie_that_a_later_article_ends_is_not_direct_and_its_days_end_there(pipeline, tmp_path):
    """The files match the direct graph; a tie no longer holds from its end on."""
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for key, day, text in (
            ("a", date(2020, 3, 10), "Turkey supports Qatar. Egypt supports Mali."),
            ("b", date(2021, 6, 15), "Turkey no longer supports Qatar. Egypt does not support Mali."),
            ("c", date(2022, 1, 10), "Turkey does not support Qatar."),
        ):
            writer.add(pipeline.read(Document(key, text, outlet=key, published=day)))
    told = {(a, b, key.removeprefix("supports/asserted/")): (d["label"], d["direct"], d["ended"], d["spells"]) for a, b, key, d in to_networkx(store.view()).edges(keys=True, data=True)}
    assert told["Turkey", "Qatar", "positive"] == ("supports (asserted, ended)", False, True, [("2020-03-10", "2021-06-14")])
    assert told["Turkey", "Qatar", "negative/end"] == ("supports (asserted, ended)", False, True, [("2021-06-15", None)])
    # The report of the end was an edge with the denial, labelled as denied by two.
    assert told["Turkey", "Qatar", "negative"] == ("supports (asserted, denied)", False, False, [("2022-01-10", None)])
    assert told["Egypt", "Mali", "positive"] == ("supports", True, False, [("2020-03-10", None)])


def test_a_tie_that_one_article_begins_and_another_ends_has_the_days_between(pipeline, tmp_path):
    """A ceasefire that collapsed held at all times before, although another article says when it was agreed."""
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for key, day, text in (
            ("a", date(2025, 7, 2), "The Sudanese Armed Forces and the Rapid Support Forces agreed on a ceasefire on 1 July."),
            ("b", date(2025, 7, 10), "The ceasefire between the Sudanese Armed Forces and the Rapid Support Forces collapsed on 9 July."),
        ):
            writer.add(pipeline.read(Document(key, text, outlet=key, published=day)))
    assert [told["spells"] for _, _, told in to_networkx(store.view()).edges(data=True)] == [[("2025-07-01", "2025-07-09")]] * 2


def test_what_is_denied_or_over_is_not_drawn_as_plain(pipeline, tmp_path):
    store = Store.open(tmp_path / "g", create=True)
    with store.writer() as writer:
        for key, day, text in (("a", date(2020, 3, 10), "Turkey supports Qatar. Egypt supports Mali."), ("b", date(2021, 6, 15), "Turkey no longer supports Qatar. Egypt does not support Mali.")):
            writer.add(pipeline.read(Document(key, text, outlet=key, published=day)))
    drawn = [line for line in formats("mermaid")(store.view(), "all").decode().splitlines() if "|" in line]
    assert ["==>" in line for line in drawn] == [False, True, False, False]
    assert "supports#58; 1 claim" in drawn[1]
    lines = [line for line in formats("dot")(store.view(), "all").decode().splitlines() if "->" in line]
    assert ['style="solid"' in line for line in lines] == [False, True, False, False]


def test_copies_of_one_text_add_no_weight(tmp_path):
    """The weight of a tie is the number of its independent sources; its claims are counted separately."""
    wire = "Norway supports Chad. The aid was announced on Monday by the ministry in Oslo, and the first convoy left the same evening."
    for outlet, text in (("Courier", wire), ("Herald", wire), ("Tribune", "Norway has long backed Chad with money.")):
        (tmp_path / f"{outlet}.md").write_text(f"---\noutlet: {outlet}\ndate: 2021-05-01\n---\n{text}\n", encoding="utf-8")
    build(tmp_path, graph=tmp_path / "g")
    graph = to_networkx(Store.open(tmp_path / "g").view())
    [tie] = [edge for *_, edge in graph.edges(data=True) if edge["predicate"] == "supports" and edge["status"] == "asserted"]
    assert (tie["weight"], tie["claims"], tie["sources"]) == (2, 3, ["Courier", "Herald", "Tribune"])
