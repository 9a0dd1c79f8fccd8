"""Conventions of the code: import contracts, sizes, start-up time."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
from pathlib import Path

from typer.main import get_command

from graphkit.cli.app import app
from tests.conftest import ROOT

MODULES = sorted((ROOT / "graphkit").rglob("*.py"))


def function_lengths(path: Path) -> list[int]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_import_contracts_hold():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout


def test_what_scripts_import_of_ours_is_there():
    """Benchmarks and training are run by hand, so a renamed module would go unnoticed there."""
    missing = []
    for path in sorted(path for folder in ("benchmarks", "training", "docs") for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("graphkit", "benchmarks", "training", "tests", "docs"):
                place = ROOT.joinpath(*node.module.split("."))
                held = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
                names = {alias.name for alias in node.names}
                known = held.read_text(encoding="utf-8") if held.exists() else ""
                missing += [f"{path.name}: {node.module}.{name}" for name in sorted(names) if not re.search(rf"\b{re.escape(name)}\b", known) and not (place / f"{name}.py").exists() and not (place / name).is_dir()]
    assert missing == []


def test_modules_stay_small():
    lengths = {path.relative_to(ROOT / "graphkit").as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert statistics.median(lengths.values()) < 90
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_each_command_has_a_file_of_its_name():
    """`import` and `open` are a keyword and a builtin of Python, so their files end with an underscore."""
    files = {path.stem.rstrip("_").replace("_", "-") for path in (ROOT / "graphkit" / "cli").glob("*.py")}
    assert set(get_command(app).commands) <= files


def test_functions_stay_small():
    lengths = sorted(length for path in MODULES for length in function_lengths(path))
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 30


def test_every_module_says_what_it_is():
    for path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom graphkit.cli.app import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'pyvis', 'networkx', 'trafilatura', 'numpy', 'dateparser'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
