"""`make bench`: cost of reading relative to the bare parse of the same text, in one run.

    python -m benchmarks.reading

Prints ratios: extraction to parse, words per second of the parse and of both readers, speed of the default
reader relative to the frames alone (goal: at least .5), seconds to the first claim of a new
process (at most 2.5), memory growth from a hundred articles to a thousand, speed-up of a second
process; and reading time of adversarial texts relative to the same amount of prose.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import seconds, show
from graphkit.model import Document
from graphkit.nlp import load
from graphkit.pipeline import Jobs, Pipeline, build

ARTICLES = Path(__file__).resolve().parent.parent / "seeds" / "articles"


def texts() -> list[str]:
    """Return the seed articles."""
    return [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.iterdir())]


def figures() -> Iterator[tuple[str, str]]:
    """Yield the name and value of each figure."""
    pipeline, parser, articles = Pipeline(), load(), texts()

    def parse() -> int:
        return sum(len(s.tokens) for text in articles for s in parser.parse(text))

    def read(times: int = 1) -> None:
        for i in range(times):
            for text in articles:
                pipeline.read(Document(f"bench-{i}", text))

    words = parse()
    parsed, extracted = seconds(parse), seconds(read)
    yield "extract / parse", f"{extracted / parsed:.2f}"
    yield "words a second, parse", f"{words / parsed:,.0f}"
    frames = Pipeline(extractor="dependency")
    alone = seconds(lambda: [frames.read(Document(f"bench-{i}", text)) for i, text in enumerate(articles)])
    yield "words a second, frames alone", f"{words / alone:,.0f}"
    yield "words a second, frames and network", f"{words / extracted:,.0f}"
    yield "speed, frames and network / frames alone", f"{alone / extracted:.2f}"
    yield "seconds to the first claim of a new process", f"{_first_claim():.1f}"
    few = 100 // len(articles) + 1
    read(few)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read(few * 9)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield f"memory at {10 * few * len(articles):,} articles / at {few * len(articles)}", f"{after / before:.2f}"


def _first_claim() -> float:
    """Return the seconds that a new process takes for one article."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "graphkit", "extract", min(ARTICLES.iterdir()), "-f", "jsonl"], check=True, capture_output=True)
    return time.perf_counter() - began


def hostile() -> dict[str, str]:
    """Return adversarial texts, each as long as the seed articles together."""
    size = sum(map(len, texts()))
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = ", ".join(f"Ahmed B{letters[i % 26]}l{letters[i // 26 % 26]}m{letters[i // 676 % 26]}n" for i in range(size // 14))
    return {"'his his ...'": ("his " * size)[:size], "'of of ...'": ("of " * size)[:size], "'( ( ...'": ("( " * size)[:size], "a list of names": f"Russia backed {names}."[:size]}


def against_prose() -> Iterator[tuple[str, str]]:
    """Yield the reading time of each adversarial text relative to the same amount of prose."""
    pipeline = Pipeline()
    prose = "\n\n".join(texts())
    plain = seconds(lambda: pipeline.read(Document("prose", prose)), 2)
    for name, text in hostile().items():
        yield f"{name} / prose of the same length", f"{seconds(lambda text=text: pipeline.read(Document('hostile', text)), 2) / plain:.2f}"


def parallel() -> str:
    """Return articles per second of two processes relative to one, including the store."""
    pipeline, articles = Pipeline(), texts()
    with tempfile.TemporaryDirectory() as name:
        rows = Path(name) / "rows.jsonl"
        rows.write_text("\n".join(json.dumps({"id": f"a{i}", "text": f"Note {i}. {articles[i % len(articles)]}"}) for i in range(400)))
        taken = []
        for number in (1, 2):
            began = time.perf_counter()
            with Jobs(pipeline, number) as jobs:
                build([rows], Path(name) / f"graph{number}", jobs=jobs)
            taken.append(time.perf_counter() - began)
    return f"{taken[0] / taken[1]:.2f}"


def main() -> None:
    """Print the figures."""
    for name, value in figures():
        show(name, value)
    for name, value in against_prose():
        show(name, value)
    show("build, two processes / one (speed)", parallel())


if __name__ == "__main__":
    main()
