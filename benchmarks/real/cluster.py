"""A Dask cluster started separately from the build; one worker is killed during it, another joins late."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.prose import write
from benchmarks.real.trial import QUICK, ROOT, Trial, beside, free_port, graphkit, nquads
from benchmarks.real.trial import version as versions

FILES, ARTICLES = 6, 8
# Timeout of a build in seconds, for a busy machine.
RUN = 3_600.0


def version() -> str:
    """Return the version of the scheduler and its workers."""
    return versions("dask", "distributed")


def attempt(folder: Path, trial: Trial) -> None:
    """The graph equals that of one process, although no worker takes part from beginning to end."""
    # Each file is a part.
    rows = folder / "rows"
    rows.mkdir()
    for number in range(FILES):
        write(rows / f"{number}.jsonl", ARTICLES, seed=number)
    alone = graphkit("build", str(rows), "--graph", str(folder / "alone"), patience=RUN)
    trial.check("one process reads them", alone.returncode == 0, alone.stderr)
    address = f"tcp://127.0.0.1:{free_port()}"
    with ExitStack() as running:
        running.enter_context(beside([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"], log=folder / "scheduler.log"))
        first, second = (running.enter_context(_worker(address, folder, name)) for name in ("first", "second"))
        command = [sys.executable, "-m", "graphkit", "build", str(rows), "--engine", "dask", "--scheduler", address, "--partitions", str(folder / "parts"), "--graph", str(folder / "many")]
        with (folder / "build.log").open("wb") as log:
            build = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **QUICK}, stdout=log, stderr=subprocess.STDOUT)
        running.callback(build.kill)
        _killed(trial, build, folder, first, 1)
        running.enter_context(_worker(address, folder, "late"))
        _killed(trial, build, folder, second, 2)
        trial.check("the build ends", build.wait(timeout=RUN) == 0, (folder / "build.log").read_text())
    parts = list((folder / "parts").glob("*.parquet"))
    trial.notes.append(f"{FILES * ARTICLES} articles in {len(parts)} parts; both first workers were killed, the late one read the rest")
    trial.check("there were parts left for the late worker", len(parts) == FILES, len(parts))
    trial.check("the graph is that of one process, byte for byte", nquads(folder / "many") == nquads(folder / "alone"))


def _worker(address: str, folder: Path, name: str):  # noqa: ANN202  # the context manager of `beside`
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name, "--local-directory", str(folder / name)]
    return beside(command, log=folder / f"{name}.log", more=QUICK)


def _killed(trial: Trial, build: subprocess.Popen[bytes], folder: Path, worker: subprocess.Popen[bytes], after: int) -> None:
    """Kill a worker as soon as this many parts are finished, while others are in progress."""
    until = time.monotonic() + RUN
    while len(list((folder / "parts").glob("*.parquet"))) < after and build.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    trial.check(f"the build is under way after {after} of its parts", build.poll() is None, (folder / "build.log").read_text())
    os.kill(worker.pid, signal.SIGKILL)
