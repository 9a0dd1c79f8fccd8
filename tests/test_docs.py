"""The README's reference is what the code says. `python -m tests.test_docs` writes it anew."""

from __future__ import annotations

import re

from typer.main import get_command

from graphkit.cli.app import app
from tests.conftest import ROOT

README = ROOT / "README.md"
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


def test_the_readme_lists_every_command_and_option():
    assert PLACE.search(README.read_text(encoding="utf-8")).group(0) == f"<!-- commands -->\n{reference()}\n<!-- /commands -->"


def test_every_named_file_of_the_readme_is_there():
    for path in re.findall(r"`((?:seeds|ontology|examples|training|graphkit)/[\w./-]*)`", README.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path
    assert (ROOT / "examples" / "network.png").exists()


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(PLACE.sub(lambda m: f"{m.group(1)}{reference()}\n{m.group(2)}", text), encoding="utf-8")
