"""What an update may not leave behind: a quote that no reading brought, or a broken rule."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.ontology import load_vocabulary
from graphkit.query.validate import validate
from graphkit.rdf import DIRECT
from graphkit.store import UNNAMED_GRAPH, Result, View

# Each quote, where it stands, and what it is evidence for.
_OF_EVIDENCE = ("evidence", "quote", "start", "end", "before", "after", "textHash")


def wrong_after(before: View, after: View) -> Iterator[str]:
    """What is wrong with a graph after an update and was not before it, a line each.

    Args:
        before, after: the graph without and with the update.
    """
    known = set(_quoted(before))
    for node, name, value in sorted(row[:3] for row in set(_quoted(after)) - known):
        yield f"{node} would get the {name} {value[:80]!r}, which no article was read for; `graphkit import` takes whole articles"
    if broken := validate(after):
        had = set(validate(before))
        yield from (f"{one.node}: {one.message}" for one in broken if one not in had)


def _quoted(view: View) -> Iterator[tuple[str, str, str, str]]:
    """Quotes and plain ties of every graph; not those of the graph of direct triples, which follow from the claims."""
    words = " ".join([*(f"gk:{name}" for name in _OF_EVIDENCE), *(f"rel:{name}" for name in load_vocabulary().relations)])
    named = f"SELECT ?s ?p ?o ?g {{ VALUES ?p {{ {words} }} GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != {DIRECT}) }}"
    unnamed = f"SELECT ?s ?p ?o ('' AS ?g) {{ VALUES ?p {{ {words} }} ?s ?p ?o }}"
    for answer in (view.query(named, timeout=None), Result(view.run(unnamed, default=[UNNAMED_GRAPH]))):
        for node, name, value, graph in answer:
            yield str(node), str(name).rpartition("#")[2], str(value), str(graph)
