"""All claims as one file: the same rows as the exports, safe for spreadsheets, linked from every page."""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from graphkit import Graph
from graphkit.errors import UsageError
from graphkit.export import CLAIM_COLUMNS, claims_workbook, sheets
from graphkit.serve.downloads import Downloads
from graphkit.serve.settings import Settings
from tests.serve.aside import run


def test_the_csv_is_that_of_the_export(ask, seed_folder):
    reply = ask("/claims.csv")
    assert (reply.status, reply.kind) == (200, "text/csv")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="claims.csv"'
    assert reply.body == Graph.open(seed_folder).export("claims-csv")
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert len(rows) == sum(claim.lifecycle == "active" for claim in Graph.open(seed_folder).claims()) > 100
    assert all(row["outlet"] and row["title"] and row["published"] and row["claim"] and row["said"] for row in rows)


def test_the_workbook_has_the_same_rows(ask, seed_folder):
    reply = ask("/claims.xlsx")
    assert reply.status == 200
    head, *rows = openpyxl.load_workbook(io.BytesIO(reply.body), read_only=True)["claims"].iter_rows(values_only=True)
    told = list(csv.DictReader(io.StringIO(ask("/claims.csv").text)))
    assert head == CLAIM_COLUMNS
    assert [row[head.index("claim")] for row in rows] == [row["claim"] for row in told]
    assert [str(row[head.index("published")])[:10] for row in rows] == [row["published"] for row in told]


@pytest.mark.parametrize("ended", ["complete", "range", "stopped"])
def test_no_temporary_file_is_left_however_the_download_ends(seed_folder, ended):
    """A range that the file does not have, or a server that was stopped, left a workbook in the temporary folder."""
    stuck = []

    async def receive():
        await asyncio.Event().wait()

    async def send(message):
        if ended == "stopped" and message["type"] == "http.response.body":
            stuck.append(message)
            await asyncio.Event().wait()

    async def asked():
        response = await Downloads(SimpleNamespace(settings=Settings(seed_folder))).xlsx(None)
        assert Path(response.path).exists()
        answering = asyncio.ensure_future(response({"type": "http", "method": "GET", "headers": [(b"range", b"bytes=999999999-")] if ended == "range" else []}, receive, send))
        while ended == "stopped" and not stuck:
            await asyncio.sleep(0)
        if ended == "stopped":
            answering.cancel()
        await asyncio.wait({answering})
        return Path(response.path)

    assert not run(asked()).exists()


def test_both_stand_on_every_page(ask):
    for path in ("/", "/articles", "/id/GNA"):
        page = ask(path, Accept="text/html").text
        assert 'href="/claims.csv"' in page
        assert 'href="/claims.xlsx"' in page


def test_a_formula_stays_text_and_a_sheet_has_an_end(tmp_path, monkeypatch):
    row = dict.fromkeys(CLAIM_COLUMNS) | {"quote": '=HYPERLINK("http://x.example")', "published": "2020-01-02"}
    claims_workbook([row], tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["claims"]
    cell = sheet.cell(2, CLAIM_COLUMNS.index("quote") + 1)
    assert (cell.value, cell.data_type) == (row["quote"], "s")
    monkeypatch.setattr(sheets, "ROWS", 3)
    with pytest.raises(UsageError, match="take the CSV"):
        claims_workbook([row] * 3, tmp_path / "d.xlsx")
