"""Tables of input formats, output formats and mappings."""

from __future__ import annotations

from docs.generate import table
from graphkit.documents import formats as readers


def ours() -> list[readers.Format]:
    """Return the built-in readers, in the order of their module."""
    return [made for made in vars(readers).values() if isinstance(made, readers.Format)]


def inputs() -> str:
    """Render the table of input formats."""
    rows = [(made.label, " ".join(f"`{ending}`" for ending in made.endings), f"`[{made.extra}]`" if made.extra else "") for made in ours()]
    return table(("format", "endings", "extra"), rows)


def outputs() -> str:
    """Render the table of output formats with their file name endings."""
    from graphkit.export import exporters
    from graphkit.export.registry import ENDINGS

    endings = {name: " ".join(f"`{ending}`" for ending, of in ENDINGS.items() if of == name) for name in exporters()}
    return table(("format", "file name", "content"), [(f"`{name}`", endings[name], _summary(made)) for name, made in exporters().items()])


def mappings() -> str:
    """Render the table of built-in mappings."""
    from graphkit.tables import read_mapping, ready_mappings

    made = {name: read_mapping(name) for name in ready_mappings()}
    return table(("mapping", "data set", "written for"), [(f"`{name}`", each.outlet, each.version) for name, each in made.items()])


def questions() -> str:
    """The named queries."""
    from graphkit.query import named_queries

    return table(("name", "question"), [(f"`{each.name}`", each.title) for each in named_queries().values()])


def _summary(exporter: object) -> str:
    return (exporter.__doc__ or "").strip().splitlines()[0]
