"""Names an actor for each mention of an article, front to back.

Names go by the lists, then by what the article itself said before (acronyms in brackets,
surnames after full names). Pronouns and descriptions go to the nearest fitting actor.
What cannot be decided stays open: a gap is better than an invention.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graphkit.model import Actor, ActorClass, Document, Mention, Polarity, Reading, Status, local_name
from graphkit.resolve.descriptions import REGIME, Descriptions
from graphkit.resolve.gazetteer import Gazetteer, Sense, words_of
from graphkit.resolve.groups import GROUPS, PLACE_CASES, aside
from graphkit.resolve.memory import DESCRIPTION_REACH, PRONOUN_REACH, Memory, Seen
from graphkit.resolve.naming import new_actor
from graphkit.resolve.offices import Offices

_HE = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_WE = frozenset(["we", "us", "our", "ours", "i", "me", "my", "mine"])
_COLLECTIVE = (
    ActorClass.STATE,
    ActorClass.GOVERNMENT,
    ActorClass.ORGANIZATION,
    ActorClass.INTERNATIONAL,
    ActorClass.ARMED,
    ActorClass.BLOC,
    ActorClass.ACTOR,
)
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


class _Article(Descriptions):
    """The resolution of one article."""

    def __init__(self, gazetteer: Gazetteer, offices: Offices, document: Document, reading: Reading) -> None:
        self._gazetteer = gazetteer
        self._offices = offices
        self._document = document
        self._reading = reading
        self._mentions = {m.index: m for m in reading.mentions}
        self._speakers = _speakers(reading)
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
                and not (mention.text.lower() in _IT and seen.mention.joint)  # noqa: B023
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
        leaders = {(body.id, person.id) for person, body, relation in led if (relation.frame or "").startswith("verb:")}
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
        for mention in sorted(names, key=lambda m: m.start):
            words = mention.text.split()
            if mention.label == "PERSON" and len(words) > 1 and not self._gazetteer.senses(mention.text):
                actor = self._close_name(mention) or new_actor(mention, self._document)
                self._memory.aliases.setdefault(mention.text, actor)
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
            self._memory.surnames[_surname(mention.text)] = actor
        if mention.office:
            title = mention.office.split()[-1]
            body = self._done.get(mention.owner) if mention.owner is not None else None
            self._memory.offices[title, None] = actor
            if body is not None:
                self._memory.offices[title, body.id] = actor
                self._memory.bodies.setdefault(actor.id, body)

    # Names ---------------------------------------------------------------------------

    def _name(self, mention: Mention) -> Actor | None:
        if mention.text in self._memory.aliases:
            return self._memory.aliases[mention.text]
        known = self._known(mention)
        if known is not None:
            return self._part_of(known, mention) or known
        if mention.label in ("PERSON", "", "LOC", "ORG") and len(mention.text.split()) == 1:
            person = self._by_surname(mention)
            if person is not None:
                return person
        if mention.text in _HALVES:
            return self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.actor.name.startswith(f"{mention.text} "))
        if mention.label == "NORP" or _NO_ACTOR.search(mention.text) or mention.text in _ABSTRACT:
            return None
        if mention.text.lower() in _INSTITUTIONS:
            return self._institution(mention)
        if _MINISTRY.fullmatch(mention.text):
            # "Foreign Ministry spokesman X said in Beijing".
            return self._seated(mention) or self._government(mention)
        short = self._short_of(mention)
        if short is not None:
            return short
        organ = self._organ_of_state(mention)
        if organ is not None:
            return organ
        actor = self._close_name(mention) or self._misspelt(mention) or new_actor(mention, self._document)
        self._memory.aliases.setdefault(mention.text, actor)
        return actor

    def _institution(self, mention: Mention) -> Actor | None:
        """ "the Mission" after "the Stabilization Mission in X": whose name has the word; nobody where none has."""
        word = mention.text.lower()
        if word == "government":
            return self._government(mention)
        near = self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind in _COLLECTIVE and word != s.mention.text.lower() and word in (*s.mention.text.lower().split(), *s.actor.name.lower().split())
        )
        told = {a.id: a for name, a in self._memory.aliases.items() if a.kind in _COLLECTIVE and word in name.lower().split()[:-1]}
        return near or (next(iter(told.values())) if len(told) == 1 else None)

    def _seated(self, mention: Mention) -> Actor | None:
        """The state whose capital the sentence stands in: "In Beijing, ...", "... in Beijing"."""
        for other in sorted((m for m in self._mentions.values() if m.sentence == mention.sentence and m.form == "name" and m.case == "in"), key=lambda m: m.start):
            seat = next((s for s in self._gazetteer.senses(other.text) if s.role == "seat"), None)
            if seat is not None:
                return self._gazetteer.entries[seat.id].actor
        return None

    def _short_of(self, mention: Mention) -> Actor | None:
        """ "the Tigers" after "the Liberation Tigers of X": one plural word of a longer name."""
        if mention.label in ("PERSON", "NORP") or " " in mention.text or not mention.plural or len(mention.text) < 5:
            return None
        return self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind in GROUPS and s.mention.form == "name" and mention.text in s.mention.text.split() and s.mention.text != mention.text
        )

    def _misspelt(self, mention: Mention) -> Actor | None:
        """The state whose name a word of six letters or more misses by one ("Afganistan")."""
        if mention.label != "LOC" or len(mention.text) < 6 or " " in mention.text:
            return None
        return self._gazetteer.nearly_state(mention.text)

    def _by_surname(self, mention: Mention) -> Actor | None:
        surname = _surname(mention.text)
        if surname in self._memory.surnames:
            return self._memory.surnames[surname]
        full = {a.id: a for name, a in self._memory.aliases.items() if _surname(name) == surname and " " in name and a.kind is ActorClass.PERSON}
        return next(iter(full.values())) if len(full) == 1 else self._by_first_name(mention)

    def _by_first_name(self, mention: Mention) -> Actor | None:
        """ "Abhisit" after "Abhisit Vejjajiva": many peoples call by the first name whom they speak of."""
        full = {a.id: a for name, a in self._memory.aliases.items() if mention.text in name.split()[:-1] and a.kind is ActorClass.PERSON}
        full |= {s.actor.id: s.actor for s in self._memory.seen if s.actor.kind is ActorClass.PERSON and s.mention.form == "name" and mention.text in s.mention.text.split()[:-1]}
        return next(iter(full.values())) if len(full) == 1 else None

    def _known(self, mention: Mention) -> Actor | None:
        """What the lists say a name means here."""
        senses = self._gazetteer.senses(mention.text)
        if not senses:
            return None
        chosen = self._choose(senses, mention)
        if chosen is None:
            return None
        entry = self._gazetteer.entries[chosen.id]
        if mention.index in self._hit and entry.of and entry.actor.name.split()[0] in _SIDES_OF:
            # Fire into northern Israel hits Israel.
            return self._gazetteer.entries[entry.of].actor if entry.of in self._gazetteer.entries else entry.actor
        return entry.actor

    def _choose(self, senses: tuple[Sense, ...], mention: Mention) -> Sense | None:
        """One sense of several: place or power, then who fits the countries of the article."""
        if len(senses) == 1:
            return senses[0]
        kinds = {s: self._kind(s) for s in senses}
        places = [s for s in senses if kinds[s] is ActorClass.PLACE]
        others = [s for s in senses if s not in places]
        if places and others:
            as_place = (mention.case in PLACE_CASES and mention.index not in self._visited) or mention.index in self._held
            if as_place and not any(s.role == "name" and kinds[s] is ActorClass.STATE for s in others):
                return places[0]
            senses = tuple(others)
        if mention.label == "PERSON" and any(self._kind(s) is ActorClass.PERSON for s in senses):
            senses = tuple(s for s in senses if self._kind(s) is ActorClass.PERSON)
        return max(senses, key=lambda s: (-_ROLE[s.role], self._fits_article(s)))

    def _fits_article(self, sense: Sense) -> int:
        """How often the article has named the entry or what it belongs to."""
        entry = self._gazetteer.entries[sense.id]
        counts = self._memory.counts
        near = counts[entry.of] if entry.of else 0
        held = sum(counts[o.of] for o in self._offices.held_by(sense.id))
        current = any(o.held_on(self._document.published) for o in self._offices.held_by(sense.id))
        return counts[sense.id] * 3 + near + held + current

    def _kind(self, sense: Sense) -> ActorClass:
        return self._gazetteer.entries[sense.id].actor.kind

    def _organ_of_state(self, mention: Mention) -> Actor | None:
        """ "Georgian Parliament", "Turkish Foreign Ministry": the state itself."""
        words = mention.text.replace("'s", "").split()
        if mention.label == "PERSON" or len(words) < 2 or words[-1].lower() not in _ORGANS:
            return None
        for size in (3, 2, 1):
            senses = self._gazetteer.senses(" ".join(words[:size])) if len(words) > size else ()
            for sense in senses:
                if self._kind(sense) is ActorClass.STATE:
                    return self._gazetteer.entries[sense.id].actor
        if mention.owner is not None:
            return self._of(mention.owner)
        return None

    def _close_name(self, mention: Mention) -> Actor | None:
        """A name of several words that differs from a known one by a letter or two."""
        words = mention.text.split()
        if len(words) < 2 or mention.label != "PERSON":
            return None
        from rapidfuzz.distance import Levenshtein

        for name, actor in self._memory.aliases.items():
            if actor.kind is ActorClass.PERSON and " " in name:
                distance = Levenshtein.distance(name, mention.text, score_cutoff=2)
                if distance <= 1 + (len(name) > 14) and name[0] == mention.text[0]:
                    return actor
        return None

    # Pronouns ------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Actor | None:
        word = mention.text.lower()
        if word.endswith(("self", "selves")):
            # What somebody does to himself is no relation between two.
            return None
        if word in _HE:
            said_by = self._speaking(mention)
            if self._is_of_unknown(mention):
                return None
            near = self._memory.latest(mention, PRONOUN_REACH, lambda s: s.actor.kind is ActorClass.PERSON and s.actor.id != said_by)
            return near or self._just_quoted(mention)
        if word in _IT:
            said_by = self._speaking(mention)
            return self._still_it(mention) or self._memory.latest(mention, 2, lambda s: s.actor.kind in _COLLECTIVE and not aside(s) and s.actor.id != said_by and not self._is_one_of(s, mention))
        if word in _THEY:
            return self._they(mention)
        if word in _WE:
            return self._we(mention, own=word in ("i", "me", "my", "mine"))
        return None

    def _is_one_of(self, seen: Seen, mention: Mention) -> bool:
        """Whether somebody is one of a list that is over: "it" behind it is none of them ("X and its ally Y" is X's)."""
        return seen.mention.joint and self._document.text[seen.mention.end : mention.start].strip() != "and"

    def _still_it(self, mention: Mention) -> Actor | None:
        """ "No country recognises it. Its leader ...": who opens a sentence as "it" is who was "it" before."""
        before = [m for m in self._mentions.values() if m.sentence == mention.sentence and m.start < mention.start and m.form != "description"]
        last = [m for m in self._mentions.values() if m.sentence == mention.sentence - 1 and m.form == "pronoun" and m.text.lower() in _IT]
        if before or not last or not mention.text[0].isupper():
            return None
        return self._done.get(max(last, key=lambda m: m.start).index)

    def _is_of_unknown(self, mention: Mention) -> bool:
        """ "The Minister for X will travel, and she will ...": she is somebody whom the article does not name."""
        here = [m for m in self._mentions.values() if m.sentence == mention.sentence and m.end <= mention.start and m.subject and not m.plural]
        last = max(here, key=lambda m: m.start, default=None)
        return last is not None and last.form == "description" and last.sort in ("office", "person") and last.index not in self._done

    def _speaking(self, mention: Mention) -> str | None:
        """Who speaks a sentence that is quoted: he says "I" and "we" of himself, never "they"."""
        quoted = dict(self._reading.speakers)
        actor = self._of(quoted[mention.sentence]) if mention.sentence in quoted else None
        return actor.id if actor is not None else None

    def _just_quoted(self, mention: Mention) -> Actor | None:
        """ "He added ...": who was quoted at length right before."""
        speaker = self._speakers.get(mention.sentence - 1)
        actor = self._of(speaker) if speaker is not None else None
        return actor if actor is not None and actor.kind is ActorClass.PERSON else None

    def _they(self, mention: Mention) -> Actor | None:
        said_by = self._speaking(mention)
        led = any(r.object == mention.index and r.predicate == "leads" for r in self._reading.relations)

        def plural(seen: Seen) -> bool:
            if led and seen.actor.kind is ActorClass.INTERNATIONAL:
                # "their leader": that of a side.
                return False
            return seen.actor.kind in _COLLECTIVE and not aside(seen) and seen.actor.id != said_by and (
                seen.mention.plural or seen.actor.kind in GROUPS or seen.mention.subject
            )

        several = self._memory.latest(mention, 1, lambda s: plural(s) and s.mention.plural and s.actor.kind is not ActorClass.INTERNATIONAL)
        if several is None and mention.text.lower() == "them":
            return self._memory.latest(mention, 2, lambda s: plural(s) and (s.mention.plural or s.actor.kind in GROUPS))
        return several or self._memory.latest(mention, 2, plural)

    def _we(self, mention: Mention, *, own: bool) -> Actor | None:
        """The speaker of the sentence; "we" of an official means his state."""
        speaker = self._speakers.get(mention.sentence)
        actor = self._of(speaker) if speaker is not None else None
        if actor is None or own or actor.kind is not ActorClass.PERSON:
            return actor
        bodies = self._offices.commands(actor.id, self._document.published)
        known = [self._gazetteer.entries[b].actor for b in bodies if b in self._gazetteer.entries]
        if known:
            return known[0]
        if actor.id in self._memory.bodies:
            return self._memory.bodies[actor.id]
        held = [o.of for o in self._offices.held_by(actor.id) if o.of in self._gazetteer.entries]
        return self._gazetteer.entries[held[-1]].actor if held else actor


_NO_ACTOR = re.compile(
    r"\b(?:Resolution|Act|Treaty|Agreement|Accords?|Convention|Protocol|Day|Road|Street|Airport|Airfield|Airlines?|"
    r"Flight|Square|Bridge|River|Hotel|Cup|League Cup|Olympics|Games|Prize|War|Church|Mosque|Christmas|Ramadan|God|"
    r"Cessation|Truce|Ceasefire|Roadmap|Initiative|Charter|Constitution|Statute|Declaration|Operation|Deal|Forum|Summit|Conference|Prison|Hospital|Base|Internet|Twitter|Facebook|Telegram|YouTube)\b|\d{3,}"
)
# Alone, with a capital letter, they take up a longer name.
_INSTITUTIONS = frozenset(
    ["government", "council", "mission", "commission", "union", "movement", "party", "front", "parliament", "ministry", "authority", "force", "assembly", "committee", "agency", "court", "organization", "organisation", "tribunal", "secretariat", "army", "bloc", "league", "group", "federation"]
)
# What a name that was cut short leaves over ("Treaty of Peace and Friendship").
_ABSTRACT = frozenset(["Friendship", "Peace", "Freedom", "Justice", "Democracy", "Unity", "Solidarity", "Cooperation", "Development", "Security", "Stability", "Independence", "Reconciliation", "Interim", "Acting", "Caretaker", "Transitional", "Former"])
# "The South retaliated": the half of a divided country that the article speaks of.
_SIDES_OF = frozenset(["Northern", "Southern", "Eastern", "Western", "Central"])
_HALVES = frozenset(["North", "South", "East", "West"])
_ROLE = {"name": 0, "seat": 1, "adjective": 2}
_ORGANS = frozenset(
    ["parliament", "ministry", "government", "army", "military", "navy", "police", "forces", "department", "embassy", "cabinet", "administration", "authorities", "senate", "presidency", "court", "airforce", "force", "assembly", "council", "office", "troops"]
)

_MINISTRY = re.compile(r"(?:Foreign|Defen[cs]e|Interior|Finance|Justice|Health|Information|Oil|Trade|Home) (?:Affairs )?(?:Ministry|Department|Office)")
_LEADING = re.compile(r"^(?:the|its|their|his|her)\s+", re.IGNORECASE)


def _letters(name: str) -> str:
    return "".join(ch for ch in name.lower() if ch.isalnum())


def _spelt_alike(first: str, second: str) -> bool:
    """Whether two names share a word, or nearly the surname ("Serraj", "al-Sarraj")."""
    from rapidfuzz.distance import Levenshtein

    return bool({*words_of(first)} & {*words_of(second)}) or Levenshtein.normalized_similarity(_letters(_surname(first)), _letters(_surname(second))) > 0.5


def _surname(name: str) -> str:
    return name.replace("’", "'").removesuffix("'s").split()[-1].lower()



def _speakers(reading: Reading) -> Mapping[int, int]:
    """Speaker of each sentence that has just one."""
    mentions = {m.index: m for m in reading.mentions}
    found: dict[int, int] = {}
    for relation in reading.relations:
        if relation.speaker is not None:
            found.setdefault(mentions[relation.subject].sentence, relation.speaker)
    return {**found, **dict(reading.speakers)}


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

