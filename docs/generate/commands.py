"""The reference of the command line, from the typer application."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from docs.generate import table
from graphkit.cli.app import app

INTRODUCTION = """# Commands

This page is generated from the program; `graphkit COMMAND --help` prints the same text. Results go to standard output, everything else
to standard error. Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted with Ctrl-C, 141 closed output pipe (`| head`).

"""


def commands() -> Iterator[tuple[str, Any]]:
    """Names and commands, in the order of the program; those of a group after the group itself."""
    from typer.main import get_command

    yield from _walk(get_command(app), "")


def _walk(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        yield before + name, command
        if hasattr(command, "commands"):
            yield from _walk(command, f"{before}{name} ")


def page() -> str:
    """Render the page with every command, argument and option."""
    return INTRODUCTION + "\n".join(_section(name, command) for name, command in commands())


def _section(name: str, command: Any) -> str:
    kinds = get_type_hints(command.callback)
    given = [_argument(each, kinds.get(each.name)) for each in command.params if each.param_type_name == "argument"]
    options = [_option(each, kinds.get(each.name)) for each in command.params if each.param_type_name == "option"]
    parts = [f"## graphkit {name} {{ #{name.replace(' ', '-')} }}\n", command.help.strip() + "\n", f"```text\ngraphkit {name} {_usage(command)}\n```\n"]
    parts += [table(("argument", "meaning"), given)] if given else []
    return "\n".join([*parts, table(("option", "meaning"), options)])


def _usage(command: Any) -> str:
    given = [each for each in command.params if each.param_type_name == "argument"]
    return " ".join(["[OPTIONS]", *(_place(each) if each.required else f"[{_place(each)}]" for each in given)])


def _place(each: Any) -> str:
    """The placeholder of an argument; typer puts that of an optional one in brackets."""
    return (each.metavar or each.name.upper()).removeprefix("[").removesuffix("]")


def _argument(each: Any, kind: Any) -> tuple[str, ...]:
    choices = _choices(_arm(kind))
    return f"`{_place(each)}`", _help(each) + (f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else "")


def _option(each: Any, kind: Any) -> tuple[str, ...]:
    names = ", ".join(f"`{name}`" for name in (*each.opts, *each.secondary_opts))
    return names + ("" if each.is_flag else f" `{_value(each, kind)}`"), _help(each) + _default(each)


def _value(each: Any, kind: Any) -> str:
    """What the option takes: its placeholder, its choices, or the kind of its value."""
    one = _arm(kind)
    return "|".join(_choices(one)) or each.metavar or {int: "NUMBER", float: "NUMBER", Path: "FILE"}.get(one, "TEXT")


def _arm(kind: Any) -> Any:
    """The type in an optional or a list."""
    return next((arm for arm in (*get_args(kind), kind) if arm not in (None, type(None))), str)


def _choices(kind: Any) -> list[str]:
    return [str(choice.value) for choice in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def _help(each: Any) -> str:
    return (getattr(each, "help", None) or "").strip()


def _default(each: Any) -> str:
    variable = f" Environment: `{each.envvar}`." if each.envvar else ""
    shown = each.default is not None and not isinstance(each.default, bool) and str(each.default) not in ("", "()", "[]")
    return f"{variable} Default: `{getattr(each.default, 'value', each.default)}`." if shown else variable
