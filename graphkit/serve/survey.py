"""What the home page shows of a whole graph, read by a process of its own: `python -m graphkit.serve.survey FOLDER MEMORY`.

Reading every claim of a large graph takes a while; the pages are answered meanwhile with what was
known before. The process speaks as `graphkit.store.worker` does, and answers `whole` (all, or what needs no claim) with one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.errors import GraphkitError
from graphkit.model import Actor, Claim, Lifecycle
from graphkit.query.disputed import disputed
from graphkit.query.wording import sentence
from graphkit.serve.conflicts import surveyed_conflicts
from graphkit.store import Store, View, Worker, state
from graphkit.store.worker import frame, serve

PROGRAM, MEMORY, SECONDS = "graphkit.serve.survey", 8 << 30, 600.0
# Rows of each list on the home page.
ROWS = 8
# Bytes of data up to which the first page waits for the survey, and seconds that it waits for it, or for that of a larger graph.
_SMALL, _PATIENCE, _SHORT = 40 << 20, 20.0, 0.3


def surveyed(view: View) -> dict[str, Any]:
    """Names, numbers and lists of a graph, as JSON takes them."""
    actors = {actor.id: actor for actor in view.actors()}
    articles = {article.key: article for article in view.articles()}
    claims = [claim for claim in view.claims() if claim.lifecycle is Lifecycle.ACTIVE]
    busy = Counter(end for claim in claims for end in {claim.subject, claim.object})
    days = {key: article.published.isoformat() if article.published else "" for key, article in articles.items()}
    newest = sorted(sorted(claims, key=lambda claim: claim.id), key=lambda claim: days.get(claim.article, ""), reverse=True)[:ROWS]
    ties = disputed(claims, articles.__getitem__)
    return {
        "whole": True, "articles": len(articles), "claims": len(claims), "actors": len(busy),
        "conflicts": list(surveyed_conflicts(actors, claims, articles)),
        "busiest": [[actor, _name(actors, actor), number] for actor, number in sorted(busy.items(), key=lambda item: (-item[1], item[0]))[:ROWS]],
        "newest": [_claim(claim, actors, days) for claim in newest],
        "disputed": [[_claim(tie.stated[0], actors, days), tie.sources_for, tie.sources_against] for tie in ties[:ROWS]],
        "copies": sum(article.copy_of is not None for article in articles.values()),
        "names": [[actor.name, list(actor.aliases), actor.id, busy[actor.id]] for actor in actors.values() if busy[actor.id]],
        "titles": [[article.title or article.id, key] for key, article in articles.items()],
    }


def sketched(view: View) -> dict[str, Any]:
    """What of a survey needs no claim to be read: names, numbers and the busiest actors; the lists of claims are empty."""
    by_article, busy = view.in_force()
    actors = {actor.id: actor for actor in view.actors()}
    named = [[actor.name, list(actor.aliases), actor.id, busy[actor.id]] for actor in actors.values() if actor.id in busy]
    busiest = [[actor, _name(actors, actor), number] for actor, number in sorted(busy.items(), key=lambda item: (-item[1], item[0]))[:ROWS]]
    empty: dict[str, Any] = {name: [] for name in ("conflicts", "newest", "disputed", "titles")}
    return {"whole": False, "articles": len(view.article_keys()), "claims": sum(by_article.values()), "actors": len(busy), "busiest": busiest, "copies": 0, "names": named, **empty}


def _name(actors: Mapping[str, Actor], actor: str) -> str:
    return actors[actor].name if actor in actors else actor


def _claim(claim: Claim, actors: Mapping[str, Actor], days: Mapping[str, str]) -> dict[str, str]:
    """A claim as its sentence, with the day and the key of its article."""
    says = sentence(claim, _name(actors, claim.subject), _name(actors, claim.object))
    return {"id": claim.id, "says": says, "day": days.get(claim.article, ""), "article": claim.article}


class Survey:
    """The survey of a graph as it stood when it was last read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker = Worker(folder, memory=MEMORY, program=PROGRAM)
        self._of: object = None
        self._told: Mapping[str, Any] | None = None
        self._ready = threading.Event()
        self._asking = threading.Lock()

    def now(self) -> tuple[Mapping[str, Any] | None, bool]:
        """The survey, None where there is none yet; and whether it is that of the graph as it stands."""
        wanted = state(self._folder)
        if self._of != wanted:
            self.begin()
            self._ready.wait(_PATIENCE if _size(self._folder) <= _SMALL else _SHORT if self._told is None else 0)
        return self._told, self._of == wanted

    def known(self) -> Mapping[str, Any] | None:
        """The survey that there is, at once, perhaps that of an earlier state; None where there is none yet."""
        if self._of != state(self._folder):
            self.begin()
        return self._told

    def close(self) -> None:
        """End the process."""
        self._worker.close()

    def begin(self) -> None:
        """Have the graph surveyed, unless it is under way."""
        if self._asking.acquire(blocking=False):
            self._ready.clear()
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            of = state(self._folder)
            if self._told is None and _size(self._folder) > _SMALL:
                # Search and the busiest actors do not wait for the claims.
                self._told = json.loads(self._worker.send({"whole": False}, timeout=SECONDS).data)
            self._told, self._of = json.loads(self._worker.send({"whole": True}, timeout=SECONDS).data), of
        except (GraphkitError, OSError, ValueError):
            # The server ends, or the graph cannot be read; whoever asks next tries again.
            pass
        finally:
            self._asking.release()
            self._ready.set()


def _size(folder: Path) -> int:
    if folder.is_file():
        return folder.stat().st_size
    data = folder / "data"
    return sum(entry.stat().st_size for entry in os.scandir(data)) if data.is_dir() else 0


def main(folder: Path, memory: int, given: BinaryIO, told: BinaryIO) -> None:
    """Answer until stdin ends."""

    def handle(asked: Mapping[str, Any]) -> None:
        found = (surveyed if asked["whole"] else sketched)(Store.open(folder).view())
        frame(told, b"h", {"kind": "survey"})
        frame(told, b"d", json.dumps(found).encode())
        frame(told, b"z", {"more": False})

    serve(memory, given, told, handle)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
