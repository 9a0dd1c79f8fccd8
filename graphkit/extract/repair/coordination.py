"""Corrects wrong and missing coordination."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token


def relabel_reporting_clauses(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Relabel a reporting clause after a comma as parataxis, not coordination: "X arms Y, diplomats say".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    for verb in sentence.tokens:
        subject = verb.first("nsubj")
        if verb.dep != "conj" or verb.first("cc") is not None or subject is None or subject.i > verb.i or not is_reporting_verb(verb):
            continue
        first = min(t.i for t in (subject, *subject.children) if t.pos != "PUNCT")
        if first and sentence.tokens[first - 1].text == "," and not verb.get("obj", "ccomp"):
            verb.dep = "parataxis"


def raise_closing_clause(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Attach a reporting clause at the end of a sentence to the main verb, wherever its words are attached: "X arms Y, a UN report said".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    comma = next((t.i for t in reversed(sentence.tokens) if t.text == ","), 0)
    main, last = sentence.root, sentence.tokens[comma + 1 :]
    verb = next((t for t in last if t.tag.startswith("VB")), None)
    if not 0 < main.i < comma or main.pos != "VERB" or verb is None or not is_reporting_verb(verb) or verb.dep in ("xcomp", "conj"):
        return
    nouns = [t for t in last[: next((i for i, t in enumerate(last) if t.pos == "ADP"), None)] if t.pos in ("NOUN", "PROPN", "PRON") and t.i < verb.i]
    if not nouns or last[0].pos in ("ADP", "CCONJ") or any(t is not verb and (t.pos in ("VERB", "AUX", "SCONJ", "ADV") or t.tag[0] == "W") for t in last):
        return
    verb.pos, verb.dep, nouns[-1].dep = "VERB", "parataxis", "nsubj"
    move(verb, main)
    move(nouns[-1], verb)
    for token in last:
        if token.i < verb.i and token.head not in last:
            move(token, nouns[-1])


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
