"""Finds the project's data: in an installed wheel under `graphkit/data`, else in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Folder of vocabulary, shapes and named queries."""
    return _data("ontology")


def seeds_dir() -> Path:
    """Folder of actors, word lists and example articles."""
    return _data("seeds")


def cookbook_page() -> Path:
    """The page of the documentation whose queries the site offers."""
    installed = _PACKAGE / "data" / "sparql-cookbook.md"
    return installed if installed.is_file() else _PACKAGE.parent / "docs" / "how-to" / "sparql-cookbook.md"


def weights_dir() -> Path:
    """Folder of the embedded language model, as spaCy writes it."""
    return _PACKAGE / "weights" / "en"


def _data(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
