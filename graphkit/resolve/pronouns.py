"""Resolves pronouns: "he", "its", "them"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from graphkit.model import QUOTATION_MARKS, Actor, ActorClass, Mention
from graphkit.resolve.groups import aside
from graphkit.resolve.memory import PRONOUN_REACH, Seen
from graphkit.resolve.names import COLLECTIVE, Names
from graphkit.resolve.wings import GROUPS

_HE = {word: gender for gender, forms in {"he": "he him his himself", "she": "she her hers herself"}.items() for word in forms.split()}
IT = frozenset(["it", "its", "itself"])
_ADDRESSED = {"Mr": "he", "Sir": "he", "King": "he", "Mrs": "she", "Ms": "she", "Miss": "she", "Queen": "she"}
# Characters before a name to search for a form of address.
_ADDRESS = 10
OBJECTS = ("him", "her", "it", "them")
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_WE = frozenset(["we", "us", "our", "ours", "i", "me", "my", "mine"])


# Least probability of the network that a pronoun is an earlier mention. On texts that it was not trained on, it was right five
# times as often as the rules from .5 on where the two differed.
_LIKELY = 0.5
# What is done to somebody "for its attack".
_BLAMING = ("opposes", "criticizes", "rejects", "accuses", "sanctions", "threatens", "supports")
_BLAMES = re.compile(r" (?:for|over|because of|on account of|in (?:response to|reaction to|retaliation for|protest (?:at|against|over))) ")
# Characters before a pronoun to search for the opening quotation mark.
_QUOTED = 2000


class Pronouns(Names):
    """Rules for pronouns: the nearest compatible actor, or none rather than a guess."""

    _speakers: Mapping[int, int]
    _quoted: Mapping[int, int]
    # By mention, those that do something to it.
    _acting: Mapping[int, Collection[int]]
    _done: dict[int, Actor]

    def _pronoun(self, mention: Mention) -> Actor | None:
        word = mention.text.lower()
        if word.endswith(("self", "selves")):
            # A reflexive act is not a relation between two actors.
            return None
        held = self._held_by_named(mention) if word == "its" else None
        if held is not None:
            return held
        joined = self._joined(mention) or self._blamed(mention)
        if joined is not None and self._fits(joined, word, mention):
            return joined
        earlier, likely = self._reading.links.get(mention.index, (mention.index, 0.0))
        if likely >= _LIKELY and word not in _WE and (linked := self._of(earlier)) is not None and self._fits(linked, word, mention):
            return linked
        if word in _HE:
            if self._is_of_unknown(mention):
                return None
            near = self._memory.latest(mention, PRONOUN_REACH, lambda s: s.actor.kind is ActorClass.PERSON and not self._is_excluded(s.actor, mention) and self._is_so_called(s.actor, mention))
            return near or self._just_quoted(mention)
        if word in IT:
            said_by = self._speaking(mention)
            return self._memory.latest(mention, 2, lambda s: s.actor.kind in COLLECTIVE and not aside(s) and s.actor.id != said_by and not self._is_one_of(s, mention))
        if word in _THEY:
            return None if self._are_of_unknown(mention) else self._they(mention)
        if word in _WE:
            return self._we(mention, own=word in ("i", "me", "my", "mine"))
        return None

    def _joined(self, mention: Mention) -> Actor | None:
        """Return the actor named right before "and its": in "X bombed Y and its ally Z", "its" is Y."""
        if mention.text.lower() not in ("its", "his", "her"):
            return None
        before = (m for m in self._in_sentence[mention.sentence] if (m.form == "name" or m.sort == "organ") and self._document.text[m.end : mention.start] == " and ")
        return next((self._of(name.index) for name in before), None)

    def _blamed(self, mention: Mention) -> Actor | None:
        """Return who is blamed right before "for its": in "X sanctioned Y over its attack on Z", "its" is Y."""
        before = next((m for m in self._in_sentence[mention.sentence] if m.form == "name" and _BLAMES.fullmatch(self._document.text, m.end, mention.start)), None)
        blamed = before is not None and any(relation.object == before.index and relation.predicate in _BLAMING for relation in self._reading.relations)
        return self._of(before.index) if before is not None and blamed else None

    def _fits(self, actor: Actor, word: str, mention: Mention) -> bool:
        """Whether an actor of the network's choice is a person for "he" and "she", none for "it", and of their gender."""
        person = actor.kind is ActorClass.PERSON
        if self._is_excluded(actor, mention):
            return False
        return (word not in _HE or (person and self._is_so_called(actor, mention))) and not (word in IT and person)

    def _is_excluded(self, actor: Actor, mention: Mention) -> bool:
        """Whether a pronoun cannot mean an actor: a speaker does not mean himself by "he", and who acts on "him" is somebody else."""
        word = mention.text.lower()
        if mention.form != "pronoun" or word in _WE:
            return False
        if actor.id == self._speaking(mention):
            return True
        # "She convinced her parents": here "her" may well be her own.
        acting = self._acting.get(mention.index, ()) if word in OBJECTS and all(m.owner != mention.index for m in self._in_sentence[mention.sentence]) else ()
        return any(doer.id == actor.id for i in acting if (doer := self._of(i)) is not None)

    def _is_so_called(self, person: Actor, mention: Mention) -> bool:
        """Whether the gender of the pronoun is compatible with what was said before."""
        gender = _HE.get(mention.text.lower())
        return gender is None or self._memory.may_be(person, gender)

    def _learn_gender(self, person: Actor, mention: Mention) -> None:
        """Record the gender shown by a pronoun, or by a form of address before a name."""
        before = self._document.text[max(0, mention.start - _ADDRESS) : mention.start]
        gender = _HE.get(mention.text.lower()) if mention.form == "pronoun" else _ADDRESSED.get(before.rstrip(" .").rpartition(" ")[2])
        if gender is not None:
            self._memory.genders[person.id][gender] += 1

    def _is_one_of(self, seen: Seen, mention: Mention) -> bool:
        """Whether an actor is part of a completed list, to which a later "it" cannot refer (in "X and its ally Y", "its" is X)."""
        return seen.mention.joint and self._document.text[seen.mention.end : mention.start].strip() != "and"

    def _is_of_unknown(self, mention: Mention) -> bool:
        """Whether a pronoun refers to somebody the article does not name ("The Minister for X will travel, and she will ...")."""
        here = [m for m in self._in_sentence[mention.sentence] if m.end <= mention.start and m.subject and not m.plural]
        return bool(here) and here[-1].sort in ("office", "person") and self._is_nobody(here[-1])

    def _are_of_unknown(self, mention: Mention) -> bool:
        """Whether "they" are several whom the article only describes ("Some residents fled, and they ...")."""
        near = [m for n in (-1, 0) for m in self._in_sentence[mention.sentence + n] if m.end <= mention.start and m.subject and m.plural]
        return bool(near) and near[-1].owner is None and self._is_nobody(near[-1]) and not self._are_named(mention, near[-1].start)

    def _is_nobody(self, mention: Mention) -> bool:
        return mention.form == "description" and mention.index not in self._done and mention.index not in self._groups

    def _speaking(self, mention: Mention) -> str | None:
        """Return the speaker of the direct speech around a pronoun, who says "I" and "we" of himself, never "they"."""
        speaker = self._quoted.get(mention.sentence)
        before = self._document.text[max(0, mention.start - _QUOTED) : mention.start].rpartition("\n")[2]
        if speaker is None or not (self._is_in_turn(mention) or before.count("“") > before.count("”") or before.count('"') % 2):
            return None
        actor = self._of(speaker)
        return actor.id if actor is not None else None

    def _is_in_turn(self, mention: Mention) -> bool:
        """Whether a pronoun is in direct speech without quotation marks, such as that of an interview."""
        behind = self._document.text[mention.start : mention.start + _QUOTED].partition("\n")[0]
        before = self._document.text[max(0, mention.start - _QUOTED) : mention.start].rpartition("\n")[2]
        return mention.sentence in self._quoted and {*QUOTATION_MARKS, '"'}.isdisjoint(before + behind)

    def _just_quoted(self, mention: Mention) -> Actor | None:
        """Return the person quoted in the previous sentence, for "He added ..."."""
        speaker = self._speakers.get(mention.sentence - 1)
        actor = self._of(speaker) if speaker is not None else None
        return actor if actor is not None and actor.kind is ActorClass.PERSON else None

    def _they(self, mention: Mention) -> Actor | None:
        said_by = self._speaking(mention)
        def plural(seen: Seen) -> bool:
            return seen.actor.kind in COLLECTIVE and not aside(seen) and seen.actor.id != said_by and (seen.mention.plural or seen.actor.kind in GROUPS)

        several = self._memory.latest(mention, 1, lambda s: plural(s) and s.mention.plural and s.actor.kind is not ActorClass.INTERNATIONAL)
        return several or self._memory.latest(mention, 2, plural)

    def _we(self, mention: Mention, *, own: bool) -> Actor | None:
        """Return the speaker of the sentence; "we" of an official means the state, of anybody else an unnamed group."""
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
        return self._gazetteer.entries[held[-1]].actor if held else None
