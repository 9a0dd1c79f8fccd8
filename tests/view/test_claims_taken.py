"""The visible claims can be exported in one click, as CSV and as a workbook that is written in the browser."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from graphkit.model import Actor, Evidence, Precision, TimeSpan
from tests.view.conftest import Opened
from tests.view.graphs import Graph, article, camps, claim, hostile, river_war
from tests.view.test_looking import taken

Open = Callable[..., Opened]


def sheet(file: bytes) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the header and rows of the only sheet of a workbook, "" for empty cells."""
    book = load_workbook(io.BytesIO(file))
    assert book.sheetnames == ["claims"]
    head, *rows = ([cell.value for cell in row] for row in book["claims"].iter_rows())
    return head, [dict(zip(head, ("" if value is None else value for value in row), strict=True)) for row in rows]


def table(file: bytes) -> tuple[list[str], list[dict[str, str]]]:
    head, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return head, [dict(zip(head, row, strict=True)) for row in rows]


def written(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_both_are_one_click_from_the_page_as_it_opens(opened: Open, width: int):
    """Both are on the first screen without opening anything, and neither makes a phone scroll sideways."""
    shown = opened(river_war(), viewport={"width": width, "height": 844})
    for button in ("claims-csv", "claims-xlsx"):
        place = shown.page.locator(f"#{button}").bounding_box()
        assert place["y"] + place["height"] < 400
        assert place["height"] >= 24
        assert taken(shown, button)
    assert shown.js("document.documentElement.scrollWidth - innerWidth") <= 0
    assert shown.complaints == []
    assert all(url.startswith(("file:", "blob:")) for url in shown.requests)


@pytest.mark.parametrize("graph", [river_war(), camps(60), hostile()], ids=["12", "60", "hostile"])
def test_the_workbook_has_what_the_csv_has(opened: Open, graph: Graph):
    """Except for the apostrophe before formulas, and characters not allowed in a workbook."""
    shown = opened(graph)
    (head, rows), (columns, lines) = sheet(taken(shown, "claims-xlsx")), table(taken(shown, "claims-csv"))
    assert head == columns
    assert [row["claim id"] for row in rows] == [line["claim id"] for line in lines]
    plain = [{name: written(value) for name, value in row.items()} for row in rows]
    assert [{**row, "quote": ""} for row in plain] == [{name: value.removeprefix("'") if value[1:2] in set("=+-@") else value for name, value in {**line, "quote": ""}.items()} for line in lines]


def test_what_is_filtered_out_is_in_neither(opened: Open):
    graph = river_war()
    shown = opened(graph)
    shown.page.click("#presets button:has-text('Fighting')")
    wanted = {each.id for each in graph.claims if each.predicate in ("attacks", "fights")}
    for rows in (sheet(taken(shown, "claims-xlsx"))[1], table(taken(shown, "claims-csv"))[1]):
        assert {row["claim id"] for row in rows} == wanted


def test_the_claims_of_the_table_are_taken_where_the_table_is_seen(opened: Open):
    """The table also has the ties of actors that are not drawn yet."""
    graph = camps(500)
    shown = opened(graph)
    drawn = len(sheet(taken(shown, "claims-xlsx"))[1])
    shown.page.click("#as-table")
    assert drawn < len(sheet(taken(shown, "claims-xlsx"))[1]) == len(graph.claims)


TEXTS = ("=1+1", "+CMD", "-2+3", "@SUM(A1)", "\t=1", "＝1", "-", "-5", "2020-01-02", "_x0041_", " a  b ", "<b>&amp;\"'", "🧨 half \ud83d", "a\x01b\x1fc")


def odd() -> Graph:
    """Return a graph with a quote of each kind that a spreadsheet might interpret."""
    one, two = Actor("A", "=HYPERLINK(A1)"), Actor("B", "@Betaland")
    told = [claim(one, "supports", two, source=n, evidence=(Evidence(0, len(text), text),)) for n, text in enumerate(TEXTS)]
    return Graph((one, two), tuple(told), tuple(replace(article(n), title=f"={n}") for n in range(len(TEXTS))))


def test_no_cell_is_a_formula_and_controls_are_dropped(opened: Open):
    file = taken(opened(odd()), "claims-xlsx")
    cells = [cell for row in load_workbook(io.BytesIO(file))["claims"].iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "d"}
    assert {cell.value for cell in cells} >= {"=HYPERLINK(A1)", "@Betaland", "=0"}
    # What a user edits in such a cell stays text.
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "@")))
    quotes = [row["quote"] for row in sheet(file)[1]]
    assert {"-2+3", "+CMD", "-", "-5", "2020-01-02", "<b>&amp;\"'"} <= set(quotes)
    # A spreadsheet shows these six characters literally; openpyxl returns the escaped form.
    assert "_x005F_x0041_" in quotes
    assert not any(ord(letter) < 32 and letter not in "\t\n\r" for quote in quotes for letter in quote)


def test_days_are_days_and_what_is_known_to_the_month_stays_text(opened: Open):
    graph = river_war()
    told = replace(graph.claims[0], valid=TimeSpan(date(2014, 3, 5), date(2014, 3, 9), Precision.DAY))
    old = replace(graph.articles[13], published=date(1871, 5, 10))
    month = replace(graph.articles[12], published=date(2020, 5, 1), published_precision=Precision.MONTH)
    shown = opened(replace(graph, claims=(told, *graph.claims[1:]), articles=(*graph.articles[:12], month, old)))
    rows = sheet(taken(shown, "claims-xlsx"))[1]
    [row] = [row for row in rows if row["claim id"] == told.id]
    assert (row["first day of the event"], row["last day of the event"], row["published"]) == (datetime(2014, 3, 5), datetime(2014, 3, 9), datetime(2020, 1, 1))
    assert {row["published"] for row in rows if not isinstance(row["published"], datetime)} == {"2020-05", "1871-05-10"}


def test_the_archive_is_whole_and_the_same_twice(opened: Open, tmp_path: Path):
    shown = opened(river_war())
    file = taken(shown, "claims-xlsx")
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 6
    assert taken(shown, "claims-xlsx") == file


def test_a_text_longer_than_a_cell_says_that_it_is_cut(opened: Open):
    """No real page has such a text; the writer follows the format anyway."""
    shown = opened(river_war())
    text = shown.js("""async () => {
        const bytes = await graphkit.workbook("claims", ["quote"], [["é".repeat(40000)]], []).arrayBuffer();
        return [...new Uint8Array(bytes)];
    }""")
    [row] = sheet(bytes(text))[1]
    assert len(row["quote"]) == 32767
    assert row["quote"].endswith("(cut: the CSV has all 40,000 characters)")
