"""Duplicate code: six equal lines in two places must be unified, or justified here.

Code of the same shape with other names, such as fields and the keyword arguments that fill them, is no duplicate.
"""

from __future__ import annotations

import ast
import functools
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from tests.conftest import ROOT

ALIKE = 6
_OPTIONS = "a command names its options in its own signature, where Typer reads them; what an option is stands once, in cli/options.py"
# Two files, and why they may be alike.
REASONS = {
    frozenset({"graphkit/cli/build.py", "graphkit/cli/extract.py"}): _OPTIONS,
    frozenset({"graphkit/cli/build.py", "graphkit/cli/evaluate.py"}): _OPTIONS,
    frozenset({"graphkit/cli/evaluate.py", "graphkit/cli/extract.py"}): _OPTIONS,
    frozenset({"tests/tables/test_mapping.py", "tests/tables/test_releases.py"}): "a mapping is data that each file of tests reads beside its own rows",
    frozenset({"training/train.py", "training/tune.py"}): "two commands open the same folder of work, and do other things in it",
}
FOLDERS = ("graphkit", "tests", "benchmarks", "docs", "examples", "training")


def lines(path: Path) -> list[str]:
    """Return the lines of code without indentation, blank lines, comments, lone brackets, imports and docstrings."""
    text = path.read_text(encoding="utf-8")
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__"
        if said or named or isinstance(node, ast.Import | ast.ImportFrom):
            skipped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    stripped = ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [line for number, line in stripped if number not in skipped and len(line) > 2 and not line.startswith("#")]


@functools.cache
def pairs() -> set[frozenset[str]]:
    """Return the pairs of files that share a run of lines; a single file if it repeats its own."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        code = lines(path)
        for start in range(len(code) - ALIKE + 1):
            places[tuple(code[start : start + ALIKE])].append(path.relative_to(ROOT).as_posix())
    return {frozenset(pair) for found in places.values() for pair in combinations(found, 2)}


def test_no_code_stands_twice_without_a_reason():
    assert {tuple(sorted(pair)) for pair in pairs() - REASONS.keys()} == set()


def test_each_reason_still_has_its_pair():
    assert {tuple(sorted(pair)) for pair in REASONS.keys() - pairs()} == set()
