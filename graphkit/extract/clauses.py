"""Finds the verb of a clause whose parse has none: headlines, short sentences, names it never saw.

A sentence of the news has a verb. Where the root is a noun and a word of it can be the verb
of a relation, with somebody who can act right before it, that word is the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from itertools import pairwise

from graphkit.extract.repair import attach, move
from graphkit.nlp import Sentence, Token

_FINITE = ("VBD", "VBZ", "VBP", "VBN", "VB")
_BEFORE = ("det", "nmod:poss", "amod", "compound", "nmod:desc", "nummod", "case", "nmod", "flat", "appos", "acl", "punct")


def find_verb(sentence: Sentence, verbs: Container[str], agent: Callable[[Token], bool]) -> None:
    """Make a verb the root where the parse has a noun there.

    Args:
        sentence: the tree; it is changed.
        verbs: lemmas that can be the verb of a relation.
        agent: whether a word names somebody who can act.
    """
    _join_subjects(sentence)
    root = sentence.root
    if root.pos not in ("NOUN", "PROPN") or root.first("cop", "nsubj", "nsubj:pass", "aux") is not None:
        return
    if not (_behind_name(root) or _between(sentence, root, verbs, agent)):
        _root_itself(sentence, root, verbs, agent)


def _join_subjects(sentence: Sentence) -> None:
    """ "X and Y signed": two subjects of one verb with "and" between them are one."""
    for verb in sentence.tokens:
        own = verb.get("nsubj")
        for first, second in pairwise(own):
            joint = any(c.lemma in ("and", "or") for c in (*second.get("cc"), *verb.get("cc")) if first.i < c.i < second.i)
            if joint and second.i < verb.i:
                second.dep = "conj"
                move(second, first)


def _behind_name(root: Token) -> bool:
    """ "X, backed by Y, took Z": the verb hangs on its subject, as if coordinated with it."""
    verb = next((c for c in root.get("conj", "parataxis", "appos") if c.pos == "VERB" and c.tag in _FINITE), None)
    if verb is None or root.pos != "PROPN" or verb.tag == "VB" or verb.i < root.i:
        return False
    own, joint = verb.first("nsubj"), verb.first("cc") or root.first("cc")
    if own is not None and not (joint is not None and root.i < joint.i < own.i):
        return False
    if own is None and joint is not None and joint.i > root.i and joint.head is verb:
        return False
    _lift(root, verb)
    if own is not None:
        own.dep = "conj"
        move(own, root)
    return True


def _between(sentence: Sentence, root: Token, verbs: Container[str], agent: Callable[[Token], bool]) -> bool:
    """ "Y's army shelled positions": the verb was taken for an adjective of its object."""
    for verb in root.get("amod", "compound", "acl"):
        before = sentence.tokens[verb.i - 1] if verb.i else None
        own = verb.first("nsubj")
        if own is not None and verb.lemma in verbs and own.i < verb.i < root.i:
            _lift(root, verb)
            root.dep = "obj"
            return True
        if before is None or verb.lemma not in verbs or verb.tag not in ("VBN", "VBD", "VBZ", "NNS", "JJ"):
            continue
        if before.head is root and before.i < verb.i and agent(before) and before.dep in _BEFORE:
            _lift(root, verb)
            root.dep = "obj"
            _take(root, verb, before)
            return True
    return False


def _root_itself(
    sentence: Sentence, root: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "The army fights X": the verb was taken for a plural that the army is a part of."""
    before = sentence.tokens[root.i - 1] if root.i else None
    behind = sentence.tokens[root.i + 1] if root.i + 1 < len(sentence.tokens) else None
    if before is None or behind is None or root.tag not in ("NNS", "NN", "NNP", "NNPS") or root.lemma not in verbs:
        return
    opens = behind.pos in ("PROPN", "DET", "PRON") or behind.text[:1].isupper() or behind.tag in ("VBG", "TO")
    if not agent(before) or before.head is not root or not (opens and root.text.endswith("s")):
        return
    root.pos, root.tag = "VERB", "VBZ"
    for complement in root.get("acl"):
        complement.dep = "xcomp"
    target = next((c for c in root.children if c.i > root.i and c.dep in ("appos", "nmod", "dep", "compound", "obj", "flat") and c.first("case") is None), None)
    if target is not None:
        target.dep = "obj"
    _take(root, root, before)


def _take(noun: Token, verb: Token, subject: Token) -> None:
    """What stands before the verb belongs to its subject."""
    for child in [c for c in noun.children if c is not subject and c.i < verb.i and c.dep in _BEFORE]:
        if child is not verb:
            move(child, subject)
    subject.dep = "nsubj"
    if subject.head is not verb:
        move(subject, verb)


def _lift(root: Token, verb: Token) -> None:
    """Make the verb the root, with the old root as its subject."""
    root.children.remove(verb)
    verb.head, verb.dep, verb.pos = None, "root", "VERB"
    if verb.tag not in _FINITE:
        verb.tag = "VBD" if verb.text.endswith("ed") else "VBZ"
    if verb.tag == "VBN":
        verb.tag = "VBD"
    root.dep = "nsubj"
    attach(root, verb)
