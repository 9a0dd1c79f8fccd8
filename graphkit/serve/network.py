"""The interactive network; for a large graph only its strongest ties, rendered in a separate process."""

from __future__ import annotations

import json
import threading
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from graphkit.api import Graph
from graphkit.errors import GraphkitError
from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.current import Current
from graphkit.serve.negotiate import HTML
from graphkit.serve.survey import MEMORY, PROGRAM, SECONDS
from graphkit.serve.threads import run_sync
from graphkit.store import Worker, fingerprint


class Network:
    """Handler of the network page of one graph."""

    def __init__(self, folder: Path, current: Current) -> None:
        self._folder, self._current = folder, current
        self._drawn: tuple[object, bytes] = (None, b"")
        self._failed: tuple[object, str] = (None, "")
        self._worker = Worker(folder, memory=MEMORY, program=PROGRAM)
        self._drawing = threading.Lock()

    async def show(self, request: Request) -> Response:
        """The interactive network; while a large graph is being drawn, a page that reloads itself.

        Raises:
            GraphkitError: it cannot be drawn.
        """
        now = await run_sync(fingerprint, self._folder)
        if self._drawn[0] != now:
            if await run_sync(lambda: self._current.now().large):
                if self._failed[0] == now:
                    raise GraphkitError(f"the network cannot be drawn: {self._failed[1]}")
                self._begin()
                return html(pages.page("network"))
            graph = await run_sync(Graph.open, self._folder)
            self._drawn = (now, (await run_sync(partial(graph.page, served=True))).encode())
        # The page contains its own Content-Security-Policy with hashes of its scripts.
        return Response(self._drawn[1], media_type=HTML, headers=SAFE)

    def _begin(self) -> None:
        """Start rendering the strongest ties, unless already running."""
        if self._drawing.acquire(blocking=False):
            threading.Thread(target=self._draw, daemon=True).start()

    def _draw(self) -> None:
        now = fingerprint(self._folder)
        try:
            reply = json.loads(self._worker.send({"stage": "network"}, timeout=SECONDS).data)
            self._drawn = (now, reply["page"].encode())
        except (GraphkitError, OSError, ValueError) as error:
            self._failed = (now, str(error))
        finally:
            # It has all claims in memory and is rarely needed.
            self._worker.close()
            self._drawing.release()

    def close(self) -> None:
        """Stop the process."""
        self._worker.close()
