"""A graph is pushed completely to other stores, and existing data are not sent again."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph
import pytest

from graphkit import Graph
from graphkit.api import retract
from graphkit.errors import GraphkitError, UsageError
from graphkit.export import Target
from graphkit.export.pushing import CHUNK

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@pytest.fixture
def store(tmp_path):
    """Oxigraph's own server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [OXIGRAPH, "serve", "--location", tmp_path / "theirs", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert "Listening" in process.stderr.readline()
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()
    process.stderr.close()


@pytest.fixture
def graph(seed_folder, tmp_path):
    shutil.copytree(seed_folder, tmp_path / "ours")
    return Graph.open(tmp_path / "ours")


def theirs(store):
    request = urllib.request.Request(f"{store}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request) as reply:
        return {str(q) for q in pyoxigraph.parse(reply.read(), format=pyoxigraph.RdfFormat.N_QUADS)}


def ours(graph):
    return {str(q) for q in pyoxigraph.parse(graph.export("nquads"), format=pyoxigraph.RdfFormat.N_QUADS)}


@pytest.mark.parametrize(("path", "update"), [("/store", False), ("/update", True)])
def test_every_graph_arrives(graph, store, path, update):
    target = Target.of(store + path, update=update)
    assert graph.push(target) == (18, 0)
    assert theirs(store) == ours(graph)
    assert graph.push(target) == (0, 18)


def test_what_changed_is_sent_again_and_replaces(graph, store):
    target = Target.of(f"{store}/store")
    graph.push(target)
    retract("yemen-2018-06-hodeidah", "withdrawn", graph=graph.folder)
    changed = Graph.open(graph.folder)
    sent, had = changed.push(target)
    assert 0 < sent < had
    assert theirs(store) == ours(changed)


def test_large_graphs_go_in_pieces(graph, store, monkeypatch):
    monkeypatch.setattr("graphkit.export.pushing.CHUNK", 7)
    graph.push(Target.of(f"{store}/store"))
    assert theirs(store) == ours(graph)
    graph.push(Target.of(f"{store}/update", update=True))
    assert theirs(store) == ours(graph)
    assert CHUNK > 7


def test_an_interrupted_push_goes_on(graph, store):
    target = Target.of(f"{store}/store")

    def stop(done, of):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        graph.push(target, on_progress=stop)
    assert graph.push(target) == (13, 5)
    assert theirs(store) == ours(graph)
    for damaged in ("{damaged", "[]", "[" * 50_000):
        (graph.folder / "pushed.json").write_text(damaged)
        assert graph.push(target) == (18, 0)
    assert graph.push(target, resend_all=True) == (18, 0)


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(handler):
    """Start a server on loopback and yield its address."""
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def refusing():
    """A store that requires a token, and keeps what it received."""
    told = []

    class Handler(Quiet):
        def do_PUT(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            told.append(self.headers["Authorization"])
            self.send_response(204 if self.headers["Authorization"] else 403)
            self.end_headers()

    with served(Handler) as address:
        yield f"{address}/rdf?x=1", told


def test_who_may_write_says_who_he_is(graph, refusing):
    url, told = refusing
    with pytest.raises(GraphkitError, match="answered 403 Forbidden"):
        graph.push(Target.of(url))
    graph.push(Target.of(url, token="secret"))
    graph.push(Target.of(url, user="a", password="b"), resend_all=True)
    assert {t for t in told if t} == {"Bearer secret", "Basic YTpi"}
    assert "secret" not in (graph.folder / "pushed.json").read_text()


@pytest.fixture
def virtuoso():
    """A store with Digest authentication like Virtuoso's: only a request without credentials is challenged; a challenge is valid for ten requests."""
    got = []

    class Handler(Quiet):
        def do_GET(self):
            self.refuse(f'Digest realm="SPARQL", nonce="{self.nonce()}", opaque="o", stale="false", qop="auth", algorithm="MD5"')

        def do_PUT(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            kind, _, words = self.headers["Authorization"].partition(" ")
            told = urllib.request.parse_keqv_list(urllib.request.parse_http_list(words)) if kind == "Digest" else {}
            if not told or told["nonce"] != self.nonce() or told["response"] != self.response(told):
                self.refuse(None)
                return
            got.append((told["nonce"], told["nc"]))
            self.send_response(204)
            self.end_headers()

        def nonce(self):
            return f"n{len(got) // 10}"

        def response(self, told):
            hashed = [hashlib.md5(text.encode()).hexdigest() for text in ("dba:SPARQL:secret", f"PUT:{self.path}")]
            return hashlib.md5(":".join((hashed[0], told["nonce"], told["nc"], told["cnonce"], "auth", hashed[1])).encode()).hexdigest()

        def refuse(self, challenge):
            self.send_response(401)
            if challenge:
                self.send_header("WWW-Authenticate", challenge)
            self.end_headers()

    with served(Handler) as address:
        yield f"{address}/sparql-graph-crud-auth", got


def test_a_store_that_asks_for_digest_gets_it(graph, virtuoso):
    """Each body is sent once while the store's challenge is valid, and a new challenge is answered too."""
    url, got = virtuoso
    with pytest.raises(GraphkitError, match="answered 401"):
        graph.push(Target.of(url, user="dba", password="wrong"))
    with pytest.raises(GraphkitError, match="answered 401"):
        graph.push(Target.of(url, token="dba:secret"))
    assert graph.push(Target.of(url, user="dba", password="secret")) == (18, 0)
    assert got == [(f"n{number // 10}", f"{number % 10 + 1:08x}") for number in range(18)]


def test_a_store_that_does_not_answer_is_one_line(graph):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(GraphkitError, match=r"cannot be reached: Connection refused$"):
        graph.push(Target.of(f"http://127.0.0.1:{port}/store"))


@pytest.mark.parametrize(
    "url, told",
    [
        *((url, "is not the address of a store; give one that begins with http:// or https:// and a host") for url in ("file:///etc/passwd", "ftp://x/y", "store", "http://")),
        *((url, "is not the name of a host") for url in ("http://[::1", "http://a b/", "http://a..b/", "http://ü..b/", "http://:80/")),
        *((url, "has no port from 1 to 65535 behind its colon") for url in ("http://host:port/", "http://host:99999/", "http://host:0/")),
        ("http://host/é", "has 'é' behind the host; write %C3%A9"),
        ("http://host/?a= b", "has ' ' behind the host; write %20"),
        ("http://faß.example/", "write its name in ASCII (xn--…)"),
        ("http://host/\udcff", "is not UTF-8"),
    ],
)
def test_an_address_that_is_none_says_what_is_wrong(url, told):
    with pytest.raises(UsageError, match=re.escape(told)):
        Target.of(url)


@pytest.mark.parametrize("url, sent", [("http://bücher.example/x", "http://xn--bcher-kva.example/x"), ("https://BÜCHER.example:8080?a=b", "https://xn--bcher-kva.example:8080?a=b"), ("http://[::1]:7/x", "http://[::1]:7/x")])
def test_an_international_host_is_sent_in_ascii(url, sent):
    assert Target.of(url).url == sent


@pytest.mark.parametrize(
    "url, told",
    [("http://eve:secret@host/store", "give it with --user"), ("http://host/store#graphs", "the address of the store alone"), ("http://host/store?graph=a", "the address of the store alone"), ("http://host/store?default", "the address of the store alone")],
)
def test_an_address_with_parts_that_would_go_astray_is_refused_without_its_password(url, told):
    """The names of graphs behind "#" were not sent, so that each graph replaced the one before."""
    with pytest.raises(UsageError, match=told) as refused:
        Target.of(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_store_that_has_moved_gets_neither_data_nor_credentials(graph, code, update):
    """A redirected POST would be repeated as a GET without data, with the token, and its answer taken for success."""
    told = []

    class Handler(Quiet):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(code)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self):
            told.append(self.headers["Authorization"])
            self.send_response(200)
            self.end_headers()

        def do_PUT(self):
            self.do_POST()

    with served(Handler) as address, pytest.raises(GraphkitError, match="has moved to /elsewhere"):
        graph.push(Target.of(address, update=update, token="secret"))
    assert told == []


@pytest.mark.parametrize("reply", [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ncut", b"SSH-2.0-x\r\n"])
def test_an_answer_that_is_cut_off_or_none_is_one_line(graph, reply):
    class Handler(Quiet):
        def do_PUT(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.wfile.write(reply)

    with served(Handler) as address, pytest.raises(GraphkitError, match="gave no complete answer"):
        graph.push(Target.of(address))
