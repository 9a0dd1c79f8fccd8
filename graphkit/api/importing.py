"""Import of RDF and of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os import PathLike, fspath
from pathlib import Path

from graphkit.api.graph import DEFAULT_FOLDER, as_path
from graphkit.errors import DocumentError, UsageError, check_text, shortened
from graphkit.pipeline import BuildReport, Progress
from graphkit.plural import counted
from graphkit.store import Store, View


def import_rdf(
    path: str | PathLike[str], *, format: str | None = None, graph: str | PathLike[str] = DEFAULT_FOLDER, trust: bool = False
) -> tuple[int, int]:
    """Add the articles and claims of an RDF file in the form that graphkit exports.

    Named graphs are optional: graphkit assigns each triple by its subject. Direct triples are
    derived again. The file is first checked against the shapes, and each quote against its offsets
    (exports contain the hash of a text, not the text). A dump with named graphs is loaded into a
    new folder with the bulk loader of the engine, and then checked.

    Args:
        path: the file; its ending determines the format unless `format` is given.
        format: turtle, ntriples, nquads, trig, jsonld or rdfxml.
        graph: the graph folder; created if missing.
        trust: skip validation; for your own dump (nquads, trig) into a new folder.

    Returns:
        Numbers of articles added, and of articles already present.

    Raises:
        UsageError: `trust` with another format, or with an existing graph.
        DocumentError: the file does not parse, contains no claims, or violates the shapes.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.query import validate
    from graphkit.store import DATASETS, bulk_load, format_of, load

    source, folder = as_path(path), as_path(graph)
    named, new = format_of(source, format), not folder.exists()
    if source.is_dir() or not source.exists():
        raise DocumentError(f"{source} is {'a folder' if source.is_dir() else 'not there'}; give an RDF file")
    if trust and not (new and named in DATASETS):
        raise UsageError(f"trust is for a new folder and for {' or '.join(DATASETS)}; {folder} {'is new' if new else 'is there already'}, the file is {named}")
    if new and named in DATASETS:
        return bulk_load(source, named, folder, _nothing if trust else _wrong), 0
    bundle = load(source, named)
    refused = [f"{v.node}: {v.message}" for v in validate(bundle.view())]
    if refused:
        more = f" (and {len(refused) - 3} more)" if len(refused) > 3 else ""
        raise DocumentError(f"{source} is refused: {'; '.join(refused[:3])}{more}; nothing was imported")
    with Store.open(folder, create=True).writer() as writer:
        return writer.merge(bundle)


def _nothing(_: View) -> Iterator[str]:
    return iter(())


def _wrong(view: View) -> Iterator[str]:
    from graphkit.query import validate

    if wrong := validate(view):
        yield from (f"{v.node}: {v.message}" for v in wrong)
        return
    missing, spare = map(len, view.direct_difference())
    if missing or spare:
        yield f"{counted(missing, 'direct triple')} missing and {spare} too many for its claims"


def import_table(
    path: str | PathLike[str],
    mapping: str | PathLike[str],
    *,
    graph: str | PathLike[str] = DEFAULT_FOLDER,
    actors: Sequence[str | PathLike[str]] = (),
    encoding: str | None = None,
    member: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> BuildReport:
    """Add the rows of a table. Each row becomes an article of the data set, with its cells as evidence.

    Rows are added in batches of some thousands, each completely or not at all. Run an interrupted import again to
    resume it. Invalid rows become failures in the report. The decisions in the file next to the graph folder are applied.

    Args:
        path: CSV, TSV, XLSX or JSON; plain, in a ZIP, or gzipped; CSV and TSV are streamed.
        mapping: name of a built-in mapping, or a file; see `seeds/tables/README.md`.
        graph: the graph folder; created if missing.
        actors: additional actors files.
        encoding: text encoding, instead of that of the mapping.
        member: end of the name of the file in a ZIP, or of the sheet, if several match.
        on_progress: called after each row.

    Raises:
        UnknownName, DataError: the mapping is unknown or invalid.
        UsageError: unknown encoding.
        DocumentError: the file cannot be read, or lacks a column; nothing was written.
        DataError: the decisions file is invalid.
        StoreError: the folder cannot be opened or written, or another process writes to it.
    """
    from graphkit.decisions import file_of, read_decisions
    from graphkit.pipeline.row_records import RowConverter
    from graphkit.pipeline.table_import import import_table as run
    from graphkit.tables import read_mapping

    _check_encoding(encoding)
    if member is not None:
        check_text("member is a name", member)
    converter = RowConverter(read_mapping(as_path(mapping) if isinstance(mapping, PathLike) else check_text("mapping is a name or a file", mapping)), paths("actors", actors))
    return run(as_path(path), as_path(graph), converter, on_progress, encoding=encoding, member=member, decisions=read_decisions(file_of(as_path(graph)), converter.known))


def paths(name: str, given: Sequence[str | PathLike[str]]) -> list[Path]:
    """Return the files of an argument.

    Raises:
        UsageError: it is not a list.
    """
    if isinstance(given, str | PathLike):
        raise UsageError(f"{name} is a list of files: [{fspath(given)!r}]")
    if not isinstance(given, Sequence):
        raise UsageError(f"{name} is a list of files, not {shortened(repr(given), 80)}")
    return [as_path(each) for each in given]


def _check_encoding(name: str | None) -> None:
    if name is not None:
        check_text("encoding is a name", name)
    try:
        "".encode(name or "utf-8")
    except (LookupError, ValueError) as error:
        raise UsageError(f"no encoding {name!r}; give one that Python knows, e.g. utf-8, cp1252, latin-1") from error
