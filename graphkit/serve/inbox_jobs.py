"""The queue of what was added in a browser: kept in the graph's folder until it is read, one after another."""

from __future__ import annotations

import contextlib
import csv
import json
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.documents import plain_name, plain_title
from graphkit.errors import GraphkitError, QueryError, QueryTimeout
from graphkit.serve.inbox_words import how, reasons
from graphkit.serve.pool import Busy
from graphkit.serve.settings import Settings
from graphkit.store import Worker

PLACE, UNREAD, _NOTES = "inbox", "not-read.csv", "notes.json"
PROGRAM = "graphkit.serve.adding"
# Address space of the process that reads; a long text takes one gigabyte for each two million characters.
MEMORY = 8 << 30
# Jobs that wait at once, and finished ones that are remembered.
MOST_WAITING, REMEMBERED = 500, 200
# Bytes of the list of what was not read; it begins anew when it is longer.
_LONGEST_LIST = 1 << 20


@dataclass(slots=True)
class Job:
    """One file, text or address.

    Attributes:
        id: random, hexadecimal.
        name: what it is called, for messages.
        state: `waiting`, `reading` or `done`.
        saved: what `graphkit.serve.adding.Notes` has, as far as it is.
    """

    id: str
    name: str
    asked: Mapping[str, str]
    state: str = "waiting"
    outcome: Mapping[str, Any] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """What the pages and programs see."""
        empty = {"read": 0, "added": 0, "claims": 0, "failed": 0, "articles": [], "failures": [], "lines": []}
        shown = {"id": self.id, "name": self.name, "state": self.state, **empty, **self.outcome}
        return {**shown, "how": how(shown), "reasons": reasons(shown)}


class Queue:
    """Jobs of one graph; those that a server left behind are read by the next one."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self.folder = settings, settings.folder / PLACE
        self._worker = Worker(settings.folder, memory=MEMORY, program=PROGRAM)
        self._jobs: dict[str, Job] = {}
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False

    def resume(self) -> None:
        """Take up what an earlier server did not finish."""
        for path in sorted(self.folder.glob("*/job.json")) if self.folder.is_dir() else ():
            with contextlib.suppress(OSError, ValueError, KeyError):
                saved = json.loads(path.read_text(encoding="utf-8"))
                self._put(Job(path.parent.name, str(saved["name"]), dict(saved["asked"])))

    def close(self) -> None:
        """End the process; what it was reading waits for the next server."""
        self._closing = True
        with self._changed:
            self._waiting.clear()
        self._worker.close()

    def room(self) -> Path:
        """A new folder for a file that is to be added.

        Raises:
            Busy: too many jobs wait.
        """
        if len(self._waiting) >= MOST_WAITING:
            raise Busy(f"{MOST_WAITING} files and addresses are waiting; add more when some are done")
        made = self.folder / secrets.token_hex(8)
        made.mkdir(parents=True)
        return made

    def add(self, room: Path, name: str, address: str | None = None, *, called: str | None = None) -> Job:
        """Queue what stands in a room: its file `data`, or an address.

        Args:
            room: a folder that `room` made.
            name: what the user calls it; its ending says how it is read.
            address: what is fetched, where there is no file.
            called: what the pages call it, where that is not its name.
        """
        asked = {"address": address} if address is not None else {"name": name}
        job = Job(room.name, (plain_title(called) if called else plain_name(name)) if address is None else name[:400], asked)
        part = room / "job.part"
        part.write_text(json.dumps({"name": job.name, "asked": asked}), encoding="utf-8")
        # From here on the job outlives the server.
        part.replace(room / "job.json")
        self._put(job)
        return job

    def all(self) -> list[Job]:
        """Jobs of this server, the newest first, with their progress."""
        for job in (found := list(self._jobs.values())):
            if job.state == "reading":
                self._follow(job)
        return found[::-1]

    def _put(self, job: Job) -> None:
        with self._changed:
            self._jobs[job.id] = job
            for old in [each.id for each in self._jobs.values() if each.state == "done"][:-REMEMBERED]:
                del self._jobs[old]
            self._waiting.append(job)
            if not self._closing and (self._thread is None or not self._thread.is_alive()):
                # A daemon: what is under way is kept in the folder, and nobody waits for it at the end.
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
                # The server ends, or the file went away.
                continue
            job.outcome, job.state = outcome, "done"
            self._list(job)
            shutil.rmtree(self.folder / job.id, ignore_errors=True)

    def _read(self, job: Job) -> Mapping[str, Any] | None:
        """What became of a job; None where the server ends under it."""
        room = self.folder / job.id
        asked = {**job.asked, "path": str(room / "data"), "notes": str(room / _NOTES), "public": not self._settings.private, "reader": self._settings.reader}
        try:
            answer = self._worker.send(asked, timeout=self._settings.reading)
        except (GraphkitError, OSError, ValueError) as error:
            return None if self._closing else self._broken(job, error)
        found: Mapping[str, Any] = json.loads(answer.data)
        return found

    def _broken(self, job: Job, error: Exception) -> Mapping[str, Any]:
        """What a job had done that did not come to its end, and why it did not."""
        reason = str(error)
        if isinstance(error, QueryTimeout):
            reason = f"took longer than {self._settings.reading:g} s to read; earlier results are kept"
        elif isinstance(error, QueryError):
            reason = "the reading process ended: it ran out of memory, or the reader failed; earlier results are kept"
        self._follow(job)
        shown = job.shown()
        return {**job.outcome, "failed": shown["failed"] + 1, "failures": [*shown["failures"], (job.name, reason)]}

    def _follow(self, job: Job) -> None:
        """Look how far a job is."""
        with contextlib.suppress(OSError, ValueError):
            job.outcome = json.loads((self.folder / job.id / _NOTES).read_text(encoding="utf-8"))

    def _list(self, job: Job) -> None:
        """Add what was not read to the list that the home page shows."""
        rows = [(str(source), str(reason)) for source, reason in job.outcome.get("failures", ())]
        path = self.folder / UNREAD
        with contextlib.suppress(OSError):
            new = not path.exists() or path.stat().st_size > _LONGEST_LIST
            if rows:
                with path.open("w" if new else "a", encoding="utf-8", errors="replace", newline="") as stream:
                    csv.writer(stream, lineterminator="\n").writerows([*([("source", "reason")] if new else []), *rows])
