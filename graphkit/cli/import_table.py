"""The command `import-table`: add the rows of a data set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.options import DEFAULT_GRAPH, ActorsOption, QuietOption, WrittenGraphOption
from graphkit.cli.output import plain, progress, table
from graphkit.cli.refusals import refuse_unused
from graphkit.errors import UsageError
from graphkit.plural import counted


def import_table(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The table: CSV, TSV, XLSX or JSON; plain, in a ZIP, or gzipped.", show_default=False)] = None,
    mapping: Annotated[str | None, typer.Option("--mapping", "-m", metavar="NAME|FILE", help="Mapping of the columns: the name of a built-in mapping, or a YAML file.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the built-in mappings.")] = False,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Text encoding, if it differs from that of the mapping: utf-8, cp1252, latin-1, ...")] = None,
    member: Annotated[str | None, typer.Option("--member", metavar="NAME", help="End of the name of the file in the ZIP, or of the sheet, if several match.")] = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
    actors: ActorsOption = None,
    quiet: QuietOption = False,
) -> None:
    """Import the rows of a data set (UCDP, ATOP, COW, GDELT, ...). Each row is the evidence of a claim; --list shows the built-in mappings."""
    if list_:
        from graphkit.tables import read_mapping, ready_mappings

        refuse_unused(context, "--list shows the built-in mappings", "file", "mapping", "encoding", "member", "actors")
        table(("mapping", "source", "written for", "columns that the table must have"), ((name, read_mapping(name).outlet, read_mapping(name).version, ", ".join(sorted(read_mapping(name).wanted()))) for name in ready_mappings()))
        return
    if file is None:
        raise UsageError("give a table and --mapping NAME or FILE; --list shows the built-in mappings")
    if mapping is None:
        raise UsageError(f"{file}: give --mapping with the name of its data set (--list shows all with their columns), triples for the columns subject, relation and object, or a YAML file")
    from graphkit import api

    with progress(quiet, "row", every=10_000) as show:
        report = api.import_table(file, mapping, graph=graph, actors=actors or (), encoding=encoding, member=member, on_progress=show)
    for failure in report.failures:
        sys.stderr.write(f"graphkit: {plain(failure.source)}: {plain(failure.reason)}\n")
    for note in report.notes:
        sys.stderr.write(f"graphkit: {plain(note)}\n")
    if not quiet:
        typer.echo(f"{counted(report.added, 'row')} added, {report.unchanged:,} already there, {len(report.failures):,} failed; {counted(report.claims, 'claim')}. The graph is in {graph}")
    if report.failures and not report.added and not report.unchanged:
        raise typer.Exit(1)
