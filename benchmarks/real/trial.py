"""Shared parts of all trials: counted checks, background programs, free ports, versions."""

from __future__ import annotations

import csv
import io
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
# The faster of the two built-in readers: quality of reading is not tested here.
QUICK = {"GRAPHKIT_EXTRACTOR": "dependency"}
# Timeout of a command or a server in seconds, for a busy machine; speed is not tested here.
PATIENCE = 1_200.0


class NotHere(Exception):
    """The other program is not installed; the message says how to install it."""


@dataclass
class Trial:
    """The checks of one trial.

    Attributes:
        held: checks that passed.
        failed: checks that failed, each with what was seen instead.
        notes: figures and remarks.
        began: start time, from `time.monotonic`.
    """

    held: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def check(self, what: str, holds: object, seen: object = "") -> None:
        """Record whether a check passed; `seen` is printed if it did not."""
        if holds:
            self.held.append(what)
        else:
            self.failed.append(f"{what}: {' '.join(str(seen).split())[-400:]}")

    def doing(self, what: str) -> None:
        """Print the next step, with the seconds since the start of the trial: some take minutes."""
        sys.stderr.write(f"  {time.monotonic() - self.began:4.0f} s  {what}\n")
        sys.stderr.flush()


def graphkit(*words: str, more: Mapping[str, str] | None = None, patience: float = PATIENCE) -> subprocess.CompletedProcess[str]:
    """Run a graphkit command as a user would; one that takes longer than `patience` seconds has exit code 124."""
    command = [sys.executable, "-m", "graphkit", *words]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **QUICK, **(more or {})}, timeout=patience)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 124, "", f"stopped after {patience:.0f} s")


def one_line(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a command failed cleanly: with exit code 1 or 2, and without a traceback."""
    return done.returncode in (1, 2) and "Traceback" not in done.stderr and bool(done.stderr.strip())


@contextmanager
def beside(command: Sequence[str | Path], *, log: Path, cwd: Path = ROOT, more: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the background within a block; its output goes to `log`."""
    with log.open("wb") as out:
        program = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=cwd, env={**os.environ, **(more or {})})
        try:
            yield program
        finally:
            program.terminate()
            try:
                program.wait(timeout=20)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def answering(url: str, program: subprocess.Popen[bytes], log: Path, *, patience: float = PATIENCE) -> None:
    """Wait until a server answers any request.

    Raises:
        RuntimeError: it ended, or did not answer in time; the message has the end of its log.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until and program.poll() is None:
        with suppress(OSError):
            _answer(url)
            break
        time.sleep(0.2)
    else:
        raise RuntimeError(f"{url} does not answer: {log.read_text(errors='replace')[-300:]}")


def _answer(url: str) -> None:
    """Request a URL; raises OSError if there is no response, but not for HTTP errors."""
    with suppress(HTTPError):
        urlopen(url, timeout=5).close()


def free_port() -> int:
    """Return a free port on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def version(*packages: str) -> str:
    """Return names and versions of packages.

    Raises:
        NotHere: one is not installed.
    """
    try:
        return ", ".join(f"{name} {metadata.version(name)}" for name in packages)
    except metadata.PackageNotFoundError as error:
        raise NotHere(f"{error.name} is not installed: pip install -r benchmarks/real/requirements.txt") from error


def program(name: str, package: str) -> str:
    """Return the path of a system program.

    Raises:
        NotHere: it is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise NotHere(f"{name} is not installed (Debian: apt-get install {package})")
    return found


def nquads(graph: Path) -> bytes:
    """Return a graph as sorted N-Quads lines."""
    done = subprocess.run([sys.executable, "-m", "graphkit", "export", "--graph", str(graph), "--format", "nquads", "-o", "-"], capture_output=True, check=True, cwd=ROOT)
    return b"\n".join(sorted(done.stdout.splitlines()))


def claims_of(graph: Path, *, without: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the active claims of a graph, in order; `without` names columns to leave out."""
    text = graphkit("export", "--graph", str(graph), "--format", "claims-csv", "-o", "-").stdout
    rows = [{name: value for name, value in row.items() if name not in without} for row in csv.DictReader(io.StringIO(text))]
    return sorted(rows, key=lambda row: tuple(row.values()))
