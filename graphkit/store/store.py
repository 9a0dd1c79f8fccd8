"""The folder of a graph: what stands in it, and who may open it how."""

from __future__ import annotations

import contextlib
import functools
import json
import time
from pathlib import Path

import pyoxigraph

from graphkit.errors import StoreError, StoreLocked, StoreMissing, one_of
from graphkit.store import busy
from graphkit.store.index import Index, aside, turn_of
from graphkit.store.load import SUFFIXES
from graphkit.store.memory import loaded
from graphkit.store.state import DATA
from graphkit.store.view import View
from graphkit.store.writer import Writer

# Format 1 had no days of events, format 2 no index; a writer brings such a graph up to date.
FORMAT, OLDER = 3, (1, 2)
MARK = "graphkit.json"
# What the engine says where another process writes, or this one does; it says "block" of other things.
_LOCKED = ("While lock file", "lock hold by current process")
_TRIES = 8
# How often a view is opened anew beside a writer who writes all the time.
_LOOKS = 3


class Store:
    """A graph on disk, or an RDF file that is only read. Make one with `Store.open`."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is opened yet."""
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Store:
        """The store of a folder, or of an RDF file (.nq, .trig, .ttl and others) that is read into memory.

        Args:
            folder: the graph's folder, or the file.
            create: make it where it is not there.

        Raises:
            StoreMissing: there is none and `create` is False.
            StoreError: the folder holds something else, another version, or cannot be made; or
                it is a file whose ending says no RDF format.
        """
        if folder.is_file():
            if folder.suffix.lower() not in SUFFIXES:
                raise StoreError(f"{folder} is neither a graph's folder nor an RDF file ({one_of(SUFFIXES)})")
            return cls(folder)
        mark = folder / MARK
        try:
            if not mark.exists():
                _fresh(folder, create)
                _marked(mark)
            version = _version(folder)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror or error}") from error
        except (ValueError, AttributeError) as error:
            raise StoreError(f"{mark} is damaged; restore it or build the graph anew") from error
        if version != FORMAT and version not in OLDER:
            raise StoreError(
                f"{folder} has format {version!r}, this graphkit writes {FORMAT}; "
                "export it with the version that made it and import the file, or build anew"
            )
        return cls(folder)

    def writer(self, *, texts: bool = True) -> Writer:
        """The one writer; close it, or use it in a `with`.

        Args:
            texts: whether the texts of the articles that it adds are kept in the folder.

        Raises:
            StoreLocked: another process is writing.
            StoreError: the data cannot be opened, or it is a file.
        """
        if self.folder.is_file():
            raise StoreError(f"{self.folder} is a file, which is only read; make a graph of it with: graphkit import {self.folder} --graph FOLDER")
        try:
            return self._current(Writer(pyoxigraph.Store(str(self.folder / DATA)), self.folder, texts=texts))
        except (OSError, RuntimeError) as error:
            if any(says in str(error) for says in _LOCKED):
                raise StoreLocked(
                    f"{self.folder} is being written to by another process; wait for it, or give --graph another folder"
                ) from error
            raise StoreError(f"{self.folder}: {error}") from error

    @property
    def is_older(self) -> bool:
        """Whether an older version made the graph, and nothing was written to it since."""
        return self.folder.is_dir() and _version(self.folder) in OLDER

    def _current(self, writer: Writer) -> Writer:
        """A writer to a graph of this version: one of an older version is brought up to date first."""
        try:
            if (version := _version(self.folder)) in OLDER:
                writer.migrate(int(str(version)))
                _marked(self.folder / MARK)
            # The file is another one after that.
            writer.at_end(busy.hold(self.folder / MARK))
            writer.catch_up()
        except BaseException:
            writer.close()
            raise
        return writer

    def _index(self) -> Index | None:
        """The index as it stands now, None where the graph has none that can be used."""
        if self.is_older:
            return None
        found = Index.of(self.folder)
        different = found is not None and found.is_copy and not found.agrees(self._read(), self.folder)
        if (found is None or different or (found.waits and found.is_readable)) and not busy.is_held(self.folder / MARK):
            # It was removed or copied, or a writer that was broken off left it so; one that is at work will finish it.
            try:
                self.writer().close()
                found, different = Index.of(self.folder), False
            except StoreLocked:
                pass
            except StoreError:
                # The disk is full, or not to be written to.
                found, different = found and aside(found, self._read()), False
        return found if found is not None and found.is_whole and not different else None

    def _read(self) -> pyoxigraph.Store:
        return pyoxigraph.Store.read_only(str(self.folder / DATA))

    def view(self) -> View:
        """A view of what is committed now.

        Raises:
            StoreError: the data cannot be opened.
        """
        if self.folder.is_file():
            return View(functools.partial(loaded, self.folder), self.folder)
        data = self.folder / DATA
        if not (data / "CURRENT").exists():
            return View(pyoxigraph.Store())
        for attempt in range(_TRIES):
            try:
                index = self._index()
                opened = self._read()
                if attempt < _LOOKS and _moved(index, self.folder):
                    # A writer wrote between the opening of the one and of the other.
                    continue
                return View(opened, self.folder, index)
            except (OSError, RuntimeError) as error:
                if "Column family not found" in str(error):
                    # Killed while the files were being made: nothing was committed yet.
                    return View(pyoxigraph.Store())
                # A writer that opens or compacts at this moment swaps files under the reader.
                if attempt + 1 == _TRIES:
                    raise StoreError(f"{self.folder} cannot be read: {error}") from error
                time.sleep(0.05 * (attempt + 1))
        raise AssertionError("unreachable")


def _version(folder: Path) -> object:
    return json.loads((folder / MARK).read_text(encoding="utf-8")).get("format")


def _marked(mark: Path) -> None:
    """Write the mark of this version, wholly or not at all: a folder with half a mark is no graph any more."""
    part = mark.with_name(f"{mark.name}.part")
    try:
        part.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        part.replace(mark)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _fresh(folder: Path, create: bool) -> None:
    if not create:
        raise StoreMissing(f"there is no graph in {folder}; make one with: graphkit build ARTICLES --graph {folder}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} is not empty and holds no graph; give another folder")
    folder.mkdir(parents=True, exist_ok=True)


def _moved(index: Index | None, folder: Path) -> bool:
    """Whether somebody wrote to a graph since its index was opened; False where that cannot be told, for somebody still does."""
    if index is None or (now := Index.of(folder)) is None or now.waits:
        return False
    return turn_of(index) != turn_of(now)
