"""Spreadsheets: untrusted text is never a formula, our own dash and numbers stay as they are, and Excel opens both CSV and XLSX correctly."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.cli.app import app
from graphkit.errors import UsageError
from graphkit.export import CLAIM_COLUMNS, claim_rows, csv_lines, formats, sheets, with_bom
from graphkit.export.cells import guarded
from graphkit.export.flat import edge_rows, node_rows
from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence
from graphkit.store import Store

LONG = "=cmd|' /C calc'!A0 is what they said. " + "Nyland backs Sudria, 𝒜 said. " * 2000


@pytest.fixture(scope="module")
def view(seed_folder):
    return Store.open(seed_folder).view()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A claim whose quote is a formula, longer than a cell, in an article older than the calendar of spreadsheets."""
    document = Document("=d", LONG, outlet="@outlet", published=date(1899, 5, 6))
    claim = Claim(document.key, "N", "supports", "S", "+Nyland", "-", (Evidence(0, len(LONG), LONG),))
    store = Store.open(tmp_path_factory.mktemp("x") / "g", create=True)
    with store.writer() as writer:
        writer.add(ArticleRecord(document, (Actor("N", "-Nyland"), Actor("S", "Sudria")), (claim,)))
    return store.view()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0", "- cmd", "--1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-1+1", "+", "-A1", "=", "-1.5.x"],
)
def test_what_would_run_is_defused(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-", "–", "—", "- ".strip(), "-1", "-1.5", "+3", "-12,345.6", "-5%", "", "a=b", " x", "'=1", "2020-01-02", "Al-Shabab"])
def test_our_own_dash_and_numbers_stay(text):
    assert guarded(text) == text


@example(["\r"])
@given(st.lists(st.text(max_size=20) | st.just("-") | st.integers() | st.floats(allow_nan=False) | st.lists(st.text(max_size=5), max_size=3), min_size=1, max_size=5))
@example(["=1", ["=1", "a"], -5, None, True])
def test_cells_are_read_back_but_for_one_apostrophe(values):
    lines = csv.reader(io.StringIO("".join(csv_lines([f"c{i}" for i in range(len(values))], [values])), newline=""))
    _, read = list(lines)
    for value, text in zip(values, read, strict=True):
        plain = ";".join(value) if isinstance(value, list) else "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        assert text in (plain, f"'{plain}")
        assert text == plain or isinstance(value, str | list)
        assert text[:1] not in ("=", "@", "\t", "\r")


def test_the_dash_of_diff_is_a_dash(seed_folder):
    done = CliRunner().invoke(app, ["diff", "--from", "2000-01-01", "--format", "csv", "--graph", str(seed_folder)])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert "-" in {row["before"] for row in rows}
    assert not any(cell.startswith("'") for row in rows for cell in row.values())


def test_bom_is_for_csv_and_read_by_excel_and_pandas(seed_folder, tmp_path):
    for name in ("nodes-csv", "edges-csv", "claims-csv"):
        target = tmp_path / f"{name}.csv"
        done = CliRunner().invoke(app, ["export", "-f", name, "--bom", "-o", str(target), "--graph", str(seed_folder)])
        assert done.exit_code == 0, done.output
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        bare = formats(name)(Store.open(seed_folder).view(), "all")
        assert target.read_bytes()[3:] == bare
        assert list(pd.read_csv(target).columns) == next(csv.reader(io.StringIO(bare.decode())))
    with pytest.raises(UsageError, match=r"--bom is for CSV .*graphml has none.*xlsx"):
        with_bom(b"", "graphml")


def rows_of(data):
    """Return the sheets of a workbook as rows by column, read by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [dict(zip([c.value for c in sheet[1]], [c.value for c in row], strict=True)) for row in sheet.iter_rows(min_row=2)] for sheet in book}


def test_a_workbook_holds_actors_ties_and_claims(view):
    read = rows_of(formats("xlsx")(view, "all"))
    assert list(read) == ["nodes", "edges", "claims"]
    assert [row["id"] for row in read["nodes"]] == [row["id"] for row in node_rows(view, "all")]
    assert [(row["id"], row["claims"], row["symmetric"]) for row in read["edges"]] == [(row["id"], row["claims"], row["symmetric"]) for row in edge_rows(view, "all")]
    claims = list(claim_rows(view))
    assert tuple(read["claims"][0]) == CLAIM_COLUMNS
    assert [(row["quote"], row["start"], row["confidence"]) for row in read["claims"]] == [(row["quote"], row["start"], row["confidence"]) for row in claims]


def test_days_are_days_and_the_header_stays_in_sight(view):
    data = formats("xlsx")(view, "all")
    edges = openpyxl.load_workbook(io.BytesIO(data))["edges"]
    columns = [cell.value for cell in edges[1]]
    first = edges.cell(2, columns.index("first") + 1)
    assert first.is_date
    assert isinstance(first.value, datetime)
    assert first.number_format == "yyyy-mm-dd"
    assert edges.freeze_panes == "A2"


def test_nothing_in_a_workbook_runs_or_is_lost_in_silence(hostile):
    data = formats("xlsx")(hostile, "all")
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any("vba" in name or "externalLink" in name for name in parts.namelist())
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist())
    read = rows_of(data)
    (claim,) = read["claims"]
    assert (claim["document"], claim["subject"], claim["object_mention"]) == ("=d", "-Nyland", "-")
    assert len(claim["quote"].encode("utf-16-le")) // 2 <= sheets.LONGEST
    assert f"cut: a cell holds 32,767 characters; the CSV has all {len(LONG.encode('utf-16-le')) // 2:,}" in claim["quote"]
    assert LONG in formats("claims-csv")(hostile, "all").decode()
    # The calendar of spreadsheets begins in 1900; an older day is text.
    assert read["edges"][0]["first"] == "1899-05-06"


def test_more_rows_than_a_sheet_holds_is_said_and_nothing_is_written(view, monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 100)
    with pytest.raises(UsageError, match=r"the sheet nodes would have 110 rows, and a spreadsheet holds 100; use --format nodes-csv"):
        formats("xlsx")(view, "all")


def test_an_ending_says_that_a_workbook_is_wanted(seed_folder, tmp_path):
    done = CliRunner().invoke(app, ["export", "-o", str(tmp_path / "claims.xlsx"), "--graph", str(seed_folder)])
    assert done.exit_code == 0, done.output
    assert set(rows_of((tmp_path / "claims.xlsx").read_bytes())) == {"nodes", "edges", "claims"}


def test_a_pipe_is_written_into_and_stays_a_pipe(seed_folder, tmp_path):
    """Replacing a device or a pipe with a file destroys it for every other program."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        done = CliRunner().invoke(app, ["export", "-f", "nodes-csv", "-o", str(pipe), "--graph", str(seed_folder)])
    assert done.exit_code == 0, done.output
    assert read.result() == formats("nodes-csv")(Store.open(seed_folder).view(), "all")
    assert pipe.is_fifo()
