"""Corrects verbs and noun sequences that the parser confused within longer sentences.

Each rule examines only a word, its neighbours and its head.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from graphkit.extract.repair.tree import move, promote
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words


def repair_misparsed_verbs(sentence: Sentence, verbs: Container[str], clause_verbs: Container[str], may_act: Callable[[Token], bool]) -> None:
    """Relabel words that can only be verbs in their position.

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation.
        clause_verbs: those, and lemmas that determine the status of a relation.
        may_act: whether a word is a name or a noun for a possible agent.
    """
    for token in sentence.tokens:
        _repair_perfect(sentence, token, clause_verbs)
        _repair_between(token)
        _repair_progressive(sentence, token, verbs)
        _join_nouns(sentence, token, verbs)
        _repair_verb_of_passive(sentence, token, clause_verbs)
        _make_verb_of_noun(sentence, token, verbs, may_act)
        _make_verb_of_predicate(token, verbs)
        if token.dep == "advcl:relcl":
            token.dep = "acl:relcl"


def _join_nouns(sentence: Sentence, noun: Token, verbs: Container[str]) -> None:
    """Join adjacent nouns into one phrase: "by the state crimes court"."""
    before = sentence.tokens[noun.i - 1] if noun.i else None
    misread = noun.tag in ("VB", "VBP") and (noun.dep == "obj" or (noun.dep == "xcomp" and noun.lemma not in verbs))
    second_object = noun.dep == "obj" and before is not None and before.dep == "obj" and before.head is noun.head
    nominal = noun.tag in ("NN", "NNS", "NNP") and (second_object or noun.dep in ("xcomp", "ccomp", "advcl", "dep"))
    if before is None or not (misread or nominal):
        return
    joined = before.tag in ("NN", "NNS") and noun.head is not None and noun.head in before.ancestors() and before.dep in ("obl", "obl:agent", "obj", "nmod")
    if not joined or not noun.text.islower() or noun.first("case", "det", "mark", "cop", "nsubj", "aux", "obj", "amod") is not None:
        return
    outer, dep = before.head, before.dep
    for child in list(before.children):
        move(child, noun)
    if outer is not None:
        move(noun, outer)
    move(before, noun)
    before.dep, noun.dep = "compound", dep
    if misread:
        noun.pos, noun.tag = "NOUN", "NN"


def _repair_perfect(sentence: Sentence, verb: Token, verbs: Container[str]) -> None:
    """Make a participle after "have" the verb, instead of a modifier of its object: "X had lifted sanctions", "X have beaten dozens, Y said"."""
    have = sentence.tokens[verb.i - 1] if verb.i else None
    noun = verb.head
    if verb.tag != "VBN" or verb.dep != "amod" or verb.lemma not in verbs or noun is None or noun.i < verb.i or have is None or have.lemma != "have":
        return
    outer = noun.head
    if outer is have and noun.dep == "obj":
        _replace(have, verb)
        have.dep = "aux"
        move(noun, verb)
        for child in [c for c in have.children if c is not verb]:
            move(child, verb)
    elif have.head is noun and have.dep == "aux":
        _replace(noun, verb)
        for child in [c for c in noun.children if c.i < verb.i or c.dep == "punct"]:
            move(child, verb)
    elif have.dep == "aux" and outer is not None and have.head is outer:
        promote(noun, verb)
        verb.dep = "ccomp" if outer.lemma in words("saying") else "xcomp"
        move(have, verb)
        for subject in [c for c in outer.get("nsubj") if c.i < have.i]:
            move(subject, verb)
    else:
        return
    noun.dep, verb.pos = "obj", "VERB"


def _repair_between(noun: Token) -> None:
    """Attach Y to X in "Talks between X and Y resumed", instead of to the verb."""
    first = next((c for c in noun.get("nmod") if any(k.lemma == "between" for k in c.get("case"))), None)
    verb = noun.first("conj")
    said = verb is not None and (verb.pos == "VERB" or (verb.tag == "JJ" and verb.text.endswith("ed")))
    if first is None or verb is None or noun.dep != "root" or not said or first.first("conj") is not None:
        return
    second = verb.first("nsubj", "nsubj:pass")
    joined = next((c for c in verb.get("cc") if c.lemma == "and"), None)
    if second is None or joined is None or not first.i < joined.i < second.i < verb.i:
        return
    dep = second.dep
    move(second, first)
    second.dep = "conj"
    move(joined, second)
    promote(noun, verb)
    verb.dep, noun.dep, verb.pos = "root", dep, "VERB"
    verb.tag = "VBD" if verb.tag == "JJ" else verb.tag


def _repair_verb_of_passive(sentence: Sentence, token: Token, verbs: Container[str]) -> None:
    """Make a verb of a plural before "being": "X fears being attacked by Y"."""
    being = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
    passive = token.head
    name = token.first("compound")
    if being is None or being.text != "being" or passive is None or being.head is not passive or token.tag != "NNS" or token.lemma not in verbs or name is None:
        return
    _replace(passive, token)
    token.pos, token.tag, passive.dep, name.dep = "VERB", "VBZ", "xcomp", "nsubj"
    for child in [c for c in passive.children if c.i < token.i]:
        move(child, token)


def _verb_of_gerund(word: str, verbs: Container[str]) -> str | None:
    stem = word.lower().removesuffix("ing")
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return next((s for s in (stem, stem + "e", doubled) if s in verbs), None)


def _repair_progressive(sentence: Sentence, verb: Token, verbs: Container[str]) -> None:
    """Make a progressive of a copula with a modified noun: "Iran is training fighters"."""
    noun = verb.head
    before = sentence.tokens[verb.i - 1] if verb.i else None
    lemma = _verb_of_gerund(verb.text, verbs) if verb.text.endswith("ing") else None
    if lemma is None or before is None or before.lemma != "be" or before.dep != "cop" or noun is None:
        return
    if verb.dep not in ("compound", "amod") or before.head is not noun or noun.first("nsubj") is None or noun.tag == "NN":
        return
    dep = noun.dep
    promote(noun, verb)
    verb.dep, verb.pos, verb.tag, verb.lemma, noun.dep = dep, "VERB", "VBG", lemma, "obj"
    for child in [c for c in noun.children if c.i < verb.i and c.dep in ("nsubj", "cop", "advmod", "aux")]:
        move(child, verb)
    before.dep = "aux"


def _make_verb_of_noun(sentence: Sentence, token: Token, verbs: Container[str], may_act: Callable[[Token], bool]) -> None:
    """Make a verb of a noun after a plural agent that has an object: "Analysts say the Houthis shelter X"."""
    governor = token.head
    before = sentence.tokens[token.i - 1] if token.i else None
    said = governor is not None and governor.lemma in words("saying")
    without_governor = governor is None and token.first("obj") is not None
    if token.tag != "NN" or token.lemma not in verbs or before is None or not (said or without_governor):
        return
    plural = before.tag in ("NNS", "NNPS") or before.text.endswith("s")
    noun = next((c for c in token.get("obj", "appos", "nmod:unmarked", "nmod") if c.i > token.i and c.first("case") is None), None)
    if before.head is not token or not plural or not may_act(before) or noun is None:
        return
    if governor is not None and governor.i > before.i:
        return
    token.pos, token.tag, noun.dep, before.dep = "VERB", "VBP", "obj", "nsubj"
    token.dep = "ccomp" if said else token.dep
    for child in [c for c in token.children if c.i < before.i]:
        move(child, before)


def _make_verb_of_predicate(word: Token, verbs: Container[str]) -> None:
    """Relabel as a verb what has a subject and an object: "X no longer backs Y"."""
    subject, object_ = word.first("nsubj"), word.first("obj")
    if word.pos not in ("NOUN", "ADJ") or subject is None or object_ is None or not subject.i < word.i < object_.i or word.first("cop", "case", "det") is not None:
        return
    stems = (word.text[:-1], word.text[:-2]) if word.text.endswith(("s", "d")) else ()
    lemma = next((stem for stem in stems if stem in verbs), None)
    if lemma is not None:
        word.pos, word.tag, word.lemma = "VERB", "VBD" if word.text.endswith("d") else "VBZ", lemma


def _replace(top: Token, verb: Token) -> None:
    """Replace a word by its descendant, which takes its relation too."""
    verb.dep = top.dep
    promote(top, verb)
