"""Computes camps within each conflict, as allies in one war may be unrelated in the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.analyze.camps import Camp, camps, divide, divided, frustration
from graphkit.analyze.conflicts import Conflict
from graphkit.analyze.signed import NO_ACTORS, Pair, bound_graph, pairs, signed_graph
from graphkit.model import Actor, Article, Brief, Claim

Said = Claim | Brief
About = Callable[[str], Article]


def camps_within(parts: Sequence[Conflict], standing: Sequence[Said], article: About, actors: Mapping[str, Actor] = NO_ACTORS) -> tuple[list[Camp], int]:
    """Return the camps of each conflict, in the order of the conflicts, and the number of sources that contradict them.

    Args:
        parts: the conflicts.
        standing: the claims that count.
        article: returns the article with a key.
        actors: the actors by id, see `bound_graph`.
    """
    made: list[Camp] = []
    against = 0
    for part, own in _parted(parts, standing):
        graph = signed_graph(pairs(own, article))
        bound = bound_graph(graph, own, actors)
        made += (replace(camp, conflict=part.name) for camp in camps(bound))
        against += frustration(graph, divide(bound))
    return made, against


def camp_name(camp: Iterable[str], made: Iterable[Pair], rivals: Collection[str], named: Callable[[str], str]) -> str:
    """Return the name of a camp: after the conflict's main rival in it, or else the member with most hostile sources.

    Args:
        camp: ids of its members.
        made: the pairs of its conflict.
        rivals: ids of the conflict's main rivals.
        named: returns the short name of an actor id.
    """
    foes, inside = Counter[str](), set(camp)
    for pair in made:
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one in inside and other not in inside:
                foes[one] += pair.hostile
    first, *rest = sorted(sorted(inside), key=lambda member: (member not in rivals, -foes[member]))
    return f"{named(first)} and {named(rest[0]) if len(rest) == 1 else 'allies'}" if rest else named(first)


def main_camps(parts: Sequence[Conflict], standing: Sequence[Said], article: About, actors: Mapping[str, Actor] = NO_ACTORS) -> Mapping[str, tuple[int, str]]:
    """Return (camp number, conflict id) of each actor, for the first conflict with most of the actor's claims.

    Camps are numbered from 0 across all conflicts; actors in no camp of that conflict are omitted.
    """
    number, found = 0, dict[str, tuple[int, tuple[int, str] | None]]()
    for part, own in _parted(parts, standing):
        counts = Counter(end for claim in own for end in {claim.subject, claim.object})
        camp_of: dict[str, int] = {}
        for members in divided(bound_graph(signed_graph(pairs(own, article)), own, actors)):
            camp_of |= dict.fromkeys(members, number)
            number += 1
        for actor in sorted(counts):
            if counts[actor] > found.get(actor, (0, None))[0]:
                found[actor] = counts[actor], (camp_of[actor], part.id) if actor in camp_of else None
    return {actor: camp for actor, (_, camp) in found.items() if camp is not None}


def each_once(made: Iterable[Camp]) -> tuple[Camp, ...]:
    """Return camps for one picture of several conflicts: each actor only in its first camp; camps below two members are dropped."""
    taken: set[str] = set()
    kept = []
    for camp in made:
        places = [place for place, member in enumerate(camp.members) if member not in taken]
        if len(places) > 1:
            kept.append(replace(camp, members=tuple(camp.members[p] for p in places), sure=tuple(camp.sure[p] for p in places)))
            taken |= {camp.members[p] for p in places}
    return tuple(kept)


def _parted(parts: Sequence[Conflict], standing: Sequence[Said]) -> Iterator[tuple[Conflict, list[Said]]]:
    """Return each conflict with its claims; the articles of "Other" are unrelated, so each is separate."""
    of = {key: (place, key if part.is_rest else "") for place, part in enumerate(parts) for key in part.articles}
    groups: dict[tuple[int, str], list[Said]] = {whole: [] for whole in sorted(set(of.values()))}
    for claim in standing:
        if claim.article in of:
            groups[of[claim.article]].append(claim)
    return ((parts[place], claims) for (place, _), claims in groups.items())
