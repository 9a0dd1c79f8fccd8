"""Static files, health check and well-known addresses."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE
from graphkit.serve.protocol import RequestError
from graphkit.serve.threads import run_sync
from graphkit.store import Store


class Site:
    """Handlers that do not read the graph.

    Args:
        folder: the graph's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def asset(self, request: Request) -> Response:
        """Static files of the pages."""
        if request.path_params["name"] not in pages.ASSETS:
            raise RequestError(404, "there is no such file")
        path, kind = pages.ASSETS[request.path_params["name"]]
        return FileResponse(path, media_type=kind, headers={**SAFE, "Cache-Control": "no-cache"})

    async def health(self, request: Request) -> Response:
        """Health check: fails if the graph is gone."""
        await run_sync(Store.open, self._folder)
        return JSONResponse({"status": "ok"}, headers=SAFE)

    async def void(self, request: Request) -> Response:
        """Redirect to the description of the dataset."""
        return RedirectResponse("/sparql", 303, headers=SAFE)
