"""`make bench`: what many articles cost, on one machine and by the engine, on made-up articles.

    python -m benchmarks.scale [ARTICLES]

Prints ratios of runs after each other: seconds until the first claim (under 2.5 are wanted), cost
of an article and memory at ARTICLES (20,000 unless told) over those at 1,000 (at most 1.1 and 1.2
are wanted), and the engine on two local workers over `--jobs 2` (at least .85).
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
    """Seconds from the start of the program until it prints a claim."""
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
    """Seconds that a build takes, and the most memory in kB that it or a process of it held."""
    shutil.rmtree(graph, ignore_errors=True)
    began = time.perf_counter()
    program = subprocess.Popen([sys.executable, "-m", "graphkit", "build", str(rows), "--graph", str(graph), "--quiet", *more])
    _, status, used = os.wait4(program.pid, 0)
    assert status == 0, f"the build of {rows} failed"
    return time.perf_counter() - began, used.ru_maxrss


def main() -> None:
    """Measure so many articles."""
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
