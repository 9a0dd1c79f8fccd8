"""Converts an analysis to tables: a header and rows of text each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from graphkit.analyze.analysis import Analysis
from graphkit.analyze.signed import Pair
from graphkit.model import Claim
from graphkit.ontology import load_vocabulary
from graphkit.plural import counted
from graphkit.query import Disputed, family_words

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
SIGNS = {1: "friends", -1: "foes", 0: "divided"}


def tables(made: Analysis, name: Callable[[str], str], most: int | None = None) -> Mapping[str, Table]:
    """Return the tables of an analysis by name.

    Args:
        made: the analysis.
        name: returns the name of an actor id.
        most: maximum number of names in a cell, followed by the number of the rest; None for all.
    """
    return {
        "pairs": (("first", "second", "stand", "friendly", "hostile"), [_pair(pair, name) for pair in made.pairs]),
        "camps": (("conflict", "camp", "actor", "stability"), list(_camps(made, name))),
        "balance": (("measure", "value"), list(_balance(made))),
        "brokers": (
            ("actor", "betweenness", "bridges to"),
            [(name(b.actor), f"{b.betweenness:.3f}", _names(b.bridges, name, most)) for b in made.brokers],
        ),
        "disputed": (("subject", "relation", "object", "stated by", "denied by"), [_disputed(tie, name) for tie in made.disputed]),
        "mixed": (("first", "second", "stand", "friendly", "hostile"), [_pair(pair, name) for pair in made.mixed]),
        "rivals": (
            ("first", "second", "hostile", "backers of the first", "backers of the second", "on both sides"),
            [
                (
                    name(r.first),
                    name(r.second),
                    str(r.hostile),
                    _names(r.backers_of_first, name, most),
                    _names(r.backers_of_second, name, most),
                    _names(r.on_both_sides, name, most),
                )
                for r in made.rivalries
            ],
        ),
        "trends": (
            ("subject", "tie", "object", "before", "within", "change"),
            [(name(t.subject), family_words(t.family), name(t.object), str(t.before), str(t.within), f"{t.change:+d}") for t in made.trends],
        ),
    }


def _pair(pair: Pair, name: Callable[[str], str]) -> tuple[str, ...]:
    return name(pair.first), name(pair.second), SIGNS[pair.sign], str(pair.friendly), str(pair.hostile)


def _disputed(tie: Disputed, name: Callable[[str], str]) -> tuple[str, ...]:
    """Return the row of a disputed tie: the relations that are stated, and that which is denied if it is a wider one."""
    stated, denied = (_relations(claims) for claims in (tie.stated, tie.denied))
    against = counted(tie.sources_against, "source")
    return name(tie.subject), stated + " (ended)" * tie.over, name(tie.object), counted(tie.sources_for, "source"), against if denied == stated else f"{against} ({denied})"


def _relations(claims: Iterable[Claim]) -> str:
    """Return the labels of the relations of claims, comma-separated."""
    return ", ".join(sorted({load_vocabulary().relation(claim.predicate).label for claim in claims}))


def _camps(made: Analysis, name: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    """Yield a row per member; camps are numbered within each conflict."""
    numbers: Counter[str] = Counter()
    for camp in made.camps:
        numbers[camp.conflict] += 1
        for member, sure in zip(camp.members, camp.sure, strict=True):
            yield camp.conflict or "-", str(numbers[camp.conflict]), name(member), f"{sure:.2f}"


def _balance(made: Analysis) -> Iterator[tuple[str, ...]]:
    balance = made.balance
    yield "balanced triangles", str(balance.balanced)
    yield "unbalanced triangles", str(balance.unbalanced)
    yield "degree of balance", f"{balance.degree:.3f}" if balance.balanced or balance.unbalanced else "-"
    yield "pairs that contradict a division into two camps" + ("" if balance.exact else " (at most)"), str(balance.frustration)
    yield "sources that contradict the camps found", str(balance.against)


def _names(ids: tuple[str, ...], name: Callable[[str], str], most: int | None) -> str:
    more = f" and {len(ids) - most:,} more" if most is not None and len(ids) > most else ""
    return ", ".join(name(one) for one in ids[:most]) + more or "-"
