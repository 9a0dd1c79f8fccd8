"""What an update may not leave behind: a quote that no reading brought, or a broken rule."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.query.validate import validate
from graphkit.store import View

# Each quote, where it stands, and what it is evidence for.
_RECEIPTS = """
SELECT ?e ?p ?o ?g WHERE {
  VALUES ?p { gk:evidence gk:quote gk:start gk:end gk:before gk:after gk:textHash } GRAPH ?g { ?e ?p ?o }
}"""


def wrong_after(before: View, after: View) -> Iterator[str]:
    """What is wrong with a graph after an update and was not before it, a line each.

    Args:
        before, after: the graph without and with the update.
    """
    known = set(_receipts(before))
    for node, name, value in sorted(row[:3] for row in set(_receipts(after)) - known):
        yield f"{node} would get the {name} {value[:80]!r}, which no article was read for; `graphkit import` takes whole articles"
    if broken := validate(after):
        had = set(validate(before))
        yield from (f"{one.node}: {one.message}" for one in broken if one not in had)


def _receipts(view: View) -> Iterator[tuple[str, str, str, str]]:
    for node, name, value, graph in view.query(_RECEIPTS, timeout=None):
        yield str(node), str(name).rpartition("#")[2], str(value), str(graph)
