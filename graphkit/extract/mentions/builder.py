"""Mentions of a document: the words of each sentence that stand for actors, with their syntactic properties."""

from __future__ import annotations

import re

from graphkit.extract.lexicon import AGENT_SORTS
from graphkit.extract.mentions.descriptions import DescriptionMentions
from graphkit.extract.names import NORP, ORG, PERSON, Name, is_false_name, label_titled_person, names_in
from graphkit.extract.noun_phrases import preposition_of
from graphkit.extract.person_names import complete_person_names
from graphkit.extract.repair import repair_tree
from graphkit.nlp import Sentence, Token

PRONOUNS = frozenset(
    ["he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "hers", "theirs", "himself", "herself", "itself", "themselves", "we", "us", "our", "ours", "i", "me", "my", "mine", "you", "your"]
)

_PREFIXED_NAME = re.compile(r"(\w+)[-–\u2011]([A-Z][\w.]*)\s+[A-Za-z]")


class Mentions(DescriptionMentions):
    """Builds the mentions of one document sentence by sentence, without duplicates."""

    def add_sentence(self, sentence: Sentence) -> None:
        """Start a sentence: its names and agent nouns become mentions."""
        self._sentence = sentence
        named = names_in(sentence, self.known_names, self._titles)
        self.names = tuple(n for n in named if n.known or not (self._is_capitalised_by_position(n.head, n.label) if n.end - n.start == 1 else is_false_name(sentence, n, self._lexicon.clause_verbs)))
        self.names = tuple(label_titled_person(sentence, name, self._lexicon.titles) for name in self.names)
        self.names = complete_person_names(sentence, self.names, self._titles, self._lexicon.sorts)
        self._name_by_position = {i: name for name in self.names for i in range(name.start, name.end)}
        repair_tree(sentence, self.names, self._lexicon, self._may_act)
        for name in self.names:
            self._name(name)
        for token in sentence.tokens:
            if token.i in self._name_by_position:
                continue
            if self._is_actor_pronoun(token) or self._lexicon.sorts.get(token.lemma) in ("group", "organ", "office", "country"):
                self.of(token)

    def _may_act(self, token: Token) -> bool:
        """Whether a word is a name or a noun for a possible agent."""
        name = self._name_by_position.get(token.i)
        if name is not None:
            return name.label != NORP or token.tag == "NNPS"
        return self._lexicon.sorts.get(token.lemma) in AGENT_SORTS

    def expand_coordination(self, token: Token) -> list[int]:
        """Return the mentions of an argument and of everything coordinated with it."""
        found = list(self.of(token))
        for other in (*self._list_members(token), *token.get("conj"), *self._included_members(token)):
            found += [index for index in self.expand_coordination(other) if index not in found]
        return found

    def prefixed_name(self, name: Name) -> tuple[str, int] | None:
        """Return the prefix of a name and the mention of the name in it: "anti" and X of "the anti-X alliance"; None without one."""
        assert self._sentence is not None
        start = self._sentence.tokens[name.start].start
        found = _PREFIXED_NAME.match(self._text[start : name.head.end])
        if found is None or name.label != ORG or not any(hit.start == 0 and hit.end == len(found[2]) for hit in self._finder.find(found[2])):
            return None
        return found[1].lower(), self._add(name.head, "name", start + found.start(2), start + found.end(2), label=ORG, variant=-3)

    def _included_members(self, token: Token) -> list[Token]:
        """Return the named members of an unnamed whole: "several states, including X and Y"."""
        if token.i in self._name_by_position:
            return []
        return [
            c
            for c in token.get("nmod", "obl", "acl", "advcl")
            if c.i > token.i and c.i in self._name_by_position and preposition_of(c).split(" ")[0] in ("including", "such", "notably", "namely")
        ]

    def of(self, token: Token) -> list[int]:
        """Return the mentions for the phrase headed by this token: several if its owners are coordinated ("British and French
        ministers"), none if it stands for no actor.
        """
        if token.i in self._in_progress:
            return []
        self._in_progress.add(token.i)
        try:
            return self._of(token)
        finally:
            self._in_progress.discard(token.i)

    def _of(self, token: Token) -> list[int]:
        name = self._name_by_position.get(token.i)
        if name is not None:
            return self._mentions_of_name(name)
        if self._is_actor_pronoun(token):
            return self._coordinated_antecedents(token) or [self._add(token, "pronoun", token.start, token.end)]
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "VERB", "X", "SYM"):
            return []
        named = self._name_beside(token)
        if named is not None:
            return [named]
        sort = self._lexicon.sorts.get(token.lemma)
        if sort == "time":
            return []
        if sort == "part" or token.text.lower() == "parts" or token.pos in ("NUM", "DET", "PRON"):
            return self._mentions_of_whole(token)
        behind = self._name_by_position.get(token.i + 1)
        if token.pos == "PROPN" and token.text.lower() in self._titles and behind is not None and behind.label == PERSON and behind.start == token.i + 1:
            return [self._name(behind)]
        if token.pos == "PROPN" and sort is None and not token.text.islower() and not self._is_capitalised_by_position(token):
            return [self._unlabelled_name(token)]
        if token.pos in ("ADJ", "VERB") and self._lexicon.sorts.get(token.lemma) is None:
            return []
        return self._description(token)

    def _coordinated_antecedents(self, token: Token) -> list[int]:
        """Return the coordinated subjects that a plural pronoun refers to: "X and Y said they would"."""
        if token.text.lower() not in ("they", "their") or token.head is None:
            return []
        clause = token.head if token.dep == "nsubj" else token.head.head
        while clause is not None and clause.dep not in ("ccomp", "advcl", "xcomp", "acl"):
            clause = clause.head
        upper = clause.head if clause is not None else None
        while upper is not None and upper.pos == "NOUN" and upper.dep in ("obj", "obl"):
            upper = upper.head
        found = [i for s in (upper.get("nsubj") if upper is not None else []) if s.i < token.i for i in self.expand_coordination(s)]
        plural = any(self.all[i].form == "description" and self.all[i].plural for i in found)
        return found if len(found) > 1 or (plural and token.text.lower() == "their") else []

    def _mentions_of_whole(self, token: Token) -> list[int]:
        """Return the mentions of the whole: "thousands of fighters from X"; "what he calls the X"."""
        part = next((c for c in token.get("nmod", "obl") if preposition_of(c) in ("of", "from")), None)
        if part is not None:
            name = self._name_by_position.get(part.i)
            # "the majority of Libyans" is not Libya.
            return [] if name is not None and name.label == NORP else self.expand_coordination(part)
        called = next((c for c in token.get("acl:relcl") if c.lemma in ("call", "term", "describe", "dub")), None)
        if token.lemma == "what" and called is not None:
            return [index for c in called.get("obj", "xcomp", "obl") if c is not token for index in self.of(c)]
        return []

    def _is_actor_pronoun(self, token: Token) -> bool:
        return token.pos == "PRON" and token.text.lower() in PRONOUNS
