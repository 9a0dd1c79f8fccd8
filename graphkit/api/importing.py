"""Graphs and tables of others into a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from graphkit.api.graph import DEFAULT_FOLDER
from graphkit.errors import DocumentError, UsageError
from graphkit.pipeline import BuildReport, Progress
from graphkit.plural import counted
from graphkit.store import Store, View


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
    if source.is_dir() or not source.exists():
        raise DocumentError(f"{path} is {'a folder' if source.is_dir() else 'not there'}; give an RDF file")
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

    if wrong := validate(view):
        yield from (f"{v.node}: {v.message}" for v in wrong)
        return
    missing, spare = map(len, view.unbacked())
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

    Rows come in by portions of some thousands, each wholly or not at all; a run that was broken off goes on
    where it is run again. A row that the graph cannot hold is a failure of the report.

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
        UsageError: there is no such encoding.
        DocumentError: the file cannot be read, or lacks a column; nothing was written.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.pipeline.table import import_table as run
    from graphkit.pipeline.tabled import Tables
    from graphkit.tables import read_mapping

    _check_encoding(encoding)
    return run(Path(path), Path(graph), Tables(read_mapping(mapping), actors), on_progress, encoding=encoding, member=member)


def _check_encoding(name: str | None) -> None:
    try:
        "".encode(name or "utf-8")
    except LookupError as error:
        raise UsageError(f"no encoding {name!r}; give one that Python knows, e.g. utf-8, cp1252, latin-1") from error
