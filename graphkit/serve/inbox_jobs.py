"""Job queue of the inbox: jobs are stored in the graph's folder and read one after another."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit.documents import plain_name, plain_title
from graphkit.errors import GraphkitError, QueryError, QueryTimeout
from graphkit.serve.inbox_messages import how, reasons
from graphkit.serve.pool import Busy
from graphkit.serve.settings import Settings
from graphkit.store import Store, Worker
from graphkit.view.text import without_direction

try:
    import fcntl
except ImportError:
    # Not available on every system; there a server takes itself for the only one.
    fcntl = None  # type: ignore[assignment]

PLACE, UNREAD, _NOTES = "inbox", "not-read.csv", "notes.json"
PROGRAM = "graphkit.serve.reading_process"
# Address space of the reading process; a long text takes 1 GB per two million characters.
MEMORY = 8 << 30
# Maximum number of waiting jobs, and of finished ones that are kept.
MOST_WAITING, REMEMBERED = 500, 200
# Maximum bytes of the list of unread inputs; it is restarted when longer.
_LONGEST_LIST = 1 << 20


@dataclass(slots=True)
class Job:
    """One file, text or address to read.

    Attributes:
        id: random, hexadecimal.
        name: name for messages.
        asked: what to read: `name` of the file, or `address`.
        state: `waiting`, `reading` or `done`.
        outcome: fields of `graphkit.serve.reading_process.Notes`: the progress so far, or the result.
    """

    id: str
    name: str
    asked: Mapping[str, str]
    state: str = "waiting"
    outcome: Mapping[str, Any] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """Return the job as plain values for pages and API clients."""
        empty = {"read": 0, "added": 0, "claims": 0, "failed": 0, "articles": [], "failures": [], "lines": []}
        shown = {"id": self.id, "name": self.name, "state": self.state, **empty, **self.outcome}
        articles = [{**article, "title": without_direction(article["title"])} for article in shown["articles"]]
        return {**shown, "how": how(shown), "reasons": reasons(shown), "articles": articles}


class Queue:
    """Jobs of one graph; unfinished ones are resumed by the next server."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self.folder = settings, settings.folder / PLACE
        self._worker = Worker(settings.folder, memory=MEMORY, program=PROGRAM)
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._mark: int | None = None
        self._resumed = False

    def resume(self) -> None:
        """Resume the unfinished jobs of an earlier server; while another server of this graph is running, they may be its own, and wait until something is added after its end."""
        with self._changed:
            self._resumed = self._resumed or (self._only() and self._resume())

    def _resume(self) -> bool:
        left = [path for path in self.folder.glob("*/job.json") if path.is_file()]
        # In the order in which they were added.
        for path in sorted(left, key=lambda path: (path.stat().st_mtime_ns, path)):
            with contextlib.suppress(OSError, ValueError, KeyError):
                saved = json.loads(path.read_text(encoding="utf-8"))
                if path.parent.name not in self._jobs:
                    self._put(Job(path.parent.name, str(saved["name"]), dict(saved["asked"])))
        return True

    def _only(self) -> bool:
        """Mark the graph as served until `close`, or the end of this process; return whether no other server has marked it."""
        if fcntl is None:
            return True
        with contextlib.suppress(OSError):
            if self._mark is None:
                self._mark = os.open(self._settings.folder, os.O_RDONLY)
            only = _locked(self._mark, fcntl.LOCK_EX)
            _locked(self._mark, fcntl.LOCK_SH)
            return only
        return True

    def close(self) -> None:
        """Stop the process; an unfinished job is resumed by the next server."""
        self._closing = True
        with self._changed:
            self._waiting.clear()
        self._worker.close()
        if self._mark is not None:
            os.close(self._mark)
            self._mark = None

    @contextlib.contextmanager
    def filling(self) -> Iterator[Path]:
        """Give a new folder for something to add, for `add`; it is removed if that fails (a full disk).

        Raises:
            Busy: too many jobs are waiting.
            StoreError: the graph is not there any more.
        """
        # Otherwise the folder of a graph that was moved away would be created again, without a graph.
        Store.open(self._settings.folder)
        if not self._closing:
            self.resume()
        if len(self._waiting) >= MOST_WAITING:
            raise Busy(f"{MOST_WAITING} files and addresses are waiting; add more when some are done")
        room = self.folder / secrets.token_hex(8)
        room.mkdir(parents=True)
        try:
            yield room
        except BaseException:
            shutil.rmtree(room, ignore_errors=True)
            raise

    def add(self, room: Path, name: str, address: str | None = None, *, called: str | None = None) -> Job:
        """Queue the file `data` in a folder, or an address.

        Args:
            room: a folder given by `filling`.
            name: file name given by the user; its ending determines the format.
            address: the address to fetch instead of a file.
            called: display name, if not `name`.
        """
        asked = {"address": address} if address is not None else {"name": name}
        job = Job(room.name, (plain_title(called) if called else plain_name(name)) if address is None else name[:400], asked)
        part = room / "job.part"
        part.write_text(json.dumps({"name": job.name, "asked": asked}), encoding="utf-8")
        with self._changed:
            # From here on the job survives a restart of the server.
            part.replace(room / "job.json")
            self._put(job)
        return job

    def all(self) -> list[Job]:
        """Return the jobs of this server with their progress, the newest first."""
        # Copies, as the outcome of a job that ends meanwhile must not be replaced by its progress.
        return [replace(job, outcome=self._progress(job)) if job.state == "reading" else job for job in reversed(list(self._jobs.values()))]

    def _put(self, job: Job) -> None:
        with self._changed:
            self._jobs[job.id] = job
            for old in [each.id for each in self._jobs.values() if each.state == "done"][:-REMEMBERED]:
                del self._jobs[old]
            self._waiting.append(job)
            if not self._closing and (self._thread is None or not self._thread.is_alive()):
                # A daemon thread: unfinished jobs are stored in the folder, so shutdown does not wait for it.
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def _next(self) -> Job | None:
        with self._changed:
            if not self._waiting:
                self._thread = None
                return None
            return self._waiting.popleft()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            job.state = "reading"
            outcome = self._read(job)
            if outcome is None:
                # The server is closing; the job is resumed by the next one.
                continue
            job.outcome, job.state = outcome, "done"
            self._list(job)
            shutil.rmtree(self.folder / job.id, ignore_errors=True)

    def _read(self, job: Job) -> Mapping[str, Any] | None:
        """Read a job and return its outcome; None if the server is closing."""
        room = self.folder / job.id
        asked = {**job.asked, "path": str(room / "data"), "notes": str(room / _NOTES), "public": not self._settings.private, "reader": self._settings.reader}
        try:
            answer = self._worker.send(asked, timeout=self._settings.reading)
        except (GraphkitError, OSError, ValueError) as error:
            return None if self._closing else self._broken(job, error)
        found: Mapping[str, Any] = json.loads(answer.data)
        return found

    def _broken(self, job: Job, error: Exception) -> Mapping[str, Any]:
        """Return the outcome of a failed job: its progress and the reason."""
        reason = str(error)
        if isinstance(error, QueryTimeout):
            reason = f"took longer than {self._settings.reading:g} s to read; earlier results are kept"
        elif isinstance(error, QueryError):
            reason = "the reading process ended: it ran out of memory, or the reader failed; earlier results are kept"
        done = self._progress(job)
        return {**done, "failed": done.get("failed", 0) + 1, "failures": [*done.get("failures", ()), (job.name, reason)]}

    def _progress(self, job: Job) -> Mapping[str, Any]:
        """Return the progress of a job; empty if nothing is read yet."""
        with contextlib.suppress(OSError, ValueError):
            found: Mapping[str, Any] = json.loads((self.folder / job.id / _NOTES).read_text(encoding="utf-8"))
            return found
        return {}

    def _list(self, job: Job) -> None:
        """Append the unread inputs to the list shown on the home page."""
        rows = [(str(source), str(reason)) for source, reason in job.outcome.get("failures", ())]
        path = self.folder / UNREAD
        with contextlib.suppress(OSError):
            new = not path.exists() or path.stat().st_size > _LONGEST_LIST
            if rows:
                with path.open("w" if new else "a", encoding="utf-8", errors="replace", newline="") as stream:
                    csv.writer(stream, lineterminator="\n").writerows([*([("source", "reason")] if new else []), *rows])


def _locked(descriptor: int, kind: int) -> bool:
    """Lock an open file without waiting; return whether that was possible."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
