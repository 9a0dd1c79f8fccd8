"""E-books and subtitles, made here."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest

from graphkit.documents import read
from graphkit.model import Document, Failure

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>'
CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
LIST = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Harbour Post [Fri, 05 Mar 2021]</dc:title><dc:date opf:event="modification">2023-01-01</dc:date><dc:date opf:event="publication">2021-03-05T04:00:00+00:00</dc:date></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="c" href="cover.xhtml"/><item id="a" href="text/the%20pact.xhtml"/></manifest>
<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="a"/></spine></package>"""
PROSE = "Norvia signed a defence pact with Belmark on Monday. The two presidents met and praised the agreement."


def book(path, parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/a.css": "p {}", **parts}.items():
            archive.writestr(name, content)
    return list(read([path]))


@pytest.mark.parametrize("name", ["a.epub", "a.zip"])
def test_the_pages_of_an_e_book_are_articles_with_its_title_and_day(tmp_path, name):
    """The table of contents has headlines only, and a cover has no text; neither is an article or a failure."""
    parts = {"OEBPS/a.opf": LIST, "OEBPS/cover.xhtml": PAGE.format("", ""), "OEBPS/text/the pact.xhtml": PAGE.format("The pact", PROSE)}
    found = book(tmp_path / name, {**parts, "OEBPS/nav.xhtml": PAGE.format("Contents", "Carland attacks Norvia, and the report on it is on page two.")})
    (article,) = (item for item in found if isinstance(item, Document))
    assert (article.title, article.outlet, article.published) == ("The pact", "Harbour Post", date(2021, 3, 5))
    assert article.text.endswith(PROSE)
    assert not any(isinstance(item, Failure) for item in found)


@pytest.mark.parametrize("opf,said", [("<broken", []), (LIST.replace("idref", "x"), ["the e-book lists no pages"])])
def test_an_e_book_with_a_broken_list_is_read_like_an_archive_and_an_empty_one_is_a_failure(tmp_path, opf, said):
    found = book(tmp_path / "a.epub", {"OEBPS/a.opf": opf, "OEBPS/a.xhtml": PAGE.format("The pact", PROSE)})
    assert [item.reason for item in found if isinstance(item, Failure) and "container" not in item.source] == said
    assert len([item for item in found if isinstance(item, Document)]) == (not said)


SRT = "1\n00:00:01,000 --> 00:00:04,000\nNorvia sent armoured vehicles\nto Belmark,\n\n2\n00:00:04,100 --> 00:00:06,000\n{\\an8}<i>two officials said.</i>\n\n3\n00:00:06,100 --> 00:00:08,000\n- Carland met Norvia.\n"
VTT = "WEBVTT\nKind: captions\n\nNOTE Carland attacked Norvia.\n\n00:01.000 --> 00:04.000 align:start\n<v Jane Doe>Norvia <00:00:02.000><c>armed</c>\n\nintro\n00:04.100 --> 00:06.000\n<v Jane Doe>Belmark.\n\n00:06.100 --> 00:07.000\n<v Tom Roe>No.\n"
ROLLING = "WEBVTT\n\n00:01.000 --> 00:04.000\nnorvia armed\n\n00:04.000 --> 00:06.000\nnorvia armed\nbelmark in May\n"


@pytest.mark.parametrize("name,content,text", [
    ("a.srt", SRT, "Norvia sent armoured vehicles to Belmark, two officials said.\nCarland met Norvia."),
    ("a.txt", SRT, "Norvia sent armoured vehicles to Belmark, two officials said.\nCarland met Norvia."),
    ("a.vtt", VTT, "Jane Doe:\nNorvia armed Belmark.\nTom Roe:\nNo."),
    ("a.vtt", ROLLING, "norvia armed belmark in May"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nnorvia<00:02.000><c> armed</c>\n\n00:04.000 --> 00:04.010\nnorvia armed\n\n00:04.010 --> 00:06.000\nnorvia armed\nbelmark<00:05.000><c> in May</c>\n\n00:06.000 --> 00:06.010\nbelmark in May\n", "norvia armed belmark in May"),
    ("a.txt", "0:00\nNorvia sent armoured vehicles\n0:04\nto Belmark.\n1:02:03\nCarland met Norvia.\n", "Norvia sent armoured vehicles to Belmark.\nCarland met Norvia."),
    ("a.txt", "10:30\nNorvia met Belmark.\n9:15\nCarland came.\n8:00\nIt left.\n", "10:30\nNorvia met Belmark.\n9:15\nCarland came.\n8:00\nIt left.\n"),
    ("a.txt", "1\nAt 00:00:01,000 --> the siren.\n", "1\nAt 00:00:01,000 --> the siren.\n"),
])
def test_subtitles_are_sentences_without_times_numbers_and_remarks(tmp_path, name, content, text):
    (tmp_path / name).write_text(content)
    (article,) = read([tmp_path / name])
    assert article.text == text
