"""The files that an input stands for, and which of a folder are ignored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from graphkit.documents.guard import printable
from graphkit.model import Failure, Notice

# What office programs put beside a file that is open.
LOCK_FILE = "~$"
# Kind of the notices of files that no reader takes.
SKIPPED_FILES = "files skipped"
# What marks the folder of a graph, and how the file of decisions beside it ends: they may stand among the articles.
_GRAPH, _DECISIONS = "graphkit.json", ".decisions.csv"
# How the folder ends into which a browser puts pictures, frames and scripts of the page that it saves beside it.
PARTS, PAGES, SAVED_PARTS = "_files", (".html", ".htm"), "parts of a saved page"
# What to do with files that people have and no reader takes.
_WAYS_OUT = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".wpd", ".pages", ".sxw"), "save it as .docx"),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers"), "save it as .xlsx or .csv"),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key", ".xps", ".djvu"), "save it as .pdf"),
    **dict.fromkeys((".epub", ".mobi", ".azw3"), "convert it to .html or .txt (an EPUB is a ZIP archive of pages: name it .zip)"),
    **dict.fromkeys((".ris", ".bib", ".enw", ".nbib"), "export the references as CSL JSON or .csv, and give --column text=abstract"),
    **dict.fromkeys((".srt", ".vtt", ".sbv"), "save its words as .txt, without the times"),
    **dict.fromkeys((".msg", ".emlx"), "save the message as .eml"),
    **dict.fromkeys((".pst", ".ost", ".olm"), "export the folder as .mbox"),
    **dict.fromkeys((".7z", ".rar", ".gz", ".bz2", ".xz"), "unpack it and give the file or folder"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic"), "let an OCR program read it first"),
    **dict.fromkeys((".webarchive", ".maff"), "save the page as .html or .mhtml"),
    ".js": "if it is data, keep what begins with the first [ or { and name it .json",
}


def walk(root: Path, known: Callable[[Path], bool]) -> Iterator[Path | Notice | Failure]:
    """Files of a folder and all below, by name; those that are ignored as notices, what cannot be listed as failures.

    Args:
        root: a folder, or a file, which is given as it is.
        known: whether there is a reader for a file.
    """
    if not root.is_dir():
        yield root
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


def _why_not_in(folder: Path) -> str | None:
    if folder.name.startswith("."):
        return "hidden folder"
    if folder.is_symlink():
        return "folder behind a link"
    if folder.name.endswith(PARTS) and any(folder.with_name(f"{folder.name.removesuffix(PARTS)}{ending}").is_file() for ending in PAGES):
        return SAVED_PARTS
    return "folder of a graph" if (folder / _GRAPH).is_file() else None


def why_not_named(name: str) -> str | None:
    """Why a file with this name is ignored in folders and archives, whatever its ending; None where it is not."""
    if name.startswith("."):
        return "hidden"
    if name.startswith(LOCK_FILE):
        return "lock file of an office program"
    return "README.md" if name.lower() == "readme.md" else None


def unknown_ending(name: str) -> str:
    """What is said of a file whose ending no reader takes."""
    suffix = Path(name).suffix.lower()
    return f"unknown ending {printable(suffix)}" if suffix else "no ending"


def no_reader(name: str, known: str) -> str:
    """What is said of one file whose ending no reader takes, with what to do.

    Args:
        name: of the file.
        known: the endings that there are.
    """
    suffix = Path(name).suffix
    way_out = _WAYS_OUT.get(suffix.lower())
    return f"unknown ending {printable(suffix)!r}{f': {way_out}' if way_out else ''}; known: {known}"


def _why_not(path: Path, known: Callable[[Path], bool]) -> str | None:
    """Why a file of a folder is ignored; None where it is read."""
    named = why_not_named(path.name)
    if named == "hidden":
        return named
    if not path.exists():
        return "broken link"
    if not path.is_file():
        return "no ordinary file"
    if path.name.endswith(_DECISIONS):
        return "decisions on a graph"
    return named or (None if known(path) else unknown_ending(path.name))
