"""HTTP requests to a SPARQL store, with Basic, Digest or bearer authentication."""

from __future__ import annotations

import base64
import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, urlsplit

from graphkit.errors import GraphkitError, UsageError, check_text

_SECONDS = 120.0
_MOVED = (301, 302, 303, 307, 308)
_ADDRESS = re.compile(r"(?P<scheme>https?://)(?P<place>[^/?#]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
# Characters that are sent as %XX.
_ENCODED = re.compile(r"[^!-~]+")


@dataclass(frozen=True, slots=True)
class Target:
    """The store to which a graph is sent.

    Attributes:
        url: address of the Graph Store (SPARQL 1.1 Graph Store HTTP Protocol) or of SPARQL Update.
        update: whether the address is of SPARQL Update.
        authorization: value of the Authorization header, None for none.
        login: user and password for stores with Digest authentication, None for none.
    """

    url: str
    update: bool = False
    authorization: str | None = field(default=None, repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, *, update: bool = False, token: str | None = None, user: str | None = None, password: str | None = None) -> Target:
        """Return a target with a bearer token, or with a user and password for Basic and, if the store asks for it, Digest.

        Raises:
            UsageError: the address is not http or https, has a user, graph or fragment, a password has no user, there is a token besides them, or the
                token or user is no text for a header.
        """
        url = _address(url)
        if password is not None and user is None and token is None:
            raise UsageError("a password needs the name of its user: give --user NAME")
        if token is not None and user is not None:
            raise UsageError("give a token or a user with a password, not both")
        if token is not None and not (token.isascii() and token.isprintable() and token.strip()):
            # Not repeated in the message: it is a secret.
            raise UsageError("the token is empty, or has characters that no header can have, such as the end of a line; give its text alone")
        if user is not None:
            check_text("the name of a user is a text", user)
        if token is not None:
            return cls(url, update, f"Bearer {token}")
        if user is not None:
            basic = base64.b64encode(f"{user}:{password or ''}".encode()).decode()
            return cls(url, update, f"Basic {basic}", (user, password or ""))
        return cls(url, update)


def _address(url: str) -> str:
    """Return the address of a store, with an international host in ASCII (`xn--…`), as HTTP needs it.

    Raises:
        UsageError: it is none, or has parts that would go astray.
    """
    check_text("the address of a store is a text", url)
    if not (found := _ADDRESS.fullmatch(url)):
        raise UsageError(f"{url!r} is not the address of a store; give one that begins with http:// or https:// and a host")
    if "@" in found["place"]:
        # Not repeated in the message: it has a password.
        raise UsageError("the address of the store has the name of a user; give it with --user, and the password as GRAPHKIT_PUSH_PASSWORD")
    if wrong := _ENCODED.search(found["rest"]):
        raise UsageError(f"{url!r} has {wrong[0]!r} behind the host; write {quote(wrong[0])}")
    host = _host(found["place"])
    parts = urlsplit(url)
    if "#" in url or {"graph", "default"} & set(parse_qs(parts.query, keep_blank_values=True)):
        # Behind "#" the name of each graph would not be sent, and each would replace the one before.
        raise UsageError(f"{url!r} has a fragment or the name of a graph; give the address of the store alone, the graphs keep their names")
    return f"{found['scheme']}{host}{found['rest']}"


def _host(place: str) -> str:
    """Return host and port of an address in ASCII.

    Raises:
        UsageError: they are none.
    """
    try:
        parts = urlsplit(f"//{place}")
        name = parts.hostname or ""
        ascii_name = name.encode("idna")
    except ValueError:
        raise UsageError(f"{place!r} is not the name of a host") from None
    try:
        valid = parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise UsageError(f"{place!r} has no port from 1 to 65535 behind its colon")
    if not ascii_name or not place.isprintable() or " " in place:
        raise UsageError(f"{place!r} is not the name of a host")
    if place.isascii():
        return place
    if ascii_name.decode("idna") != name:
        # The newer standard has another name for it, which may be somebody else's.
        raise UsageError(f"{place!r} is not the same host for all programs; write its name in ASCII (xn--…)")
    return ascii_name.decode() + (f":{parts.port}" if parts.port else "")


class _Unmoved(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the request would be repeated without its data, and with the credentials at another address."""

    def redirect_request(self, *_: object) -> None:
        """Return no request, so that the redirect is an error."""


class Sender:
    """Sends requests to one store.

    Args:
        target: the store.
    """

    def __init__(self, target: Target) -> None:
        self.target = target
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        if target.login is not None:
            passwords.add_password(None, target.url, *target.login)
        self._opener = urllib.request.build_opener(_Unmoved)
        self._digest = urllib.request.HTTPDigestAuthHandler(passwords)
        self._challenge: Mapping[str, str] | None = None

    def send(self, url: str, method: str, text: str, kind: str) -> None:
        """Send a text with its media type.

        Raises:
            GraphkitError: the store refuses or cannot be reached.
        """
        try:
            self._open(url, method, text, kind, again=True)
        except urllib.error.HTTPError as error:
            with error:
                why = " ".join(error.read(300).decode("utf-8", "replace").split())
            if error.code in _MOVED:
                raise GraphkitError(f"{self.target.url} has moved to {error.headers.get('Location')}; give that address") from error
            raise GraphkitError(f"{self.target.url} answered {error.code} {error.reason}{f': {why}' if why else ''}") from error
        except http.client.HTTPException as error:
            raise GraphkitError(f"{self.target.url} gave no complete answer ({type(error).__name__}); it is not known whether it has the data") from error
        except (urllib.error.URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise GraphkitError(f"{self.target.url} cannot be reached: {getattr(reason, 'strerror', None) or reason}") from error

    def _open(self, url: str, method: str, text: str, kind: str, *, again: bool) -> None:
        request = urllib.request.Request(url, data=text.encode("utf-8", "replace"), headers={"Content-Type": f"{kind}; charset=utf-8"}, method=method)
        if authorization := self._authorization(request):
            request.add_header("Authorization", authorization)
        try:
            with self._opener.open(request, timeout=_SECONDS) as reply:
                reply.read()
        except urllib.error.HTTPError as error:
            if not (again and error.code == 401 and self._challenged(url)):
                raise
            error.close()
            self._open(url, method, text, kind, again=False)

    def _authorization(self, request: urllib.request.Request) -> str | None:
        if self._challenge is None:
            return self.target.authorization
        answer = self._digest.get_authorization(request, self._challenge)
        return f"Digest {answer}" if answer else None

    def _challenged(self, url: str) -> bool:
        """Whether the store asks for Digest and there is a password; its challenge is kept for later requests.

        Virtuoso challenges only requests without credentials, so a GET without them is sent.
        """
        if self.target.login is None:
            return False
        try:
            self._opener.open(url, timeout=_SECONDS).close()
        except urllib.error.HTTPError as error:
            with error:
                scheme, _, values = error.headers.get("WWW-Authenticate", "").partition(" ")
            if scheme.lower() == "digest":
                self._challenge = urllib.request.parse_keqv_list(urllib.request.parse_http_list(values))
                return True
        return False
