"""Tables, JSON and standard input: articles are found by what columns mean, and nothing is read as prose that is none."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.documents import Wish, read
from graphkit.documents.datasets import REFERENCES
from graphkit.documents.nested import read_json
from graphkit.documents.plain import decode
from graphkit.documents.remarks import remarked
from graphkit.documents.rows import KNOWN
from graphkit.documents.sniff import kind_of
from graphkit.documents.tables import read_csv
from graphkit.documents.workbook import read_xlsx
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Document, Failure, Notice
from tests.conftest import examples

ROW = {"id": "a1", "text": "Norvia armed Belmark.", "date": "2024-05-15"}
PAGE = (
    "<!DOCTYPE html><html><head><title>Pact</title><script>var s = 'Turkey attacked Syria.';</script></head><body><article><h1>Pact</h1>"
    f"<p>Norvia signed a pact with Belmark, the ministry of defence said. {'It covers bridges and tolls. ' * 9}</p></article></body></html>"
)


def piped(data, **wish):
    return list(read(["-"], stdin=io.BytesIO(data), wish=Wish(**wish)))


def texts(found):
    return [item.text for item in found if isinstance(item, Document)]


def failures(found):
    return [item.reason for item in found if isinstance(item, Failure)]


def table(rows, **more):
    out = io.StringIO()
    csv.writer(out, **more).writerows(rows)
    return out.getvalue()


def of_csv(text, columns=None, encoding="utf-8"):
    return list(read_csv(io.BytesIO(text.encode(encoding)), "t", "t.csv", columns))


@pytest.mark.parametrize("text", ["Text", "CONTENT", "body", "Article", "full_text", "Full Text", "bodyText"])
@pytest.mark.parametrize("day", ["Date", "published", "publishedAt", "Publication Date", "pub_date", "pubDate"])
def test_columns_are_known_in_any_case_and_spacing(text, day):
    (document,) = of_csv(table([["Headline", text, day, "Link", "Source"], ["Pact", "Norvia armed Belmark.", "15 May 2024", "https://w.example/1", "Wire"]]))
    assert (document.text, document.title, document.published, document.url, document.outlet) == ("Norvia armed Belmark.", "Pact", date(2024, 5, 15), "https://w.example/1", "Wire")


def test_columns_are_known_in_other_languages():
    for head in (["Titel", "Volltext", "Datum", "Quelle"], ["Titre", "Texte", "Date de publication", "Source"], ["Título", "Texto", "Fecha", "Fuente"]):
        (document,) = of_csv(table([head, ["Pact", "Norvia armed Belmark.", "15.05.2024", "Wire"]], delimiter=";"))
        assert (document.text, document.title, document.published, document.outlet) == ("Norvia armed Belmark.", "Pact", date(2024, 5, 15), "Wire")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_delimiter_and_encoding_are_found_out(delimiter, encoding):
    text = "Élysée: “Norvia”, and Belmark; met.\n\nThey “talked”." if encoding != "latin-1" else "Élysée: Norvia, été, défense; Belmark met à côté.\nThey talked."
    found = of_csv(table([["title", "text"], ["a", text], ["b", "More."]], delimiter=delimiter), encoding=encoding)
    assert texts(found) == [text, "More."]


@settings(max_examples=examples(30))
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]) | st.sampled_from('\n",;\t|'), min_size=1, max_size=80).filter(lambda t: t.strip() and "<" not in t and "[+" not in t), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_every_text_comes_back_from_a_table_as_it_went(given_, delimiter):
    assert texts(of_csv(table([["id", "title", "text"], *([n, "t", text] for n, text in enumerate(given_))], delimiter=delimiter, lineterminator="\n"))) == given_


def test_a_table_that_excel_wrote_for_a_mac_is_read_in_its_encoding():
    found = of_csv("Source;Titre;Texte\rCafé;Été – hiver;Norvia armed Belmark.\r", encoding="mac_roman")
    assert [(item.outlet, item.title, item.text) for item in found] == [("Café", "Été – hiver", "Norvia armed Belmark.")]


@pytest.mark.parametrize(("text", "encoding"), [
    ("Norvia sent cars to São Tomé.\rThe président of Côte d’Ivoire said “no”.\r", "cp1252"), ("Норвия направила бронемашины.\rМинистерство обороны сообщило об этом.\r", "cp1251"),
    ("诺维亚周二向贝尔马克派遣了装甲车。\r国防部表示。\r" * 3, "gbk"), ("L’été, où le président a dit “non” – à Paris.\rÇa va.\r", "mac_roman"), ("Der schöne Müller fährt über die Straße.\rÄrger.\r", "mac_roman"),
])  # fmt: skip
def test_the_ends_of_lines_of_old_macs_do_not_tell_the_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text.replace("\r", "\n")


def test_the_order_of_a_column_is_settled_by_its_other_dates():
    rows = [["text", "date"], ["One.", "03/04/2020"], ["Two.", "25/12/2020"]]
    assert [item.published for item in of_csv(table(rows))] == [date(2020, 4, 3), date(2020, 12, 25)]
    rows[2][1] = "12/25/2020"
    assert [item.published for item in of_csv(table(rows))] == [date(2020, 3, 4), date(2020, 12, 25)]
    found = of_csv(table(rows[:2]))
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("dates not read", "'03/04/2020'")]


def test_an_id_is_the_rows_own_else_of_its_address_else_the_number_of_the_row():
    rows = [["id", "text", "url"], ["7", "One.", "https://w.example/1"], ["", "Two.", "https://w.example/2"], ["", "Three.", "N/A"]]
    found = [item.id for item in of_csv(table(rows))]
    assert found[0] == "7"
    assert len(found[1]) == 16
    assert found[2] == "t-4"


@pytest.mark.parametrize(
    "text, reasons, kept",
    [
        ("id,text\n1,One.\n2,\n3,Three.\n", ["no text"], ["One.", "Three."]),
        ("title,text\na,One.\nb,Two.,more,cells\nc,Three.\n", ["4 cells, the header 2"], ["One.", "Three."]),
        ('title,text\na,One.\nb,"Two" and.\nc,Three.\n', ["not a valid row (line 3)"], ["One.", "Three."]),
        ('title,text\na,One.\nb,"Two.\nc,Three.\n', ["opened after line 3 is never closed"], ["One."]),
        ("Subject,Relation,Object\nEgypt,supports,LNA\n", ["a table of ties, not of texts; add it with: graphkit import-table"], []),
        ("title,year\na,2020\n", ["no column of texts; its columns: title, year"], []),
        ("1171234567\t20240515\t202405\t2024\t\tUSA\tx.example\n", ["--mapping gdelt"], []),
        ("event_id_cnty,event_date,notes\nA1,15 May 2024,a\n", ["--mapping acled"], []),
        ("20240515120000-0\t20240515120000\t1\tpost.example\thttps://post.example/a\n", ["have addresses and no texts; save their pages"], []),
        ("id,media_name,publish_date,title,url\n1,Post,2024-05-15,a,https://post.example/a\n", ["addresses of articles without their texts; save their pages"], []),
        ("https://post.example/a\nhttps://post.example/b\n", ["addresses of articles without their texts"], []),
        ("", ["is empty"], []),
    ],
)
def test_rows_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path, text, reasons, kept):
    (tmp_path / "t.csv").write_text(text)
    found = list(read([tmp_path / "t.csv"]))
    assert texts(found) == kept
    assert len(failures(found)) == len(reasons)
    assert all(part in reason for part, reason in zip(reasons, failures(found), strict=True))


def test_the_user_names_columns_that_do_not_name_themselves(tmp_path):
    (tmp_path / "t.csv").write_text(table([["Schlagzeile", "Artikel", "Tag"], ["Pakt", "Norvia armed Belmark.", "15.05.2024"]]))
    wish = Wish.of(["text=Artikel", "title = schlagzeile", "date=Tag"])
    (document,) = read([tmp_path / "t.csv"], wish=wish)
    assert (document.text, document.title, document.published) == ("Norvia armed Belmark.", "Pakt", date(2024, 5, 15))
    assert texts(piped(json.dumps([{"x": {"lead": "Norvia armed Belmark."}}]).encode(), columns={"text": "x.lead"})) == ["Norvia armed Belmark."]


def test_a_column_that_is_not_there_is_a_usage_error_with_those_that_are(tmp_path):
    (tmp_path / "t.csv").write_text("Schlagzeile,Artikel\nPakt,Norvia armed Belmark.\n")
    with pytest.raises(UsageError, match="no column 'Artikle'; its columns: Schlagzeile, Artikel"):
        list(read([tmp_path / "t.csv"], wish=Wish.of(["text=Artikle"])))


@pytest.mark.parametrize("number", [2**64, 1.5])
def test_a_number_of_any_size_in_json_costs_no_article(tmp_path, number):
    """A hash of 64 bits ended the file."""
    (tmp_path / "t.json").write_text(json.dumps([{"text": "Norvia armed Belmark.", "id": f"{at}", "hash": number} for at in range(2)]))
    assert [item.id for item in read([tmp_path / "t.json"])] == ["0", "1"]


def test_a_number_that_no_program_converts_is_one_line(tmp_path):
    """It ended the program."""
    for number, reason in (("9" * 10_000, "of thousands of digits"), ("1e" + "9" * 20, "with an exponent of many digits")):
        (tmp_path / "t.json").write_text(f'[{{"text": "Norvia armed Belmark.", "hash": {number}}}]')
        assert [item.reason for item in read([tmp_path / "t.json"])] == [f"holds a number {reason}"]
    (tmp_path / "t.json").write_text(json.dumps([{"text": f"Norvia said: \\\"{'9' * 10_000}", "id": "1"}, {"text": "Norvia armed Belmark.", "\\": "9" * 5_000}]))
    assert len(texts(read([tmp_path / "t.json"]))) == 2


@pytest.mark.parametrize("option", ["text", "texts=a", "=a", "text=", ""])
def test_a_column_option_of_another_form_is_a_usage_error(option):
    with pytest.raises(UsageError, match="--column"):
        Wish.of([option])


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    pytest.importorskip("openpyxl")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        for _ in range(300):
            part.write(bytes(2**20))
    with pytest.raises(DocumentError, match="unpacks to more"):
        list(read_xlsx(out, "b", "b.xlsx"))


def test_a_workbook_with_a_broken_sheet_is_told_in_one_line(tmp_path):
    """The library's message has three."""
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as broken:
        for part in whole.namelist():
            broken.writestr(part, whole.read(part)[: 60 if part.endswith("sheet1.xml") else None])
    (failed,) = read([tmp_path / "b.xlsx"])
    assert failed.reason.startswith("the workbook cannot be read: ")
    assert "\n" not in failed.reason


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0" + bytes(600), b"PK\x03\x04" + bytes(50)])
def test_what_is_no_workbook_says_so(data):
    pytest.importorskip("openpyxl")
    with pytest.raises(DocumentError, match="not an XLSX workbook"):
        list(read_xlsx(io.BytesIO(data), "b", "b.xlsx"))


@pytest.mark.parametrize(
    "value, expected",
    [
        ([{"text": "A."}, {"text": "B."}], ["A.", "B."]),
        ({"status": "ok", "articles": [{"content": "A."}]}, ["A."]),
        ({"response": {"results": [{"webTitle": "t", "fields": {"bodyText": "A.", "body": "<p>A.</p>"}}]}}, ["A."]),
        ({"hits": {"total": 2, "hits": [{"_id": "1", "_source": {"body": "A.", "source": {"name": "W"}}}]}}, ["A."]),
        ({"text": "A.", "comments": [{"text": "No article."}]}, ["A."]),
        ({"article": {"headline": "t", "body": "A."}}, ["A."]),
        ({"x1": {"title": "t", "text": "A."}, "x2": {"text": "B."}}, ["A.", "B."]),
        ({"tags": [{"title": "t"}], "articleBody": "A."}, ["A."]),
        ([[{"text": "A."}], [{"text": "B."}]], ["A.", "B."]),
        ({"title": {"0": "t", "1": None}, "text": {"0": "A.", "1": "B."}}, ["A.", "B."]),
        ({"a": {"text": "A.", "kicker": "k"}, "text": {"text": "B.", "kicker": "k"}}, ["A.", "B."]),
        ([{"title": "t", "content": [{"type": "paragraph", "text": "A."}, {"type": "image", "caption": "x"}, {"type": "paragraph", "text": "B."}]}], ["A.\n\nB."]),
        ([{"title": "t", "content": [{"type": "p", "text": ["A", " a."]}, {"type": "image", "text": "x"}, "B.", {"type": "list", "items": ["C.", {"text": "D."}]}, {"type": "paragraph", "children": [{"text": "E"}, {"text": "."}]}]}], ["A a.\n\nB.\n\nC.\n\nD.\n\nE."]),
        # news-please leaves the first empty; a column of kinds is no text.
        ([{"title": "t", "text": None, "content": "Article", "maintext": f"A{' a' * 12}."}], [f"A{' a' * 12}."]),
    ],
)
def test_articles_are_found_wherever_json_has_them(value, expected):
    assert texts(list(read_json(io.BytesIO(json.dumps(value).encode()), "j", "j.json"))) == expected


@pytest.mark.parametrize("value, reason", [([1, 2], "must be an object"), ([{"a": 1}], "no text; its columns: a"), ({"articles": [{"title": "t", "url": "u"}]}, "title but no text"), ({"a": 1}, "no object has a text"), ([{"title": "t", "link": "https://post.example/a", "content": "ONLY AVAILABLE IN PAID PLANS"}], "title but no text"), ([], "no object"), (5, "no object")])
def test_json_without_articles_says_so(tmp_path, value, reason):
    (tmp_path / "j.json").write_text(json.dumps(value))
    found = list(read([tmp_path / "j.json"]))
    assert texts(found) == []
    assert reason in failures(found)[0]


@pytest.mark.parametrize("data", [b'[{"text": "A."}, {"text"', b'[{"text": "A."}, nonsense]', b'[{"text": "A."}] trailing', b'[{"text": "A."}, {"text": "\xff"}]'])
def test_broken_json_is_one_failure_after_what_could_be_read(tmp_path, data):
    (tmp_path / "j.json").write_bytes(data)
    found = list(read([tmp_path / "j.json"]))
    assert texts(found) == ["A."]
    assert "not JSON" in failures(found)[0]


def test_a_large_array_is_read_in_little_memory(tmp_path):
    piece = json.dumps({"text": "Norvia armed Belmark. " * 400})
    path = tmp_path / "j.json"
    path.write_text("[" + ",".join([piece] * 3000) + "]")
    list(read([path.parent / "none"]))
    tracemalloc.start()
    number = sum(isinstance(item, Document) for item in read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert number == 3000
    assert peak < 4 * 2**20 < path.stat().st_size


def test_deep_nesting_is_one_failure(tmp_path):
    (tmp_path / "j.json").write_text('{"a":' * 5000 + "1" + "}" * 5000)
    assert "levels deep" in failures(list(read([tmp_path / "j.json"])))[0]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress], ids=["plain", "gzip", "bz2", "xz"])
@pytest.mark.parametrize(
    "data, expected",
    [
        (b"Norvia armed Belmark.", ["Norvia armed Belmark."]),
        (json.dumps(ROW).encode(), ["Norvia armed Belmark."]),
        (b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\n" + json.dumps(ROW | {"id": 2, "text": "Two."}).encode(), ["Norvia armed Belmark.", "Two."]),
        (json.dumps([ROW]).encode(), ["Norvia armed Belmark."]),
        (json.dumps({"articles": [ROW]}, indent=2).encode(), ["Norvia armed Belmark."]),
        (b"id,text\n1,Norvia armed Belmark.\n", ["Norvia armed Belmark."]),
        (b"[Reuters] Norvia armed Belmark.", ["[Reuters] Norvia armed Belmark."]),
        (b"The text, as agreed, follows.\nNorvia armed Belmark.\n", ["The text, as agreed, follows.\nNorvia armed Belmark.\n"]),
    ],
)
def test_standard_input_is_read_as_what_it_holds(pack, data, expected):
    assert texts(piped(pack(data))) == expected


def test_a_page_on_standard_input_gives_its_article_and_no_script():
    (text,) = texts(piped(PAGE.encode()))
    assert "Norvia signed" in text
    assert "attacked" not in text


@pytest.mark.parametrize("data, reason", [(b"\x89PNG\r\n\x1a\n\0\0\0", "binary"), (b"<foo:bar>x</foo:bar>", "markup of an unknown kind"), (b"<?xml version='1.0'?><x/>", "markup of an unknown kind"), (b'{"id": "a1", "text": "Turkey', "not JSON"), (b"", "is empty"), (gzip.compress(b"x" * 9999)[:-9], "broken|ended|failed")])
def test_what_is_no_text_on_standard_input_is_one_failure(data, reason):
    found = piped(data)
    assert texts(found) == []
    (failure,) = failures(found)
    assert any(part in failure for part in reason.split("|"))


@pytest.mark.parametrize("type", ["html", ".html", "HTML"])
def test_the_user_says_what_standard_input_is(type):
    assert "Norvia signed" in texts(piped(PAGE.replace("<!DOCTYPE html>", "").encode(), type=type))[0]
    assert texts(piped(b'{"id": 1}', type="txt")) == ['{"id": 1}']
    assert texts(piped(b"<DOC>\n<TEXT>\nNorvia met Belmark.\n</TEXT>\n</DOC>\n", type="sgml")) == ["Norvia met Belmark."]
    assert "SGML of an unknown kind" in failures(piped(b"<memo>Norvia met Belmark.</memo>", type="sgml"))[0]


def test_a_type_that_is_none_is_a_usage_error():
    with pytest.raises(UsageError, match=r"--type 'docy' is not a format; known: .*html"):
        piped(b"x", type="docy")


def test_a_file_of_unknown_ending_is_read_as_the_type_says(tmp_path):
    (tmp_path / "a.article").write_text("Norvia armed Belmark.")
    assert "unknown ending" in failures(list(read([tmp_path / "a.article"])))[0]
    assert [item.id for item in read([tmp_path / "a.article"], wish=Wish(type="txt"))] == ["a"]


@pytest.mark.parametrize("name, data, told", [("a.txt", PAGE, ".txt as HTML"), ("a.txt", json.dumps(ROW), ".txt as JSON"), ("a.txt", "id,text\n1,One.\n", ".txt as CSV"), ("a.jsonl", json.dumps([ROW], indent=1), ".jsonl as JSON")])
def test_a_file_that_holds_something_else_is_read_as_that_and_said(tmp_path, name, data, told):
    (tmp_path / name).write_text(data)
    found = list(read([tmp_path / name]))
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("files read by their content", told)]
    assert len(texts(found)) == 1


def test_no_prose_is_taken_for_something_else():
    for text in ("Date, text and place are known.", "From the border, news.", "{sic} he said", "[1] Text", "text", "Content: news", "< 5 km from the border", "--- text", "PK said"):
        assert kind_of(text.encode()) is None, text


@settings(max_examples=examples(50))
@example(b"BZh", ".csv")
@given(st.binary(max_size=300) | st.text('{}[]",:\\ntextid01<>/!;\ufeff', max_size=200).map(str.encode), st.sampled_from(["-", ".csv", ".json", ".xlsx", ".txt"]))
def test_no_bytes_break_a_reader(tmp_path_factory, data, ending):
    if ending == "-":
        found = piped(data)
    else:
        path = tmp_path_factory.mktemp("fuzz") / f"f{ending}"
        path.write_bytes(data)
        found = list(read([path]))
    for item in found:
        assert isinstance(item, Document | Failure | Notice)
        assert not isinstance(item, Failure) or ("\n" not in item.reason and "its reader failed" not in item.reason)


def test_every_field_has_a_column_of_its_own_name():
    assert all(names[0] == field for field, names in KNOWN.items())


@pytest.mark.parametrize("last,wanted", [("25/12/2020", "2020-04-03"), ("12/25/2020", "2020-03-04")])
def test_a_column_of_parquet_settles_the_order_of_dates_as_one_of_csv_does(tmp_path, last, wanted):
    """Days that leave the order open are read as the column's last value says, far behind the first group of rows."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    days = ["03/04/2020"] * 600 + [last]
    parquet.write_table(pa.table({"text": [f"Article {n}." for n in range(len(days))], "date": days}), tmp_path / "t.parquet")
    (tmp_path / "t.csv").write_text("text,date\n" + "".join(f"Article {n}.,{day}\n" for n, day in enumerate(days)))
    found = [[str(d.published) for d in read([tmp_path / f"t.{ending}"])] for ending in ("parquet", "csv")]
    assert found[0] == found[1]
    assert set(found[0]) == {wanted, "2020-12-25"}


OPEN = ["03/04/2020", "05/06/20", "2020-01-05", "25/12/20"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_of_json_settle_the_order_of_their_dates_as_a_column_does(tmp_path, pack):
    """Also far behind the first of them, and with nothing read twice."""
    rows = [{"text": f"Article {n}. " + "Norvia met Belmark. " * 400, "date": day} for n, day in enumerate(OPEN[:1] * 30 + OPEN)]
    (tmp_path / ("t.jsonl" if pack is bytes else "t.jsonl.gz")).write_bytes(pack(b"".join(json.dumps(row).encode() + b"\n" for row in rows)))
    found = list(read([tmp_path]))
    assert [str(item.published) for item in found] == ["2020-04-03"] * 31 + ["2020-06-05", "2020-01-05", "2020-12-25"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_articles_in_json_settle_the_order_of_their_dates_as_a_column_does(tmp_path, encoding):
    rows = [{"text": f"Article {n}. " + "Norvia met Belmark. " * 400, "date": day} for n, day in enumerate(OPEN[:1] * 30 + OPEN)]
    (tmp_path / "t.json").write_text(json.dumps({"response": {"results": rows}}), encoding=encoding)
    found = list(read([tmp_path]))
    assert [str(item.published) for item in found] == ["2020-04-03"] * 31 + ["2020-06-05", "2020-01-05", "2020-12-25"]


def test_json_lines_from_a_pipe_leave_open_what_one_day_leaves_open():
    found = piped(b'{"text": "One.", "date": "03/04/20"}\n{"text": "Two.", "date": "25/12/20"}\n', type=".jsonl")
    assert [item.published for item in found if isinstance(item, Document)] in ([None, date(2020, 12, 25)], [date(2020, 4, 3), date(2020, 12, 25)])


@pytest.mark.parametrize(
    "cells, days",
    [
        (["45427", "45427.5", " 45428 "], ["2024-05-15", "2024-05-15", "2024-05-16"]),
        (["45427", "", "n/a", "45428,25"], ["2024-05-15", "None", "None", "2024-05-16"]),
        (["45427", "15 May 2024"], ["None", "2024-05-15"]),
        (["45427", "123456"], ["None", "None"]),
        (["99999"], ["None"]),
    ],
)
def test_the_numbers_with_which_spreadsheets_count_days_are_read_where_the_column_holds_nothing_else(cells, days):
    found = of_csv(table([["text", "Date"], *([f"Article {n}.", cell] for n, cell in enumerate(cells))]))
    assert [str(item.published) for item in found if isinstance(item, Document)] == days
    assert len([item for item in found if isinstance(item, Notice)]) == sum(day == "None" and bool(cell) for cell, day in zip(cells, days, strict=True))


@pytest.mark.parametrize("mac", [False, True])
def test_days_of_a_workbook_are_read_also_where_their_cells_lost_the_form_of_a_day(mac):
    """And in workbooks that count from 1904, as old Macs do."""
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if mac else book.epoch
    for row in (["text", "date"], ["One.", datetime(2024, 5, 15, 9)], ["Two.", to_excel(datetime(2024, 5, 16, 12), book.epoch)], ["Three.", None]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    found = list(read_xlsx(io.BytesIO(data.getvalue()), "t", "t.xlsx"))
    assert [str(item.published) for item in found] == ["2024-05-15", "2024-05-16", "None"]


@pytest.mark.parametrize("ending", ["jsonl", "json", "tsv"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_what_windows_calls_unicode_is_read_in_every_table(tmp_path, ending, encoding):
    """Files that PowerShell writes are UTF-16, and may be longer than what is read at once."""
    rows = [{"text": f"Article {n}, “à”. " + "Norvia met Belmark. " * 500, "date": "2024-05-15"} for n in range(12)]
    written = {"jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\r\n" for row in rows), "json": json.dumps(rows, ensure_ascii=False), "tsv": table([["text", "date"], *map(dict.values, rows)], delimiter="\t")}
    (tmp_path / f"t.{ending}").write_bytes(written[ending].encode(encoding))
    found = list(read([tmp_path]))
    assert failures(found) == []
    assert texts(found) == [row["text"] for row in rows]


def test_packed_lines_of_json_are_read_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("t.jsonl.gz", gzip.compress(json.dumps(ROW).encode()))
    assert texts(read([tmp_path])) == [ROW["text"]]


def json_of(value):
    return list(read_json(io.BytesIO(json.dumps(value).encode()), "t", "t.json"))


def test_posts_in_pieces_are_whole_and_have_their_channel_and_day():
    """As Telegram exports a channel; a post with a bold word was left out without a word."""
    posts = [
        {"id": 1, "type": "message", "date": "2024-05-15T10:00:00", "from": "Harbour Channel", "text": [{"type": "bold", "text": "Breaking: "}, "Norvia armed ", {"type": "link", "text": "Belmark"}, "."]},
        {"id": 2, "type": "message", "date": "2024-05-16T10:00:00", "from": "Harbour Channel", "text": "Norvia met Belmark."},
    ]
    found = json_of({"name": "Harbour Channel", "messages": posts})
    assert texts(found) == ["Breaking: Norvia armed Belmark.", "Norvia met Belmark."]
    assert {(item.outlet, item.published.month) for item in found} == {("Harbour Channel", 5)}
    # All chats of an account, each of which counts its messages anew.
    account = json_of({"about": "x", "chats": {"list": [{"name": "Harbour Channel", "id": 8, "messages": posts}, {"name": "Other", "id": 9, "messages": posts[1:]}]}})
    # What else an object without a text has is none of its own.
    assert texts(json_of({"results": [{"id": 1, "reactions": posts, "versions": posts}, {"id": 2, "text": "Norvia met Belmark."}]})) == ["Norvia met Belmark."]
    assert [(item.id, item.text[-16:]) for item in account] == [("8-1", "a armed Belmark."), ("8-2", "via met Belmark."), ("9-2", "via met Belmark.")]


def test_paragraphs_in_a_list_are_one_text():
    assert texts(json_of([{"title": "Pact", "body": ["Norvia met Belmark.", "They signed."]}])) == ["Norvia met Belmark.\n\nThey signed."]


@pytest.mark.parametrize(
    "post",
    [
        {"created_at": "Wed May 15 21:30:00 +0000 2024", "id_str": "7", "full_text": "Norvia armed Belmark.", "user": {"screen_name": "harbour"}},
        {"created_at": "2024-05-15T21:30:00.000Z", "id": "7", "text": "Norvia armed Belmark.", "author_id": "9", "username": "harbour"},
        {"created_at": "2024-05-15T21:30:00.000Z", "id": "7", "content": "<p>Norvia armed Belmark.</p>", "in_reply_to_id": None, "account": {"acct": "h", "display_name": "harbour"}},
        {"createdAt": "Wed May 15 21:30:00 +0000 2024", "id": "7", "text": "Norvia armed Belmark.", "twitterUrl": "https://x.com/harbour/status/7", "source": "Twitter for iPhone", "author": {"userName": "harbour"}},
        {"date": "2024-05-15T21:30:00", "id": 7, "type": "message", "text": "Norvia armed Belmark.", "from": "Desk", "forwarded_from": "harbour"},
        {"date": "2024-05-15T21:30:00", "id": 7, "type": "message", "text": "Norvia armed Belmark.", "from": "harbour", "forwarded_from": None},
        {"created_at": "2024-05-15", "id": "7", "text": "Norvia armed Belmark.", "author_id": "9", "username": "harbour", "source": '<a href="https://mobile.example" rel="nofollow">Twitter for iPhone</a>'},
        {"date": "2024-05-15", "id": "7", "text": "Norvia armed Belmark.", "author_id": "9", "source": "harbour", "author": {"username": "jane"}},
        {"date": "2024-05-15", "id": "7", "text": "Norvia armed Belmark.", "subtype": "news", "source": "harbour"},
        {"date": "2024-05-15", "id": "7", "text": "Norvia armed Belmark.", "journal": "yes", "domain": "harbour"},
    ],
)
def test_a_post_has_the_day_when_it_was_posted_and_its_account(post):
    """Not the program that X calls its source, and not who forwarded it."""
    (document,) = json_of([post])
    (row,) = of_csv(table([list(post), list(post.values())])) if {"text", "source"} <= post.keys() and "twitterUrl" not in post else [document]
    assert row.outlet == document.outlet
    assert (document.id, document.text, document.outlet, document.published) == ("7", "Norvia armed Belmark.", "harbour", date(2024, 5, 15))


def test_each_line_of_posts_of_x_as_twarc_stores_them_has_several_with_their_authors():
    posts = [{"id": "7", "author_id": "9", "created_at": "2024-05-15T21:30:00.000Z", "text": "Norvia armed Belmark."}, {"id": "8", "author_id": "1", "created_at": "2024-05-15T21:30:00.000Z", "text": "Carland denies it."}]
    line = {"data": posts, "includes": {"users": [{"id": "9", "username": "harbour"}]}, "meta": {"result_count": 2}}
    assert [(item.id, item.outlet, str(item.published)) for item in piped(json.dumps(line).encode(), type="jsonl")] == [("7", "harbour", "2024-05-15"), ("8", None, "2024-05-15")]
    own, none, odd = {"data": ["a"], "includes": {}, "text": "Norvia armed Belmark."}, {"data": [], "includes": {}}, {"data": ["a", posts[0]], "includes": {}}
    found = piped("\n".join(map(json.dumps, (own, none, odd))).encode(), type="jsonl")
    assert [type(item) for item in found] == [Document, Failure, Failure, Document]


def test_the_day_of_a_record_is_none_of_publication():
    assert json_of([{"text": "Norvia armed Belmark.", "created_at": "2024-05-15"}])[0].published is None


def test_the_text_of_a_reference_is_its_abstract_else_notes_that_are_prose_and_its_paper_is_not_its_publisher():
    """CSL JSON and the CSV of Zotero; those without one are counted, and a file of nothing but such ones fails with one line."""
    entry = {"id": "x1", "title": "Pact", "abstract": "Norvia armed Belmark.", "container-title": "Harbour Post", "issued": {"date-parts": [[2024, 5, 15]]}, "URL": "https://p.example/1"}
    bare = {"id": "x2", "title": "Talks", "type": "article-newspaper", "container-title": "Harbour Post"}
    *_, document, left = remarked(read_json(io.BytesIO(json.dumps([entry, bare]).encode()), "t", "t.json"), "t.json")
    assert (document.text, document.title, document.outlet, document.published) == (entry["abstract"], "Pact", "Harbour Post", date(2024, 5, 15))
    assert (left.kind, left.value) == (REFERENCES, "Talks")
    assert [json_of([entry | {"issued": {key: "15 May 2024"}}])[-1].published for key in ("raw", "literal")] == [date(2024, 5, 15)] * 2
    (failed,) = remarked(read_json(io.BytesIO(json.dumps([bare, bare]).encode()), "t", "t.json"), "t.json")
    assert "only references without an abstract (2)" in failed.reason
    note = "<p>Norvia sent two companies of engineers to Belmark, and Carland recalled its envoy.</p>"
    rows = [["Title", "Publication Title", "Publisher", "Date", "Abstract Note", "Notes"], ["Pact", "Harbour Post", "", "2024-05-15", "Norvia armed Belmark.", note], ["Cars", "Harbour Post", "", "2024-05-16", "", note], ["Talks", "Harbour Post", "", "2024", "", "to read"]]
    found = [(each.text[:12], each.outlet, each.published.day) for each in of_csv(table(rows)) if isinstance(each, Document)]
    assert found == [("Norvia armed", "Harbour Post", 15), ("Norvia sent ", "Harbour Post", 16)]
    (document,) = of_csv(table([["Title", "Publication Title", "Date", "Abstract Note"], ["Pact", "Harbour Post", "2024-05-15", "Norvia armed Belmark."]]), {"text": "Abstract Note"})
    assert (document.title, document.outlet) == ("Pact", "Harbour Post")
    with pytest.raises(DocumentError, match="--column text=Highlight"):
        of_csv(table([["Highlight", "Book Title"], ["Norvia armed Belmark.", "Pact"]]))


def test_merged_cells_of_a_workbook_hold_for_all_their_rows(tmp_path):
    """A press review writes day and outlet once for several articles; the title above the table and a header of two lines are no articles."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Press review"], ["Date", "Outlet", "Text"], [], [date(2024, 3, 6), "Post", "Norvia met Belmark."], [None, None, "Carland met Belmark."], [None, None, "Darland met Belmark."], [None, "Gazette", "Norvia met Carland."]):
        book.active.append(row)
    for cells in ("A1:C1", "A2:A3", "B2:B3", "C2:C3", "A4:A6", "B4:B5"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    found = [(item.text.split()[0], item.outlet, item.published) for item in read([tmp_path / "a.xlsx"])]
    assert found == [("Norvia", "Post", date(2024, 3, 6)), ("Carland", "Post", date(2024, 3, 6)), ("Darland", None, date(2024, 3, 6)), ("Norvia", "Gazette", None)]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_not_read_and_said(tmp_path, state):
    """Drafts and old data that nobody sees in the file were articles, without a word."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    draft = book.create_sheet("Draft")
    for sheet, words in ((book.active, "Norvia met Belmark."), (draft, "Norvia attacked Belmark.")):
        sheet.append(["Date", "Text"])
        sheet.append([date(2024, 3, 6), words])
    draft.sheet_state = state
    book.save(tmp_path / "a.xlsx")
    notice, document = read([tmp_path / "a.xlsx"])
    assert (notice.kind, notice.value) == ("sheets skipped", "Draft (hidden; unhide it to read it)")
    assert document.text == "Norvia met Belmark."


@pytest.mark.parametrize(
    ("head", "cells", "day"),
    [
        ("Year,Month,Day", "2024,3,5", ("2024-03-05", "day")), ("year,month", "2024,March", ("2024-03-01", "month")), ("pub_year,pub_month,pub_day", "2024.0,3.0,5.0", ("2024-03-05", "day")), ("Publication Year", "2024", ("2024-01-01", "year")),
        ("year,month,day", "2024,Mar,0", ("2024-03-01", "month")), ("year,month,day", "2024,3,Tuesday", ("2024-03-01", "month")), ("year", "2024", None), ("year,month", "2024,0", None), ("month,day", "3,5", None), ("year,month", "24,3", None),
        ("date,year,month", "2024-05-06,2023,1", ("2024-05-06", "day")),
    ],
)  # fmt: skip
def test_year_month_and_day_in_columns_of_their_own_are_one_date(head, cells, day):
    """Such tables had no days at all, and nothing was said. The column `year` alone may be that of the event."""
    (found,) = of_csv(f"text,{head}\nNorvia met Belmark.,{cells}\n")
    assert (found.published and (found.published.isoformat(), found.published_precision.value)) == day


def test_a_row_without_a_day_has_the_one_in_its_address_as_a_page_has():
    rows = [["text", "url", "date"], ["One.", "https://post.example/2024/05/15/pact", ""], ["Two.", "https://post.example/2024/05/15/pact-2", "soon"], ["Three.", "https://post.example/2024/05/15/pact-3", "2024-05-14"], ["Four.", "https://post.example/pact", "soon"]]
    found = of_csv(table(rows))
    assert [str(item.published) for item in found if isinstance(item, Document)] == ["2024-05-15", "2024-05-15", "2024-05-14", "None"]
    assert [item.value for item in found if isinstance(item, Notice)] == ["'soon'"]


@pytest.mark.parametrize(("given", "outlet", "url"), [
    ({"source": "https://post.example/a", "source-hostname": "Harbour Post"}, "Harbour Post", "https://post.example/a"), ({"source": "https://post.example/a"}, "post.example", "https://post.example/a"),
    ({"source": "https://post.example/a", "url": "https://post.example/b"}, "post.example", "https://post.example/b"), ({"source": [{"id": 1, "name": "Harbour Relief"}]}, "Harbour Relief", None), ({"source": "Harbour Post"}, "Harbour Post", None),
])
def test_an_address_called_source_is_the_address_and_no_outlet(given, outlet, url):
    """As trafilatura writes it: each article had an outlet of its own. ReliefWeb has its sources in a list."""
    (document,) = json_of([{"text": "Norvia met Belmark.", **given}])
    assert (document.outlet, document.url) == (outlet, url)


@pytest.mark.parametrize("post", [
    {"kind": "t3", "data": {"subreddit": "norvia", "selftext": "Norvia armed Belmark.", "created_utc": 1715808600.0, "edited": 1716000000.0}}, {"type": "message", "client_msg_id": "a", "text": "Norvia armed Belmark.", "ts": "1715808600.000100"},
    {"type": "message", "subtype": "bot_message", "bot_id": "B1", "text": "Norvia armed <https://post.example/a|Belmark>.<@U1>", "ts": "1715808600.000100"},
    {"timestamp": "2024-05-15T21:30:00+00:00", "timestampEdited": None, "content": "Norvia armed Belmark."}, {"record": {"text": "Norvia armed Belmark.", "createdAt": "2024-05-15T21:30:00Z"}, "indexedAt": "2024-05-16T00:30:00Z"}, {"post": {"record": {"text": "Norvia armed Belmark.", "createdAt": "2024-05-15T21:30:00Z"}, "indexedAt": "2024-05-16T00:30:00Z"}},
    {"fields": {"body": "Norvia armed Belmark.", "date": {"created": "2024-05-17", "original": "2024-05-15", "changed": "2024-05-18"}}},
])
def test_posts_of_reddit_slack_discord_and_bluesky_and_reports_of_reliefweb_have_their_day(post):
    (document,) = json_of([post])
    assert (document.text, document.published) == ("Norvia armed Belmark.", date(2024, 5, 15))


def test_messages_of_slack_itself_are_skipped():
    (notice,) = json_of([{"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined the channel", "ts": "1715808600.000100"}])
    assert (notice.kind, notice.value) == ("files skipped", "message of Slack itself")


def test_the_header_is_the_row_with_most_names_and_not_a_line_of_groups_above_it(tmp_path):
    """The line of groups was taken for the header where a group is called "Article", and the titles for texts."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Press review of the spring"], ["Publication", None, "Article", None, "URL"], ["Outlet", "Date", "Title", "Text"], ["Post", date(2024, 3, 6), "Pact", "Norvia met Belmark.", "https://post.example/pact"]):
        book.active.append(row)
    for cells in ("A1:E1", "A2:B2", "C2:D2", "E2:E3"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    (found,) = read([tmp_path / "a.xlsx"])
    assert (found.text, found.title, found.outlet, found.published, found.url) == ("Norvia met Belmark.", "Pact", "Post", date(2024, 3, 6), "https://post.example/pact")


@pytest.mark.parametrize(("rows", "days"), [
    ([["date", "published_at"], ["2026-11-28", "2024-05-15"]], ["2024-05-15"]),
    ([["date", "published_at"], ["2024-05-15", ""], ["2026-11-28", "2024-05-16"]], ["2024-05-15", "2024-05-16"]),
    ([["published", "date"], ["1", "15/05/2024"], ["1", "04/05/2024"]], ["2024-05-15", "2024-05-04"]),
    ([["published_at", "date"], ["15/05/2024", "2024-05-14"], ["", "04/05/2024"]], ["2024-05-15", "None"]),
    ([["dateTime", "dateTimePub"], ["2024-05-16T04:30:00Z", "2024-05-15T23:30:00Z"]], ["2024-05-15"]),
])
def test_a_column_named_after_the_publication_is_more_exact_than_others_where_it_has_a_day(rows, days):
    """`date` may be that of the download. An order of day and month that one column shows does not hold for another."""
    head, *cells = rows
    found = of_csv(table([["text", *head], *([f"Article {n}.", *each] for n, each in enumerate(cells))]))
    assert [str(item.published) for item in found if isinstance(item, Document)] == days


@pytest.mark.parametrize(("row", "outlet", "url"), [
    ({"published": 1715808600, "canonical": [{"href": "https://post.example/a"}], "summary": {"content": "<p>Norvia armed Belmark.</p>"}, "origin": {"title": "Post"}}, "Post", "https://post.example/a"),
    ({"published": 1715808600000, "alternate": [{"href": "https://post.example/a"}], "content": {"content": "<p>Norvia armed Belmark.</p>"}, "origin": {"title": "Post"}}, "Post", "https://post.example/a"),
    ({"pubtime": "2024-05-15 23:30:00+01:00", "medium_name": "Post", "article_link": "https://post.example/a", "content": "<tx><p>Norvia armed Belmark.</p></tx>"}, "Post", "https://post.example/a"),
    ({"tweet": {"full_text": "Norvia armed Belmark.", "created_at": "Wed May 15 21:30:00 +0000 2024", "id_str": "1"}}, None, None),
    ({"date": "May 15, 2024 at 11:30 PM EST | Updated: May 16, 2024", "text": "Norvia armed Belmark."}, None, None),
    ({"user_name": "me", "url": "https://post.example/a", "content": "<p>Norvia armed Belmark.</p>", "created_at": "2024-06-01T10:00:00+00:00", "published_at": "2024-05-15T00:00:00+00:00", "domain_name": "post.example"}, "post.example", "https://post.example/a"),
])
def test_rows_of_readers_archives_and_scrapers_have_text_day_outlet_and_address(row, outlet, url):
    """Inoreader, Feedly, Swissdox, the archive of X, wallabag (whose user is no outlet); a scraped line may name the day of an update too."""
    (document,) = json_of([row])
    assert (document.text, document.published, document.outlet, document.url) == ("Norvia armed Belmark.", date(2024, 5, 15), outlet, url)


def test_the_items_of_a_json_feed_have_their_text_and_the_title_of_the_feed_as_outlet():
    items = [{"id": "1", "date_published": "2025-03-03T08:00:00+02:00", "content_html": "<p>Egypt arms the brigade.</p>"}, {"id": "2", "content_text": "Egypt met Turkey."}]
    made = json_of({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": items})
    assert [(each.text, each.outlet) for each in made] == [("Egypt arms the brigade.", "Harbour Post"), ("Egypt met Turkey.", "Harbour Post")]
    assert made[0].published == date(2025, 3, 3)
    assert [each.outlet for each in json_of({"version": "2", "title": "Search results", "items": items})] == [None, None]


def test_a_table_without_known_texts_is_answered_with_the_names_of_its_columns_and_not_with_its_title(tmp_path):
    (tmp_path / "a.csv").write_text("Press review,,\nDate,Headline,Summary in full\n2024-05-15,Arms,Norvia armed Belmark.\n")
    (found,) = read([tmp_path / "a.csv"])
    assert "its columns: Date, Headline, Summary in full (" in found.reason


@pytest.mark.parametrize("row", [
    {"heading": "Pact", "linkURL": "https://post.example/a", "text": "Norvia armed Belmark."}, {"title": "Pact", "pageUrl": "https://post.example/a", "text": "Norvia armed Belmark."},
    {"id": "7", "type": "Create", "object": {"title": "Pact", "url": "https://post.example/a", "content": "<p>Norvia armed Belmark.</p>"}}, {"title": "Pact", "url": "https://post.example/a", "content": "Norvia armed Belmark.... [812 chars]"},
    {"title": {"rendered": "P&#97;ct"}, "link": "https://post.example/a", "content": {"rendered": "<p>Norvia armed Belmark.</p>", "protected": False}}, {"title": "Pact", "url": "https://post.example/a", "content": {"rendered": "<p>Short.</p>"}, "body": "Norvia armed Belmark."}, {"Überschrift": "Pact", "url": "https://post.example/a", "text": "Norvia armed Belmark."},
    {"title": ["Pact"], "URL": "https://post.example/a", "abstract": "<jats:p>Norvia armed Belmark.</jats:p>"},
    {"Titular": "Pact", "Enlace": "https://post.example/a", "Texto completo": "Norvia armed Belmark."}, {"Headline of the story": "Pact", "webLink": "https://post.example/a", "Link text": "here", "Full article text": "Norvia armed Belmark."}, {"Başlık": "Pact", "Bağlantı": "https://post.example/a", "İçerik": "Norvia armed Belmark."},
])  # fmt: skip
def test_other_names_of_fields_are_known(row):
    for read_row in (io.BytesIO, lambda data: io.BytesIO(gzip.compress(data))):
        (document,) = [item for item in read_json(read_row(json.dumps([row]).encode()), "a", "a.json") if isinstance(item, Document)]
        assert (document.text, document.title, document.url) == ("Norvia armed Belmark.", "Pact", "https://post.example/a")


@pytest.mark.parametrize(("row", "outlet"), [({"Titolo": "Pact", "Data": "15 May 2024", "Testata": "Post", "Testo articolo": "Norvia armed Belmark."}, "Post"), ({"title": "Pact", "publication": "Post", "Date of publication": "15 May 2024", "data": "1", "content": "Norvia armed Belmark."}, "Post"), ({"Titel": "Pact", "Datum": "15.05.2024", "Medium": "Post", "Artikel": "Norvia armed Belmark."}, "Post"), ({"Title": "Pact", "Date": "15 May 2024", "Medium": "print", "Text": "Norvia armed Belmark."}, None), ({"Title": "Pact", "Erscheinungsdatum": "15.05.2024", "Paper": "Pact", "Paper type": "daily", "Text": "Norvia armed Belmark."}, None)])
def test_names_of_several_words_are_known_by_these_and_others_mean_what_they_say(row, outlet):
    (document,) = (item for item in read_json(io.BytesIO(json.dumps([row]).encode()), "a", "a.json") if isinstance(item, Document))
    assert (document.text, document.title, document.published, document.outlet) == ("Norvia armed Belmark.", "Pact", date(2024, 5, 15), outlet)


def test_columns_on_pictures_kinds_of_media_and_numbers_of_articles_are_no_fields():
    """The address of a picture was that of the article, "online" its outlet, and its number its text."""
    text = "Norvia armed Belmark in the spring, and Carland recalled its envoy."
    row = {"Titel": "Pact", "Artikel": "12", "Inhalt": text, "Medium": "online", "Media URL": "https://post.example/a.jpg", "Media title": "Post", "Date complete": "2024-05-15", "Web date": "2024-05-15"}
    (document,) = (item for item in read_json(io.BytesIO(json.dumps([row]).encode()), "a", "a.json") if isinstance(item, Document))
    assert (document.text, document.title, document.published, document.outlet, document.url) == (text, "Pact", None, None, None)


def test_posts_in_an_archive_of_x_are_read(tmp_path):
    (tmp_path / "tweets.js").write_text('window.YTD.tweets.part0 = [{"tweet": {"id_str": "7", "created_at": "Wed May 15 21:30:00 +0000 2024", "full_text": "Norvia armed Belmark."}}]')
    (document,) = read([tmp_path])
    assert (document.id, document.text, document.published) == ("7", "Norvia armed Belmark.", date(2024, 5, 15))


def test_references_are_whole_where_percent_signs_are_not_marked_and_ends_are_missing(tmp_path):
    """Reference managers write both; parsers of LaTeX and RIS drop the rest of such an abstract, or the reference."""
    (tmp_path / "a.bib").write_text("@article{a, abstract={Norvia sent 50% of its {\\textquotedblleft}guard{\\textquotedblright} to Belmark.}, month=\"15~\" # may, year=2024}")
    (tmp_path / "b.ris").write_text("TY  - NEWS\nAB  - Norvia met Belmark.\n\nTY  - NEWS\nAB  - Carland met Belmark.\nTeln did not.\n")
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [(item.text, item.published) for item in found] == [("Norvia sent 50% of its “guard” to Belmark.", date(2024, 5, 15)), ("Norvia met Belmark.", None), ("Carland met Belmark.\nTeln did not.", None)]
    (tmp_path / "a.bib").write_text("@article{a, abstract={Pact.}, review={Norvia met Belmark.}}")
    (tmp_path / "b.ris").write_text("TY  - NEWS\nAB  - Pact.\nC7  - Norvia met Belmark.\nER  - \n")
    # A name that none has is that of a column of a table.
    for name, field, text in (("a.bib", "review", "Norvia met Belmark."), ("b.ris", "C7", "Norvia met Belmark."), ("a.bib", "body", "Pact."), ("b.ris", "body", "Pact.")):
        assert [item.text for item in read([tmp_path / name], wish=Wish.of([f"text={field}"])) if isinstance(item, Document)] == [text]


def test_a_note_of_joplin_has_its_address_and_not_its_data_in_its_text_and_a_folder_is_none(tmp_path):
    data = "id: 8d2e1a0b9c3f4d5e8d2e1a0b9c3f4d5e\ncreated_time: 2024-06-20T10:11:12.000Z\nauthor: \n{}type_: {}"
    (tmp_path / "a.md").write_text("Pact\n\nNorvia armed Belmark.\n\n" + data.format("source_url: https://post.example/2024/05/15/pact\n", 1))
    (tmp_path / "b.md").write_text("World\n\n" + data.format("", 2))
    (tmp_path / "c.md").write_text(f"Pact\n\nid: {'0' * 32}\n" + "a: b\n" * 40 + "type_: 1\nNorvia armed Belmark.")
    # Here the time was exponential.
    note, folder, other = read([tmp_path])
    assert other.text.endswith("type_: 1\nNorvia armed Belmark.")
    assert (note.text, note.url, note.published) == ("Pact\n\nNorvia armed Belmark.", "https://post.example/2024/05/15/pact", date(2024, 5, 15))
    assert isinstance(folder, Notice)


def test_references_are_found_by_their_content_and_a_graph_or_a_feed_in_rdf_is_none(tmp_path):
    """A graph that lies beside its articles is no failure of them."""
    ris = "TY  - NEWS\nTI  - Pact\nAB  - Norvia armed Belmark.\nDA  - May 15\nPY  - 2024\nER  - \n"
    (tmp_path / "a.txt").write_text(ris)
    (document,) = (item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document))
    assert (document.text, document.title, document.published) == ("Norvia armed Belmark.", "Pact", date(2024, 5, 15))
    assert [item.text for item in piped(ris.encode()) if isinstance(item, Document)] == ["Norvia armed Belmark."]
    fields = "\nIS fighters left.\nPB Press", "\n   IS fighters left.\nPD MAY 15"
    for tagged in (
        f"RT Newspaper Article\nID 1\nT1 Pact\nJF Post\nYR 2024\nFD May 15\nAB Norvia armed Belmark.{fields[0]}\n",
        f"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Roe, J\nTI Pact\nSO Post\nAB Norvia armed Belmark.{fields[1]}\nPY 2024\nER\n\nEF\n",
        "PT\tTI\tSO\tAB\tPD\tPY\tUT\nJ\tPact\tPost\tNorvia armed Belmark. IS fighters left.\tMAY 15\t2024\tWOS:1\n",
    ):
        (document,) = (item for item in piped(tagged.encode()) if isinstance(item, Document))
        assert (" ".join(document.text.split()), document.title, document.outlet, document.published) == ("Norvia armed Belmark. IS fighters left.", "Pact", "Post", date(2024, 5, 15))
    style = '<style face="normal" font="default" size="100%">'
    fields = f'<titles><title>{style}Pact</style></title><secondary-title>{style}Post</style></secondary-title></titles><dates><year>{style}2024</style></year><pub-dates><date>{style}May 15</style></date></pub-dates></dates><abstract>{style}Norvia armed </style>{style}Belmark.</style></abstract>'
    (tmp_path / "e.xml").write_text(f'<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="My.enl">My.enl</database>{fields}</record></records></xml>')
    (document,) = (item for item in read([tmp_path / "e.xml"]) if isinstance(item, Document))
    assert (document.text, document.title, document.outlet, document.published) == ("Norvia armed Belmark.", "Pact", "Post", date(2024, 5, 15))
    (tmp_path / "b.rdf").write_text('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a"/></rdf:RDF>')
    (skipped,) = read([tmp_path / "b.rdf"])
    assert "graphkit import" in skipped.value
    pytest.importorskip("feedparser")
    (tmp_path / "c.rdf").write_text('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Post</title></channel><item><title>Pact</title><link>https://post.example/1</link><description>Norvia armed Belmark.</description></item></rdf:RDF>')
    assert [item.text for item in read([tmp_path / "c.rdf"]) if isinstance(item, Document)] == ["Norvia armed Belmark."]
