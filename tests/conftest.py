"""Shared fixtures: the real parser, the real pipeline, a graph of the seed articles."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from graphkit.model import ArticleRecord, Document
from graphkit.pipeline import Pipeline, build
from graphkit.resolve import gazetteer

ROOT = Path(__file__).resolve().parent.parent
# Commands are tested with the faster reader; `tests/extract/learned` tests the default one.
os.environ["GRAPHKIT_EXTRACTOR"] = "dependency"
# `make long` tries ten times as many examples, and covers slow cases one by one.
LONG = os.environ.get("GRAPHKIT_LONG") == "1"


def examples(number: int) -> int:
    """Return the number of examples for a property test that needs fewer than the profile's default."""
    return 10 * number if LONG else number


# No deadlines: the speed of the machine is not under test.
settings.register_profile("untimed", deadline=None, max_examples=examples(40))
settings.load_profile("untimed")
# What tests share stays to the end of the run (a million objects): not searched for cycles again and again.
gc.set_threshold(50_000, 20, 100)
CHROMIUM = Path("/usr/bin/chromium")
# Firefox may reach loopback only.
PREFS = {"network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9}


def pytest_collection_finish() -> None:
    gc.freeze()


_read = gazetteer.load_gazetteer
_built_in = functools.cache(_read)


def load_gazetteer(extra: Sequence[Path] = ()) -> gazetteer.Gazetteer:
    """Read the built-in lists of actors once in a process, not for each of its builds; lists of a test's own are read as ever."""
    return _read(extra) if extra else _built_in()


gazetteer.load_gazetteer = load_gazetteer


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    # Rules are tested alone, without the network; `hybrid` has its own tests.
    return Pipeline(extractor="dependency")


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory, pipeline: Pipeline) -> Path:
    """Graph built once from the seed articles; read-only for tests."""
    folder = tmp_path_factory.mktemp("seeds") / "graph"
    report = build([ROOT / "seeds" / "articles"], folder, pipeline=pipeline)
    assert not report.failures
    return folder


@pytest.fixture
def record(pipeline: Pipeline):
    """Function that reads a text into a record, with an optional day of publication."""

    def read(text: str, *, day: date | None = date(2020, 1, 15), outlet: str | None = "Test Wire") -> ArticleRecord:
        return pipeline.read(Document("test", text, outlet=outlet, published=day))

    return read


@pytest.fixture
def rows(record):
    """Function that returns the claims of a text as (subject, family, object, status)."""
    from graphkit.export import record_rows

    def read(text: str, **more) -> set[tuple[str, str, str, str]]:
        return {
            (r["subject"], r["relation"], r["object"], r["status"]) for r in record_rows(record(text, **more))
        }

    return read


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; without it the tests are skipped, except in CI, where they fail."""
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
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Debian's Firefox, driven by Marionette; without it the tests are skipped, except in CI, where they fail."""
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
    # Marionette removes the file of an earlier log: os.devnull, if the tests run as root.
    log = str(tmp_path_factory.mktemp("firefox") / "log.txt")
    driver = Marionette(host="127.0.0.1", port=port, bin=binary, headless=True, prefs=PREFS, startup_timeout=120, gecko_log=log)
    driver.start_session()
    yield driver
    driver.quit()
