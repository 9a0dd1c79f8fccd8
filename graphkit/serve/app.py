"""The web application: routes, middleware, start-up and serving."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, request_response

from graphkit.errors import GraphkitError, UsageError, shortened
from graphkit.serve import lists, network_drawing, pages, search
from graphkit.serve.actor_list import SORTS
from graphkit.serve.answers import FORMAT, failed
from graphkit.serve.ask import Ask
from graphkit.serve.conditional import Conditional
from graphkit.serve.conflicts import Conflicts
from graphkit.serve.connected import AnswerOnShutdown
from graphkit.serve.current import Current
from graphkit.serve.display_options import VIEWS
from graphkit.serve.downloads import Downloads
from graphkit.serve.endpoint import Endpoint
from graphkit.serve.home import Home
from graphkit.serve.identifiers import Identifiers
from graphkit.serve.inbox import Inbox
from graphkit.serve.listing import ORDERS
from graphkit.serve.network import Network
from graphkit.serve.parameters import taking
from graphkit.serve.protocol import RequestError
from graphkit.serve.request_limits import protocol
from graphkit.serve.resource_pages import ResourcePages
from graphkit.serve.response_cache import CachedEndpoint
from graphkit.serve.review import ReviewPages
from graphkit.serve.root_path import RootPath
from graphkit.serve.settings import Settings
from graphkit.serve.site import Site
from graphkit.serve.threads import run_sync
from graphkit.store import Store

# Seconds that start-up waits for the data of the first pages; for a large graph the rest is loaded afterwards.
WARMING = 2.0
# Seconds after which the data of other pages are loaded: until then they would compete with the first query.
LATER = 3.0
_GRAPH_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
_READ_METHODS = ["GET", "HEAD", "POST"]
_Handler = Callable[[Request, Any], Awaitable[Response]]
# All errors are handled by `failed`.
_FAILURES: dict[Any, _Handler] = {RequestError: failed, GraphkitError: failed, OSError: failed, HTTPException: failed, Exception: failed}
# Parameters of the query page, to which old addresses of the home page redirect.
ASKED = ("query", "name", "subject", "object", "recipe", "sort", "down", "page", "along", "value")
# Response headers exposed to CORS clients, in addition to the safelisted ones.
_EXPOSED = ["ETag", "Location", "Retry-After", "WWW-Authenticate", "X-Query-Notice", "X-Result-Limited"]


def application(settings: Settings) -> Starlette:
    """Return the ASGI application.

    Raises:
        StoreError: there is no graph in the folder, or it cannot be opened.
        UsageError: the root path begins like an address of the site.
    """
    Store.open(settings.folder).view()
    endpoint = Endpoint(settings)
    inbox = Inbox(endpoint)
    current = endpoint.current
    site, home, ask, network = Site(settings.folder), Home(endpoint), Ask(endpoint), Network(settings.folder, current)
    judging, listed = ReviewPages(endpoint, current, home.survey), lists.Lists(current, home.survey)
    things, downloads = ResourcePages(endpoint, current, home.survey), Downloads(endpoint)
    identifiers = Identifiers(endpoint, things)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        inbox.start()
        # Begun here, so that it is under way at the first request.
        home.survey.begin()
        threads = [threading.Thread(target=warm, daemon=True) for warm in (pages.warm, current.warm, network_drawing.warm)]
        for thread in threads:
            thread.start()
        warming = asyncio.create_task(endpoint.warm())
        # Wait for them: a page requested meanwhile would compete for the interpreter lock.
        until = time.monotonic() + WARMING
        for thread in threads[:2]:
            await run_sync(thread.join, max(0.0, until - time.monotonic()))
        # A query meanwhile would have to start a process of its own.
        await asyncio.wait({warming}, timeout=max(0.0, until - time.monotonic()))
        others = threading.Timer(LATER, _warm_others, (current, judging if endpoint.access.writes else None))
        others.daemon = True
        others.start()
        yield
        others.cancel()
        warming.cancel()
        inbox.queue.close()
        home.survey.close()
        network.close()
        endpoint.close()

    made = Starlette(
        routes=[
            # First, as programs call it many times per second.
            Route("/sparql", CachedEndpoint(settings.folder, endpoint.remembered, request_response(endpoint.sparql)), methods=["GET", "POST"], name="sparql"),
            Route("/", taking(home.show, "conflict", "view", "download", *ASKED)),
            Route("/complete", taking(home.complete, "q")),
            Route("/ask", taking(ask.page, *ASKED, view=VIEWS, download=("xlsx",))),
            Route("/vocabulary.json", ask.vocabulary),
            Route("/graphs", endpoint.graph, methods=_GRAPH_METHODS, name="graphs"),
            Route("/graphs/{name:path}", endpoint.graph, methods=_GRAPH_METHODS),
            Route("/network", taking(network.show)),
            Route("/search", taking(search.Search(current, home.survey).show, "q", "conflict")),
            Route("/id/{name:path}", taking(things.actor, "conflict", "all", *FORMAT)),
            Route("/claim/{name:path}", taking(things.claim, *FORMAT)),
            Route("/article/{name:path}", taking(things.article, *FORMAT)),
            Route("/evidence/{name:path}", taking(identifiers.evidence, *FORMAT)),
            *(Route(f"/{kind}/{{name:path}}", taking(identifiers.node(kind), *FORMAT)) for kind in ("run", "agent", "decision")),
            *(Route(f"/{namespace}", taking(identifiers.terms, *FORMAT)) for namespace in ("ns", "rel", "scheme")),
            Route("/ns/{name}", taking(identifiers.version, *FORMAT)),
            Route("/inbox", inbox.show),
            Route("/inbox", inbox.post, methods=["POST"]),
            Route("/pair/{both:path}", taking(things.pair)),
            Route("/conflict/{name}", taking(Conflicts(home.survey).show)),
            Route("/articles", taking(listed.articles, "outlet", "day", "conflict", "q", "page", sort=tuple(ORDERS))),
            Route("/actors", taking(listed.actors, "type", "conflict", "q", "all", "page", sort=SORTS)),
            Route("/disputed", taking(listed.disputed, "actor", "conflict", "page")),
            Route("/day/{day}", taking(listed.day)),
            Route("/relation/{name}", taking(listed.relation, "page")),
            Route("/claims.csv", taking(downloads.csv)),
            Route("/claims.xlsx", taking(downloads.xlsx)),
            Route("/review", taking(judging.show, "actor", "claim", "conflict", "at", order=("doubtful", "disputed"))),
            Route("/review", judging.post, methods=["POST"]),
            Route("/assets/{name}", site.asset),
            Route("/enter", endpoint.access.enter),
            Route("/health", site.health),
            Route("/.well-known/void", site.void),
        ],
        middleware=_guards(settings),
        exception_handlers=_FAILURES,
        lifespan=lifespan,
    )
    if settings.root_path.split("/")[1:2] in [route.path.split("/")[1:2] for route in made.routes if isinstance(route, Route)]:
        # It would not be clear whether the proxy has removed the path.
        raise UsageError(f"--root-path {settings.root_path} begins like an address of the site itself; give another, such as /site")
    return made


def _warm_others(current: Current, judging: ReviewPages | None) -> None:
    """Load what later pages need while the first is being read."""
    pages.warm_others()
    search.warm(current)
    lists.warm(current)
    if judging is not None:
        judging.warm()


def _guards(settings: Settings) -> list[Middleware]:
    """Middleware of all routes."""
    # Against DNS rebinding, see `settings.hosts_of`.
    named = [Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)] if settings.hosts else []
    below = [Middleware(RootPath, root_path=settings.root_path)] if settings.root_path else []
    return [Middleware(AnswerOnShutdown), *below, *named, *([_cors(settings)] if settings.cors else []), Middleware(Conditional)]


def _cors(settings: Settings) -> Middleware:
    """CORS for the given origins; write methods only if writing is enabled."""
    return Middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors),
        allow_methods=_READ_METHODS if settings.token is None else _GRAPH_METHODS,
        allow_headers=["Accept", "Authorization", "Content-Type"],
        expose_headers=_EXPOSED,
    )


def run(settings: Settings, *, host: str, port: int, log: bool, started: Callable[[Sequence[Any]], None]) -> None:
    """Serve until interrupted; running queries are then stopped.

    Args:
        settings: settings of the server.
        host, port: address to listen on; port 0 for any free one.
        log: whether to log every request on stderr.
        started: called with the addresses once the server listens.

    Raises:
        StoreError: there is no graph in the folder.
        UsageError: the address is not one of this machine.
        GraphkitError: it is in use.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                started([s.getsockname() for server in self.servers for s in server.sockets])

    # Before the graph is opened: the engine refuses to open one under a low limit.
    _more_files()
    config = uvicorn.Config(
        application(settings), host=host, port=port, log_level="info" if log else "error", access_log=log, timeout_keep_alive=5, timeout_graceful_shutdown=3, server_header=False, http=protocol()
    )
    if threading.current_thread() is threading.main_thread():
        # Repeated by uvicorn once it has shut down; by default, it would end the process before temporary files are removed.
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with _listening(host, port) as listening:
        Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that an address in use is detected before serving.

    Raises:
        UsageError: the address is not one of this machine.
        GraphkitError: it is in use.
    """
    try:
        # The system would take an empty address for all of them.
        return socket.create_server((host or "-", port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, UnicodeError, TypeError) as error:
        # A name without an address has a negative number, one that cannot be a name has none.
        number = getattr(error, "errno", None) or -1
        if number < 0 or number == errno.EADDRNOTAVAIL:
            raise UsageError(f"--host {shortened(host, 80)!r} is not an address of this machine; give 127.0.0.1 for this machine only, or 0.0.0.0 for its whole network") from error
        # create_server appends the address to the system's message.
        raise GraphkitError(f"cannot listen at {host}:{port}: {os.strerror(number)}; give another --port, 0 for any that is free") from error


def _more_files() -> None:
    """Raise the limit of open files to the maximum, as each idle connection needs one."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
