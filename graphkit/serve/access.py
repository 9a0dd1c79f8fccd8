"""Who may write from a browser: whoever typed the token or came by a one-time address is known by a cookie afterwards."""

from __future__ import annotations

import hashlib
import hmac
import threading

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.protocol import Refused
from graphkit.serve.settings import Settings

COOKIE = "graphkit-writer"
# What a browser says of a request that one of our own pages, or the user himself, makes.
_OWN = (None, "same-origin", "none")


class Access:
    """Lets writers in at a server; every handler that writes asks `writer` first.

    Args:
        settings: `token` is the writers' secret, None where nobody may write; `key` opens `/enter` once.
    """

    def __init__(self, settings: Settings) -> None:
        self._token, self._key = settings.token, settings.key
        self._entering = threading.Lock()

    @property
    def writes(self) -> bool:
        """Whether anybody may write."""
        return self._token is not None

    def knows(self, request: Request) -> bool:
        """Whether a browser has shown the token before."""
        shown = request.cookies.get(_name(request), "")
        return self._token is not None and hmac.compare_digest(shown.encode(), _mark(self._token).encode())

    def writer(self, request: Request) -> None:
        """Let a request of a writer's through.

        Raises:
            Refused: 403 where the server only reads, the browser is not known, or a page of another site asks.
        """
        self.own(request)
        if not self.writes:
            raise Refused(403, "this server only reads; start it with graphkit open, or graphkit serve --write")
        if not self.knows(request):
            raise Refused(403, "enter the token of this server first, at /review")

    def own(self, request: Request) -> None:
        """Let through what the user, or a page of this server, asks.

        Raises:
            Refused: 403 where a page of another site asks.
        """
        origin = request.headers.get("origin")
        # Forms of a page that sends no referrer say "null"; a stranger's say so too, but bring no cookie with them.
        foreign = origin not in (None, "null") and origin.rstrip("/") != str(request.base_url).rstrip("/")
        if foreign or request.headers.get("sec-fetch-site") not in _OWN:
            raise Refused(403, "the request was sent by a page of another site")

    def let_in(self, request: Request, token: str, onward: str) -> Response | None:
        """The answer to a token that was typed: on to another page with the cookie; None where it is not the token."""
        if self._token is None or not hmac.compare_digest(token.encode(), self._token.encode()):
            return None
        return self._known(request, onward)

    async def enter(self, request: Request) -> Response:
        """Sign in with the one-time `key` that the server printed."""
        if self.knows(request):
            return RedirectResponse("/", 303, headers=SAFE)
        if not self._spent(request.query_params.get("key", "")):
            return html(pages.page("token", what="Review", error="this address was used already, or is not complete; enter the token instead", writes=self.writes), 403)
        return self._known(request, "/")

    def _spent(self, key: str) -> bool:
        """Whether it is the key; it is none from now on."""
        with self._entering:
            right = self._key is not None and hmac.compare_digest(key.encode(), self._key.encode())
            if right:
                self._key = None
            return right

    def _known(self, request: Request, onward: str) -> Response:
        reply = RedirectResponse(onward, 303, headers={**SAFE, "Cache-Control": "no-store"})
        reply.set_cookie(_name(request), _mark(self._token or ""), httponly=True, samesite="strict", path="/", secure=request.url.scheme == "https")
        return reply


def _name(request: Request) -> str:
    """Name of the cookie; browsers share cookies between the ports of a machine, and two servers may run on it."""
    return f"{COOKIE}-{request.url.port or request.url.scheme}"


def _mark(token: str) -> str:
    """What a cookie shows: not the token itself."""
    return hashlib.sha256(f"graphkit writer {token}".encode()).hexdigest()
