"""Errors of the option parser as one line, and options that would have no effect."""

from __future__ import annotations

import sys
from itertools import product
from typing import Any

import typer
from typer.core import TyperGroup

from graphkit.cli.output import LONGEST, plain
from graphkit.errors import UsageError, shortened

# Options whose empty value means none, which is their default.
_MAY_BE_EMPTY = ("--why", "--root-path")
# Arguments that are paths, as the help calls them.
_PATHS = ("PATH", "FILE", "OTHER", "GOLD.jsonl")


class Commands(TyperGroup):
    """Commands that check how values were typed before they start."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the words call, and its words."""
        name, command, words = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            _check_typed(command, words)
        return name, command, words


def _check_typed(command: Any, words: list[str]) -> None:
    """Check that no option and no path is empty, as from a variable that is not set (it would mean no value, or the current folder), and that no short option is typed as `-o=FILE` (the file would be `=FILE`).

    Raises:
        UsageError: one is.
    """
    # Resilient: errors of the parser itself are reported when the command runs.
    given, _, _ = command.make_parser(typer.Context(command, resilient_parsing=True)).parse_args(list(words))
    for parameter in command.params:
        value = given.get(parameter.name)
        values = value if isinstance(value, list | tuple) else (value,)
        if parameter.param_type_name == "argument":
            if "" in values and parameter.metavar in _PATHS:
                raise UsageError("an input is empty; give a file or a folder, or . for the current folder")
            continue
        if "" in values and parameter.opts[0] not in _MAY_BE_EMPTY:
            typed = next((name for name in parameter.opts if name in words), parameter.opts[0])
            raise UsageError(f"{typed} is empty; give a value, or leave it out")
        for short, text in product([name for name in parameter.opts if len(name) == 2], values):
            if f"{short}{text}" in words and text.startswith("="):
                raise UsageError(f"{short}{text} would mean the value {text!r}; write {short} {text[1:] or 'VALUE'}, or {parameter.opts[0]}={text[1:] or 'VALUE'}")


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
