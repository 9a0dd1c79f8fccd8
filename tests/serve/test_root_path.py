"""The site below a path of another host, through a reverse proxy that removes the path or passes it on."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, urlsplit

import pytest

from graphkit import Graph
from graphkit.errors import UsageError
from graphkit.serve.app import application
from graphkit.serve.settings import Settings, root_path_of
from tests.cli.preloaded import graphkit
from tests.serve.conftest import TOKEN, sender, serving
from tests.serve.every_page import site_pages

ROOT = "/desk/graph"
_HOP = {"connection", "transfer-encoding", "content-length"}
_LINK = re.compile(r'\b(?:href|src|action)="(/[^"]*)"')


@contextlib.contextmanager
def proxied(server, *, strips):
    """Yield the address of a proxy that shows the server below `ROOT`, and nothing elsewhere."""
    target = urlsplit(server)

    class Proxy(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if not self.path.startswith(f"{ROOT}/"):
                return self.reply(404, {}, b"outside")
            inner = http.client.HTTPConnection(target.hostname, target.port, timeout=60)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
            inner.request(self.command, self.path.removeprefix(ROOT) if strips else self.path, body or None, {**headers, "X-Forwarded-Proto": "https"})
            with contextlib.closing(inner):
                found = inner.getresponse()
                return self.reply(found.status, found.headers, found.read())

        def reply(self, status, headers, body):
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in _HOP:
                    # The tests have no certificate.
                    self.send_header(name, value.replace("; Secure", "") if name.lower() == "set-cookie" else value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = answer  # noqa: N815  # names of the library

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()


@pytest.fixture(scope="module", params=[True, False], ids=["path removed", "path kept"])
def below(request, seed_folder, tmp_path_factory):
    """The address of a proxy before a server that writes to a copy of the graph."""
    place = tmp_path_factory.mktemp("below")
    shutil.copytree(seed_folder, place / "graph")
    (place / "token").write_text(TOKEN + "\n")
    with serving(place / "graph", "--root-path", f"{ROOT}/", "--write", "--token-file", str(place / "token")) as server:
        assert server.endswith(ROOT)
        with proxied(server.removesuffix(ROOT), strips=request.param) as address:
            yield address


def test_every_link_of_every_page_stays_below_the_path_and_leads_somewhere(below, seed_folder):
    send, seen = sender(below), set()
    for path in site_pages(Graph.open(seed_folder)).values():
        reply = send(f"{ROOT}{path}", Accept="text/html")
        found = set(_LINK.findall(reply.text))
        assert int(reply.headers["Content-Length"]) == len(reply.body)
        assert found or reply.headers["Location"].startswith(f"{ROOT}/"), path
        assert [link for link in found if not link.startswith(f"{ROOT}/")] == [], path
        seen |= found
    one_of_each = {re.sub(r"[?#].*|(?<=/graph/)(\w+)/.*", r"\1", link): link for link in sorted(seen)}
    statuses = {link: send(link.partition("#")[0].replace("&amp;", "&"), Accept="text/html").status for link in one_of_each.values()}
    assert {link for link, status in statuses.items() if status not in (200, 303)} == set()


def test_redirections_and_addresses_for_programs_have_the_path(below):
    send = sender(below)
    assert send(f"{ROOT}/sparql", Accept="text/html").headers["Location"] == f"{ROOT}/ask"
    assert send(f"{ROOT}/?query=ASK").headers["Location"].startswith(f"{ROOT}/ask?")
    public = f"{below.replace('http:', 'https:')}{ROOT}"
    assert f"<{public}/sparql>" in send(f"{ROOT}/sparql", Accept="text/turtle").text
    made = send(f"{ROOT}/graphs", data=b"<urn:a> <urn:b> 1 .", method="POST", Content_Type="text/turtle", Authorization=f"Bearer {TOKEN}").headers["Location"]
    assert made.startswith(f"{public}/graphs/")
    assert "urn:a" in send(urlsplit(made).path, Accept="text/turtle").text
    assert {row["address"].rpartition("/")[0] for row in json.loads(send(f"{ROOT}/complete?q=haftar").text)} >= {f"{ROOT}/id"}
    assert send(f"{ROOT}/health", method="HEAD").status == 200
    assert send(f"{ROOT}/pair/Haftar/GNA", Accept="text/html").status == 200
    assert f"{ROOT}/nothing" in send(f"{ROOT}/nothing", Accept="text/plain").text


def test_a_browser_asks_completes_signs_in_and_decides(below, browser):
    context, wrong = browser.new_context(), []
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda reply: wrong.append(reply.url) if reply.status >= 400 else None)
    page.goto(f"{below}{ROOT}/ask?query={quote('SELECT ?who { ?who rel:supports graph:GNA }')}")
    page.wait_for_selector("html[data-ready=ask]")
    page.click("#rows th a")
    page.wait_for_selector("#rows th[aria-sort]")
    page.click("#questions summary")
    page.click("#questions li a")
    page.wait_for_selector("#answer:not([aria-busy]) #rows")
    assert urlsplit(page.url).path == f"{ROOT}/ask"
    page.fill("#find", "haftar")
    page.click("[role=option]:has-text('Haftar')")
    page.wait_for_url(f"{below}{ROOT}/id/Haftar")
    page.goto(f"{below}{ROOT}/network#actor=Haftar")
    page.click("#panel h2 a, #panel h3 a")
    page.wait_for_url(f"{below}{ROOT}/id/Haftar")
    page.goto(f"{below}{ROOT}/review")
    page.fill("[type=password]", TOKEN)
    page.click("text=Continue")
    page.click("button[data-key=r]")
    page.wait_for_selector("text=Undo the last decision")
    assert {cookie["path"] for cookie in context.cookies()} == {ROOT}
    page.goto(f"{below}{ROOT}/")
    page.click("text=Paste a text")
    page.fill("#text", "Turkey supports the Government of National Accord.")
    page.click("#add button")
    page.wait_for_selector("[data-state=done] a")
    page.click("[data-state=done] a")
    page.wait_for_selector(".reading")
    context.close()
    assert wrong == []


@pytest.mark.parametrize(("given", "path"), [("", ""), ("/", ""), ("/graph", "/graph"), ("/a-b/c.d/", "/a-b/c.d")])
def test_a_path_may_end_with_a_slash(given, path):
    assert root_path_of(given) == path


@pytest.mark.parametrize("given", ["graph", "https://example.org/graph", "//graph", "/a b", "/../a", '/"><b', "/a//b"])
def test_anything_else_is_refused_in_one_line(given, seed_folder):
    refused = graphkit("serve", "--graph", seed_folder, "--port", "0", "--root-path", given)
    assert refused.returncode == 2
    assert "is not the path of a site" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_the_path_is_none_of_the_sites_own(seed_folder):
    """`/ask` of the proxy and of the site could not be told apart."""
    with pytest.raises(UsageError, match="begins like an address of the site"):
        application(Settings(seed_folder, root_path="/ask/here"))
