"""Parts that many tests share: the real parser, the real pipeline, a graph of the seed articles."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from graphkit.model import ArticleRecord, Document
from graphkit.pipeline import Pipeline, build

ROOT = Path(__file__).resolve().parent.parent
# What commands do is tested with the quicker reader; `tests/extract/learned` tests the default one.
os.environ["GRAPHKIT_EXTRACTOR"] = "dependency"
# `make long` tries ten times as many examples, and walks through what is slow one by one.
LONG = os.environ.get("GRAPHKIT_LONG") == "1"


def examples(number: int) -> int:
    """How many examples a property is tried on, where it needs fewer than others: those of `make test`."""
    return 10 * number if LONG else number


# No test is timed: how fast a machine is says nothing of the program.
settings.register_profile("untimed", deadline=None, max_examples=examples(40))
settings.load_profile("untimed")
CHROMIUM = Path("/usr/bin/chromium")
# Firefox reaches loopback and nothing else.
PREFS = {"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9}


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    # Rules are tested by what they read alone; `hybrid` has tests of its own.
    return Pipeline(extractor="dependency")


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    """A graph built once from the seed articles; tests only read it."""
    folder = tmp_path_factory.mktemp("seeds") / "graph"
    report = build([ROOT / "seeds" / "articles"], folder, pipeline=pipeline)
    assert not report.failures
    return folder


@pytest.fixture
def record(pipeline: Pipeline):
    """Reads a text into a record, as of a day."""

    def read(text: str, *, day: date | None = date(2020, 1, 15), outlet: str | None = "Test Wire") -> ArticleRecord:
        return pipeline.read(Document("test", text, outlet=outlet, published=day))

    return read


@pytest.fixture
def rows(record):
    """Claims of a text as (subject, family, object, status)."""
    from graphkit.export import record_rows

    def read(text: str, **more) -> set[tuple[str, str, str, str]]:
        return {
            (r["subject"], r["relation"], r["object"], r["status"]) for r in record_rows(record(text, **more))
        }

    return read


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; where it is missing the tests are skipped, but never in CI."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is missing; install it with: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Any]:
    """Debian's Firefox, driven by its own protocol; where it is missing the tests are skipped, but never in CI."""
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if binary is None:
        reason = "Firefox is missing; install it with: apt-get install firefox-esr"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from marionette_driver.marionette import Marionette

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = Marionette(host="127.0.0.1", port=port, bin=binary, headless=True, prefs=PREFS, startup_timeout=120, gecko_log=os.devnull)
    driver.start_session()
    yield driver
    driver.quit()
