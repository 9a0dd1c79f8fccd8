"""Who backs Haftar, since when, how do we know, who denies it: in Chromium and Firefox, on the file and on the site, and in the shell.

Every user action is counted; an answer may take at most three.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from typing import Any

import pytest
from typer.testing import CliRunner

from graphkit import Graph
from graphkit.cli.app import app

ANSWERS = {
    "who": "United Arab Emirates",
    "since when": "2019-12-22",
    "how do we know": "The United Arab Emirates supports Haftar.",
    "who denies it": "Vladimir Putin said that any Russians in Libya did not represent the state",
}
MOST = 3
PATIENCE = 20


class Walker(ABC):
    """A user with a browser whose actions are counted; typing a name and Enter is one."""

    steps = 0

    @abstractmethod
    def go(self, address: str) -> None: ...

    @abstractmethod
    def do(self, script: str) -> Any:
        """Return the value of an expression in the page."""

    @abstractmethod
    def typed(self, field: str, words: str) -> None: ...

    @abstractmethod
    def clicked(self, target: str) -> None: ...

    def search(self, field: str, words: str) -> None:
        self.steps += 1
        self.typed(field, words)

    def click(self, target: str) -> None:
        self.steps += 1
        self.clicked(target)

    def reads(self, place: str, words: str) -> str:
        """Wait for text in an element, and return the element's text; after the timeout, whatever it holds."""
        until, text = time.monotonic() + PATIENCE, ""
        while words not in text and time.monotonic() < until:
            text = " ".join(str(self.do(f"(document.querySelector({place!r}) || {{ innerText: '' }}).innerText")).split())
        return text


class Chromium(Walker):
    def __init__(self, page: Any) -> None:
        self.page = page

    def go(self, address: str) -> None:
        self.page.goto(address)

    def do(self, script: str) -> Any:
        # Between two pages there is no document to query.
        self.page.wait_for_load_state()
        return self.page.evaluate(script)

    def typed(self, field: str, words: str) -> None:
        self.page.fill(field, words)
        self.page.press(field, "Enter")

    def clicked(self, target: str) -> None:
        self.page.click(target)


class Firefox(Walker):
    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def go(self, address: str) -> None:
        self.driver.navigate(address)

    def do(self, script: str) -> Any:
        return self.driver.execute_script(f"return {script};", sandbox=None)

    def _element(self, selector: str) -> Any:
        from marionette_driver.by import By

        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def typed(self, field: str, words: str) -> None:
        self._element(field).send_keys(f"{words}\ue007")

    def clicked(self, target: str) -> None:
        self._element(target).click()


@pytest.fixture(params=["chromium", "firefox"])
def walker(request):
    """A user with a desktop screen."""
    if request.param == "firefox":
        yield Firefox(request.getfixturevalue("firefox"))
        return
    page = request.getfixturevalue("browser").new_page(viewport={"width": 1440, "height": 900})
    yield Chromium(page)
    page.close()


def test_the_offline_page_answers_in_three_steps(walker, seed_folder, tmp_path):
    file = tmp_path / "graph.html"
    file.write_text(Graph.open(seed_folder).page(), encoding="utf-8")
    walker.go(file.as_uri())
    walker.search("#search", "haftar")
    told = walker.reads("#panel", ANSWERS["how do we know"]).split("Leads")[0]
    assert [question for question, answer in ANSWERS.items() if answer not in told] == []
    assert walker.steps <= MOST


def test_the_site_answers_in_three_steps_the_article_too(walker, server):
    walker.go(f"{server}/")
    walker.search("header input[type=search]", "haftar")
    told = walker.reads("main", ANSWERS["how do we know"])
    assert [question for question, answer in ANSWERS.items() if answer not in told] == []
    walker.click("[aria-label='Backed by'] blockquote a")
    assert "The United Arab Emirates supports Haftar." in walker.reads(".reading-text", ANSWERS["how do we know"])
    assert walker.steps <= MOST


def test_one_command_answers_all(seed_folder):
    told = CliRunner().invoke(app, ["explain", "haftar", "--graph", str(seed_folder)])
    assert told.exit_code == 0
    assert [question for question, answer in ANSWERS.items() if answer not in told.stdout.split("Through")[0]] == []
