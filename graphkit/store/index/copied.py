"""An index that was copied with its graph, perhaps while somebody wrote: file after file, so that it may be of another state than the data.

The index keeps the number that the system gives its file. In a copy that is another one; then its claims, whether each is
active, and its articles are compared with those of the graph, once; a writer makes anew what differs.
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


def is_copy(rows: sqlite3.Connection, folder: Path) -> bool:
    """Whether the file of an index is another one than it was made as; True for one that does not say."""
    with contextlib.suppress(OSError, sqlite3.Error):
        return [(_number(folder),)] != rows.execute("SELECT value FROM checking WHERE what = 'file'").fetchall()
    return False


def settle(rows: sqlite3.Connection, folder: Path) -> None:
    """Keep which file the index is; call it when what it holds is right."""
    rows.execute("INSERT OR REPLACE INTO checking VALUES ('file', ?)", (_number(folder),))


def agrees(store: pyoxigraph.Store, rows: sqlite3.Connection, folder: Path) -> bool:
    """Whether a copied index is that of the graph beside it, which is kept where the folder may be written to."""
    if differing(store, rows):
        return False
    with contextlib.suppress(OSError, sqlite3.Error), contextlib.closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)) as written:
        settle(written, folder)
    return True


def _number(folder: Path) -> str:
    return str((folder / FILE).stat().st_ino)


def differing(store: pyoxigraph.Store, rows: sqlite3.Connection) -> list[str]:
    """Keys of the articles of which graph and index do not have the same claims, or that one of them lacks, sorted."""
    there = _summed((key, unquote(name), active) for key, name, active in _claims(store))
    kept = _summed(rows.execute("SELECT article, name, active FROM claims"))
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(ARTICLE_GRAPH):
            there.setdefault(graph.value.removeprefix(ARTICLE_GRAPH), 0)
    for (key,) in rows.execute("SELECT key FROM articles"):
        kept.setdefault(key, 0)
    return sorted(key for key in there.keys() | kept.keys() if there.get(key) != kept.get(key))


def _claims(store: pyoxigraph.Store) -> Iterable[tuple[str, str, int]]:
    """Article, name and whether it is active, of each claim."""
    for quad in store.quads_for_pattern(None, iri("gk:lifecycle"), None, None):
        node, graph = quad.subject, quad.graph_name
        if isinstance(node, NamedNode) and isinstance(graph, NamedNode) and node.value.startswith(CLAIM) and graph.value.startswith(ARTICLE_GRAPH):
            yield graph.value.removeprefix(ARTICLE_GRAPH), node.value.removeprefix(CLAIM), int(quad.object == iri(f"gkc:{Lifecycle.ACTIVE}"))


def _summed(claims: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """One number for the claims of each article: all of them at once would not fit into memory."""
    found: dict[str, int] = defaultdict(int)
    for key, name, active in claims:
        found[key] += hash((name, active))
    return dict(found)
