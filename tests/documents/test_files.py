"""`tests/files/`: a small file of each format, and the articles that it holds in `expected.json`.

An entry has `documents` (in order; fields that are not named must be unknown, `text` is the whole
text), `failures` (a part of each reason) and `notices` ("kind: value"). `needs` names modules
without which the file cannot be read; where one is missing the test of the file is skipped.
"""

from __future__ import annotations

import json
import tomllib

import pytest

from graphkit.dates import UNREAD
from graphkit.documents import read
from graphkit.documents.read import readers
from graphkit.documents.remarks import FILES
from graphkit.model import Document, Failure, Notice
from graphkit.plugins import announced
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "files"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
# Readers that the project announces and the installed package does not know yet.
STALE = sorted(set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["graphkit.readers"]) - set(announced("readers")))
OURS = {"expected.json", "make.py", "office.py", "__pycache__"}


def told(document: Document) -> dict[str, str]:
    """A document's fields as `expected.json` has them, the unknown ones left out."""
    fields = {name: getattr(document, name) for name in ("id", "text", "title", "url", "outlet")}
    day = None if document.published is None else document.published.isoformat()[: {"year": 4, "month": 7, "day": 10}[document.published_precision]]
    return {name: value for name, value in (fields | {"published": day}).items() if value is not None}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_of_each_format_gives_its_articles(name):
    entry = EXPECTED[name]
    for module in entry.get("needs", ()):
        pytest.importorskip(module)
    if STALE and not name.lower().endswith(tuple(readers())):
        pytest.skip(f"installed from an older state, without {', '.join(STALE)}: pip install -e . again")
    found = list(read([FOLDER / name]))
    assert [told(item) for item in found if isinstance(item, Document)] == entry["documents"]
    reasons = [f"{item.source}: {item.reason}" for item in found if isinstance(item, Failure)]
    assert len(reasons) == len(entry.get("failures", ())), reasons
    for reason, part in zip(reasons, entry.get("failures", ()), strict=True):
        assert part in reason
    told_of = [f"{item.kind}: {item.value}" for item in found if isinstance(item, Notice) and item.kind != FILES]
    assert told_of == entry.get("notices", [])
    # A file with dates that were not read is named once.
    assert [item.value.endswith(name) for item in found if isinstance(item, Notice) and item.kind == FILES] == [True] * any(each.startswith(UNREAD) for each in told_of)


def test_every_file_has_its_entry_and_every_entry_its_file():
    assert {path.name for path in FOLDER.iterdir()} - OURS == set(EXPECTED)


def test_every_format_has_a_file():
    read_by = {id(made) for ending, made in readers().items() if any(name.endswith(ending) for name in EXPECTED)}
    assert [ending for ending, made in readers().items() if id(made) not in read_by] == []
