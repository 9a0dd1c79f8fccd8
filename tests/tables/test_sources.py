"""Files as data sets are published: encodings, archives, workbooks; and files that are none of these."""

from __future__ import annotations

import gzip
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.api import Graph, import_table
from graphkit.cli.app import app
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Failure
from graphkit.tables import read_mapping, rows, sources

TRIPLES = "subject,relation,object\nTürkei Bund,supports,Turkey\n"


def names(path, mapping="triples", **more):
    import_table(path, mapping, graph=path.parent / "g", **more)
    return {c.subject_mention for c in Graph.open(path.parent / "g").claims()}


def archive(path, **files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name.replace("__", "."), text)
    return path


@pytest.mark.parametrize("data", [
    TRIPLES.encode(),
    TRIPLES.encode("utf-8-sig"),
    TRIPLES.encode("utf-16"),
    TRIPLES.replace(",", "\t").encode(),
    TRIPLES.replace(",", ";").encode(),
    TRIPLES.replace("\n", "\r\n").encode(),
    ("About this file\n\n" + TRIPLES).encode(),
    gzip.compress(TRIPLES.encode()),
    json.dumps([{"subject": "Türkei Bund", "relation": "supports", "object": "Turkey"}]).encode(),
    json.dumps({"status": 200, "data": [{"subject": "Türkei Bund", "relation": "supports", "object": "Turkey"}]}).encode(),
    b"\n".join(json.dumps({"subject": name, "relation": "supports", "object": "Turkey"}).encode() for name in ("Türkei Bund", "Türkei Bund")),
], ids=["utf-8", "bom", "utf-16", "tabs", "semicolons", "crlf", "preamble", "gzip", "json", "api", "jsonl"])
def test_one_table_in_many_forms_is_one_table(tmp_path, data):
    path = tmp_path / "t.bin"
    path.write_bytes(data)
    assert names(path) == {"Türkei Bund"}


def test_a_zip_of_several_files_is_read_by_the_one_that_fits(tmp_path):
    path = archive(tmp_path / "a.zip", codebook__txt="a,b\n1,2\n", data__csv=TRIPLES, other__csv="x,y\n1,2\n")
    assert names(path) == {"Türkei Bund"}


def test_where_several_fit_they_are_listed_and_one_is_chosen(tmp_path):
    path = archive(tmp_path / "a.zip", one__csv=TRIPLES, two__csv=TRIPLES.replace("Türkei Bund", "Coastal Banner"))
    with pytest.raises(DocumentError, match=r"2 tables fit the mapping 'triples': one.csv, two.csv; choose one with --member"):
        names(path)
    assert names(path, member="two.csv") == {"Coastal Banner"}
    with pytest.raises(DocumentError, match=r"contains no 'three.csv', but one.csv, two.csv"):
        names(path, member="three.csv")


def test_a_sheet_of_a_workbook_that_fits_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["About"])
    sheet = book.create_sheet("Data")
    sheet.append(["subject", "relation", "object", "date"])
    sheet.append(["=1+1", "supports", "Turkey", 2020])
    sheet.append(["Coastal Banner", "supports", "Turkey", 2020.0])
    book.save(tmp_path / "t.xlsx")
    assert "Coastal Banner" in names(tmp_path / "t.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", ["<broken", "", "<a/>", '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'])
def test_a_damaged_workbook_is_one_line(tmp_path, part, content):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["subject", "relation", "object"])
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "t.xlsx", "w") as out:
        for name in whole.namelist():
            out.writestr(name, content if name == part else whole.read(name))
    said = ""
    try:
        assert list(rows(tmp_path / "t.xlsx", read_mapping("triples"))) == []
    except DocumentError as error:
        said = str(error)
    assert "\n" not in said


def test_a_row_of_another_encoding_fails_alone_and_the_option_reads_it(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"subject,relation,object\nT\xfcrkei Bund,supports,Turkey\nCoastal Banner,supports,Turkey\n")
    report = import_table(path, "triples", graph=tmp_path / "g")
    assert report.added == 1
    assert [f.source for f in report.failures] == [f"{path}:2"]
    assert "give its encoding with --encoding" in report.failures[0].reason
    assert "mapping" not in report.failures[0].reason
    assert names(path, encoding="latin-1") == {"Türkei Bund", "Coastal Banner"}


@pytest.mark.parametrize("data", [TRIPLES.encode("utf-16")[:-1], b"\xff\xfe\x00\xd8\x00\xd8"])
def test_a_damaged_text_is_an_error_that_names_the_option(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="--encoding"):
        list(rows(path, read_mapping("triples")))


def test_a_header_of_another_encoding_is_named_with_the_option(tmp_path):
    (tmp_path / "own.yaml").write_text("claims: [{subject: Geber, object: Empfänger, relation: supports}]\n", encoding="utf-8")
    (tmp_path / "t.csv").write_bytes("Geber;Empfänger\nIran;Mali\n".encode("cp1252"))
    with pytest.raises(DocumentError, match=r"t.csv:1: no row with the columns Empfänger, Geber; this one is not a valid row: is not utf-8 text \(byte e4\); give its encoding with --encoding"):
        import_table(tmp_path / "t.csv", tmp_path / "own.yaml", graph=tmp_path / "g")
    assert import_table(tmp_path / "t.csv", tmp_path / "own.yaml", graph=tmp_path / "g", encoding="cp1252").claims == 1


def test_an_unknown_encoding_is_a_usage_error(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(TRIPLES)
    with pytest.raises(UsageError, match="no encoding 'klingon'"):
        CliRunner().invoke(app, ["import-table", str(path), "-m", "triples", "--encoding", "klingon", "--graph", str(tmp_path / "g")], catch_exceptions=False)


@pytest.mark.parametrize("data,says", [
    (b"\xd0\xcf\x11\xe0rest", "an old Excel file"),
    (b"<stata_dta>", "a Stata file"),
    (b"%PDF-1.7", "a PDF"),
    (b"<html>", "a web page"),
    (b"PK\x03\x04 broken", "damaged"),
    (gzip.compress(TRIPLES.encode())[:30], "damaged"),
    (b"[1, 2", "is not JSON"),
    (b"[" * 100_000, "is not JSON"),
])
def test_a_file_that_is_no_table_is_one_line(tmp_path, data, says):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=says) as error:
        list(rows(path, read_mapping("triples")))
    assert "\n" not in str(error.value)
    assert not (tmp_path / "g").exists()


def test_a_file_that_grows_beyond_any_table_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "GROWN", 1_000)
    path = archive(tmp_path / "a.zip", data__csv=TRIPLES + "x" * 5_000_000)
    with pytest.raises(DocumentError, match="would grow from"):
        list(rows(path, read_mapping("triples")))


def test_a_line_without_end_is_one_failure_and_the_rows_after_it_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "LONGEST_LINE", 1_000)
    path = tmp_path / "t.csv"
    path.write_text("subject,relation,object\n" + "x" * 10_000 + "\nCoastal Banner,supports,Turkey\n")
    found = list(rows(path, read_mapping("triples")))
    assert [isinstance(item, Failure) for item in found] == [True, False]


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"[", b"{\"a\":", b"subject,relation,object\n"]))
def test_no_bytes_bring_the_reader_down(tmp_path_factory, data, head):
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(head + data)
    seen, said = [], ""
    try:
        seen = list(rows(path, read_mapping("triples")))
    except DocumentError as error:
        said = str(error)
    assert "\n" not in said
    assert all(isinstance(item, Failure) or {"subject", "relation", "object"} <= set(item[1]) for item in seen)


@given(st.lists(st.fixed_dictionaries({name: st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12) for name in ("subject", "relation", "object")}), min_size=1, max_size=6))
def test_rows_come_back_as_they_were_written(tmp_path_factory, written):
    import csv

    path = tmp_path_factory.mktemp("t") / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, ["subject", "relation", "object"])
        out.writeheader()
        out.writerows(written)
    found = [{name: item[1][name] for name in ("subject", "relation", "object")} for item in rows(path, read_mapping("triples")) if not isinstance(item, Failure)]
    assert found == [stripped for row in written if any((stripped := {name: cell.strip() for name, cell in row.items()}).values())]


def test_a_damaged_gzip_file_is_one_line(tmp_path):
    (tmp_path / "t.csv.gz").write_bytes(bytes.fromhex("1f8b08000000000000ff") + b"\xff" * 40)
    with pytest.raises(DocumentError, match="damaged"):
        list(rows(tmp_path / "t.csv.gz", read_mapping("triples")))


def test_a_row_that_no_graph_can_hold_is_reported_and_the_others_go_in(tmp_path):
    """JSON can hold half a character, which is no text; a graph has no place for it."""
    table = tmp_path / "t.json"
    table.write_text(json.dumps([{"subject": name, "relation": "opposes", "object": "Turkey"} for name in ("Ruritania", "Half\ud800", "Egypt")]))
    report = import_table(table, "triples", graph=tmp_path / "g")
    assert (report.added, [(failure.source, "does not fit the graph" in failure.reason) for failure in report.failures]) == (2, [("row 2 of the file", True)])


def test_a_second_column_of_one_name_is_not_meant_and_stays_in_the_evidence(tmp_path):
    (tmp_path / "t.csv").write_text("subject,relation,object,date,date,\nIran,supports,Chad,2020-05-31,1999-01-01,0\n")
    import_table(tmp_path / "t.csv", "triples", graph=tmp_path / "g")
    [claim] = Graph.open(tmp_path / "g").claims()
    assert claim.evidence[0].quote.endswith("date: 2020-05-31\ndate (2): 1999-01-01")
    assert str(Graph.open(tmp_path / "g").article(claim.article).published) == "2020-05-31"
