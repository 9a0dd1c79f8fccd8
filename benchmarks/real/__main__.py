"""`make real`: one line for each program tried, exit code 1 if any trial failed.

    python -m benchmarks.real [NAME...]

A program that is not installed is skipped, and its line says how to install it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

from benchmarks.real.trial import NotHere, Trial

TRIALS = ("assistants", "bucket", "cluster", "virtuoso", "endpoint", "nonsense", "model")


def main() -> int:
    """Run the named trials, or all."""
    wanted = sys.argv[1:] or TRIALS
    if unknown := sorted(set(wanted) - set(TRIALS)):
        sys.stderr.write(f"there is no trial {', '.join(unknown)}; there are {', '.join(TRIALS)}\n")
        return 2
    if len(wanted) == 1:
        return tried(wanted[0])
    # In separate processes, so that no trial inherits environment or peak memory of another.
    return max([subprocess.run([sys.executable, "-m", "benchmarks.real", name], check=False).returncode for name in wanted])


def tried(name: str) -> int:
    """Run one trial and print its result; returns 1 if it failed."""
    made = import_module(f"benchmarks.real.{name}")
    trial, version = Trial(), "?"
    try:
        version = made.version()
        trial.doing(f"{name} begins: {version}")
        with tempfile.TemporaryDirectory() as folder:
            made.attempt(Path(folder), trial)
    except NotHere as missing:
        _print(name, "-", f"left out: {missing}")
        return 0
    except Exception as error:
        trial.failed.append(f"{type(error).__name__}: {error}")
        traceback.print_exc()
    trial.doing(f"{name} ends")
    _print(name, version, f"{len(trial.failed)} of {len(trial.held) + len(trial.failed)} checks failed" if trial.failed else f"ok, {len(trial.held)} checks")
    for line in trial.held:
        _print("", "", f"  held: {line}")
    for line in trial.notes:
        _print("", "", f"  {line}")
    for line in trial.failed:
        _print("", "", f"  FAILED {line}")
    return 1 if trial.failed else 0


def _print(name: str, version: str, said: str) -> None:
    sys.stdout.write(f"{name:12}{version:52}{said}\n" if name else f"{said}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
