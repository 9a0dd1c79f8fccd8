"""Taking times, and printing figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The fastest of some runs, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def show(name: str, value: str) -> None:
    """One figure, at once."""
    sys.stdout.write(f"{name:60} {value}\n")
    sys.stdout.flush()
