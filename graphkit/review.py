"""A review: what waits for the user's judgement, what he decides, and the taking in of it.

Decisions are written to the file as they are made, and taken into the graph together; until then
the last one can be undone. What was written and not taken in (the lamp went out) is taken in by
the next review or build.
"""

from __future__ import annotations

import functools
from pathlib import Path

from graphkit.decisions import Replay, file_of, read_decisions, write_decisions
from graphkit.errors import UsageError
from graphkit.model import Act, Actor, Claim, Decision
from graphkit.query import DOUBTFUL, allowed, doubtful
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.suggest import Proposal, proposals
from graphkit.store import Store, View


class Review:
    """The review of one graph.

    Args:
        graph: the folder.
        file: the file of decisions, where it is not the one beside the folder.

    Raises:
        StoreMissing: there is no graph.
        DataError: the file of decisions is wrong.
    """

    def __init__(self, graph: Path, file: Path | None = None) -> None:
        self._store = Store.open(graph)
        self.file = file or file_of(graph)
        self._all = read_decisions(self.file)
        self._taken = self._known_to(self.view)

    @property
    def view(self) -> View:
        """The graph as it stands."""
        return self._store.view()

    def _known_to(self, view: View) -> int:
        """How many decisions, from the first, the graph has taken in."""
        return next((n for n, decision in enumerate(self._all) if not view.took(decision)), len(self._all))

    @property
    def pending(self) -> list[Decision]:
        """Decisions that are written and not taken in."""
        return self._all[self._taken :]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions of the file, in order."""
        return tuple(self._all)

    def waiting(self, below: float = DOUBTFUL) -> list[Claim]:
        """Claims that are less sure than this and not judged, the least sure first."""
        return doubtful(self.view.claims(), self._all, below)

    def proposals(self) -> list[Proposal]:
        """Actors that may be one, those left out that were judged before."""
        judged = {d.target for d in self._all if d.act is Act.MERGE}
        kept_apart = {tuple(sorted((d.target, d.value))) for d in self._all if d.act is Act.ACCEPT and d.value}
        actors = [self._listed.get(a.id, a) for a in self.view.actors()]
        found = proposals(actors, self.view.in_force()[1])
        return [p for p in found if p.actor not in judged and tuple(sorted((p.actor, p.into))) not in kept_apart]

    def add(self, decision: Decision) -> None:
        """Decide: it is checked and written.

        Raises:
            UnknownName, UsageError: the graph or the ontology does not allow it.
            DataError: the file cannot be written.
        """
        about = self.pending
        if not any(d.act in (Act.MERGE, Act.RELATION, Act.SPLIT) for d in about):
            # After those the claims have other names, which the graph does not know yet.
            allowed(decision, self.view, self._replay.known_of(decision))
        self._all.append(decision)
        write_decisions(self.file, self._all)

    def undo(self) -> Decision | None:
        """Take back the last decision that the graph has not taken in; None where there is none."""
        if not self.pending:
            return None
        last = self._all.pop()
        write_decisions(self.file, self._all)
        return last

    def apply(self) -> int:
        """Take the pending decisions into the graph; how many.

        Raises:
            UnknownName, UsageError: one cannot be taken in; it is taken out of the file, those after it wait.
            StoreError: the graph cannot be written, or another process writes to it.
        """
        pending, replay = self.pending, self._replay
        with self._store.writer() as writer:
            for decision in pending:
                try:
                    allowed(decision, writer.view(), replay.known_of(decision))
                except UsageError:
                    # What cannot be taken in must not stand in the way of the others for ever.
                    del self._all[self._taken]
                    write_decisions(self.file, self._all)
                    raise
                writer.judge(decision, replay.known_of(decision), replay.claim)
                self._taken += 1
        return len(pending)

    @property
    def _replay(self) -> Replay:
        return Replay(self._all, self._listed.get)

    @functools.cached_property
    def _listed(self) -> dict[str, Actor]:
        return {name: entry.actor for name, entry in load_gazetteer().entries.items()}
