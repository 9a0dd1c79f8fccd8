"""Office files, mail, archives and exports: what is left out, what is refused, and that broken bytes give one line."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.documents import package, read, streams
from graphkit.documents.exports import articles_of, articles_of_page
from graphkit.documents.exports.common import day_in
from graphkit.documents.formats import DOCX, HTML, ODT, PDF, RTF, TEXT
from graphkit.documents.furniture import day_in_heads, outlet_in_heads, without_heads
from graphkit.documents.layout import by_columns, headlines
from graphkit.documents.pdf import paragraphs, without_print_marks
from graphkit.documents.pieces import Piece
from graphkit.documents.read import readers
from graphkit.model import Document, Failure, Notice, Precision
from tests.conftest import ROOT, examples
from tests.files.office import OFFICE, packed

for _module in ("docx", "pypdf", "striprtf"):
    pytest.importorskip(_module)

FILES = ROOT / "tests" / "files"


def only(path):
    found = list(read([path]))
    assert len(found) == 1, found
    return found[0]


def refused(path, data):
    path.write_bytes(data)
    found = only(path)
    assert isinstance(found, Failure), found
    assert "\n" not in found.reason
    return found.reason


def test_no_author_of_an_export_is_in_its_text():
    for name in OFFICE:
        if name.split(".")[0] in {"nexis", "lexis", "factiva", "proquest", "europresse"}:
            for item in read([FILES / name]):
                assert not isinstance(item, Document) or "Corv" not in item.text


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_link_to_a_picture_in_an_export_does_not_end_the_text(place):
    """Nexis Uni writes it at the beginning of many texts, which were lost."""
    text = ["Norvia sent engineers to Belmark.", "Belmark thanked Norvia."]
    lines = ["Engineers", "Harbour Post", "May 15, 2024 Wednesday", "Length: 8 words", "Body", *text, "Classification", "End of Document"]
    lines.insert(place + 4, "Link to Image")
    (found,) = articles_of(lines, "a", "a.docx")
    assert found.text == "\n\n".join(text)


def test_the_day_of_saving_is_no_day_of_publication():
    for name in ("memo.docx", "letter.odt", "letter.rtf"):
        assert only(FILES / name).published is None


@pytest.mark.parametrize("ending", [".docx", ".odt", ".pdf", ".rtf", ".zip", ".tar", ".tar.gz", ".eml", ".mbox"])
@pytest.mark.parametrize("data", [b"", b"plain words", b"PK\x03\x04", b"%PDF-1.7\n", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"\x1f\x8b\x08"])
def test_what_is_not_such_a_file_is_one_line(tmp_path, ending, data):
    reason = refused(tmp_path / f"a{ending}", data)
    assert "reader failed" not in reason


def test_a_word_file_with_a_password_says_so(tmp_path):
    assert "encrypted" in refused(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_an_office_file_that_unpacks_to_too_much_is_not_unpacked(tmp_path):
    bomb = packed({"word/document.xml": b" " * (package.SMALL + 2**20)})
    assert "too much for a document" in refused(tmp_path / "a.docx", bomb)


def test_entities_in_an_office_file_are_not_resolved(tmp_path):
    (tmp_path / "secret.txt").write_text("SECRET")
    lol = '<!DOCTYPE a [<!ENTITY x SYSTEM "file://%s">]>' % (tmp_path / "secret.txt")
    with zipfile.ZipFile(FILES / "letter.odt") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"?><", b"?>" + lol.encode() + b"<", 1).replace(b"Belmark thanked", b"&x; Belmark thanked")
    (tmp_path / "a.odt").write_bytes(packed(parts))
    found = only(tmp_path / "a.odt")
    assert isinstance(found, Failure) or "SECRET" not in found.text


def test_a_missing_library_names_the_extra(monkeypatch):
    for module, format_, name in (("pypdf", PDF, "bulletin.pdf"), ("docx", DOCX, "memo.docx"), ("striprtf.striprtf", RTF, "letter.rtf")):
        monkeypatch.setitem(__import__("sys").modules, module, None)
        assert format_.extra == "documents"
        assert "pip install 'alliance-graphkit[documents]'" in only(FILES / name).reason


def test_heads_that_run_over_pages_go_and_words_parted_at_line_ends_are_one():
    pages = [["Daily Front 1", "A first page begins with this line that is long", "and goes on."], ["Daily Front 2", "The se-", "cond one."]]
    assert without_heads(pages)[1] == ["The se-", "cond one."]
    assert [page[0] for page in without_heads([["Bridges", "One goes."], ["Bridges", "Two go."]], ["Bridges"])] == ["Bridges", "Two go."]
    assert paragraphs(["He met the Franco-", "German en-", "voy from a co-founder of the co-", "founder club."]) == ["He met the Franco-German envoy from a co-founder of the co-founder club."]


BODY = ["Norvia sent engineers to the north of Belmark and", "said nothing on how long they would stay there in"]


@pytest.mark.parametrize(("head", "foot"), [
    (lambda n: [f"{n} HARBOUR INSTITUTE" if n % 2 else f"Bridges over the Teln {n}"], lambda n: []), (lambda n: [f"{'I' * n}. Chapter {'abcde'[n]} {n + 4}"], lambda n: []),
    (lambda n: ["Harbour Institute", "Report No. 312", "15 May 2024"], lambda n: ["Confidential", "Not for others", f"{n} | P a g e"]),
    (lambda n: ["Harbour Institute"] if n == 2 else [], lambda n: ["iv"]), (lambda n: [], lambda n: ["Drafts"] if n == 1 else []),
])  # fmt: skip
def test_heads_of_left_and_right_pages_of_chapters_and_of_several_lines_go(head, foot):
    """They stood within sentences that go on from page to page."""
    pages = [[*head(n), f"{'abcde'[n]} {BODY[0]}", *(line[n:] for line in BODY), *foot(n)] for n in (1, 2, 3, 4)]
    found = without_heads(pages)
    assert [[line for line in page if line] for page in found] == [page[len(head(n)) : len(page) - len(foot(n))] for n, page in enumerate(pages, start=1)]


@pytest.mark.parametrize(("head", "day"), [("A4 THE HARBOUR POST WEDNESDAY, MAY 15, 2024", 15), ("The Harbour Post - 15 May 2024", 15), ("The Harbour Post | Printed on 15 May 2024", None), ("The Harbour Post | Downloaded from 192.0.2.1 on Wed, 15 May 2024", None)])
def test_the_head_of_a_newspaper_says_its_day_and_its_name(head, day):
    pages = [[head, f"{'ab'[n]} {BODY[0]}", *BODY] for n in (0, 1)]
    assert (day_in_heads(pages), outlet_in_heads(pages)) == (day and date(2024, 5, day), head[head.lower().index("the") :][:16])


def placed(rows):
    return [Piece(x, 700.0 - 12 * number, 24.0 if number == 0 else 11.0, text) for number, row in enumerate(rows) for x, text in row]


def test_two_columns_that_are_stored_row_by_row_are_read_one_after_the_other():
    left, right = ([f"line {n} of the {side} column" for n in range(9)] for side in ("left", "right"))
    rows = [[(50.0, "A headline")], *([(50.0, one), (310.0, other)] for one, other in zip(left, right, strict=True)), [(50.0, "the last line of the left one")]]
    assert by_columns(placed(rows)) == ["A headline", *left, "the last line of the left one", *right]
    cells = [[(50.0, "Norvia"), (310.0, "ten drones of the newest type")] for _ in range(9)]
    assert by_columns(placed(cells)) is None
    assert headlines(placed(rows)) == ["A headline"]


def test_a_line_in_larger_letters_is_a_headline_and_one_of_two_lines_too():
    lines = ["A headline that is as long as", "the lines", "Norvia sent engineers to the", "north of Belmark."]
    assert paragraphs(lines, lines[:2]) == ["A headline that is as long as the lines", "Norvia sent engineers to the north of Belmark."]


def test_the_day_below_a_headline_ends_it_where_columns_are_narrow():
    """A headline that is as long as the lines of a narrow column would run into the text, and title and day were lost."""
    assert paragraphs(["That is what it had from its own", "source: the ministry of defence."]) == ["That is what it had from its own source: the ministry of defence."]
    lines = ["Two columns of a war", "7 March 2024", "Egypt has decided to", "support Khalifa Haf-", "tar with arms."]
    assert paragraphs(lines) == ["Two columns of a war", "7 March 2024", "Egypt has decided to support Khalifa Haftar with arms."]


@pytest.mark.parametrize(
    "text, day, precision",
    [
        ("May 15, 2024 Wednesday", date(2024, 5, 15), Precision.DAY),
        ("Wednesday 15 May 2024", date(2024, 5, 15), Precision.DAY),
        ("Le Monde, mercredi 1er mai 2024 - p. 3", date(2024, 5, 1), Precision.DAY),
        ("15. März 2024", date(2024, 3, 15), Precision.DAY),
        ("15 de mayo de 2024", date(2024, 5, 15), Precision.DAY),
        ("May 2024", date(2024, 5, 1), Precision.MONTH),
        ("31 February 2024", None, Precision.DAY),
        ("Section A; Page 15", None, Precision.DAY),
    ],
)
def test_the_days_of_exports(text, day, precision):
    assert day_in(text) == (day, precision)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds" / "articles").rglob("*.*")), ids=lambda path: path.name)
def test_a_seed_article_is_never_taken_apart(path):
    text = path.read_text(encoding="utf-8")
    assert articles_of([line for line in text.splitlines() if line.strip()], "a", "a") is None
    assert articles_of_page(text, "a", "a") is None


@settings(max_examples=examples(25))
@given(st.lists(st.sampled_from(["End of Document", "He spoke at the end of document talks.", "Full text: see below.", "Document 3 was signed.", "2 of 3 DOCUMENTS", "Body", "They met."]), max_size=12))
def test_one_mark_alone_takes_no_text_apart(lines):
    marks = {"End of Document", "Full text: see below.", "2 of 3 DOCUMENTS", "Body"}
    assert articles_of(lines, "a", "a") is None or len(marks & set(lines)) > 2


def test_a_member_of_an_archive_without_a_name_costs_no_other(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed({"?": b"", "b.txt": b"Belmark thanked Norvia."}).replace(b"?", b"\0"))
    assert [type(item) for item in read([tmp_path])] == [Notice, Document]


def test_members_are_known_by_their_names_inside_and_nothing_is_written(tmp_path):
    (tmp_path / "box").mkdir()
    path = tmp_path / "box" / "many.zip"
    path.write_bytes((FILES / "many.zip").read_bytes())
    found = list(read([path]))
    assert [item.place.split("many.zip#", 1)[1] for item in found if isinstance(item, Document)] == ["mon/001.txt#001", "tue/001.txt#001", "../../up.txt#up", "inner.zip#deep.txt#deep"]
    assert [item.source for item in found if isinstance(item, Notice)] == [f"{path}/slides.key", f"{path}/__MACOSX/._001.txt"]
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "box", path]


def test_an_encrypted_member_is_named_and_the_rest_goes_on(tmp_path):
    data = bytearray(packed({"a.txt": b"One.", "b.txt": b"Two."}))
    # The flag of encryption, in the list at the end and before the member itself.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    found = list(read([tmp_path / "a.zip"]))
    assert [type(item) for item in found] == [Failure, Document]
    assert "a.txt" in found[0].source
    assert "encrypted" in found[0].reason


def test_bombs_end_early(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "SMALL", 2**20)
    bomb = packed({"a.txt": b"a" * 2**24})
    assert "if you trust it" in refused(tmp_path / "a.zip", bomb)
    # Each of the inner archives is within the limits; of a gigabyte of empty lines, none is too long.
    inner = packed({"a.txt": b"\n" * 2**19})
    (tmp_path / "c.zip").write_bytes(packed({f"{number}.zip": inner for number in range(9)}))
    assert sum("if you trust it" in item.reason for item in read([tmp_path / "c.zip"])) > 5
    assert "if you trust it" in refused(tmp_path / "d.jsonl.gz", gzip.compress(b"\n" * 2**21))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        info = tarfile.TarInfo("a.bin")
        info.size = 2**26
        made.addfile(info, io.BytesIO(bytes(2**26)))
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(out.getvalue()))
    found = list(read([tmp_path / "a.tar.gz"]))
    assert "if you trust it" in found[-1].reason


def test_a_tar_that_says_it_holds_too_much_is_refused(tmp_path):
    info = tarfile.TarInfo("a.txt")
    info.size = 2**40
    assert "unpacks to more" in refused(tmp_path / "a.tar", info.tobuf(tarfile.GNU_FORMAT))


def test_a_broken_member_does_not_end_the_archive(tmp_path):
    data = bytearray(packed({"a.txt": b"One is long enough to be packed, packed, packed.", "b.txt": b"Two."}))
    data[40:60] = bytes(20)
    (tmp_path / "a.zip").write_bytes(bytes(data))
    found = list(read([tmp_path / "a.zip"]))
    assert [item.id for item in found if isinstance(item, Document)] == ["b"]
    assert len([item for item in found if isinstance(item, Failure)]) == 1


@pytest.mark.parametrize("name", sorted(OFFICE))
@settings(max_examples=examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_bytes_that_were_cut_or_changed_give_documents_or_failures(tmp_path, name, data):
    """Nothing but documents, failures and notices comes of any bytes, and reasons are one line."""
    whole = bytearray((FILES / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path / name
    path.write_bytes(bytes(whole[:cut]) if data.draw(st.booleans()) else bytes(whole))
    for item in read([path]):
        assert isinstance(item, Document | Failure | Notice)
        if isinstance(item, Failure):
            assert "\n" not in item.reason
            assert "its reader failed" not in item.reason


def test_every_format_says_what_it_is_and_what_it_needs():
    for format_ in {id(made): made for made in readers().values()}.values():
        assert format_.label
        assert format_.extra is None or format_.extra in {"documents", "crawl", "tables"}
    assert TEXT.label
    assert HTML.label
    assert ODT.extra is None


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.rtf", b"{\\rtf1 " + b"{\\field{\\*\\fldinst{" * 60_000),
        ("a.rtf", b"{\\rtf1 {\\fonttbl " + b"\\f1 " * 300_000),
        ("a.rtf", b"{\\rtf1 " + b"{" * 400_000),
        ("a.txt", b"End of Document\nBody\nLength: 3\n" + b"1" * 1_000_000 + b" of"),
        ("a.txt", b"End of Document\nBody\nLength: 3\n" + (b"word " * 12 + b"\n") * 20_000),
        ("a.html", b"<article><b class=DocPublicationName>" + b" " * 1_000_000 + b"x</b><p class=DocText>Norvia met Belmark.</p></article>"),
        ("a.mbox", b"From a\n\n" * 20_000),
        ("a.eml", b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 20_000),
    ],
)
def test_a_hostile_file_is_read_in_time_that_grows_with_its_length(tmp_path, name, data):
    """Each took minutes to hours where anything in its reader grows with the square of its length."""
    (tmp_path / name).write_bytes(data)
    assert all(isinstance(item, Document | Failure | Notice) for item in read([tmp_path / name]))


def test_lines_of_a_long_paragraph_are_put_together_in_one_pass():
    made = paragraphs(["word " * 15 + "and"] * 50_000)
    assert [len(each) for each in made] == [50_000 * 79 - 1]


@pytest.mark.parametrize("packed_as", ["w", "w:gz"])
def test_a_large_table_in_a_tar_archive_is_read_though_it_comes_once_only(tmp_path, monkeypatch, packed_as):
    """The order of its days is found by a second look, for which it is kept on disk; lines of JSON leave it open."""
    monkeypatch.setattr("graphkit.documents.archive.LARGEST_FILE", 1000)
    days = ["03/04/2020"] * 9000 + ["25/12/2020"]
    rows = {"t.csv": "text,date\n" + "".join(f"Article {n} of Norvia.,{day}\n" for n, day in enumerate(days)), "t.jsonl": "".join(f'{{"text": "Article {n} of Norvia.", "date": "{day}"}}\n' for n, day in enumerate(days))}
    with tarfile.open(tmp_path / "t.tar", packed_as) as archive:
        for name, text in rows.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    found = list(read([tmp_path]))
    assert [item for item in found if isinstance(item, Failure)] == []
    assert [str(item.published) for item in found if isinstance(item, Document)] == ["2020-04-03"] * 9000 + ["2020-12-25"] + ["None"] * 9000 + ["2020-12-25"]


def test_a_member_of_an_archive_is_read_as_a_file_of_a_folder_is(tmp_path):
    """As what it holds, and with the day of its name; each is said once."""
    files = {"2018-07-21 Asmara.txt": b"Norvia met Belmark.", "b.txt": b"<html><body><article><h1>Pact</h1><p>Norvia met Belmark in the capital.</p></article></body></html>", "c.md": b"---\ndate: 2199-01-01\n---\nNorvia left."}
    (tmp_path / "folder").mkdir()
    for name, data in files.items():
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "all.zip").write_bytes(packed(files))
    in_folder, in_archive = (list(read([tmp_path / each])) for each in ("folder", "all.zip"))
    assert [(d.text, d.title, d.published) for d in in_archive if isinstance(d, Document)] == [(d.text, d.title, d.published) for d in in_folder if isinstance(d, Document)]
    assert [item.kind for item in in_archive if isinstance(item, Notice)] == [item.kind for item in in_folder if isinstance(item, Notice)]


@pytest.mark.parametrize("head, foot", [
    (["5/15/24, 2:59 PM Cars for the border | Harbour Post"], ["https://post.example/cars 1/2"]),
    (["15/05/2024, 14:59", "Cars for the border"], ["https://post.example/cars", "1/2"]),
    (["Cars for the border https://post.example/cars"], ["1 of 2 15/05/2024, 14:59"]),
    ([], ["5/15/24, 2:59 PM Cars for the border", "https://post.example/cars 1/2"]),
])  # fmt: skip
def test_a_page_that_a_browser_printed_has_its_address_and_not_the_day_of_printing(head, foot):
    """Whoever prints an article says when; the address says which one it is."""
    body = ["Norvia sent cars.", "Belmark thanked it on 3/4/24, 10:30.", "They met.", "It rained.", "They left."]
    pages, address = without_print_marks([[*head, *body, *foot], [*head, *body, *foot]])
    assert address == "https://post.example/cars"
    assert not any("14:59" in line or "2:59" in line or "https" in line for page in pages for line in page)
    assert [line for line in pages[0] if line in body] == body


@pytest.mark.parametrize("lines", [["15/05/2024, 14:59", "Norvia sent cars.", "They met."], ["Norvia sent cars.", "See https://post.example/cars"], ["Norvia sent cars."], []])
def test_a_day_or_an_address_alone_is_of_the_page(lines):
    assert without_print_marks([lines]) == ([lines], None)


def test_rows_of_a_table_of_articles_in_word_are_articles(tmp_path):
    """A table of the press was one article with the day of its first row. Merged cells hold for all their rows; other tables are text."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Press of the week")
    table = document.add_table(rows=0, cols=4)
    for cells in (("Date", "Outlet", "Title", "Text"), ("6 March 2024", "Post", "Cars", "Norvia armed Belmark."), ("", "Gazette", "Envoys", "Carland left Belmark."), ("8 March 2024", "Gazette", "Talks", "Norvia met Carland.")):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(tmp_path / "a.docx")
    found = [(item.text, item.title, item.outlet, item.published.day) for item in read([tmp_path])]
    assert found == [("Norvia armed Belmark.", "Cars", "Post", 6), ("Carland left Belmark.", "Envoys", "Gazette", 6), ("Norvia met Carland.", "Talks", "Gazette", 8)]
    document.add_paragraph("The week began with a shipment that nobody in the capital of Carland had expected. It ended with talks.")
    document.add_table(rows=1, cols=2).cell(0, 0).text = "State"
    document.save(tmp_path / "a.docx")
    *rows, prose = read([tmp_path])
    assert len(rows) == 3
    assert prose.text.startswith("Press of the week\n\nThe week began")
    assert prose.text.endswith("State")


def test_a_table_of_labels_in_word_says_what_the_article_below_is(tmp_path):
    """Its cells were paragraphs of their own; a table of other words stays as it is."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for rows in ((("Headline:", "Cars at the border"), ("Source", "Post"), ("Date", "6 March 2024"), ("File", "12")), (("Norvia", "armed Belmark."), ("Carland", "left Belmark."))):
        table = document.add_table(rows=0, cols=2)
        for cells in rows:
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        document.add_paragraph("Norvia armed Belmark.")
    document.save(tmp_path / "a.docx")
    (found,) = (item for item in read([tmp_path]) if isinstance(item, Document))
    assert (found.title, found.outlet, found.published.day) == ("Cars at the border", "Post", 6)
    assert found.text.split("\n\n")[4:] == ["Norvia armed Belmark.", "Norvia", "armed Belmark.", "Carland", "left Belmark.", "Norvia armed Belmark."]


def test_hidden_text_and_a_table_of_contents_in_word_are_not_read(tmp_path):
    """Notes of an editor that nobody sees in Word, and the headlines of a press review, were sentences of the article."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Norvia armed Belmark.").add_run(" Carland attacked Norvia.").font.hidden = True
    document.add_paragraph().add_run("Belmark left Norvia.").font.hidden = True
    document.add_paragraph("Teln attacked Norvia\t3", document.styles.add_style("toc 1", 1))
    document.add_paragraph().add_run("Carland met Belmark.").font.hidden = False
    document.save(tmp_path / "a.docx")
    assert only(tmp_path / "a.docx").text == "Norvia armed Belmark.\n\nCarland met Belmark."
