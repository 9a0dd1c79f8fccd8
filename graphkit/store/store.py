"""The folder of a graph: its version, its writer and its views."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shlex
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pyoxigraph

from graphkit.errors import StoreError, StoreLocked, StoreMissing, one_of, shortened
from graphkit.store import writer_lock
from graphkit.store.fingerprint import DATA
from graphkit.store.index import Index, last_transaction, repair_in_memory
from graphkit.store.index.schema import FILE
from graphkit.store.load import SUFFIXES
from graphkit.store.memory import load_in_memory
from graphkit.store.open_files import open_read_only
from graphkit.store.view import View
from graphkit.store.writer import Writer

# Format 1 had no days of events, format 2 no index; a writer migrates such a graph.
FORMAT, OLDER = 3, (1, 2)
MARK = "graphkit.json"
# Parts of the engine's message if another process, or this one, writes; other messages contain "lock" too ("block").
_LOCKED = ("While lock file", "lock hold by current process")
_ATTEMPTS = 8
# Attempts to open a consistent view while a writer writes continuously.
_CONSISTENT_ATTEMPTS = 3


class Store:
    """A graph on disk, or a read-only RDF file. Create one with `Store.open`."""

    def __init__(self, folder: Path) -> None:
        """Name the folder without opening it."""
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Store:
        """Return the store of a folder, or of an RDF file (.nq, .trig, .ttl and others) that is read into memory.

        Args:
            folder: the graph's folder, or the file.
            create: create it if it does not exist.

        Raises:
            StoreMissing: it does not exist and `create` is False.
            StoreError: the folder holds something else or another version, or cannot be created; or
                the file's ending indicates no RDF format.
        """
        mark = folder / MARK
        try:
            if folder.is_file():
                if folder.suffix.lower() not in SUFFIXES:
                    raise StoreError(f"{folder} is neither a graph's folder nor an RDF file ({one_of(SUFFIXES)})")
                return cls(folder)
            if not mark.exists():
                _create(folder, create)
                _write_mark(mark)
            version = _version(folder)
        except OSError as error:
            raise StoreError(f"{folder}: {error.strerror or error}") from error
        except (ValueError, AttributeError) as error:
            raise StoreError(f"{mark} is damaged; restore it or rebuild the graph") from error
        if version != FORMAT and version not in OLDER:
            raise StoreError(
                f"{folder} has format {version!r}, this graphkit writes {FORMAT}; "
                "export it with the version that wrote it and import the file, or rebuild it"
            )
        return cls(folder)

    def writer(self, *, texts: bool = True) -> Writer:
        """Open the single writer; close it, or use it in a `with`.

        Args:
            texts: whether to keep the texts of added articles in the folder.

        Raises:
            StoreLocked: another process is writing.
            StoreError: the data cannot be opened or written, or it is a file.
        """
        self.check_writable()
        try:
            return self._prepare(Writer(pyoxigraph.Store(str(self.folder / DATA)), self.folder, texts=texts))
        except (OSError, RuntimeError) as error:
            if any(says in str(error) for says in _LOCKED):
                raise StoreLocked(
                    f"{self.folder} is being written to by another process; wait for it, or give --graph another folder"
                ) from error
            raise StoreError(f"{self.folder}: {_said(error)}") from error

    def check_writable(self) -> None:
        """Check that this user may write to the graph, without opening it.

        Raises:
            StoreError: it is a file, or the folder or a file in it is read-only.
        """
        if self.folder.is_file():
            raise StoreError(f"{self.folder} is a file, which is read-only; create a graph from it with: graphkit import {shlex.quote(str(self.folder))} --graph FOLDER")
        data = self.folder / DATA
        if not data.exists():
            self._check_new()
        paths = (self.folder, *self.folder.iterdir(), data / "LOCK")
        fixed = next((path for path in paths if path.exists() and not os.access(path, os.W_OK)), None)
        if fixed is not None:
            why = "its file system is read-only" if os.statvfs(fixed).f_flag & os.ST_RDONLY else "you have no permission to write to it"
            raise StoreError(f"{fixed} cannot be changed: {why}; copy the graph's folder and work on the copy")

    def _check_new(self) -> None:
        """Check that a graph without data never had any: the index is created after the data.

        Raises:
            StoreError: the data was removed, or not copied.
        """
        if (self.folder / FILE).exists():
            raise StoreError(f"{self.folder / DATA} is missing, so the graph is lost; restore the folder from a copy, or remove it and build the graph again")

    @property
    def is_older(self) -> bool:
        """Whether an older version made the graph, and it has not been migrated yet."""
        return self.folder.is_dir() and _version(self.folder) in OLDER

    @property
    def is_being_written(self) -> bool:
        """Whether a writer, in this process or another, is active; its index is complete once it is closed."""
        return self.folder.is_dir() and writer_lock.is_held(self.folder / MARK)

    def _prepare(self, writer: Writer) -> Writer:
        """Prepare a writer: migrate an older graph, mark it as busy, and let the index catch up."""
        try:
            if (version := _version(self.folder)) in OLDER:
                writer.migrate(int(str(version)))
                _write_mark(self.folder / MARK)
            # After the migration, which replaces the mark file.
            writer.on_close(writer_lock.hold(self.folder / MARK))
            writer.catch_up()
        except BaseException:
            writer.close()
            raise
        return writer

    def _index(self) -> Index | None:
        """Return the current index, None if the graph has no usable one."""
        if self.is_older:
            return None
        found = Index.of(self.folder)
        different = found is not None and found.is_copy and not found.matches_graph(self._read(), self.folder)
        if (found is None or different or (found.has_pending and found.is_readable)) and not writer_lock.is_held(self.folder / MARK):
            # The index was removed or copied, or left incomplete by a killed writer; an active writer will complete it itself.
            try:
                self.writer().close()
                found, different = Index.of(self.folder), False
            except StoreLocked:
                pass
            except StoreError:
                # The disk is full or read-only.
                found, different = found and repair_in_memory(found, self._read()), False
        return found if found is not None and found.is_complete and not different else None

    def _read(self) -> pyoxigraph.Store:
        return pyoxigraph.Store.read_only(str(self.folder / DATA))

    def view(self) -> View:
        """Open a view of the committed state.

        Raises:
            StoreError: the data cannot be opened.
        """
        if self.folder.is_file():
            return View(functools.partial(load_in_memory, self.folder), self.folder)
        data = self.folder / DATA
        try:
            if not (data / "CURRENT").exists():
                self._check_new()
                return View(pyoxigraph.Store())
        except OSError as error:
            raise StoreError(f"{self.folder} cannot be read: {error.strerror or error}") from error
        for attempt in range(_ATTEMPTS):
            try:
                index = self._index()
                opened, close = open_read_only(data)
                if attempt < _CONSISTENT_ATTEMPTS and _was_written(index, self.folder):
                    # A write happened between opening the index and the data.
                    close()
                    continue
                return _closing(View(opened, self.folder, index), close)
            except (OSError, RuntimeError) as error:
                if "Column family not found" in str(error):
                    # A process was killed while creating the files: nothing was committed yet.
                    return View(pyoxigraph.Store())
                # A writer that is opening or compacting swaps files under the reader.
                if attempt + 1 == _ATTEMPTS:
                    raise StoreError(f"{self.folder} cannot be read: {_said(error)}") from error
                time.sleep(0.05 * (attempt + 1))
        raise AssertionError("unreachable")


def _said(error: BaseException) -> str:
    """Return the message of the database, with a way out if its files are damaged."""
    said = shortened(str(error), 300)
    return f"{said}; restore the folder from a copy, or build the graph again" if "Corruption" in said else said


def _closing(view: View, close: Callable[[], None]) -> View:
    """Close the files of a view when nothing uses it any more."""
    weakref.finalize(view, close)
    return view


def _version(folder: Path) -> object:
    return json.loads((folder / MARK).read_text(encoding="utf-8")).get("format")


def _write_mark(mark: Path) -> None:
    """Write the mark file of this version atomically: a folder with a partial mark would be unusable."""
    part = mark.with_name(f"{mark.name}.part")
    try:
        part.write_text(json.dumps({"format": FORMAT}) + "\n", encoding="utf-8")
        part.replace(mark)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _create(folder: Path, create: bool) -> None:
    if not create:
        raise StoreMissing(f"there is no graph in {folder}; create one with: graphkit build ARTICLES --graph {shlex.quote(str(folder))}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} is not empty and contains no graph; give another folder")
    folder.mkdir(parents=True, exist_ok=True)


def _was_written(index: Index | None, folder: Path) -> bool:
    """Return whether the graph was written to since its index was opened; False while a writer is active, since that cannot be determined."""
    if index is None or (now := Index.of(folder)) is None or now.has_pending:
        return False
    return last_transaction(index) != last_transaction(now)
