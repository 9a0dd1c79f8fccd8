"""`make bench`: cost of many synthetic articles, on one machine and with the distributed engine.

    python -m benchmarks.scale [ARTICLES]

Prints ratios of consecutive runs: seconds until the first claim (goal: under 2.5), cost
of an article and memory at ARTICLES (default: 20,000) relative to 1,000 (goals: at most 1.1 and 1.2),
and the engine on two local workers relative to `--jobs 2` (at least .85).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.prose import write
from benchmarks.timing import show

FEW = 1_000


def first_claim(folder: Path) -> float:
    """Return the seconds from the start of the program until it prints a claim."""
    article = folder / "one.txt"
    article.write_text("Turkey supports the GNA. " * 3)
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "graphkit", "extract", str(article), "--format", "jsonl"], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        taken = time.perf_counter() - began
        program.kill()
    return taken


def built(rows: Path, graph: Path, *more: str) -> tuple[float, int]:
    """Return the seconds of a build, and the peak memory in kB of it and its child processes."""
    shutil.rmtree(graph, ignore_errors=True)
    began = time.perf_counter()
    program = subprocess.Popen([sys.executable, "-m", "graphkit", "build", str(rows), "--graph", str(graph), "--quiet", *more])
    _, status, used = os.wait4(program.pid, 0)
    assert status == 0, f"the build of {rows} failed"
    return time.perf_counter() - began, used.ru_maxrss


def main() -> None:
    """Measure with this many articles."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("start to first claim, seconds (under 2.5 wanted)", f"{min(first_claim(folder) for _ in range(3)):.2f}")
        small, large = write(folder / "few.jsonl", FEW), write(folder / "many.jsonl", many)
        few, memory_few = built(small, folder / "graph", "--jobs", "2")
        whole, memory_many = built(large, folder / "graph", "--jobs", "2")
        show(f"articles a second, two processes, {many:,} articles", f"{many / whole:.0f}")
        show(f"cost of an article at {many:,} / at {FEW:,} (time)", f"{whole / many / (few / FEW):.2f}")
        show(f"memory at {many:,} articles / at {FEW:,}", f"{memory_many / memory_few:.2f}")
        engine, _ = built(large, folder / "engine", "--engine", "dask", "--workers", "2")
        show(f"engine, two workers / --jobs 2 (speed), {many:,} articles", f"{whole / engine:.2f}")


if __name__ == "__main__":
    main()
