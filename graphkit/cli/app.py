"""The typer application with all commands."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit import __version__
from graphkit.cli import (
    actors,
    analyze,
    annotate,
    articles,
    build,
    check,
    claims,
    conflicts,
    decide,
    diff,
    evaluate,
    explain,
    export,
    extract,
    import_,
    import_table,
    info,
    mcp,
    open_,
    push,
    query,
    read,
    report,
    retract,
    review,
    serve,
    undo_version,
    update,
    validate,
    view,
)
from graphkit.cli.refusals import Commands

app = typer.Typer(
    name="graphkit",
    cls=Commands,
    help="Turn news articles into an alliance knowledge graph: who backs whom, with a quote for every claim.",
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
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


app.command("build")(build.build)
app.command("open")(open_.open_)
app.command("extract")(extract.extract)
app.command("read")(read.read)
app.command("query")(query.query)
app.command("explain")(explain.explain)
app.command("articles")(articles.articles)
app.add_typer(actors.app, name="actors")
app.command("conflicts")(conflicts.conflicts)
app.command("claims")(claims.claims)
app.command("diff")(diff.diff)
app.command("analyze")(analyze.analyze)
app.command("report")(report.report)
app.command("info")(info.info)
app.command("validate")(validate.validate)
app.command("import")(import_.import_)
app.command("import-table")(import_table.import_table)
app.command("review")(review.review)
app.command("decide")(decide.decide)
app.command("evaluate")(evaluate.evaluate)
app.command("annotate")(annotate.annotate)
app.command("check")(check.check)
app.command("retract")(retract.retract)
app.command("undo-version")(undo_version.undo_version)
app.command("update")(update.update)
app.command("export")(export.export)
app.command("view")(view.view)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)
app.command("push")(push.push)
