"""Temporary folders of processes that were killed are removed by the next one; those of running ones stay."""

from __future__ import annotations

import subprocess
import sys
import tempfile

import pytest

from graphkit.store.temporary import temporary_folder

HOLDING = """
import sys, tempfile
from graphkit.store.temporary import temporary_folder
tempfile.tempdir = sys.argv[1]
folder, remove = temporary_folder("graphkit-view-")
(folder / "link").symlink_to("/dev/fd/9")
print(folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_folder_of_a_killed_process_is_removed_by_the_next_and_that_of_a_running_one_is_not(temporary):
    processes = [subprocess.Popen([sys.executable, "-c", HOLDING, str(temporary)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    killed, running = (process.stdout.readline().strip() for process in processes)
    processes[0].kill()
    processes[0].wait()
    other = temporary / "graphkit-other"
    other.mkdir()
    assert {str(path) for path in temporary.iterdir()} == {killed, running, str(other)}
    own, remove = temporary_folder("graphkit-view-")
    assert {str(path) for path in temporary.iterdir()} == {running, str(own), str(other)}
    remove()
    processes[1].communicate()
    assert {str(path) for path in temporary.iterdir()} == {running, str(other)}
    temporary_folder("graphkit-view-")[1]()
    assert list(temporary.iterdir()) == [other]
    for process in processes:
        process.stdin.close()
        process.stdout.close()


def test_folders_of_one_process_do_not_remove_each_other(temporary):
    one, other = (temporary_folder("graphkit-view-") for _ in range(2))
    assert sorted(temporary.iterdir()) == sorted((one[0], other[0]))
    for _, remove in (one, other):
        remove()
    assert list(temporary.iterdir()) == []
