"""Checks a SPARQL update: it may not add quotes that were not extracted from an article, nor violate the shapes."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.ontology import load_vocabulary
from graphkit.query.validate import validate
from graphkit.rdf import DIRECT
from graphkit.store import UNNAMED_GRAPH, Result, View

# Properties of evidence that an update must not add.
_OF_EVIDENCE = ("evidence", "quote", "start", "end", "before", "after", "textHash")


def update_problems(before: View, after: View) -> Iterator[str]:
    """Yield one line per problem that an update introduces.

    Args:
        before, after: the graph without and with the update.
    """
    known = set(_protected(before))
    for node, name, value in sorted(row[:3] for row in set(_protected(after)) - known):
        yield f"{node} would get the {name} {value[:80]!r}, which no article was read for; `graphkit import` takes whole articles"
    if broken := validate(after):
        had = set(validate(before))
        yield from (f"{one.node}: {one.message}" for one in broken if one not in had)


def _protected(view: View) -> Iterator[tuple[str, str, str, str]]:
    """Yield the evidence and relation triples of every graph except the direct triples, which are derived from the claims."""
    words = " ".join([*(f"gk:{name}" for name in _OF_EVIDENCE), *(f"rel:{name}" for name in load_vocabulary().relations)])
    named = f"SELECT ?s ?p ?o ?g {{ VALUES ?p {{ {words} }} GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != {DIRECT}) }}"
    unnamed = f"SELECT ?s ?p ?o ('' AS ?g) {{ VALUES ?p {{ {words} }} ?s ?p ?o }}"
    for answer in (view.query(named, timeout=None), Result(view.run(unnamed, default=[UNNAMED_GRAPH]))):
        for node, name, value, graph in answer:
            yield str(node), str(name).rpartition("#")[2], str(value), str(graph)
