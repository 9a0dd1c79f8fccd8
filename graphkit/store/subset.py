"""Extract some articles of a graph, with everything that belongs to them, as a graph in memory."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph

from graphkit.rdf import ENTITIES, META, article_graph
from graphkit.store.load import Bundle, bundle_of


def subset(store: pyoxigraph.Store, keys: Iterable[str]) -> pyoxigraph.Store:
    """Return the articles with these keys, their claims and actors; direct triples are derived from these claims alone.

    Args:
        store: the whole graph.
        keys: keys of articles.
    """
    bundle = Bundle()
    for key in sorted(keys):
        bundle.articles[key] = list(store.quads_for_pattern(None, None, None, article_graph(key)))
    named = {quad.object for quads in bundle.articles.values() for quad in quads}
    graphs = {article_graph(key) for key in bundle.articles}
    rest = bundle_of(store.quads_for_pattern(None, None, None, ENTITIES))
    bundle.entities.update({node: rest.entities[node] for node in rest.described(named)})
    for quad in store.quads_for_pattern(None, None, None, META):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject in named | graphs:
            bundle.meta[quad.subject][quad] = None
    return bundle.store()
