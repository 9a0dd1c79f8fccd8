"""Corrects the second verb of "X refused to leave Y and arms Z", which the parser coordinates with an infinitive or takes for a noun."""

from __future__ import annotations

from collections.abc import Container

from graphkit.extract.repair.tree import move, promote
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
        _part_clause(sentence, token)


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


def _part_clause(sentence: Sentence, verb: Token) -> None:
    """Give the verb behind an apposition its subject, which was coordinated with the object before: "X armed Y, and Z, a neighbour, has said little"."""
    main = next((token for token in verb.get("ccomp") if token.i < verb.i and not token.get("mark")), None) if verb.dep == "root" else verb.head if verb.dep == "parataxis" else None
    if main is None or not verb.tag.startswith("VB") or verb.first("nsubj", "nsubj:pass") is not None or main.i > verb.i:
        return
    start = min((aux.i for aux in verb.get("aux", "aux:pass")), default=verb.i)
    nouns = (token for token in sentence.tokens[main.i + 1 : start] if token.dep == "conj" and token.pos in ("NOUN", "PROPN"))
    noun = next((token for token in nouns if (joint := token.first("cc")) is not None and joint.lemma == "and" and sentence.tokens[joint.i - 1].text == ","), None)
    if noun is None or sentence.tokens[start - 1].text != "," or any(token.pos in ("VERB", "AUX") for token in sentence.tokens[noun.i : start]):
        return
    if verb.dep == "root":
        promote(verb, main)
        main.dep = "root"
    move(noun, verb)
    verb.dep, noun.dep = "conj", "nsubj"
    for joint in noun.get("cc"):
        move(joint, verb)
