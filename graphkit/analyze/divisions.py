"""Camps within each conflict: who stands together in one war may have nothing to do with each other in the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.analyze.camps import Camp, camps, divide, divided, frustration
from graphkit.analyze.conflicts import OTHER, Conflict
from graphkit.analyze.signed import Pair, bound_graph, pairs, signed_graph
from graphkit.model import Article, Brief, Claim

Said = Claim | Brief
About = Callable[[str], Article]


def camps_within(parts: Sequence[Conflict], standing: Sequence[Said], article: About) -> tuple[list[Camp], int]:
    """The camps of each conflict, in the order of the conflicts, and how many sources contradict them.

    Args:
        parts: the conflicts.
        standing: claims that count.
        article: gives the article of a key.
    """
    made: list[Camp] = []
    against = 0
    for part, own in _parted(parts, standing):
        graph = signed_graph(pairs(own, article))
        made += (replace(camp, conflict=part.name) for camp in camps(bound_graph(graph, own)))
        against += frustration(graph, divide(graph))
    return made, against


def camp_name(camp: Iterable[str], made: Iterable[Pair], rivals: Collection[str], named: Callable[[str], str]) -> str:
    """What a camp is called: by the main rival in it, as in the headline, else by the member that most sources set against others.

    Args:
        camp: ids of its members.
        made: the pairs of its conflict.
        rivals: ids of the conflict's main rivals.
        named: gives the short name of an actor.
    """
    foes, inside = Counter[str](), set(camp)
    for pair in made:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one in inside and other not in inside:
                foes[one] += pair.hostile
    first, *rest = sorted(sorted(inside), key=lambda member: (member not in rivals, -foes[member]))
    return f"{named(first)} and {named(rest[0]) if len(rest) == 1 else 'allies'}" if rest else named(first)


def main_camps(parts: Sequence[Conflict], standing: Sequence[Said], article: About) -> Mapping[str, tuple[int, str]]:
    """Number of the camp of each actor and id of the conflict: that which has most of the actor's claims, of several the first.

    Camps are numbered through all conflicts, from 0; who is in no camp of that conflict is left out.
    """
    number, found = 0, dict[str, tuple[int, tuple[int, str] | None]]()
    for part, own in _parted(parts, standing):
        counts = Counter(end for claim in own for end in {claim.subject, claim.object})
        camp_of: dict[str, int] = {}
        for members in divided(bound_graph(signed_graph(pairs(own, article)), own)):
            camp_of |= dict.fromkeys(members, number)
            number += 1
        for actor in sorted(counts):
            if counts[actor] > found.get(actor, (0, None))[0]:
                found[actor] = counts[actor], (camp_of[actor], part.id) if actor in camp_of else None
    return {actor: camp for actor, (_, camp) in found.items() if camp is not None}


def each_once(made: Iterable[Camp]) -> tuple[Camp, ...]:
    """Camps for one picture of several conflicts: each actor in the first of its camps, camps of two and more."""
    taken: set[str] = set()
    kept = []
    for camp in made:
        places = [place for place, member in enumerate(camp.members) if member not in taken]
        if len(places) > 1:
            kept.append(replace(camp, members=tuple(camp.members[p] for p in places), sure=tuple(camp.sure[p] for p in places)))
            taken |= {camp.members[p] for p in places}
    return tuple(kept)


def _parted(parts: Sequence[Conflict], standing: Sequence[Said]) -> Iterator[tuple[Conflict, list[Said]]]:
    """Each conflict with its claims; the articles under "Other" have nothing to do with each other, and each is one."""
    of = {key: (place, key if part.name == OTHER and not part.given else "") for place, part in enumerate(parts) for key in part.articles}
    groups: dict[tuple[int, str], list[Said]] = {whole: [] for whole in sorted(set(of.values()))}
    for claim in standing:
        if claim.article in of:
            groups[of[claim.article]].append(claim)
    return ((parts[place], claims) for (place, _), claims in groups.items())
