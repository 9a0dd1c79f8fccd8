"""All content of the project is our own: it contains no run of words of the gold sets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tests.quality import gold_folder

# Long enough to exclude names of bodies ("the Movement for the Liberation of Congo").
RUN = 8


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def test_no_sentence_of_others_stands_here():
    sets = sorted((gold_folder() / "gold").glob("*.jsonl"))
    if not sets:
        pytest.skip("the gold sets are not here")
    theirs = {run for path in sets for line in path.read_text().splitlines() for run in runs(json.loads(line).get("text", ""))}
    assert theirs
    ours = [p for folder in ("graphkit", "seeds", "tests", "examples", "training", "ontology") for p in (ROOT / folder).rglob("*")]
    # The actors files hold names only, and a name is a fact, however long.
    names = ROOT / "seeds" / "actors"
    written = [p for p in ours if p.suffix in (".py", ".md", ".txt", ".csv", ".ttl", ".trig", ".rq", ".html") and not (p.parent == names and p.suffix == ".csv")]
    assert [(p.name, run) for p in written for run in runs(p.read_text(encoding="utf-8", errors="replace")) if run in theirs] == []
