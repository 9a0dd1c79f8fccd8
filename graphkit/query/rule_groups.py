"""Combines the rules about one property of one class into one query, since most articles violate none of them.

Parses the queries of `graphkit.query.shacl`; rules of another form run separately.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_TARGET = r"SELECT DISTINCT \?this WHERE \{ \?this a/rdfs:subClassOf\* (?P<kind><[^>]+>) \. "
_VALUE = re.compile(_TARGET + r"\?this (?P<step><[^>]+>) \?v \. FILTER \(!\((?P<holds>.*)\)\) \} *", re.DOTALL)
_MISSING = re.compile(_TARGET + r"FILTER NOT EXISTS \{ \?this (?P<step><[^>]+>) \?v \} \} *")
_SINGLE = re.compile(_TARGET + r"\?this (?P<step><[^>]+>) \?v \. \?this (?P=step) \?w \. FILTER \(!SAMETERM\(\?v, \?w\)\) \} *")

# Message and query.
Rule = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are checked together.

    Attributes:
        rules: message and query of each.
        any: a query that returns a row if any rule is violated; None if each rule must run.
        once: IRI of the property, if the rule only limits it to one value.
    """

    rules: tuple[Rule, ...]
    any: str | None = None
    once: str | None = None


@dataclass(slots=True)
class _PropertyRules:
    """The rules about one property of one class."""

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


def group_rules(rules: Iterable[Rule]) -> list[Group]:
    """Partition rules into groups."""
    by_property: dict[tuple[str, str], _PropertyRules] = defaultdict(_PropertyRules)
    others: list[Group] = []
    for rule in rules:
        if found := _VALUE.fullmatch(rule[1]):
            about = by_property[found["kind"], found["step"]]
            about.wrong.append(f"!({found['holds']})")
        elif found := _MISSING.fullmatch(rule[1]):
            about = by_property[found["kind"], found["step"]]
            about.needed = True
        else:
            once = _SINGLE.fullmatch(rule[1])
            others.append(Group((rule,), once=once["step"][1:-1] if once else None))
            continue
        about.rules.append(rule)
    return [*(each.group(*key) for key, each in by_property.items()), *others]
