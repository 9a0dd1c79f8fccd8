"""What the operator of a server meets: a folder that cannot be used or is gone, a second server, a server that is killed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from urllib.parse import urlencode

import pytest
import urllib3

from graphkit.documents import Wish
from graphkit.errors import StoreError
from graphkit.serve import reader_of
from graphkit.serve.inbox_jobs import MEMORY, PROGRAM, Queue
from graphkit.serve.reading_process import read_job
from graphkit.serve.settings import Settings
from graphkit.store import MEMORY_LIMIT, Store, Worker
from tests.serve.conftest import TOKEN


def upload(send):
    """Add a text as a browser does."""
    cookie = send("/review", token=None, data=urlencode({"token": TOKEN}).encode()).headers["Set-Cookie"].split(";")[0]
    body, kind = urllib3.encode_multipart_formdata([("text", "Malta supports Cyprus.")])
    return send("/inbox", token=None, data=body, **{"Content-Type": kind, "Accept": "application/json", "Cookie": cookie})


def test_an_upload_that_cannot_be_stored_is_refused_with_the_reason(writable):
    """It was "the server failed to answer", and a traceback in the log (which `serving` refuses)."""
    (writable.folder / "inbox").write_text("in the way")
    reply = upload(writable)
    assert reply.status == 500
    detail = json.loads(reply.text)["detail"]
    assert detail.startswith("the server cannot use its files: ")
    assert f"{writable.folder / 'inbox'}" in detail


def test_a_graph_that_was_moved_away_is_not_created_again_by_an_upload(writable):
    """The folder with nothing but an inbox stood in the way when the graph was moved back."""
    writable.folder.rename(writable.folder.with_name("elsewhere"))
    reply = upload(writable)
    assert reply.status == 500
    assert "there is no graph" in reply.text
    assert not writable.folder.exists()
    assert writable("/health", token=None).status == 500
    writable.folder.with_name("elsewhere").rename(writable.folder)
    assert writable("/health", token=None).status == 200
    assert upload(writable).status == 202


def test_a_second_server_leaves_the_jobs_of_a_running_one_alone(tmp_path, monkeypatch):
    """Both read them, and where the first was faster, the second said that the reading process had ended."""
    monkeypatch.setattr(Queue, "_work", lambda self: None)
    Store.open(tmp_path, create=True)
    queues = first, left, second = [Queue(Settings(tmp_path)) for _ in range(3)]
    first.resume()
    left.close()
    with left.filling() as room:
        left.add(room, "of the first.txt")
    second.resume()
    assert second.all() == []
    first.close()
    with second.filling() as room:
        second.add(room, "of the second.txt")
    assert [job.name for job in second.all()] == ["of the second.txt", "of the first.txt"]
    for queue in queues:
        queue.close()


def test_a_lock_that_another_program_holds_on_the_folder_does_not_hold_up_the_server(tmp_path):
    """Such as a back-up; what was left is read when something is added after its end."""
    Store.open(tmp_path, create=True)
    held = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    queue = Queue(Settings(tmp_path))
    queue.resume()
    queue.close()
    os.close(held)


def test_a_write_ends_with_the_server_that_asked_for_it(seed_folder, tmp_path):
    """A server that is killed cannot stop its processes; an endless update went on and kept the graph locked."""
    endless = "INSERT { GRAPH <urn:x> { ?a ?b 1 } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c = ?f && ?i != ?l && ?c != ?i) }"
    folder = shutil.copytree(seed_folder, tmp_path / "graph")
    asked = {"update": endless, "base": "urn:x", "default": [], "named": []}
    clerk = subprocess.Popen([sys.executable, "-m", "graphkit.serve.writing_process", str(folder), str(MEMORY_LIMIT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        # An empty request is answered once it takes requests.
        clerk.stdin.write(b"{}\n" + json.dumps(asked).encode() + b"\n")
        clerk.stdin.flush()
        assert clerk.stdout.read(1) == b"z"
        clerk.stdin.close()
        assert clerk.wait(30) != 0
    finally:
        clerk.kill()
        clerk.wait()
        clerk.stdout.close()


def test_a_reading_process_that_cannot_write_says_so(tmp_path):
    """A full disk was taken for a lack of memory."""
    Store.open(tmp_path / "graph", create=True)
    (tmp_path / "a.txt").write_text("Malta supports Cyprus.")
    asked = {"path": str(tmp_path / "a.txt"), "name": "a.txt", "notes": str(tmp_path / "none" / "notes"), "public": True, "reader": reader_of(extractor="dependency")}
    worker = Worker(tmp_path / "graph", memory=MEMORY, program=PROGRAM)
    with pytest.raises(StoreError, match=r"its claims cannot be written: .*No such file"):
        worker.send(asked, timeout=240)
    worker.close()


def test_a_job_that_was_interrupted_counts_what_was_added_before(tmp_path, pipeline):
    """An archive of sixty articles, whose server was stopped after eleven, had added forty-nine."""
    Store.open(tmp_path / "graph", create=True)
    sources, notes = [tmp_path / "one.txt", tmp_path / "all.zip"], tmp_path / "notes"
    sources[0].write_text("Malta supports Cyprus.")
    with zipfile.ZipFile(sources[1], "w") as archive:
        archive.write(sources[0], "one.txt")
        archive.writestr("two.txt", "Iceland supports Estonia.")
    read_job(tmp_path / "graph", pipeline, str(sources[0]), Wish(), notes)
    whole = read_job(tmp_path / "graph", pipeline, str(sources[1]), Wish(), notes)
    assert (whole.read, whole.added, whole.claims) == (2, 2, 2)


def test_a_low_limit_of_open_files_is_raised_before_the_graph_is_opened(seed_folder):
    command = f"ulimit -Sn 64; exec {sys.executable} -m graphkit serve --graph '{seed_folder}' --port 0 --quiet"
    with subprocess.Popen(["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        first = server.stdout.readline()
        server.terminate()
        assert first.startswith("Pages "), server.stderr.read()
        # Not ended by the signal itself, which would leave its temporary files.
        assert server.wait(60) == 128 + signal.SIGTERM
