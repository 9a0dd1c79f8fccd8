"""The web application: which address answers what, and how it is served."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from graphkit.api import Graph
from graphkit.errors import GraphkitError, QueryError, QueryTimeout
from graphkit.query import named_queries
from graphkit.serve import pages
from graphkit.serve.describe import COUNTS, service
from graphkit.serve.negotiate import HTML, TRIPLES, best
from graphkit.serve.pool import Busy, Pool
from graphkit.serve.protocol import Refused, asked, offered, written
from graphkit.store import Result, Store, Term, state

T = TypeVar("T")
_SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
# Names that clients give for a format in the address, whatever kind of answer comes.
_SHORT = {
    "json": "application/sparql-results+json, application/ld+json;q=0.9",
    "xml": "application/sparql-results+xml, application/rdf+xml;q=0.9",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
_BODY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the endpoint may do.

    Attributes:
        folder: the graph's folder.
        timeout: seconds that a query may take.
        queries: how many queries at once.
        rows: at most so many rows or triples in an answer.
        largest: at most so many bytes in an answer.
        body: at most so many bytes in a request.
        cors: origins whose pages may ask, "*" for all; none unless given.
    """

    folder: Path
    timeout: float = 30.0
    queries: int = 4
    rows: int = 100_000
    largest: int = 64 << 20
    body: int = 1 << 20
    cors: tuple[str, ...] = ()


class _Endpoint:
    """Handlers over one graph."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.pool = Pool(
            settings.folder,
            size=settings.queries,
            wait=settings.timeout,
            timeout=settings.timeout,
            rows=settings.rows,
            largest=settings.largest,
        )
        self._network: tuple[object, bytes] = (None, b"")

    async def ask(self, query: str, then: Callable[[Result], T], **dataset: Any) -> T:
        return await run_sync(functools.partial(self.pool.ask, query, then, **dataset))

    async def rows(self, query: str) -> list[tuple[Term | None, ...]]:
        return await self.ask(query, list)

    async def sparql(self, request: Request) -> Response:
        """The protocol; without a query the service description, or the page for people."""
        given = asked(request.method, request.scope["query_string"], request.headers.get("content-type", ""), await self._body(request))
        accept = _accept(request)
        if given.query is None:
            if best(accept, {HTML: "", **TRIPLES}) == HTML and request.headers.get("accept"):
                return RedirectResponse("/", 303, headers=_SAFE)
            numbers = {name: int(str((await self.rows(text))[0][0])) for name, text in COUNTS.items()}
            return Response(service(str(request.url_for("sparql")), numbers), media_type="text/turtle", headers=_SAFE)
        dataset = {"default": given.default or None, "named": given.named or None}
        kind, data, cut = await self.ask(given.query, lambda result: (*written(result, accept), result.more), **dataset)
        more = {"X-Result-Limited": str(self._settings.rows)} if cut else {}
        return Response(data, media_type=kind, headers={**_SAFE, **more, "Vary": "Accept"})

    async def _body(self, request: Request) -> bytes:
        held = bytearray()
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                async for piece in request.stream():
                    held += piece
                    if len(held) > self._settings.body:
                        raise Refused(413, f"the request is larger than {self._settings.body:,} bytes")
        except ClientDisconnect as error:
            raise Refused(400, "the client went away") from error
        except TimeoutError as error:
            raise Refused(408, f"the request was not complete after {_BODY_SECONDS:g} s") from error
        return bytes(held)

    async def home(self, request: Request) -> Response:
        """The page to ask on, with the answer to `query`, or to the named query `name`."""
        known = named_queries().get(request.query_params.get("name", ""))
        query = known.sparql if known is not None else request.query_params.get("query", "")
        told: dict[str, Any] = {"query": query, "answer": None, "error": None, "kinds": []}
        status = 200
        if query.strip():
            try:
                told["kinds"], told["answer"] = await self.ask(query, lambda result: (list(dict.fromkeys(offered(result).values())), pages.cells(result)))
            except GraphkitError as error:
                told["error"], status = str(error), _status(error)
        return _html(pages.page("ask", **told), status)

    async def search(self, request: Request) -> Response:
        """Actors whose names hold the words that were typed."""
        words = request.query_params.get("q", "").strip()[:200]
        found = await self.rows(pages.SEARCH.format(word=pages.literal(words.lower()))) if words else []
        rows = [(str(name), pages.address(str(actor)), str(number)) for actor, name, number in found]
        return _html(pages.page("found", q=words, found=rows, error=None))

    async def thing(self, request: Request) -> Response:
        """What an IRI of the graph names: as RDF or as a page, as the client wants it."""
        kind, name = request.path_params["kind"], request.path_params["name"]
        iri = pages.iri_of(kind, name)
        if not await self.ask(pages.EXISTS.format(iri=iri), bool):
            raise Refused(404, f"there is no {kind} {name!r} in this graph")
        wanted = best(_accept(request), {HTML: HTML, **TRIPLES})
        if wanted is None:
            raise Refused(406, f"it can be {HTML}, {', '.join(TRIPLES)}")
        if wanted != HTML:
            kind_of, data = await self.ask(f"DESCRIBE {iri}", lambda result: written(result, wanted))
            return Response(data, media_type=kind_of, headers={**_SAFE, "Vary": "Accept"})
        label = next(iter(await self.rows(pages.NAME.format(iri=iri))), (None,))[0]
        claims = await self.ask(pages.CLAIMS.format(which=pages.WHICH[kind].format(iri=iri)), pages.records)
        for claim in claims:
            claim |= {"link": pages.address(claim["claim"] or ""), "article_link": pages.address(claim["article"] or "")}
        return _html(pages.page("thing", title=str(label or name), iri=iri[1:-1], claims=claims))

    async def network(self, request: Request) -> Response:
        """The interactive network of the graph as it stands."""
        now = await run_sync(state, self._settings.folder)
        if self._network[0] != now:
            graph = await run_sync(Graph.open, self._settings.folder)
            self._network = (now, (await run_sync(graph.page)).encode())
        # The page brings its own policy, with a hash for each of its scripts.
        return Response(self._network[1], media_type=HTML, headers=_SAFE)

    async def health(self, request: Request) -> Response:
        """Whether the server answers."""
        return JSONResponse({"status": "ok"}, headers=_SAFE)

    async def void(self, request: Request) -> Response:
        """Where the description of the dataset is."""
        return RedirectResponse("/sparql", 303, headers=_SAFE)


def _accept(request: Request) -> str:
    """What the client accepts; `format` in the address, a media type or a short name, goes first."""
    wanted = request.query_params.get("format", "")
    given: str = request.headers.get("accept", "")
    return _SHORT.get(wanted) or (wanted if "/" in wanted else given)


def _html(data: bytes, status: int = 200) -> Response:
    return Response(data, status, media_type=HTML, headers={**_SAFE, "Content-Security-Policy": pages.policy()})


def _status(error: Exception) -> int:
    if isinstance(error, Refused):
        return error.status
    if isinstance(error, Busy | QueryTimeout):
        return 503
    return 400 if isinstance(error, QueryError) else 500


async def _failed(request: Request, error: Exception) -> Response:
    status = _status(error)
    more = {"Retry-After": "5"} if status == 503 else {}
    text = str(error).encode("utf-8", "replace") + b"\n"
    return Response(text, status, media_type="text/plain; charset=utf-8", headers={**_SAFE, **more})


def application(settings: Settings) -> Starlette:
    """The application, for any ASGI server.

    Raises:
        StoreError: there is no graph in the folder, or it cannot be opened.
    """
    Store.open(settings.folder).view()
    endpoint = _Endpoint(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        endpoint.pool.close()

    handlers: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {Refused: _failed, GraphkitError: _failed}
    cors = Middleware(CORSMiddleware, allow_origins=list(settings.cors), allow_methods=["GET", "POST"], allow_headers=["Content-Type", "Accept"])
    return Starlette(
        routes=[
            Route("/", endpoint.home),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"], name="sparql"),
            Route("/network", endpoint.network),
            Route("/search", endpoint.search),
            Route("/health", endpoint.health),
            Route("/.well-known/void", endpoint.void),
            Route("/id/{name:path}", _of("id", endpoint)),
            Route("/claim/{name:path}", _of("claim", endpoint)),
            Route("/article/{name:path}", _of("article", endpoint)),
        ],
        middleware=[cors] if settings.cors else [],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _of(kind: str, endpoint: _Endpoint) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        request.path_params["kind"] = kind
        return await endpoint.thing(request)

    return show


def run(settings: Settings, *, host: str, port: int, log: bool, started: Callable[[Sequence[Any]], None]) -> None:
    """Serve until interrupted; queries that run then are ended.

    Args:
        settings: what the endpoint may do.
        host, port: where to listen; port 0 for any that is free.
        log: whether every request is logged on stderr.
        started: called with the addresses once the server listens.

    Raises:
        StoreError: there is no graph in the folder.
        GraphkitError: the address is in use or not ours.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                started([s.getsockname() for server in self.servers for s in server.sockets])

    config = uvicorn.Config(
        application(settings), host=host, port=port, log_level="info" if log else "error", access_log=log, timeout_keep_alive=5, timeout_graceful_shutdown=3, server_header=False
    )
    _more_files()
    try:
        Server(config).run()
    except (OSError, SystemExit) as error:
        raise GraphkitError(f"cannot listen at {host}:{port}: the address is in use or not ours") from error


def _more_files() -> None:
    """Idle connections cost a file each; take as many as the system lets us."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
