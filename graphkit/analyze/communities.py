"""Groups articles about the same conflict by the actors that they share.

The similarity of two articles depends on the actors, and pairs of friends or foes, that they
share; the graph of similar articles is divided by the Louvain method (Blondel and others 2008,
"Fast unfolding of communities in large networks"). Features are weighted by rarity (tf-idf),
so that actors of every war join no two of them. A pair weighs more than an actor, and a state or
an international organisation less than a person or an armed group, which belongs to one conflict.
The method also divides the articles on a single conflict, as it does any network; groups that are
alike on the whole are therefore merged.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from graphkit.analyze.parties import Parties
from graphkit.model import Actor, ActorClass, Brief, Claim
from graphkit.ontology import load_vocabulary

Feature = tuple[str, ...]
Vector = dict[Feature, float]
# Weights of actors by class, relative to a pair (1).
_WORTH = {ActorClass.STATE: 0.25, ActorClass.INTERNATIONAL: 0.1, ActorClass.BLOC: 0.1, ActorClass.PLACE: 0.6}
_LOCAL = 0.6
_SEED = 1
# Minimum similarity (cosine) for a group of articles to join a named conflict or another group. Groups of articles on one
# conflict have .15 to .45, those on different ones below .1, also if they share a great power.
ALIKE = 0.12
# Minimum similarity for an edge between two articles.
NEAR = 0.14
# Rarity is that among so many more articles: the two sides of a war are in most articles on it, but rare in the news.
_MORE = 200
# Weight of a pair that only one article has: it is like no other, but would outweigh the actors that it shares with others.
_LONE = 0.35
# Smaller groups join these largest ones, so that time is linear in groups.
_LARGEST = 40
# Maximum number of articles of a merged group.
_MOST_MERGED = 500
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
    rarity = {feature: math.log(1 + (len(claims) + _MORE) / count) * _worth(feature, count, actors) for feature, count in frequency.items()}
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


def merged(groups: Iterable[tuple[str, ...]], vectors: Mapping[str, Vector]) -> list[tuple[str, ...]]:
    """Merge each group with the most similar of those before it, if they are alike.

    Args:
        groups: article keys, the largest group first.
        vectors: the vector of each article.
    """
    kept: list[tuple[str, ...]] = []
    profiles: list[Vector] = []
    for group in groups:
        own = _unit(summed(group, vectors))
        open_ = [place for place in range(min(len(kept), _LARGEST)) if len(kept[place]) + len(group) <= _MOST_MERGED]
        alike = {place: _product(own, profiles[place]) for place in open_}
        likest = max(open_, key=alike.__getitem__, default=None)
        if likest is not None and alike[likest] >= ALIKE:
            kept[likest] = tuple(sorted((*kept[likest], *group)))
        else:
            kept.append(group)
            profiles.append(own)
    return kept


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
        # Those who talk can be of any conflict.
        if vocabulary.sign(claim.predicate):
            found |= set(pairwise(ends))
    return found


def _worth(feature: Feature, count: int, actors: Mapping[str, Actor]) -> float:
    if len(feature) > 1:
        return 1.0 if count > 1 else _LONE
    actor = actors.get(feature[0])
    return _WORTH.get(actor.kind, _LOCAL) if actor is not None else _LOCAL
