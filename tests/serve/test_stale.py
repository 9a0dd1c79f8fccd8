"""A page or query whose view of the graph lost a file to a writer is answered from a new view."""

from __future__ import annotations

import gc
import itertools
import subprocess
import sys
from types import SimpleNamespace

import pyoxigraph as engine
import pytest

from graphkit.errors import QueryError
from graphkit.serve import review
from graphkit.serve.pool import Pool
from graphkit.serve.stale import ATTEMPTS, retry_stale, retrying, run_sync
from tests.serve.aside import run

# Each flush adds a file to each index of the engine; it merges four into one.
_WRITE = """
import sys, pyoxigraph as engine
name, store = engine.NamedNode, engine.Store(sys.argv[1])
for turn in range(int(sys.argv[2])):
    store.extend([engine.Quad(name(f"urn:{turn}-{n}"), name("urn:p"), engine.Literal(f"{turn}-{n}"), name("urn:g")) for n in range(500)])
    store.flush()
"""
_GONE = "IO error: No such file or directory: While open a file for random read: /graph/data/000038.sst: No such file or directory"
_TERMS = (engine.NamedNode("urn:1-1"), engine.NamedNode("urn:p"), engine.Literal("1-1"), engine.NamedNode("urn:g"))


def written(folder, turns):
    subprocess.run([sys.executable, "-c", _WRITE, str(folder), str(turns)], check=True)


def found(quads):
    return [quad.subject for quad in quads]


def is_stale(store, pattern):
    try:
        found(store.quads_for_pattern(*pattern))
    except FileNotFoundError:
        return True
    return False


@pytest.fixture
def stores(tmp_path):
    """A view that a writer has made stale, a new one, and a pattern that only the new one can answer."""
    written(tmp_path, 3)
    stale = engine.Store.read_only(str(tmp_path))
    written(tmp_path, 4)
    pattern = next(each for each in itertools.product(*((None, term) for term in _TERMS)) if is_stale(stale, each))
    return stale, engine.Store.read_only(str(tmp_path)), pattern


def test_a_page_is_answered_from_a_new_view_and_no_iterator_leaves_its_thread(stores, monkeypatch):
    """It was an internal error, and a line on standard error for each iterator."""
    *opened, pattern = stores
    ignored = []
    monkeypatch.setattr(sys, "unraisablehook", lambda problem: ignored.append(problem.exc_value))

    async def page(request):
        """The docstring that the reference shows."""
        store = opened.pop(0)
        return await run_sync(lambda: found(store.quads_for_pattern(*pattern)))

    assert run(retrying(page)(None)) == [_TERMS[0]]
    gc.collect()
    assert ignored == []
    assert retrying(page).__doc__ == page.__doc__


def test_other_errors_are_not_repeated_and_none_for_ever():
    for error, tries in ((FileNotFoundError(_GONE), ATTEMPTS), (PermissionError("denied"), 1), (QueryError("it does not parse"), 1)):
        asked = []

        async def read(error=error, asked=asked):
            asked.append(error)
            raise error

        with pytest.raises(type(error)):
            run(retry_stale(read))
        assert len(asked) == tries


def test_a_query_is_asked_again(tmp_path, monkeypatch):
    pool, answers = Pool(tmp_path, size=1, wait=1, timeout=1, rows=1, largest=1), [QueryError(f"it cannot be answered: {_GONE}"), "answer"]

    async def answer(*_):
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    monkeypatch.setattr(pool, "_answer", answer)
    monkeypatch.setattr("graphkit.store.Worker.is_running", True)
    assert run(pool.ask("ASK {}")) == "answer"


def test_a_decision_is_checked_again(monkeypatch):
    """Before the file is written, so it is written once."""
    errors, made = [FileNotFoundError(_GONE)], []

    class Review:
        def __init__(self, folder):
            if errors:
                raise errors.pop()

        def undo(self):
            made.append("undo")

    monkeypatch.setattr(review, "Review", Review)
    page = review.ReviewPages(SimpleNamespace(settings=SimpleNamespace(folder=None)), None, None)
    run(page._done({"act": "undo"}))
    assert made == ["undo"]
