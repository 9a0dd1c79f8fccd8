"""Generate the files of this folder that no editor can write: `python -m tests.files.make [NAME…]`.

Each is made by a function named in `MADE`, which returns its bytes, deterministic where the format
allows it. The expected reading of each file is in `expected.json`.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import plistlib
import sys
from collections.abc import Callable
from pathlib import Path

from tests.files.office import OFFICE

HERE = Path(__file__).parent
ROWS = (
    b'{"id": "r1", "text": "Norvia sent engineers to Belmark on Monday.", "title": "Engineers", "date": "2024-05-15", "outlet": "Wire", "url": "https://wire.example/1"}\n'
    b'{"id": 2, "text": "Belmark thanked Norvia.", "date": "2024-05"}\n'
)
PAGE = b"""<!doctype html><html lang="en"><head><title>Engineers arrive</title><meta property="og:site_name" content="Crawled Post">
<meta property="article:published_time" content="2024-05-15T21:30:00-05:00"></head><body><article><h1>Engineers arrive</h1>
<p>Norvia sent two companies of engineers to Belmark on Monday, the ministry of defence said.</p>
<p>The engineers will repair bridges over the Teln that were damaged by the floods in spring.</p></article></body></html>"""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    rows = [{"id": "p1", "text": "Norvia sent engineers to Belmark.", "date": "2024-05-15", "outlet": "Wire"}, {"id": "p2", "text": "Belmark thanked Norvia.", "date": None, "outlet": None}]
    pq.write_table(pa.Table.from_pylist(rows), out, compression="none")
    return out.getvalue()


def warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for url, status in (("https://post.example/engineers", "200 OK"), ("https://post.example/gone", "404 Not Found")):
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(PAGE), http_headers=headers))
    return out.getvalue()


TABLE = (
    ("Headline", "Article Text", "Published At", "Link", "Publication"),
    ("Engineers", "Norvia sent engineers, and trucks, to Belmark.\nThey repair \u201cbridges\u201d.", "25/04/2024", "https://wire.example/1", "Wire"),
    ("Thanks", "Belmark thanked Norvia.", "03/04/2024", "N/A", "Élan"),
    ("Empty", "", "04/04/2024", "", "Wire"),
    ("Talks", "Norvia met Belmark.", "n.d.", "", ""),
)


def table(delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(TABLE)
    text = out.getvalue()
    # Latin-1 has no typographic quotes.
    return (text.replace("\u201c", "«").replace("\u201d", "»") if encoding == "latin-1" else text).encode(encoding)


def workbook() -> bytes:
    from datetime import datetime

    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Press"
    sheet.append(["Press review of the week"])
    sheet.append([])
    sheet.append(["Title", "Full Text", "Date", "Source"])
    sheet.append(["Engineers", "Norvia sent engineers to Belmark.", datetime(2024, 5, 15, 21, 30), "Wire"])
    sheet.append(["Thanks", "Belmark thanked Norvia.", "15 May 2024", "Post"])
    sheet.append(["Serial", "Norvia met Belmark.", 45427, "Post"])
    book.create_sheet("Notes").append(["Who", "When"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "rows.jsonl.gz": lambda: gzip.compress(ROWS, mtime=0),
    "rows.jsonl.bz2": lambda: bz2.compress(ROWS),
    "rows.jsonl.xz": lambda: lzma.compress(ROWS),
    "rows.jsonl": lambda: ROWS,
    "page.html": lambda: PAGE,
    "page.webarchive": lambda: plistlib.dumps({"WebMainResource": {"WebResourceData": PAGE, "WebResourceURL": "https://post.example/engineers", "WebResourceTextEncodingName": "UTF-8"}}, fmt=plistlib.FMT_BINARY),
    "table.parquet": parquet,
    "press.csv": lambda: table(",", "utf-8-sig"),
    "press-excel.csv": lambda: ("sep=;\r\n" + table(";", "utf-8").decode()).encode("utf-16"),
    "press-latin.csv": lambda: table(";", "latin-1"),
    "press.tsv": lambda: table("\t", "utf-8"),
    "press.xlsx": workbook,
    "newsapi.json": lambda: _json({"status": "ok", "totalResults": 2, "articles": [
        {"source": {"id": None, "name": "Wire"}, "author": "A. Nobody", "title": "Engineers", "description": "Short.", "url": "https://wire.example/1", "publishedAt": "2024-05-15T21:30:00Z", "content": "Norvia sent engineers to Belmark. They repair\u2026 [+1234 chars]"},
        {"source": {"id": "p", "name": "Post"}, "title": "Empty", "url": "https://post.example/2", "publishedAt": "2024-05-15T22:00:00Z", "content": None},
    ]}),
    "gdelt.json": lambda: _json({"articles": [{"url": "https://wire.example/1", "title": "Norvia sends engineers to Belmark", "seendate": "20240515T213000Z", "domain": "wire.example", "language": "English"}]}),
    "guardian.json": lambda: _json({"response": {"status": "ok", "total": 1, "results": [
        {"id": "world/2024/may/15/engineers", "type": "article", "webPublicationDate": "2024-05-15T21:30:00Z", "webTitle": "Engineers", "webUrl": "https://paper.example/world/1",
         "fields": {"body": "<p>Norvia sent <a href='x'>engineers</a> to Belmark.</p><script>var x = 1;</script><p>They repair bridges &amp; roads.</p>"}},
    ]}}),
    "stories.json": lambda: b"\xef\xbb\xbf" + _json([
        {"stories_id": 7, "media_name": "Post", "publish_date": "2024-05-15 21:30:00", "url": "https://post.example/7", "story_text": "Norvia sent engineers to Belmark."},
        {"stories_id": 8, "media_name": "Post", "publish_date": "03/04/2024", "story_text": "Belmark thanked Norvia.", "tags": [{"title": "none"}]},
    ]),
    "one.json": lambda: _json({"tags": [{"title": "Bridges"}], "headline": "Engineers", "articleBody": "Norvia sent engineers to Belmark.", "datePublished": "May 15, 2024", "publisher": {"name": "Wire"}}),
    "crawl.warc.gz": warc,
    **OFFICE,
}


def main(names: list[str]) -> None:
    """Write the named files, or all."""
    for name in names or MADE:
        (HERE / name).write_bytes(MADE[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
