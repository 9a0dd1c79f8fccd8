"""`graphkit` as a user types it, without a second of imports each time.

One process has loaded the program and its language model; each command is a fork of it with words,
environment, folder, input and output of its own. What has to do with the start of Python itself
(its encoding, a terminal, signals) is tested with processes of their own.

    python -m tests.cli.preloaded       serves commands, a line of JSON each, and answers with exit codes
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT


@functools.cache
def _server() -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-m", "tests.cli.preloaded"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    atexit.register(process.kill)
    return process


def graphkit(*words: object, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("in", "out", "err")]
        files[0].write_text(stdin, encoding="utf-8")
        command = {"words": list(map(str, words)), "env": {**os.environ, "COLUMNS": "120", **(env or {})}, "cwd": str(cwd), "files": list(map(str, files))}
        server = _server()
        server.stdin.write(json.dumps(command) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        return subprocess.CompletedProcess(command["words"], code, *(file.read_text(encoding="utf-8") for file in files[1:]))


def _serve() -> None:
    from graphkit.nlp import load

    load()
    for line in sys.stdin:
        command = json.loads(line)
        if not (child := os.fork()):
            _run(**command)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _run(words: list[str], env: dict[str, str], cwd: str, files: list[str]) -> None:
    """What the interpreter does before `main` and after it; does not return."""
    from graphkit.cli import main

    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for stream, (name, mode) in enumerate(zip(files, ("r", "w", "w"), strict=True)):
        with Path(name).open(mode) as file:
            os.dup2(file.fileno(), stream)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(os.dup(stream), mode, encoding="utf-8") for stream, mode in enumerate("rww"))
    sys.argv = ["graphkit", *words]
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
