"""Commands beside a process that writes to the same graph."""

from __future__ import annotations

import random

from benchmarks import made
from graphkit.store import Store
from tests.cli.preloaded import graphkit


def test_check_beside_a_writer_finds_no_fault_in_what_is_being_written(tmp_path):
    """Rows of the index follow the articles; check counted those to come as wrong and advised a repair, which is refused meanwhile."""
    folder = tmp_path / "g"
    with Store.open(folder, create=True).writer() as writer:
        for number in range(3):
            writer.add(made.record(f"text {number}", random.Random(number), ["Albia", "Borduria", "Caledon"]))
        beside = graphkit("check", "--graph", folder, cwd=tmp_path)
        refused = graphkit("check", "--repair", "--graph", folder, cwd=tmp_path)
    after = graphkit("check", "--graph", folder, cwd=tmp_path)
    assert (beside.returncode, beside.stdout.splitlines()[1]) == (0, "the index is being written by another process; check it again when that is done")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "is being written to by another process" in refused.stderr
    assert (after.returncode, after.stdout.splitlines()[1]) == (0, "the index matches the graph")
