"""Of each file that gives no article one line says so: what is empty, hidden, taken back or of another kind."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

import pytest

from graphkit.documents import read
from graphkit.documents.read import readers
from graphkit.documents.withdrawn import TAKEN_BACK
from graphkit.model import Document, Failure, Notice

TEXT = b"Norvia sent engineers to Belmark on Monday.\n"


def notices(found):
    return [(item.source.rpartition("/")[2], item.value) for item in found if isinstance(item, Notice)]


@pytest.mark.parametrize("ending", sorted(readers()))
def test_an_empty_file_of_any_format_is_said_to_be_empty(tmp_path, ending):
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"")
    assert list(read([path])) == [Failure(str(path), "is empty")]


def test_so_is_an_empty_member_of_an_archive(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.jsonl", b"")
        archive.writestr("two.txt", TEXT)
    failed, document = read([path])
    assert failed == Failure(f"{path}/one.jsonl", "is empty")
    assert isinstance(document, Document)


@pytest.mark.parametrize(("name", "held"), [("a.jsonl", b"\n\n"), ("a.csv", b"text,date\n"), ("a.json", b"[]"), ("a.mbox", b"\n"), ("a.rss", b"<rss version='2.0'><channel></channel></rss>")])
def test_a_file_without_articles_is_one_failure(tmp_path, name, held):
    (tmp_path / name).write_bytes(held)
    [failed] = read([tmp_path / name])
    assert isinstance(failed, Failure)


def test_archives_and_folders_pass_over_the_same_files_and_say_so(tmp_path):
    names = (".hidden.txt", "README.md", "~$memo.docx", "slides.key", "LICENSE")
    folder = tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (*names, "one.txt"):
            (folder / name).write_bytes(TEXT)
            archive.writestr(name, TEXT)
    in_folder, in_archive = list(read([folder])), list(read([tmp_path / "a.zip"]))
    assert sorted(notices(in_archive)) == sorted(notices(in_folder))
    assert dict(notices(in_folder)) == dict(zip(names, ("hidden", "README.md", "lock file of an office program", "unknown ending .key", "no ending"), strict=True))
    assert [item.id for item in in_archive if isinstance(item, Document)] == ["one"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_a_tar_archive_on_standard_input_is_read_as_one(mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        info = tarfile.TarInfo("one.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    [document] = read(["-"], stdin=io.BytesIO(out.getvalue()))
    assert isinstance(document, Document)
    assert document.text == TEXT.decode()


def test_entries_of_a_feed_with_summaries_only_are_counted_as_shortened(tmp_path):
    short, link = "Norvia arms Belmark.", "<link>https://paper.example/a</link>"
    entries = f"<item>{link}<description>{short}</description></item><item>{link}<description>{short * 30}</description></item><item><description>{short}</description></item>"
    (tmp_path / "feed.rss").write_text(f"<rss version='2.0'><channel><title>Wire</title>{entries}</channel></rss>")
    found = list(read([tmp_path / "feed.rss"]))
    assert sum(isinstance(item, Document) for item in found) == 3
    assert [item.kind for item in found if isinstance(item, Notice)] == ["texts shortened by their source"]


def test_an_article_that_newsapi_took_back_is_none(tmp_path):
    gone = {"title": "[Removed]", "content": "[Removed]", "publishedAt": "1970-01-01T00:00:00Z", "url": "https://removed.com"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"articles": [gone, {"title": "Engineers", "content": TEXT.decode()}]}))
    found = list(read([path]))
    assert [item.title for item in found if isinstance(item, Document)] == ["Engineers"]
    assert [item.kind for item in found if isinstance(item, Notice)] == ["articles taken back by their source"]


def test_an_address_of_another_kind_is_refused_with_the_kinds_that_are_fetched():
    [failed] = read(["ftp://wire.example/a.txt"])
    assert isinstance(failed, Failure)
    assert failed.source == "ftp://wire.example/a.txt"
    assert "only addresses with http or https are read" in failed.reason


@pytest.mark.parametrize("name,says", [
    ("nothing-here.txt", "no such file or folder"),
    ("folder.d/nothing.txt", "no such file or folder"),
    ("www.example.org/news/1", "no such file or folder; to read a page, give its address with https://: https://www.example.org/news/1"),
    ("news.example.org/1.html", "no such file or folder; to read a page, give its address with https://: https://news.example.org/1.html"),
    ("https:/news.example.org/1", "no such file or folder; to read a page, give its address with https://: https://news.example.org/1"),
])
def test_a_half_address_is_answered_with_the_whole_one_and_a_missing_file_is_called_missing(name, says):
    assert [(item.source, item.reason) for item in read([name])] == [(name, says)]


def test_a_first_line_that_is_cut_off_costs_no_other_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "cut off in the mid\n{"text": "Norvia sent engineers."}\n{"text": "Belmark thanked Norvia."}\n')
    found = list(read([path]))
    assert [item.text for item in found if isinstance(item, Document)] == ["Norvia sent engineers.", "Belmark thanked Norvia."]
    assert [item.source for item in found if isinstance(item, Failure)] == [f"{path}:1"]


WITHDRAWN = ["This article has been retracted. It should not have been published.", "Editor's note: This story was withdrawn on 8 March.", "The following report has been fully retracted by its author:", "Norvia denied it.\n\nRetraction: this article was withdrawn."]


@pytest.mark.parametrize("notice", WITHDRAWN)
def test_an_article_that_begins_with_its_retraction_is_not_added_and_is_counted(tmp_path, notice):
    (tmp_path / "a.txt").write_text(f"Norvia arms Belmark\n\n{notice}\n\nNorvia armed Belmark with rockets.\n")
    (tmp_path / "b.md").write_text("---\ntitle: \"RETRACTED: Norvia arms Belmark\"\ndate: 2024-03-06\n---\nNorvia armed Belmark.\n")
    rows = [{"id": "row9", "text": WITHDRAWN[0], "url": url} for url in ("https://courier.example/9", None)]
    (tmp_path / "c.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    found = list(read([tmp_path]))
    assert [(item.kind, item.value) for item in found] == [(TAKEN_BACK, "Norvia arms Belmark"), (TAKEN_BACK, "Norvia arms Belmark"), (TAKEN_BACK, "https://courier.example/9"), (TAKEN_BACK, "row9")]


@pytest.mark.parametrize("words", ["The story of the envoy was retracted by the ministry.", "Norvia has withdrawn. This article has been updated.", "Withdrawn troops of Norvia attacked Belmark.", "Withdrawn - how Norvia left Belmark", "A panel accused Norvia.\n\nThis report was withdrawn at the wish of Norvia.", "This item was withdrawn from the agenda."])
def test_an_article_that_only_speaks_of_one_is_read(tmp_path, words):
    (tmp_path / "a.txt").write_text(f"{words}\n\nNorvia armed Belmark with rockets.\n")
    assert [type(item) for item in read([tmp_path])] == [Document]


def test_the_parts_of_a_saved_page_are_no_articles(tmp_path):
    """A browser puts frames and scripts into a folder beside the page; a folder without its page is one of articles."""
    for folder in ("Pact_files", "press_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("<html><body><p>Norvia armed Belmark with rockets, the makers of this banner say.</p></body></html>")
    (tmp_path / "Pact.htm").write_text("<html><body><article><h1>Pact</h1><p>Norvia met Belmark in the capital of Carland for a first round of talks.</p></article></body></html>")
    found = list(read([tmp_path]))
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("files skipped", "parts of a saved page")]
    assert sorted(item.id for item in found if isinstance(item, Document)) == ["Pact", "frame"]
    members = ("Pact_files/frame.html", "Pact.htm", "press_files/frame.html")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, tarfile.open(tmp_path / "a.tar.gz", "w:gz") as other:
        for path in members:
            # The parts may stand before their page.
            archive.write(tmp_path / path, f"saved/{path}")
            other.add(tmp_path / path, f"saved/{path}")
        archive.writestr("saved/index.rdf", "<RDF/>")
        link = tarfile.TarInfo("saved/link.htm")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        other.addfile(link)
    with tarfile.open(tmp_path / "b.tar", "w") as other:
        other.addfile(link)
    assert [item.reason for item in read([tmp_path / "b.tar"]) if isinstance(item, Failure)] == ["the archive contains no file"]
    # Firefox kept pages in such archives, with a table of their addresses.
    (tmp_path / "a.zip").rename(tmp_path / "a.maff")
    for name, more in (("a.maff", "parts of a saved page"), ("a.tar.gz", "no ordinary file")):
        packed = list(read([tmp_path / name]))
        assert [(item.kind, item.value) for item in packed if isinstance(item, Notice)] == [("files skipped", "parts of a saved page"), ("files skipped", more)]
        assert sorted(item.id for item in packed if isinstance(item, Document)) == ["Pact", "frame"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_text_in_utf16_without_its_mark_is_read(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("Norvia armed Belmark.".encode(encoding))
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 8)
    document, failure = read([tmp_path])
    assert document.text == "Norvia armed Belmark."
    assert "binary" in failure.reason


def test_small_numbers_of_two_bytes_are_no_text_in_utf16(tmp_path):
    """Half of their bytes are 0 too."""
    (tmp_path / "a.txt").write_bytes(b"".join(bytes((number % 200 + 1, 0)) for number in range(2_000)))
    (failure,) = read([tmp_path])
    assert "binary" in failure.reason
