"""The short word lists: each is asked for by a rule, and says what it is for."""

from __future__ import annotations

import ast
import csv
import re

import pytest

from graphkit.errors import DataError
from graphkit.nlp.words import alternatives, words
from graphkit.resources import seeds_dir
from tests.conftest import ROOT


def rows():
    with (seeds_dir() / "language" / "words.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_code_asks_for_each_list_and_for_no_other():
    asked = {name for path in (ROOT / "graphkit").rglob("*.py") for name in re.findall(r"""\b(?:words|alternatives)\(["']([^"']+)["']\)""", path.read_text(encoding="utf-8"))}
    assert asked == {row["list"] for row in rows()}


def test_rules_that_resolve_actors_hold_no_long_list_of_words_in_their_code():
    """Pronouns and the like, a handful each, may stand there; so may the columns of a table."""
    long = [
        (path.name, node.lineno)
        for path in (ROOT / "graphkit" / "resolve").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.List | ast.Tuple | ast.Set) and len(node.elts) > 8 and all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in node.elts)
        and "wikidata" not in ast.unparse(node)
    ]
    assert long == []


def test_alternatives_match_the_words_of_the_list_and_nothing_else():
    pattern = re.compile(alternatives("particles"))
    assert all(pattern.fullmatch(word) for word in words("particles"))
    assert not pattern.fullmatch("vandal")


def test_each_list_says_what_it_is_for_and_holds_no_word_twice():
    for row in rows():
        found = row["words"].split(";")
        assert row["what"]
        assert all(found)
        assert len(found) == len(set(found)), row["list"]


def test_an_unknown_list_is_named():
    assert "order" in words("object control")
    with pytest.raises(DataError, match=r"words\.csv: no list 'zorro'"):
        words("zorro")
