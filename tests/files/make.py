"""Writes the files of this folder that no editor can write: `python -m tests.files.make [NAME…]`.

Each is one function named in `MADE`; it gives the bytes. The same call gives the same bytes
where the format allows it. What is expected of each file stands in `expected.json`.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
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


MADE: dict[str, Callable[[], bytes]] = {
    "rows.jsonl.gz": lambda: gzip.compress(ROWS, mtime=0),
    "rows.jsonl.bz2": lambda: bz2.compress(ROWS),
    "rows.jsonl.xz": lambda: lzma.compress(ROWS),
    "rows.jsonl": lambda: ROWS,
    "page.html": lambda: PAGE,
    "table.parquet": parquet,
    "crawl.warc.gz": warc,
    **OFFICE,
}


def main(names: list[str]) -> None:
    """Write the named files, or all."""
    for name in names or MADE:
        (HERE / name).write_bytes(MADE[name]())


if __name__ == "__main__":
    main(sys.argv[1:])
