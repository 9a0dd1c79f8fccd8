"""Descriptions and pronouns that no rule resolves: they get the actor of their coreference chain from the network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.naming import is_unofficial, standing

# Chosen on the validation set; the scores hardly change between .3 and .7.
LIKELY = 0.4


def followed(links: Mapping[int, tuple[int, float]], mentions: Mapping[int, Mention], decided: Mapping[int, Actor], several: Collection[int], text: str) -> Iterator[tuple[int, Actor]]:
    """Yield actors of unresolved mentions, from the names in their coreference chains.

    Args:
        links: for a mention, an earlier one that probably has the same actor, and the probability.
        mentions: all mentions, by index.
        decided: actor of each mention resolved by the rules.
        several: mentions that stand for several actors at once.
        text: text of the document.
    """
    chains: dict[int, int] = {}
    for later in sorted(links, key=lambda index: (mentions[index].start, index)):
        earlier, likely = links[later]
        if likely >= LIKELY:
            chains[later] = chains.get(earlier, earlier)
    members: dict[int, list[int]] = defaultdict(list)
    for index in mentions:
        members[chains.get(index, index)].append(index)
    for chain in members.values():
        named = Counter(decided[i].id for i in chain if i in decided and mentions[i].form == "name")
        if named:
            actor = next(decided[i] for i in chain if i in decided and decided[i].id == _most(named))
            titled = [mentions[i] for i in chain if i in decided and mentions[i].form == "name"]
            yield from ((i, actor) for i in chain if i not in decided and i not in several and mentions[i].form != "name" and (actor.kind is ActorClass.PERSON or not is_unofficial(mentions[i])) and not _is_new(mentions[i], mentions, titled) and is_of_rank(mentions[i], titled, text))


def is_of_rank(mention: Mention, names: Collection[Mention], text: str) -> bool:
    """Whether a description agrees with the titles of these names: "the vice president" is not President X."""
    apart = standing(mention, text)
    ranks = {standing(name, text) for name in names if name.office.split()[-1:] == [mention.head] or (apart and standing(name, text))}
    return not ranks or apart in ranks


def _is_new(mention: Mention, mentions: Mapping[int, Mention], names: Collection[Mention]) -> bool:
    """Whether an indefinite description with an owner ("a UN report") names somebody new, as it does unless it stands beside a name."""
    indefinite = mention.form == "description" and not mention.definite and not mention.plural
    return indefinite and mention.owner is not None and mentions[mention.owner].form == "name" and not any(0 <= mention.start - name.end <= 2 or 0 <= name.start - mention.end <= 2 for name in names)


def _most(counted: Counter[str]) -> str:
    """Return the most frequent one; of several the alphabetically first, independent of reading order."""
    return min(counted, key=lambda name: (-counted[name], name))
