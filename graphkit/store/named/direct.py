"""The queries about direct ties: `rival-backers`, `blocs`, `both-sides` and `path`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Set
from itertools import product

from graphkit.ontology import load_vocabulary
from graphkit.store.named.cells import Cell, join_cells
from graphkit.store.named.context import Context, Row, sorted_rows
from graphkit.store.named.queries import QueryCall

_STEPS = ("supports", "alliedWith", "fightsAlongside", "commands")
_STANDING = ("supports", "alliedWith", "fightsAlongside", "partOf")


def rival_backers(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield the supporters of each side of each fight or attack, except its rival."""
    node = context.labels.actor
    for side in context.sorted(foes := context.foes):
        backers = frozenset().union(*(context.reverse("supports").get(core, frozenset()) for core in context.with_leaders(side)))
        yield from ((node(side), node(rival), node(backer)) for backer, rival in product(context.sorted(backers), context.sorted(foes[side])) if backer != rival)


def blocs(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield the allies of each side of a fight or an attack."""
    labels = context.labels
    for side in context.sorted(context.foes):
        cores = context.with_leaders(side)
        members = cores.union(*(context.reverse(relation).get(core, frozenset()) for core in cores for relation in _STANDING))
        names = [name for member in members for name in labels.of(labels.actor(member)) if name.kind == "@en"]
        if names:
            yield labels.actor(side), join_cells(names)


def both_sides(context: Context, _: QueryCall) -> Iterator[Row]:
    """Yield actors with a cooperative tie to both sides of a fight or an attack."""
    labels, foes = context.labels, context.foes
    if not foes:
        return
    sides: dict[str, set[str]] = defaultdict(set)
    for side in foes:
        for core in context.with_leaders(side):
            sides[core].add(side)
    ties = _Ties(context)
    for actor in context.sorted({actor for core in sides for actor in ties.reaching(core)}):
        on: dict[str, set[Cell]] = defaultdict(set)
        for core in ties.reached(actor) & sides.keys():
            for side in sides[core]:
                on[side].update(map(labels.relation, ties.narrowest(actor, core)))
        rows: list[Row] = []
        for side, names in on.items():
            for rival in foes[side] & on.keys():
                if labels.actor(side) < labels.actor(rival):
                    rows += [(labels.actor(actor), tie, labels.actor(side), other, labels.actor(rival)) for tie, other in product(names, on[rival])]
        yield from sorted_rows(rows, (1, 2, 3, 4))


class _Ties:
    """Cooperative direct ties by their ends."""

    def __init__(self, context: Context) -> None:
        self._out: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._into: dict[str, set[str]] = defaultdict(set)
        # What is narrower than a cooperative relation is cooperative too.
        for name, relation in load_vocabulary().relations.items():
            if relation.sign == 1 and not relation.abstract:
                for subject, objects in context.edges(name).items():
                    for object_ in objects:
                        self._out[subject][object_].add(name)
                        self._into[object_].add(subject)

    def reaching(self, core: str) -> set[str]:
        """Return the actors with a tie to an actor."""
        return self._into.get(core, set())

    def reached(self, actor: str) -> Set[str]:
        """Return the actors that an actor has ties to."""
        return self._out[actor].keys()

    def narrowest(self, actor: str, core: str) -> list[str]:
        """Return the relations of one actor to another, without those that a narrower one implies."""
        names, relations = self._out[actor][core], load_vocabulary().relations
        above = {parent for name in names for parent in relations[name].parents}
        return [name for name in names if name not in above]


def path(context: Context, call: QueryCall) -> Iterator[Row]:
    """Yield chains of two direct ties, by start actor."""
    node, relation = context.labels.actor, context.labels.relation
    steps = sorted(_STEPS, key=relation)

    @functools.cache
    def beyond(through: str) -> list[tuple[str, list[str]]]:
        """Return the targets of a second step, with their relations."""
        found: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            for target in context.edges(step).get(through, ()):
                found[target].append(step)
        targets = context.sorted(found) if call.object is None else [call.object] if call.object in found else []
        return [(target, found[target]) for target in targets]

    starts = {start for step in steps for start in context.edges(step)}
    for start in context.sorted(starts if call.subject is None else starts & {call.subject}):
        first: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            for through in context.edges(step).get(start, ()):
                first[through].append(step)
        for through in context.sorted(first):
            for target, seconds in beyond(through):
                if target != start:
                    for one, second in product(first[through], seconds):
                        yield node(start), relation(one), node(through), relation(second), node(target)
