"""Threads that read one index do not deadlock; tested in a child process, since a hanging thread cannot be ended from inside."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from graphkit.store import Store

ASKING = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from graphkit.store.index import Index

index = Index.of(Path(sys.argv[1]))
numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"

def call():
    for _ in range(400):
        index.all(f"{numbers} SELECT sum(length(lowered(CAST(i AS TEXT)))) FROM n")

def read():
    for _ in range(100):
        assert len(index.all(f"{numbers} SELECT i, i, i FROM n")) == 300
        # Only the first row of what is asked is read.
        next(index.each(f"{numbers} SELECT n.i FROM n, n AS m"))

with ThreadPoolExecutor() as threads:
    for done in [threads.submit(each) for each in (call, read, read)]:
        done.result()
"""


def test_a_question_that_calls_python_and_threads_that_read_rows_all_end(tmp_path):
    with Store.open(tmp_path / "g", create=True).writer(texts=False):
        pass
    subprocess.run([sys.executable, "-c", ASKING, str(tmp_path / "g")], check=True, timeout=120)


def test_threads_that_query_one_view_get_their_own_answers(tmp_path):
    view = Store.open(tmp_path / "g", create=True).view()

    def asked(number):
        return [str(term) for (term,) in view.query(f"SELECT ({number} AS ?n) {{}}")]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(asked, range(20))) == [[str(number)] for number in range(20)]
