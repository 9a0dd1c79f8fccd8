"""Clients that send a head without end, or none, take neither memory nor connections of the server for long."""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import urlsplit

import pytest
import uvicorn
from uvicorn.server import ServerState

from graphkit.serve.limited import protocol
from tests.serve import aside


@pytest.mark.parametrize("begins", [b"GET /?q=", b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ", b"GET / HTTP/1.1\r\n"], ids=["address", "header", "headers"])
def test_a_head_without_end_is_refused(server, begins):
    """Ten megabytes of address, of one header or of many small ones: refused long before, and the next client is answered."""
    place = urlsplit(server)
    more = b"X-Small: 1\r\n" * 6_000 if begins.endswith(b"1.1\r\n") else b"a" * 70_000
    said = b""
    with socket.create_connection((place.hostname, place.port), timeout=60) as client:
        try:
            client.sendall(begins)
            for _ in range(150):
                client.sendall(more)
        except OSError:
            # It was closed under us, as it should be; what it said may be lost with that.
            pass
        else:
            pytest.fail("ten megabytes of a head were taken")
    with socket.create_connection((place.hostname, place.port), timeout=60) as client:
        client.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        while piece := client.recv(1 << 16):
            said += piece
    assert said.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("begins", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["nothing", "half"])
def test_who_sends_no_whole_head_is_not_waited_for(begins):
    async def nothing(scope, receive, send):
        raise AssertionError("there was no request")

    async def read():
        config = uvicorn.Config(nothing, http=protocol(seconds=0.2), lifespan="off", log_level="error")
        config.load()
        listening = await asyncio.get_running_loop().create_server(lambda: config.http_protocol_class(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*listening.sockets[0].getsockname())
        writer.write(begins)
        said = await asyncio.wait_for(reader.read(), 60)
        writer.close()
        listening.close()
        return said

    assert aside.run(read()) == b""
