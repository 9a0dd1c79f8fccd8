"""The documentation builds without warnings, all its internal links resolve, and it loads nothing from elsewhere."""

from __future__ import annotations

import inspect
import logging
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from docs.generate import ontology
from graphkit.ontology import load_vocabulary
from tests.conftest import ROOT

LOADED = "//script/@src | //link[not(@rel='canonical' or @rel='next' or @rel='prev')]/@href | //img/@src | //iframe/@src | //source/@src"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built once in strict mode."""
    pytest.importorskip("mkdocstrings", reason="pip install 'alliance-graphkit[docs]'")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    out = tmp_path_factory.mktemp("site")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(out), strict=True))
    return out


@pytest.fixture(scope="module")
def pages(site) -> dict[Path, html.HtmlElement]:
    return {path: html.parse(str(path)).getroot() for path in site.rglob("*.html")}


def test_every_link_leads_to_a_page_and_its_anchor(site, pages):
    """External links are not followed."""
    anchors = {path: {*root.xpath("//@id"), *root.xpath("//a/@name"), ""} for path, root in pages.items()}
    dead = []
    for path, root in pages.items():
        for link in root.xpath("//a/@href | //img/@src"):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or unquote(parts.fragment) not in anchors.get(target, {""}):
                dead.append((str(path.relative_to(site)), link))
    assert dead == []


def test_nothing_is_loaded_from_another_server(site, pages):
    outside = [(str(path.relative_to(site)), link) for path, root in pages.items() for link in root.xpath(LOADED) if urlsplit(link).netloc]
    styles = [(path.name, found) for path in site.rglob("*.css") for found in re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//[^)\s]*", path.read_text(encoding="utf-8"))]
    assert outside + styles == []


def test_the_page_of_the_ontology_has_every_term(site, pages):
    ids = set(pages[site / "reference" / "ontology.html"].xpath("//@id"))
    terms = {ontology.anchor(iri) for iri in load_vocabulary().terms} - {"https-//w3id.org/graphkit/ns"}
    assert terms - ids == set()


def test_the_page_of_python_has_every_public_name(pages, site):
    import graphkit

    ids = set(pages[site / "reference" / "python.html"].xpath("//@id"))
    assert {f"graphkit.{name}" for name in graphkit.__all__} - ids == set()


def test_the_page_of_python_has_every_type_that_a_function_returns(pages, site):
    import graphkit

    page = pages[site / "reference" / "python.html"]
    graph = [method for name, method in inspect.getmembers(graphkit.Graph, inspect.isfunction) if name[0] != "_"]
    functions = [made for made in map(graphkit.__getattr__, graphkit.__all__) if inspect.isfunction(made)]
    types = {word for each in (*graph, *functions) for word in re.findall(r"\b[A-Z]\w+", str(inspect.signature(each).return_annotation))}
    assert len(types) > 15
    assert types - {str(each).rpartition(".")[2] for each in page.xpath("//@id")} - {"Any", "DataFrame", "Dataset", "Iterator", "Mapping", "MultiDiGraph", "None"} == set()


def test_attributes_that_share_a_line_are_one_entry(pages, site):
    """The parser of docstrings took the second name for the type of the first."""
    text = pages[site / "reference" / "python.html"].text_content()
    assert "who,\u00a0on,\u00a0why" in text
    assert re.findall(r"^\s*\w+,$", text, re.MULTILINE) == []
