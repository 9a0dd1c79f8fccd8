"""The examples run as they stand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from graphkit import Graph
from tests.conftest import ROOT


def test_the_first_look_runs(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "first_look.py", tmp_path / "graph"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
    )
    assert "graph:UAE" in done.stdout
    assert (tmp_path / "first-look.html").exists()


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.rq")), ids=lambda path: path.name)
def test_every_example_query_answers_over_the_seeds(path, seed_folder):
    assert list(Graph.open(seed_folder).query(path.read_text(encoding="utf-8")))
