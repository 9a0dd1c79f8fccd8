"""Validates a graph against the SHACL shapes: each rule as one query over all nodes, on batches of articles in memory.

pyshacl visits each node: 9 s for 2,000 claims, and 6 s for the SPARQL constraints of 25. The same
rules as queries take seconds for 10,000 claims, and four times as long on disk as in memory.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graphkit.errors import ArticleUnreadable
from graphkit.model import digest
from graphkit.query.rule_groups import Group, group_rules
from graphkit.query.shacl import structure_queries
from graphkit.rdf import ARTICLE, ID
from graphkit.resources import ontology_dir
from graphkit.store import ARTICLE_CLASSES, IrregularGraph, Partition, Partitions, ValidationState, View

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# Articles in memory at once: about ten thousand claims.
AT_ONCE = 1_000
_TARGET = re.compile(r"WHERE\s*\{\s*\?this a/rdfs:subClassOf\* <([^>]+)>")
NAKED = "https://w3id.org/graphkit/shapes#NoNakedEdge"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule that a node violates: the node's IRI and the rule's message."""

    node: str
    message: str


@dataclass(frozen=True, slots=True)
class Validation:
    """The result of a validation.

    Attributes:
        violations: all violations in the graph, sorted.
        checked, articles: number of articles checked, and of all articles; those not checked are known to conform.
        kept: whether the state was saved, so that the next check only covers changes.
    """

    violations: tuple[Violation, ...]
    checked: int
    articles: int
    kept: bool = False


def validate(view: View) -> list[Violation]:
    """Return all violations of the shapes in a graph, sorted; empty if it conforms."""
    try:
        return list(_whole(view, view.partitions()).violations)
    except IrregularGraph:
        return sorted({*_structure(view), *_constraints(view)})


def validate_changed(view: View, *, everything: bool = False) -> Validation:
    """Validate a graph folder incrementally: check what changed since the last validation, and save the new state.

    Articles that violated a rule last time, and everything described outside of articles, are always checked.

    Args:
        view: view of the graph.
        everything: check every article, ignoring the saved state.
    """
    try:
        partitions = view.partitions(everything=everything)
        known = None if everything else view.validation_state()
        # The saved state may come from another version of the rules.
        again = known is not None and known.rules == rules_digest()
        return _changed(view, partitions, known) if known is not None and again else _whole(view, partitions)
    except IrregularGraph:
        number = len(view.article_keys())
        return Validation(tuple(sorted({*_structure(view), *_constraints(view)})), number, number)


def _whole(view: View, partitions: Partitions) -> Validation:
    transaction = view.last_transaction()
    found = _Found(view, partitions)
    found.articles(partitions.keys)
    found.outside()
    found.naked(None)
    kept = transaction is not None and view.save_validation(transaction, rules_digest(), partitions.digests(), found.again, found.pairs)
    return Validation(found.sorted(), len(partitions.keys), len(partitions.keys), kept)


def _changed(view: View, partitions: Partitions, known: ValidationState) -> Validation:
    described = partitions.digests()
    other = {node for node, _ in described.items() ^ known.described.items()}
    wanted = sorted({*known.articles, *partitions.articles_about(other)}.intersection(partitions.keys))
    found = _Found(view, partitions)
    found.articles(wanted)
    found.outside()
    found.naked(known.pairs)
    kept = view.save_validation(known, rules_digest(), described, found.again, found.pairs)
    return Validation(found.sorted(), len(wanted), len(partitions.keys), kept)


class _Found:
    """Collects violations and what must be checked again next time."""

    def __init__(self, view: View, partitions: Partitions) -> None:
        self._view, self._partitions = view, partitions
        self._violations: set[Violation] = set()
        self.again: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()

    def sorted(self) -> tuple[Violation, ...]:
        return tuple(sorted(self._violations))

    def articles(self, keys: Sequence[str]) -> None:
        """Check articles in batches."""
        groups = _groups()
        for first in range(0, len(keys), AT_ONCE):
            partition = self._partitions.partition(keys[first : first + AT_ONCE])
            # Articles that refer to others are checked each time, as the others may change without them.
            self.again |= partition.referring
            for group in groups:
                if (group.any is None or partition.has_rows(group.any)) and (group.once is None or partition.may_have_several(group.once)):
                    self._ask(partition, group)

    def _ask(self, partition: Partition, group: Group) -> None:
        for message, rule in group.rules:
            for node in partition.violating(rule):
                self._violations.add(Violation(node, message))
                self.again.add(partition.nodes[node])

    def outside(self) -> None:
        """Check what is described outside of articles; apparent violations are checked again on the whole graph."""
        partition = self._partitions.outside()
        for message, query in _rules():
            nodes = sorted(set(partition.violating(query)))
            if nodes:
                only = query.replace("{", f"{{ VALUES ?this {{ {' '.join(f'<{node}>' for node in nodes)} }}", 1)
                self._violations.update(Violation(node, message) for node in _nodes(self._view, only))

    def naked(self, pairs: Sequence[tuple[str, str]] | None) -> None:
        """Compare direct triples, of the given pairs or all (None), with the ties."""
        try:
            surplus = self._view.direct_difference(pairs)[1]
        except ArticleUnreadable as error:
            self._violations.add(_unreadable(error))
            return
        for subject, path, value in surplus:
            self._violations.add(Violation(subject, f"direct triple {path} {value} has no asserted, active claim"))
            ends = sorted(unquote(end.removeprefix(ID)) for end in (subject, value))
            self.pairs.add((ends[0], ends[1]))


def _unreadable(error: ArticleUnreadable) -> Violation:
    """Return a violation for an unreadable article: its direct triples cannot be derived."""
    return Violation(ARTICLE + error.key, str(error))


@functools.cache
def _rules() -> tuple[tuple[str, str], ...]:
    """Message and query of every rule except `NAKED` (a direct triple needs a claim)."""
    return (*structure_queries(_shapes()), *constraint_queries(without=(NAKED,)))


@functools.cache
def _groups() -> tuple[Group, ...]:
    """The rules that can apply to the named graph of an article, in groups."""
    return tuple(group_rules(rule for rule in _rules() if _is_of_articles(rule[1])))


def rules_digest() -> str:
    """Digest of the program version, the shapes and the ontology."""
    from graphkit import __version__

    return digest(__version__, *((ontology_dir() / name).read_text(encoding="utf-8") for name in ("shapes.ttl", "alliance.ttl")))


def _is_of_articles(query: str) -> bool:
    """Whether a rule can apply to the named graph of an article."""
    target = _TARGET.search(query)
    return target is None or target.group(1) in ARTICLE_CLASSES


def _broken(view: View, rules: Iterable[tuple[str, str]]) -> Iterator[Violation]:
    for message, query in rules:
        yield from (Violation(node, message) for node in _nodes(view, query))


def _nodes(view: View, query: str) -> Iterator[str]:
    return (str(row[0]) for row in view.query(query, timeout=None))


def _shapes() -> Graph:
    """Parse the shapes; not cached, as rdflib graphs are mutable and the rules derived from them are cached."""
    import rdflib

    return rdflib.Graph().parse(ontology_dir() / "shapes.ttl")


def _structure(view: View) -> Iterator[Violation]:
    yield from _broken(view, structure_queries(_shapes()))


def _constraints(view: View) -> Iterator[Violation]:
    yield from _broken(view, constraint_queries(without=(NAKED,)))
    # As a query this rule is quadratic in the number of claims; deriving the direct triples again is not.
    try:
        spare = view.direct_difference()[1]
    except ArticleUnreadable as error:
        yield _unreadable(error)
        return
    for subject, path, value in spare:
        yield Violation(subject, f"direct triple {path} {value} has no asserted, active claim")


def constraint_queries(without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield message and query over all nodes of each SPARQL constraint of the shapes, except those in `without`."""
    from rdflib.namespace import SH

    shapes = _shapes()
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql), key=str):
        if str(constraint) in without:
            continue
        # SHACL does not allow MINUS; the engine is forty times faster with it if a filter is inside.
        query = str(shapes.value(constraint, SH.select)).replace("FILTER NOT EXISTS { $this", "MINUS { $this")
        select = query.replace("$this", "?this")
        head = _target(shapes, shape)
        opened = re.split(r"WHERE\s*\{", select, maxsplit=1)
        yield str(shapes.value(constraint, SH.message)), f"WHERE {{ {head} ".join(opened)


def _target(shapes: Graph, shape: Node) -> str:
    from rdflib.namespace import SH

    target = shapes.value(shape, SH.targetClass)
    if target is not None:
        return f"?this a/rdfs:subClassOf* <{target}> ."
    return f"?this <{shapes.value(shape, SH.targetSubjectsOf)}> ?anything ."
