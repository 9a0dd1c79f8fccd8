"""Work of handlers in threads."""

import threading

import pytest

from graphkit.serve.threads import run_sync
from tests.serve.aside import run


def test_an_error_carries_nothing_of_the_work_to_another_thread():
    """The engine's iterators may only end in their own thread; else it prints a line on standard error for each."""
    ended = []

    class Iterator:
        def __del__(self):
            ended.append(threading.current_thread())

    def work():
        iterator, threads = Iterator(), [threading.current_thread()]
        raise OSError(threads[0].name, iterator.__class__.__name__)

    with pytest.raises(OSError, match="Iterator") as caught:
        run(run_sync(work))
    assert [thread.name for thread in ended] == [caught.value.errno]
