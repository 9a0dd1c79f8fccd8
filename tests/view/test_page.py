"""The file as text: self-contained, and without markup from articles."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import graphkit.view
from graphkit.errors import GraphkitError
from graphkit.view import page
from graphkit.view import page as page_function
from graphkit.view.page import _escaped_json
from tests.view.graphs import HOSTILE, Graph, camps, hostile, river_war

ASSETS = Path(graphkit.view.__file__).with_name("assets")


class Outline(HTMLParser):
    """Elements of a page with their attributes and text, as a browser parses them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[-1][2].append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attrs, "".join(text)) for name, attrs, text in self.found if name == tag]


def written(graph: Graph, title: str = "Title") -> str:
    return page(graph.actors, graph.claims, graph.articles, title=title)


def told(text: str) -> dict:
    [data] = [body for attrs, body in Outline(text).all("script") if attrs.get("type") == "application/json"]
    return json.loads(data)


def test_the_same_graph_gives_the_same_bytes():
    assert written(camps(60)) == written(camps(60))


def test_the_same_graph_gives_the_same_bytes_in_another_process():
    """Hash order differs between processes; the page must not."""
    code = (
        "import hashlib; from tests.view.test_page import *;"
        "print(hashlib.sha256(written(river_war()).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_an_empty_graph_gives_a_page():
    assert "<h1>Title</h1>" in written(Graph((), (), ()))


def test_no_element_names_anything_to_fetch():
    outline = Outline(written(river_war()))
    assert not outline.all("link")
    assert not outline.all("img")
    assert not outline.all("iframe")
    assert all("src" not in attrs for attrs, _ in outline.all("script"))
    assert "@import" not in "".join(body for _, body in outline.all("style"))
    assert "url(" not in "".join(body for _, body in outline.all("style"))


def test_no_map_file_is_named():
    assert "sourceMappingURL" not in written(river_war())


def test_the_licence_notice_of_vis_network_stays():
    text = written(river_war())
    assert "vis.js is dual licensed" in text
    assert "The Apache 2.0 License" in text


def test_the_policy_allows_only_what_is_in_the_file():
    outline = Outline(written(river_war()))
    [policy] = [a["content"] for a, _ in outline.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in str(policy).split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in str(policy)
    assert "connect-src" not in rules
    for kind in ("script", "style"):
        for attrs, body in outline.all(kind):
            if attrs.get("type") != "application/json":
                digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in rules[f"{kind}-src"]


def test_the_policy_comes_before_anything_it_governs():
    text = written(river_war())
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"))


def test_no_handler_or_style_stands_in_an_attribute():
    for _, attrs, _ in Outline(written(hostile(), HOSTILE[0])).found:
        assert not [name for name in attrs if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text(title: str):
    plain, odd = Outline(written(river_war())), Outline(written(river_war(), title))
    assert [tag for tag, _, _ in odd.found] == [tag for tag, _, _ in plain.found]


def test_hostile_texts_add_no_element():
    plain, odd = Outline(written(river_war())), Outline(written(hostile()))
    assert [tag for tag, _, _ in odd.found] == [tag for tag, _, _ in plain.found]


def test_hostile_texts_arrive_unchanged_where_they_are_fit_to_be_shown():
    names = {actor["name"] for actor in told(written(hostile()))["actors"]}
    assert {text for text in HOSTILE if len(text) < 100 and text.isprintable()} <= names


def test_a_page_can_be_written_as_utf_8():
    written(hostile(), "half \ud83d").encode("utf-8")


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "\u2029"])
def test_nothing_in_json_can_end_its_element(text: str):
    found = _escaped_json({"a": text})
    assert not re.search("[<>&\u2028\u2029]", found)
    assert json.loads(found) == {"a": text}


def test_a_template_word_in_the_data_is_not_carried_out():
    assert "{{ 7*7 }} {% raw %}" in {actor["name"] for actor in told(written(hostile()))["actors"]}


def test_a_missing_library_script_is_one_clear_error(monkeypatch: pytest.MonkeyPatch):
    module = sys.modules[page_function.__module__]
    monkeypatch.setattr(module, "_VIS", "lib/none.js")
    module._vis_network.cache_clear()
    try:
        with pytest.raises(GraphkitError, match=r"pyvis lacks lib/none\.js; install pyvis"):
            written(river_war())
    finally:
        module._vis_network.cache_clear()


def test_no_script_of_ours_parses_text_as_markup():
    for script in ASSETS.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text)
        assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon", text)


def test_every_script_is_in_the_page():
    text = written(river_war())
    # The reading view has a separate page.
    for script in set(ASSETS.glob("*.js")) - {ASSETS / "reading.js"}:
        assert script.read_text(encoding="utf-8") in text


def test_importing_the_room_loads_no_heavy_library():
    code = "import sys, graphkit.view; print([m for m in ('pyvis', 'numpy', 'networkx', 'jinja2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
