"""Downloads of all claims: CSV, streamed, and a workbook, written to a temporary file first."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from graphkit.export import CLAIM_COLUMNS, claim_rows, claims_workbook, csv_lines
from graphkit.serve.answers import SAFE
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.threads import run_sync
from graphkit.store import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Lines per chunk.
_LINES = 200


class Downloads:
    """Handlers of the downloads of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def csv(self, request: Request) -> Response:
        """Active claims as CSV, streamed."""
        lines = await run_sync(self._lines)
        return StreamingResponse(_portions(lines), media_type="text/csv; charset=utf-8", headers=_named("claims.csv"))

    async def xlsx(self, request: Request) -> Response:
        """Active claims as a workbook."""
        return _TemporaryFile(await run_sync(self._workbook), media_type=XLSX, headers=_named("claims.xlsx"))

    def _lines(self) -> Iterator[str]:
        rows = claim_rows(Store.open(self._endpoint.settings.folder).view())
        lines = csv_lines(CLAIM_COLUMNS, ([row[name] for name in CLAIM_COLUMNS] for row in rows))
        # Reads the first line eagerly, so that an unreadable graph gives an error response, not a truncated file.
        return chain(list(islice(lines, 1)), lines)

    def _workbook(self) -> Path:
        handle, name = tempfile.mkstemp(suffix=".xlsx")
        os.close(handle)
        path = Path(name)
        try:
            claims_workbook(claim_rows(Store.open(self._endpoint.settings.folder).view()), path)
        except BaseException:
            path.unlink()
            raise
        return path


class _TemporaryFile(FileResponse):
    """A response with the content of a file that is removed afterwards, even if the client or the server stops before its end."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            Path(self.path).unlink(missing_ok=True)


def _portions(lines: Iterator[str]) -> Iterator[bytes]:
    while portion := "".join(islice(lines, _LINES)):
        yield portion.encode()


def _named(file: str) -> dict[str, str]:
    return {**SAFE, "Content-Disposition": f'attachment; filename="{file}"'}
