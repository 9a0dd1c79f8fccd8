"""Names an actor for each mention of an article, front to back.

Names go by the lists, then by what the article itself said before (acronyms in brackets,
surnames after full names). Pronouns and descriptions go to the nearest fitting actor.
What cannot be decided stays open: a gap is better than an invention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from graphkit.model import (
    LEARNED,
    Actor,
    ActorClass,
    Document,
    Mention,
    Polarity,
    Reading,
    Status,
    local_name,
)
from graphkit.resolve.antecedents import followed
from graphkit.resolve.descriptions import REGIME
from graphkit.resolve.gazetteer import Gazetteer, words_of
from graphkit.resolve.groups import aside
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH, Memory
from graphkit.resolve.names import surname_of
from graphkit.resolve.naming import new_actor
from graphkit.resolve.offices import Offices
from graphkit.resolve.pronouns import IT, Pronouns

_SIDES = (ActorClass.STATE, ActorClass.GOVERNMENT, ActorClass.ARMED, ActorClass.ORGANIZATION, ActorClass.BLOC)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided of an article.

    Attributes:
        actors: actor of each mention, by the mention's index.
        bodies: by the mention of a person whose title stands alone, the body it is a title of.
        names: by actor id, the article's own name for it where that differs from ours.
        groups: by mention of several at once ("both sides", "the ministers"), who they are.
    """

    actors: dict[int, Actor]
    bodies: dict[int, Actor]
    names: dict[str, str]
    groups: dict[int, tuple[Actor, ...]]


class Linker:
    """Resolves the mentions of articles against lists and context.

    Args:
        gazetteer: known actors and places.
        offices: who held which office when.
    """

    def __init__(self, gazetteer: Gazetteer, offices: Offices) -> None:
        """Keep the lists; nothing is kept between articles."""
        self._gazetteer = gazetteer
        self._offices = offices

    def resolve(self, document: Document, reading: Reading) -> Resolution:
        """Actor of each mention that could be decided, and what follows from lists and titles."""
        return _Article(self._gazetteer, self._offices, document, reading).resolve()


class _Article(Pronouns):
    """The resolution of one article."""

    def __init__(self, gazetteer: Gazetteer, offices: Offices, document: Document, reading: Reading) -> None:
        self._gazetteer = gazetteer
        self._offices = offices
        self._document = document
        # What the network thinks possible is not yet read: no rule builds on it.
        self._reading = reading = replace(reading, relations=tuple(r for r in reading.relations if r.frame != LEARNED))
        self._mentions = {m.index: m for m in reading.mentions}
        self._in_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in sorted(reading.mentions, key=lambda m: m.start):
            self._in_sentence[mention.sentence].append(mention)
        self._speakers = _speakers(reading)
        self._quoted = dict(reading.speakers)
        self._led = frozenset(r.object for r in reading.relations if r.predicate == "leads")
        self._memory = Memory()
        self._done: dict[int, Actor] = {}
        self._groups: dict[int, tuple[Actor, ...]] = {}
        self._struck = frozenset((*_struck(reading, _TOUCHING), *reading.victims))
        self._hit = _struck(reading, ("attacks", "fights"))
        self._helped = {r.object: r.subject for r in reading.relations if r.predicate.startswith("supports")}
        self._doers: dict[int, list[int]] = {}
        for relation in reading.relations:
            self._doers.setdefault(relation.object, []).append(relation.subject)
        self._both = frozenset(r.subject for r in reading.relations if r.subject == r.object)
        self._barred = _struck(reading, ("sanctions",))
        self._held = _struck(reading, _STRIKING)
        self._taken = _struck(reading, ("controlsTerritory",))
        self._visited = frozenset(r.object for r in reading.relations if r.predicate in ("consultsWith", "sanctions"))
        self._striking = frozenset(r.subject for r in reading.relations if r.predicate.startswith(("attacks", "fights", "supports")))
        self._judged = _struck(reading, _JUDGING)
        # Whose spokesman or minister somebody is said to be, behind his name.
        self._posted = {r.subject: r.object for r in reading.relations if r.frame == "post" and r.polarity is Polarity.POSITIVE}
        self._regimes: dict[str, Actor] = {}
        self._active: set[int] = set()
        self._factions: set[str] = set()

    def resolve(self) -> Resolution:
        names = [m for m in self._mentions.values() if m.form == "name"]
        self._learn_names(names)
        self._learn_regimes(names)
        for mention in sorted(self._mentions.values(), key=lambda m: (m.start, m.end, m.index)):
            self._of(mention.index)
        self._done.update(followed(self._reading.links, self._mentions, self._done, self._groups))
        self._part_pronouns()
        self._part_factions()
        return Resolution(self._done, self._posts(), self._called_here(), self._groups)

    def _part_pronouns(self) -> None:
        """ "He refuses to meet him": a pronoun that would fall together with its subject is another."""
        for relation in self._reading.relations:
            subject, object_ = self._done.get(relation.subject), self._done.get(relation.object)
            mention = self._mentions[relation.object]
            if subject is None or object_ is None or subject.id != object_.id or mention.form != "pronoun":
                continue
            other = self._memory.latest(
                mention,
                PRONOUN_REACH,
                lambda seen, first=subject: seen.actor.id != first.id  # type: ignore[misc]
                and (seen.actor.kind is ActorClass.PERSON) == (first.kind is ActorClass.PERSON)
                and not (mention.text.lower() in IT and seen.mention.joint)  # noqa: B023
                and not aside(seen),
            )
            if other is not None:
                self._done[relation.object] = other

    def _part_factions(self) -> None:
        """ "The ABC led by X", and "the ABC, led by Y": two of one name are told apart by who leads them."""
        led = [
            (person, body, relation)
            for relation in self._reading.relations
            if relation.predicate == "leads" and relation.polarity is Polarity.POSITIVE
            for person, body in [(self._done.get(relation.subject), self._done.get(relation.object))]
            if person is not None and body is not None and person.kind is ActorClass.PERSON and body.kind in (ActorClass.ARMED, ActorClass.ORGANIZATION)
        ]
        # A title is shared by many ("a leader of the ABC"); who is said to lead it leads all of it.
        alone = {relation.object for _, _, relation in led} - {r.object for p, _, r in led for q, _, s in led if r.object == s.object and p.id != q.id}
        leaders = {(body.id, person.id) for person, body, relation in led if (relation.frame or "").startswith("verb:") and relation.object in alone}
        parted = {body for body, _ in leaders if sum(other == body for other, _ in leaders) > 1}
        names = self._called_here()
        for person, body, relation in led:
            if body.id in parted and (body.id, person.id) in leaders:
                surname = person.name.split()[-1]
                known = self._gazetteer.entries.get(local_name(f"{body.id} {surname}"))
                part = known.actor if known is not None else Actor(local_name(f"{body.id} {surname}"), f"{names.get(body.id, body.name)} ({surname})", body.kind, body.type)
                self._done[relation.object] = part
                self._factions.add(part.id)

    def _posts(self) -> dict[int, Actor]:
        """Bodies of those whose title stands without one ("Defense Secretary X"), by the lists."""
        found: dict[int, Actor] = {}
        for mention in self._mentions.values():
            actor = self._done.get(mention.index)
            if mention.form != "name" or not mention.office or mention.owner is not None or actor is None:
                continue
            held = [o for o in self._offices.held_by(actor.id) if o.held_on(self._document.published)]
            named = [o for o in held if o.office.endswith(mention.office.split()[-1]) and self._memory.counts[o.of]]
            if named and named[0].of in self._gazetteer.entries:
                found[mention.index] = self._gazetteer.entries[named[0].of].actor
            elif not self._offices.held_by(actor.id) and actor.id not in self._memory.bodies and mention.office in _OF_HERE and (here := self._memory.focus(1.5)) is not None and self._memory.counts[here.id] > 3:
                # "President X" of whom no list knows: of the country that the article is about.
                found[mention.index] = here
        return found

    def _called_here(self) -> dict[str, str]:
        """The fullest name that the article itself gives an actor, where it does not use ours."""
        found: dict[str, str] = {}
        folded = " ".join(words_of(self._document.text))
        for mention in sorted(self._mentions.values(), key=lambda m: m.start):
            actor = self._done.get(mention.index)
            if actor is None or (mention.form != "name" and mention.head != REGIME) or actor.kind in (ActorClass.STATE, ActorClass.PLACE):
                continue
            name = " ".join(mention.text.split())
            if actor.kind is ActorClass.PERSON and actor.curated and _spelt_alike(actor.name, name):
                continue
            if actor.id in self._factions or (len(name.split()) < 2 and name.isupper()) or " ".join(words_of(actor.name)) in folded:
                continue
            if _letters(name) == _letters(actor.name):
                continue
            if len(name) > len(found.get(actor.id, "")):
                found[actor.id] = name
        return self._only_described() | found

    def _only_described(self) -> dict[str, str]:
        """Persons whom the article never names, as it describes them: "Saudi king"."""
        named = {a.id for m in self._mentions.values() if m.form == "name" and (a := self._done.get(m.index)) is not None}
        found: dict[str, str] = {}
        for mention in sorted(self._mentions.values(), key=lambda m: m.start):
            actor = self._done.get(mention.index)
            if actor is not None and actor.kind is ActorClass.PERSON and actor.id not in named and mention.sort == "office":
                found.setdefault(actor.id, _LEADING.sub("", " ".join(mention.text.split())))
        return found

    def _learn_names(self, names: list[Mention]) -> None:
        """Full names and acronyms of the whole article, so that a headline's surname is known too."""
        persons = [m for m in names if m.label == "PERSON" and len(m.text.split()) > 1]
        common = frozenset(re.findall(r"\b[a-z]\w+", self._document.text))
        # The fullest first, so that the others are found in them.
        for mention in sorted(persons, key=lambda m: (-len(m.text.split()), m.start)):
            known = self._known(mention)
            actor = known or self._by_whole_name(mention) or self._close_name(mention) or new_actor(mention, self._document)
            if known is None:
                self._memory.aliases.setdefault(mention.text, actor)
            if mention.text.split()[0].lower() not in common:
                # "Blogger Malele Paulo", where "blogger" stands in the text too, is no fuller name.
                self._memory.learn(mention.text, actor)
        self._learn_acronyms(names)

    def _learn_regimes(self, names: list[Mention]) -> None:
        """Regimes that the text tells apart from their country, known before their organs are read."""
        for mention in names:
            known = self._known(mention) if mention.text.lower().endswith(REGIME) else None
            if known is not None:
                self.part_regime(known)
        for mention in self._mentions.values():
            ruler = self._of(mention.owner) if mention.head == REGIME and mention.owner is not None else None
            if ruler is not None and ruler.kind is ActorClass.PERSON:
                self.part_regime(ruler)

    def _learn_acronyms(self, names: list[Mention]) -> None:
        """ "Rally for Congolese Democracy (RCD)": the name in brackets means the one before."""
        text = self._document.text
        ordered = sorted(names, key=lambda m: m.start)
        for first, second in pairwise(ordered):
            between = text[first.end : second.start]
            if between.strip() in ("(", "[") and text[second.end : second.end + 1] in (")", "]"):
                actor = self._known(first) or self._memory.aliases.get(first.text)
                short = self._known(second)
                if actor is None and short is not None and first.label != "PERSON":
                    self._memory.aliases.setdefault(first.text, short)
                elif second.text.isupper() or actor is not None:
                    target = actor or new_actor(first, self._document)
                    self._memory.aliases.setdefault(first.text, target)
                    if short is None:
                        self._memory.aliases.setdefault(second.text, target)

    def _of(self, index: int) -> Actor | None:
        """The actor of a mention, decided once."""
        if index in self._done:
            return self._done[index]
        if index in self._active:
            return None
        self._active.add(index)
        mention = self._mentions[index]
        match mention.form:
            case "name":
                actor = self._name(mention)
            case form:
                several = self._several(mention)
                if several:
                    self._groups[index] = several
                    actor = None
                else:
                    actor = self._pronoun(mention) if form == "pronoun" else self._description(mention)
        self._active.discard(index)
        if actor is not None:
            self._done[index] = actor
            self._memory.add(actor, mention)
            self._remember(actor, mention)
        return actor

    def _opponents(self, mention: Mention) -> tuple[Actor, ...]:
        doing = self._doers.get(mention.index, ())
        doers = {self._done[i].id for i in doing if i in self._done}
        return self._last_two(mention, _AGAINST, doers, main=True)

    def _talkers(self, mention: Mention) -> tuple[Actor, ...]:
        return self._last_two(mention, ("consultsWith",), set(), (*_SIDES, ActorClass.PERSON))

    def _last_two(
        self, mention: Mention, predicates: Collection[str], but: Collection[str], kinds: Collection[ActorClass] = _SIDES, *, main: bool = False
    ) -> tuple[Actor, ...]:
        """Both ends of a relation of a kind that was told before a mention: the last, or for `main` of those that the article speaks most of."""
        found: tuple[int, tuple[Actor, ...]] = (0, ())
        for relation in reversed(self._reading.relations):
            first, second = self._done.get(relation.subject), self._done.get(relation.object)
            ends = (self._mentions[relation.subject].end, self._mentions[relation.object].end)
            if first is None or second is None or max(ends) > mention.start or relation.predicate not in predicates:
                continue
            near = main or mention.sentence - self._mentions[relation.subject].sentence <= DESCRIPTION_REACH
            if near and first.id != second.id and not {first.id, second.id} & set(but) and {first.kind, second.kind} <= set(kinds):
                told = min(self._memory.counts[first.id], self._memory.counts[second.id]) if main else 1
                found = max(found, (told, (first, second)), key=lambda pair: pair[0])
        return found[1]

    def _perpetrator(self, mention: Mention) -> Actor | None:
        told = []
        for relation in self._reading.relations:
            doer = self._mentions[relation.subject]
            if (relation.frame or "").split(":")[-1] in _REPELLING:
                # Who drives attackers out has not made the attack.
                continue
            plain = relation.status in (Status.ASSERTED, Status.DECLARED) and relation.polarity is Polarity.POSITIVE
            if relation.predicate == "attacks" and plain and doer.end <= mention.start and (actor := self._of(relation.subject)) is not None:
                told.append((doer.sentence, actor))
        # Those near by; where there are none, those of the whole article.
        near = {a.id: a for sentence, a in told if mention.sentence - sentence <= DESCRIPTION_REACH} or {a.id: a for _, a in told}
        return next(iter(near.values())) if len(near) == 1 else None

    def _victim(self, mention: Mention) -> Actor | None:
        before = [m for i in self._reading.victims if (m := self._mentions[i]).end <= mention.start and m.sort != mention.sort]
        for sentence in sorted({m.sentence for m in before if mention.sentence - m.sentence <= DESCRIPTION_REACH}, reverse=True):
            found = {a.id: a for m in before if m.sentence == sentence and (a := self._of(m.index)) is not None}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _mention(self, index: int) -> Mention:
        return self._mentions[index]

    def _remember(self, actor: Actor, mention: Mention) -> None:
        if actor.kind is not ActorClass.PERSON:
            return
        if mention.sort == "office" and mention.form == "description" and mention.owner is not None and not mention.plural:
            # "the Saudi king", and then "the king".
            self._memory.offices.setdefault((mention.head, None), actor)
        if mention.index in self._posted and (body := self._of(self._posted[mention.index])) is not None:
            self._memory.bodies.setdefault(actor.id, body)
        if mention.form == "name":
            self._memory.surnames[surname_of(mention.text)] = actor
        if mention.office:
            title = mention.office.split()[-1]
            body = self._done.get(mention.owner) if mention.owner is not None else None
            self._memory.offices[title, None] = actor
            if body is not None:
                self._memory.offices[title, body.id] = actor
                self._memory.bodies.setdefault(actor.id, body)


_LEADING = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


def _letters(name: str) -> str:
    return "".join(ch for ch in name.lower() if ch.isalnum())


def _spelt_alike(first: str, second: str) -> bool:
    """Whether two names share a word, or nearly the surname ("Serraj", "al-Sarraj")."""
    from rapidfuzz.distance import Levenshtein

    return bool({*words_of(first)} & {*words_of(second)}) or Levenshtein.normalized_similarity(_letters(surname_of(first)), _letters(surname_of(second))) > 0.5


def _speakers(reading: Reading) -> Mapping[int, int]:
    """Speaker of each sentence that has just one."""
    mentions = {m.index: m for m in reading.mentions}
    found: dict[int, int] = {}
    for relation in reading.relations:
        if relation.speaker is not None:
            found.setdefault(mentions[relation.subject].sentence, relation.speaker)
    return {**found, **dict(reading.speakers)}


# Titles that need no country where it is clear which one is spoken of.
_OF_HERE = ("president", "prime minister", "premier", "chancellor", "king", "queen", "interim president", "acting president")
_REPELLING = ("repel", "repulse", "push back", "push out", "drive back", "drive out", "drive from", "push from", "rout", "dislodge", "flush out", "fight", "pursue", "intercept")
# What two sides do to each other.
_AGAINST = ("opposes", "attacks", "fights", "accuses", "criticizes", "threatens", "rejects")
# Who judges an act judges whose it was.
_JUDGING = ("criticizes", "opposes", "rejects")
_STRIKING = ("attacks", "fights", "controlsTerritory")
# Whose things are hit or kept out is hit.
_TOUCHING = (*_STRIKING, "sanctions")


def _struck(reading: Reading, predicates: Collection[str]) -> Collection[int]:
    """Mentions that are hit or held: there a capital is a city, not a government."""
    return frozenset(r.object for r in reading.relations if r.predicate in predicates)

