"""A graph opened for reading: ask it, take it elsewhere."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkit.answers import Answers
from graphkit.errors import UsageError
from graphkit.store import Result, Store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from graphkit.export import Target
    from graphkit.query import Version


DEFAULT_FOLDER = "alliance-graph"


class Graph(Answers):
    """An alliance graph on disk, or one in an RDF file, opened for reading; use it in a `with`, or just use it."""

    def __init__(self, store: Store) -> None:
        """Open a view; use `Graph.open`."""
        self.folder = store.folder
        self._view = store.view()

    @classmethod
    def open(cls, folder: str | Path = DEFAULT_FOLDER) -> Graph:
        """The graph of a folder, as it stands now, or that of an RDF file, which is read into memory.

        Args:
            folder: the folder; or a file (.nq, .trig, .ttl, .nt, .jsonld, .rdf), which is not
                checked: `validate` does that, and `import_rdf` makes a graph of it.

        Raises:
            StoreMissing: there is none.
            StoreError: it cannot be opened, or is a file whose ending says no RDF format.
        """
        return cls(Store.open(Path(folder)))

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close: a view holds no lock."""

    def within(self, conflict: str) -> Graph:
        """The graph of one conflict's articles, read into memory: all that a graph can be asked, of these alone.

        Args:
            conflict: its id, or its name as people type it; see `conflicts`.

        Raises:
            UnknownName: there is none, or several fit; the message lists the nearest.
        """
        from graphkit.analyze import find_conflict

        made = copy.copy(self)
        made.conflict = find_conflict(self.conflicts(), conflict)
        made.__dict__["_view"] = self._view.within(made.conflict.articles, (made.conflict.id, made.conflict.name))
        return made

    def query(self, sparql: str, *, timeout: float | None = 30.0, rows: int | None = None) -> Result:
        """Answer SPARQL, or a named query ("who-backs"); see `View.query`.

        A word that neither the vocabulary nor the graph knows (`rel:suports`) gives a warning, `graphkit.query.UnknownTerm`.

        Raises:
            UnknownName: it is one word, and there is no named query of this name.
            QueryError: it does not parse, or asks for what is switched off.
            QueryTimeout: it took longer than `timeout` seconds and was stopped.
        """
        from graphkit.query import is_name, named_query, warn

        if is_name(sparql):
            return self._view.query(named_query(sparql.strip()).sparql, timeout=timeout, rows=rows)
        answer = self._view.query(sparql, timeout=timeout, rows=rows)
        warn(sparql, self._view)
        return answer

    def in_force(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Numbers of active claims: by key of article, and by id of actor at either end."""
        return self._view.in_force()

    def versions(self) -> list[Version]:
        """Articles that newer versions replaced, by key: each with the version, since when and why."""
        from graphkit.query import versions

        return versions(self._view)

    def _repr_html_(self) -> str:
        """The interactive network, in a frame of its own, for notebooks."""
        from html import escape

        return f'<iframe srcdoc="{escape(self.page(), quote=True)}" width="100%" height="640" sandbox="allow-scripts" style="border:0"></iframe>'

    def drift(self) -> tuple[int, int]:
        """How many direct triples are missing, and how many too many, against a full derivation."""
        return self._view.drift()

    def info(self) -> Mapping[str, int]:
        """Numbers of articles, actors, claims (also superseded and retracted ones), active claims, direct triples and quads."""
        return self._view.counts()

    def export(self, format: str = "turtle", *, part: str = "all") -> bytes:
        """The graph in a format; the same graph gives the same bytes.

        Raises:
            UnknownFormat: there is no such format or part.
            UsageError: the format has no such part.
        """
        from graphkit.export import check_part, formats

        exporter = formats(format)
        check_part(format, part)
        return exporter(self._view, part)

    def validate(self, *, everything: bool = True) -> list[Any]:
        """Violations of the ontology's shapes, empty where the graph conforms; see `checked`."""
        return list(self.checked(everything=everything).violations)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset in memory, default graph as union."""
        return self._view.to_rdflib()

    def to_networkx(self) -> nx.MultiDiGraph:
        """The active claims as a directed multigraph."""
        from graphkit.export import to_networkx

        return to_networkx(self._view)

    def to_pandas(self, what: str = "edges", *, part: str = "all") -> pd.DataFrame:
        """The graph as a DataFrame.

        Args:
            what: `nodes` (actors), `edges` (ties) or `claims` (one row a claim, with its quote).
            part: `direct` for plain ties only, else `all`.

        Raises:
            UsageError: pandas is not installed, or there is no such table.
        """
        from graphkit.export import CLAIM_COLUMNS, claim_rows, edges_frame, frame, nodes_frame

        if what in ("nodes", "edges"):
            return (nodes_frame if what == "nodes" else edges_frame)(self._view, part)
        if what != "claims":
            raise UsageError(f"no table {what!r}; there is claims, edges, nodes")
        return frame(CLAIM_COLUMNS, claim_rows(self._view))

    def push(self, target: Target, *, resend_all: bool = False, on_progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
        """Send every named graph to a SPARQL 1.1 store; see `graphkit push`.

        What was sent is noted in the graph's folder, so that an interrupted push goes on and a
        later one sends what changed.

        Raises:
            GraphkitError: the store refuses, or cannot be reached.
        """
        from graphkit.export import push

        note = self.folder / "pushed.json" if self.folder.is_dir() else self.folder.with_name(f"{self.folder.name}.pushed.json")
        return push(self._view, target, note, resend_all=resend_all, on_progress=on_progress or (lambda *_: None))

    def page(self, *, title: str = "Alliance graph", served: bool = False, strongest: int | None = None) -> str:
        """The interactive network as one HTML file; `served` as a page of the site, with links to its others; `strongest` for so many pairs of actors only, those with most claims."""
        from graphkit.view import page, strongest_page

        if strongest is not None:
            return strongest_page(self._view, strongest, title=title, served=served)
        return page(self.actors(), self.claims(), self.articles(), title=title, served=served, conflict=self.conflict)
