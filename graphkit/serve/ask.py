"""The query page: SPARQL editor, named queries and recipes, and results as table, chart, network or file."""

from __future__ import annotations

import dataclasses
import re
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graphkit.errors import GraphkitError, QueryTimeout
from graphkit.export import workbook
from graphkit.query import NamedQuery, named_query, restricted_query, unknown_term_notices
from graphkit.serve import completions, pages
from graphkit.serve.answers import SAFE, html, status_of
from graphkit.serve.chart import chart_values
from graphkit.serve.connected import cancel_on_disconnect
from graphkit.serve.cookbook import Recipe, cookbook, recipe
from graphkit.serve.display_options import DisplayOptions
from graphkit.serve.downloads import XLSX
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.grid import PAGE, Grid, Names, Row, grid, labels, number, ordered
from graphkit.serve.network_drawing import columns, network_values
from graphkit.serve.protocol import RequestError
from graphkit.serve.quoted import cells, quotes_of
from graphkit.serve.search import LONGEST
from graphkit.serve.threads import run_sync
from graphkit.store import fingerprint

# Cached results for paging, sorting and other views: maximum number, and maximum cells of each.
_CACHE_SIZE, _CELLS = 4, 50_000
# Maximum number of texts looked up as names, each of which costs an index lookup.
_LOOKED_UP = 3000
# For links to named queries on a large graph: time limit in seconds, row limit, and maximum number of remembered slow queries.
OPENING, FIRST, _SLOW = 2.0, 1000, 200
# Seconds until a slow query is tried again: it may have been the first, with nothing read from disk yet, or run beside others.
AGAIN = 60.0
# Download formats: label, format name, file name ending.
_ROWS = (("CSV", "csv", "csv"), ("TSV", "tsv", "tsv"), ("JSON", "json", "json"), ("XML", "xml", "xml"))
_TRIPLES = (("Turtle", "turtle", "ttl"), ("N-Triples", "ntriples", "nt"), ("JSON-LD", "jsonld", "jsonld"), ("RDF/XML", "rdfxml", "rdf"))
# Metadata comment of a named query, not shown to users.
_INNER = re.compile(r"^# ends: .*\n", re.MULTILINE)
_PLACE = re.compile(r" at line (\d+), column (\d+)")


class Ask:
    """Handlers of the query page."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._cache: OrderedDict[object, Grid] = OrderedDict()
        # When a query was slow last.
        self._slow: dict[object, float] = {}

    async def page(self, request: Request) -> Response:
        """The query page, with the result of `query`, of the named query `name` (about the actors `subject` and `object`) or of a cookbook `recipe`; `download=xlsx` returns a file.

        A named query or recipe that is slow on a large graph is shown without a result; it runs when its text is submitted or a sort column is given.
        """
        return await cancel_on_disconnect(request, self.show(request))

    async def show(self, request: Request) -> Response:
        """Answer a request for the page, whether or not the client still waits for it."""
        chosen, known = _chosen(request.query_params)
        ready = chosen or known
        look = DisplayOptions.of(ready.sparql if ready is not None else request.query_params.get("query", ""), request.query_params)
        values: dict[str, Any] = {"look": look, "answer": None, "error": None, "notices": [], "waiting": False, "cookbook": cookbook()}
        status = 200
        if look.query.strip():
            try:
                if known is not None and chosen is None:
                    values["look"] = look = dataclasses.replace(look, query=_INNER.sub("", await run_sync(self._about, known, request.query_params)))
                file = request.query_params.get("download") == "xlsx"
                # Sorting needs the complete result, not only its first rows.
                found = await (self._found(look) if ready is None or file or look.sort is not None else self._opened(look))
                if file and found is not None:
                    return await _workbook(found)
                values["answer"], values["waiting"] = await self._answer(found, look) if found is not None else None, found is None
                values["notices"] = await run_sync(lambda: unknown_term_notices(look.query, self._endpoint.current.now().view))
            except GraphkitError as error:
                values["error"], status = _wrong(str(error), look.query), status_of(error)
        return html(pages.page("ask", **values), status)

    def _about(self, known: NamedQuery, given: Mapping[str, str]) -> str:
        """Return the SPARQL of a named query for the actors given in its form."""
        subject, object_ = (given.get(end, "").strip()[:LONGEST] for end in ("subject", "object"))
        if not (subject or object_):
            return known.sparql
        return restricted_query(known.name, list(self._endpoint.current.now().actors.values()), subject=subject, object_=object_)

    async def _opened(self, look: DisplayOptions) -> Grid | None:
        """Return the result of a query opened by name; None if it takes longer than `OPENING` on a large graph."""
        key = (await run_sync(fingerprint, self._endpoint.settings.folder), look.query)
        if key in self._cache or not await run_sync(lambda: self._endpoint.current.now().large):
            return await self._found(look)
        if time.monotonic() - self._slow.get(key, -AGAIN) < AGAIN:
            return None
        try:
            return await self._found(look, timeout=OPENING, rows=FIRST)
        except QueryTimeout:
            if len(self._slow) >= _SLOW:
                self._slow.clear()
            self._slow[key] = time.monotonic()
            return None

    async def _found(self, look: DisplayOptions, *, timeout: float | None = None, rows: int | None = None) -> Grid:
        """Return the result of a query, sorted as requested."""
        whole = (await run_sync(fingerprint, self._endpoint.settings.folder), look.query)
        key = whole if rows is None else (*whole, rows)
        cached = self._cache.pop(key, None)
        found = cached if cached is not None else await self._endpoint.ask(look.query, grid, timeout=timeout, rows=rows)
        if not found.more:
            key = whole
        if len(found.rows) * len(found.heads) <= _CELLS:
            self._cache[key] = found
            while len(self._cache) > _CACHE_SIZE:
                self._cache.popitem(last=False)
        if look.sort is None or look.sort >= len(found.heads):
            return found
        sorted_ = await run_sync(lambda: ordered(found.rows, look.sort or 0, found.kinds[look.sort or 0], down=look.down))
        return dataclasses.replace(found, rows=tuple(sorted_))

    async def _answer(self, found: Grid, look: DisplayOptions) -> dict[str, Any]:
        """Return the values of the page for a result."""
        pages_ = max(1, -(-len(found.rows) // PAGE))
        page = min(look.page, pages_)
        rows = found.rows[(page - 1) * PAGE : page * PAGE]
        names, quotes = await self._names([*rows, *found.rows[:PAGE]]), await quotes_of(self._endpoint, rows)
        views = ["table", *(["chart"] if found.kind == "select" and found.rows else []), *(["network"] if columns(found, names) else [])]
        view = look.view if look.view in views else "network" if found.kind == "graph" and "network" in views else "table"
        figure = await run_sync(_figure, found, names, look, view)
        return {
            "found": found,
            "rows": [cells(row, names, quotes) for row in rows],
            "first": (page - 1) * PAGE + 1,
            "page": page,
            "pages": pages_,
            "limit": self._endpoint.settings.rows,
            "only_first": found.more and len(found.rows) < self._endpoint.settings.rows,
            "views": views,
            "view": view,
            "figure": figure,
            "files": _files(found, look),
        }

    async def _names(self, rows: Iterable[Row]) -> Names:
        """Return the IRIs of names among the texts; ambiguous names are omitted."""
        texts = labels(rows)[:_LOOKED_UP]
        if not texts:
            return {}
        values = " ".join(f"{pages.literal(text)}@{language}" for text, language in texts)
        found: dict[tuple[str, str], set[str]] = {}
        for label, thing in await self._endpoint.rows(_NAMED.format(values=values)):
            if label is not None and thing is not None and thing.kind == "iri":
                found.setdefault((label.value, label.language or ""), set()).add(thing.value)
        return {name: things.pop() for name, things in found.items() if len(things) == 1}

    async def vocabulary(self, request: Request) -> Response:
        """Completions for the editor: prefixes and terms of the ontology.

        With `actor` or `graph`, the actors or named graphs with a matching name: a list of {word, name}.
        """
        for what in completions.QUERIES:
            if what in request.query_params:
                return JSONResponse(await completions.found(self._endpoint, what, request.query_params[what]), headers=SAFE)
        return JSONResponse(await completions.words(self._endpoint), headers=SAFE)


def _chosen(given: Mapping[str, str]) -> tuple[Recipe | None, NamedQuery | None]:
    """Return the recipe and the named query that a request names.

    Raises:
        UnknownName: there is no such query.
        RequestError: 404 if there is no such recipe.
    """
    number, name = given.get("recipe", ""), given.get("name", "")
    chosen = recipe(number)
    if number and chosen is None:
        raise RequestError(404, f"there is no recipe {number[:20]!r} in the cookbook")
    return chosen, named_query(name) if name else None


_NAMED = "SELECT ?label ?thing WHERE {{ VALUES ?label {{ {values} }} ?thing rdfs:label ?label }} LIMIT 10000"


def _figure(found: Grid, names: Names, look: DisplayOptions, view: str) -> dict[str, Any] | None:
    if view == "chart":
        return chart_values(found, names, along=look.along, value=look.value)
    return network_values(found, names) if view == "network" else None


def _files(found: Grid, look: DisplayOptions) -> list[dict[str, str]]:
    """Return the downloads offered for a result."""
    from urllib.parse import urlencode

    known = _TRIPLES if found.kind == "graph" else _ROWS if found.kind == "select" else _ROWS[2:]
    files = [{"name": name, "file": f"answer.{ending}", "address": "/sparql?" + urlencode({"query": look.query, "format": format_})} for name, format_, ending in known]
    if find_spec("xlsxwriter") is not None and found.kind != "ask":
        files.append({"name": "XLSX", "file": "answer.xlsx", "address": look.address(view="", page=1) + "&download=xlsx"})
    return files


async def _workbook(found: Grid) -> Response:
    data = await run_sync(_sheet, found)
    return Response(data, media_type=XLSX, headers={**SAFE, "Content-Disposition": 'attachment; filename="answer.xlsx"'})


def _sheet(found: Grid) -> bytes:
    """Return a result as a workbook with one sheet."""
    rows = [{head: term.short if (value := number(term)) is None else value for head, term in zip(found.heads, row, strict=True) if term is not None} for row in found.rows]
    return workbook(("answer", found.heads, rows))


def _wrong(message: str, query: str) -> dict[str, Any]:
    """Return an error with its line and column in the query, if the message contains them."""
    place = _PLACE.search(message)
    lines = query.replace("\r\n", "\n").split("\n")
    if place is None or int(place.group(1)) > len(lines):
        return {"message": message, "line": None}
    line, column = int(place.group(1)), int(place.group(2))
    start = max(0, column - 60)
    text = lines[line - 1][start : start + 120].replace("\t", " ")
    return {"message": message, "line": line, "column": column, "text": text, "mark": " " * (column - 1 - start) + "^"}
