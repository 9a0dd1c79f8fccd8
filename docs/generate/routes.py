"""The addresses of the local site, from the routes of the application."""

from __future__ import annotations

import inspect
import tempfile
from pathlib import Path
from typing import Any

from docs.generate import table


def routes() -> list[Any]:
    """The routes of the application, over an empty graph."""
    from graphkit.serve.app import application
    from graphkit.serve.settings import Settings
    from graphkit.store import Store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        with Store.open(path, create=True).writer():
            pass
        return list(application(Settings(folder=path)).routes)


def addresses() -> str:
    """Render a table with address, methods and the docstring of each handler."""
    return table(("address", "methods", "answer"), [_row(route) for route in routes()])


def _row(route: Any) -> tuple[str, ...]:
    says = (inspect.getdoc(route.endpoint) or "").split("\n\n")[0].replace("\n", " ")
    return f"`{route.path.replace(':path', '')}`", " ".join(sorted(route.methods)), says
