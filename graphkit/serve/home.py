"""The home page: where to begin, what a graph holds, what was not read; and names completed while they are typed."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.search import LONGEST, found
from graphkit.serve.survey import Survey

# Rows that completion offers, and rows of what was not read.
OFFERED, UNREAD = 10, 10
_LISTS = ("failures.csv", "skipped.csv", "inbox/not-read.csv")


class Home:
    """Handlers of the home page of one graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.survey = Survey(endpoint.settings.folder)

    async def show(self, request: Request) -> Response:
        """The home page; an address of the time when it was the page to ask on goes on to that page."""
        if "query" in request.query_params or "name" in request.query_params:
            return RedirectResponse(f"/ask?{request.url.query}", 308, headers=SAFE)
        told, current = await run_sync(self.survey.now)
        door = self._endpoint.door
        left, number = await run_sync(unread, self._endpoint.settings.folder)
        return html(pages.page("home", told=told, current=current, knows=door.knows(request), writes=door.writes, left=left, number=number))

    async def complete(self, request: Request) -> Response:
        """Actors, conflicts and articles whose names hold `q`: a list of {name, kind, address, claims}, the nearest first."""
        words = " ".join(request.query_params.get("q", "")[:LONGEST].split()).casefold()
        told, _ = await run_sync(self.survey.now)
        if told is None:
            rows = [{"name": name, "kind": "actor", "address": address, "claims": number} for name, address, number in await found(self._endpoint, words, OFFERED)]
        else:
            rows = completed(words, told)
        return JSONResponse(rows, headers=SAFE)


def completed(words: str, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What fits words: actors by any spelling first, then conflicts, then articles; of each those that begin with them first.

    Args:
        words: casefolded; "" fits nothing.
        told: the survey.
    """
    if not words:
        return []
    actors = [(_rank(words, (name, *others)), -number, name, f"/id/{quote(actor, safe='')}", number) for name, others, actor, number in told["names"]]
    conflicts = [(_rank(words, (one["name"],)), -one["claims"], one["name"], f"/conflict/{quote(one['id'], safe='')}", one["claims"]) for one in told["conflicts"]]
    titles = [(_rank(words, (title,)), 0, title, f"/article/{key}", 0) for title, key in told["titles"]]
    rows = [(kind, row) for kind, found_ in (("actor", actors), ("conflict", conflicts), ("article", titles)) for row in sorted(each for each in found_ if each[0] < 3)]
    return [{"name": name, "kind": kind, "address": address, "claims": number} for kind, (_, _, name, address, number) in rows[:OFFERED]]


def _rank(words: str, names: tuple[str, ...]) -> int:
    """0 where a name begins with the words, 1 where one of its words does, 2 where they stand in it, else 3."""
    folded = [name.casefold() for name in names]
    if any(name.startswith(words) for name in folded):
        return 0
    if any(f" {words}" in name for name in folded):
        return 1
    return 2 if any(words in name for name in folded) else 3


def unread(folder: Path, most: int = UNREAD) -> tuple[list[tuple[str, str]], int]:
    """Source and reason of what was not read, by the last build and in the browser: the first ones of each, and how many in all."""
    rows: list[tuple[str, str]] = []
    number = 0
    for name in _LISTS:
        try:
            with (folder / name).open(encoding="utf-8", errors="replace", newline="") as stream:
                found_ = [(row[0], row[1]) for row in csv.reader(stream) if len(row) == 2][1:]
        except (OSError, csv.Error):
            continue
        rows += found_[-most:]
        number += len(found_)
    return rows, number
