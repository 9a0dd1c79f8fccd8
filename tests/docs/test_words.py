"""Everything that users read is plain, standard technical English: words of the old house style must not come back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from docs.generate import commands, formats, routes
from tests.conftest import ROOT
from tests.docs.blocks import PAGES

# Each with the standard word: listed or printed; by the same interface; solution; untrusted; quotes; active; again; event; named.
ODD = re.compile(r"\b(told|tells? of|by the same door|ways? out|strangers?|receipts|says so|said so|(?:in|out of) force|afresh|deeds?|called so|taken in|less sure|surer|by whose word)\b", re.IGNORECASE)
# The same words as parts of names: a name says what it holds (notes, facts, figures, form), not that it was told.
NAMES = re.compile(r"(?:\A|_)(?:told|tell|tells|teller|strangers?|afresh|surer|doors?|receipts?)(?:_|\Z)", re.IGNORECASE)
SHOWN = ("assets/yasqe",)


def found(texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, match[0]) for where, text in texts for match in ODD.finditer(text)]


def test_help_texts_are_plain():
    assert found((f"graphkit {name}", text) for name, command in commands.commands() for text in (command.help, *(getattr(each, "help", "") or "" for each in command.params))) == []


def test_pages_of_the_documentation_are_plain():
    """This includes the changelog."""
    assert found((str(page.relative_to(ROOT)), page.read_text(encoding="utf-8")) for page in (*PAGES, ROOT / "CHANGELOG.md")) == []


def test_tables_made_from_docstrings_are_plain():
    assert found((name, table()) for name, table in (("outputs", formats.outputs), ("mappings", formats.mappings), ("questions", formats.questions), ("routes", routes.addresses))) == []


def test_pages_of_the_site_and_the_network_are_plain():
    """Only the text between tags; template expressions in braces are code."""
    pages = [path for path in (ROOT / "graphkit").rglob("*.html") if not any(part in str(path) for part in SHOWN)]
    assert len(pages) > 10
    assert found((path.name, re.sub(r"\{[{%#].*?[}%#]\}|<script.*?</script>|<style.*?</style>|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)) for path in pages) == []


def test_docstrings_of_the_public_interface_are_plain():
    public = [ROOT / "graphkit" / name for name in ("__init__.py", "api.py", "answers.py", "errors.py")]
    public += [path for path in (ROOT / "graphkit" / "api", ROOT / "graphkit" / "model") if path.is_dir()]
    files = [path for one in public for path in ([one] if one.is_file() else sorted(one.glob("*.py")))]
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    assert found((str(path.relative_to(ROOT)), ast.get_docstring(node) or "") for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, kinds)) == []


def given_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines: functions, classes, parameters, variables, fields, and attributes that it sets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_names_in_the_code_are_plain():
    modules = [path for folder in ("graphkit", "benchmarks", "docs", "examples") for path in (ROOT / folder).rglob("*.py")]
    assert len(modules) > 200
    # `tell` is what Python calls a method of files.
    names = {(str(path.relative_to(ROOT)), name) for path in modules for name in (path.stem, *given_names(ast.parse(path.read_text(encoding="utf-8")))) if NAMES.search(name) and name != "tell"}
    assert names == set()
