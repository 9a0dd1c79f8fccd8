"""`graphkit open` builds, serves on loopback with a token, opens the browser, and ends at Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest
from typer.testing import CliRunner

from graphkit import Graph
from graphkit.cli.app import app
from graphkit.errors import UsageError
from tests.conftest import ROOT

RUN = CliRunner()
LIBYA = ROOT / "seeds" / "articles" / "libya-2019-12-turkey-gna.md"


@contextlib.contextmanager
def opened(*words, **environment):
    """Start `graphkit open`; yields the process and its output up to the last line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "graphkit", "open", *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **environment},
        # A shell that starts programs in the background lets them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    lines = []
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("Stop it"):
                break
        else:
            pytest.fail(process.stderr.read())
        yield process, lines
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


def said(lines, name):
    """Return the rest of the line that begins with a word."""
    [found] = [line.split()[1] for line in lines if line.startswith(name)]
    return found


def browser():
    """Requests with cookies, as from a browser."""
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def test_articles_are_read_then_served_and_ctrl_c_ends_it_cleanly(tmp_path):
    with opened(LIBYA, "-g", tmp_path / "g", "--no-browser") as (process, lines):
        assert lines[0].startswith("1 article added")
        with browser().open(said(lines, "Open"), timeout=30) as reply:
            assert reply.status == 200
            assert "key=" not in reply.url
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
    assert len(list(Graph.open(tmp_path / "g").articles())) == 1


def test_unchanged_articles_are_not_read_again_and_a_graph_opens_by_its_folder(tmp_path):
    with opened(LIBYA, "-g", tmp_path / "g", "--no-browser"):
        pass
    with opened(LIBYA, "-g", tmp_path / "g", "--no-browser") as (_, lines):
        assert lines[0].startswith("0 articles added, 1 unchanged")
    with opened(tmp_path / "g", "--no-browser") as (_, lines):
        assert lines[0].startswith("Pages")


def test_without_articles_an_empty_graph_is_made(tmp_path):
    with opened("-g", tmp_path / "new", "--no-browser") as (_, lines):
        assert urllib.request.urlopen(said(lines, "Pages"), timeout=30).status == 200
    assert list(Graph.open(tmp_path / "new").articles()) == []


def test_an_rdf_file_is_opened_for_reading_only(seed_folder, tmp_path):
    (tmp_path / "g.nq").write_bytes(Graph.open(seed_folder).export("nquads"))
    with opened(tmp_path / "g.nq", "--no-browser") as (_, lines):
        assert said(lines, "Open") == said(lines, "Pages")
        assert not [line for line in lines if line.startswith("Token")]


def test_the_browser_is_sent_to_the_one_time_address(tmp_path):
    """`$BROWSER` names the browser, as in the standard library."""
    note, program = tmp_path / "note", tmp_path / "browser"
    program.write_text(f"#!/bin/sh\nprintf %s \"$1\" > {note}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with opened("-g", tmp_path / "g", BROWSER=f"{program} %s") as (process, lines):
        process.send_signal(signal.SIGINT)
        process.wait(30)
        assert note.read_text() == said(lines, "Open")


def test_it_listens_on_loopback_only(tmp_path):
    with opened("-g", tmp_path / "g", "--no-browser") as (_, lines):
        port = int(said(lines, "Pages").rstrip("/").rpartition(":")[2])
        others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
        for other in others:
            with socket.socket() as tried:
                tried.settimeout(5)
                assert tried.connect_ex((other, port)) != 0
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(urllib.request.Request(said(lines, "Pages"), headers={"Host": "stranger.example"}), timeout=30)


def test_the_address_works_once(tmp_path):
    with opened("-g", tmp_path / "g", "--no-browser") as (_, lines):
        first, second = browser(), browser()
        assert first.open(said(lines, "Open"), timeout=30).status == 200
        with pytest.raises(urllib.error.HTTPError, match="403"):
            second.open(said(lines, "Open"), timeout=30)
        assert first.open(said(lines, "Open"), timeout=30).status == 200, "whoever is known already may come again"


def graphkit(*words):
    """Run a command to its end."""
    return subprocess.run([sys.executable, "-m", "graphkit", *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)


@pytest.mark.parametrize("name,says", [("nothing-here.txt", "no such file or folder"), ("https://127.0.0.1:9/a", "cannot be fetched: the host refuses connections")])
def test_what_cannot_be_read_gives_its_reason_and_no_server(tmp_path, name, says):
    done = graphkit("open", name, "-g", tmp_path / "g", "--no-browser")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"graphkit: {name}: {says}", f"graphkit: no article could be read (1 failure); no graph was created in {tmp_path / 'g'}"]


def test_a_graph_among_articles_is_wrong_usage(tmp_path):
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "graphkit.json").write_text(json.dumps({"format": 2}))
    done = graphkit("open", tmp_path / "g", LIBYA, "--no-browser")
    assert done.returncode == 2
    assert "is a graph; open it alone" in done.stderr


def test_an_extractor_that_needs_a_language_model_is_refused_with_the_command_that_has_one():
    """It asked for --llm, which this command does not have."""
    done = RUN.invoke(app, ["open", str(LIBYA), "--extractor", "hybrid+llm"])
    assert isinstance(done.exception, UsageError)
    assert "graphkit build PATH --extractor hybrid+llm --llm PROVIDER:MODEL" in str(done.exception)


def test_an_address_in_use_is_one_line_and_work_that_failed(seed_folder):
    """The same for `serve` and `open`, before a server is announced."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for words in (["serve", "--graph", seed_folder, "--port", port], ["open", seed_folder, "--port", port, "--no-browser"]):
            done = subprocess.run([sys.executable, "-m", "graphkit", *map(str, words)], capture_output=True, text=True, cwd=ROOT, check=False)
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr == f"graphkit: cannot listen at 127.0.0.1:{port}: Address already in use; give another --port, 0 for any that is free\n"


@pytest.mark.parametrize("host", ["999.1.1.1", "192.0.2.1", "", "http://localhost", "é" * 99])
def test_a_host_that_is_none_of_this_machine_is_wrong_usage_and_an_empty_one_is_not_all(seed_folder, host):
    done = RUN.invoke(app, ["serve", "--graph", str(seed_folder), "--port", "0", "--host", host])
    assert isinstance(done.exception, UsageError)
    assert ("is not an address of this machine; give 127.0.0.1" if host else "--host is empty; give a value") in str(done.exception)
