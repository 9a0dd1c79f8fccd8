"""Timing, and printing of figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the seconds of the fastest of several runs."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def show(name: str, value: str) -> None:
    """Print one figure immediately."""
    sys.stdout.write(f"{name:60} {value}\n")
    sys.stdout.flush()


def measured(about: str, figures: Callable[[list[int], Path], object]) -> None:
    """Parse a command line of sizes and a folder, and print the figures.

    Args:
        about: what is measured, in one line.
        figures: prints the figures for these sizes; the folder is for its files.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("claims", type=int, nargs="*", default=[100_000], help="sizes of the graphs")
    parser.add_argument("--dir", type=Path, help="folder for what is made, kept; a graph that is there as graph-CLAIMS is measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work: Path = options.dir or Path(name)
        work.mkdir(parents=True, exist_ok=True)
        figures(options.claims, work)
