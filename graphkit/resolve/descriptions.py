"""Resolves descriptions: a rule per sort, and acts, property and strikes that stand for their owner."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from graphkit.model import Actor, ActorClass, Mention, local_name
from graphkit.nlp.words import alternatives, words
from graphkit.resolve.memory import DESCRIPTION_REACH
from graphkit.resolve.organs import Organs
from graphkit.resolve.places import COLONIES, Places
from graphkit.resolve.plurals import Plurals
from graphkit.resolve.titles import Titles

_STRIKES = frozenset(words("means of attack"))
# "Attack" in sport affects nobody.
_PLAYED = frozenset(words("sport"))
# Fighting these means fighting whoever rules the land.
_RULE = frozenset(words("foreign rule"))
# Maintaining these supports their owner.
_KEPT_UP = frozenset(words("kept up"))
# "the newspaper", without further detail.
_FIRMS = frozenset(words("bodies of any name"))


# Least number of words of a description that says which one is meant: "the ruling party".
_MODIFIED = 3
# Behind a name in apposition: "the ruling party, Georgian Dream, ", but not "the ruling party, Hamas and".
_ENDS = re.compile(r"[,;)] (?!and |or )|[.\n]|$")
# "the United Nations mission in Sudan (UNMIS)", from the end of "United Nations" or of "mission".
_ACRONYM_BEHIND = re.compile(r"(?: [a-z][a-z-]+){0,3}(?: (?:in|to|for|on) (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3})? \(([A-Z][A-Z-]{2,15})\)")
# "the PLD party": a name that neither list nor parser knows.
_NAMED_GROUP = re.compile(rf"[Tt]he (?P<name>[A-ZÀ-Þ]{{3,}}) {alternatives('groups behind a name')}")


class Descriptions(Organs, Titles, Places, Plurals):
    """Rules for descriptions; the subclasses provide names and pronouns."""

    _struck: Collection[int]
    _striking: Collection[int]
    _judged: Collection[int]
    _in_sentence: Mapping[int, list[Mention]]

    def _description(self, mention: Mention) -> Actor | None:
        if mention.same_as is not None:
            return self._of(mention.same_as)
        owner = self._of(mention.owner) if mention.owner is not None else None
        if owner is not None and (body := self._body_behind(owner, mention)) is not None:
            return body
        if mention.owner is None and (named := _NAMED_GROUP.fullmatch(mention.text)) is not None and not self._gazetteer.senses(named["name"]) and not any(m.form == "name" and mention.start <= m.start < mention.end for m in self._in_sentence[mention.sentence]):
            return self._name(replace(mention, form="name", text=named["name"], label="ORG"))
        whole = self._whole_of(mention)
        if whole is not None:
            return self._of(whole.index)
        if (again := self._again(mention)) is not None:
            return again
        if owner is not None and mention.owner is not None and self._is_of_many(owner, self._mention(mention.owner)):
            # "West African leaders": of several states, not named.
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
                # "its men", "Haftar's men": armed men.
                armed = mention.head == "man" and mention.plural and owner is not None and owner.kind not in (ActorClass.STATE, ActorClass.PLACE)
                return self._holder_of(owner, mention) if armed and owner is not None else None
            case "people":
                return self._people(mention, owner)
        # An owner is hit through its property: "Iranian tankers", "ISIL's heavy weapons".
        # An owner attacks through its strikes: "Pakistani airstrikes killed 12 fighters".
        if mention.sort == "deed" and mention.index in self._struck and mention.head not in _RULE:
            return self._victim(mention)
        if mention.index in self._judged:
            doer = self._perpetrator(mention)
            return doer if doer is not None and doer.id not in self._owners(mention) else None
        strikes = mention.index in self._striking and mention.head in _STRIKES
        kept = mention.index in self._helped and mention.head in _KEPT_UP
        own = owner if strikes or kept or (mention.index in self._struck and mention.head not in (*_PLAYED, *COLONIES)) else None
        return own or self._bearer(mention) or self._firm(mention)

    def _body_behind(self, owner: Actor, mention: Mention) -> Actor | None:
        """Resolve "the United Nations mission" before "(UNMIS)" to the listed body with these letters, if it is a body of this organization."""
        behind = _ACRONYM_BEHIND.match(self._document.text, mention.end) if owner.kind is ActorClass.INTERNATIONAL else None
        entries = [self._gazetteer.entries[sense.id] for sense in self._gazetteer.senses(behind[1])] if behind is not None else []
        return entries[0].actor if len(entries) == 1 and entries[0].of == owner.id else None

    def _again(self, mention: Mention) -> Actor | None:
        """Resolve "the ruling party" or "the splinter group" as before, if the name behind it or the same words had an actor."""
        if not mention.definite or mention.plural or mention.owner is not None or (mention.sort not in ("group", "organ") and mention.head not in _FIRMS) or len(mention.text.split()) < _MODIFIED:
            return None
        words = mention.text.lower()
        behind = next((m for m in self._in_sentence[mention.sentence] if m.form == "name" and m.label == "ORG" and m.start == mention.end + 2), None)
        if behind is not None and _ENDS.match(self._document.text, behind.end) and self._document.text.startswith(", ", mention.end):
            return self._of(behind.index)
        return self._memory.latest(mention, DESCRIPTION_REACH, lambda s: s.mention.form == "description" and s.mention.text.lower() == words)

    def _firm(self, mention: Mention) -> Actor | None:
        """Resolve "the company", "the party" to the body last named in this sentence or the previous one."""
        alone = mention.definite and not mention.plural and mention.owner is None and mention.place is None
        if not alone or mention.head.lower() not in _FIRMS:
            return None
        return self._memory.latest(mention, 1, lambda s: s.actor.kind is ActorClass.ORGANIZATION and s.mention.form == "name" and s.mention.label != "PERSON")

    def _bearer(self, mention: Mention) -> Actor | None:
        """Resolve "the school" after "the Alder School for Orphans": the latest name that contains the word."""
        alone = mention.definite and not mention.plural and mention.owner is None and mention.place is None and not mention.modifiers
        if not alone or mention.sort in ("person", "office", "deed", "place"):
            return None
        word = mention.head.lower()
        return self._memory.latest(
            mention, DESCRIPTION_REACH, lambda s: s.actor.kind is not ActorClass.PERSON and s.mention.form == "name" and " " in s.mention.text and word in s.mention.text.lower().split()
        )

    def _whole_of(self, mention: Mention) -> Mention | None:
        """Return the description that contains this word as a modifier: the "rebel" of "the largest rebel group"."""
        if mention.sort != "group" or mention.plural or " " in mention.text:
            return None
        around = (m for m in self._in_sentence[mention.sentence] if m.form == "description" and m.sort == "group")
        return next((m for m in around if m.start < mention.start and mention.end < m.end), None)

    def _is_of_many(self, owner: Actor, said: Mention) -> bool:
        """Whether the owner is a region of several states, not a state or a place in one."""
        entry = self._gazetteer.entries.get(owner.id)
        return owner.kind is ActorClass.PLACE and (not entry.of if entry is not None else said.label == "NORP")

    def _owners(self, mention: Mention) -> set[str]:
        """Return its owner and the owner's owners: "the killing of Israeli soldiers" is not Israel's act."""
        found: set[str] = set()
        for _ in range(3):
            if mention.owner is None:
                break
            owner = self._of(mention.owner)
            found.add(owner.id if owner is not None else str(mention.owner))
            mention = self._mention(mention.owner)
        return found

    def _name(self, mention: Mention) -> Actor | None:
        """Resolve a name."""
        raise NotImplementedError

    def _perpetrator(self, mention: Mention) -> Actor | None:
        """Resolve the attack in "X condemned the attack" to its author, if the preceding sentences name only one attacker."""
        raise NotImplementedError

    def _victim(self, mention: Mention) -> Actor | None:
        """Resolve the attack in "X claimed responsibility for the attack" to its victim, if the last sentence on one names only one."""
        raise NotImplementedError
