"""Compressed JSONL, Parquet, WARC and feeds: the same documents as plain rows, streamed, broken ones reported."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import lzma
import zipfile
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from graphkit.documents import archive, jsonl, read, tables
from graphkit.documents.changed import CHANGED
from graphkit.documents.columns import read_parquet
from graphkit.documents.crawl import read_warc
from graphkit.documents.feed import read_feed
from graphkit.documents.jsonl import read_jsonl
from graphkit.documents.walk import SAVED_PARTS
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Notice
from tests.conftest import examples

ROWS = [{"id": f"a{n}", "text": f"Velavia backs the River Front {n}.", "date": "2020-03-0" + str(n + 1), "outlet": "Post"} for n in range(4)]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


@pytest.mark.parametrize("ending,pack", [("jsonl.gz", gzip.compress), ("jsonl.bz2", bz2.compress), ("jsonl.xz", lzma.compress), ("jsonl", bytes)])
def test_compressed_rows_are_the_same_rows(tmp_path, ending, pack):
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"id,text,date\na0,Velavia backs the River Front.,03/16/2024\na1,It left.,03/04/2024\n"))
    assert [str(item.published) for item in read([tmp_path / "t.csv.gz"])] == ["2024-03-16", "2024-03-04"]
    plain, packed = tmp_path / "plain.jsonl", tmp_path / f"packed.{ending}"
    plain.write_bytes(LINES)
    packed.write_bytes(pack(LINES))
    assert list(read([packed])) == list(read([plain]))


@pytest.mark.parametrize("ending,pack", [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_broken_stream_gives_what_came_before_and_a_failure(tmp_path, ending, pack):
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(pack(LINES * 3000)[:-40])
    made = list(read([path]))
    assert isinstance(made[-1], Failure)
    assert "broken" in made[-1].reason


def test_a_line_that_is_too_long_costs_no_other(tmp_path, monkeypatch):
    """All lines below were lost."""
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 300)
    (tmp_path / "a.jsonl").write_bytes(b" " * 900 + b"\n" + LINES)
    failed, *rest = read([tmp_path / "a.jsonl"])
    assert (failed.source, [item.id for item in rest]) == (f"{tmp_path / 'a.jsonl'}:1", [row["id"] for row in ROWS])
    monkeypatch.setattr(tables, "LONGEST_CELL", 300)
    monkeypatch.setattr("csv.field_size_limit", lambda size: None)  # of all that this process reads
    (tmp_path / "a.csv").write_text(f"id,text\na,One.\nb,{'x' * 900}\nc,Three.\n")
    first, failed, last = read([tmp_path / "a.csv"])
    assert (first.id, failed.reason.partition(": ")[0], last.id) == ("a", "not a valid row (line 3)", "c")


def parquet(tmp_path, rows, **more):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path, **more)
    return path


def test_parquet_gives_the_documents_of_the_same_rows(tmp_path):
    dated = [row | {"date": date.fromisoformat(str(row["date"])), "more": 1} for row in ROWS]
    made = list(read([parquet(tmp_path, dated, row_group_size=2)]))
    assert made == list(read_jsonl(io.BytesIO(LINES), "x", "x"))


def test_a_row_of_parquet_with_a_very_long_cell_is_reported_before_it_takes_gigabytes(tmp_path, monkeypatch):
    monkeypatch.setattr("graphkit.documents.columns.LONGEST_CELL", 100)
    first, failed, last = read([parquet(tmp_path, [{"text": "Fine."}, {"text": "Long. " * 20}, {"text": "Fine too."}])])
    assert (first.text, failed.source[-2:], last.text, last.id[-2:]) == ("Fine.", ":2", "Fine too.", "-3")
    assert "a cell longer than" in failed.reason


def test_bad_rows_of_parquet_are_reported_by_number(tmp_path):
    made = list(read([parquet(tmp_path, [{"id": "1", "text": None}, {"id": "2", "text": "Fine."}])]))
    assert isinstance(made[0], Failure)
    assert made[0].source.endswith(":1")
    assert made[1].text == "Fine."


def test_no_table_is_told_in_one_line(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 nonsense PAR1")
    [failed] = read([path])
    assert "not a readable Parquet table" in failed.reason


# Crawls

PAGE = "<html><head><title>War</title><meta property='og:site_name' content='{}'></head><body><article><h1>War</h1>" + "<p>Velavia backs the River Front in the war, as it has done for years and years now.</p>" * 4 + "</article></body></html>"


def warc(*answers, packed=True):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, status, kind, body in answers:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    writer.write_record(writer.create_warc_record("http://x.example/", "request", payload=io.BytesIO(b"GET / HTTP/1.1\r\n\r\n")))
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_a_crawl_are_articles_and_nothing_else_is(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(warc(
        ("https://news.example/war", "200 OK", "text/html; charset=utf-8", PAGE.format("").encode()),
        ("https://news.example/gone", "404 Not Found", "text/html", b"<p>gone</p>"),
        ("https://news.example/a.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://news.example/empty", "200 OK", "text/html", b"<html></html>"),
        packed=packed,
    ))
    page, empty = read([path])
    assert page.url == "https://news.example/war"
    assert "backs the River Front" in page.text
    assert page.outlet
    assert isinstance(empty, Failure)
    assert "https://news.example/empty" in empty.source


@pytest.mark.parametrize(("packing", "says"), [("br", "pip install brotli"), ("zstd", "Zstandard")])
def test_a_page_in_a_packing_that_is_not_read_says_which(tmp_path, packing, says):
    """It was called a binary file. A crawler may have unpacked a page and kept its header."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for number, body in enumerate((bytes(range(256)) * 4, PAGE.format("").encode())):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Content-Encoding", packing)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(f"https://n.example/{number}", "response", payload=io.BytesIO(body), http_headers=headers))
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    packed, page = read([tmp_path])
    assert says in packed.reason
    assert "backs the River Front" in page.text


def test_a_crawl_in_wacz_has_its_pages_once(tmp_path):
    """Its list of pages has all words on them, with menus."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(("https://news.example/war", "200 OK", "text/html", PAGE.format("").encode())))
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://news.example/war", "title": "War", "ts": "2026-11-28T10:00:00Z", "text": "Menu. Velavia backs the River Front."}\n')
        archive.writestr("datapackage.json", '{"created": "2026-11-28", "text": "Velavia"}')
    found = list(read([tmp_path]))
    assert [item.url for item in found if isinstance(item, Document)] == ["https://news.example/war"]
    assert [item.value for item in found if isinstance(item, Notice)] == ["list of the pages of a crawl"] * 2


def test_a_crawl_that_breaks_off_gives_what_came_before(tmp_path):
    whole = warc(*((f"https://n.example/{n}", "200 OK", "text/html", PAGE.format(n).encode()) for n in range(3)), packed=True)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[: len(whole) // 2])
    made = list(read([path]))
    assert any(isinstance(item, Document) for item in made)


# Feeds

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Post</title>
<item><title>War &amp; talks</title><link>https://post.example/1</link><guid>g1</guid><pubDate>Tue, 03 Mar 2020 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Velavia backs <b>the River Front</b>.</p><script>alert(1)</script><p>It denies it &amp; more.</p>]]></content:encoded></item>
<item><title>No text</title><link>https://post.example/2</link></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><id>urn:1</id><title>One</title><link href="https://w.example/1"/><updated>2020-03-03T10:00:00Z</updated><summary type="html">&lt;p&gt;Turkey arms the GNA.&lt;/p&gt;</summary></entry></feed>"""


def test_entries_of_a_feed_are_articles_in_plain_text(tmp_path):
    path = tmp_path / "a.rss"
    path.write_text(RSS, encoding="utf-8")
    article, failed = read([path])
    assert article.text == "Velavia backs the River Front.\n\nIt denies it & more."
    assert (article.title, article.outlet, article.published, article.url) == ("War & talks", "The Post", date(2020, 3, 3), "https://post.example/1")
    assert failed.reason == "the entry has no text"


def test_atom_too(tmp_path):
    path = tmp_path / "a.atom"
    path.write_text(ATOM, encoding="utf-8")
    *_, changed, article = read([path])
    assert (article.text, article.published) == ("Turkey arms the GNA.", date(2020, 3, 3))
    assert changed.kind == CHANGED


@pytest.mark.parametrize(("dates", "day"), [("", date(2024, 3, 5)), ("<updated>2024-03-09T10:00:00Z</updated>", date(2024, 3, 5)), ("<published>2024-03-07T10:00:00Z</published>", date(2024, 3, 7))])
def test_an_entry_has_the_day_in_its_address_before_that_of_an_update(tmp_path, dates, day):
    """An entry without a day had none, as only pages and tables took the one in the address; captions are of other days."""
    content = "&lt;figure&gt;&lt;figcaption&gt;Darland attacks Norvia in a file photo&lt;/figcaption&gt;&lt;/figure&gt;&lt;p&gt;Velavia backs Norvia.&lt;/p&gt;"
    (tmp_path / "a.atom").write_text(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title><entry><id>1</id><link href='https://c.example/2024/03/05/a'/>{dates}<content type='html'>{content}</content></entry></feed>")
    [article] = read([tmp_path / "a.atom"])
    assert (article.text, article.published) == ("Velavia backs Norvia.", day)


WORDPRESS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Coast</title>{}</channel></rss>"""
BLOGGER = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:blogger="http://schemas.google.com/blogger/2018"><title>Coast</title>{}</feed>"""
WP_ITEM = "<item><link>https://c.example/{0}</link><pubDate>Wed, 06 Mar 2024 04:30:00 +0000</pubDate><content:encoded>Velavia backs Norvia, {0}.</content:encoded><wp:post_date>2024-03-05 23:30:00</wp:post_date><wp:status>{1}</wp:status><wp:post_type>{2}</wp:post_type></item>"
ENTRY = "<entry><id>{0}</id><published>2024-03-05T23:30:00-05:00</published>{1}<content>Velavia backs Norvia, {0}.</content></entry>"
KIND = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
EXPORTS = {
    "wordpress": WORDPRESS.format("".join(WP_ITEM.format(number, *each) for number, each in enumerate([("publish", "post"), ("draft", "post"), ("inherit", "attachment"), ("publish", "nav_menu_item"), ("publish", "wp_block"), ("publish", "briefing")]))),
    "blogger": BLOGGER.format("".join(ENTRY.format(number, each) for number, each in enumerate([KIND.format("post"), f"{KIND.format('post')}<app:control><app:draft>yes</app:draft></app:control>", KIND.format("settings"), KIND.format("template"), f"{KIND.format('comment')}<thr:in-reply-to ref='0'/>", KIND.format("page")]))),
    "takeout": BLOGGER.format("".join(ENTRY.format(number, f"<blogger:type>{kind}</blogger:type><blogger:status>{status}</blogger:status>") for number, (kind, status) in enumerate([("POST", "LIVE"), ("POST", "DRAFT"), ("COMMENT", "LIVE"), ("POST", "SOFT_TRASHED"), ("POST", "SCHEDULED"), ("PAGE", "LIVE")]))),
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_of_an_export_of_a_weblog_only_what_was_published_is_read_with_its_local_day(tmp_path, export):
    """Drafts, comments, settings and pictures became articles, and the day of WordPress was the one in UTC."""
    (tmp_path / "a.xml").write_text(export)
    made = list(read([tmp_path]))
    assert [(item.text[-2:], item.published) for item in made if isinstance(item, Document)] == [("0.", date(2024, 3, 5)), ("5.", date(2024, 3, 5))]
    assert [item.kind for item in made if not isinstance(item, Document)] == ["items of feeds skipped"] * 4


def test_an_entry_of_a_feed_that_collects_others_has_the_outlet_that_it_comes_from(tmp_path):
    """All that a news search found was of one outlet, and so of one source."""
    (tmp_path / "a.rss").write_text(RSS.replace("<guid>g1", '<source url="https://coast.example">Coast</source><guid>g1'))
    assert [item.outlet for item in read([tmp_path]) if isinstance(item, Document)] == ["Coast"]


def test_xml_that_is_no_feed_is_told(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text("<a/>")
    [failed] = read([path])
    assert "not an RSS or Atom feed" in failed.reason


@pytest.mark.parametrize("bomb", ['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss version="2.0"><channel><item><description>&b;</description></item></channel></rss>', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&e;</description></item></channel></rss>'])
def test_entities_open_no_files_and_do_not_grow(bomb):
    try:
        made = list(read_feed(io.BytesIO(bomb.encode()), "x", "x"))
    except DocumentError:
        return
    assert all("root:" not in getattr(item, "text", "") and len(getattr(item, "text", "")) < 1000 for item in made)


@given(st.binary(max_size=600), st.sampled_from([read_parquet, read_warc, read_feed, read_jsonl]), st.sampled_from([b"", b"PAR1", b"WARC/1.0\r\n", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ\x00", b"<rss>"]))
@settings(max_examples=examples(50), suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_bring_a_reader_down(data, reader, head):
    with contextlib.suppress(DocumentError):
        for item in reader(io.BufferedReader(io.BytesIO(head + data)), "x", "x"):
            assert isinstance(item, Document | Failure | Notice)


def test_a_path_of_many_folders_of_saved_pages_takes_no_long_time():
    """Each such folder was looked up with all of the path before it: 70 ms for each of the files."""

    class Pages(set[str]):
        looked = 0

        def __contains__(self, name: object) -> bool:
            self.looked += len(str(name))
            return super().__contains__(name)

    pages = Pages({"a"})
    assert archive._is_ignored("b_files/" * 8_000 + "c.js", pages) is None
    assert pages.looked < 2_000_000
    assert archive._is_ignored("a_files/c.js", pages) == SAVED_PARTS
