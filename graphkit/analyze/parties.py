"""Groups persons with the organisations that they lead into parties, and names parties in sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graphkit.analyze.signed import BINDING, backs
from graphkit.model import Actor, ActorClass, Brief, Claim
from graphkit.ontology import load_vocabulary
from graphkit.query.wording import is_plural_name
from graphkit.standing import is_plain

# A longer name is replaced by its initials if it has any.
LONGEST = 16
_INITIALS = re.compile(r"[A-Z][A-Z0-9]{1,5}\Z")
# Initials pronounced as a word take no article.
_WORDS = frozenset("ASEAN CENTCOM AFRICOM ECOWAS IGAD ISIS NATO OPEC SADC UNESCO UNICEF UNIFIL".split())
# Last words of names of states and of organisations that take an article.
_STATES = frozenset("states kingdom emirates republic netherlands philippines federation bahamas gambia".split())
_BODIES = frozenset(
    "administration agency alliance army association authority authorities bank board bloc brigade brigades brotherhood bureau center centers centre centres coalition "
    "command commission committee company confederation congress council corps court department directorate emirate federation force forces forum foundation front fund government group "
    "guard guards houthis initiative institute junta league militia ministry movement nations network office opposition organisation organization parliament party police "
    "programme program rally resistance republic secretariat service society state states taliban tribe union".split()
)
# What follows is no part of what an organisation is: "Coalition for Change", "government (Assad)".
_REST = re.compile(r" (?:for|against|without) .*| \(.*", re.IGNORECASE)


class Parties:
    """The party of each actor.

    A person belongs to the organisation that they plainly lead, command or hold an office in; forces and wings belong to
    what they are part of, if a claim names it. Two parties with a hostile claim between them are not merged, and neither are two states.
    """

    def __init__(self, claims: Iterable[Claim | Brief], actors: Iterable[Actor]) -> None:
        """Derive the parties from claims.

        Args:
            claims: the claims that count; their order does not affect the result.
            actors: all actors of the claims.
        """
        self._known = {actor.id: actor for actor in actors}
        stated = list(claims)
        self._of: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._foes = _foes(stated)
        for person, body in (*_bonds(stated, self._known), *_parts(stated, self._known)):
            self._unite(person, body)
        backed, named = _backed(stated), Counter(end for c in stated for end in (c.subject, c.object))
        self._head = {root: min(members, key=lambda m: self._rank(m, backed, named)) for root, members in self._members.items()}

    def of(self, actor: str) -> str:
        """Return the id of the actor that the party of an actor is named after."""
        root = self._of.get(actor)
        return self._head[root] if root is not None else actor

    def actor(self, actor: str) -> Actor:
        """Return the actor with an id."""
        return self._known.get(actor, Actor(actor, actor))

    def name(self, actor: str) -> str:
        """Return a party's name for use in a sentence: "Turkey", "the GNA"."""
        return with_article(self.actor(self.of(actor)))

    def _unite(self, person: str, body: str) -> None:
        one, other = ({name} | self._members.get(self._of.get(name, ""), set()) for name in (person, body))
        if one & other or any(foe in other for member in one for foe in self._foes.get(member, ())):
            return
        if all(any(self.actor(member).kind is ActorClass.STATE for member in side) for side in (one, other)):
            return
        whole = one | other
        for root in {self._of[m] for m in whole if m in self._of}:
            self._members.pop(root)
        root = min(whole)
        self._members[root] = whole
        self._of.update(dict.fromkeys(whole, root))

    def _rank(self, member: str, backed: Mapping[str, set[str]], named: Mapping[str, int]) -> tuple[bool, int, bool, int, str]:
        """Sort key for naming a party: a state first, unless its forces are named more often, then the member with most backers; a backed person before their organisation."""
        kind, fellows = self.actor(member).kind, self._members[self._of[member]]
        outdone = any(named[one] > named[member] and member in {whole.id for whole in self.actor(one).wholes} for one in fellows)
        return kind is not ActorClass.STATE or outdone, -len(backed.get(member, ())), kind is not ActorClass.PERSON or not backed.get(member), -named[member], member


def _bonds(claims: Iterable[Claim | Brief], known: Mapping[str, Actor]) -> list[tuple[str, str]]:
    """Return (person, organisation) pairs, those with most claims first."""
    vocabulary = load_vocabulary()
    found = Counter(
        (c.subject, c.object)
        for c in claims
        if vocabulary.family(c.predicate) in BINDING
        and is_plain(c)
        and c.subject in known
        and known[c.subject].kind is ActorClass.PERSON
        and (c.object not in known or known[c.object].kind is not ActorClass.PLACE)
    )
    return sorted(found, key=lambda pair: (-found[pair], pair))


def _parts(claims: Iterable[Claim | Brief], known: Mapping[str, Actor]) -> list[tuple[str, str]]:
    """Return (part, whole) pairs of which claims name both, sorted; bodies of an international organisation act on their own."""
    named = {end for c in claims for end in (c.subject, c.object)} & known.keys()
    return sorted((name, whole.id) for name in named for whole in known[name].wholes if whole.id in named and whole.kind is not ActorClass.INTERNATIONAL)


def _foes(claims: Iterable[Claim | Brief]) -> dict[str, set[str]]:
    vocabulary = load_vocabulary()
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if vocabulary.sign(claim.predicate) < 0:
            found[claim.subject].add(claim.object)
            found[claim.object].add(claim.subject)
    return found


def _backed(claims: Iterable[Claim | Brief]) -> dict[str, set[str]]:
    """Return the backers of each actor."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if backs(claim.predicate):
            found[claim.object].add(claim.subject)
    return found


def short_name(actor: Actor) -> str:
    """Return an actor's name, or its initials if the name is long and they are one of its names."""
    name = " ".join(actor.name.split()) or actor.id
    known = [n for n in (actor.id, *actor.aliases) if _INITIALS.match(n)] if len(name) > LONGEST and actor.kind is not ActorClass.PERSON else []
    return known[0] if known else name


def with_article(actor: Actor) -> str:
    """Return an actor's short name, with "the" where English requires it."""
    name = short_name(actor)
    words = _REST.sub("", name).split() or name.split()
    last = words[-1].split("-")[0].casefold()
    if actor.kind is ActorClass.PERSON or actor.type == "company" or name.casefold().startswith("the "):
        return name
    if _INITIALS.match(name):
        return name if name in _WORDS else f"the {name}"
    if actor.kind is ActorClass.STATE:
        return f"the {name}" if last in _STATES or " Republic of " in f" {name} " else name
    several = len(words) > 1 and last.endswith("s")
    return f"the {name}" if last in _BODIES or several or " of " in name else name


def is_plural(actor: Actor) -> bool:
    """Return whether an actor's name is plural: "the Houthis stand"."""
    name = short_name(actor)
    last = name.split()[-1]
    many = last.endswith("s") and (len(name.split()) > 1 or last.casefold() in _BODIES)
    return is_plural_name(name) or (many and actor.kind in (ActorClass.ARMED, ActorClass.ORGANIZATION, ActorClass.ACTOR))
