"""Time limit of a query that counts only the time spent working, not the time its rows wait for their reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import TypeVar

from graphkit.errors import QueryTimeout

_Row = TypeVar("_Row")


class Clock(threading.local):
    """The time left for the current query of each thread; unlimited outside of `limited`."""

    _end: float | None = None
    _seconds = 0.0

    def passed(self) -> bool:
        """Return whether the time is up."""
        return self._end is not None and time.monotonic() >= self._end

    def check(self) -> None:
        """Raise if the time is up.

        Raises:
            QueryTimeout: the time is up.
        """
        if self.passed():
            raise timeout_error(self._seconds)

    def limited(self, rows: Iterator[_Row], seconds: float) -> Iterator[_Row]:
        """Yield the rows while producing them has taken less than `seconds`.

        Raises:
            QueryTimeout: it has taken longer.
        """
        left, done = seconds, object()
        while True:
            began = time.monotonic()
            self._seconds, self._end = seconds, began + left
            try:
                row = next(rows, done)
            finally:
                self._end = None
            left -= time.monotonic() - began
            if row is done:
                return
            if left <= 0:
                raise timeout_error(seconds)
            yield row  # type: ignore[misc]  # not the sentinel


def timeout_error(seconds: float) -> QueryTimeout:
    """Return the error for a query that was stopped."""
    return QueryTimeout(f"the query ran longer than {seconds:g} s and was stopped; narrow it, or raise the timeout")
