"""Request handlers of the SPARQL 1.1 Protocol and the Graph Store Protocol for one graph."""

from __future__ import annotations

import contextlib
import json
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.errors import GraphkitError, StoreLocked
from graphkit.query import named_queries, term_notices
from graphkit.serve.access import Access
from graphkit.serve.answers import SAFE, accepted, check_token, read_body
from graphkit.serve.connected import cancel_on_disconnect
from graphkit.serve.current import Current
from graphkit.serve.describe import COUNTS, service
from graphkit.serve.graphs import parse_documents
from graphkit.serve.negotiate import HTML, TRIPLES, best
from graphkit.serve.pool import Busy, Pool
from graphkit.serve.protocol import (
    OFFERED,
    UPDATE,
    ParsedRequest,
    RequestError,
    formats,
    kind_of,
    parse_request,
)
from graphkit.serve.response_cache import STATE, CachedResponse, ResponseCache, cache_key
from graphkit.serve.settings import Settings
from graphkit.serve.threads import run_sync
from graphkit.store import (
    MEMORY_LIMIT,
    UNNAMED_GRAPH,
    VOLATILE_FUNCTIONS,
    Answer,
    Result,
    Term,
    Worker,
    result_of,
)

T = TypeVar("T")
# Maximum characters of an Accept header: it is parsed in the event loop.
_ACCEPT = 4096


class Endpoint:
    """Runs queries in a pool of processes and writes in a single one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.access = Access(settings)
        self.current = Current(settings.folder)
        self._pool = Pool(
            settings.folder,
            size=settings.queries,
            wait=settings.timeout,
            timeout=settings.timeout,
            rows=settings.rows,
            largest=settings.largest,
        )
        self._clerk = Worker(settings.folder, memory=MEMORY_LIMIT, program="graphkit.serve.writing_process")
        self._writing = threading.Lock()
        self.remembered = ResponseCache()

    async def warm(self) -> None:
        """Start a process ahead of the first query, and have it read the labels, which every named query needs."""
        with contextlib.suppress(GraphkitError):
            await self._pool.ask(named_queries()["who-backs"].sparql, rows=1)

    def close(self) -> None:
        """Stop all processes."""
        self._pool.close()
        self._clerk.close()

    async def ask(self, query: str, then: Callable[[Result], T], *, timeout: float | None = None, **dataset: Any) -> T:
        """Apply `then` to the answer of a query, in one thread, as an answer must not leave its thread; see `Pool.ask`."""
        answer = await self._pool.ask(query, timeout=timeout, **dataset)
        return await run_sync(_made, answer, then)

    async def written(self, query: str, accept: str, **dataset: Any) -> tuple[str, Answer]:
        """Return media type and answer of a query in a format that the client accepts.

        Raises:
            RequestError: 406 if the client accepts none.
        """
        wanted = formats(accept[:_ACCEPT])
        answer = await self._pool.ask(query, formats={kind: one and one[1] for kind, one in wanted.items()}, **dataset)
        if (found := wanted[answer.kind]) is None:
            raise RequestError(406, f"the answer can be {', '.join(OFFERED[answer.kind])}")
        return found[0], answer

    async def rows(self, query: str) -> list[tuple[Term | None, ...]]:
        """Return the rows of an answer."""
        return await self.ask(query, list)

    async def write(self, request: Mapping[str, Any]) -> bool:
        """Perform one write; writes are serialised."""
        return await run_sync(self._write, request)

    def _write(self, request: Mapping[str, Any]) -> bool:
        if not self._writing.acquire(timeout=self.settings.timeout):
            raise Busy("another client is writing; try again in a moment")
        try:
            return self._sent(request)
        finally:
            self._writing.release()

    def _sent(self, request: Mapping[str, Any]) -> bool:
        """Perform a write, retrying while the graph is locked: a concurrent reading job only locks it briefly."""
        self._clerk.start()
        until = time.monotonic() + self.settings.timeout
        while True:
            try:
                return bool(json.loads(self._clerk.send(request, timeout=self.settings.timeout).data))
            except StoreLocked:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    async def sparql(self, request: Request) -> Response:
        """The SPARQL Protocol; without a query, the service description, or for browsers the query page."""
        posts = request.method == "POST" and kind_of(request.headers.get("content-type", "")) == UPDATE
        if posts:
            check_token(request, self.settings.token)
        body = await read_body(request, self.settings.upload if posts else self.settings.body) if request.method == "POST" else b""
        given = parse_request(request.method, request.scope["query_string"], request.headers.get("content-type", ""), body)
        if given.query is None:
            return await self._described(request)
        return await (self._updated if given.update else self._answered)(request, given)

    async def _answered(self, request: Request, given: ParsedRequest) -> Response:
        accept = accepted(request, given.parameters)
        key = cache_key(request.scope) if request.method == "GET" else (given.query or "", given.default, given.named, accept)
        # A response computed during a write is cached under the earlier state and not found again.
        now = request.scope[STATE]
        if (kept := self.remembered.get(now, key)) is not None:
            return kept.response
        response = await cancel_on_disconnect(request, self._reply(given, accept, now))
        if not _changes(given.query or ""):
            self.remembered.put(now, key, CachedResponse.of(response))
        return response

    async def _reply(self, given: ParsedRequest, accept: str, state: object) -> Response:
        kind, answer = await self.written(given.query or "", accept, default=given.default or None, named=given.named or None, state=state)
        more = {"X-Result-Limited": str(self.settings.rows)} if answer.more else {}
        if answer.unknown:
            more["X-Query-Notice"] = _header(" ".join(await run_sync(lambda: term_notices(answer.unknown, self.current.now().view))))
        return Response(answer.data, media_type=kind, headers={**SAFE, **more, "Vary": "Accept"})

    async def _updated(self, request: Request, given: ParsedRequest) -> Response:
        check_token(request, self.settings.token)
        base = str(request.url.replace(query=""))
        await self.write({"update": given.query, "base": base, "default": given.default, "named": given.named})
        return Response(status_code=204, headers=SAFE)

    async def _described(self, request: Request) -> Response:
        accept = accepted(request)
        # RDF for `*/*`; browsers ask for HTML explicitly.
        if accept and best(accept, {**TRIPLES, HTML: ""}) == HTML:
            return RedirectResponse("/ask", 303, headers={**SAFE, "Vary": "Accept"})
        numbers = {name: int(str((await self.rows(text))[0][0])) for name, text in COUNTS.items()}
        query = service(str(request.url_for("sparql")), numbers, writes=self.settings.token is not None)
        kind, answer = await self.written(query, accept)
        return Response(answer.data, media_type=kind, headers={**SAFE, "Vary": "Accept"})

    async def graph(self, request: Request) -> Response:
        """A graph, with the Graph Store Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""
        name = _graph(request)
        if request.method in ("GET", "HEAD"):
            return await cancel_on_disconnect(request, self._read(request, name))
        check_token(request, self.settings.token)
        if request.method == "DELETE":
            if not await self.write({"drop": _needed(name)}):
                raise RequestError(404, f"there is no graph {name}")
            return Response(status_code=204, headers=SAFE)
        made = name is None and request.method == "POST"
        # A graph posted to the store itself gets a generated name.
        target = f"{_address(request)}/{uuid.uuid4()}" if made else _needed(name)
        data = parse_documents(request.headers.get("content-type", ""), await read_body(request, self.settings.upload))
        new = await self.write({"put": target, "data": data, "replace": request.method == "PUT"})
        return Response(status_code=201 if new else 204, headers={**SAFE, **({"Location": target} if made else {})})

    async def _read(self, request: Request, name: str | None) -> Response:
        graph = _needed(name)
        if graph != UNNAMED_GRAPH and not await self.ask(f"ASK {{ GRAPH <{graph}> {{}} }}", bool):
            raise RequestError(404, f"there is no graph {graph}")
        query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        kind, answer = await self.written(query, accepted(request), default=[graph])
        if answer.more:
            raise RequestError(413, f"the graph has more than {self.settings.rows:,} triples; ask for parts of it at /sparql")
        return Response(answer.data, media_type=kind, headers={**SAFE, "Vary": "Accept"})


def _made(answer: Answer, then: Callable[[Result], T]) -> T:
    try:
        return then(result_of(answer))
    except Exception as error:
        # The traceback would keep a reference to the engine's answer, which must not leave this thread.
        raise error.with_traceback(None) from None


def _changes(query: str) -> bool:
    """Whether a query may be non-deterministic, judged by its keywords."""
    upper = query.upper()
    return any(word in upper for word in VOLATILE_FUNCTIONS)


def _header(text: str) -> str:
    """Return a text as a header value: printable ASCII, other characters escaped."""
    return "".join(ch if " " <= ch <= "~" else ascii(ch)[1:-1] for ch in text)


def _address(request: Request) -> str:
    return str(request.url_for("graphs"))


def _graph(request: Request) -> str | None:
    """Return the IRI of the requested graph: `graph=IRI`, `default`, or the address itself; None if not given."""
    names = request.query_params.getlist("graph")
    default = "default" in request.query_params
    if len(names) + default > 1:
        raise RequestError(400, "name one graph: graph=IRI or default")
    if default:
        return UNNAMED_GRAPH
    if names:
        if any(ch in '<>"{}|^`\\' or ch <= " " for ch in names[0]) or ":" not in names[0]:
            raise RequestError(400, f"{names[0]!r} is not an absolute IRI of a graph")
        return names[0]
    return str(request.url.replace(query="")) if "name" in request.path_params else None


def _needed(name: str | None) -> str:
    if name is None:
        raise RequestError(400, "say which graph: graph=IRI or default")
    return name
