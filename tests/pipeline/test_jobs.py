"""Any number of processes gives the same graph; a crashed one costs only a retry."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from graphkit.cli.app import app
from graphkit.model import ArticleRecord, Document, Failure
from graphkit.pipeline import Jobs, Pipeline, Settings, build
from graphkit.store import Store
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Thirty articles, of which one is duplicated, one is damaged and one has a newer version."""
    path = tmp_path_factory.mktemp("corpus") / "rows.jsonl"
    rows = [{"id": f"a{i}", "url": f"https://example.org/{i}", "text": f"Note {i}. Egypt backs Khalifa Haftar. Turkey {'arms' if i % 3 else 'condemned'} the GNA."} for i in range(30)]
    rows.insert(7, rows[3])
    rows.insert(15, {"id": "b2", "url": "https://example.org/2", "text": "Note 2, newer. Turkey supports the GNA."})
    lines = [json.dumps(row) for row in rows]
    lines.insert(11, "{damaged")
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize("number", [2, 3])
def test_the_graph_is_the_same_with_any_number(corpus, tmp_path, pipeline, number):
    one = build([corpus], tmp_path / "one", pipeline=pipeline)
    steps = []
    with Jobs(pipeline, number) as jobs:
        many = build([corpus], tmp_path / "many", jobs=jobs, on_progress=lambda p: steps.append((p.done, p.source)))
        again = build([corpus], tmp_path / "many", jobs=jobs)
    assert many == one
    assert (one.added, one.unchanged, one.replaced, len(one.failures)) == (31, 1, 1, 1)
    assert (again.added, again.unchanged, len(again.failures)) == (0, 32, 1)
    assert [done for done, _ in steps] == list(range(1, 34))
    assert Store.open(tmp_path / "many").view().dump("nquads") == Store.open(tmp_path / "one").view().dump("nquads")


class Killed(Pipeline):
    """Kills its own process at an article with a certain name, a number of times."""

    def __init__(self, mark, times):
        super().__init__()
        self.mark, self.times = mark, times

    def read(self, document):
        if document.id == "deadly":
            with self.mark.open("a") as stream:
                stream.write("x")
            if len(self.mark.read_text()) <= self.times:
                os.kill(os.getpid(), signal.SIGKILL)
        return ArticleRecord(document=document, claims=(), actors=())


@pytest.mark.parametrize(("times", "lost"), [(1, []), (9, ["deadly"])])
def test_a_process_that_dies_costs_its_article_a_second_try(tmp_path, times, lost):
    names = [f"a{i}" for i in range(12)]
    names[4] = "deadly"
    with Jobs(Killed(tmp_path / "mark", times), 2) as jobs:
        found = list(jobs.outcomes(Document(name, "text") for name in names))
    assert [f.source for f in found if isinstance(f, Failure)] == lost
    assert [f.source if isinstance(f, Failure) else f.document.id for f in found] == names


def test_what_is_no_document_passes_through_in_its_place(pipeline):
    items = ["known", Failure("x", "damaged"), Document("a", "Egypt backs Khalifa Haftar."), "known"]
    with Jobs(pipeline, 2) as jobs:
        first, second, third, fourth = jobs.outcomes(items)
    assert (first, second, fourth) == ("known", items[1], "known")
    assert [c.predicate for c in third.claims] == ["supports"]


def test_a_reader_can_be_made_anew_from_its_settings(tmp_path):
    """Where processes cannot be forked, they create their own reader."""
    actors = tmp_path / "more.csv"
    actors.write_text((ROOT / "seeds" / "actors" / "people.csv").read_text().splitlines()[0] + "\n")
    settings = Settings(None, (actors,), (), 0.25)
    assert Pipeline.of(settings).settings == settings


def test_the_command_takes_jobs(corpus, tmp_path):
    done = CliRunner().invoke(app, ["build", str(corpus), "--graph", str(tmp_path / "g"), "--jobs", "2"])
    assert done.exit_code == 0
    assert "31 articles added, 1 unchanged, 1 failed" in done.stdout
    assert "1 article is a new version of earlier ones" in done.stdout
    assert CliRunner().invoke(app, ["build", str(corpus), "--jobs", "0"]).exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_reading_processes_end_with_the_one_that_started_them_though_it_was_killed():
    """They hold its output open, and each a few hundred megabytes of memory."""
    program = "import sys\nfrom graphkit.pipeline import Jobs, Pipeline\njobs = Jobs(Pipeline(extractor='dependency'), 3)\nprint('ready', flush=True)\nsys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(started.pid)], capture_output=True, text=True, check=False).stdout.split()
        started.kill()
        try:
            # The pipe ends when nobody holds it any more.
            started.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            for child in children:
                os.kill(int(child), signal.SIGKILL)
            raise


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX systems")
def test_ctrl_c_is_left_to_the_process_that_started_the_readers():
    """A terminal sends it to all of them: each reader printed a traceback between the lines of the command."""
    program = (
        "import os, signal, sys\nfrom multiprocessing import active_children\nfrom graphkit.model import Document\nfrom graphkit.pipeline import Jobs, Pipeline\n"
        "with Jobs(Pipeline(extractor='dependency'), 2) as jobs:\n"
        "    for child in active_children():\n        os.kill(child.pid, signal.SIGINT)\n"
        "    print([outcome.document.id for outcome in jobs.outcomes([Document('a', 'Egypt backs Khalifa Haftar.')])])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ("['a']\n", "")
