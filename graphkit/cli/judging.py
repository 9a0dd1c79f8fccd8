"""Options of commands that record decisions: person, date, and decisions file."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

DecisionsOption = Annotated[Path | None, typer.Option("--decisions", metavar="FILE", help="Decisions file; by default the one next to the graph.")]
WhoOption = Annotated[str | None, typer.Option("--who", help="Name of the person who decides; your login name by default.")]


def today() -> date:
    """Return the date of a decision made now, in UTC."""
    return datetime.now(UTC).date()


def login() -> str:
    """Return the login name, the default for `--who`."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "the user"
