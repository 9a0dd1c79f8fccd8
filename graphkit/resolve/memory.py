"""What a reader remembers of an article: who was named, how, and who was spoken of last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.gazetteer import words_of
from graphkit.resolve.naming import name_words

# A pronoun reaches back this many sentences, a description a little further.
PRONOUN_REACH = 3
DESCRIPTION_REACH = 12


# Mentions are entered nearly in the order of the text; owners a little before their turn.
_LATE = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor at one place of the text."""

    actor: Actor
    mention: Mention


def _rank(seen: Seen, mention: Mention) -> tuple[int, bool, bool, int]:
    """Latest sentence first, subjects first; in the same sentence the nearest subject, else the first."""
    said = seen.mention
    same = said.sentence == mention.sentence
    return -said.sentence, not said.subject, said.case != "", -said.start if same else said.start


# How often the person is named whom a surname alone means, against any other of that surname.
_CLEARLY = 2
_SEVERAL = 2


class Memory:
    """Grows while an article is read from front to back; one for each article."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seen: list[Seen] = []
        self.aliases: dict[str, Actor] = {}
        # The same without capitals, accents and apostrophes.
        self.spellings: dict[tuple[str, ...], Actor] = {}
        self.surnames: dict[str, Actor] = {}
        # Who has been named in full with a surname, by first name.
        self.families: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.forenames: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.tails: dict[str, dict[str, Actor]] = defaultdict(dict)
        self.offices: dict[tuple[str, str | None], Actor] = {}
        # Words of the titles that the article gives a person, by id.
        self.titles: dict[str, set[str]] = defaultdict(set)
        # How often a person was meant by "he" and by "she", or addressed as one.
        self.genders: dict[str, Counter[str]] = defaultdict(Counter)
        self.bodies: dict[str, Actor] = {}
        self.generic: dict[str, Actor] = {}
        self.counts: Counter[str] = Counter()
        self._states: dict[str, Actor] = {}

    def add(self, actor: Actor, mention: Mention) -> None:
        """An actor was spoken of."""
        self.seen.append(Seen(actor, mention))
        if mention.form != "pronoun":
            self.counts[actor.id] += 1
        if actor.kind is ActorClass.STATE:
            self._states[actor.id] = actor
        if actor.kind is ActorClass.PERSON and mention.form == "name":
            self.learn_forenames(mention.text, actor)

    def call(self, name: str, actor: Actor) -> None:
        """From here on a name means an actor, if it meant nobody before."""
        self.aliases.setdefault(name, actor)
        if key := words_of(name):
            self.spellings.setdefault(key, actor)

    def learn(self, name: str, person: Actor) -> None:
        """The whole name of a person: he may be called by one or more of its last words."""
        words = name_words(name)
        for first in range(len(words)):
            self.tails[" ".join(words[first:])][person.id] = person

    def name(self, surname: str, person: Actor, *, in_full: bool) -> None:
        """A person was called by a name with this surname."""
        self.surnames[surname] = person
        if in_full:
            # A middle name makes no other person.
            self.families[surname].setdefault(person.name.split()[0].lower(), person)

    def surnamed(self, surname: str, office: str = "") -> Actor | None:
        """The person whom a surname means: of several who were named in full the one with this title, else the one named most; else the last."""
        family = list(self.families[surname].values())
        if len(family) < _SEVERAL:
            return self.surnames.get(surname)
        return self._titled(family, office) or max(family, key=lambda person: self.counts[person.id])

    def is_open(self, surname: str, office: str) -> bool:
        """Whether several persons were named in full with it, and neither the title nor how often they are named decides."""
        family = list(self.families[surname].values())
        often = sorted((self.counts[person.id] for person in family), reverse=True)
        return len(family) >= _SEVERAL and often[0] < _CLEARLY * often[1] and self._titled(family, office) is None

    def _titled(self, family: Sequence[Actor], office: str) -> Actor | None:
        """The only one who has been given a title: "President Barzani" beside a prime minister of that name."""
        title = set(office.lower().split())
        holders = [person for person in family if title and title <= self.titles[person.id]]
        return holders[0] if len(holders) == 1 else None

    def may_be(self, person: Actor, gender: str) -> bool:
        """Whether a person was not called by the other gender ("he", "she") more often."""
        said = self.genders[person.id]
        return said[gender] >= said.total() - said[gender]

    def learn_forenames(self, name: str, person: Actor) -> None:
        """The first words of a person's name, by which he may be called too."""
        for word in name.split()[:-1]:
            self.forenames[word][person.id] = person

    def before(self, mention: Mention, reach: int) -> Iterator[Seen]:
        """What was said before a mention, latest sentence first; subjects first in each."""
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
        """The nearest actor before a mention that fits."""
        return next((seen.actor for seen in self.before(mention, reach) if fits(seen)), None)

    def focus(self, lead: float = 1) -> Actor | None:
        """The state that the article is mostly about so far: named most, and clearly so.

        Args:
            lead: how often it is named more than any other; as a factor where it is over one.
        """
        ranked = [(self.counts[state.id], state) for state in self._states.values()]
        ranked.sort(key=lambda pair: (-pair[0], pair[1].id))
        if not ranked or (len(ranked) > 1 and ranked[0][0] < max(ranked[1][0] + 1, ranked[1][0] * lead)):
            return None
        return ranked[0][1]
