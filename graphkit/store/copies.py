"""Which articles are copies of which."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph
from pyoxigraph import Quad

from graphkit.rdf import article_graph, article_node, iri
from graphkit.store.lifecycle import Change

COPY_OF = iri("gk:copyOf")


def copied(store: pyoxigraph.Store, copies: Mapping[str, str]) -> Change:
    """Return the change that makes articles copies of others, by key; those that the store lacks are ignored."""
    change = Change()
    for key, original in copies.items():
        if store.contains_named_graph(graph := article_graph(key)):
            mark = Quad(article_node(key), COPY_OF, article_node(original), graph)
            before = set(store.quads_for_pattern(mark.subject, COPY_OF, None, graph))
            if before != {mark}:
                change.removed |= before
                change.added.append(mark)
    return change
