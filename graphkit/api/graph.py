"""A graph opened for reading, querying and export."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from numbers import Integral, Real
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkit.answers import Answers
from graphkit.errors import UsageError, check_text, shortened
from graphkit.store import Result, Store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from graphkit.export import Target
    from graphkit.query import Version

DEFAULT_FOLDER = "alliance-graph"


def _limits(timeout: float | None, rows: int | None) -> tuple[float | None, int | None]:
    """Return the limits of a query as Python's own numbers; those of numpy are accepted too.

    Raises:
        UsageError: one is not a number, or below its minimum.
    """
    if timeout is not None and not (isinstance(timeout, Real) and timeout > 0):
        raise UsageError(f"timeout is a number of seconds above 0, or None for no limit, not {shortened(repr(timeout), 80)}")
    if rows is not None and not (isinstance(rows, Integral) and rows >= 0):
        raise UsageError(f"rows is a number, at least 0, or None for no limit, not {shortened(repr(rows), 80)}")
    return None if timeout is None else float(timeout), None if rows is None else min(int(rows), sys.maxsize)


def as_path(given: str | PathLike[str]) -> Path:
    """Return a path, with the home folder for `~`.

    Raises:
        UsageError: it is empty, or no path.
    """
    if not isinstance(given, str | PathLike) or not isinstance(name := fspath(given), str) or not name or "\0" in name:
        raise UsageError(f"a path is a text or a pathlib.Path, not {shortened(repr(given), 80)}")
    with suppress(RuntimeError):
        # Without a home folder, it is a name like any other.
        return Path(name).expanduser()
    return Path(name)


def _reopened(folder: Path, conflict: str | None) -> Graph:
    return Graph.open(folder) if conflict is None else Graph.open(folder).within(conflict)


class Graph(Answers):
    """An alliance graph in a folder or RDF file, opened for reading; can be used as a context manager."""

    def __init__(self, store: Store) -> None:
        """Open a view; use `Graph.open`."""
        if not isinstance(store, Store):
            raise UsageError(f"a graph is opened with graphkit.Graph.open({shortened(repr(store), 80)})")
        self.folder, self._view = store.folder, store.view()

    @classmethod
    def open(cls, folder: str | PathLike[str] = DEFAULT_FOLDER) -> Graph:
        """Open the current state of a graph folder, or load an RDF file into memory.

        Args:
            folder: the graph folder, or a file (.nq, .trig, .ttl, .nt, .jsonld, .rdf). Files are not
                validated: use `validate`, or `graphkit import` to create a graph folder.

        Raises:
            StoreMissing: there is no graph at this path.
            StoreError: the graph cannot be opened, or the file name ending is not that of an RDF format.
        """
        return cls(Store.open(as_path(folder)))

    def __repr__(self) -> str:
        return f"Graph.open({str(self.folder)!r})" + (f".within({self.conflict.id!r})" if self.conflict else "")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the path: another process opens the graph in its current state."""
        return _reopened, (self.folder, self.conflict.id if self.conflict else None)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close: a view holds no lock."""

    def within(self, conflict: str) -> Graph:
        """The articles of one conflict as a graph in memory, with the same methods.

        Args:
            conflict: id or name; see `conflicts`.

        Raises:
            UnknownName: unknown or ambiguous conflict; the message lists similar names.
        """
        from graphkit.analyze import find_conflict

        made = copy.copy(self)
        made.conflict = find_conflict(self.conflicts(), conflict)
        made.__dict__["_view"] = self._view.within(made.conflict.articles, (made.conflict.id, made.conflict.name))
        return made

    def query(self, sparql: str, *, timeout: float | None = 30.0, rows: int | None = None) -> Result:
        """Run a SPARQL query or a named query ("who-backs").

        The prefixes of graphkit are predeclared. Unknown terms (`rel:suports`) raise the warning `graphkit.query.UnknownTerm`.

        Args:
            sparql: the query, or the name of a named query.
            timeout: seconds after which the query is stopped; None for no limit.
            rows: most rows to return; None for no limit.

        Raises:
            UnknownName: there is no named query of this name.
            QueryError: the query does not parse or uses a disabled feature.
            QueryTimeout: the query exceeded `timeout` seconds.
            UsageError: the query is not a text, or a limit is not a number.
        """
        from graphkit.query import is_name, named_query, warn_unknown_terms

        check_text("a query is SPARQL, or the name of a named query", sparql)
        timeout, rows = _limits(timeout, rows)
        if is_name(sparql):
            return self._view.query(named_query(sparql.strip()).sparql, timeout=timeout, rows=rows)
        answer = self._view.query(sparql, timeout=timeout, rows=rows)
        warn_unknown_terms(sparql, self._view)
        return answer

    def in_force(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Numbers of active claims by article key, and by id of the actors involved."""
        return self._view.in_force()

    def withdrawn(self) -> frozenset[str]:
        """Return the keys of the articles whose claims are all superseded, retracted or rejected."""
        from graphkit.query import withdrawn

        return withdrawn(self._view)

    def versions(self) -> list[Version]:
        """Replaced articles by key, each with the newer version, the date and the reason."""
        from graphkit.query import versions

        return versions(self._view)

    def _repr_html_(self) -> str:
        """The interactive network for notebooks."""
        from html import escape

        return f'<iframe srcdoc="{escape(self.page(), quote=True)}" width="100%" height="640" sandbox="allow-scripts" style="border:0"></iframe>'

    def drift(self) -> tuple[int, int]:
        """Numbers of missing and extra direct triples, compared with a full derivation from the claims."""
        return self._view.drift()

    def index_drift(self) -> int:
        """Count the index rows (claims, articles, ties) that are missing, surplus or wrong compared with a full derivation."""
        return self._view.index_drift()

    def info(self) -> Mapping[str, int]:
        """Numbers of articles, actors of active claims, claims (including superseded and retracted ones), active claims, direct triples and quads."""
        return self._view.counts()

    def export(self, format: str = "turtle", *, part: str = "all") -> bytes:
        """Export the graph; the same graph produces the same bytes.

        Args:
            format: name of a format, as in `graphkit export --list`.
            part: `all`, `claims`, `direct` or `ties`.

        Raises:
            UnknownFormat: unknown format or part.
            UsageError: the format does not support this part.
        """
        from graphkit.export import check_part, formats

        check_text("format is a name", format)
        exporter = formats(format)
        check_part(format, part)
        return exporter(self._view, part)

    def validate(self, *, everything: bool = True) -> list[Any]:
        """Violations of the shapes of the ontology, empty if the graph conforms.

        Args:
            everything: check every article, or only those that changed since the last check; see `checked`.
        """
        return list(self.checked(everything=everything).violations)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset in memory; its default graph is the union of all graphs."""
        return self._view.to_rdflib()

    def to_networkx(self, *, flat: bool = False) -> nx.MultiDiGraph:
        """The active claims as a directed multigraph: one edge for all claims of a pair with the same relation, status and polarity.

        Args:
            flat: join the lists among the attributes (`sources`, `quotes`, …) to texts, as `networkx.write_graphml` and
                `write_gexf` require; days are in `times` instead of `spells`, and actors that only publish are left out.
        """
        from graphkit.export import flat as flattened
        from graphkit.export import to_networkx

        return flattened(self._view, "all") if flat else to_networkx(self._view)

    def to_pandas(self, what: str = "edges", *, part: str = "all") -> pd.DataFrame:
        """The graph as a DataFrame.

        Args:
            what: `nodes` (actors), `edges` (ties) or `claims` (one row per claim, with its quote).
            part: `direct` for direct ties only, or `all`.

        Raises:
            UsageError: pandas is not installed, the table or the part is unknown, or the table has no parts (`claims`).
        """
        from graphkit.export import CLAIM_COLUMNS, claim_rows, edges_frame, frame, nodes_frame

        for name in (what, part):
            check_text("a table or part is a name", name)
        if part not in (parts := ("all",) if what == "claims" else ("all", "direct")):
            raise UsageError(f"unknown part {part!r} of the table {what}; known: {', '.join(parts)}")
        if what in ("nodes", "edges"):
            return (nodes_frame if what == "nodes" else edges_frame)(self._view, part)
        if what != "claims":
            raise UsageError(f"unknown table {what!r}; known: claims, edges, nodes")
        return frame(CLAIM_COLUMNS, claim_rows(self._view))

    def push(self, target: Target, *, resend_all: bool = False, on_progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
        """Send every named graph to a SPARQL 1.1 store, as `graphkit push` does.

        The graph folder records what was sent: an interrupted push resumes, and a
        later one sends only changes.

        Args:
            target: the store: `graphkit.export.Target.of(url, token=…)`.
            resend_all: send everything, including data that the store already has.
            on_progress: called with the numbers of graphs done and of all.

        Returns:
            Numbers of graphs sent, and of graphs that the store already had.

        Raises:
            GraphkitError: the store refuses the data or cannot be reached.
        """
        from graphkit.export import Target, push

        if not isinstance(target, Target):
            raise UsageError(f"target is graphkit.export.Target.of(url), not {shortened(repr(target), 80)}")
        note = self.folder / "pushed.json" if self.folder.is_dir() else self.folder.with_name(f"{self.folder.name}.pushed.json")
        return push(self._view, target, note, resend_all=resend_all, on_progress=on_progress or (lambda *_: None))

    def page(self, *, title: str = "Alliance graph", served: bool = False, strongest: int | None = None, between: Sequence[str] = ()) -> str:
        """The interactive network as one HTML file.

        Args:
            title: heading.
            served: whether it is a page of the site, with links.
            strongest: include only this many pairs of actors, those with the most claims.
            between: names or ids of actors; include only the claims between them.

        Raises:
            UnknownName: unknown or ambiguous actor.
            UsageError: `strongest` and `between` are both given, `strongest` is less than 1, or `between` is one name.
        """
        from graphkit.view import page, strongest_page

        check_text("title is a text", title)
        if strongest is not None and not (isinstance(strongest, Integral) and strongest >= 1):
            raise UsageError(f"strongest is a number of pairs, at least 1, not {shortened(repr(strongest), 80)}")
        if isinstance(between, str) or not isinstance(between, Iterable):
            raise UsageError(f"between is a list of names, not {shortened(repr(between), 80)}; the claims about one actor are in its dossier")
        if names := tuple(between):
            return self._page_between(names, title=title, served=served, strongest=strongest)
        if strongest is not None:
            return strongest_page(self._view, strongest, title=title, served=served)
        return page(self.actors(), self._view.claims(), self.articles(), title=title, served=served, conflict=self.conflict)

    def _page_between(self, names: Sequence[str], *, title: str, served: bool, strongest: int | None) -> str:
        from graphkit.query import find_actor
        from graphkit.view import page

        if strongest is not None:
            raise UsageError("strongest pairs and chosen actors exclude each other; give one of them")
        known = self.actors()
        chosen = {actor.id: actor for actor in (find_actor(known, name) for name in names)}
        claims = [claim for claim in self.claims() if claim.subject in chosen and claim.object in chosen]
        articles, speakers = {claim.article for claim in claims}, {claim.attributed_to for claim in claims}
        *first, last = (actor.name for actor in chosen.values())
        note = f"Only the claims between {', '.join(first)} and {last}." if first else f"Only the claims between {last} and itself."
        drawn = [actor for actor in known if actor.id in chosen or actor.id in speakers]
        return page(drawn, claims, [article for article in self.articles() if article.key in articles], title=title, served=served, note=note, excerpt=True)
