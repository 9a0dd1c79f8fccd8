"""The web application: which address answers what, and how it is served."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphkit.errors import GraphkitError
from graphkit.serve.answers import failed
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.judging import Judging
from graphkit.serve.protocol import Refused
from graphkit.serve.settings import Settings
from graphkit.serve.site import Site
from graphkit.store import Store

_GRAPH_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
_READ_METHODS = ["GET", "HEAD", "POST"]
# Beyond those that every page may read.
_EXPOSED = ["Location", "Retry-After", "WWW-Authenticate", "X-Result-Limited"]


def application(settings: Settings) -> Starlette:
    """The application, for any ASGI server.

    Raises:
        StoreError: there is no graph in the folder, or it cannot be opened.
    """
    Store.open(settings.folder).view()
    endpoint = Endpoint(settings)
    site, judging = Site(endpoint), Judging(endpoint)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        endpoint.close()

    handlers: dict[Any, Callable[[Request, Any], Awaitable[Response]]] = {Refused: failed, GraphkitError: failed}
    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/sparql", endpoint.sparql, methods=["GET", "POST"], name="sparql"),
            Route("/graphs", endpoint.graph, methods=_GRAPH_METHODS, name="graphs"),
            Route("/graphs/{name:path}", endpoint.graph, methods=_GRAPH_METHODS),
            Route("/network", site.network),
            Route("/search", site.search),
            Route("/review", judging.show),
            Route("/review", judging.post, methods=["POST"]),
            Route("/vocabulary.json", site.vocabulary),
            Route("/assets/{name}", site.asset),
            Route("/health", site.health),
            Route("/.well-known/void", site.void),
            *(Route(f"/{kind}/{{name:path}}", _of(kind, site)) for kind in ("id", "claim", "article")),
        ],
        middleware=[_cors(settings)] if settings.cors else [],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _cors(settings: Settings) -> Middleware:
    """Pages of the origins that were given may ask, and show the token of a writer where writing is on."""
    return Middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors),
        allow_methods=_READ_METHODS if settings.token is None else _GRAPH_METHODS,
        allow_headers=["Accept", "Authorization", "Content-Type"],
        expose_headers=_EXPOSED,
    )


def _of(kind: str, site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        request.path_params["kind"] = kind
        return await site.thing(request)

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
