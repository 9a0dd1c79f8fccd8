"""Persons and the bodies that they belong to, without a listed title: "a lecturer at Y", "X, from the Y Network", "Y's X", "Y journalist X"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graphkit.extract.arguments import case
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import ORG, PERSON, STATE, Name
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Prepositions between what somebody is, or his name, and a body.
_OF_NOUN, _OF_NAME = ("at", "with", "from"), ("at", "from")
_NO_PERSON = frozenset((*words("no person"), *words("no persons behind owners")))
_APART = ("'s", "’s", ",", "(")


def affiliations(sentence: Sentence, mentions: Mentions, verbs: Collection[str]) -> Iterator[tuple[int, int, Token]]:
    """Yield person and body, by mention index, with the word that connects them; `verbs` are lemmas of acts, which the parser may take for nouns ("The Taliban shelter X")."""
    for name in mentions.names:
        if name.label == PERSON:
            for body, anchor in _bodies(name, sentence, mentions, verbs):
                yield from ((person, whole, anchor) for person in mentions.of(name.head) for whole in mentions.of(body))


def _bodies(name: Name, sentence: Sentence, mentions: Mentions, verbs: Collection[str]) -> Iterator[tuple[Token, Token]]:
    """Yield bodies of a person, each with the word that connects them; "Italy's Carabinieri" is hardly one."""
    head = name.head
    for child in head.children:
        if child.dep == "nmod:poss" and name.end - name.start > 1 and head.lemma.lower() not in _NO_PERSON and _is_body(child, mentions, (ORG, STATE)):
            yield child, head
        elif child.dep == "nmod" and case(child) in _OF_NAME and _is_body(child, mentions):
            yield child, child
        elif child.dep in ("nmod:desc", "compound") and child.pos == "NOUN" and child.lemma not in words("strangers to a body") and child.lemma not in verbs:
            yield from ((body, child) for body in child.get("compound", "nmod:poss", "nmod:desc") if _is_body(body, mentions))
    nouns = head.get("appos")
    if head.dep == "nsubj" and head.head is not None and head.head.first("cop") is not None:
        nouns.append(head.head)
    for noun in nouns:
        if noun.pos == "NOUN" and noun.lemma not in words("strangers to a body"):
            yield from ((body, noun) for body in noun.get("nmod", "obl") if case(body) in _OF_NOUN and _is_body(body, mentions) and _is_beside(noun, body, sentence))


def _is_beside(noun: Token, body: Token, sentence: Sentence) -> bool:
    """Whether nothing but words of a field stand between both: not "a substitute in the club's 2-0 win at Y"."""
    return not any(word.text in _APART or word.pos in ("VERB", "NUM", "PRON") for word in sentence.tokens[noun.i + 1 : body.i])


def _is_body(token: Token, mentions: Mentions, labels: tuple[str, ...] = (ORG,)) -> bool:
    name = mentions.name_at(token)
    return name is not None and name.label in labels
