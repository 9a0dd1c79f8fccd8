"""Descriptions: the rule for each sort of description, and whose acts, things and strikes stand for their owner."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graphkit.model import Actor, ActorClass, Mention, local_name
from graphkit.nlp.words import words
from graphkit.resolve.memory import DESCRIPTION_REACH
from graphkit.resolve.organs import Organs
from graphkit.resolve.places import COLONIES, Places
from graphkit.resolve.plurals import Plurals
from graphkit.resolve.titles import Titles

_STRIKES = frozenset(words("means of attack"))
# What is attacked in sport is nobody's.
_PLAYED = frozenset(words("sport"))
# Who fights these fights whoever holds the land.
_RULE = frozenset(words("foreign rule"))
# Who keeps these up supports whose they are.
_KEPT_UP = frozenset(words("kept up"))
# "the newspaper", where no more is said of it.
_FIRMS = frozenset(words("bodies of any name"))


class Descriptions(Organs, Titles, Places, Plurals):
    """Rules for descriptions; the article that uses them knows names and pronouns."""

    _struck: Collection[int]
    _striking: Collection[int]
    _judged: Collection[int]
    _in_sentence: Mapping[int, list[Mention]]

    def _description(self, mention: Mention) -> Actor | None:
        if mention.same_as is not None:
            return self._of(mention.same_as)
        whole = self._whole_of(mention)
        if whole is not None:
            return self._of(whole.index)
        owner = self._of(mention.owner) if mention.owner is not None else None
        if owner is not None and mention.owner is not None and self._is_of_many(owner, self._mention(mention.owner)):
            # "West African leaders": several states', nobody says which.
            return None
        match mention.sort:
            case "organ":
                return self._organ(mention, owner) or self._firm(mention)
            case "group":
                return self._group(mention, owner)
            case "wing":
                return self._wing(mention, owner)
            case "office":
                return self._office(mention, owner)
            case "country":
                return self._country(mention, owner)
            case "ethnic":
                return Actor(local_name(mention.text), mention.text, ActorClass.ORGANIZATION, "civil-society")
            case "place":
                return self._somewhere(mention, owner)
            case "person":
                # "its men", "Haftar's men": those under arms.
                armed = mention.head == "man" and mention.plural and owner is not None and owner.kind not in (ActorClass.STATE, ActorClass.PLACE)
                return self._holder_of(owner, mention) if armed and owner is not None else None
            case "people":
                return self._people(mention, owner)
        # Whose things are hit is hit: "Iranian tankers", "ISIL's heavy weapons".
        # Whose strikes hit, hits: "Pakistani airstrikes killed 12 fighters".
        if mention.sort == "deed" and mention.index in self._struck and mention.head not in _RULE:
            return self._victim(mention)
        if mention.index in self._judged:
            doer = self._perpetrator(mention)
            return doer if doer is not None and doer.id not in self._owners(mention) else None
        strikes = mention.index in self._striking and mention.head in _STRIKES
        kept = mention.index in self._helped and mention.head in _KEPT_UP
        own = owner if strikes or kept or (mention.index in self._struck and mention.head not in (*_PLAYED, *COLONIES)) else None
        return own or self._bearer(mention) or self._firm(mention)

    def _firm(self, mention: Mention) -> Actor | None:
        """ "the company", "the party": the body that this sentence or the one before has named last."""
        alone = mention.definite and not mention.plural and mention.owner is None and mention.place is None
        if not alone or mention.head.lower() not in _FIRMS:
            return None
        return self._memory.latest(mention, 1, lambda s: s.actor.kind is ActorClass.ORGANIZATION and s.mention.form == "name" and s.mention.label != "PERSON")

    def _bearer(self, mention: Mention) -> Actor | None:
        """ "the school" after "the Alder School for Orphans": the latest whose name has the word."""
        alone = mention.definite and not mention.plural and mention.owner is None and mention.place is None and not mention.modifiers
        if not alone or mention.sort in ("person", "office", "deed", "place"):
            return None
        word = mention.head.lower()
        return self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind is not ActorClass.PERSON and s.mention.form == "name" and " " in s.mention.text and word in s.mention.text.lower().split()
        )

    def _whole_of(self, mention: Mention) -> Mention | None:
        """The description that a word stands in as what sort of group it is: the "rebel" of "the largest rebel group"."""
        if mention.sort != "group" or mention.plural or " " in mention.text:
            return None
        around = (m for m in self._in_sentence[mention.sentence] if m.form == "description" and m.sort == "group")
        return next((m for m in around if m.start < mention.start and mention.end < m.end), None)

    def _is_of_many(self, owner: Actor, said: Mention) -> bool:
        """Whether it is a part of the world, not a state or a place in one."""
        entry = self._gazetteer.entries.get(owner.id)
        return owner.kind is ActorClass.PLACE and (not entry.of if entry is not None else said.label == "NORP")

    def _owners(self, mention: Mention) -> set[str]:
        """Whose it is, and whose they are: "the killing of Israeli soldiers" is none of Israel's."""
        found: set[str] = set()
        for _ in range(3):
            if mention.owner is None:
                break
            owner = self._of(mention.owner)
            found.add(owner.id if owner is not None else str(mention.owner))
            mention = self._mention(mention.owner)
        return found

    def _perpetrator(self, mention: Mention) -> Actor | None:
        """ "X condemned the attack": whose attack it was, where the sentences before tell of one attacker only."""
        raise NotImplementedError

    def _victim(self, mention: Mention) -> Actor | None:
        """ "X claimed responsibility for the attack": whom it hit, where the last sentence that tells of one names one only."""
        raise NotImplementedError
