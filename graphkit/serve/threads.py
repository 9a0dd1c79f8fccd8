"""Run work of handlers in threads."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from anyio import to_thread

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


async def run_sync(work: Callable[[*Ts], T], *args: *Ts) -> T:
    """Run work in a thread; iterators of the engine, which an error could carry to another thread, end there."""
    return await to_thread.run_sync(_released, work, *args)


def _released(work: Callable[[*Ts], T], *args: *Ts) -> T:
    try:
        return work(*args)
    except OSError as error:
        traceback.clear_frames(error.__traceback__)
        raise
