"""The command and its subcommands."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit import __version__
from graphkit.cli import ask, explain, judge, keep, lists, make, measure, read, study, suggest, tabular, take
from graphkit.cli import open as opening

app = typer.Typer(
    name="graphkit",
    help="Who backs whom, with the receipts: news articles in, an alliance graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


app.command("build")(make.build)
app.command("open")(opening.open_)
app.command("extract")(make.extract)
app.command("read")(read.read)
app.command("query")(ask.query)
app.command("explain")(explain.explain)
app.command("articles")(lists.articles)
app.add_typer(suggest.app, name="actors")
app.command("conflicts")(lists.conflicts)
app.command("claims")(lists.claims)
app.command("diff")(lists.diff)
app.command("analyze")(study.analyze)
app.command("report")(study.report)
app.command("info")(ask.info)
app.command("validate")(ask.validate)
app.command("import")(keep.import_)
app.command("import-table")(tabular.import_table)
app.command("review")(judge.review)
app.command("decide")(judge.decide)
app.command("evaluate")(measure.evaluate)
app.command("annotate")(measure.annotate)
app.command("check")(keep.check)
app.command("retract")(keep.retract)
app.command("undo-version")(keep.undo_version)
app.command("update")(keep.update)
app.command("export")(take.export)
app.command("view")(take.view)
app.command("serve")(take.serve)
app.command("mcp")(take.mcp)
app.command("push")(take.push)
