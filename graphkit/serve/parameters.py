"""Refuses parameters and values that a page does not have: a mistyped filter would list everything."""

from __future__ import annotations

import functools
import re
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import did_you_mean, one_of
from graphkit.serve.protocol import RequestError

Handler = Callable[[Request], Awaitable[Response]]
# Parameters that newsletters and social networks add to every link.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid")


def taking(handler: Handler, *names: str, **choices: tuple[str, ...]) -> Handler:
    """Return a handler that accepts only certain parameters, each once; it does not see those of tracking.

    Args:
        handler: the handler of a page.
        names: the parameters whose values it checks itself.
        choices: the values of the others; an empty value means the default.
    """
    known = (*names, *choices)

    @functools.wraps(handler)
    async def checked(request: Request) -> Response:
        pairs = [(name, value) for name, value in request.query_params.multi_items() if name in known or not _TRACKING.fullmatch(name)]
        if len(pairs) < len(request.query_params.multi_items()):
            request = Request({**request.scope, "query_string": urlencode(pairs).encode()}, request.receive)
        given = [name for name, _ in pairs]
        for name, value in pairs:
            if name not in known:
                has = f"it has {one_of(known)}.{did_you_mean(name, known)}" if known else "it has none"
                raise RequestError(400, f"this page has no parameter {name[:50]!r}; {has}")
            if value and value not in choices.get(name, (value,)):
                raise RequestError(400, f"{name} is {one_of(choices[name])}, not {value[:50]!r}")
            if given.count(name) > 1:
                raise RequestError(400, f"{name} is given {given.count(name)} times; give it once")
        return await handler(request)

    return checked
