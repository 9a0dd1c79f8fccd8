"""Review sessions: what needs the user's judgement, the decisions, and their application to the graph.

Decisions are written to the file as they are made and applied to the graph together; until then
the last one can be undone. Decisions that were written but not applied (after a crash) are applied
by the next review or build.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace
from pathlib import Path

from graphkit.decisions import (
    Replay,
    check_merge,
    check_words,
    file_of,
    held,
    read_decisions,
    split_class,
    split_end,
    write_decisions,
)
from graphkit.errors import StoreLocked, UsageError
from graphkit.model import Act, Actor, Claim, Decision, Lifecycle, local_name
from graphkit.query import DOUBTFUL, check_decision, doubtful, is_of_claim
from graphkit.query.explain import folded
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.suggest import Proposal, proposals
from graphkit.store import Store, View

# Acts that change the ids of claims or actors.
_RENAMING = (Act.RELATION, Act.STATUS, Act.POLARITY, Act.SWAP, Act.MERGE, Act.SPLIT)


class Review:
    """The review of one graph.

    Args:
        graph: the graph's folder.
        file: the decisions file, if it is not the one next to the folder.

    Raises:
        StoreMissing: there is no graph.
        StoreError: the graph is a file, which is read-only.
        DataError: the decisions file is invalid.
    """

    def __init__(self, graph: Path, file: Path | None = None) -> None:
        self._store = Store.open(graph)
        if graph.is_file():
            # Before anything is decided.
            self._store.check_writable()
        self.file = file or file_of(graph)
        self._own: list[Decision] = []
        self._read()

    def _read(self) -> None:
        """Read the file again: somebody else may have decided meanwhile, in the browser or in another terminal."""
        self._all = read_decisions(self.file)
        self._taken = self._known_to(self.view)

    @property
    def view(self) -> View:
        """A view of the current graph."""
        return self._store.view()

    def _known_to(self, view: View) -> int:
        """Return how many decisions, from the first, the graph has applied."""
        return next((n for n, decision in enumerate(self._all) if not view.has_decision(decision)), len(self._all))

    @property
    def pending(self) -> list[Decision]:
        """Decisions that are written but not applied."""
        return self._all[self._taken :]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions of the file, in order."""
        return tuple(self._all)

    def waiting(self, below: float = DOUBTFUL) -> list[Claim]:
        """Return the unjudged claims below this confidence, lowest first."""
        return doubtful(self.view.claims(), self._all, below)

    def proposals(self) -> list[Proposal]:
        """Return pairs of actors that may be the same, without those already judged."""
        kept_apart = {tuple(sorted((d.target, d.value))) for d in self._all if d.act is Act.ACCEPT and d.value}
        judged = {d.target for d in self._all if d.act is Act.MERGE and tuple(sorted((d.target, d.value))) not in kept_apart}
        actors = [self._listed.get(a.id, a) for a in self.view.actors()]
        found = proposals(actors, self.view.in_force()[1])
        return [p for p in found if p.actor not in judged and tuple(sorted((p.actor, p.into))) not in kept_apart]

    def add(self, decision: Decision) -> None:
        """Check a decision and write it.

        A decision on a claim that pending decisions change is written for the claim as they leave it.

        Raises:
            UnknownName, UsageError: the graph or the ontology does not allow it.
            DataError: the file cannot be written.
            StoreError: the graph is read-only.
        """
        check_words(decision)
        # A decision that cannot be applied is not saved either.
        self._store.check_writable()
        self._read()
        self._check_merge_known(decision)
        decision, claim = self._aimed(self._by_id(decision))
        decision = self._with_class(decision, claim)
        if claim is not None and claim.lifecycle is Lifecycle.RETRACTED and decision.act is not Act.ACCEPT:
            raise UsageError(f"claim {claim.id} is rejected by a decision in {self.file} that the next decision, review or build applies")
        if claim is not None or not any(d.act in _RENAMING for d in self.pending):
            # After a renaming, the graph does not know the new ids yet.
            check_decision(decision, self.view, self._replay.known_of(decision), claim)
        elif decision.act is Act.MERGE:
            actors = {**self._listed, **{actor.id: actor for actor in self.view.actors()}}
            if decision.target in actors and decision.value in actors:
                check_merge(actors[decision.target], actors[decision.value])
        with held(self.file):
            # Others may have decided during the check.
            self._read()
            decision = self._distinct(decision)
            self._all.append(decision)
            self._own.append(decision)
            write_decisions(self.file, self._all)

    def _check_merge_known(self, decision: Decision) -> None:
        """Check that this file has the merge that a decision takes back, if the graph has it: it may have been built with another file."""
        pair = {decision.target, decision.value}
        if decision.act is not Act.ACCEPT or not decision.value or any(made.act is Act.MERGE and {made.target, made.value} == pair for made in self._all):
            return
        merges = self.view.query("SELECT ?one ?other { ?d gk:decision 'merge' ; gk:decisionTarget ?one ; gk:decisionValue ?other }", timeout=None)
        if any({str(one), str(other)} == pair for one, other in merges):
            raise UsageError(f"the merge of {decision.target} and {decision.value} is not in {self.file}; give the file that has it with --decisions")

    def _by_id(self, decision: Decision) -> Decision:
        """Replace the name in a split by the id of the one actor that has it, if a new actor of this name would get another id."""
        wanted = folded(decision.value)
        actors = (*self.view.actors(), *self._listed.values()) if decision.act is Act.SPLIT else ()
        found = {actor.id for actor in actors if wanted in (folded(actor.name), folded(actor.id))}
        return replace(decision, value=found.pop()) if len(found) == 1 and local_name(decision.value) not in found else decision

    def _with_class(self, decision: Decision, claim: Claim | None) -> Decision:
        """Add to a split the class of an actor that no list has: its own, or if it is new that of the actor it replaces; a rebuild may meet the split first."""
        if decision.act is not Act.SPLIT or claim is None or split_class(decision) or local_name(decision.value) in self._listed:
            return decision
        kinds = {actor.id: actor.kind for actor in self.view.actors()}
        kind = kinds.get(local_name(decision.value)) or kinds.get(getattr(claim, split_end(decision)))
        return replace(decision, target=f"{decision.target}:{kind}") if kind else decision

    def _distinct(self, decision: Decision) -> Decision:
        """Return a decision made once more, after others, with a reason of its own; the graph would take the same one for applied."""
        # What is accepted or named once more, with nothing about it in between, is the same decision.
        about = (made for made in reversed(self._all) if made.target == decision.target and (decision.act is not Act.RENAME or made.act is Act.RENAME))
        last = next(about, None)
        again = (decision.act is Act.ACCEPT and last == decision) or (decision.act is Act.RENAME and last is not None and last.value == decision.value)
        if decision not in self._all or again:
            return decision
        numbered = (replace(decision, why=f"{decision.why} (time {number})".strip()) for number in itertools.count(2))
        return next(made for made in numbered if made not in self._all)

    def _aimed(self, decision: Decision) -> tuple[Decision, Claim | None]:
        """Retarget a decision to its claim as the pending decisions leave it; the claim is None if the graph has none or nothing is left of it."""
        name, colon, end = decision.target.partition(":")
        found = self.view.claim(name) if is_of_claim(decision) else None
        if found is not None and found.lifecycle is Lifecycle.RETRACTED and decision.act is Act.ACCEPT:
            return decision, found
        now = self.decided(found) if found is not None and found.lifecycle is Lifecycle.ACTIVE else None
        return (decision, None) if now is None else (replace(decision, target=f"{now.id}{colon}{end}"), now)

    def decided(self, claim: Claim) -> Claim | None:
        """Return a claim of the graph as the pending decisions leave it; None if nothing is left of it."""
        return self._waiting.claim(claim)

    def steps(self, claim: Claim) -> list[Decision]:
        """Return the pending decisions about a claim of the graph."""
        return list(self._waiting.steps(claim))

    @property
    def _waiting(self) -> Replay:
        """Replay of the pending decisions, without knowledge of listed actors."""
        return Replay(self.pending, lambda _: None)

    def undo(self) -> Decision | None:
        """Remove the last pending decision of this session, or if it has none the last of all, and return it; None if there is none."""
        with held(self.file):
            self._read()
            pending = range(self._taken, len(self._all))
            own = [place for place in pending if self._all[place] in self._own]
            if not pending:
                return None
            last = self._all.pop((own or pending)[-1])
            self._own = [decision for decision in self._own if decision != last]
            write_decisions(self.file, self._all)
            return last

    def apply(self) -> int:
        """Apply the pending decisions to the graph and return their number.

        Raises:
            UnknownName, UsageError: one cannot be applied; it is removed from the file, later ones stay pending.
            StoreError: the graph cannot be written, or another process writes to it.
        """
        try:
            opened = self._store.writer()
        except StoreLocked:
            raise StoreLocked(f"{self._store.folder} is being written to by another process; the decision is saved in {self.file}, and the next decision, review or build applies it") from None
        with opened as writer:
            # Once nobody else can apply them: an upload replays the file too.
            self._all = read_decisions(self.file)
            self._taken = self._known_to(writer.view())
            pending, replay = self.pending, self._replay
            for decision in pending:
                try:
                    check_decision(decision, writer.view(), replay.known_of(decision))
                except UsageError:
                    # A decision that cannot be applied must not block the others forever.
                    # Read again: others may have been added meanwhile.
                    with held(self.file):
                        self._all = [made for made in read_decisions(self.file) if made != decision]
                        write_decisions(self.file, self._all)
                    raise
                writer.apply_decision(decision, replay)
                self._taken += 1
            writer.reclassify(replay)
        return len(pending)

    @property
    def _replay(self) -> Replay:
        return Replay(self._all, self._listed.get)

    @functools.cached_property
    def _listed(self) -> dict[str, Actor]:
        return {name: entry.actor for name, entry in load_gazetteer().entries.items()}
