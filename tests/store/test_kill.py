"""kill -9 at random moments: what was reported as written is there, every article is complete with its text, the ties are right.

`GRAPHKIT_KILLS=50` kills fifty times; the default is a few.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys

from benchmarks import made
from graphkit.model import Lifecycle, hash_of
from graphkit.store import Store

KILLS = int(os.environ.get("GRAPHKIT_KILLS", "4"))
ACTORS = [f"Actor{i}" for i in range(40)]
# Writes articles, every second one a new version of the previous, and reports which are written.
WRITER = """
import random, sys
from pathlib import Path
from dataclasses import replace
from benchmarks import made
from graphkit.store import Store
before = ""
start, actors = int(sys.argv[2]), [f"Actor{i}" for i in range(40)]
with Store.open(Path(sys.argv[1]), create=True).writer() as writer:
    for number in range(start, start + 10_000):
        record = made.record(f"text {number}", random.Random(number), actors)
        record = replace(record, document=replace(record.document, id=f"article {number // 2}", outlet="Outlet"))
        record = replace(record, claims=tuple(replace(c, article=record.document.key) for c in record.claims))
        writer.add(record, earlier=[before] if number % 2 else [])
        before = record.document.key
        print(record.document.key, len({c.id for c in record.claims}), flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_written(tmp_path):
    dice, written, folder = random.Random(1), {}, tmp_path / "g"
    for turn in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(turn * 10_000)], stdout=subprocess.PIPE, text=True)
        told = [process.stdout.readline() for _ in range(dice.randrange(1, 60))]
        for _ in range(dice.randrange(200_000)):
            pass
        os.kill(process.pid, signal.SIGKILL)
        told += process.stdout.readlines()
        process.stdout.close()
        process.wait()
        # The kill may cut the last line; the article of a complete line was committed.
        written |= dict(line.split() for line in told if line.endswith("\n"))
        view = Store.open(folder).view()
        assert set(written) <= set(view.article_keys())
        for key in view.article_keys():
            assert len(view.claims_in(key)) == int(written.get(key, len(view.claims_in(key)))) >= made.PER_ARTICLE - 2
            assert hash_of(view.text(key) or "") == view.article(key).text_hash
        assert (view.drift(), view.index_drift()) == ((0, 0), 0)
    assert len(written) >= KILLS
    states = {claim.lifecycle for claim in Store.open(folder).view().claims()}
    assert states == {Lifecycle.ACTIVE, Lifecycle.SUPERSEDED}
