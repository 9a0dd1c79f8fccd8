"""Overview of the whole graph for the home page, computed by a separate process: `python -m graphkit.serve.survey FOLDER MEMORY`.

Reading all claims of a large graph takes a while; meanwhile pages use the previous survey. The process uses
the protocol of `graphkit.store.worker` and answers each `stage` (sketch, conflicts, network) with one JSON object.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.days import day_words
from graphkit.errors import GraphkitError
from graphkit.model import Actor, Article, Claim, Status
from graphkit.query import Disputed, disputed_of, withdrawn
from graphkit.query.wording import sentence
from graphkit.serve.conflicts import surveyed_conflicts
from graphkit.serve.index_queries import busiest, newest, numbers
from graphkit.standing import is_uncertain
from graphkit.store import Store, View, Worker, fingerprint
from graphkit.store.orphan import end_with_parent
from graphkit.store.worker import pipes, serve, write_frame

PROGRAM, MEMORY, SECONDS = "graphkit.serve.survey", 8 << 30, 600.0
# Rows per list on the home page.
ROWS = 8
# Size of a graph in bytes up to which pages wait for the survey, and how many seconds.
_SMALL, _PATIENCE = 40 << 20, 20.0
# Nice value of the process while it surveys a large graph.
_NICE = 10


def surveyed(view: View) -> dict[str, Any]:
    """Return names, counts, lists and conflicts of a graph as JSON values."""
    return {**sketched(view), "conflicts": _conflicts(view), "whole": True}


def sketched(view: View) -> dict[str, Any]:
    """Return the survey without conflicts, which need all claims."""
    busy, actors = busiest(view), _actors(view)
    made = numbers(view)
    return {
        "whole": False, "actors": len(busy), **made,
        "conflicts": [],
        **lists(view, actors, busy, newest(view, ROWS), disputed_of(view)),
        "names": [[actors[actor].name, list(actors[actor].aliases), actor, number] for actor, number in sorted(busy) if actor in actors],
        "titles": view.index.all("SELECT coalesce(title, id), key FROM articles ORDER BY key"),
    }


def lists(view: View, actors: Mapping[str, Actor], busy: Sequence[tuple[str, int]], names: Sequence[str], disputes: Sequence[Disputed]) -> dict[str, Any]:
    """Return the lists of the home page as JSON values: busiest, newest, disputed.

    Args:
        view: view of the graph.
        actors: all actors by id.
        busy: (actor id, number of claims), most claims first.
        names: ids of the newest claims.
        disputes: disputed ties in display order.
    """
    article = functools.cache(view.article)
    return {
        "busiest": [[actor, _name(actors, actor), number] for actor, number in busy[:ROWS]],
        "newest": [_claim(claim, actors, article(claim.article)) for claim in view.index.claims_named(names)],
        "disputed": [[_claim(stated, actors, article(stated.article)), tie.sources_for, tie.sources_against, tie.over] for tie in disputes[:ROWS] for stated in [min(tie.stated, key=_firmness)]],
    }


def _conflicts(view: View) -> list[dict[str, Any]]:
    """Return the conflicts; reads the briefs of all claims and all articles."""
    return list(surveyed_conflicts(_actors(view), list(view.briefs()), {article.key: article for article in view.articles()}, withdrawn(view)))


def _actors(view: View) -> dict[str, Actor]:
    return {actor.id: actor for actor in view.actors()}


def _name(actors: Mapping[str, Actor], actor: str) -> str:
    return actors[actor].name if actor in actors else actor


def _firmness(claim: Claim) -> tuple[bool, int]:
    return is_uncertain(claim), list(Status).index(claim.status)


def _claim(claim: Claim, actors: Mapping[str, Actor], article: Article) -> dict[str, str]:
    """Return a claim as a sentence, with the date and key of its article."""
    says = sentence(claim, _name(actors, claim.subject), _name(actors, claim.object))
    return {"id": claim.id, "says": says, "day": day_words(article.published, article.published_precision), "article": claim.article}


class Survey:
    """The latest survey of a graph."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker = Worker(folder, memory=MEMORY, program=PROGRAM)
        self._of: object = None
        # Fingerprint of the state whose survey failed last, and when.
        self._failed: tuple[object, float] = None, 0.0
        self._known: Mapping[str, Any] | None = None
        self._ready = threading.Event()
        self._asking = threading.Lock()

    def now(self) -> tuple[Mapping[str, Any] | None, bool]:
        """Return the survey (None if there is none yet) and whether it is up to date; waits for it if the graph is small."""
        wanted = fingerprint(self._folder)
        if self._of != wanted:
            self.begin()
            self._ready.wait(_PATIENCE if _size(self._folder) <= _SMALL else 0)
        return self._known, self._of == wanted

    def known(self) -> Mapping[str, Any] | None:
        """Return the latest survey without waiting, possibly outdated; None if there is none yet."""
        if self._of != fingerprint(self._folder):
            self.begin()
        return self._known

    def _asked(self, stage: str) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._worker.send({"stage": stage}, timeout=SECONDS).data)
        return answer

    def close(self) -> None:
        """Stop the process."""
        self._worker.close()

    def begin(self) -> None:
        """Start a survey, unless one is running, or that of the same state has just failed: reading all claims again would fail again."""
        of, when = self._failed
        if time.monotonic() - when < SECONDS and of == fingerprint(self._folder):
            return
        if self._asking.acquire(blocking=False):
            self._ready.clear()
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        of: object = None
        try:
            of = fingerprint(self._folder)
            # Keep the previous conflicts until the new ones are computed from all claims.
            self._known = {**self._asked("sketch"), "conflicts": (self._known or {}).get("conflicts", [])}
            self._known, self._of = {**self._known, **self._asked("conflicts")}, of
        except (GraphkitError, OSError, ValueError):
            # The server is closing, the graph cannot be read, or it is too large.
            self._failed = of, time.monotonic()
        finally:
            if _size(self._folder) > _SMALL:
                # It has all claims in memory and is rarely needed.
                self._worker.close()
            self._asking.release()
            self._ready.set()


def _size(folder: Path) -> int:
    """Size of a graph's data in bytes; a writer may remove files meanwhile."""
    try:
        files = list((folder / "data").iterdir()) if folder.is_dir() else [folder]
    except OSError:
        return 0
    return sum(map(_bytes, files))


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def staged(view: View, stage: str) -> dict[str, Any]:
    """Return the answer of a stage as JSON values."""
    if stage == "network":
        from graphkit.view import strongest_page

        return {"page": strongest_page(view, served=True)}
    return {"conflicts": _conflicts(view), "whole": True} if stage == "conflicts" else sketched(view)


def main(folder: Path, memory: int, given: BinaryIO, pipe: BinaryIO) -> None:
    """Handle requests until stdin ends."""

    def handle(request: Mapping[str, Any]) -> None:
        if request["stage"] != "network" and hasattr(os, "nice") and _size(folder) > _SMALL:
            # Pages and queries have priority; for a large graph the process ends afterwards.
            os.nice(max(0, _NICE - os.nice(0)))
        found = staged(Store.open(folder).view(), request["stage"])
        write_frame(pipe, b"h", {"kind": "survey"})
        write_frame(pipe, b"d", json.dumps(found).encode())
        write_frame(pipe, b"z", {"more": False})

    serve(memory, given, pipe, handle)


if __name__ == "__main__":
    end_with_parent()
    main(Path(sys.argv[1]), int(sys.argv[2]), *pipes())
