"""Browser authentication of writers: by token or one-time address, then by cookie."""

from __future__ import annotations

import hashlib
import hmac
import threading

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graphkit.serve import pages
from graphkit.serve.answers import SAFE, html
from graphkit.serve.protocol import RequestError
from graphkit.serve.settings import Settings

COOKIE = "graphkit-writer"
# Values of Sec-Fetch-Site for requests from our own pages or made by the user.
_OWN = ("same-origin", "none")


class Access:
    """Checks access of writers; every handler that writes calls `writer` first.

    Args:
        settings: `token` is the writers' secret, None if writing is disabled; `key` can be used once at `/enter`.
    """

    def __init__(self, settings: Settings) -> None:
        self._token, self._key = settings.token, settings.key
        self._entering = threading.Lock()

    @property
    def writes(self) -> bool:
        """Whether writing is enabled."""
        return self._token is not None

    def knows(self, request: Request) -> bool:
        """Return whether the request has a valid cookie."""
        shown = request.cookies.get(_name(request), "")
        return self._token is not None and hmac.compare_digest(shown.encode(), _mark(self._token).encode())

    def writer(self, request: Request) -> None:
        """Check that a request may write.

        Raises:
            RequestError: 403 if the server is read-only, the cookie is missing, or the request comes from another site.
        """
        self.own(request)
        if not self.writes:
            raise RequestError(403, "this server only reads; start it with graphkit open, or graphkit serve --write")
        if not self.knows(request):
            raise RequestError(403, "enter the token of this server first, at /review")

    def own(self, request: Request) -> None:
        """Check that a request comes from the user or a page of this server.

        Raises:
            RequestError: 403 if it comes from another site.
        """
        if (site := request.headers.get("sec-fetch-site")) is not None:
            # The browser's own word, which no page can set; a reverse proxy may hide our name from us.
            if site not in _OWN:
                raise RequestError(403, "the request was sent by a page of another site")
            return
        origin, ours = request.headers.get("origin"), f"{request.url.scheme}://{request.url.netloc}"
        # Forms of a page without referrer have the origin "null"; so may those of other sites, but without our SameSite cookie.
        if origin not in (None, "null") and origin.rstrip("/") != ours:
            raise RequestError(403, f"the request was sent by a page of {origin[:200]}, this server is {ours}; a reverse proxy must pass on Host and X-Forwarded-Proto")

    def sign_in(self, request: Request, token: str, onward: str) -> Response | None:
        """Return a redirect to `onward` that sets the cookie; None if the token is wrong."""
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
        """Return whether it is the one-time key, and invalidate the key."""
        with self._entering:
            right = self._key is not None and hmac.compare_digest(key.encode(), self._key.encode())
            if right:
                self._key = None
            return right

    def _known(self, request: Request, onward: str) -> Response:
        reply = RedirectResponse(onward, 303, headers={**SAFE, "Cache-Control": "no-store"})
        reply.set_cookie(_name(request), _mark(self._token or ""), httponly=True, samesite="strict", path=request.scope.get("root_path") or "/", secure=request.url.scheme == "https")
        return reply


def _name(request: Request) -> str:
    """Name of the cookie; includes the port, as browsers share cookies between the ports of a host."""
    return f"{COOKIE}-{request.url.port or request.url.scheme}"


def _mark(token: str) -> str:
    """Value of the cookie: a hash instead of the token itself."""
    return hashlib.sha256(f"graphkit writer {token}".encode()).hexdigest()
