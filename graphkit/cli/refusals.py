"""Errors of the option parser as one line, and options that would have no effect."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from graphkit.cli.output import LONGEST, plain
from graphkit.errors import UsageError, shortened

if TYPE_CHECKING:
    import typer


# Options whose empty value means none, which is their default.
_MAY_BE_EMPTY = ("--why", "--root-path")
_OPTION = re.compile(r"-[a-z]|--[a-z][a-z-]*")


def refuse_empty(words: Sequence[str]) -> None:
    """Check that no option has an empty value, as from a variable that is not set: it would mean no value, or the current folder.

    Raises:
        UsageError: one has.
    """
    for before, word in pairwise(["", *words]):
        option = before if not word else word.removesuffix("=") if word.endswith("=") else ""
        if _OPTION.fullmatch(option) and option not in _MAY_BE_EMPTY:
            raise UsageError(f"{option} is empty; give a value, or leave it out")


def refused(error: Any) -> int:
    """Print an error of the option parser as one line that names the help of its command; return its exit code."""
    if type(error).__name__ == "NoArgsIsHelpError":
        # Its text is the help.
        error.show()
        return int(error.exit_code)
    said, context = plain(shortened(error.format_message(), LONGEST)).replace("Value error, ", "").rstrip("."), getattr(error, "ctx", None)
    more = f"{' See' if said.endswith('?') else '; see'} {context.command_path} --help" if context is not None else ""
    sys.stderr.write(f"graphkit: {said[:1].lower()}{said[1:]}{more}\n")
    return int(error.exit_code)


def refuse_llm(command: str, extractor: str, instead: str) -> None:
    """Check that an extractor needs no language model, for commands without its options.

    Raises:
        UsageError: it needs one.
    """
    if "llm" in extractor.split("+"):
        raise UsageError(f"{command} has no option for the language model that the extractor {extractor} needs; {instead} --extractor {extractor} --llm PROVIDER:MODEL")


def typed_options(context: typer.Context, *names: str) -> list[str]:
    """Return those of the parameters that were given on the command line, as options are typed."""
    given = [name for name in names if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"]
    options = {parameter.name: parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar).strip("[]") for parameter in context.command.params}
    return [options[name] for name in given]


def refuse_unused(context: typer.Context, why: str, *names: str) -> None:
    """Check that none of these parameters was given on the command line, where they have no effect.

    Raises:
        UsageError: one was given; the message states the reason.
    """
    if given := typed_options(context, *names):
        raise UsageError(f"{', '.join(given)} would be ignored: {why}")
