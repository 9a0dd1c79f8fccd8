"""Chooses the actor of a pronoun or description among those that the article has mentioned.

A logistic regression for each sort of word weighs the network's probabilities of the earlier mentions, what the rules chose, and how
each actor was mentioned. It is fitted by `training.reader.choosing` on marked news. A text of one sentence is left to the rules, and
so are "it" and "who", for which the regression did not raise the scores.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from graphkit.errors import ModelError
from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.antecedents import is_of_rank
from graphkit.resolve.armies import is_of_state
from graphkit.resolve.corrections import Corrections
from graphkit.resolve.memory import Seen
from graphkit.resolve.organs import OWN_BODIES
from graphkit.resolve.wings import GROUPS
from graphkit.resources import weights_dir

# How many sentences each sort of word can refer back.
_REACH = {"he": 6, "they": 5, "we": 8, "i": 8, "description": 12}
# At most this many actors are weighed, the nearest.
_MOST = 50
_SORTS = {
    word: sort
    for sort, several in {
        "he": "he him his himself she her hers herself",
        "they": "they them their theirs themselves",
        "we": "we us our ours ourselves",
        "i": "i me my mine myself",
    }.items()
    for word in several.split()
}
_POSSESSIVES = frozenset("his her their our my".split())
_OBJECTS = frozenset("him them me us".split())
# Least probability of a choice, and by how much it must exceed that of the rules' choice; below `_KEPT`, the rules' choice is dropped.
_LEAST = {"he": 0.4, "they": 0.5, "we": 0.5, "i": 0.5, "description": 0.4}
_CLEARLY, _KEPT = 0.2, 0.05
# Kinds of descriptions that may be a body of states in the plural ("the peacekeepers").
_OF_BODIES = ("organ", "group", "office")
# Probabilities are used as logits, clipped to this range.
_FLOOR, _CEILING = 0.002, 0.998
_LINKED = 0.05
_TOP = 0.1
# Sentences from here on count as far.
_FAR = 3
# "and", optionally followed by a title.
_JOINED = re.compile(r",? and (?:[Tt]he )?(?:[A-Z][\w.-]* ){0,3}")


class Candidate(NamedTuple):
    """An actor that may be meant, and what speaks for it, by feature of the regression."""

    actor: Actor
    features: Mapping[str, float]


@functools.cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the packaged weights by sort of word and feature.

    Raises:
        ModelError: their file is missing or invalid.
    """
    path = weights_dir().parent / "reader" / "choices.json"
    try:
        return {sort: dict(weights) for sort, weights in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ModelError(f"cannot read {path}: {error}. Install graphkit again") from error


def sort_of(mention: Mention) -> str | None:
    """Return the sort of word of a mention; None for a name, and for words that the rules resolve alone."""
    return "description" if mention.form == "description" else _SORTS.get(mention.text.lower()) if mention.form == "pronoun" else None


def likely(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the probability that an actor is meant, rounded so that all machines agree."""
    return round(1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in sorted(features.items())))), 3)


class Choices(Corrections):
    """Weighs the actors that a mention may refer to."""

    def _weighed(self, mention: Mention, ruled: Actor | None) -> Actor | None:
        """Return the likeliest actor of a pronoun or description, or what the rules chose if they know better or nothing else is clearly likelier."""
        sort = sort_of(mention)
        if sort is None or not self._reading.antecedents or self._is_sentence or self._is_army(mention) or self._is_sure(mention, ruled):
            return ruled
        weights = load_weights()[sort]
        weighed = [(likely(weights, features), -place, actor) for place, (actor, features) in enumerate(self._candidates(mention, sort, ruled))]
        best, _, actor = max(weighed, key=lambda each: each[:2], default=(0.0, 0, None))
        held = next((probability for probability, _, other in weighed if ruled is not None and other.id == ruled.id), 0.0)
        if actor is not None and best >= _LEAST[sort] and best >= held + _CLEARLY:
            return actor
        return ruled if held >= _KEPT else None

    def _is_sure(self, mention: Mention, ruled: Actor | None) -> bool:
        """Whether the rules decide alone: by an owner, place or name beside the word, or for a group that the article only describes."""
        beside = (mention.same_as, mention.owner, mention.place) != (None, None, None)
        return ruled is not None and (beside or self._is_called(mention, ruled) or ruled.id not in self._memory.named)

    def _is_called(self, mention: Mention, ruled: Actor) -> bool:
        """Whether a description repeats the last word of the name: "the dissidents" after "FARC dissidents"."""
        word = mention.head.rstrip("s")
        return mention.definite and (mention.sort == "group" or mention.head == "force") and " " in ruled.name and ruled.name.lower().split()[-1].rstrip("s") == word

    @functools.cached_property
    def _is_sentence(self) -> bool:
        return len({mention.sentence for mention in self._mentions.values()}) < 2

    def _candidates(self, mention: Mention, sort: str, ruled: Actor | None) -> list[Candidate]:
        """Return the actors that a mention may refer to, the nearest first."""
        near: dict[str, list[Seen]] = defaultdict(list)
        for seen in self._memory.before(mention, _REACH[sort]):
            near[seen.actor.id].append(seen)
        links = self._reading.antecedents.get(mention.index, ())
        linked: dict[str, float] = defaultdict(float)
        for earlier, probability in links:
            if earlier is not None and (known := self._done.get(earlier)) is not None:
                linked[known.id] += probability
        actors = {id_: seen[0].actor for id_, seen in islice(near.items(), _MOST)}
        actors |= {a.id: a for a in self._further(mention, sort, ruled) if a.id not in actors}
        actors = {id_: actor for id_, actor in actors.items() if self._may_refer(mention, sort, actor, ruled, near.get(id_, ()))}
        new = next((probability for earlier, probability in links if earlier is None), 0.5)
        top = max((linked[id_] for id_ in actors), default=0.0)
        most = max((self._memory.counts[id_] for id_ in actors), default=0) or 1
        ranks = {id_: rank for rank, id_ in enumerate(id_ for id_ in near if id_ in actors)}
        found = []
        for id_, actor in actors.items():
            chosen, first = ruled is not None and ruled.id == id_, linked[id_] == top > _TOP
            features: dict[str, float] = {"bias": 1.0, "new": new, "others": sum(linked.values()) - linked[id_], "share": self._memory.counts[id_] / most}
            features["linked" if links else "unlinked"] = _logit(linked[id_]) if links else 1.0
            signs = {"chosen": chosen, "none chosen": ruled is None, "top": first, "chosen:top": chosen and first, "first": ranks.get(id_) == 0, "second": ranks.get(id_) == 1}
            signs |= self._signs(mention, sort, actor, near.get(id_, ()), chosen=chosen)
            found.append(Candidate(actor, features | {name: 1.0 for name, holds in signs.items() if holds}))
        return found

    def _further(self, mention: Mention, sort: str, ruled: Actor | None) -> Iterator[Actor]:
        """Yield the actor chosen by the rules, those of likely links, and for "I" and "we" the speakers here and before."""
        if ruled is not None:
            yield ruled
        if sort in ("i", "we"):
            yield from (speaker for _, speaker in self._speakers_before(mention))
        links = [earlier for earlier, probability in self._reading.antecedents.get(mention.index, ()) if probability > _LINKED]
        yield from (self._done[index] for index in links if index is not None and index in self._done)

    def _speakers_before(self, mention: Mention) -> Iterator[tuple[int, Actor]]:
        """Yield the speakers of the sentence of a mention and of the one before, each with how many sentences back."""
        for back in (0, 1):
            speaker = self._speakers.get(mention.sentence - back)
            if speaker is not None and (actor := self._of(speaker)) is not None:
                yield back, actor

    def _may_refer(self, mention: Mention, sort: str, actor: Actor, ruled: Actor | None, near: Sequence[Seen]) -> bool:
        """Whether kind, gender and rank of an actor fit the word; the rules know where a place acts."""
        if sort == "description":
            names = [seen.mention for seen in near if seen.mention.form == "name"]
            return (ruled is not None and ruled.id == actor.id) or (self._may_be(actor, mention) and is_of_rank(mention, names, self._document.text))
        if self._is_excluded(actor, mention):
            return False
        if sort in ("he", "i"):
            return actor.kind is ActorClass.PERSON and self._is_so_called(actor, mention)
        return actor.kind is not ActorClass.PLACE or (ruled is not None and ruled.id == actor.id)

    def _signs(self, mention: Mention, sort: str, actor: Actor, near: Sequence[Seen], *, chosen: bool) -> dict[str, bool]:
        """Return what a word and an earlier mention of an actor have in common, and how far apart they are."""
        apart = mention.sentence - near[0].mention.sentence if near else -1
        signs = {"here": apart == 0, "before": apart == 1, "far": apart >= _FAR, "name": bool(near) and near[0].mention.form == "name"}
        if sort == "description":
            return signs | _described(mention, actor, near, chosen=chosen)
        word = mention.text.lower()
        signs |= {"possessive": word in _POSSESSIVES, "object": word in _OBJECTS, "chosen:possessive": chosen and word in _POSSESSIVES, "chosen:object": chosen and word in _OBJECTS}
        if sort in ("i", "we"):
            signs |= {f"speaker:{back}": speaker.id == actor.id for back, speaker in self._speakers_before(mention)}
        return signs

    def _may_be(self, actor: Actor, mention: Mention) -> bool:
        """Whether a description is compatible with an actor."""
        if self._stands_beside(actor, mention):
            return False
        if actor.kind is ActorClass.PERSON:
            return self._has_title(actor, mention) and self._is_so_called(actor, mention)
        if self._is_counted(mention) or (self._is_army(mention) and not is_of_state(actor)):
            return False
        if mention.form == "description" and mention.plural and mention.owner is None and mention.sort not in _OF_BODIES and actor.kind is ActorClass.INTERNATIONAL:
            # "The students" are not the EU.
            return False
        return mention.head not in OWN_BODIES or actor.kind not in (ActorClass.STATE, ActorClass.PLACE)

    def _stands_beside(self, actor: Actor, mention: Mention) -> bool:
        """Whether a description is joined to this person's name: in "the Prime Minister and President X" X is not the Prime Minister."""
        if mention.form != "description" or actor.kind is not ActorClass.PERSON:
            # "X and his forces": here "his" does refer to X.
            return False
        text = self._document.text
        for name in self._in_sentence[mention.sentence]:
            first, second = sorted((mention, name), key=lambda m: m.start)
            if name.form == "name" and first.end < second.start and _JOINED.fullmatch(text[first.end : second.start]) and (other := self._of(name.index)) is not None and other.id == actor.id:
                return True
        return False


def _described(mention: Mention, actor: Actor, near: Sequence[Seen], *, chosen: bool) -> dict[str, bool]:
    """Return the signs of a description: its kind with that of the actor, and whether its noun is in the actor's names."""
    noun, name = mention.head.lower(), actor.name.lower().split()
    kind = "person" if actor.kind is ActorClass.PERSON else "state" if actor.kind is ActorClass.STATE else "place" if actor.kind is ActorClass.PLACE else "group" if actor.kind in GROUPS else "other"
    sort = mention.sort or "any"
    owned, plural = mention.owner is not None, mention.plural
    return {
        "in name": noun in name,
        "ends name": bool(name) and name[-1].rstrip("s") == noun.rstrip("s"),
        "called": any(noun in seen.mention.text.lower().split() for seen in near),
        "titled": any(noun in seen.mention.office.lower().split() for seen in near),
        "definite": mention.definite,
        "chosen:definite": chosen and mention.definite,
        "owned": owned,
        "chosen:owned": chosen and owned,
        "possessed": mention.text.lower().startswith(("his ", "her ", "their ", "its ", "our ", "my ")),
        "plural": plural,
        "chosen:plural": chosen and plural,
        "plural:person": plural and kind == "person",
        sort: True,
        f"chosen:{sort}": chosen,
        f"{sort}:{kind}": True,
    }


def _logit(probability: float) -> float:
    clipped = min(max(probability, _FLOOR), _CEILING)
    return math.log(clipped / (1 - clipped))
