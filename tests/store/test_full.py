"""A full disk: one clear line, nothing half written, and everything that was committed is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks import made
from graphkit.store import Store
from tests.conftest import ROOT

# Files may not grow beyond a size, as on a disk that is full: the same error of the same calls.
WRITER = """
import random, resource, sys
from pathlib import Path
from benchmarks import made
from graphkit.errors import GraphkitError
from graphkit.store import Store
actors = [f"Actor{i}" for i in range(40)]
with Store.open(Path(sys.argv[1]), create=True).writer() as writer:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    for number in range(2000):
        record = made.record(f"text {number}", random.Random(number), actors)
        try:
            writer.add(record)
        except GraphkitError as error:
            print("stopped:", error, flush=True)
            break
        print(record.document.key, flush=True)
"""


def test_a_full_disk_loses_nothing_that_was_written(tmp_path):
    folder = tmp_path / "g"
    done = subprocess.run([sys.executable, "-c", WRITER, str(folder), str(3 << 20)], capture_output=True, text=True, timeout=120)
    *keys, last = done.stdout.splitlines()
    assert last.startswith("stopped: article 'text ")
    assert "could not be written" in last
    assert len(keys) > 5
    view = Store.open(folder).view()
    assert set(view.article_keys()) == set(keys)
    assert all(len(view.claims_in(key)) >= made.PER_ARTICLE - 2 for key in keys)
    assert view.drift() == (0, 0)
    with Store.open(folder).writer() as writer:
        assert writer.has(keys[0])


def limited(folder, kilobytes, *words):
    """The command, where no file may grow beyond a size."""
    code = f"import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes} << 10, resource.RLIM_INFINITY)); from graphkit.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *map(str, words)], cwd=folder, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("kilobytes", [1, 64, 256, 700, 1024])
def test_a_disk_that_fills_up_at_any_point_of_a_build_is_one_line(tmp_path, kilobytes):
    """From the opening of the store over copies, versions and journal to the last flush; run again, the build goes on."""
    done = limited(tmp_path, kilobytes, "build", ROOT / "seeds" / "articles", "--graph", "g", "--quiet")
    assert done.returncode == 1
    assert done.stderr.startswith("graphkit: ")
    assert done.stderr.count("\n") == 1, done.stderr
    again = limited(tmp_path, 1 << 20, "build", ROOT / "seeds" / "articles", "--graph", "g", "--quiet")
    assert (again.returncode, again.stderr) == (0, "")
    assert Store.open(tmp_path / "g").view().drift() == (0, 0)
