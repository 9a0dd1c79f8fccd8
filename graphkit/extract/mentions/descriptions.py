"""Mentions of descriptions, with their owner and place."""

from __future__ import annotations

from abc import ABC, abstractmethod

from graphkit.extract.arguments import subjects
from graphkit.extract.event_nouns import is_anaphoric_event, is_talks_noun
from graphkit.extract.mentions.names import NameMentions
from graphkit.extract.names import ORG, PERSON, PLACE, STATE
from graphkit.extract.noun_phrases import allegiances, is_definite, preposition_of
from graphkit.nlp import Token
from graphkit.nlp.words import words

# Sort of a description that refers back to an act ("the attack").
EVENT = "deed"
# Sort of one that refers back to talks, and stands for the participants ("the meeting").
TALKS = "talks"
_OWNER_PREPOSITIONS = ("of", "from", "within", "for")
_PLACE_PREPOSITIONS = ("in", "at", "inside", "near", "across", "on", "outside")
# Never the sender's own troops.
_REBEL_NOUNS = ("rebel", "insurgent", "guerrilla", "separatist", "mutineer")
_EXCLUDED_DEPS = ("punct", "cc", "case", "mark", "cop", "nsubj", "advmod", "aux", "parataxis", "discourse")


class DescriptionMentions(NameMentions, ABC):
    """Builds mentions of descriptions, with owner and place."""

    @abstractmethod
    def expand_coordination(self, token: Token) -> list[int]:
        """Return the mentions of a phrase and of everything coordinated with it."""

    def _description(self, token: Token) -> list[int]:
        owners = self._owners(token)
        places: list[int | None] = [*(self._place_names(token) if owners else self._places(token))] or [None]
        before = [c for c in token.children if c.i < token.i and c.dep not in _EXCLUDED_DEPS]
        parts = [g for c in before if c.dep in ("compound", "amod") for g in c.children if g.dep in ("compound", "amod")]
        start = min([token.start, *(c.start for c in (*before, *parts))])
        return [
            self._add(
                token,
                "description",
                start,
                token.end,
                owner=owner,
                place=place,
                variant=place if owner is None else owner,
                sort=self._reference_sort(token),
                modifiers=(
                    *(c.text for c in token.get("amod", "compound", "nmod:desc") if c.i not in self._name_by_position),
                    *token.text.split(" ")[:-1],
                ),
            )
            for owner in (owners or [None])
            for place in places
        ]

    def _reference_sort(self, token: Token) -> str | None:
        """Return the sort of a noun that refers back to an act or to talks, or None."""
        if is_anaphoric_event(token, self._lexicon):
            return EVENT
        alone = not token.get("nmod:poss") and not any(preposition_of(c) in ("between", "with", "of", "by") for c in token.get("nmod"))
        return TALKS if is_talks_noun(token, self._lexicon) and alone and is_definite(token) else None

    def _owners(self, token: Token) -> list[int | None]:
        """Return the owners, by the strongest evidence available; all if they are coordinated."""
        sort = self._lexicon.sorts.get(token.lemma)
        place = sort == "place"
        named = [c for c in token.get("nmod", "obl") if preposition_of(c) in ("from", "of") and self._is_org(c) and not (place and preposition_of(c) == "from")]
        ranked = (
            named,
            # "al-Qaeda's Yemen branch": a branch has both an owner and a place.
            [c for part in (token, *token.get("compound")) for c in part.get("nmod:poss")] if sort == "wing" or token.lemma == "wing" else [],
            [c for c in token.get("amod", "compound", "nmod:desc", "nmod", "det") if c.i in self._name_by_position and not preposition_of(c)],
            [n for c in token.get("amod") if c.lemma in ("lead", "command") for n in c.get("compound", "nsubj", "obl", "amod")],
            token.get("nmod:poss"),
            [c for part in token.get("compound", "nmod:desc") for c in part.get("amod", "compound") if c.i in self._name_by_position],
            [c for c in token.get("nmod", "obl") if preposition_of(c) in _OWNER_PREPOSITIONS and (preposition_of(c) != "for" or self._lexicon.sorts.get(token.lemma) in ("place", "office"))],
            list(allegiances(token)),
            self._senders(token),
        )
        for group in ranked:
            owners: list[int | None] = []
            for child in (self._relative_antecedent(c) for c in group):
                owners += [index for index in self.expand_coordination(child) if index not in owners and not self.has_prefix(child)]
            if owners:
                return owners
        return []

    def _relative_antecedent(self, token: Token) -> Token:
        """Return X for "X, whose soldiers ..."."""
        assert self._sentence is not None
        before = [t for t in self._sentence.tokens[max(0, token.i - 2) : token.i] if t.pos != "PUNCT"]
        return before[-1] if token.text.lower() == "whose" and before else token

    def has_prefix(self, token: Token) -> bool:
        """Whether a prefix precedes the name, so that it is not the owner: "the anti-X alliance"."""
        assert self._sentence is not None
        before = self._sentence.tokens[max(0, token.i - 2) : token.i]
        return len(before) == 2 and before[1].text in ("-", "–", "\u2011") and bool(self._lexicon.frames_for("prefix", before[0].lemma))

    def _is_org(self, token: Token) -> bool:
        name = self._name_by_position.get(token.i)
        return name is not None and name.label in (ORG, PERSON)

    def _senders(self, token: Token) -> list[Token]:
        """Return the sender, who owns what it sends: "X sent troops to help Y"."""
        verb = token.head
        if token.dep != "obj" or verb is None or verb.lemma not in words("sending") or token.first("det") is not None or token.lemma in _REBEL_NOUNS:
            return []
        return subjects(verb)

    def _places(self, token: Token) -> list[int]:
        """Return the names of its location or origin: "in Tripoli", "in the towns of X and Y"."""
        # "hit a refinery in X", attached to the verb.
        above = token.head if token.dep == "obj" and token.lemma in words("of the land") else None
        beside = [c for c in above.get("obl") if token.i + 1 == min(t.i for t in c.subtree())] if above is not None else []
        for child in (*token.get("nmod", "obl"), *beside):
            if preposition_of(child) not in (*_PLACE_PREPOSITIONS, "from"):
                continue
            candidates = [child]
            if child.i not in self._name_by_position:
                candidates = [c for c in child.get("nmod", "appos") if c.i in self._name_by_position]
            found = [index for c in candidates for index in self.expand_coordination(c) if self.all[index].form == "name"]
            if found:
                return found
        return []

    def _place_names(self, token: Token) -> list[int]:
        """Return the name of a place with an owner: "the Nigerian town of Gwoza"."""
        names = [c for c in token.get("nmod") if preposition_of(c) == "of" and c.i in self._name_by_position]
        if token.lemma not in words("settlements"):
            return []
        return [index for c in names[:1] for index in self.expand_coordination(c) if self._name_by_position[c.i].label in (PLACE, STATE)]
