"""Resolves names: "Haftar", "the Mission", "Foreign Ministry"."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from graphkit.model import Actor, ActorClass, Mention, Reading, local_authorities, local_name
from graphkit.nlp.words import alternatives, words
from graphkit.resolve.folded import words_of
from graphkit.resolve.memory import DESCRIPTION_REACH
from graphkit.resolve.naming import POST, is_address, is_short_for, name_words, new_actor, standing
from graphkit.resolve.senses import ACRONYM, BODIES, LANDS
from graphkit.resolve.spellings import MOST_COMPARED, Spellings, surname_of
from graphkit.resolve.wings import GROUPS

COLLECTIVE = (
    ActorClass.STATE,
    ActorClass.GOVERNMENT,
    ActorClass.ORGANIZATION,
    ActorClass.INTERNATIONAL,
    ActorClass.ARMED,
    ActorClass.BLOC,
    ActorClass.ACTOR,
)
_NO_ACTOR = re.compile(rf"\b{alternatives('no actor')}\b|\d{{3,}}")
# Alone and capitalised, these refer back to a longer name.
_INSTITUTIONS = frozenset(words("institutions"))
# Remainder of a name that was cut short ("Treaty of Peace and Friendship").
_ABSTRACT = frozenset(words("cut names"))
# "The South retaliated": the half of a divided country that the article is about.
_HALVES = frozenset(["North", "South", "East", "West"])
# Maximum characters between a form of address and the name.
_BESIDE = 2
_ORGANS = frozenset(words("named organs"))
# Least probability of the network that a short name is a longer one before it.
_SAME = 0.9
# Most mentions of the short name that the search for the longer one follows back.
_CHAIN = 50
# "A Beirut-based analyst": a place of residence is not an agent.
_WHEREABOUTS = ("-based", "-born")

# A name that was cut: "the Working Group" of "the Working Group on Y".
_GOES_ON = re.compile(r" (?:of|on|for) (?:the )?[A-Z]")
_MINISTRY = re.compile(r"(?:Foreign|Defen[cs]e|Interior|Finance|Justice|Health|Information|Oil|Trade|Home) (?:Affairs )?(?:Ministry|Department|Office)")
_DISTRICT = re.compile(r"(?P<name>(?P<short>(?!.* of ).+) (?:State|Province|County|District))(?P<government> Government)?")
_CENTRAL = ("Federal Government", "Central Government", "Union Government")
# "Kyrgyzstan Ministry of Justice", "Foreign Affairs Ministry of Finland".
_ORGANS_OF = (
    re.compile(r"(?P<land>.+?)(?:['’]s)? (?:Federal )?(?:(?:Ministry|Department) of .+|High Commission)"),
    re.compile(r"(?:.+ )?Ministry (?:of .+ )?of (?:the )?(?P<land>[^ ]+(?: [^ ]+)?)"),
)
# "The Kingdom" is the country that the article is about, "the State" the one of a federation that it named last.
_LANDS_ALONE = ("Kingdom", "Republic", "Federation", "State")
_MINISTRY_OF = re.compile(r"(?:the )?(?:Federal |State )?Ministry of [A-Z]")


class Names(Spellings):
    """Rules for names: by the lists, then by what the article said before."""

    _reading: Reading
    _mentions: dict[int, Mention]
    _in_sentence: Mapping[int, list[Mention]]

    def _name(self, mention: Mention) -> Actor | None:
        if self._document.text.startswith(_WHEREABOUTS, mention.end) or mention.text.endswith(_WHEREABOUTS):
            return None
        if re.match(r" affiliate\b", self._document.text[mention.end : mention.end + 12]):
            # "The al-Qaeda affiliate", cut.
            return self._group_before(mention) if mention.subject else None
        if is_address(mention.text):
            # "Prof. X", cut after the form of address: X if it follows, else None.
            named = next((m for m in self._in_sentence[mention.sentence] if m.form == "name" and 0 < m.start - mention.end <= _BESIDE), None)
            return self._of(named.index) if named is not None else None
        if (owner := self._undescribed(self._owned(mention.text))) != mention.text:
            return self._name(replace(mention, text=owner))
        if (district := self._district(mention)) is not None:
            return district
        if mention.text in self._memory.aliases:
            return self._memory.aliases[mention.text]
        if len(mention.text) == 1:
            # "He said on X".
            return None
        same = self._shortened(mention)
        if same is not None:
            return same
        known = self._known(mention)
        if known is not None and known.kind is ActorClass.PERSON and " " not in mention.text:
            # "Barzani" after "Masrour Barzani" is that person, not the listed Barzani; after "Masrour and Nechirvan Barzani" it is unclear.
            if self._memory.is_open(surname_of(mention.text), mention.office):
                return None
            known = self._memory.surnamed(surname_of(mention.text), mention.office) or self._namesake(mention, known) or known
        if known is not None:
            return self._part_of(known, mention) or known
        if (post := POST.fullmatch(mention.text)) is not None:
            return self._district(replace(mention, text=post["body"].rstrip()))
        if mention.label in ("PERSON", "", "LOC", "ORG") and len(mention.text.split()) == 1:
            if self._memory.is_open(surname_of(mention.text), mention.office):
                return None
            person = self._bysurname_of(mention) or self._namesake(mention)
            if person is not None:
                return person
        if mention.text in _HALVES:
            return self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.actor.name.startswith(f"{mention.text} "))
        if mention.label == "NORP" or _NO_ACTOR.search(mention.text) or mention.text in _ABSTRACT:
            return None
        if mention.text in _LANDS_ALONE:
            return self._land_alone(mention)
        if mention.text.lower() in _INSTITUTIONS:
            return self._institution(mention)
        if _MINISTRY.fullmatch(mention.text):
            # "Foreign Ministry spokesman X said in Beijing".
            return self._seated(mention) or self._government(mention)
        ruled = self._organ_of_state(mention) or self._government_of(mention.text) or (self._government(mention) if _MINISTRY_OF.match(mention.text) or mention.text in _CENTRAL else None)
        if ruled is not None:
            return ruled
        short = self._short_of(mention) or self._otherwise_spelt(mention.text)
        if short is not None:
            return short
        actor = self._by_whole_name(mention) or self._by_first_names(mention) or self._by_opening(mention) or self._close_name(mention) or self._nearly_surname(mention) or self._misspelt(mention) or self._new(mention)
        self._memory.call(mention.text, actor)
        return actor

    def _shortened(self, mention: Mention) -> Actor | None:
        """Return the actor of the longer name that a name shortens: "Jordan" after "Jim Jordan", "UDA" after "United Democratic Alliance"."""
        fuller = self._fuller(mention) if mention.label != "NORP" else None
        actor = self._of(fuller.index) if fuller is not None else None
        senses = self._gazetteer.senses(mention.text)
        if actor is None or (actor.kind is not ActorClass.PERSON and any(self._kind(sense) in LANDS for sense in senses)):
            # "Nigeria" does not shorten "Voice of Nigeria".
            return None
        if not senses:
            self._memory.call(mention.text, actor)
        return actor

    def _fuller(self, mention: Mention) -> Mention | None:
        """Return the longer name before a name, if the network holds both for one actor."""
        name, words = mention.text, {*words_of(mention.text)}
        for _ in range(_CHAIN):
            earlier, likely = self._reading.links.get(mention.index, (mention.index, 0.0))
            mention = self._mentions[earlier]
            if likely < _SAME or mention.form != "name":
                return None
            if mention.text != name:
                # "Home of FIFA" is no longer name of FIFA.
                part = " and " not in mention.text and not ACRONYM.fullmatch(name) and words < {*words_of(mention.text)}
                return mention if part or is_short_for(name, mention.text) else None
        return None

    def _new(self, mention: Mention) -> Actor:
        """Return a new actor; a name that others have too gets an id specific to its country or its article."""
        actor = new_actor(mention, self._document)
        if actor.kind is ActorClass.PERSON and (known := self._gazetteer.nearly_person(actor.name) or self._with_middle_name(actor.name)) is not None:
            return known
        organ = actor.kind in BODIES and self._gazetteer.is_shared(actor.name) and not _ORGANS.isdisjoint(words_of(actor.name))
        if organ and self._land is not None:
            return self._organ_of(self._land, actor)
        shared = organ or bool(self._gazetteer.senses(mention.text))
        return replace(actor, id=f"{actor.id}-{self._document.key[:6]}") if shared else actor

    def _district(self, mention: Mention) -> Actor | None:
        """Resolve "Lagos State" to the place, or to its authorities where it acts, like "Lagos State Government"."""
        match = _DISTRICT.fullmatch(mention.text)
        if match is None or self._gazetteer.senses(mention.text):
            return None
        listed = [self._gazetteer.entries[sense.id].actor for sense in self._gazetteer.senses(match["short"])]
        if any(actor.kind is ActorClass.STATE for actor in listed):
            # "Palestinian State"
            return None
        place = next((actor for actor in listed if actor.kind is ActorClass.PLACE), Actor(local_name(match["name"]), match["name"], ActorClass.PLACE))
        return place if match["government"] is None and self._is_as_place(mention) else local_authorities(place)

    def _organ_of(self, land: Actor, organ: Actor) -> Actor:
        """Return an organ of a state, of which others have one too: "Senate (Nigeria)", or "Senate" of the listed "US Senate"."""
        listed = (sense.id for whose in (land.name, *land.aliases) for sense in self._gazetteer.senses(f"{whose} {organ.name}"))
        known = self._gazetteer.entries.get(next(listed, f"{organ.id}_{land.id}"))
        return known.actor if known is not None else replace(organ, id=f"{organ.id}_{land.id}", name=f"{organ.name} ({land.name})", of=land)

    def _institution(self, mention: Mention) -> Actor | None:
        """Resolve "the Mission" after "the Stabilization Mission in X" to the name that contains the word; None without one."""
        word = mention.text.lower()
        if word == "government":
            return self._government(mention)
        near = self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind in COLLECTIVE and word != s.mention.text.lower() and word in (*s.mention.text.lower().split(), *s.actor.name.lower().split())
        )
        bearers = {a.id: a for name, a in self._memory.aliases.items() if a.kind in COLLECTIVE and word in name.lower().split()[:-1]}
        return near or (next(iter(bearers.values())) if len(bearers) == 1 else None)

    def _land_alone(self, mention: Mention) -> Actor | None:
        """Resolve "the State" after "Lagos State", "the Kingdom" to the country that the article is about, "the Federation" after "the Football Federation" to that."""
        if mention.text == "State":
            return self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.mention.form == "name" and _DISTRICT.fullmatch(s.mention.text) is not None)
        focus = self._memory.focus()
        # "The Kingdom" is seldom the United Kingdom.
        return (self._institution(mention) or focus) if mention.text == "Federation" else (focus or self._institution(mention))

    def _seated(self, mention: Mention) -> Actor | None:
        """Return the state whose capital locates the sentence: "In Beijing, ...", "... in Beijing"."""
        for other in (m for m in self._in_sentence[mention.sentence] if m.form == "name" and m.case == "in"):
            seat = next((s for s in self._gazetteer.senses(other.text) if s.role == "seat"), None)
            if seat is not None:
                return self._gazetteer.entries[seat.id].actor
        return None

    def _short_of(self, mention: Mention) -> Actor | None:
        """Resolve "the Tigers" after "the Liberation Tigers of X": one plural word of a longer name."""
        if mention.label in ("PERSON", "NORP") or " " in mention.text or not mention.plural or len(mention.text) < 5:
            return None
        return self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind in GROUPS and s.mention.form == "name" and mention.text in s.mention.text.split() and s.mention.text != mention.text
        )

    def _by_whole_name(self, mention: Mention) -> Actor | None:
        """Resolve "Garcia Luna" after "Luis Garcia Luna", and "Legislator Luis Garcia Luna": the only person of the article whose name ends so."""
        words = name_words(mention.text)
        whole = self._memory.tails.get(" ".join(words), {})
        if whole:
            return next(iter(whole.values())) if len(whole) == 1 else None
        for first in range(1, len(words) - 1) if mention.label in ("", "PERSON", "ORG") else ():
            titled = [person for person in self._memory.tails.get(" ".join(words[first:]), {}).values() if name_words(person.name) == words[first:]]
            if titled:
                return titled[0]
        alike = {p.id: p for p in self._memory.tails.get(words[-1], {}).values() if words[0] == (full := name_words(p.name))[0] and (set(words) < set(full) or set(full) < set(words))}
        return next(iter(alike.values())) if len(alike) == 1 and len(words) > 1 else None

    def _by_opening(self, mention: Mention) -> Actor | None:
        """Resolve "the Working Group" after "the Working Group on X", "the Witnesses" after "Y's Witnesses": the only body of the article named so at more length."""
        if mention.label in ("PERSON", "NORP") or ACRONYM.fullmatch(mention.text):
            return None
        starts, end = tuple(f"{mention.text} {word} " for word in ("of", "on", "for")), f" {mention.text}" if mention.plural else "\n"
        longer = {body.id: (name, body) for name, body in islice(self._memory.aliases.items(), MOST_COMPARED) if body.kind in BODIES and (name.startswith(starts) or name.endswith(end))}
        name, body = next(iter(longer.values())) if len(longer) == 1 else ("", None)
        # "The Working Group on Y", cut, is not the one on X.
        return None if _GOES_ON.match(self._document.text, mention.end) and not self._document.text.startswith(name, mention.start) else body

    def _bysurname_of(self, mention: Mention) -> Actor | None:
        surname = surname_of(mention.text)
        # "Magufulis death", in texts without apostrophes.
        lands = any(self._kind(sense) is not ActorClass.PERSON for sense in self._gazetteer.senses(mention.text.removesuffix("s")))
        for name in (surname, surname if lands else surname.removesuffix("s"), f"al-{surname}"):
            if (person := self._memory.surnamed(name, mention.office)) is not None:
                return person
            full = self._memory.tails.get(name, {})
            if len(full) == 1:
                return next(iter(full.values()))
        return self._by_first_name(mention)

    def _namesake(self, mention: Mention, known: Actor | None = None) -> Actor | None:
        """Return the only listed person of this surname who held the office on the day of the article: that of the title ("President Deby"), or one of the body that the person known by it led at another time."""
        day = self._document.published
        if day is None or standing(mention, self._document.text):
            return None
        before = self._offices.held_by(known.id) if known is not None else ()
        if any(office.held_on(day) for office in before) or not (before or mention.office):
            return None
        bodies, surname, entries = {office.of for office in before}, _family_name(mention.text), self._gazetteer.entries
        held = (o for o in self._offices.on(day) if (o.of in bodies if known is not None else o.office == mention.office))
        found = {o.person for o in held if o.person in entries and _family_name(entries[o.person].actor.name) == surname}
        return entries[found.pop()].actor if len(found) == 1 else None

    def _by_first_name(self, mention: Mention) -> Actor | None:
        """Resolve "Abhisit" after "Abhisit Vejjajiva": in many languages the first name is used alone."""
        if self._document.text[mention.end : mention.end + 2].strip()[:1].isupper():
            # It is part of a longer name.
            return None
        return self._by_first_names(mention)

    def _by_first_names(self, mention: Mention) -> Actor | None:
        """Resolve "Luis Carlos" after "Luis Carlos Roe": the only person whose name begins so."""
        full = self._memory.forenames.get(mention.text, {})
        # Of several, the only one named so far.
        said = {id_: person for id_, person in full.items() if id_ in self._memory.named} if len(full) > 1 else full
        return next(iter(said.values())) if len(said) == 1 else None

    def _organ_of_state(self, mention: Mention) -> Actor | None:
        """Resolve "Georgian Parliament", "Turkish Foreign Ministry" to the state, "Yemeni Houthis" to the listed body of that state."""
        named = (match["land"] for form in _ORGANS_OF if (match := form.fullmatch(mention.text)) is not None)
        if (land := next((sense for name in named for sense in self._gazetteer.senses(name) if self._kind(sense) is ActorClass.STATE), None)) is not None:
            return self._gazetteer.entries[land.id].actor
        words = mention.text.replace("'s", "").split()
        if mention.label == "PERSON":
            return None
        for size in range(min(3, len(words) - 1), 0, -1):
            for state in (sense.id for sense in self._gazetteer.senses(" ".join(words[:size])) if self._kind(sense) is ActorClass.STATE):
                bodies = (self._gazetteer.entries[sense.id] for sense in self._gazetteer.senses(" ".join(words[size:])))
                body = next((entry.actor for entry in bodies if entry.of == state and entry.actor.kind is not ActorClass.PERSON), None)
                if body is not None or words[-1].lower() in _ORGANS:
                    return body or self._gazetteer.entries[state].actor
        return None


@functools.lru_cache(maxsize=1 << 10)
def _family_name(name: str) -> str:
    return surname_of(name).removeprefix("al-")
