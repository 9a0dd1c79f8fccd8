"""Locate the project's data files: `graphkit/data` in an installed wheel, else the checkout."""

from __future__ import annotations

import csv
import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import DataError

_PACKAGE = Path(__file__).resolve().parent


def ontology_dir() -> Path:
    """Return the folder of the vocabulary, shapes and named queries."""
    return _data("ontology")


def seeds_dir() -> Path:
    """Return the folder of actors, word lists and example articles."""
    return _data("seeds")


def cookbook_page() -> Path:
    """Return the documentation page whose queries the site offers."""
    installed = _PACKAGE / "data" / "sparql-cookbook.md"
    return installed if installed.is_file() else _PACKAGE.parent / "docs" / "how-to" / "sparql-cookbook.md"


def weights_dir() -> Path:
    """Return the folder of the packaged spaCy model."""
    return _PACKAGE / "weights" / "en"


def bounded(path: Path, *, twice: bool = False) -> Path:
    """Return the path of a file that is read whole, or `twice`.

    Raises:
        OSError: there is none, or it is a device, whose content may never end (`/dev/zero`), or a pipe or terminal, which can be read once.
    """
    status = path.stat()
    is_terminal = stat.S_ISCHR(status.st_mode) and _is_terminal(path)
    if twice and (stat.S_ISFIFO(status.st_mode) or is_terminal):
        raise OSError(errno.ESPIPE, f"it is a {'terminal' if is_terminal else 'pipe'}; save its content as a file", str(path))
    if stat.S_ISCHR(status.st_mode) and not is_terminal and not os.path.samestat(status, Path(os.devnull).stat()):
        raise OSError(errno.EINVAL, "it is a device, not a file", str(path))
    return path


def _is_terminal(path: Path) -> bool:
    """Whether a device is a terminal, where Ctrl-D ends what is typed (`/dev/stdin`)."""
    with path.open("rb", buffering=0) as stream:
        return stream.isatty()


@contextmanager
def data_rows(path: Path) -> Iterator[csv.DictReader[str]]:
    """Open a CSV file in UTF-8, with or without a byte order mark, as a reader of its rows.

    Raises:
        DataError: the file cannot be read, is not UTF-8 or not CSV with commas; the message names the file.
    """
    try:
        with bounded(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            separator = next((each for each in ";\t" if reader.fieldnames and len(reader.fieldnames) == 1 and each in reader.fieldnames[0]), None)
            if separator:
                raise DataError(f"{path}:1: the columns are separated by {'semicolons' if separator == ';' else 'tabs'}; save it as CSV with commas")
            yield reader
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 text; save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise DataError(f"{path}: is not valid CSV: {error}") from error


def _data(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
