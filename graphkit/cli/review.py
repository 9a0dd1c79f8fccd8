"""The command `review`: decide on doubtful claims and duplicate actors interactively."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli.judging import DecisionsOption, WhoOption, login, today
from graphkit.cli.options import DEFAULT_GRAPH, WrittenGraphOption
from graphkit.cli.output import plain
from graphkit.days import day_words
from graphkit.decisions import HOLDS
from graphkit.errors import GraphkitError
from graphkit.model import Act, Claim, Decision, Status, around
from graphkit.plural import counted

if TYPE_CHECKING:
    from graphkit.resolve.suggest import Proposal
    from graphkit.review import Review

_KEYS = "a accept, r reject, e relation, t status, p polarity, w swap, m merge, s split, n rename, k skip, u undo, q quit"


def review(
    below: Annotated[float, typer.Option("--below", min=0.0, max=1.0, help="Show claims with a confidence below this value.")] = 0.85,
    who: WhoOption = None,
    decisions: DecisionsOption = None,
    graph: WrittenGraphOption = DEFAULT_GRAPH,
) -> None:
    """Review doubtful claims and possible duplicate actors. Decisions are saved in a file and applied on every build."""
    from graphkit.review import Review

    made = Review(graph, decisions)
    session = _Session(made, who or login())
    typer.echo(f"{counted(len(made.pending), 'decision')} from earlier not applied yet." if made.pending else f"Decisions are saved in {made.file}.")
    session.run(below)
    if made.pending:
        typer.echo(f"{counted(made.apply(), 'decision')} applied and saved in {made.file}")
    else:
        typer.echo("Nothing was decided.")


class _Session:
    """An interactive session that shows claims and proposals and asks for decisions."""

    def __init__(self, review: Review, who: str) -> None:
        self._review = review
        self._who = who
        self._names = {actor.id: actor.name for actor in review.view.actors()}

    def run(self, below: float) -> None:
        """Run until everything is decided or the user quits."""
        things: list[Claim | Proposal] = [*self._review.proposals(), *self._review.waiting(below)]
        place = 0
        while place < len(things):
            text = self._described(things[place])
            typer.echo(f"\n[{place + 1}/{len(things)}] {text}")
            step = self._step(things[place])
            if step is None:
                return
            place = max(0, place + step)

    def _described(self, thing: Claim | Proposal) -> str:
        if not isinstance(thing, Claim):
            return plain(f"Are {self._name(thing.actor)} ({thing.actor}) and {self._name(thing.into)} ({thing.into}) the same actor?  {thing.why}; similarity {thing.score:.0f} of 100")
        article = self._review.view.article(thing.article)
        source = ", ".join(str(part) for part in (article.outlet, article.title, day_words(article.published, article.published_precision)) if part)
        evidence = thing.evidence[0]
        from graphkit.query import status_text

        head = f"{self._name(thing.subject)} {thing.predicate} {self._name(thing.object)}  ({status_text(thing)}, {thing.confidence:.2f})  {thing.id}"
        before, after = around(evidence.before, evidence.after, evidence.start)
        return f"{plain(head)}\n  {plain(source)}\n  {plain(before)}[{plain(evidence.quote)}]{plain(after)}"

    def _name(self, actor: str) -> str:
        return self._names.get(actor, actor)

    def _step(self, thing: Claim | Proposal) -> int | None:
        """Return the number of items to move, according to the key typed; None to quit."""
        while True:
            key = self._asked(f"{_KEYS} > ")
            if key in (None, "q"):
                return None
            if key == "k":
                return 1
            if key == "u":
                last = self._review.undo()
                typer.echo(f"undone: {last.act} {plain(last.target)}" if last else "there is nothing to undo")
                return -1 if last else 0
            try:
                if self._decided(key or "", thing):
                    return 1
            except GraphkitError as error:
                typer.echo(f"graphkit: {plain(str(error))}")

    def _decided(self, key: str, thing: Claim | Proposal) -> bool:
        """Record the decisions for a key; return whether there are any."""
        makers: dict[str, Callable[[Claim | Proposal], Iterator[Decision]]] = {"a": self._accept, "r": self._reject, "e": self._relation, "t": self._status, "p": self._polarity, "w": self._swap, "m": self._merge, "s": self._split, "n": self._rename}
        if key not in makers:
            typer.echo(f"type one of: {_KEYS}")
            return False
        made = list(makers[key](thing))
        for decision in made:
            self._review.add(decision)
        return bool(made)

    def _made(self, act: Act, target: str, value: str = "") -> Decision:
        why = self._asked("why (may be empty) > ") or ""
        return Decision(act, target, value, self._who, today(), why)

    def _accept(self, thing: Claim | Proposal) -> Iterator[Decision]:
        """Accept a claim; for a proposal, merge the two actors."""
        if isinstance(thing, Claim):
            yield self._made(Act.ACCEPT, thing.id)
        else:
            yield self._made(Act.MERGE, thing.actor, thing.into)

    def _reject(self, thing: Claim | Proposal) -> Iterator[Decision]:
        """Reject a claim; for a proposal, record that the actors are different."""
        if isinstance(thing, Claim):
            yield self._made(Act.REJECT, thing.id)
        else:
            yield self._made(Act.ACCEPT, thing.actor, thing.into)

    def _relation(self, thing: Claim | Proposal) -> Iterator[Decision]:
        yield from self._corrected(Act.RELATION, thing, "relation")

    def _status(self, thing: Claim | Proposal) -> Iterator[Decision]:
        yield from self._corrected(Act.STATUS, thing, f"status ({', '.join(Status)})")

    def _polarity(self, thing: Claim | Proposal) -> Iterator[Decision]:
        yield from self._corrected(Act.POLARITY, thing, f"polarity ({', '.join(HOLDS)})")

    def _corrected(self, act: Act, thing: Claim | Proposal, what: str) -> Iterator[Decision]:
        """Correct a value of a claim, asking for the new one."""
        value = self._asked(f"{what} > ") if isinstance(thing, Claim) else None
        if isinstance(thing, Claim) and value:
            yield self._made(act, thing.id, value)

    def _swap(self, thing: Claim | Proposal) -> Iterator[Decision]:
        if isinstance(thing, Claim):
            yield self._made(Act.SWAP, thing.id)

    def _merge(self, thing: Claim | Proposal) -> Iterator[Decision]:
        if not isinstance(thing, Claim):
            yield from self._accept(thing)
            return
        one, other = self._asked(f"which ({thing.subject} or {thing.object}) > "), self._asked("into the actor with the id > ")
        if one and other:
            yield self._made(Act.MERGE, one, other)

    def _split(self, thing: Claim | Proposal) -> Iterator[Decision]:
        end = self._asked("subject or object > ") if isinstance(thing, Claim) else None
        name = self._asked("is really (name) > ") if end in ("subject", "object") else None
        if isinstance(thing, Claim) and name:
            yield self._made(Act.SPLIT, f"{thing.id}:{end}", name)

    def _rename(self, thing: Claim | Proposal) -> Iterator[Decision]:
        ends = (thing.subject, thing.object) if isinstance(thing, Claim) else (thing.actor, thing.into)
        one, name = self._asked(f"which ({' or '.join(ends)}) > "), self._asked("new name > ")
        if one and name:
            yield self._made(Act.RENAME, one, name)

    def _asked(self, prompt: str) -> str | None:
        """Return the line typed, or None at the end of input."""
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        return line.strip() if line else None
