"""Detect an index that was copied with its graph, possibly during a write, so that it may not match the data.

The index stores the inode number of its file, which differs in a copy. In that case its claims, whether they are
active, and its articles are compared once with the graph; a writer rebuilds what differs.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import NamedNode

from graphkit.model import Lifecycle
from graphkit.rdf import ARTICLE_GRAPH, CLAIM, iri
from graphkit.store.index.schema import FILE


def is_copy(db: sqlite3.Connection, folder: Path) -> bool:
    """Return whether the index file is not the one it was created as; True if that is not recorded."""
    with contextlib.suppress(OSError, sqlite3.Error):
        return [(_inode(folder),)] != db.execute("SELECT value FROM checking WHERE what = 'file'").fetchall()
    return False


def record_inode(db: sqlite3.Connection, folder: Path) -> None:
    """Record the inode of the index file; call it when the content is correct."""
    db.execute("INSERT OR REPLACE INTO checking VALUES ('file', ?)", (_inode(folder),))


def matches_graph(store: pyoxigraph.Store, db: sqlite3.Connection, folder: Path) -> bool:
    """Return whether a copied index matches the graph next to it, and record that if the folder is writable."""
    try:
        if differing_articles(store, db):
            return False
    except sqlite3.DatabaseError:
        # Damaged, as by an interrupted copy: it does not match.
        return False
    with contextlib.suppress(OSError, sqlite3.Error), contextlib.closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as writable:
        record_inode(writable, folder)
    return True


def _inode(folder: Path) -> str:
    return str((folder / FILE).stat().st_ino)


def differing_articles(store: pyoxigraph.Store, db: sqlite3.Connection) -> list[str]:
    """Return the sorted keys of the articles whose claims differ between graph and index, or that one of them lacks."""
    in_graph = _hash_sums((key, unquote(name), active) for key, name, active in _claims(store))
    in_index = _hash_sums(db.execute("SELECT article, name, active FROM claims"))
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            in_graph.setdefault(graph.value.removeprefix(ARTICLE_GRAPH), 0)
    for (key,) in db.execute("SELECT key FROM articles"):
        in_index.setdefault(key, 0)
    return sorted(key for key in in_graph.keys() | in_index.keys() if in_graph.get(key) != in_index.get(key))


def _claims(store: pyoxigraph.Store) -> Iterable[tuple[str, str, int]]:
    """Yield article key, name and whether it is active, of each claim."""
    for quad in store.quads_for_pattern(None, iri("gk:lifecycle"), None, None):
        node, graph = quad.subject, quad.graph_name
        if isinstance(node, NamedNode) and isinstance(graph, NamedNode) and node.value.startswith(CLAIM) and graph.value.startswith(ARTICLE_GRAPH):
            yield graph.value.removeprefix(ARTICLE_GRAPH), node.value.removeprefix(CLAIM), int(quad.object == iri(f"gkc:{Lifecycle.ACTIVE}"))


def _hash_sums(claims: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """Return one hash sum for the claims of each article, since all claims at once would not fit into memory."""
    sums: dict[str, int] = defaultdict(int)
    for key, name, active in claims:
        sums[key] += hash((name, active))
    return dict(sums)
