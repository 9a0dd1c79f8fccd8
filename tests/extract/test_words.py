"""The short word lists: each is asked for by a rule, and says what it is for."""

from __future__ import annotations

import csv
import re

import pytest

from graphkit.errors import DataError
from graphkit.extract.words import words
from graphkit.resources import seeds_dir
from tests.conftest import ROOT


def rows():
    with (seeds_dir() / "language" / "words.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_code_asks_for_each_list_and_for_no_other():
    asked = {name for path in (ROOT / "graphkit" / "extract").rglob("*.py") for name in re.findall(r'\bwords\("([^"]+)"\)', path.read_text(encoding="utf-8"))}
    assert asked == {row["list"] for row in rows()}


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
