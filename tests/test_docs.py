"""The README's reference is what the code says. `python -m tests.test_docs` writes it anew."""

from __future__ import annotations

import re
import tomllib

from typer.main import get_command

from graphkit.cli.app import app
from graphkit.documents import formats
from tests.conftest import ROOT

README = ROOT / "README.md"
FORMATS = re.compile(r"(<!-- formats -->\n).*(<!-- /formats -->)", re.DOTALL)
PLACE = re.compile(r"(<!-- commands -->\n).*(<!-- /commands -->)", re.DOTALL)


def _commands(group, before):
    """Names and commands, those of a group after the group itself."""
    for name, command in sorted(group.commands.items()):
        yield before + name, command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def reference() -> str:
    """Every command with its options, from the code."""
    lines = []
    for name, command in _commands(get_command(app), ""):
        lines.append(f"**`graphkit {name}`**: {command.help.strip()}\n")
        for option in command.params:
            names = ", ".join(f"`{n}`" for n in (*option.opts, *option.secondary_opts))
            told = getattr(option, "help", None) or ""
            known = getattr(getattr(option, "type", None), "choices", None)
            choices = f" ({', '.join(getattr(c, 'value', str(c)) for c in known)})" if known else ""
            if option.param_type_name != "argument":
                lines.append(f"- {names}{choices}: {told}")
        lines.append("")
    return "\n".join(lines)


def ours() -> list[formats.Format]:
    """Our own readers, in the order of their module."""
    return [made for made in vars(formats).values() if isinstance(made, formats.Format)]


def table() -> str:
    """The formats that are read, from the readers."""
    rows = [(made.label, " ".join(f"`{ending}`" for ending in made.endings), f"`[{made.extra}]`" if made.extra else "") for made in ours()]
    return "\n".join(["| format | endings | extra |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)])


def test_the_readme_lists_every_format():
    assert FORMATS.search(README.read_text(encoding="utf-8")).group(0) == f"<!-- formats -->\n{table()}\n<!-- /formats -->"


def test_the_help_of_build_and_extract_names_an_ending_of_every_format():
    for name in ("build", "extract"):
        (argument,) = [each for each in get_command(app).commands[name].params if each.param_type_name == "argument"]
        words = set(re.split(r"[\s()]+", argument.help))
        assert [made.label for made in ours() if not words & set(made.endings)] == []


def test_every_format_is_announced():
    announced = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["graphkit.readers"]
    assert {value.rpartition(":")[2] for value in announced.values()} == {name for name, made in vars(formats).items() if isinstance(made, formats.Format)}


def test_the_readme_lists_every_command_and_option():
    assert PLACE.search(README.read_text(encoding="utf-8")).group(0) == f"<!-- commands -->\n{reference()}\n<!-- /commands -->"


def test_every_named_file_of_the_readme_is_there():
    for path in re.findall(r"`((?:seeds|ontology|examples|training|graphkit)/[\w./-]*)`", README.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path
    assert (ROOT / "examples" / "network.png").exists()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    text = FORMATS.sub(lambda m: f"{m.group(1)}{table()}\n{m.group(2)}", text)
    README.write_text(PLACE.sub(lambda m: f"{m.group(1)}{reference()}\n{m.group(2)}", text), encoding="utf-8")
