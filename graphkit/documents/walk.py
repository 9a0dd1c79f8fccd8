"""Find the files of an input, and say which files of a folder are skipped."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from graphkit.documents.guard import printable
from graphkit.errors import shortened
from graphkit.model import Failure, Notice

# Prefix of lock files that office programs create next to open files.
LOCK_FILE = "~$"
# Kind of the notices on skipped files.
SKIPPED_FILES = "files skipped"
# Marker file of a graph's folder, and ending of the decisions file; both may be among the articles.
_GRAPH, _DECISIONS = "graphkit.json", ".decisions.csv"
# Ending of the folder in which browsers save the pictures, frames and scripts of a page.
PARTS, PAGES, SAVED_PARTS = "_files", (".html", ".htm"), "parts of a saved page"
# Table of the pages of a database in Notion, beside the folder with these pages.
_OF_PAGES, TABLE_OF_PAGES = re.compile(r"(?P<folder>(?P<name>.*) [0-9a-f]{32})(?:_all)?\.csv"), "table of the pages of Notion beside it"
# Advice for common files that no reader supports.
_WAYS_OUT = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".wpd", ".pages", ".sxw"), "save it as .docx"),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers"), "save it as .xlsx or .csv"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key", ".xps", ".djvu"), "save it as .pdf"),
    **dict.fromkeys((".mobi", ".azw3"), "convert it to .epub"),
    **dict.fromkeys((".sbv", ".ass"), "save the subtitles as .srt"),
    **dict.fromkeys((".pst", ".ost", ".olm"), "export the folder as .mbox"),
    **dict.fromkeys((".7z", ".rar", ".gz", ".bz2", ".xz"), "unpack it and give the file or folder"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic"), "let an OCR program read it first"),
    ".opml": "it lists feeds, not articles; save the feeds as .xml, or give their addresses",
    **dict.fromkeys((".har", ".url", ".webloc"), "save the page as .html or .mhtml"),
    **dict.fromkeys((".wet", ".wat"), "it has the words of pages without what tells articles from menus; give the crawl's .warc.gz"),
    ".one": "export the pages as .docx or .mht",
    ".js": "if it is data, keep what begins with the first [ or { and name it .json",
}


def walk(root: Path, known: Callable[[Path], bool]) -> Iterator[Path | Notice | Failure]:
    """Yield the files below a folder, sorted; a notice for each skipped file, a failure for each folder that cannot be listed.

    Args:
        root: a folder, or a file, which is returned as it is.
        known: whether a file has a reader.
    """
    if not _can_be_named(root):
        yield Failure(shortened(printable(str(root)), 200), "this cannot be the name of a file; give a file or folder, or the text itself on standard input, as -")
        return
    if not _may_be(root, Path.is_dir):
        yield root
        return
    if _is_graph(root):
        # Its journal and its tables would be read as articles.
        yield Failure(printable(str(root)), "this is the folder of a graph; give the folder of the articles, and the graph as --graph")
        return
    unlisted: list[OSError] = []
    found: list[tuple[Path, str | None]] = []
    for folder, folders, names in os.walk(root, onerror=unlisted.append):
        here = Path(folder)
        found += [(here / name, why) for name in folders if (why := _why_not_in(here / name)) is not None]
        folders[:] = [name for name in folders if _why_not_in(here / name) is None]
        found += [(here / name, _why_not(here / name, known)) for name in names]
    for path, reason in sorted(found, key=lambda item: item[0]):
        yield path if reason is None else Notice(printable(str(path)), SKIPPED_FILES, reason)
    for error in unlisted:
        yield Failure(printable(str(error.filename)), f"the folder cannot be listed: {error.strerror or error}")


def _can_be_named(path: Path) -> bool:
    """Return whether the system takes a text as the name of a file: not that of an article."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    except ValueError:
        return False
    return True


def _why_not_in(folder: Path) -> str | None:
    if folder.name.startswith("."):
        return "hidden folder"
    if _may_be(folder, Path.is_symlink):
        return "folder behind a link"
    if folder.name.endswith(PARTS) and any(_may_be(folder.with_name(f"{folder.name.removesuffix(PARTS)}{ending}"), Path.is_file) for ending in PAGES):
        return SAVED_PARTS
    return "folder of a graph" if _is_graph(folder) else None


def _is_graph(folder: Path) -> bool:
    return _may_be(folder / _GRAPH, Path.is_file)


def _may_be(path: Path, test: Callable[[Path], bool], unknown: bool = False) -> bool:
    """Return the answer to a test; `unknown` in a folder that may not be opened, which is reported when its files are read."""
    try:
        return test(path)
    except PermissionError:
        return unknown


def why_not_named(name: str) -> str | None:
    """Return why a file with this name is skipped in folders and archives, whatever its ending, or None."""
    if name.startswith("."):
        return "hidden"
    if name.startswith(LOCK_FILE):
        return "lock file of an office program"
    return "README.md" if name.lower() == "readme.md" else None


def pages_of_table(name: str) -> tuple[str, ...]:
    """Return the folders that may have the pages whose table a file of Notion may be: newer exports name them without the number."""
    found = _OF_PAGES.fullmatch(name)
    return (found["folder"], found["name"]) if found else ()


def unknown_ending(name: str) -> str:
    """Return the reason for skipping a file with an unknown ending."""
    suffix = Path(name).suffix.lower()
    return f"unknown ending {printable(suffix)}" if suffix else "no ending"


def no_reader(name: str, known: str) -> str:
    """Return the message on a single file with an unknown ending, with advice.

    Args:
        name: name of the file.
        known: list of the known endings.
    """
    suffix = Path(name).suffix
    way_out = _WAYS_OUT.get(Path(name.lower().removesuffix(".gz")).suffix) or _WAYS_OUT.get(suffix.lower())
    return f"unknown ending {printable(suffix)!r}{f': {way_out}' if way_out else ''}; known: {known}"


def _why_not(path: Path, known: Callable[[Path], bool]) -> str | None:
    """Return why a file of a folder is skipped, or None."""
    named = why_not_named(path.name)
    if named == "hidden":
        return named
    if not _may_be(path, Path.exists, unknown=True):
        return "broken link"
    if not _may_be(path, Path.is_file, unknown=True):
        return "no ordinary file"
    if path.name.endswith(_DECISIONS):
        return "decisions on a graph"
    if any(_may_be(path.with_name(folder), Path.is_dir) for folder in pages_of_table(path.name)):
        return TABLE_OF_PAGES
    return named or (None if known(path) else unknown_ending(path.name))
