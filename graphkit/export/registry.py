"""Which formats there are, and who writes them: plug-ins, ours by the same door as others'."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graphkit import plugins
from graphkit.store import View

# Takes a view and a part (direct, claims, all), gives bytes; its docstring is what lists show.
Exporter = Callable[[View, str], bytes]


def exporters() -> Mapping[str, Exporter]:
    """Exporter of each format; one that does not load is named in a warning and left out."""
    return plugins.load_all("exporters")


def formats(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UnknownFormat: there is none.
        UsageError: it does not load.
    """
    made: Exporter = plugins.load("exporters", name)
    return made
