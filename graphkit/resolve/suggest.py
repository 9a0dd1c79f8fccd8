"""Suggests names that may denote the same actor; they are never merged automatically.

Only names that share a word or an acronym are compared, with rapidfuzz's token ratios, so that the time stays close to
linear in the number of names, even for a million actors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.model import Actor, ActorClass
from graphkit.resolve.folded import words_of

# Words shared by more names than this are ignored.
COMMON = 60
ALIKE, SURE = 88.0, 95.0
_EMPTY = frozenset(["of", "the", "and", "for", "in", "al", "de", "la"])


@dataclass(frozen=True, slots=True)
class Proposal:
    """Suggests that one actor is another: similarity of their names (0 to 100), and the reason."""

    actor: str
    into: str
    score: float
    why: str


def proposals(actors: Iterable[Actor], counts: Mapping[str, int]) -> list[Proposal]:
    """Return pairs that may be the same actor, the most likely first.

    Args:
        actors: actors of a graph or a corpus.
        counts: number of claims by actor id; the rarer actor is merged into the more frequent one.
    """
    known = {actor.id: actor for actor in actors}
    found: dict[tuple[str, str], Proposal] = {}
    for block in _blocks(known.values()):
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                made = _proposal(known[one], known[other], counts)
                if made is not None:
                    found[made.actor, made.into] = made
    return sorted(found.values(), key=lambda p: (-p.score, p.actor, p.into))


def _blocks(actors: Iterable[Actor]) -> Iterator[list[str]]:
    by_key: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            words = [w for w in words_of(name) if w not in _EMPTY]
            for word in words:
                if len(word) > 3:
                    by_key[word].add(actor.id)
                    by_key[word[:4]].add(actor.id)
            short = "".join(w[0] for w in words)
            if len(short) > 1:
                by_key[short].add(actor.id)
            if len(words) == 1 and 2 <= len(words[0]) <= 6:
                by_key[words[0]].add(actor.id)
    yield from (sorted(block) for _, block in sorted(by_key.items()) if 1 < len(block) <= COMMON)


def _proposal(one: Actor, other: Actor, counts: Mapping[str, int]) -> Proposal | None:
    if (one.kind is ActorClass.PERSON) != (other.kind is ActorClass.PERSON) or (one.curated and other.curated):
        return None
    if ActorClass.PLACE in (one.kind, other.kind) and one.kind is not other.kind:
        return None
    likeness = _alike(one.name, other.name, one.kind is ActorClass.PERSON)
    if likeness is None:
        return None
    rank = lambda a: (a.curated, counts.get(a.id, 0), len(a.name), a.id)  # noqa: E731  # used once, on the next line
    into, actor = sorted((one, other), key=rank, reverse=True)
    return Proposal(actor.id, into.id, *likeness)


def _alike(one: str, other: str, person: bool) -> tuple[float, str] | None:
    from rapidfuzz import fuzz

    first, second = words_of(one), words_of(other)
    if not first or not second:
        return None
    if person:
        return _same_person(first, second)
    for short, long in ((first, second), (second, first)):
        if len(short) == 1 and len(long) > 1 and short[0] == "".join(w[0] for w in long if w not in _EMPTY):
            return SURE, "the letters of an acronym"
    score = float(fuzz.token_sort_ratio(" ".join(first), " ".join(second)))
    return (score, "nearly the same name") if score >= ALIKE else None


def _same_person(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[float, str] | None:
    """Compare two names of persons: a common surname is not enough, a slightly different spelling is."""
    from rapidfuzz import fuzz

    if len(first) == 1 or len(second) == 1:
        return (ALIKE, "a surname alone") if first[-1] == second[-1] and len(first) != len(second) else None
    if first[0][0] != second[0][0]:
        return None
    score = float(fuzz.ratio(" ".join(first), " ".join(second)))
    return (score, "nearly the same name") if score >= ALIKE else None
