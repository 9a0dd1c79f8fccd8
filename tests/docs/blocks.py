"""Find and run the code blocks of the README and of `docs/`.

- `sh`: each command runs; `graphkit` in this process, other programs in the shell; packages installed
  by `pip install` must be an extra of ours.
- `python`: the blocks of a page share one namespace and run in order.
- `sparql`: the query must have an answer in the graph of the seed articles.
- `yaml`, `csv`, `json`, `markdown` with a title: a file for the following commands.
- `text` after one of these: lines that must be in its output; `…` stands for omitted ones.

A block that needs what a test does not have (a cluster, a key) is preceded by `<!-- not run: why -->`; only the
names and options of its `graphkit` commands are checked.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit import Graph
from tests.conftest import ROOT

FENCE = re.compile(
    r"(?:<!-- not run: (?P<why>[^>]+?) -->\s*)?^(?P<indent> *)```(?P<language>\w+)?(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
LANGUAGES = {"sh", "python", "sparql", "text", "yaml", "csv", "json", "markdown", "turtle", "http", "nginx", "caddy", "cypher"}
PAGES = [ROOT / "README.md", *sorted(p for p in (ROOT / "docs").rglob("*.md"))]


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its position, its kind, and why it is not run ("" if it is)."""

    line: int
    language: str
    title: str
    body: str
    why: str


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    found = []
    for match in FENCE.finditer(text):
        body = re.sub(rf"^{match['indent']}", "", match["body"], flags=re.MULTILINE)
        found.append(Block(text[: match.start("body")].count("\n") + 1, match["language"] or "", match["title"] or "", body, match["why"] or ""))
    return found


def commands(body: str) -> Iterator[str]:
    """Yield the command lines of a block; a trailing backslash or an open quotation mark continues the line."""
    waiting = ""
    for line in body.replace("\\\n", " ").splitlines():
        waiting = f"{waiting}\n{line}" if waiting else line
        try:
            words = shlex.split(waiting, comments=True)
        except ValueError:
            continue
        if words:
            yield waiting
        waiting = ""
    assert not waiting, f"a quotation is not closed: {waiting}"


class Runner:
    """Run the blocks of one page in the working directory; `printed` is the output of the last one."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "page"}
        self.printed = ""
        self.graph: Graph | None = None

    def run(self, block: Block) -> None:
        if block.title:
            Path(block.title).parent.mkdir(parents=True, exist_ok=True)
            Path(block.title).write_text(block.body, encoding="utf-8")
        elif block.why:
            check(block)
        elif block.language == "sh":
            self.printed = "".join(self._command(line) for line in commands(block.body))
        elif block.language == "python":
            self.printed = self._python(block)
        elif block.language == "sparql":
            self.printed = self._answered(block.body)
        elif block.language == "text":
            self._compare(block)

    def _command(self, line: str) -> str:
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            os.environ[name] = value
            return ""
        if words[:2] == ["pip", "install"]:
            installable(words[2])
            return ""
        # A separate process would spend most of its time loading the language model.
        given = ""
        if words[0] == "echo" and words[2:4] == ["|", "graphkit"]:
            given, words = f"{words[1]}\n", words[3:]
        target = Path(words[-1]) if words[-2:-1] == [">"] else None
        words = words[:-2] if target else words
        if words[0] != "graphkit" or set(words) & {"|", ">", "&&", "<"}:
            return shell(line)
        done = graphkit(words[1:], given)
        return str(target.write_text(done.stdout, encoding="utf-8")) if target else done.output

    def _python(self, block: Block) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.body, f"block at line {block.line}", "exec"), self.names)
        return out.getvalue()

    def _answered(self, sparql: str) -> str:
        """Return the answer to a query, which must not be empty. The graph is opened once per page, since that starts a process."""
        self.graph = self.graph or Graph.open(os.environ["GRAPHKIT_GRAPH"])
        found = self.graph.query(sparql)
        rows = ["yes"] if found.kind == "boolean" and bool(found) else [str(row) for row in found]
        assert rows, f"no answer to: {sparql}"
        return "\n".join(rows)

    def _compare(self, block: Block) -> None:
        printed = " ".join(self.printed.split())
        for part in re.split(r"…|\n", block.body):
            words = " ".join(part.split())
            assert words in printed, f"{words!r} is not in the output:\n{self.printed}"


def graphkit(words: list[str], given: str = "") -> Any:
    """Run a command with `given` as its standard input; it must succeed."""
    from typer.testing import CliRunner

    from graphkit.cli.app import app

    done = CliRunner().invoke(app, words, input=given, prog_name="graphkit")
    assert done.exit_code == 0, f"graphkit {' '.join(words)}: {done.output} {done.exception!r}"
    return done


def shell(line: str) -> str:
    """Return the output of a shell line; `graphkit` in it is ours."""
    ours = f'graphkit() {{ "{sys.executable}" -m graphkit "$@"; }}\n'
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", ours + line], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, f"{line}: {done.stderr}"
    return done.stdout


def installable(wanted: str) -> None:
    """Check that each extra in `alliance-graphkit[a,b]` is one of ours."""
    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])
    match = re.fullmatch(r"(?:alliance-graphkit|\.)(?:\[([\w,]+)\])?", wanted)
    assert match, wanted
    assert set((match[1] or "").split(",")) - {""} <= extras, wanted


def check(block: Block) -> None:
    """Check that the commands of a block that is not run have existing names and options."""
    for line in commands(block.body) if block.language == "sh" else ():
        for words in _each_graphkit(shlex.split(line, comments=True)):
            options = known()[words[0]]
            asked = {word.partition("=")[0] for word in words[1:] if word.startswith("-") and word != "-"}
            assert asked <= options, f"{line}: no option {asked - options}"


def _each_graphkit(words: list[str]) -> Iterator[list[str]]:
    if "graphkit" in words:
        rest = words[words.index("graphkit") + 1 :]
        ends = [rest.index(mark) for mark in ("|", ">", "&", "&&") if mark in rest]
        yield rest[: min(ends)] if ends else rest


def known() -> dict[str, set[str]]:
    """Return the options of each command."""
    from docs.generate.commands import commands as all_commands

    return {name: {option for each in command.params for option in (*each.opts, *each.secondary_opts)} for name, command in all_commands()}
