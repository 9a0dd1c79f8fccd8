"""Load an RDF file as a graph in memory, to query it without creating a folder."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from graphkit.errors import DocumentError
from graphkit.rdf import ARTICLE_GRAPH, ONTOLOGY
from graphkit.store.dump import DATASETS, FORMATS
from graphkit.store.load import format_of, load
from graphkit.store.migrate import is_outdated, migrate
from graphkit.store.ontology import ontology_quads


def load_in_memory(path: Path) -> pyoxigraph.Store:
    """Return the graph of a file, in memory, with the ontology.

    A dump with named graphs is loaded unchanged; for other formats the named graphs and the
    direct triples are reconstructed. The shapes are not checked; `graphkit validate` does that.

    Args:
        path: an RDF file; its ending determines the format.

    Raises:
        UnknownFormat: the ending indicates no RDF format.
        DocumentError: it cannot be read, does not parse, or contains no claims of graphkit.
    """
    named = format_of(path)
    if named not in DATASETS:
        return load(path, named).store()
    store = pyoxigraph.Store()
    try:
        store.bulk_load(path=str(path), format=FORMATS[named])
    except SyntaxError as error:
        raise DocumentError(f"{path} does not parse as {named}: {' '.join(str(error).split())}") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path} cannot be read: {error}") from error
    if not any(graph.value.startswith(ARTICLE_GRAPH) for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode)):
        raise DocumentError(f"{path} contains no claims of graphkit; give a file that graphkit export wrote with --part all, the default")
    if is_outdated(store):
        migrate(store)
    if not store.contains_named_graph(ONTOLOGY):
        store.extend(ontology_quads())
    return store
