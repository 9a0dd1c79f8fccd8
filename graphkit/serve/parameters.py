"""Refuses parameters and values that a page does not have: a mistyped filter would list everything."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from graphkit.errors import did_you_mean, one_of
from graphkit.serve.protocol import RequestError

Handler = Callable[[Request], Awaitable[Response]]


def taking(handler: Handler, *names: str, **choices: tuple[str, ...]) -> Handler:
    """Return a handler that accepts only certain parameters, each once.

    Args:
        handler: the handler of a page.
        names: the parameters whose values it checks itself.
        choices: the values of the others; an empty value means the default.
    """
    known = (*names, *choices)

    @functools.wraps(handler)
    async def checked(request: Request) -> Response:
        given = [name for name, _ in request.query_params.multi_items()]
        for name, value in request.query_params.multi_items():
            if name not in known:
                has = f"it has {one_of(known)}.{did_you_mean(name, known)}" if known else "it has none"
                raise RequestError(400, f"this page has no parameter {name[:50]!r}; {has}")
            if value and value not in choices.get(name, (value,)):
                raise RequestError(400, f"{name} is {one_of(choices[name])}, not {value[:50]!r}")
            if given.count(name) > 1:
                raise RequestError(400, f"{name} is given {given.count(name)} times; give it once")
        return await handler(request)

    return checked
