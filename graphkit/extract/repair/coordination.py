"""Corrects wrong and missing coordination."""

from __future__ import annotations

from collections.abc import Callable, Container

from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token


def coordinate_as_well_as(sentence: Sentence) -> None:
    """Coordinate Y with the phrase before it, wherever it is attached: "X, as well as Y"."""
    for token in sentence.tokens:
        joined = any(c.lemma == "as" and any(w.lemma == "well" for w in c.get("fixed")) for c in token.get("cc", "advmod", "case"))
        verb = token.head
        if not joined or verb is None or token.dep not in ("obl", "nmod", "advcl", "obj", "parataxis"):
            continue
        before = [c for c in verb.children if c.i < token.i and c.dep in ("nsubj", "obj", "obl", "nsubj:pass")]
        if before:
            move(token, before[-1])
            token.dep = "conj"


def separate_clauses(sentence: Sentence, is_plain_verb: Callable[[Token], bool]) -> None:
    """Give each of two coordinated clauses its own parts, if the parser coordinated B and C: "A condemned B and C condemned D".

    Args:
        sentence: the tree; it is changed in place.
        is_plain_verb: whether a verb can have an object, but no clause, as its complement.
    """
    for verb in sentence.tokens:
        above, object_ = verb.head, verb.first("nsubj")
        if verb.dep != "ccomp" or above is None or object_ is None or above.get("obj") or verb.get("mark") or not is_plain_verb(above):
            continue
        doer = object_.first("conj")
        if doer is None or not above.i < object_.i < doer.i < verb.i or doer.first("cc") is None or len(object_.get("conj")) > 1:
            continue
        move(object_, above)
        move(doer, verb)
        object_.dep, doer.dep, verb.dep = "obj", "nsubj", "conj"


def coordinate_objects(sentence: Sentence) -> None:
    """Coordinate a noun with the object right before it, not with the verb: "X bombed Y and its ally Z".

    Args:
        sentence: the tree; it is changed in place.
    """
    for noun in sentence.tokens:
        verb, joint = noun.head, noun.first("cc")
        if noun.dep != "conj" or noun.pos not in ("NOUN", "PROPN") or verb is None or verb.pos != "VERB" or joint is None or noun.first("nsubj", "cop", "case") is not None:
            continue
        named = verb.first("obj")
        if named is not None and named.i == joint.i - 1:
            move(noun, named)


def coordinate_verbs(sentence: Sentence, verbs: Container[str]) -> None:
    """Coordinate a verb that was parsed as a modifier of its object: "X suspended Y and imposed sanctions on Z".

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation or lend it a subject.
    """
    for word in sentence.tokens:
        noun, joint = word.head, word.first("cc")
        if word.tag != "VBN" or word.dep != "amod" or word.lemma not in verbs or noun is None or joint is None or joint.i != word.i - 1:
            continue
        verb = noun.head
        if verb is not None and verb.pos == "VERB" and any(c is not noun and verb.i < c.i < joint.i for c in verb.get("obj")) and noun.dep in ("obj", "conj") and move(word, verb):
            move(noun, word)
            word.dep, word.pos, word.tag, noun.dep = "conj", "VERB", "VBD", "obj"
