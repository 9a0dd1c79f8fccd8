"""How long a question may work: only the time is counted in which it does, not that in which its rows wait for their reader."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import TypeVar

from graphkit.errors import QueryTimeout

_Row = TypeVar("_Row")


class Clock(threading.local):
    """The time that is left to what a thread asks now; no limit but within `limited`."""

    _end: float | None = None
    _seconds = 0.0

    def passed(self) -> bool:
        """Whether there is none left."""
        return self._end is not None and time.monotonic() >= self._end

    def check(self) -> None:
        """Go on only while there is some left.

        Raises:
            QueryTimeout: there is none.
        """
        if self.passed():
            raise too_long(self._seconds)

    def limited(self, rows: Iterator[_Row], seconds: float) -> Iterator[_Row]:
        """The same rows, as long as making them has taken less than so many seconds.

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
                raise too_long(seconds)
            yield row  # type: ignore[misc]  # It is not the mark of the end.


def too_long(seconds: float) -> QueryTimeout:
    """The error of a query that was stopped."""
    return QueryTimeout(f"the query ran longer than {seconds:g} s and was stopped; narrow it, or raise --timeout")
