"""The live network, files that the pages load, and what machines ask of a server."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from graphkit.api import Graph
from graphkit.serve import pages
from graphkit.serve.answers import SAFE
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.negotiate import HTML
from graphkit.serve.protocol import Refused
from graphkit.store import state


class Site:
    """Handlers over one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._network: tuple[object, bytes] = (None, b"")

    async def network(self, request: Request) -> Response:
        """The interactive network of the graph as it stands."""
        now = await run_sync(state, self._endpoint.settings.folder)
        if self._network[0] != now:
            graph = await run_sync(Graph.open, self._endpoint.settings.folder)
            self._network = (now, (await run_sync(partial(graph.page, served=True))).encode())
        # The page brings its own policy, with a hash for each of its scripts.
        return Response(self._network[1], media_type=HTML, headers=SAFE)

    async def asset(self, request: Request) -> Response:
        """A file that the pages load."""
        if request.path_params["name"] not in pages.ASSETS:
            raise Refused(404, "there is no such file")
        path, kind = pages.ASSETS[request.path_params["name"]]
        return FileResponse(path, media_type=kind, headers={**SAFE, "Cache-Control": "max-age=3600"})

    async def health(self, request: Request) -> Response:
        """Whether the server answers."""
        return JSONResponse({"status": "ok"}, headers=SAFE)

    async def void(self, request: Request) -> Response:
        """Where the description of the dataset is."""
        return RedirectResponse("/sparql", 303, headers=SAFE)
