"""Corrects the attachment of phrases and clauses: a small parser attaches them to the nearest or the highest word."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words


def repair_attachment(sentence: Sentence, is_plan: Callable[[Token], bool]) -> None:
    """Reattach wrongly attached words.

    Args:
        sentence: the tree; it is changed in place.
        is_plan: whether a noun can have an infinitive as its complement.
    """
    for token in sentence.tokens:
        _attach_to_plan(token, is_plan)
        _relabel_bare_object(token)
        _attach_particle(sentence, token)
        _relabel_second_subject(sentence, token)
        _separate_date(token)


def _attach_to_plan(act: Token, is_plan: Callable[[Token], bool]) -> None:
    """Attach an infinitive to the plan before it: "announced plans to leave Y"."""
    verb = act.head
    plan = next((c for c in verb.get("obj") if is_plan(c) and any(m.i == c.i + 1 for m in act.get("mark"))), None) if act.dep == "xcomp" and verb is not None else None
    if plan is not None and move(act, plan):
        act.dep = "acl"


def _relabel_bare_object(noun: Token) -> None:
    """Relabel a quantity without a preposition as an object: "offered to hand over to X two of its nationals"."""
    verb = noun.head
    is_quantity = noun.pos == "NUM" and any(opened == "of" for c in noun.get("nmod") for opened in (m.lemma for m in c.get("case")))
    if noun.dep not in ("obl", "obl:unmarked") or verb is None or not is_quantity or noun.get("case"):
        return
    while (act := next((c for c in verb.get("xcomp") if verb.i < c.i < noun.i), None)) is not None:
        verb = act
    if not verb.get("obj") and (verb is noun.head or move(noun, verb)):
        noun.dep = "obj"


def _attach_particle(sentence: Sentence, word: Token) -> None:
    """Attach a particle to its verb, and make the noun after it the object: "ruled out membership"."""
    noun, verb = word.head, sentence.tokens[word.i - 1] if word.i else None
    if word.tag != "RP" or word.dep != "case" or noun is None or verb is None or verb.pos != "VERB" or noun.head is not verb or verb.get("obj"):
        return
    move(word, verb)
    word.dep = "compound:prt"
    if not noun.get("case"):
        noun.dep = "obj"


def _relabel_second_subject(sentence: Sentence, verb: Token) -> None:
    """Relabel the second of two subjects after a comma as an apposition: "X, the envoy to Y, appealed"."""
    subjects = verb.get("nsubj")
    if len(subjects) == 2 and sentence.tokens[subjects[0].i + 1].text == ":":
        # "X: Y arms Z": X only says so.
        subjects[0].dep = "dislocated"
    if len(subjects) != 2 or subjects[0].pos != "PROPN" or subjects[1].pos != "NOUN" or subjects[1].i > verb.i or subjects[1].first("conj", "cc") is not None:
        return
    start = min(t.i for t in subjects[1].subtree() if t.pos != "PUNCT")
    before = sentence.tokens[start - 1] if start else None
    if before is not None and before.text == "," and subjects[1].first("det", "nmod:poss") is not None and move(subjects[1], subjects[0]):
        subjects[1].dep = "appos"


def _separate_date(date: Token) -> None:
    """Make a subject of the name behind a month or day: "In November Hamas fighters attacked Y"."""
    noun = next((t for t in date.ancestors() if t.dep in ("obl", "obl:unmarked", "nsubj")), None)
    verb = noun.head if noun is not None else None
    if date.text.lower() not in words("calendar") or noun is None or verb is None or verb.pos != "VERB" or not date.i < noun.i < verb.i or date.dep not in ("amod", "compound", "flat", "nmod:unmarked"):
        return
    before = [t for t in noun.subtree() if t.i < date.i]
    subject = verb.first("nsubj", "nsubj:pass")
    if (subject is not None and subject is not noun) or any(t.lemma not in words("dated") for t in before):
        return
    for word in (date, *before):
        move(word, verb if word is date else date)
    date.dep, noun.dep = "obl", "nsubj:pass" if verb.first("aux:pass") is not None else "nsubj"
