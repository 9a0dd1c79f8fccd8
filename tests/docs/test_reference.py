"""Everything is documented: commands, options, formats, routes, files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from docs.generate import commands, formats, routes
from graphkit import __version__
from graphkit.cli.app import app
from graphkit.documents import formats as readers
from tests.conftest import ROOT
from tests.docs.blocks import PAGES

GUIDES = [page for page in PAGES if page.name != "README.md"]


def test_every_command_option_and_argument_has_a_help_text():
    for name, command in commands.commands():
        assert command.help, name
        assert [each.name for each in command.params if not getattr(each, "help", None)] == [], name


def test_the_reference_has_every_command_and_option():
    page = commands.page()
    for name, command in commands.commands():
        section = page.split(f"{{ #{name.replace(' ', '-')} }}")[1].split("\n## ")[0]
        assert [option for each in command.params if each.param_type_name == "option" for option in (*each.opts, *each.secondary_opts) if f"`{option}`" not in section] == []


def test_the_reference_shows_optional_arguments_choices_and_files():
    page = commands.page()
    assert "graphkit query [OPTIONS] [SPARQL]\n" in page
    assert "| `PART` | Part of the analysis to show. One of `all`, " in page
    assert "| `--token-file` `FILE` |" in page


@pytest.mark.parametrize("name", [name for name, _ in commands.commands()])
def test_every_command_is_used_in_a_guide(name):
    """The reference lists all commands; a guide shows what each is for."""
    assert any(re.search(rf"graphkit {name}\b(?!-)", page.read_text(encoding="utf-8")) for page in GUIDES)


def test_the_help_of_build_and_extract_names_an_ending_of_every_format():
    for name in ("build", "extract"):
        (argument,) = [each for each in get_command(app).commands[name].params if each.param_type_name == "argument"]
        words = set(re.split(r"[\s()]+", argument.help))
        assert [made.label for made in formats.ours() if not words & set(made.endings)] == []


def test_every_format_is_announced_and_has_a_label():
    announced = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["graphkit.readers"]
    assert {value.rpartition(":")[2] for value in announced.values()} == {name for name, made in vars(readers).items() if isinstance(made, readers.Format)}
    assert all(made.label for made in formats.ours())


def test_every_address_of_the_site_says_what_it_answers():
    assert [route.path for route in routes.routes() if not route.endpoint.__doc__] == []


def test_every_environment_variable_that_users_may_set_is_documented():
    page = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8")
    read = {name for path in (ROOT / "graphkit").rglob("*.py") for name in re.findall(r"""(?:environ\.get\(|envvar=|_api_key\()"([A-Z_]+)""", path.read_text(encoding="utf-8"))}
    assert len(read) > 5
    assert {name for name in read if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_named_file_is_there(page):
    for path in re.findall(r"`((?:seeds|ontology|examples|training|graphkit|benchmarks|docs)/[\w./-]*)`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


def test_every_link_of_the_readme_leads_to_a_file_and_its_heading():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert len(links) > 10
    for link in links:
        path, _, anchor = link.partition("#")
        assert (ROOT / path).exists(), link
        assert not anchor or anchor in headings(ROOT / path), link


def headings(path: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    return {re.sub(r"[^\w\- ]", "", line.lstrip("# ")).strip().lower().replace(" ", "-") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")}


def test_the_readme_is_two_screens():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 130


def test_the_version_is_the_same_everywhere():
    """Its single source is `graphkit.__version__`, which packaging reads."""
    assert re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)[1] == __version__
    assert re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[1] == __version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "graphkit/__init__.py"
