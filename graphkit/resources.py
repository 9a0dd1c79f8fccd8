"""Finds the project's data: in an installed wheel under `graphkit/data`, else in the checkout."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import DataError

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


@contextmanager
def data_rows(path: Path) -> Iterator[csv.DictReader[str]]:
    """The rows of a list, ours or a user's, as CSV in UTF-8, with a byte order mark or without.

    Raises:
        DataError: it cannot be read, is no UTF-8, or no CSV; the message names the file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield csv.DictReader(stream)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 text; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise DataError(f"{path}: is no valid CSV: {error}") from error


def _data(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
