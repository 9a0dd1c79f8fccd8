"""Every code block of the README and of the documentation runs."""

from __future__ import annotations

import re
import shutil

import pytest

from graphkit import Failure, extract_claims
from graphkit.model import Status
from tests.conftest import ROOT
from tests.docs.blocks import LANGUAGES, PAGES, Runner, blocks, check, commands


@pytest.fixture
def desk(tmp_path, monkeypatch, seed_folder):
    """Folder that the pages assume: the seed articles in `articles` and, as in a checkout, in `seeds/articles`; their graph in `my-graph`."""
    for folder in ("articles", "seeds/articles"):
        shutil.copytree(ROOT / "seeds" / "articles", tmp_path / folder)
    shutil.copytree(seed_folder, tmp_path / "my-graph")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKIT_GRAPH", "my-graph")
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_blocks_of_a_page_run_in_order(page, desk, monkeypatch):
    if page.stem == "tutorial":
        # This page shows what a new user sees, with the default reader; the others run faster with the rules alone.
        monkeypatch.delenv("GRAPHKIT_EXTRACTOR")
    runner = Runner()
    for block in blocks(page.read_text(encoding="utf-8")):
        try:
            runner.run(block)
        except Exception as error:
            raise AssertionError(f"{page.relative_to(ROOT)}:{block.line}: {error}") from error


def test_the_examples_of_statuses_are_read_so(tmp_path):
    page = (ROOT / "docs" / "explanation" / "status.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| .* \| \*(.+)\* \|$", page, re.MULTILINE)
    assert [status for status, _ in rows] == list(Status)
    for status, example in rows:
        (tmp_path / f"{status}.txt").write_text(example)
    read = [row for row in extract_claims(tmp_path) if not isinstance(row, Failure)]
    assert {(row["document"], row["said"]) for row in read} == {(status, status) for status, _ in rows}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_says_its_language(page):
    text = page.read_text(encoding="utf-8")
    assert [block.line for block in blocks(text) if block.language not in LANGUAGES] == []
    assert 2 * len(blocks(text)) == sum(line.lstrip().startswith("```") for line in text.splitlines())


def test_a_wrong_option_of_a_block_that_is_not_run_is_found():
    (block,) = blocks("<!-- not run: no cluster -->\n```sh\ngraphkit build x --no-such-option\n```\n")
    with pytest.raises(AssertionError, match="no-such-option"):
        check(block)


def test_a_command_goes_on_after_a_backslash_and_in_a_quotation():
    assert [line.split() for line in commands("graphkit query \\\n  'SELECT *\n  { ?s ?p ?o }'\n# nothing\ngraphkit info\n")][1] == ["graphkit", "info"]


def test_output_that_is_not_printed_is_found(desk):
    runner = Runner()
    runner.printed = "one two"
    (right, wrong) = blocks("```text\none … two\n```\n\n```text\nthree\n```\n")
    runner.run(right)
    with pytest.raises(AssertionError, match="three"):
        runner.run(wrong)
