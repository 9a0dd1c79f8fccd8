"""Rules about one property of one class as one query: most articles break none of them, so that one look tells of a dozen rules.

The queries are those of `graphkit.query.structure`; what is not of a form that is known here is asked by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_TARGET = r"SELECT DISTINCT \?this WHERE \{ \?this a/rdfs:subClassOf\* (?P<kind><[^>]+>) \. "
_VALUE = re.compile(_TARGET + r"\?this (?P<step><[^>]+>) \?v \. FILTER \(!\((?P<holds>.*)\)\) \} *", re.DOTALL)
_MISSING = re.compile(_TARGET + r"FILTER NOT EXISTS \{ \?this (?P<step><[^>]+>) \?v \} \} *")
_ONCE = re.compile(_TARGET + r"\?this (?P<step><[^>]+>) \?v \. \?this (?P=step) \?w \. FILTER \(!SAMETERM\(\?v, \?w\)\) \} *")

# Message and query.
Rule = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are asked together.

    Attributes:
        rules: message and query of each.
        any: a query that gives a row where one of them is broken; None where each is to be asked.
        once: IRI of the property that they allow one value of, where that is all that they say.
    """

    rules: tuple[Rule, ...]
    any: str | None = None
    once: str | None = None


@dataclass(slots=True)
class _Said:
    """What is said of one property of one class."""

    rules: list[Rule] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    needed: bool = False

    def group(self, kind: str, step: str) -> Group:
        if len(self.rules) == 1:
            return Group(tuple(self.rules))
        pattern, wrong = f"?this {step} ?v .", self.wrong
        if self.needed:
            pattern, wrong = f"OPTIONAL {{ ?this {step} ?v }}", ["!BOUND(?v)", *wrong]
        return Group(tuple(self.rules), f"SELECT ?this WHERE {{ ?this a/rdfs:subClassOf* {kind} . {pattern} FILTER ({' || '.join(wrong)}) }} LIMIT 1")


def grouped(rules: Iterable[Rule]) -> list[Group]:
    """Rules in groups; each is in one of them."""
    said: dict[tuple[str, str], _Said] = defaultdict(_Said)
    others: list[Group] = []
    for rule in rules:
        if found := _VALUE.fullmatch(rule[1]):
            about = said[found["kind"], found["step"]]
            about.wrong.append(f"!({found['holds']})")
        elif found := _MISSING.fullmatch(rule[1]):
            about = said[found["kind"], found["step"]]
            about.needed = True
        else:
            once = _ONCE.fullmatch(rule[1])
            others.append(Group((rule,), once=once["step"][1:-1] if once else None))
            continue
        about.rules.append(rule)
    return [*(each.group(*key) for key, each in said.items()), *others]
