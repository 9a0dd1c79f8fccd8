"""The queries about direct ties: `rival-backers`, `blocs`, `both-sides` and `path`."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from graphkit.ontology import load_vocabulary
from graphkit.store.named.cells import joined
from graphkit.store.named.context import Kept, Row, in_order
from graphkit.store.named.queries import Asking

_STEPS = ("supports", "alliedWith", "fightsAlongside", "commands")
_STANDING = ("supports", "alliedWith", "fightsAlongside", "partOf")


def rival_backers(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield the supporters of each side of each fight."""
    node = kept.words.actor
    for side in kept.sorted(fights := kept.edges("fights")):
        backers = frozenset().union(*(kept.reverse("supports").get(core, frozenset()) for core in kept.with_leaders(side)))
        yield from ((node(side), node(rival), node(backer)) for backer, rival in product(kept.sorted(backers), kept.sorted(fights[side])))


def blocs(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield the allies of each side of a fight."""
    words = kept.words
    for side in kept.sorted(kept.edges("fights")):
        cores = kept.with_leaders(side)
        members = cores.union(*(kept.reverse(relation).get(core, frozenset()) for core in cores for relation in _STANDING))
        names = [name for member in members for name in words.labels(words.actor(member)) if name.kind == "@en"]
        if names:
            yield words.actor(side), joined(names)


def both_sides(kept: Kept, _: Asking) -> Iterator[Row]:
    """Yield actors with a cooperative tie to both sides of a fight."""
    words, fights = kept.words, kept.edges("fights")
    if not fights:
        return
    sides: dict[str, set[str]] = defaultdict(set)
    for side in fights:
        for core in kept.with_leaders(side):
            sides[core].add(side)
    ties = _Ties(kept)
    reached = {actor for core in sides for actor in ties.reaching(core)}
    for actor in kept.sorted(reached):
        rows: list[Row] = []
        known = {core: ties.narrowest(actor, core) for core in ties.reached(actor) if core in sides}
        for one, names in known.items():
            for first, rival in ((words.actor(a), b) for a in sides[one] for b in fights[a] if words.actor(a) < words.actor(b)):
                for other in kept.with_leaders(rival) & known.keys():
                    both = product(map(words.relation, names), map(words.relation, known[other]))
                    rows += [(words.actor(actor), tie, first, second, words.actor(rival)) for tie, second in both]
        yield from in_order(rows, (1, 2, 3, 4))


class _Ties:
    """Direct ties by their ends; incoming ones only if cooperative."""

    def __init__(self, kept: Kept) -> None:
        self._vocabulary = load_vocabulary()
        self._out: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._into: dict[str, set[str]] = defaultdict(set)
        for name, relation in self._vocabulary.relations.items():
            if not relation.abstract:
                for subject, objects in kept.edges(name).items():
                    self._take(name, subject, objects, cooperative=relation.sign == 1)

    def _take(self, name: str, subject: str, objects: frozenset[str], *, cooperative: bool) -> None:
        for object_ in objects:
            self._out[subject][object_].add(name)
            if cooperative:
                self._into[object_].add(subject)

    def reaching(self, core: str) -> set[str]:
        """Return the actors with a cooperative tie to an actor."""
        return self._into.get(core, set())

    def reached(self, actor: str) -> dict[str, set[str]]:
        """Return the actors that an actor has ties to, with the relations."""
        return self._out.get(actor, {})

    def narrowest(self, actor: str, core: str) -> list[str]:
        """Return the cooperative relations of one actor to another, without those that a narrower one implies."""
        names, relations = self._out[actor][core], self._vocabulary.relations
        above = {parent for name in names for parent in relations[name].parents}
        return [name for name in names if relations[name].sign == 1 and name not in above]


def path(kept: Kept, asking: Asking) -> Iterator[Row]:
    """Yield chains of two direct ties, by start actor."""
    node, relation = kept.words.actor, kept.words.relation
    steps = sorted(_STEPS, key=relation)

    @functools.cache
    def beyond(through: str) -> list[tuple[str, list[str]]]:
        """Return the targets of a second step, with their relations."""
        found: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            for target in kept.edges(step).get(through, ()):
                found[target].append(step)
        targets = kept.sorted(found) if asking.object is None else [asking.object] if asking.object in found else []
        return [(target, found[target]) for target in targets]

    starts = {start for step in steps for start in kept.edges(step)}
    for start in kept.sorted(starts if asking.subject is None else starts & {asking.subject}):
        first: dict[str, list[str]] = defaultdict(list)
        for step in steps:
            for through in kept.edges(step).get(start, ()):
                first[through].append(step)
        for through in kept.sorted(first):
            for target, seconds in beyond(through):
                if target != start:
                    for one, second in product(first[through], seconds):
                        yield node(start), relation(one), node(through), relation(second), node(target)
