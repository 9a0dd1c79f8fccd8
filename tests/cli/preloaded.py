"""`graphkit` as a user types it, without a second of imports each time.

One process has loaded the program and its language model; each command is a fork of it with words,
environment, folder, input and output of its own. A command that runs until it is stopped, a server, is a
fork too. What has to do with the start of Python itself (its encoding, a terminal, signals) is tested with
processes of their own.

    python -m tests.cli.preloaded       takes commands, a line of JSON each, and answers with exit codes
"""

from __future__ import annotations

import atexit
import contextlib
import functools
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

from tests.conftest import ROOT


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
    """Run a command to its end; `largest` bytes are all that a file of its may have, as on a disk that is full."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_text(stdin, encoding="utf-8")
        code = _sent({**_command(words, env, cwd, files), "largest": largest})
        return subprocess.CompletedProcess(list(map(str, words)), code, *(file.read_text(encoding="utf-8") for file in files[1:]))


@contextlib.contextmanager
def running(*words: object) -> Iterator[tuple[TextIO, Path]]:
    """A command that runs until it is stopped at the end: what it prints as it does, and the file with its messages."""
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
    from graphkit.nlp import load

    load()
    for line in sys.stdin:
        command = json.loads(line)
        if (process := command.get("wait")) is None:
            runs_on = command.pop("runs_on", False)
            if runs_on:
                # What a server imports at its start, once for all of them.
                import graphkit.serve.app  # noqa: F401
            if not (process := os.fork()):
                _run(**command)
            answer = process if runs_on else _ended(process)
        else:
            answer = _ended(process)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _ended(process: int) -> int:
    """The exit code of a fork, which is waited for."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _run(words: list[str], env: dict[str, str], cwd: str, files: list[str], largest: int | None = None) -> None:
    """What the interpreter does before `main` and after it; does not return."""
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
    # As at the start of Python, which keeps the first ones: the program makes others of them.
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
