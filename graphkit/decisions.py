"""The user's own judgement: a readable file of decisions, and what each does to a claim.

The file is a CSV beside the graph's folder (`alliance-graph.decisions.csv`), one decision a line,
in order. It can be kept under version control, and is replayed on every rebuild: a decision finds
the claims and actors as the decisions before it have left them.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphkit.errors import DataError, one_of
from graphkit.model import (
    Act,
    Actor,
    ArticleRecord,
    Claim,
    Decision,
    Lifecycle,
    local_name,
)

COLUMNS = ("decision", "target", "value", "who", "on", "why")
ENDS = ("subject", "object")
# What needs no value.
_PLAIN = (Act.ACCEPT, Act.REJECT, Act.KEEP)


def file_of(graph: Path) -> Path:
    """Where the decisions on a graph are kept."""
    return graph.with_name(f"{graph.name}.decisions.csv")


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file, none where it is not there.

    Raises:
        DataError: a line is wrong; the message names it.
    """
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = {"decision", "target"} - set(reader.fieldnames or ())
            if missing:
                raise DataError(f"{path}:1: columns missing: {one_of(missing)}; a file of decisions has {', '.join(COLUMNS)}")
            return [_decision(row, f"{path}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def _decision(row: Mapping[str, str | None], where: str) -> Decision:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if cells["decision"] not in set(Act):
        raise DataError(f"{where}: decision {cells['decision']!r} is not one of {one_of(Act)}")
    act = Act(cells["decision"])
    if not cells["target"] or (act not in _PLAIN and not cells["value"]):
        raise DataError(f"{where}: {act} needs a target{'' if act in _PLAIN else ' and a value'}")
    if act is Act.SPLIT and cells["target"].partition(":")[2] not in ENDS:
        raise DataError(f"{where}: the target of split is CLAIM:subject or CLAIM:object, not {cells['target']!r}")
    try:
        on = date.fromisoformat(cells["on"]) if cells["on"] else None
    except ValueError:
        raise DataError(f"{where}: {cells['on']!r} is no day; write YYYY-MM-DD") from None
    return Decision(act, cells["target"], cells["value"], cells["who"], on, cells["why"])


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions, whole or not at all.

    Raises:
        DataError: it cannot be written.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows((d.act, d.target, d.value, d.who, d.on.isoformat() if d.on else "", _one_kind(d.why)) for d in decisions)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise DataError(f"{path} cannot be written: {error.strerror or error}") from error


def _one_kind(text: str) -> str:
    """A text with line feeds alone: the writer leaves a lone carriage return bare, where a reader would break the row."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def touches(decision: Decision, claim: Claim) -> bool:
    """Whether a decision is about this claim, or about an actor at one of its ends."""
    if decision.act in (Act.MERGE, Act.RENAME):
        return decision.target in (claim.subject, claim.object, claim.attributed_to)
    return decision.target.partition(":")[0] == claim.id


def decided(claim: Claim, decision: Decision) -> Claim | None:
    """The claim as a decision leaves it; None where nothing is left (an actor tied to himself)."""
    if not touches(decision, claim) or decision.act in (Act.ACCEPT, Act.RENAME, Act.KEEP):
        return claim
    if decision.act is Act.REJECT:
        return replace(claim, lifecycle=Lifecycle.RETRACTED, retraction=(decision.on or date.min, reason(decision)))
    if decision.act is Act.RELATION:
        # Kinds of support belong to the relation that was read; the general one takes any.
        return replace(claim, predicate=decision.value, support_types=claim.support_types if decision.value == "supports" else ())
    if decision.act is Act.SPLIT:
        end = decision.target.partition(":")[2]
        return _tied(replace(claim, **{end: local_name(decision.value)}))  # type: ignore[arg-type]
    swapped = {name: decision.value for name in (*ENDS, "attributed_to") if getattr(claim, name) == decision.target}
    return _tied(replace(claim, **swapped))  # type: ignore[arg-type]


def reason(decision: Decision) -> str:
    """Why a claim was rejected, as it is kept with it."""
    return f"rejected by {decision.who or 'the user'}{f': {decision.why}' if decision.why else ''}"


def _tied(claim: Claim) -> Claim | None:
    return None if claim.subject == claim.object else claim


class Replay:
    """Applies decisions, in order, to what is read.

    Args:
        decisions: in the order of the file.
        known: gives an actor of the lists by id, None where they have none.
    """

    def __init__(self, decisions: Sequence[Decision], known: Callable[[str], Actor | None]) -> None:
        self.decisions = tuple(decisions)
        self._known = known
        self._by_target: dict[str, list[int]] = {}
        for place, decision in enumerate(self.decisions):
            self._by_target.setdefault(decision.target.partition(":")[0], []).append(place)

    def known_of(self, decision: Decision) -> Actor | None:
        """The actor of the lists that a merge or split brings in."""
        if decision.act is Act.MERGE:
            return self._known(decision.value)
        return self._known(local_name(decision.value)) if decision.act is Act.SPLIT else None

    def record(self, record: ArticleRecord) -> ArticleRecord:
        """A record as the decisions leave it."""
        if not self.decisions:
            return record
        claims = [made for claim in record.claims if (made := self.claim(claim)) is not None]
        actors = self._actors({actor.id: actor for actor in record.actors}, record.claims, claims)
        needed = {i for c in claims for i in (c.subject, c.object, c.attributed_to) if i is not None}
        kept = {c.id: c for c in reversed(claims)}
        return replace(record, claims=tuple(c for c in claims if kept.pop(c.id, None) is not None), actors=tuple(actors[i] for i in sorted(needed)))

    def claim(self, claim: Claim) -> Claim | None:
        """One claim as the decisions leave it."""
        place, now = -1, claim
        while True:
            names = (now.id, now.subject, now.object, now.attributed_to or "")
            following = [p for name in names for p in self._by_target.get(name, ()) if p > place]
            if not following:
                return now
            place = min(following)
            made = decided(now, self.decisions[place])
            if made is None:
                return None
            now = made

    def _actors(self, actors: dict[str, Actor], before: Iterable[Claim], after: Sequence[Claim]) -> dict[str, Actor]:
        """The actors with those that merges and splits brought in, under the names they were given."""
        old = {i for c in before for i in (c.subject, c.object)}
        for decision in self.decisions:
            if decision.act is Act.MERGE and decision.target in actors:
                given = actors[decision.target]
                actors.setdefault(decision.value, self._known(decision.value) or replace(given, id=decision.value, name=decision.value.replace("_", " "), curated=False))
            elif decision.act is Act.SPLIT:
                new = local_name(decision.value)
                kinds = [actors[i].kind for i in sorted(old) if i in actors]
                if new not in actors and any(new in (c.subject, c.object) for c in after) and kinds:
                    actors[new] = self._known(new) or Actor(new, decision.value)
            elif decision.act is Act.RENAME and decision.target in actors:
                actors[decision.target] = renamed(actors[decision.target], decision.value)
        return actors


def renamed(actor: Actor, name: str) -> Actor:
    """An actor under another name; the old one becomes an alias."""
    return replace(actor, name=name, aliases=tuple(sorted({*actor.aliases, actor.name} - {name})))
