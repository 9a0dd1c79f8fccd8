"""`graphkit` as a user types it, without a second of imports each time.

One process has loaded the program and its language model; each command is a fork of it with its own arguments,
environment, working directory, input and output. A server, which runs until it is stopped, is also
a fork. What depends on the start of Python itself (encoding, terminals, signals) is tested with
separate processes.

    python -m tests.cli.preloaded       reads commands, one JSON line each, and answers with exit codes
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from graphkit.nlp import load
from tests.conftest import ROOT, load_gazetteer

# What commands import when they run.
USED = ("datasketch", "graphkit.answers", "graphkit.api.reading", "graphkit.cli.app", "graphkit.export", "graphkit.pipeline.build", "graphkit.serve.app", "graphkit.view")


@functools.cache
def _server() -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-m", "tests.cli.preloaded"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    atexit.register(process.kill)
    return process


def _sent(command: dict[str, object]) -> int:
    server = _server()
    server.stdin.write(json.dumps(command) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


def _command(words: tuple[object, ...], env: dict[str, str] | None, cwd: Path, files: list[Path]) -> dict[str, object]:
    return {"words": list(map(str, words)), "env": {**os.environ, "COLUMNS": "120", **(env or {})}, "cwd": str(cwd), "files": list(map(str, files))}


def graphkit(*words: object, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT, largest: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `largest` limits the size of each file in bytes, to simulate a full disk."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_text(stdin, encoding="utf-8")
        code = _sent({**_command(words, env, cwd, files), "largest": largest})
        return subprocess.CompletedProcess(list(map(str, words)), code, *(file.read_text(encoding="utf-8") for file in files[1:]))


@contextlib.contextmanager
def running(*words: object) -> Iterator[tuple[TextIO, Path]]:
    """Run a command until the block ends; yields its live output and the file of its messages."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].touch()
        os.mkfifo(files[1])
        process = _sent({**_command(words, None, ROOT, files), "runs_on": True})
        try:
            with files[1].open(encoding="utf-8") as printed:
                yield printed, files[2]
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            _sent({"wait": process})


def _serve() -> None:
    for name in USED:
        importlib.import_module(name)
    # No pipeline is made: plug-ins that are known then would be those of every command.
    load(None)
    load_gazetteer()
    gc.freeze()
    for line in sys.stdin:
        command = json.loads(line)
        if (process := command.get("wait")) is None:
            runs_on = command.pop("runs_on", False)
            if not (process := os.fork()):
                _run(**command)
            answer = process if runs_on else _ended(process)
        else:
            answer = _ended(process)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _ended(process: int) -> int:
    """Wait for a fork and return its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _run(words: list[str], env: dict[str, str], cwd: str, files: list[str], largest: int | None = None) -> None:
    """Do what the interpreter does before and after `main`; does not return."""
    from graphkit.cli import main

    if largest is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for stream, (name, mode) in enumerate(zip(files, ("r", "w", "w"), strict=True)):
        with Path(name).open(mode) as file:
            os.dup2(file.fileno(), stream)
    # As at the start of Python: the program replaces these streams.
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = (os.fdopen(os.dup(stream), mode, encoding="utf-8") for stream, mode in enumerate("rww"))
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    sys.argv = ["graphkit", *words]
    sys.path[1:1] = filter(None, env.get("PYTHONPATH", "").split(os.pathsep))
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
