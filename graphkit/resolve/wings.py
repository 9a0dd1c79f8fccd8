"""Wings: a branch, faction, youth league or local chapter is an actor distinct from its parent body."""

from __future__ import annotations

import re

from graphkit.model import Actor, ActorClass, Mention, local_name
from graphkit.nlp.words import alternatives, words

GROUPS = (ActorClass.ARMED, ActorClass.ORGANIZATION, ActorClass.BLOC, ActorClass.ACTOR)
_WINGS = frozenset(words("wings"))
# These mark a part of a body; without them, its groups may be the whole body.
_PARTIAL = re.compile(r"\b(?:youth|young|women['’]?s?|student|splinter|breakaway|dissident|renegade|armed|military|guerrilla|paramilitary|political)\b", re.IGNORECASE)
_PARTS = frozenset(words("parts of bodies"))
_FIGHTING = re.compile(r"\b(?:military|fighting|armed)\b", re.IGNORECASE)
_ARMED = re.compile(r"\b(?:armed|guerrilla|paramilitary)\b", re.IGNORECASE)
# "Iran-backed militias".
BACKED = re.compile(r"(?P<backer>[A-Z][\w.]*(?: [A-Z][\w.]*)*)[-\u2010\u2011\u2013](?P<how>backed|supported|sponsored|aligned|allied|funded|trained|armed) ")
_OPENING = re.compile(rf"\A{alternatives('openings of wings')}\b\s*", re.IGNORECASE)


def is_wing(mention: Mention, owner: Actor) -> bool:
    """Whether a description is of a part of its owner: "the armed wing of X", "X's youth league"."""
    if owner.kind not in GROUPS:
        return False
    return mention.head in _WINGS or (mention.head in _PARTS and _PARTIAL.search(mention.text) is not None)


def wing_of(owner: Actor, mention: Mention, said: str) -> Actor | None:
    """Return the actor of a part of a body; None for several unspecified parts.

    Args:
        owner: the body.
        mention: the description of the part.
        said: the name of the body in the text.
    """
    if mention.plural:
        return None
    words = mention.text.replace(said, "", 1) if mention.text.startswith(said) else mention.text
    words = re.sub(r"\A\s*['’]s?\s+", "", words)
    while (opening := _OPENING.match(words)) is not None:
        words = words[opening.end() :]
    words = _FIGHTING.sub("armed", " ".join(words.split()))
    name = f"{owner.name} {words}"
    armed = _ARMED.search(words) is not None or (mention.head in ("faction", "offshoot", "branch") and owner.kind is ActorClass.ARMED)
    kind, sort = (ActorClass.ARMED, "rebel-group") if armed else (ActorClass.ORGANIZATION, None if owner.kind is ActorClass.ARMED else owner.type)
    return Actor(local_name(f"{owner.id} {words}"), name[:200], kind, sort)


def backed_group(backer: Actor, how: str, fighters: str) -> Actor:
    """Return the actor of fighters who are only described by their backer: "Iran-backed militias"."""
    return Actor(local_name(f"{backer.id}-backed {fighters}"), f"{backer.name}-{how} {fighters}", ActorClass.ARMED, "rebel-group")
