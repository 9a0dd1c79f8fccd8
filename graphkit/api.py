"""graphkit from Python: build a graph, open it, ask it, take it elsewhere."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphkit.answers import Answers
from graphkit.decisions import Replay, file_of, read_decisions
from graphkit.errors import DocumentError, UnknownName, UsageError
from graphkit.model import Act, Decision, Failure
from graphkit.pipeline import BuildReport, Pipeline, Progress
from graphkit.plural import counted
from graphkit.store import Result, Store, View

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx
    import pandas as pd
    import rdflib

    from graphkit.export import Target
    from graphkit.extract.base import LLM
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
        made.__dict__["_view"] = self._view.within(made.conflict.articles)
        return made

    def query(self, sparql: str, *, timeout: float | None = 30.0, rows: int | None = None) -> Result:
        """Answer SPARQL, or a named query ("who-backs"); see `View.query`.

        A word that neither the vocabulary nor the graph knows (`rel:suports`) gives a warning, `graphkit.query.UnknownTerm`.

        Raises:
            UnknownName: it is one word, and no named query is called so.
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
        """Numbers of articles, claims, actors, direct triples and quads."""
        return self._view.counts()

    def export(self, format: str = "turtle", *, part: str = "all") -> bytes:
        """The graph in a format; the same graph gives the same bytes.

        Raises:
            UnknownFormat: there is no such format or part.
        """
        from graphkit.export import formats

        return formats(format)(self._view, part)

    def validate(self) -> list[Any]:
        """Violations of the ontology's shapes, empty where the graph conforms."""
        from graphkit.query import validate

        return list(validate(self._view))

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

    def push(self, target: Target, *, afresh: bool = False, on_progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
        """Send every named graph to a SPARQL 1.1 store; see `graphkit push`.

        What was sent is noted in the graph's folder, so that an interrupted push goes on and a
        later one sends what changed.

        Raises:
            GraphkitError: the store refuses, or cannot be reached.
        """
        from graphkit.export import push

        note = self.folder / "pushed.json" if self.folder.is_dir() else self.folder.with_name(f"{self.folder.name}.pushed.json")
        return push(self._view, target, note, afresh=afresh, on_progress=on_progress or (lambda *_: None))

    def page(self, *, title: str = "Alliance graph", served: bool = False) -> str:
        """The interactive network as one HTML file; `served` as a page of the site, with links to its others."""
        from graphkit.view import page

        return page(self.actors(), self.claims(), self.articles(), title=title, served=served)


def build(
    *inputs: str | Path,
    graph: str | Path = DEFAULT_FOLDER,
    model: str | None = None,
    actors: Sequence[Path] = (),
    frames: Sequence[Path] = (),
    min_confidence: float = 0.0,
    extractor: str = "hybrid",
    llm: LLM | None = None,
    jobs: int = 1,
    decisions: str | Path | None = None,
    any_language: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    columns: Mapping[str, str] | None = None,
    texts: bool = True,
) -> BuildReport:
    """Create or extend the graph in a folder from articles; see the command `graphkit build`.

    Decisions of the user's are replayed: those of the file beside the folder, or of another one.
    Articles in other languages than English are counted in the report's notices, and read only with `any_language`.
    `columns` names the columns of tables and JSON that do not name themselves: `{"text": "Artikel"}`.
    Without `texts` the articles' texts are not kept in the folder.

    Raises:
        StoreError, DataError, ModelError: the folder, the lists or the model do not load.
    """
    from graphkit import pipeline
    from graphkit.documents import Wish

    reader = Pipeline(model=model, actors=actors, frames=frames, min_confidence=min_confidence, extractor=extractor, llm=llm, any_language=any_language)
    with pipeline.Jobs(reader, jobs) as readers:
        replay = Replay(read_decisions(Path(decisions) if decisions else file_of(Path(graph))), reader.known)
        return pipeline.build(inputs, Path(graph), jobs=readers, on_progress=on_progress, replay=replay, wish=Wish.of(f"{field}={name}" for field, name in (columns or {}).items()), texts=texts)


def reading_of_file(path: str | Path, *, graph: Graph | None = None, extractor: str = "hybrid", any_language: bool = False) -> str:
    """The article of a file with the words of its claims, as one HTML page; it is read now, unless a graph has it.

    Args:
        path: a file that holds one article.
        graph: the graph, whose article is shown where it has this one, as it was corrected there.
        extractor, any_language: as in `build`.

    Raises:
        UsageError: the file holds several articles.
        DocumentError: it holds none, or cannot be read.
        DataError, ModelError: the lists or the language model do not load.
    """
    from graphkit.pipeline.single import one_document, read_one
    from graphkit.query import counter_claims
    from graphkit.view import reading_page

    document = one_document(Path(path))
    if graph is not None:
        with suppress(UnknownName):
            return graph.reading(document.key)
    record = read_one(document, Pipeline(extractor=extractor, any_language=any_language))
    counters = counter_claims(record.claims, lambda *ends: (claim for claim in record.claims if (claim.subject, claim.object) == ends))
    return reading_page(document.article, document.text, record.claims, names={actor.id: actor.name for actor in record.actors}, counters=counters)


def decide(decisions: Sequence[Decision], *, graph: str | Path = DEFAULT_FOLDER, file: str | Path | None = None) -> None:
    """Judge claims and actors: the decisions are written to the file beside the graph, and taken in.

    Args:
        decisions: in order; see `graphkit.Decision`.
        graph: the folder.
        file: the file of decisions, where it is another one.

    Raises:
        UnknownName: there is no such claim, actor or relation; the decisions before it are kept.
        UsageError: a relation that does not hold between such actors.
        DataError: the file is wrong or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.review import Review

    review = Review(Path(graph), Path(file) if file else None)
    for decision in decisions:
        review.add(decision)
    review.apply()


def import_rdf(
    path: str | Path, *, format: str | None = None, graph: str | Path = DEFAULT_FOLDER, trust: bool = False
) -> tuple[int, int]:
    """Add the articles and claims of an RDF file that graphkit, or something like it, wrote.

    Named graphs are not needed: every triple goes where its subject belongs. Direct triples
    are not taken over but derived. The file is checked against the shapes first, and each
    quote against its offsets (an article's text does not travel, only its hash). A dump with
    named graphs is loaded into a new folder at the engine's own speed, and then checked.

    Args:
        path: the file; its ending says the format unless `format` does.
        format: turtle, ntriples, nquads, trig, jsonld or rdfxml.
        graph: the folder; it is made where it is not there.
        trust: leave out the check; for a dump (nquads, trig) of your own into a new folder.

    Returns:
        How many articles were added, and how many were there already.

    Raises:
        UsageError: `trust` for another format, or a graph that is there.
        DocumentError: the file does not parse, holds no claims, or the shapes refuse it.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.query import validate
    from graphkit.store import DATASETS, bulk, format_of, load

    source, folder = Path(path), Path(graph)
    named, new = format_of(source, format), not folder.exists()
    if trust and not (new and named in DATASETS):
        raise UsageError(f"trust is for a new folder and for {' or '.join(DATASETS)}; {folder} {'is new' if new else 'is there already'}, the file is {named}")
    if new and named in DATASETS:
        return bulk(source, named, folder, _nothing if trust else _wrong), 0
    bundle = load(source, named)
    refused = [f"{v.node}: {v.message}" for v in validate(bundle.view())]
    if refused:
        more = f" (and {len(refused) - 3} more)" if len(refused) > 3 else ""
        raise DocumentError(f"{path} is refused: {'; '.join(refused[:3])}{more}; nothing was imported")
    with Store.open(folder, create=True).writer() as writer:
        return writer.merge(bundle)


def _nothing(_: View) -> Iterator[str]:
    return iter(())


def _wrong(view: View) -> Iterator[str]:
    from graphkit.query import validate

    yield from (f"{v.node}: {v.message}" for v in validate(view))
    missing, spare = view.drift()
    if missing or spare:
        yield f"{counted(missing, 'direct triple')} missing and {spare} too many for its claims"


def import_table(
    path: str | Path,
    mapping: str | Path,
    *,
    graph: str | Path = DEFAULT_FOLDER,
    actors: Sequence[Path] = (),
    encoding: str | None = None,
    member: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Add the rows of a table; each becomes an article of the data set, with its cells as evidence.

    Args:
        path: CSV, TSV, XLSX or JSON; plain, in a ZIP, or gzipped; CSV and TSV are streamed.
        mapping: name of a ready mapping, or a file; see `seeds/tables/README.md`.
        graph: the folder; it is made where it is not there.
        actors: further actors files.
        encoding: of the text, instead of the mapping's.
        member: end of the name of the file in a ZIP, or of the sheet, where several fit.
        on_progress: called after each row.

    Raises:
        UnknownName, DataError: there is no such mapping, or it is wrong.
        UsageError: no encoding is called so.
        DocumentError: the file cannot be read, or lacks a column; nothing was written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.pipeline.table import Tables
    from graphkit.pipeline.table import import_table as run
    from graphkit.tables import read_mapping

    _check_encoding(encoding)
    return run(Path(path), Path(graph), Tables(read_mapping(mapping), actors), on_progress, encoding=encoding, member=member)


def _check_encoding(name: str | None) -> None:
    try:
        "".encode(name or "utf-8")
    except LookupError as error:
        raise UsageError(f"no encoding {name!r}; give one that Python knows, e.g. utf-8, cp1252, latin-1") from error


def retract(name: str, reason: str, *, graph: str | Path = DEFAULT_FOLDER, day: date | None = None) -> int:
    """Retract a claim, or every claim of an article; it stays for audit.

    Args:
        name: key, id, address or IRI of an article, or id or IRI of a claim.
        reason: why, kept with each claim.
        day: as of when; None for today.

    Returns:
        How many claims were active until now.

    Raises:
        UsageError: there is no such article or claim, or no reason.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    if not reason.strip():
        raise UsageError("give a reason for the retraction; it is kept with the claims")
    with Store.open(Path(graph)).writer() as writer:
        return writer.retract(name, reason.strip(), day or datetime.now(UTC).date())


def undo_version(name: str, *, graph: str | Path = DEFAULT_FOLDER, who: str = "", why: str = "", day: date | None = None, file: str | Path | None = None) -> Version:
    """Make an article that a newer version replaced active again; both versions are active then.

    This is a decision: it is written to the file of decisions, and holds on every rebuild.

    Args:
        name: key, id or address of the replaced article.
        graph: the folder.
        who: who decides; kept with the decision.
        why: the reason; kept as well.
        day: when; None for today.
        file: the file of decisions, where it is not the one beside the folder.

    Returns:
        The article, and the version that replaced it until now.

    Raises:
        UnknownName: there is no such article, no newer version replaced it, or several are called so.
        DataError: the file of decisions is wrong or cannot be written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from datetime import UTC, datetime

    from graphkit.query import replaced_article
    from graphkit.review import Review

    review = Review(Path(graph), Path(file) if file else None)
    found = replaced_article(review.view, name)
    review.add(Decision(Act.KEEP, found.article.key, "", who, day or datetime.now(UTC).date(), why))
    review.apply()
    return found


def update(
    sparql: str,
    *,
    graph: str | Path = DEFAULT_FOLDER,
    base: str | None = None,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> None:
    """Change a graph by SPARQL 1.1 Update, wholly or not at all.

    Graphs of your own and the default graph take anything but quotes and plain ties. In the
    graphs that graphkit keeps, claims can be corrected or taken out, but no quote can come in
    or change, and the shapes must hold afterwards; direct triples follow from the claims whatever the update says.

    Args:
        sparql: the update; the project's prefixes are known.
        graph: the folder.
        base: what relative IRIs are relative to.
        default: graphs that its patterns match in, as USING.
        named: named graphs that its patterns match in, as USING NAMED.

    Raises:
        QueryError: it does not parse, or asks for what is switched off.
        UpdateRefused: the graph would not be right afterwards.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.query import wrong_after
    from graphkit.store import with_dataset

    text = with_dataset(sparql, default, named)
    with Store.open(Path(graph)).writer() as writer:
        writer.update(text, base=base, check=wrong_after)


def mend(graph: str | Path = DEFAULT_FOLDER) -> tuple[int, int]:
    """Make the direct triples what the active claims give; how many were missing, and too many.

    Raises:
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    with Store.open(Path(graph)).writer() as writer:
        return writer.mend()


def extract_claims(
    *inputs: str | Path, model: str | None = None, min_confidence: float = 0.0, extractor: str = "hybrid", llm: LLM | None = None,
    any_language: bool = False, columns: Mapping[str, str] | None = None,
) -> Iterator[dict[str, Any] | Failure]:
    """Claims of articles as flat rows, without a store; inputs that fail come as `Failure`.

    Articles in other languages than English are read only with `any_language`; `columns` is that of `build`.
    """
    from graphkit.documents import Wish
    from graphkit.export import record_rows
    from graphkit.pipeline import records

    reader = Pipeline(model=model, min_confidence=min_confidence, extractor=extractor, llm=llm, any_language=any_language)
    for item in records(inputs, pipeline=reader, wish=Wish.of(f"{field}={name}" for field, name in (columns or {}).items())):
        if isinstance(item, Failure):
            yield item
        else:
            yield from record_rows(item)
