"""All active claims of a graph in short, read by one query: enough to count ties and to find what is disputed, without a text."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from graphkit.model import Lifecycle, Polarity
from graphkit.rdf import CLAIM, ID
from graphkit.standing import denies
from graphkit.store import View, plain_rows

# Pairs of a relation, those of most claims.
TIES = 5000
_ALL = """
SELECT ?claim ?predicate ?subject ?object ?day WHERE {
  GRAPH ?g { ?claim gk:predicate ?predicate ; gk:subject ?subject ; gk:object ?object OPTIONAL { ?claim gk:publishedOn ?day } }
}
"""
_WITH = "SELECT ?claim WHERE {{ GRAPH ?g {{ ?claim gk:{name} gkc:{value} }} }}"
# Subject, object, number of claims, first and last day of publication or "".
Tie = tuple[str, str, int, str, str]


class Short(NamedTuple):
    """A claim without its texts; `day` of publication as 2020-01-31, "" where none is known."""

    id: str
    predicate: str
    subject: str
    object: str
    day: str


@dataclass(frozen=True, slots=True)
class Census:
    """The active claims of a graph.

    Attributes:
        claims: all of them, by id.
        denials: ids of those that deny.
        past: ids of the claims that are not active.
    """

    claims: list[Short]
    denials: frozenset[str]
    past: frozenset[str]

    @classmethod
    def of(cls, view: View) -> Census:
        """Read them: some seconds of a graph of 100,000 claims."""
        past = inactive(view)
        found = [short for row in plain_rows(view, _ALL) if (short := _short(*row)).id not in past]
        return cls(sorted(found), _ids(view, "polarity", Polarity.NEGATIVE), past)

    def newest(self, most: int) -> list[str]:
        """Ids of the claims that were published last."""
        return [claim.id for claim in sorted(self.claims, key=lambda claim: claim.day, reverse=True)[:most]]

    def busy(self) -> Counter[str]:
        """Number of claims at whose ends an actor stands, by id."""
        return Counter(end for claim in self.claims for end in {claim.subject, claim.object})

    def ties(self) -> dict[str, list[Tie]]:
        """Pairs of each relation by the number of claims that state it, those of most claims first; denials do not count."""
        days: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for claim in self.claims:
            if claim.id not in self.denials:
                days[claim.predicate, claim.subject, claim.object].append(claim.day)
        made: dict[str, list[Tie]] = defaultdict(list)
        for (predicate, subject, object_), all_ in days.items():
            known = [day for day in all_ if day] or [""]
            made[predicate].append((subject, object_, len(all_), min(known), max(known)))
        return {name: sorted(ties, key=lambda tie: (-tie[2], tie[:2]))[:TIES] for name, ties in made.items()}

    def opposed(self) -> list[str]:
        """Ids of claims of which one denies what the other states, sorted; how firmly it is stated is not asked."""
        against: dict[frozenset[str], list[Short]] = defaultdict(list)
        for claim in self.claims:
            if claim.id in self.denials:
                against[frozenset((claim.subject, claim.object))].append(claim)
        pairs = (
            (claim.id, denial.id)
            for claim in self.claims
            if claim.id not in self.denials
            for denial in against.get(frozenset((claim.subject, claim.object)), ())
            if denies(denial, claim)
        )
        return sorted({name for pair in pairs for name in pair})


def inactive(view: View) -> frozenset[str]:
    """Ids of claims that are superseded or retracted."""
    return frozenset().union(*(_ids(view, "lifecycle", each) for each in Lifecycle if each is not Lifecycle.ACTIVE))


def _ids(view: View, name: str, value: str) -> frozenset[str]:
    return frozenset(_local(claim, CLAIM) for (claim,) in plain_rows(view, _WITH.format(name=name, value=value)))


def _short(claim: str, predicate: str, subject: str, object_: str, day: str) -> Short:
    return Short(_local(claim, CLAIM), predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1], _local(subject, ID), _local(object_, ID), day)


def _local(iri: str, prefix: str) -> str:
    return unquote(iri.removeprefix(prefix))
