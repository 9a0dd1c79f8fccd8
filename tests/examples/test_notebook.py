"""The notebook runs from its first cell to its last, in a kernel of its own."""

from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """The notebook after it was run."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]))
        patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}).execute()
    return notebook


def outputs(notebook) -> list[dict]:
    return [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())]


def test_it_shows_tables_a_picture_and_the_network(done):
    shown = outputs(done)
    assert any("supports" in data.get("text/html", "") and "<table" in data.get("text/html", "") for data in shown)
    assert any("image/png" in data for data in shown)
    assert any("<iframe" in data.get("text/html", "") for data in shown)


def test_it_is_stored_without_outputs():
    """What it shows depends on the version that runs it; pictures in it would make every change large."""
    import nbformat

    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert [cell.get("outputs") for cell in cells if cell.cell_type == "code" and (cell.outputs or cell.execution_count)] == []
