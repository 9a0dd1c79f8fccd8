"""Collects full names, acronyms and regimes of the whole article before its mentions are resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.naming import POST, initials_of, is_short_for
from graphkit.resolve.organs import REGIME
from graphkit.resolve.pronouns import Pronouns
from graphkit.resolve.spellings import MOST_COMPARED

# Least similarity of two spellings of one name ("Rapid Support Force", "Rapid Support Forces").
_ALIKE = 0.8
# Least letters of an acronym that nothing but its letters connects with a name.
_LEAST_LETTERS = 3


class Introductions(Pronouns):
    """The first pass over an article."""

    _mentions: dict[int, Mention]


    def _learn_names(self, names: list[Mention]) -> None:
        """Collect full names and acronyms of the whole article, so that a surname in the headline is resolved too."""
        persons = [m for m in names if m.label == "PERSON" and len(m.text.split()) > 1 and not POST.fullmatch(m.text)]
        common = frozenset(re.findall(r"\b[a-z]\w+", self._document.text))
        # The longest first, so that shorter ones are found in them; "Blogger Malele Paulo" after all, if "blogger" also occurs in the text.
        for mention in sorted(persons, key=lambda m: (m.text.split()[0].lower() in common, -len(m.text.split()), m.start)):
            known = self._known(mention)
            actor = known or self._by_whole_name(mention) or self._by_first_names(mention) or self._otherwise_spelt(mention.text) or self._close_name(mention) or self._new(mention)
            if known is None:
                self._memory.call(mention.text, actor)
            if actor.kind is ActorClass.PERSON and mention.text.split()[0].lower() not in common:
                self._memory.learn(mention.text, actor)
                self._memory.learn_forenames(mention.text, actor)
        self._learn_acronyms(names)
        self._learn_initials(names)

    def _learn_regimes(self, names: list[Mention]) -> None:
        """Collect regimes that the text distinguishes from their country, before its organs are resolved."""
        for mention in names:
            known = self._known(mention) if mention.text.lower().endswith(REGIME) else None
            if known is not None:
                self.part_regime(known)
        for mention in self._mentions.values():
            ruler = self._of(mention.owner) if mention.head == REGIME and mention.owner is not None else None
            if ruler is not None and ruler.kind is ActorClass.PERSON:
                self.part_regime(ruler)

    def _learn_acronyms(self, names: list[Mention]) -> None:
        """Map acronyms in brackets to the preceding name: "Rally for Congolese Democracy (RCD)"."""
        text = self._document.text
        ordered = sorted(names, key=lambda m: m.start)
        # Of names that end at the same position, the longest.
        whole = {m.end: m for m in sorted(names, key=lambda m: -m.start)}
        for nearest, second in pairwise(ordered):
            between = text[nearest.end : second.start]
            first = self._spelt_out(nearest, second, whole[nearest.end])
            if first is None:
                continue
            if (between.strip() == ", or" and _introduces(first, second) and second.text.isupper()) or (between == ", " and self._is_own_short(second, first)):
                # "Media Council of Malawi, or MCM", "Media Council of Malawi, MCM".
                self._memory.call(second.text, self._known(first) or self._memory.aliases.get(first.text) or self._new_alias(first))
            elif between.strip() in ("(", "[") and text[second.end : second.end + 1] in (")", "]"):
                actor = self._known(first) or self._memory.aliases.get(first.text)
                short = self._known(second)
                if actor is None and short is not None and first.label != "PERSON" and not self._is_new(first, second, short):
                    # A translation or another spelling of the listed name.
                    self._memory.call(first.text, short)
                elif second.text.isupper() or actor is not None:
                    target = actor or self._new(first)
                    self._memory.call(first.text, target)
                    if short is None or _introduces(first, second) or is_short_for(second.text, first.text):
                        # The article's own definition overrides other meanings of the acronym.
                        self._memory.call(second.text, target)

    def _learn_initials(self, names: list[Mention]) -> None:
        """Map unlisted letters to the name with these initials: "JAB" and "Joint Admissions Board"; of several such names, if they are spellings of one."""
        from rapidfuzz.distance import Levenshtein

        full = {m.text: m for m in reversed(names) if " " in m.text and m.label not in ("PERSON", "NORP")}
        spelt: dict[str, list[Mention]] = defaultdict(list)
        for mention in list(full.values())[:MOST_COMPARED]:
            for letters in initials_of(mention.text):
                spelt[letters].append(mention)
        for letters in dict.fromkeys(m.text for m in names if len(m.text) >= _LEAST_LETTERS and m.text in spelt):
            first, *others = sorted(spelt[letters], key=lambda m: m.start)
            own = self._memory.aliases.get(letters)
            if (own is None and self._gazetteer.senses(letters)) or any(Levenshtein.normalized_similarity(own.name if own is not None else first.text, m.text) < _ALIKE for m in (first, *others)):
                continue
            actor = own or next((a for m in (first, *others) if (a := self._known(m) or self._memory.aliases.get(m.text))), None) or self._new_alias(first)
            for name in (letters, first.text, *(m.text for m in others)):
                self._memory.call(name, actor)

    def _is_own_short(self, short: Mention, full: Mention) -> bool:
        """Whether letters abbreviate the name of a body before them, and the lists do not say otherwise."""
        return full.label not in ("PERSON", "NORP") and " " in full.text and len(short.text) >= _LEAST_LETTERS and is_short_for(short.text, full.text) and self._known(short) is None

    def _is_new(self, full: Mention, short: Mention, listed: Actor) -> bool:
        """Whether a name spells an acronym out that the lists have for another name only."""
        from rapidfuzz.distance import Levenshtein

        names = [name for name in (listed.name, *listed.aliases) if " " in name]
        return bool(names) and is_short_for(short.text, full.text) and all(Levenshtein.normalized_similarity(full.text.casefold(), name.casefold()) < _ALIKE for name in names)

    def _new_alias(self, full: Mention) -> Actor:
        actor = self._new(full)
        self._memory.call(full.text, actor)
        return actor

    def _spelt_out(self, nearest: Mention, short: Mention, whole: Mention) -> Mention | None:
        """Return the name that an acronym abbreviates: the whole one if only it has the right initial.

        For example "Policy for East and Southern Africa (PESA)"; None for a state or place that does not fit.
        """
        known = self._known(nearest)
        listed = known is not None and known.kind in (ActorClass.STATE, ActorClass.PLACE)
        if whole is not nearest and whole.text[0] == short.text[0] != nearest.text[0]:
            return whole
        return None if listed and short.text.isupper() and len(short.text) > 2 and nearest.text[0] != short.text[0] else nearest


def _introduces(full: Mention, short: Mention) -> bool:
    """Whether an organization introduces its acronym ("Reporters Without Borders (RSF)"); a place before brackets does not."""
    return full.label == "ORG" and " " in full.text and full.text[0] == short.text[0]
