"""What commands share that take a decision of the user's: who decides, when, and the file of decisions."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

DecisionsOption = Annotated[Path | None, typer.Option("--decisions", metavar="FILE", help="Decisions file; by default the one next to the graph.")]
WhoOption = Annotated[str | None, typer.Option("--who", help="Name of the person who decides; your login name by default.")]


def today() -> date:
    """The day of a decision."""
    return datetime.now(UTC).date()


def login() -> str:
    """Who decides, where nobody is named."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "the user"
