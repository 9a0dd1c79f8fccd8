"""Load plug-ins: extractors, readers and exporters registered as entry points, including the built-in ones.

A package registers a plug-in in its `pyproject.toml`, under `graphkit.extractors`,
`graphkit.readers` or `graphkit.exporters`; `examples/plugin` is a template. A plug-in that fails
to load is skipped with a warning. If two have the same name, the built-in one wins.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from graphkit.errors import UnknownFormat, UnknownName, UsageError, did_you_mean, in_short, one_of

DISTRIBUTION = "alliance-graphkit"
KINDS: Mapping[str, type[UsageError]] = {"extractors": UnknownName, "readers": UnknownFormat, "exporters": UnknownFormat}
_log = logging.getLogger("graphkit")


@functools.cache
def announced(kind: str) -> Mapping[str, EntryPoint]:
    """Return the entry points of a kind by name, sorted, without loading them.

    Args:
        kind: `extractors`, `readers` or `exporters`.
    """
    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=f"graphkit.{kind}"), key=lambda e: (_owner(e) != DISTRIBUTION, _owner(e), e.name)):
        if entry.name not in found:
            found[entry.name] = entry
        elif entry.value != found[entry.name].value:
            _log.warning("plug-in %r of %s is ignored: %s has that name", entry.name, _owner(entry), _owner(found[entry.name]))
    return dict(sorted(found.items()))


def load(kind: str, name: str) -> Any:
    """Load the plug-in of a name; classes are instantiated without arguments, except extractors.

    Raises:
        UnknownName, UnknownFormat: no plug-in has this name; the message lists the known names.
        UsageError: it fails to load.
    """
    known = announced(kind)
    if name not in known:
        raise KINDS[kind](f"no {kind.removesuffix('s')} {name!r}; known: {one_of(known)}.{did_you_mean(name, known)}")
    try:
        return _made(known[name], kind)
    except Exception as error:
        raise UsageError(f"the plug-in {name!r} of {_owner(known[name])} does not load: {in_short(error)}") from error


@functools.cache
def load_all(kind: str) -> Mapping[str, Any]:
    """Load every plug-in of a kind, by name; those that fail are skipped with a warning."""
    made = {}
    for name in announced(kind):
        try:
            made[name] = load(kind, name)
        except UsageError as error:
            _log.warning("%s; it is ignored", error)
    return made


def _made(entry: EntryPoint, kind: str) -> Any:
    found = entry.load()
    return found() if isinstance(found, type) and kind != "extractors" else found


def _owner(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist is not None else "an unknown package"
