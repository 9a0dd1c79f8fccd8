"""Build an alliance knowledge graph from news articles; every claim keeps its quote.

>>> import graphkit
>>> report = graphkit.build("articles/", graph="my-graph")      # doctest: +SKIP
>>> graph = graphkit.Graph.open("my-graph")                      # doctest: +SKIP
>>> for row in graph.query("SELECT ?who { ?who rel:supports graph:GNA }"):  # doctest: +SKIP
...     print(*row)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.api import Graph, build, decide, extract_claims, import_table, retract, undo_version, update
    from graphkit.errors import GraphkitError
    from graphkit.extract.base import LLM
    from graphkit.model import Act, Actor, Article, Claim, Decision, Document, Evidence, Failure

__version__ = "0.2.0"
_HOMES = {
    "Graph": "api",
    "build": "api",
    "decide": "api",
    "import_table": "api",
    "extract_claims": "api",
    "retract": "api",
    "undo_version": "api",
    "update": "api",
    "GraphkitError": "errors",
    "Actor": "model",
    "Article": "model",
    "Act": "model",
    "Claim": "model",
    "Decision": "model",
    "Document": "model",
    "Evidence": "model",
    "Failure": "model",
    "LLM": "extract.base",
}
__all__ = [
    "LLM",
    "Act",
    "Actor",
    "Article",
    "Claim",
    "Decision",
    "Document",
    "Evidence",
    "Failure",
    "Graph",
    "GraphkitError",
    "build",
    "decide",
    "extract_claims",
    "import_table",
    "retract",
    "undo_version",
    "update",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use, which keeps the start of the command line fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    return getattr(importlib.import_module(f"graphkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted([*__all__, "__version__"])
