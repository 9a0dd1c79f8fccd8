"""A full disk gives one clear error line, no partial files, and no loss of committed data."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import made
from graphkit.errors import StoreError
from graphkit.model import Failure, Notice
from graphkit.pipeline.journal import write_failures, write_skipped
from graphkit.store import Store
from tests.cli.preloaded import graphkit
from tests.conftest import LONG, ROOT

# A file size limit, which makes the same calls fail with the same error as a full disk.
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
    """Run a command with a limit on the size of each file."""
    return graphkit(*words, cwd=folder, largest=kilobytes << 10)


@pytest.mark.parametrize("kilobytes", [1, 256, 1024, *((64, 700) if LONG else ())])
def test_a_disk_that_fills_up_at_any_point_of_a_build_is_one_line(tmp_path, kilobytes):
    """From opening the store through copies, versions and journal to the last flush; a second run resumes the build."""
    done = limited(tmp_path, kilobytes, "build", ROOT / "seeds" / "articles", "--graph", "g", "--quiet")
    assert done.returncode == 1
    assert done.stderr.startswith("graphkit: ")
    assert done.stderr.count("\n") == 1, done.stderr
    again = limited(tmp_path, 1 << 20, "build", ROOT / "seeds" / "articles", "--graph", "g", "--quiet")
    assert (again.returncode, again.stderr) == (0, "")
    assert Store.open(tmp_path / "g").view().drift() == (0, 0)


@pytest.fixture
def graph(tmp_path, seed_folder):
    """A graph whose files may be damaged."""
    return shutil.copytree(seed_folder, tmp_path / "alliance-graph")


ONE_TARGET = [
    ("view", "-o", "page.html"), ("report", "-o", "page.html"), ("export", "--format", "claims-csv", "-o", "claims.csv"), ("export", "--format", "xlsx", "-o", "claims.xlsx"),
    ("analyze", "camps", "--plot", "picture.svg"),
]


@pytest.mark.parametrize("words", ONE_TARGET, ids=lambda words: f"{words[0]} {words[-1]}")
def test_a_disk_that_is_full_leaves_the_file_that_was_there(tmp_path, graph, words):
    """A file that does not fit gives one line and exit code 1; an existing file is kept, without a partial new one."""
    (tmp_path / words[-1]).write_text("older")
    before = {path.name for path in tmp_path.iterdir()}
    done = limited(tmp_path, 1, *words)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith(f"graphkit: {words[-1]} cannot be written: File too large")
    assert (tmp_path / words[-1]).read_text() == "older"
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("words", ONE_TARGET, ids=lambda words: f"{words[0]} {words[-1]}")
def test_a_target_that_cannot_be_written_is_one_line(tmp_path, graph, words):
    """A folder in place of the target, and a file in place of its parent folder."""
    (tmp_path / "file").touch()
    for target in (f"folder/{words[-1]}", f"file/{words[-1]}"):
        (tmp_path / "folder" / words[-1]).mkdir(parents=True, exist_ok=True)
        done = limited(tmp_path, 1 << 20, *words[:-1], target)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert done.stderr.startswith(f"graphkit: {target} cannot be written: ")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == [words[-1]]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
@pytest.mark.parametrize("words", [("view",), ("report",), ("export",)], ids=lambda words: words[0])
def test_a_device_that_is_full_is_one_line_and_stays_a_device(tmp_path, graph, words):
    done = limited(tmp_path, 1 << 20, *words, "-o", "/dev/full")
    assert (done.returncode, done.stderr) == (1, "graphkit: /dev/full cannot be written: No space left on device\n")
    assert Path("/dev/full").is_char_device()


def test_a_decision_that_does_not_fit_is_one_line_and_the_earlier_ones_stay(tmp_path, graph):
    """The decisions file is the user's work: it is unchanged, and the graph holds nothing that is not in it."""
    first, second = [claim.id for claim in Store.open(graph).view().claims()][:2]
    assert limited(tmp_path, 1 << 20, "decide", "reject", first).returncode == 0
    [file] = tmp_path.glob("*decisions*")
    kept, before = file.read_bytes(), {path.name for path in tmp_path.iterdir()}
    done = limited(tmp_path, 1, "decide", "reject", second, "--why", "x" * 2000)
    assert (done.returncode, done.stderr) == (1, f"graphkit: {file.name} cannot be written: File too large\n")
    assert file.read_bytes() == kept
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("write", [lambda folder, rows: write_failures(folder, [Failure(*row) for row in rows]), lambda folder, rows: write_skipped(folder, [Notice(row[0], "x", row[1]) for row in rows])], ids=["failures", "skipped"])
def test_lists_beside_the_graph_are_whole_or_the_older_ones(tmp_path, write):
    """A list that does not fit leaves the previous one, without a partial new one."""
    path = write(tmp_path, [("a", "why")])
    kept = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreError, match=f"{path.name} cannot be written: File too large"):
            write(tmp_path, [(f"article {number}", "x" * 100) for number in range(1000)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == kept
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


ASKING = """
import resource, signal, sys
from pathlib import Path
from graphkit.errors import GraphkitError
from graphkit.extract.base import LLM
from graphkit.pipeline import Pipeline, records
from tests.extract.llm.server import Model, serving
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with serving(Model(lambda passage: [])) as model:
    reader = Pipeline(extractor="llm", llm=LLM("ollama:m", url=f"{model.url}/v1", cache=Path(sys.argv[1]) / "answers.sqlite", parallel=1, timeout=10.0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        for record in records([sys.argv[2]], pipeline=reader):
            print(record)
    except GraphkitError as error:
        print(f"{type(error).__name__}: {error}")
    print(len(model.asked))
"""


def test_answers_that_cannot_be_kept_end_the_run(tmp_path):
    """Requests cost money, so no further one is sent when its answer cannot be stored."""
    for number in range(20):
        (tmp_path / f"a{number:02}.txt").write_text(f"Turkey has sent {number} drones to the GNA.")
    done = subprocess.run([sys.executable, "-c", ASKING, str(tmp_path), str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    told, asked = done.stdout.splitlines()
    assert told.startswith(f"StoreError: the answers in {tmp_path / 'answers.sqlite'} cannot be written: ")
    assert told.endswith("give another file with --llm-cache")
    assert int(asked) < 20
