"""A client that closes its connection does not keep a worker busy."""

from __future__ import annotations

import socket
from urllib.parse import quote, urlsplit

import pytest

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
