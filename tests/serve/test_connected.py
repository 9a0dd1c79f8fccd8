"""A client that closes its connection does not keep a worker busy."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import quote, urlsplit

import pytest

from graphkit.serve.connected import AnswerOnShutdown
from tests.serve.aside import run
from tests.serve.conftest import sender, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def narrow(seed_folder):
    """A server with one worker, whose queries may run longer than any client waits for a free worker."""
    with serving(seed_folder, "--queries", "1", "--timeout", "600") as address:
        yield address


@pytest.mark.parametrize("request_", [
    f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /ask?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n",
    f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(ENDLESS)}\r\n\r\n{ENDLESS}",
], ids=["query", "page", "body"])  # fmt: skip
def test_the_next_client_gets_the_worker_of_one_that_left(narrow, request_):
    place = urlsplit(narrow)
    for _ in range(2):
        with socket.create_connection((place.hostname, place.port), timeout=60) as client:
            client.sendall(request_.encode())
        assert sender(narrow)(f"/sparql?query={quote('ASK { ?s ?p ?o }')}").status == 200


def test_a_request_that_the_end_of_the_server_interrupts_is_answered():
    """The client got an empty 500, the log a traceback for each."""
    sent = []

    async def endless(scope, receive, send):
        await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    async def stopped():
        request = asyncio.ensure_future(AnswerOnShutdown(endless)({"type": "http"}, None, send))
        await asyncio.sleep(0)
        request.cancel()
        await request

    run(stopped())
    assert sent[0]["status"] == 503
    assert b"the server is stopping" in sent[1]["body"]


def test_only_requests_are_answered_so():
    """The start and the end of the server pass through the same middleware; whoever cancels them must notice."""

    async def endless(scope, receive, send):
        await asyncio.Event().wait()

    async def stopped():
        lifespan = asyncio.ensure_future(AnswerOnShutdown(endless)({"type": "lifespan"}, None, None))
        await asyncio.sleep(0)
        lifespan.cancel()
        await asyncio.wait({lifespan})
        return lifespan.cancelled()

    assert run(stopped())
