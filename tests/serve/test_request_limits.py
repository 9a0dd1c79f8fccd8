"""Clients that send an endless header, or none, do not hold memory or connections of the server for long."""

from __future__ import annotations

import asyncio
import http.client
import socket
from urllib.parse import urlsplit

import pytest
import uvicorn
from uvicorn.server import ServerState

from graphkit.serve.request_limits import protocol
from tests.serve import aside

IN_PARTS = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: "


@pytest.mark.parametrize("begins", [b"GET /?q=", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", b"GET / HTTP/1.1\r\n", IN_PARTS], ids=["address", "header", "headers", "trailer"])
def test_a_head_without_end_is_refused(server, begins):
    """Ten megabytes of address, of one header or of many small ones: refused early, and the next client is served."""
    place = urlsplit(server)
    more = b"X-Small: 1\r\n" * 6_000 if begins.endswith(b"1.1\r\n") else b"a" * 70_000
    said = b""
    with socket.create_connection((place.hostname, place.port), timeout=60) as client:
        try:
            client.sendall(begins)
            for _ in range(150):
                client.sendall(more)
        except OSError:
            # The server closed the connection, as intended; its answer may be lost.
            pass
        else:
            pytest.fail("ten megabytes of a head were taken")
    with socket.create_connection((place.hostname, place.port), timeout=60) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        while piece := client.recv(1 << 16):
            said += piece
    assert said.startswith(b"HTTP/1.1 200")


async def _answered(application, *sent, seconds=0.2):
    """Return what a server answers to the sent bytes until it closes."""
    config = uvicorn.Config(application, http=protocol(seconds=seconds), lifespan="off", log_level="error", timeout_keep_alive=1)
    config.load()
    listening = await asyncio.get_running_loop().create_server(lambda: config.http_protocol_class(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
    for piece in sent:
        writer.write(piece)
        await writer.drain()
    said = await asyncio.wait_for(reader.read(), 60)
    writer.close()
    listening.close()
    return said


async def _well(scope, receive, send):
    await asyncio.sleep(0.5 if scope["path"] == "/slow" else 0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.mark.parametrize("begins", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["nothing", "half"])
def test_who_sends_no_whole_head_is_not_waited_for(begins):
    assert aside.run(_answered(_well, begins)) == b""


@pytest.mark.parametrize("more", [b"\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\na"], ids=["a lone line", "half a body"])
def test_what_opens_no_request_does_not_hold_a_connection(more):
    """Such input ends uvicorn's own timeout for the next request."""
    assert aside.run(_answered(_well, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", more)).startswith(b"HTTP/1.1 200")


def test_half_a_head_behind_a_request_does_not_cost_its_answer():
    assert aside.run(_answered(_well, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET / HT")).endswith(b"ok")


def test_a_large_body_is_no_head(server):
    """A body of 300 KB in one piece; the next request of the connection is read."""
    place = urlsplit(server)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    for _ in range(2):
        connection.request("POST", "/sparql", b"ASK {} #" + b"a" * 300_000, {"Content-Type": "application/sparql-query"})
        answer = connection.getresponse()
        assert (answer.status, b"true" in answer.read()) == (200, True)
