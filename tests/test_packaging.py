"""The wheel is complete, depends on what it imports, and works outside the checkout, without and with each extra."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from importlib.metadata import packages_distributions

import pytest

from tests.conftest import LONG, ROOT


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
        "graphkit/data/sparql-cookbook.md",
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
    assert next(built.glob("*.whl")).stat().st_size < 45_000_000


def test_the_wheel_builds_a_graph_in_a_bare_environment(built, tmp_path):
    """Only the wheel is installed; its dependencies are added by path, the checkout is not reachable."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    site = next(venv.glob("lib/python*/site-packages"))
    zipfile.ZipFile(next(built.glob("*.whl"))).extractall(site)
    # The added folder also has an editable install of the checkout; the wheel must come first.
    lent = sysconfig.get_paths()["purelib"]
    run = [venv / "bin" / "python", "-c"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(site), lent])}
    code = (
        "import graphkit, sys; from graphkit.resources import seeds_dir; from graphkit.cli import main\n"
        "print(graphkit.__file__, seeds_dir())\n"
        "sys.argv = ['graphkit', 'build', str(seeds_dir() / 'articles' / 'libya-2019-12-turkey-gna.md'), '--graph', 'g']; main()"
    )
    done = subprocess.run([*run, code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    home, seeds = done.stdout.splitlines()[0].split()
    assert home.startswith(str(site))
    assert seeds.startswith(str(site))
    assert "0 failed" in done.stdout


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {name: needs for name, needs in PROJECT["optional-dependencies"].items() if name != "test"}
# Packages that are only used with an extra; all others import its libraries inside functions.
ROOMS = ("graphkit/scale/", "graphkit/serve/", "graphkit/extract/llm/", "graphkit/assistants.py")
# What each extra adds in addition to file readers: packages that must be importable with it.
ADDED = {"llm": "graphkit.extract.llm.client", "mcp": "graphkit.assistants", "plot": "matplotlib.pyplot", "scale": "graphkit.scale.driver, graphkit.scale.parquet", "serve": "graphkit.serve.app", "tables": "pandas, pyarrow"}


def plain_name(requirement):
    """Normalise a requirement: "lxml_html_clean>=0.4" is the distribution lxml-html-clean."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement, maxsplit=1)[0]).lower()


def imports():
    """Yield each third-party import: its top-level name, the file, and whether it runs when the module is imported."""
    for path in sorted((ROOT / "graphkit").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        lazy = {id(inner) for node in ast.walk(tree) if _defers(node) for inner in ast.walk(node)}
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in {each.partition(".")[0] for each in names} - {"graphkit", ""} - set(sys.stdlib_module_names):
                yield name, path.relative_to(ROOT).as_posix(), id(node) not in lazy


def _defers(node):
    """Whether a node's body does not run when the module is imported."""
    checking = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return checking or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def test_what_is_imported_is_depended_on():
    """This includes transitive dependencies; those of extras only where the extra is required."""
    distributions = packages_distributions()
    core = set(map(plain_name, PROJECT["dependencies"]))
    extra = {plain_name(need) for needs in EXTRAS.values() for need in needs}
    wrong = []
    for name, path, at_once in imports():
        owners = {plain_name(owner) for owner in distributions.get(name, [name])}
        if owners & core or (owners & extra and (not at_once or path.startswith(ROOMS))):
            continue
        wrong.append(f"{path}: {name} of {', '.join(sorted(owners))} is {'imported at once' if owners & extra else 'not in pyproject.toml'}")
    assert wrong == []


def test_every_extra_is_checked_and_every_dependency_has_a_lower_bound():
    assert set(EXTRAS) - {"crawl", "documents", "docs"} == set(ADDED)
    assert [need for needs in (PROJECT["dependencies"], *EXTRAS.values()) for need in needs if ">=" not in need and "==" not in need] == []


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_that_shall_only_print_runs_nothing(tmp_path):
    """`make -n` runs each line that names the variable MAKE."""
    done = subprocess.run(["make", "-n", "test", f"VENV={tmp_path}"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "pytest" in done.stdout
    assert f"python3 -m venv {tmp_path}" not in done.stdout


def pip(venv, *words):
    """Run pip in an environment without a lock, with the newest versions; bytecode is compiled on import, not for everything installed."""
    return subprocess.run([venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def bare(built, tmp_path_factory):
    """Bare environment with the wheel, as made by `pip install alliance-graphkit`."""
    venv = tmp_path_factory.mktemp("bare") / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    done = subprocess.run([venv / "bin" / "python", "-m", "pip", "download", "--quiet", "--no-deps", "--dest", venv / "probe", "lxml_html_clean"], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"no package index can be reached: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'pip failed'}"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    done = pip(venv, next(built.glob("*.whl")))
    assert done.returncode == 0, done.stderr
    return venv


def read_all(venv, folder, *more):
    """Return what `packaged.py` reports in the environment."""
    done = subprocess.run([venv / "bin" / "python", ROOT / "tests" / "packaged.py", ROOT / "tests" / "files", *more], cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return (done.stdout.strip() or f"ended with {done.returncode}") if done.returncode else ""


def test_a_plain_installation_reads_builds_and_says_what_is_missing(bare, tmp_path):
    assert read_all(bare, tmp_path) == ""
    (tmp_path / "a.txt").write_text("Egypt backs Khalifa Haftar.")
    done = subprocess.run([bare / "bin" / "graphkit", "build", "a.txt", "--graph", "g"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 article added" in done.stdout


@pytest.mark.skipif(not LONG, reason="two minutes of installations: `make long`")
def test_each_extra_brings_what_it_is_for(bare, built, tmp_path):
    """One extra after the other, in one environment; with all of them, every format is read."""
    wheel = next(built.glob("*.whl"))
    for name in sorted(EXTRAS):
        done = pip(bare, f"{wheel}[{name}]")
        assert done.returncode == 0, f"{name}: {done.stderr}"
        if name in ADDED:
            done = subprocess.run([bare / "bin" / "python", "-c", f"import {ADDED[name]}"], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{name}: {done.stderr}"
        else:
            # An extra for formats: they are readable from now on.
            assert read_all(bare, tmp_path) == "", name
    assert read_all(bare, tmp_path, "--all") == ""
