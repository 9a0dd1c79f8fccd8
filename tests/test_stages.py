"""The line on input and output in each stage's docstring matches the signature of its function."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib

import pytest

from tests.conftest import ROOT

LINE = re.compile(r"^Takes ((?:`\w+`, )*`?\w+`?), gives `(\w+)`: ((?:`[\w.]+`, )*`[\w.]+`)\.$", re.MULTILINE)
LAYERS = [set(layer.split(" | ")) for layer in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]]
# The stages of an article, in order; the tables package is another entry point.
WAY = ("documents", "extract", "resolve", "assemble", "store")
ROOMS = (*WAY, "tables", "pipeline", "query", "analyze", "view", "export", "serve")


def words(text: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", text)


def line(room: str) -> tuple[list[str], str, list[str]]:
    """Return the input types, the output type, and the functions of a stage, from its docstring."""
    found = LINE.findall(ast.get_docstring(ast.parse((ROOT / "graphkit" / room / "__init__.py").read_text(encoding="utf-8"))) or "")
    assert len(found) == 1, f"graphkit.{room}: one line `Takes ..., gives ...: function.` is wanted in its docstring"
    takes, gives, functions = found[0]
    return words(takes), gives, words(functions)


def function(name: str):
    """Return the function of a dotted name, and its module."""
    module, rest = importlib.import_module("graphkit"), name.split(".")
    while rest and inspect.ismodule(module):
        try:
            module = importlib.import_module(f"{module.__name__}.{rest[0]}")
        except ModuleNotFoundError:
            break
        rest = rest[1:]
    found = module
    for part in rest:
        found = getattr(found, part)
    return found, module


def names(annotation: object) -> set[str]:
    return set(re.findall(r"\w+", str(annotation)))


@pytest.mark.parametrize("room", ROOMS)
def test_the_line_of_a_room_is_what_its_functions_take_and_give(room):
    takes, gives, functions = line(room)
    first, last = (inspect.signature(function(functions[at])[0]) for at in (0, -1))
    wanted = set().union(*(names(parameter.annotation) for parameter in first.parameters.values()))
    assert set(takes) <= wanted
    assert gives in names(last.return_annotation)
    assert all(name.startswith(f"{room}.") for name in functions)


def test_each_stage_of_the_contract_has_its_line():
    [stages] = [layer for layer in LAYERS if "assemble" in layer]
    assert stages <= set(ROOMS)
    assert set(WAY) <= stages


def test_stages_take_what_all_may_see():
    """Sibling stages do not import each other: they exchange values of `graphkit.model`, or the caller that joins them creates them."""
    model = importlib.import_module("graphkit.model")
    [stages] = [layer for layer in LAYERS if "assemble" in layer]
    for room in stages - {"documents", "tables"}:
        takes, _, _ = line(room)
        assert [name for name in takes if not hasattr(model, name)] == [], room


def test_what_a_stage_takes_an_earlier_one_gives():
    """In the order of the stages: inputs, documents, readings, actors, records."""
    given = {"Document"}  # an `Item` is a document or a failure
    model = importlib.import_module("graphkit.model")
    assert model.Document in model.Item.__args__
    for room in WAY[1:]:
        takes, gives, _ = line(room)
        assert set(takes) - {"Actor"} <= given, room
        # A resolution holds the actors.
        given |= {gives}
    assert "Actor" in names(function("resolve.linker.Resolution")[0].__annotations__["actors"])


def test_the_page_on_the_way_of_an_article_names_what_there_is():
    """Each function named in `docs/explanation/article.md` exists, and each stage's line matches that of its package."""
    text = (ROOT / "docs" / "explanation" / "article.md").read_text(encoding="utf-8")
    for name in re.findall(r"`graphkit\.([\w.]+)`", text):
        function(name)
    for room in WAY:
        takes, gives, _ = line(room)
        row = next(row for row in text.splitlines() if row.startswith(f"| `{room}` "))
        cells = row.split("|")
        assert words(cells[2]) == takes
        assert words(cells[3])[0] == gives
