"""Groups articles about the same conflict by the actors that they share.

The similarity of two articles depends on the actors, and pairs of actors joined by a claim, that
they share; the graph of similar articles is divided by the Louvain method (Blondel and others
2008, "Fast unfolding of communities in large networks"). Features are weighted by rarity (tf-idf),
so that actors of every war join no two of them. A pair weighs more than an actor, and a state or
an international organisation less than a person or an armed group, which belongs to one conflict.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from graphkit.analyze.parties import Parties
from graphkit.analyze.signed import BINDING
from graphkit.model import Actor, ActorClass, Brief, Claim
from graphkit.ontology import load_vocabulary

Feature = tuple[str, ...]
Vector = dict[Feature, float]
# Weights of actors by class, relative to a pair (1).
_WORTH = {ActorClass.STATE: 0.25, ActorClass.INTERNATIONAL: 0.1, ActorClass.BLOC: 0.1, ActorClass.PLACE: 0.6}
_LOCAL = 0.6
_SEED = 1
# Minimum similarity (cosine) for a group of articles to join a named conflict.
ALIKE = 0.12
# Minimum similarity for an edge between two articles.
NEAR = 0.07
# For features of more than _MANY articles only the _NEXT following ones are compared, so that time is not quadratic in articles.
_MANY, _NEXT = 24, 3


def vectors(claims: Mapping[str, Sequence[Claim | Brief]], actors: Mapping[str, Actor]) -> dict[str, Vector]:
    """Return the feature vector of each article over parties and pairs of parties, by key.

    Leaders are merged with their organisation; that they lead it is mentioned in articles of any conflict.

    Args:
        claims: active claims by article key.
        actors: all actors by id.
    """
    parties = Parties((claim for vectors in claims.values() for claim in vectors), actors.values())
    # Shares equal features between articles to save memory.
    same: dict[Feature, Feature] = {}
    features = {key: {same.setdefault(feature, feature) for feature in _features(found, parties)} for key, found in claims.items()}
    frequency = Counter(feature for found in features.values() for feature in found)
    rarity = {feature: math.log(1 + len(claims) / count) * _worth(feature, actors) for feature, count in frequency.items()}
    return {key: {feature: rarity[feature] for feature in sorted(found)} for key, found in features.items()}


def communities(vectors: Mapping[str, Vector]) -> list[tuple[str, ...]]:
    """Return groups of article keys, the largest first; independent of the order of the input."""
    import networkx as nx

    keys = sorted(vectors)
    graph = nx.Graph()
    # Numbers instead of keys: sets of integers have the same order in every process.
    graph.add_nodes_from(range(len(keys)))
    units = [_unit(vectors[key]) for key in keys]
    for one, other in _neighbours(keys, vectors):
        alike = _product(units[one], units[other])
        if alike >= NEAR:
            graph.add_edge(one, other, weight=alike)
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED) if graph.number_of_edges() else [{n} for n in graph]
    return sorted((tuple(sorted(keys[n] for n in group)) for group in found), key=lambda group: (-len(group), group))


def _neighbours(keys: Sequence[str], vectors: Mapping[str, Vector]) -> Iterator[tuple[int, int]]:
    """Yield pairs of articles to compare, in order: all that share a feature; for frequent features only the next few."""
    sharing: dict[Feature, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        for feature in vectors[key]:
            sharing[feature].append(number)
    for one, key in enumerate(keys):
        near = set[int]()
        for numbers in map(sharing.__getitem__, vectors[key]):
            after = bisect_right(numbers, one)
            near.update(numbers[after:] if len(numbers) <= _MANY else numbers[after : after + _NEXT])
        yield from ((one, other) for other in sorted(near))


def summed(group: Iterable[str], vectors: Mapping[str, Vector]) -> Vector:
    """Return the sum of the vectors of several articles."""
    found: Vector = defaultdict(float)
    for key in group:
        for feature, weight in vectors.get(key, {}).items():
            found[feature] += weight
    return found


def likeness(one: Vector, other: Vector) -> float:
    """Return the cosine similarity of two vectors, 0 to 1."""
    return _product(_unit(one), _unit(other))


def _unit(one: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in one.values()))
    return {feature: weight / length for feature, weight in one.items()} if length else {}


def _product(one: Vector, other: Vector) -> float:
    return sum(one[feature] * other[feature] for feature in sorted(one.keys() & other.keys()))


def _features(claims: Iterable[Claim | Brief], parties: Parties) -> set[Feature]:
    vocabulary, found = load_vocabulary(), set[Feature]()
    for claim in claims:
        ends = sorted({parties.of(claim.subject), parties.of(claim.object)})
        found |= {(end,) for end in ends}
        if vocabulary.family(claim.predicate) not in BINDING:
            found |= set(pairwise(ends))
    return found


def _worth(feature: Feature, actors: Mapping[str, Actor]) -> float:
    if len(feature) > 1:
        return 1.0
    actor = actors.get(feature[0])
    return _WORTH.get(actor.kind, _LOCAL) if actor is not None else _LOCAL
