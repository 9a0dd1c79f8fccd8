"""Corrects the second verb of "X refused to leave Y and arms Z", which the parser coordinates with an infinitive or takes for a noun."""

from __future__ import annotations

from collections.abc import Container

from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token

_FINITE = ("VBZ", "VBD")


def repair_conjuncts(sentence: Sentence, verbs: Container[str]) -> None:
    """Give finite verbs behind "and" their place in the tree.

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation.
    """
    for token in sentence.tokens:
        _make_verb(sentence, token, verbs)
        _raise_finite(token)


def _raise_finite(verb: Token) -> None:
    """Coordinate a finite verb with the main verb, not with the infinitive below it: "X refused to leave Y and accuses Z"."""
    first = verb.head
    if verb.dep != "conj" or first is None or first.tag != "VB" or not first.get("mark") or verb.first("nsubj", "nsubj:pass") is not None:
        return
    finite = verb.tag in _FINITE or any(first.i < aux.i < verb.i for aux in verb.get("aux", "aux:pass"))
    main = next((above for above in first.ancestors() if above.pos in ("VERB", "AUX") and above.first("nsubj", "nsubj:pass") is not None), None)
    if finite and main is not None and main.i < first.i:
        move(verb, main)


def _make_verb(sentence: Sentence, word: Token, verbs: Container[str]) -> None:
    """Make a verb of a plural behind "and" that a name or article follows: "X opposes Y and arms the Z army"."""
    before, behind = sentence.tokens[max(0, word.i - 1)], sentence.tokens[min(word.i + 1, len(sentence.tokens) - 1)]
    above = word.head
    noun_like = word.tag == "NNS" or (word.tag == "VBZ" and above is not None and above.pos in ("NOUN", "PROPN") and word.dep == "conj")
    if not noun_like or word.lemma not in verbs or not word.text.islower() or before.lemma != "and" or not (behind.pos == "DET" or behind.text[:1].isupper()):
        return
    main = next((token for token in word.ancestors() if token.pos == "VERB" and token.i < word.i and token.first("nsubj") is not None), None)
    if main is None or above is None or any(subject.tag in ("NNS", "NNPS") or subject.get("conj") for subject in main.get("nsubj")):
        return
    near = (*word.get("obj"), *word.ancestors(), *main.get("obj", "obl"), *above.get("conj"))
    noun = next((token for token in near if token.i > word.i and token.pos in ("NOUN", "PROPN") and token.first("case") is None), None)
    if noun is None:
        return
    if noun.head is not word:
        inside = [token for token in noun.children if token.i < before.i]
        object_ = next((token for token in reversed(inside) if token.pos in ("NOUN", "PROPN")), None)
        move(noun, main)
        if object_ is not None:
            for child in inside:
                move(child, main if child is object_ else object_)
            object_.dep = "obj"
    if not move(word, main) and word.head is not main:
        return
    move(noun, word)
    move(before, word)
    word.pos, word.tag, word.dep, noun.dep = "VERB", "VBZ", "conj", "obj"
