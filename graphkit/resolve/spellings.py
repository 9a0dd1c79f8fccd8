"""Names of the article in another spelling: a letter amiss, without accents, capitals or apostrophe, or by their initials."""

from __future__ import annotations

import functools
import re
from itertools import islice

from graphkit.model import Actor, ActorClass, Mention
from graphkit.resolve.folded import words_of
from graphkit.resolve.naming import name_words
from graphkit.resolve.senses import Senses

# An unlisted name is compared with at most this many names of the article, so that a list of thousands of names takes
# linear time; a long report has a few hundred.
MOST_COMPARED = 1000
# "Kurdish-led Syrian Democratic Forces"
_DESCRIBED = re.compile(r"[^\W\d_][\w.'’]*[-\u2010\u2011][a-z]+ (?=[^\W\d_a-z])")
# Least length of a surname of which one letter may differ.
_LONG = 6


class Spellings(Senses):
    """Rules for names that the lists or the article spell otherwise."""

    def _owned(self, name: str) -> str:
        """Return a name without its s, in a text that has lost its apostrophes, if that is a name of the lists or the article ("South Sudans minister")."""
        known = name[:-1] in self._memory.aliases or self._gazetteer.senses(name[:-1])
        return name[:-1] if self._is_without_apostrophes and name.endswith("s") and known and not self._gazetteer.senses(name) else name

    def _undescribed(self, name: str) -> str:
        """Return a name of the lists or the article without what describes it: "Kurdish-led Syrian Democratic Forces", "Iran-linked Houthis"."""
        bare = _DESCRIBED.sub("", name, count=1)
        return bare if (bare in self._memory.aliases or self._gazetteer.senses(bare)) and not self._gazetteer.senses(name) else name

    @functools.cached_property
    def _is_without_apostrophes(self) -> bool:
        return "'s" not in self._document.text and "\u2019s" not in self._document.text

    def _otherwise_spelt(self, name: str) -> Actor | None:
        """Resolve variants: "AITEO" after "Aiteo", "João" and "Joao"; "Magufulis death" in texts without apostrophes."""
        if len(name) < 4:
            return None
        same = self._memory.spellings.get(words_of(name))
        return same or (self._memory.spellings.get(words_of(name[:-1])) if name.endswith("s") and not name.isupper() else None)

    def _misspelt(self, mention: Mention) -> Actor | None:
        """Return the state whose name differs from a word of at least six letters by one ("Afganistan")."""
        if mention.label != "LOC" or len(mention.text) < 6 or " " in mention.text:
            return None
        return self._gazetteer.nearly_state(mention.text)

    def _close_name(self, mention: Mention) -> Actor | None:
        """Return the person whose known name of several words differs by a letter or two."""
        words = mention.text.split()
        if len(words) < 2 or mention.label != "PERSON":
            return None
        from rapidfuzz.distance import Levenshtein

        for name, actor in islice(self._memory.aliases.items(), MOST_COMPARED):
            if actor.kind is ActorClass.PERSON and " " in name:
                distance = Levenshtein.distance(name, mention.text, score_cutoff=2)
                if distance <= 1 + (len(name) > 14) and name[0] == mention.text[0]:
                    return actor
        return None

    def _nearly_surname(self, mention: Mention) -> Actor | None:
        """Return the only person named in full whose surname differs by a letter or two swapped ones: "Igbenegbu" after "Boniface Igbeneghu"."""
        word, *others = name_words(mention.text)
        if mention.label not in ("PERSON", "") or others or len(word) < _LONG:
            return None
        from rapidfuzz.distance import OSA

        near = {
            person.id: person
            for tail, persons in islice(self._memory.tails.items(), MOST_COMPARED)
            if " " not in tail and tail[0] == word[0] and OSA.distance(tail, word, score_cutoff=1) == 1
            for person in persons.values()
        }
        return next(iter(near.values())) if len(near) == 1 else None


def surname_of(name: str) -> str:
    """Return the last word of a person's name, in lower case, without "Jr."."""
    return name_words(name)[-1]
