"""What the home page shows of a whole graph, read by a process of its own: `python -m graphkit.serve.survey FOLDER MEMORY`.

Reading every claim of a large graph takes a while; the pages are answered meanwhile with what was
known before. The process speaks as `graphkit.store.worker` does, and answers each `stage` (sketch, counted, conflicts, network) with one JSON object.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from graphkit.errors import GraphkitError
from graphkit.model import Actor, Article, Claim, Lifecycle
from graphkit.query.disputed import Disputed, disputed
from graphkit.query.wording import sentence
from graphkit.serve import listing
from graphkit.serve.census import Census
from graphkit.serve.conflicts import surveyed_conflicts
from graphkit.serve.strongest import strongest_page
from graphkit.store import Store, View, Worker, state
from graphkit.store.worker import frame, serve

PROGRAM, MEMORY, SECONDS = "graphkit.serve.survey", 8 << 30, 600.0
# Rows of each list on the home page.
ROWS = 8
# Bytes of data up to which a page waits for the survey, and seconds that it waits.
_SMALL, _PATIENCE = 40 << 20, 20.0


def surveyed(view: View) -> dict[str, Any]:
    """Names, numbers and lists of a graph, as JSON takes them.

    Beside the lists of the home page: `disputes` with the ids of the claims of either side; `ties`, by
    relation, as `Census.ties` gives them; `rows` with the articles, and `deeds`, as `listing` gives them.
    """
    census = Census.of(view)
    return {**_counted(view, census, sketched(view, census)), "conflicts": _conflicts(view), "whole": True}


def sketched(view: View, census: Census | None = None) -> dict[str, Any]:
    """What of a survey needs no claim to be read whole: all but what is disputed, and ties, which are None."""
    census = census or Census.of(view)
    busy, actors, articles = census.busy(), _actors(view), listing.articles(view, census.past)
    return {
        "whole": False, "articles": len(articles), "claims": len(census.claims), "actors": len(busy),
        "conflicts": [],
        "busiest": [[actor, _name(actors, actor), number] for actor, number in sorted(busy.items(), key=lambda item: (-item[1], item[0]))[:ROWS]],
        "newest": [_claim(name, claim, actors, view.article(claim.article)) for name in census.newest(ROWS) if (claim := view.claim(name))],
        "disputed": [],
        "copies": sum(bool(row.copy) for row in articles),
        "names": [[actor.name, list(actor.aliases), actor.id, busy[actor.id]] for actor in actors.values() if busy[actor.id]],
        "titles": [[row.name, row.key] for row in articles],
        "rows": articles,
        "deeds": listing.deeds(view, census.past),
        "disputes": None,
        "ties": None,
    }


def _counted(view: View, census: Census, told: Mapping[str, Any]) -> dict[str, Any]:
    """A sketch with what is disputed, and ties."""
    actors, article = _actors(view), functools.cache(view.article)
    # By the name in its IRI a claim is found again, whoever wrote it.
    opposed = {claim: name for name in census.opposed() if (claim := view.claim(name))}
    ties = disputed(opposed, article)
    return {
        **told,
        "disputed": [[_claim(opposed[tie.stated[0]], tie.stated[0], actors, article(tie.stated[0].article)), tie.sources_for, tie.sources_against] for tie in ties[:ROWS]],
        "disputes": [_dispute(tie, opposed) for tie in ties],
        "ties": census.ties(),
    }


def _conflicts(view: View) -> list[dict[str, Any]]:
    """Conflicts, for which every claim and article is read whole."""
    claims = [claim for claim in view.claims() if claim.lifecycle is Lifecycle.ACTIVE]
    return list(surveyed_conflicts(_actors(view), claims, {article.key: article for article in view.articles()}))


def _dispute(tie: Disputed, names: Mapping[Claim, str]) -> dict[str, Any]:
    sides = {"stated": [names[claim] for claim in tie.stated], "denied": [names[claim] for claim in tie.denied]}
    return {"subject": tie.subject, "object": tie.object, "family": tie.family, "for": tie.sources_for, "against": tie.sources_against, **sides}


def _actors(view: View) -> dict[str, Actor]:
    return {actor.id: actor for actor in view.actors()}


def _name(actors: Mapping[str, Actor], actor: str) -> str:
    return actors[actor].name if actor in actors else actor


def _claim(name: str, claim: Claim, actors: Mapping[str, Actor], article: Article) -> dict[str, str]:
    """A claim as its sentence, with the day and the key of its article."""
    says = sentence(claim, _name(actors, claim.subject), _name(actors, claim.object))
    return {"id": name, "says": says, "day": article.published.isoformat() if article.published else "", "article": claim.article}


class Survey:
    """The survey of a graph as it stood when it was last read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker = Worker(folder, memory=MEMORY, program=PROGRAM)
        self._of: object = None
        self._lists: object = None
        self._told: Mapping[str, Any] | None = None
        self._ready = threading.Event()
        self._asking = threading.Lock()

    def now(self) -> tuple[Mapping[str, Any] | None, bool]:
        """The survey, None where there is none yet; and whether it is that of the graph as it stands."""
        wanted = state(self._folder)
        if self._of != wanted:
            self.begin()
            self._ready.wait(_PATIENCE if _size(self._folder) <= _SMALL else 0)
        return self._told, self._of == wanted

    def known(self) -> Mapping[str, Any] | None:
        """The survey that there is, at once, perhaps that of an earlier state; None where there is none yet."""
        if self._of != state(self._folder):
            self.begin()
        return self._told

    def lists(self) -> tuple[Mapping[str, Any] | None, bool]:
        """The survey, and whether what it has, but its conflicts, is of the graph as it stands."""
        told, current = self.now()
        return told, current or self._lists == state(self._folder)

    def _asked(self, stage: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._worker.send({"stage": stage}, timeout=SECONDS).data)
        return told

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
            if _size(self._folder) > _SMALL and self._told is None:
                # All but the disputed ties, for which many claims are read.
                self._told, self._lists = self._asked("sketch"), of
            # The conflicts, of which every claim is read, are those of before until they come.
            self._told, self._lists = {**self._asked("counted"), "conflicts": (self._told or {}).get("conflicts", [])}, of
            self._told, self._of = {**self._told, **self._asked("conflicts")}, of
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


class Stages:
    """What the process answers of one state of a graph; the claims are read once."""

    def __init__(self, view: View) -> None:
        self._view, self._census = view, Census.of(view)

    @functools.cached_property
    def _sketch(self) -> dict[str, Any]:
        return sketched(self._view, self._census)

    def of(self, stage: str) -> dict[str, Any]:
        """What a stage answers, as JSON takes it."""
        if stage == "network":
            return {"page": strongest_page(self._view, self._census)}
        if stage == "conflicts":
            return {"conflicts": _conflicts(self._view), "whole": True}
        return _counted(self._view, self._census, self._sketch) if stage == "counted" else self._sketch


def main(folder: Path, memory: int, given: BinaryIO, told: BinaryIO) -> None:
    """Answer until stdin ends."""
    held: dict[object, Stages] = {}

    def handle(asked: Mapping[str, Any]) -> None:
        now, view = state(folder), Store.open(folder).view()
        if now not in held:
            held.clear()
            held[now] = Stages(view)
        found = held[now].of(asked["stage"])
        frame(told, b"h", {"kind": "survey"})
        frame(told, b"d", json.dumps(found).encode())
        frame(told, b"z", {"more": False})

    serve(memory, given, told, handle)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
