"""MkDocs hook: adds generated pages and pictures, and inserts generated tables."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
# <!-- table: inputs -->
ASKED = re.compile(r"<!-- table: (\w+) -->")


def on_files(files: Any, *, config: Any) -> Any:
    """Add the generated pages and the pictures of the examples."""
    from docs.generate import commands, ontology

    files.append(File.generated(config, "reference/commands.md", content=commands.page()))
    files.append(File.generated(config, "reference/ontology.md", content=ontology.page()))
    for picture in sorted((ROOT / "examples").glob("*.png")):
        files.append(File.generated(config, f"pictures/{picture.name}", abs_src_path=str(picture)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Insert the tables."""
    return ASKED.sub(lambda match: made(match[1]), markdown)


def made(name: str) -> str:
    """The table of this name.

    Raises:
        KeyError: there is none.
    """
    from docs.generate import formats, routes

    return {
        "inputs": formats.inputs, "outputs": formats.outputs, "mappings": formats.mappings, "questions": formats.questions, "routes": routes.addresses,
    }[name]()  # fmt: skip
