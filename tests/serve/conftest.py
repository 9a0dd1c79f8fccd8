"""A real server on loopback, started as a user would."""

from __future__ import annotations

import contextlib
import shutil
import urllib.error
import urllib.request

import pytest

from graphkit.decisions import file_of
from graphkit.store import fingerprint
from tests.cli.preloaded import running


@contextlib.contextmanager
def serving(folder, *options):
    """Start a server for a graph and yield its address."""
    with running("serve", "--graph", folder, "--port", "0", "--quiet", *options) as (printed, messages):
        first = printed.readline()
        if not first.startswith("Pages "):
            pytest.fail(messages.read_text())
        yield first.split()[1].rstrip("/")
        # No client may cause an error message of the server.
        assert "Traceback" not in messages.read_text()


@pytest.fixture(scope="session")
def server(seed_folder):
    with serving(seed_folder, "--timeout", "3", "--queries", "2", "--rows", "2000", "--cors", "https://example.org") as address:
        yield address


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.kind = headers.get_content_type()

    @property
    def text(self):
        return self.body.decode()


TOKEN = "a-token-of-the-tests"


@contextlib.contextmanager
def writing(seeds, place, *, timeout=60):
    """Send requests to a server with write access to a copy of a graph; `token` is sent unless it is None."""
    folder = place / "graph"
    shutil.copytree(seeds, folder)
    (place / "token").write_text(TOKEN + "\n")
    with serving(folder, "--timeout", str(timeout), "--write", "--token-file", str(place / "token")) as address:
        send = sender(address)

        def write(path, *, token=TOKEN, **words):
            return send(path, **words, **({"Authorization": f"Bearer {token}"} if token else {}))

        write.address, write.folder = address, folder
        yield write


@pytest.fixture
def writable(seed_folder, tmp_path):
    """A separate copy of the graph for one test, which may change anything."""
    with writing(seed_folder, tmp_path) as write:
        yield write


@pytest.fixture(scope="session")
def common(seed_folder, tmp_path_factory):
    with writing(seed_folder, tmp_path_factory.mktemp("common")) as write:
        yield write


@pytest.fixture
def undecided(common):
    """One server with write access for all tests that leave the graph as it is; their decisions are removed afterwards."""
    before = fingerprint(common.folder)
    yield common
    assert fingerprint(common.folder) == before, "use `writable` for a test that changes the graph"
    file_of(common.folder).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def ask(server):
    """Make one request (address, headers, body); every status is returned as a reply."""
    return sender(server)


def sender(server):
    """Return a function that sends requests to a server."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay)

    def send(path, *, data=None, method=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(server + path, data=data, headers=headers, method=method)
        try:
            with opener.open(request, timeout=60) as reply:
                return Reply(reply.status, reply.headers, reply.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    return send
