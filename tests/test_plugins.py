"""Plug-ins are found by entry points, like the built-in ones; a broken one is reported and skipped."""

from __future__ import annotations

import logging
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from graphkit import plugins
from graphkit.errors import UnknownFormat, UnknownName, UsageError
from tests.cli.preloaded import graphkit as run
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The template, installed as a user would, into a separate folder."""
    folder = tmp_path_factory.mktemp("plugin")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", folder, ROOT / "examples" / "plugin"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def graphkit(folder: Path, *words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run(*words, cwd=cwd, env={"PYTHONPATH": str(folder)})


def test_the_template_reads_extracts_and_exports(installed, tmp_path):
    (tmp_path / "front.telegram").write_text("Velavia stands with the Northern Front.\n===\n \n===\nTurkey supports the GNA.", encoding="utf-8")
    built = graphkit(installed, "build", "front.telegram", "--extractor", "dependency+slogans", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert "2 articles added" in built.stdout
    assert "the message is empty" in built.stderr
    told = graphkit(installed, "export", "--format", "edge-list", cwd=tmp_path)
    assert told.stdout.splitlines() == ["Turkey\tsupports\tGNA", "Velavia\tsupports\tNorthern_Front"]
    listed = graphkit(installed, "export", "--list", cwd=tmp_path)
    assert "Write one tie per line" in listed.stdout
    assert graphkit(installed, "validate", cwd=tmp_path).returncode == 0


def test_a_broken_plugin_is_named_and_the_rest_works(installed, tmp_path):
    folder = tmp_path / "site"
    info = folder / "broken-0.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 0.1\n")
    (info / "entry_points.txt").write_text("[graphkit.exporters]\nworse = broken_module:Nothing\nturtle = broken_module:Thief\n[graphkit.readers]\nbad = broken_module:Reader\n")
    (folder / "broken_module.py").write_text("raise RuntimeError('half written')\n")
    (tmp_path / "a.txt").write_text("Turkey supports the GNA.")
    built = graphkit(folder, "build", "a.txt", cwd=tmp_path)
    assert built.returncode == 0
    assert "'bad' of broken does not load: RuntimeError: half written; it is ignored" in built.stderr
    assert "Traceback" not in built.stderr
    listed = graphkit(folder, "export", "--list", cwd=tmp_path)
    assert "'worse' of broken" in listed.stderr
    assert "graphml" in listed.stdout
    turtle = graphkit(folder, "export", cwd=tmp_path)
    assert turtle.stdout.startswith("@prefix")
    assert "'turtle' of broken is ignored: alliance-graphkit has that name" in turtle.stderr
    asked = graphkit(folder, "export", "--format", "worse", cwd=tmp_path)
    assert asked.returncode == 2
    assert "does not load" in asked.stderr


@pytest.mark.parametrize("kind,error,known", [("extractors", UnknownName, "dependency, hybrid, llm"), ("exporters", UnknownFormat, "turtle"), ("readers", UnknownFormat, "jsonl")])
def test_an_unknown_name_lists_the_known(kind, error, known):
    with pytest.raises(error, match="'nothing'") as told:
        plugins.load(kind, "nothing")
    assert known in str(told.value)


def test_ours_come_by_the_same_door():
    for kind in plugins.KINDS:
        assert plugins.announced(kind)
        assert set(plugins.load_all(kind)) == set(plugins.announced(kind))


def test_what_a_stranger_raises_becomes_one_line(monkeypatch, caplog):
    entry = EntryPoint("odd", "no.such.module:Thing", "graphkit.readers")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [entry])
    plugins.announced.cache_clear()
    plugins.load_all.cache_clear()
    try:
        with pytest.raises(UsageError, match="'odd' of an unknown package does not load: ModuleNotFoundError"):
            plugins.load("readers", "odd")
        with caplog.at_level(logging.WARNING):
            assert plugins.load_all("readers") == {}
        assert "it is ignored" in caplog.text
    finally:
        plugins.announced.cache_clear()
        plugins.load_all.cache_clear()
