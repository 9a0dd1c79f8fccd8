"""Mends trees around names: a known name is one thing, whatever the parse made of its words."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from graphkit.extract.names import NORP, Name
from graphkit.nlp import Sentence, Token

_NOMINAL_DEPS = ("compound", "nmod:desc", "flat", "nmod", "appos", "amod", "dep")


def repair(sentence: Sentence, names: Sequence[Name]) -> None:
    """Gather what hangs on any word of a name at its head, and set apart names joined by "and"."""
    for name in names:
        _gather(sentence, name)
    for first, second in pairwise(names):
        _coordinate(sentence, first, second)


def verbs_between(sentence: Sentence, names: Sequence[Name], verbs: Container[str]) -> None:
    """ "Iran arms Hezbollah", "Egypt backs Haftar": headlines whose verb was taken for a noun.

    Args:
        sentence: the tree.
        names: its names.
        verbs: lemmas that can be the verb of a relation.
    """
    starts = {name.start: name for name in names}
    for name in names:
        if name.end >= len(sentence.tokens) or name.label == NORP:
            continue
        word = sentence.tokens[name.end]
        if word.lemma not in verbs or word.tag not in ("NNS", "VBZ", "VBD", "VBP", "VBN"):
            continue
        if name.head.head is word and name.head.dep in _NOMINAL_DEPS and word.pos == "VERB":
            name.head.dep = "nsubj"
        elif word.tag == "NNS" and word.i + 1 in starts and name.head.dep in _NOMINAL_DEPS:
            _make_verb(word, name, starts[word.i + 1])


def _make_verb(word: Token, subject: Name, object_: Name) -> None:
    """Put a verb in the place of its object, between subject and object."""
    target = object_.head
    if word.head is not target or word.dep not in _NOMINAL_DEPS:
        return
    outer, dep = target.head, target.dep
    target.children.remove(word)
    word.head, word.dep, word.pos, word.tag = outer, dep, "VERB", "VBZ"
    if outer is not None:
        outer.children[outer.children.index(target)] = word
    _attach(target, word)
    target.dep = "obj"
    if _move(subject.head, word):
        subject.head.dep = "nsubj"


def _gather(sentence: Sentence, name: Name) -> None:
    """Children of a name's other words become children of its head."""
    words = sentence.tokens[name.start : name.end]
    inside = {word.i for word in words}
    for word in words:
        if word is name.head:
            continue
        for child in list(word.children):
            if child.i not in inside:
                _move(child, name.head)
        if word.head is not name.head and _move(word, name.head):
            word.dep = "flat"


def _coordinate(sentence: Sentence, first: Name, second: Name) -> None:
    """ "President A and leader B", parsed as one compound: B is coordinated with A."""
    between = sentence.tokens[first.end : second.start]
    joined = any(t.lemma in ("and", "or") for t in between) and not any(t.text == "," for t in between)
    if not joined or NORP in (first.label, second.label) or first.head.dep not in _NOMINAL_DEPS:
        return
    if first.head.head is not second.head:
        return
    outer, dep = second.head.head, second.head.dep
    second.head.children.remove(first.head)
    first.head.head, first.head.dep = outer, dep
    if outer is not None:
        outer.children[outer.children.index(second.head)] = first.head
    _attach(second.head, first.head)
    second.head.dep = "conj"


def _move(token: Token, head: Token) -> bool:
    """Hang a token elsewhere; not below itself, which would make a ring."""
    if token.head is None or token is head or token in head.ancestors():
        return False
    token.head.children.remove(token)
    _attach(token, head)
    return True


def _attach(token: Token, head: Token) -> None:
    token.head = head
    head.children.append(token)
    head.children.sort(key=lambda child: child.i)
