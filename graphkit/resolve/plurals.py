"""Resolves split antecedents: "both sides", "the two countries", "the ministers" or "they" for several actors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from graphkit.model import Actor, ActorClass, Mention
from graphkit.nlp.words import alternatives, words
from graphkit.resolve.groups import POWERS, Groups, aside
from graphkit.resolve.memory import DESCRIPTION_REACH, Seen
from graphkit.resolve.wings import GROUPS

_SIDES = frozenset(words("sides"))
_LANDS = frozenset(words("countries"))
_HOLDERS = frozenset(words("office holders"))
_JOINING = re.compile(r",? and (?:the )?|, (?:the )?")
_PARTIES = re.compile(rf"\b{alternatives('political parties')} parties\b", re.IGNORECASE)


class Plurals(Groups):
    """Rules for mentions of several actors at once."""

    _in_sentence: Mapping[int, list[Mention]]
    _both: Collection[int]
    _groups: dict[int, tuple[Actor, ...]]


    def _several(self, mention: Mention) -> tuple[Actor, ...]:
        """Return the actors of "both sides", "the two countries" or "the ministers": the last two or more that fit.

        They must come from one sentence, so that a list is taken as a whole.
        """
        if mention.form == "pronoun":
            return self._taken_up(mention) if mention.text.lower() in ("they", "them", "their") else ()
        if mention.sort == "talks":
            return self._talkers(mention) if mention.index in self._both else ()
        opening = " ".join(mention.text.lower().split()[:3])
        counted = any(f" {word} " in f" {opening} " for word in ("both", "two"))
        if not mention.plural or mention.owner is not None or not (counted or mention.definite):
            return ()
        if mention.head == "party" and not counted and _PARTIES.search(self._document.text):
            # "the parties" are political ones here.
            return ()
        if mention.head in _SIDES and (counted or mention.head in ("side", "party")):
            foes = self._opponents(mention) if mention.head in ("side", "party", "rival", "foe") else ()
            if foes or mention.head in ("side", "party"):
                # Sides presuppose a conflict; without one it is unclear who they are.
                return foes
            doers = self._doers_to(mention)
            # "China urged both sides": China is not one of them.
            kinds = (ActorClass.STATE,) if mention.head in _LANDS else POWERS
            fitting = [s for s in self._recent(mention) if s.actor.kind in kinds and not aside(s) and s.actor.id not in doers]
            if mention.head in _LANDS:
                # Two countries are the two just named, not those of the presidents named.
                fitting = [s for s in fitting if s.mention.label != "NORP" and mention.sentence - s.mention.sentence <= 1]
        elif mention.head in _HOLDERS:
            fitting = [s for s in self._recent(mention) if self._holds(s, mention.head)]
        else:
            return ()
        return _together(fitting, 2 if counted else 4)

    def _is_counted(self, mention: Mention) -> bool:
        """Whether a description is of two without an owner ("both groups", "the two leaders")."""
        opening = mention.text.lower().split()[:2]
        return mention.plural and mention.owner is None and mention.sort in ("group", "office", "country") and ("both" in opening[:1] or "two" in opening)

    def _opponents(self, mention: Mention) -> tuple[Actor, ...]:
        """Return the two sides of the last opposition mentioned."""
        raise NotImplementedError

    def _talkers(self, mention: Mention) -> tuple[Actor, ...]:
        """Return the participants of the last talks mentioned, for "the meeting"."""
        raise NotImplementedError

    def _taken_up(self, mention: Mention) -> tuple[Actor, ...]:
        """Resolve "they" to several actors if the last plural subject stands for them: "both sides", "the ministers of A and B", "A and B"."""
        end, several = max((*self._phrases(mention), *self._series(mention)), key=lambda found: found[0], default=(0, ()))
        between = (m for sentence in range(mention.sentence - 2, mention.sentence + 1) for m in self._in_sentence.get(sentence, ()) if end < m.start < mention.start)
        passed = any(m.subject and m.plural and m.form != "pronoun" for m in between)
        return () if passed or self._are_named(mention, end) else several

    def _are_named(self, mention: Mention, start: int) -> bool:
        """Whether the sentence of "them" names a group or several before it, and after a position in the text."""
        return any((s.mention.plural or s.actor.kind in GROUPS) and s.mention.form != "pronoun" and not aside(s) and s.mention.start > start for s in self._memory.before(mention, 0))

    def _phrases(self, mention: Mention) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield the end and the actors of each subject before a mention that is one phrase for several."""
        for index, several in self._groups.items():
            said = self._mention(index)
            if said.subject and said.end <= mention.start and mention.sentence - said.sentence <= 2:
                yield said.end, several
        spans: dict[int, dict[str, Actor]] = {}
        for seen in self._memory.before(mention, 1):
            if seen.mention.plural and seen.mention.subject and seen.mention.form == "description":
                spans.setdefault(seen.mention.end, {})[seen.actor.id] = seen.actor
        yield from ((end, tuple(found.values())) for end, found in spans.items() if len(found) > 1)

    def _series(self, mention: Mention) -> Iterator[tuple[int, tuple[Actor, ...]]]:
        """Yield the end and the actors of a coordinated subject in this sentence and the one before."""
        for sentence in (mention.sentence, mention.sentence - 1):
            run: list[Mention] = []
            for said in self._in_sentence.get(sentence, ()):
                if said.form != "name" or said.end > mention.start or not said.joint:
                    continue
                if run and _JOINING.fullmatch(self._document.text[run[-1].end : said.start]):
                    run.append(said)
                elif said.subject:
                    run = [said]
            found = {actor.id: actor for said in run if (actor := self._of(said.index)) is not None}
            if len(found) > 1:
                yield run[-1].end, tuple(found.values())

    def _recent(self, mention: Mention) -> list[Seen]:
        return [seen for seen in self._memory.before(mention, DESCRIPTION_REACH) if seen.mention.form != "pronoun"]

    def _holds(self, seen: Seen, head: str) -> bool:
        """Whether a person has this office, or any comparable one if the text says "leaders"."""
        if seen.actor.kind is not ActorClass.PERSON:
            return False
        last = seen.mention.office.split()[-1] if seen.mention.office else ""
        title = {"secretary": "minister", "premier": "minister"}.get(last, last)
        return head in ("leader", "man", "official") or title in (head, "counterpart")


def _together(fitting: list[Seen], most: int) -> tuple[Actor, ...]:
    """Return the distinct actors of the nearest sentence that names at least two."""
    for sentence in sorted({s.mention.sentence for s in fitting}, reverse=True):
        here = [s for s in fitting if s.mention.sentence == sentence]
        found = {s.actor.id: s.actor for s in sorted(here, key=lambda s: s.mention.start)}
        if 2 <= len(found) <= most:
            return tuple(found.values())
    return ()
