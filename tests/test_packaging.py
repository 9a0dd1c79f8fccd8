"""The wheel holds everything and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT], check=True, capture_output=True
    )
    return out


def test_wheel_and_sdist_hold_data_and_model(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    for wanted in (
        "graphkit/data/ontology/alliance.ttl",
        "graphkit/data/seeds/actors/states.csv",
        "graphkit/data/seeds/articles/libya-2019-12-turkey-gna.md",
        "graphkit/weights/en/config.cfg",
        "graphkit/weights/en/MODEL_CARD.md",
        "graphkit/view/assets/template.html",
        "graphkit/py.typed",
    ):
        assert wanted in names
    with tarfile.open(next(built.glob("*.tar.gz"))) as source:
        inside = {name.split("/", 1)[1] for name in source.getnames() if "/" in name}
    assert {"ontology/alliance.ttl", "seeds/actors/states.csv", "graphkit/weights/en/config.cfg"} <= inside


def test_the_wheel_is_small_enough(built):
    assert next(built.glob("*.whl")).stat().st_size < 25_000_000


def test_the_wheel_builds_a_graph_in_a_bare_environment(built, tmp_path):
    """Only the wheel is installed; its dependencies are lent by path, the checkout is out of reach."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python*/site-packages"))
    zipfile.ZipFile(next(built.glob("*.whl"))).extractall(site)
    # The lent folder holds an editable install of the checkout too; ours comes first.
    lent = sysconfig.get_paths()["purelib"]
    run = [venv / "bin" / "python", "-c"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(site), lent])}
    code = (
        "import graphkit, sys; from graphkit.resources import seeds_dir; from graphkit.cli import main\n"
        "print(graphkit.__file__, seeds_dir())\n"
        "sys.argv = ['graphkit', 'build', str(seeds_dir() / 'articles'), '--graph', 'g']; main()"
    )
    done = subprocess.run([*run, code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    home, seeds = done.stdout.splitlines()[0].split()
    assert home.startswith(str(site))
    assert seeds.startswith(str(site))
    assert "0 failed" in done.stdout
