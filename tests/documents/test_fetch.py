"""Addresses: what is fetched, which reader reads it, and what ends a fetch; over HTTP on this machine."""

from __future__ import annotations

import gzip
import importlib.util
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graphkit.documents import read
from graphkit.documents.fetch import Limits, fetched, without_keys
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure
from tests.conftest import ROOT

PDF = pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="pypdf is not installed")
FILES = ROOT / "tests" / "files"
TEXT = b"Norvia sent engineers to Belmark."


class Handler(BaseHTTPRequestHandler):
    """Answers by path; counts what was asked."""

    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012 - one list of all requests is what is wanted
    over = threading.Event()

    def do_GET(self):
        path = self.path.split("?")[0]
        self.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        if path.startswith("/to/"):
            return self.answer(302, b"", Location=path.removeprefix("/to"))
        if path == "/loop":
            return self.answer(302, b"", Location="/loop")
        if path == "/file":
            return self.answer(302, b"", Location="file:///etc/passwd")
        if path == "/gone":
            return self.answer(404, b"no")
        if path == "/refused":
            return self.answer(403, b"no")
        if path == "/endless":
            return self.endless(b"a" * 65536)
        if path == "/slow":
            return self.endless(b"")
        if path == "/bomb":
            return self.answer(200, gzip.compress(bytes(2**24)), **{"Content-Type": "text/plain", "Content-Encoding": "gzip"})
        if path == "/short":
            return self.answer(200, TEXT, **{"Content-Type": "text/plain", "Content-Length": "5000"})
        if path == "/broken-gzip":
            return self.answer(200, b"no gzip", **{"Content-Type": "text/plain", "Content-Encoding": "gzip"})
        if path == "/latin":
            return self.answer(200, "Élysée".encode("latin-1"), **{"Content-Type": "text/plain; charset=ISO-8859-1"})
        kind, name = {"/page": ("text/html; charset=utf-8", "page.html"), "/feed": ("application/rss+xml", "feed.rss"), "/report.pdf": ("application/pdf", "bulletin.pdf"), "/rows": ("application/x-ndjson", "rows.jsonl"), "/raw/rows.jsonl": ("text/plain", "rows.jsonl"), "/blob/many.zip": ("application/octet-stream", "many.zip"), "/png": ("image/png", "page.html"), "/note": ("text/plain", "note.txt")}[path]
        return self.answer(200, (FILES / name).read_bytes(), **{"Content-Type": kind})

    def answer(self, status, body, **headers):
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def endless(self, piece):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        try:
            while piece and not self.over.is_set():
                self.wfile.write(piece)
        except OSError:
            return
        self.over.wait(20)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Handler.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def fresh():
    Handler.asked.clear()


def refused(address, **limits):
    with pytest.raises(DocumentError) as raised:
        list(fetched(address, Limits(**limits)))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_page_is_read_and_its_address_is_the_one_that_answered(site):
    found = list(read([f"{site}/to/page?utm=1"]))
    assert [item.title for item in found] == ["Engineers arrive"]
    assert found[0].published == date(2024, 5, 15)
    assert found[0].outlet == "Crawled Post"
    assert found[0].url == f"{site}/page"


def test_plain_text_has_its_address(site):
    (found,) = read([f"{site}/note"])
    assert (found.url, found.outlet) == (f"{site}/note", None)


@pytest.mark.parametrize("path, number", [("/feed", 2), ("/rows", 2), ("/raw/rows.jsonl", 2), pytest.param("/report.pdf", 1, marks=PDF), ("/blob/many.zip", 4)])
def test_the_type_of_the_answer_says_who_reads_it_and_the_ending_where_it_says_nothing(site, path, number):
    assert len([item for item in read([site + path]) if isinstance(item, Document)]) == number


def test_nothing_is_fetched_but_what_was_typed(site):
    list(read([f"{site}/feed", f"{site}/page"]))
    assert [path for path, _ in Handler.asked] == ["/feed", "/page"]


def test_the_request_names_graphkit_and_nothing_else(site):
    list(read([f"{site}/note"]))
    (_, headers), = Handler.asked
    assert headers["user-agent"].startswith("graphkit/")
    assert {"cookie", "authorization", "referer"} & set(headers) == set()


def test_the_charset_of_the_answer_counts(site):
    assert [item.text for item in read([f"{site}/latin"])] == ["Élysée"]


@pytest.mark.parametrize(
    "path, words",
    [
        ("/gone", "answers 404"),
        ("/refused", "answers 403 Forbidden; open it in a browser, save it, and read the file"),
        ("/loop", "redirected more than 5 times"),
        ("/file", "redirected to file:, which is not supported"),
        ("/png", "'image/png', which graphkit cannot read"),
        ("/bomb", "larger than 1 MB"),
        ("/endless", "larger than 1 MB"),
        ("/short", "was interrupted"),
        ("/broken-gzip", "does not unpack"),
    ],
)
def test_what_ends_a_fetch_is_said_in_one_line(site, path, words):
    assert words in refused(site + path, size=2**20)


def test_a_host_that_never_ends_its_answer_is_left(site):
    assert "in time" in refused(f"{site}/slow", read=0.2)
    assert "longer than 0.3 seconds" in refused(f"{site}/slow", total=0.3)


def test_a_host_that_takes_no_connection_is_said(site):
    assert "refuses connections" in refused("http://127.0.0.1:1/")


def test_keys_and_passwords_are_in_no_message(site):
    address = site.replace("http://", "http://me:SECRET@") + "/page?key=SECRET"
    (found,) = read([address])
    assert isinstance(found, Failure)
    assert "SECRET" not in f"{found.source} {found.reason}"
    assert Handler.asked == []
    (found,) = read([f"{site}/gone?key=SECRET"])
    assert "SECRET" not in f"{found.source} {found.reason}"
    assert without_keys("https://me:x@wire.example/a?b=c") == "https://wire.example/a?…"


def test_a_build_takes_addresses_and_goes_on_after_one_that_fails(site, tmp_path):
    (tmp_path / "a.txt").write_text("Turkey supports the GNA.")
    found = list(read([f"{site}/gone", tmp_path / "a.txt", f"{site}/note"]))
    assert [type(item) for item in found] == [Failure, Document, Document]
