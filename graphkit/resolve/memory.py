"""State of the resolution of an article: which actors were mentioned, how, and which last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.model import Actor, ActorClass, Mention
from graphkit.nlp.words import words
from graphkit.resolve.folded import words_of
from graphkit.resolve.naming import name_words

# How many sentences a pronoun and a description can refer back.
PRONOUN_REACH = 3
DESCRIPTION_REACH = 12


# Mentions are added almost in text order; owners come slightly early.
_LATE = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor and one of its mentions."""

    actor: Actor
    mention: Mention


def _rank(seen: Seen, mention: Mention) -> tuple[int, bool, bool, int]:
    """Sort key: the latest sentence first, subjects first; in the same sentence the nearest subject, else the first."""
    said = seen.mention
    same = said.sentence == mention.sentence
    return -said.sentence, not said.subject, said.case != "", -said.start if same else said.start


_WOMEN, _MEN = frozenset(words("first names of women")), frozenset(words("first names of men"))
# A surname means the person named at least this many times as often as any other of that surname.
_CLEARLY = 2
_SEVERAL = 2


class Memory:
    """Grows while an article is resolved in text order; one per article."""

    def __init__(self) -> None:
        """Start empty."""
        self.seen: list[Seen] = []
        self.aliases: dict[str, Actor] = {}
        # Aliases without capitals, accents and apostrophes.
        self.spellings: dict[tuple[str, ...], Actor] = {}
        self.surnames: dict[str, Actor] = {}
        # Persons named in full, by surname and first name.
        self.families: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.forenames: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.tails: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.offices: dict[tuple[str, str | None], Actor] = {}
        # Words of the titles that the article gives a person, by actor id.
        self.titles: dict[str, set[str]] = defaultdict(set)
        # How often a person was referred to as "he" or "she", or by such a title, by actor id.
        self.genders: dict[str, Counter[str]] = defaultdict(Counter)
        self.bodies: dict[str, Actor] = {}
        self.generic: dict[str, Actor] = {}
        self.counts: Counter[str] = Counter()
        # Ids of the actors that the article has named.
        self.named: set[str] = set()
        self._states: dict[str, Actor] = {}

    def add(self, actor: Actor, mention: Mention) -> None:
        """Record a mention of an actor."""
        self.seen.append(Seen(actor, mention))
        if mention.form == "name":
            self.named.add(actor.id)
        if mention.form != "pronoun":
            self.counts[actor.id] += 1
        if actor.kind is ActorClass.STATE:
            self._states[actor.id] = actor
        if actor.kind is ActorClass.PERSON and mention.form == "name":
            self.learn_forenames(mention.text, actor)

    def call(self, name: str, actor: Actor) -> None:
        """Bind a name to an actor from here on, unless it is already bound."""
        self.aliases.setdefault(name, actor)
        if key := words_of(name):
            self.spellings.setdefault(key, actor)

    def learn(self, name: str, person: Actor) -> None:
        """Record a person's full name, of which one or more last words may be used alone."""
        words = name_words(name)
        for first in range(len(words)):
            self.tails[" ".join(words[first:])][person.id] = person

    def name(self, surname: str, person: Actor, *, in_full: bool) -> None:
        """Record that a person was called by this surname."""
        self.surnames[surname] = person
        if in_full:
            # A different middle name does not make another person.
            self.families[surname].setdefault(person.name.split()[0].lower(), person)

    def surnamed(self, surname: str, office: str = "") -> Actor | None:
        """Return the person meant by a surname.

        Of several persons named in full: the one with this title, else the one named most. Otherwise the last one named.
        """
        family = list(self.families[surname].values())
        if len(family) < _SEVERAL:
            return self.surnames.get(surname)
        return self._titled(family, office) or max(family, key=lambda person: self.counts[person.id])

    def is_open(self, surname: str, office: str) -> bool:
        """Whether several persons named in full share it, and neither title nor frequency decides."""
        family = list(self.families[surname].values())
        often = sorted((self.counts[person.id] for person in family), reverse=True)
        return len(family) >= _SEVERAL and often[0] < _CLEARLY * often[1] and self._titled(family, office) is None

    def _titled(self, family: Sequence[Actor], office: str) -> Actor | None:
        """Return the only person of the family with this title: "President Barzani", if there is a prime minister Barzani too."""
        title = set(office.lower().split())
        holders = [person for person in family if title and title <= self.titles[person.id]]
        return holders[0] if len(holders) == 1 else None

    def may_be(self, person: Actor, gender: str) -> bool:
        """Whether a gender ("he", "she") fits the first name, or else was used of the person at least as often as the other."""
        first, *others = name_words(person.name) or ("",)
        # "Park Geun-hye": the first name is the last word.
        given = {first, *(word for word in others if "-" in word)} if others else set()
        if given & (_WOMEN | _MEN):
            return gender == ("she" if given & _WOMEN else "he")
        said = self.genders[person.id]
        return said[gender] >= said.total() - said[gender]

    def learn_forenames(self, name: str, person: Actor) -> None:
        """Record the first words of a person's name, each of which may be used alone, or all before the last."""
        words = name.split()
        for given in (*words[:-1], *(" ".join(words[:last]) for last in range(2, len(words)))):
            self.forenames[given][person.id] = person

    def before(self, mention: Mention, reach: int) -> Iterator[Seen]:
        """Yield what was mentioned before a mention, the latest sentence first, subjects first in each."""
        near = []
        for seen in reversed(self.seen):
            if mention.sentence - seen.mention.sentence > reach + _LATE:
                break
            if seen.mention.end <= mention.start and mention.sentence - seen.mention.sentence <= reach:
                near.append(seen)
        near.reverse()
        yield from sorted(near, key=lambda seen: _rank(seen, mention))

    def latest(
        self, mention: Mention, reach: int, fits: Callable[[Seen], bool]
    ) -> Actor | None:
        """Return the nearest matching actor before a mention."""
        return next((seen.actor for seen in self.before(mention, reach) if fits(seen)), None)

    def focus(self, lead: float = 1) -> Actor | None:
        """Return the state that the article is mainly about so far: the one named most, by a clear margin.

        Args:
            lead: minimum factor over any other state; it must in any case be named at least once more.
        """
        ranked = [(self.counts[state.id], state) for state in self._states.values()]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].id))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < max(ranked[1][0] + 1, ranked[1][0] * lead)):
            return None
        return ranked[0][1]
