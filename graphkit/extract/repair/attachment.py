"""Corrects the attachment of phrases and clauses: a small parser attaches them to the nearest or the highest word."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from graphkit.extract.arguments import actor_of_infinitive
from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

# Relations within a noun phrase.
_NOMINAL = ("amod", "compound", "flat", "nmod:unmarked")


def repair_attachment(sentence: Sentence, is_plan: Callable[[Token], bool], places: Container[int], persons: Mapping[int, Token]) -> None:
    """Reattach wrongly attached words.

    Args:
        sentence: the tree; it is changed in place.
        is_plan: whether a noun can have an infinitive as its complement.
        places: positions of the names of places and states.
        persons: by position of the last word of a person's name, its head.
    """
    for token in sentence.tokens:
        _attach_to_plan(token, is_plan)
        _attach_to_actor(token)
        _attach_agent(sentence, token)
        _attach_apposition(token, persons)
        _join_one_another(sentence, token)
        _relabel_bare_object(token)
        _attach_particle(sentence, token)
        _attach_charge(token)
        _relabel_second_subject(sentence, token)
        if token.i in places or token.text.lower() in words("calendar"):
            _separate_opening(sentence, token, token.i in places)


def _attach_to_plan(act: Token, is_plan: Callable[[Token], bool]) -> None:
    """Attach an infinitive to the plan before it: "announced plans to leave Y"."""
    verb = act.head
    plan = next((c for c in verb.get("obj") if is_plan(c) and any(m.i == c.i + 1 for m in act.get("mark"))), None) if act.dep == "xcomp" and verb is not None else None
    if plan is not None and move(act, plan):
        act.dep = "acl"


def _attach_charge(act: Token) -> None:
    """Attach a charge to the verb of accusing, not to the accused: "accused X of supporting Y"."""
    accused = act.head
    verb = accused.head if accused is not None and accused.dep in ("obj", "nsubj:pass") else None
    if act.dep == "acl" and act.tag == "VBG" and verb is not None and verb.lemma in words("object control") and any(m.lemma == "of" for m in act.get("mark")) and move(act, verb):
        act.dep = "advcl"


def _attach_to_actor(act: Token) -> None:
    """Attach an infinitive to the noun before who is to do it: "repeated its call for X to arm Y"."""
    above = act.head
    if above is None or act.dep not in ("advcl", "xcomp") or act.first("nsubj", "nsubj:pass") is not None:
        return
    noun = next((noun for noun in (above, *above.get("obj", "obl", "nsubj", "nsubj:pass")) if actor_of_infinitive(noun, act) is not None), None)
    if noun is not None and noun.pos in ("NOUN", "PROPN") and (noun is above or move(act, noun)):
        act.dep = "acl"


def _attach_apposition(noun: Token, persons: Mapping[int, Token]) -> None:
    """Attach an apposition to the person right before its comma, not to one before: "quarrelled with X over Y, the leader of Z"."""
    if noun.dep not in ("appos", "conj") or noun.head is None or noun.head.pos != "PROPN" or noun.pos != "NOUN" or noun.first("cc") is not None:
        return
    person = persons.get(min(t.i for t in noun.subtree() if t.pos != "PUNCT") - 2)
    if person is not None and noun.head in person.ancestors() and move(noun, person):
        noun.dep = "appos"


def _attach_agent(sentence: Sentence, participle: Token) -> None:
    """Attach the doers behind "by" to the participle, not to the words around it: "rebels backed by X and Y attacked Z"."""
    by = sentence.tokens[participle.i + 1] if participle.i + 1 < len(sentence.tokens) else None
    if participle.dep != "acl" or by is None or by.lemma != "by" or by.head is None:
        return
    verb, agent = by.head, by.head
    if by.dep == "mark" and len(verb.get("nsubj")) == 2 and by.i < (agent := verb.get("nsubj")[1]).i < verb.i and move(agent, participle):
        move(by, agent)
        by.dep, agent.dep = "case", "obl:agent"
    joined = ((noun, noun.first("cc")) for noun in (participle.head.get("conj") if participle.head is not None and agent.head is participle else ()))
    for noun, joint in joined:
        if noun.pos == "PROPN" and joint is not None and joint.i == max(t.i for t in agent.subtree()) + 1 and joint.start - sentence.tokens[joint.i - 1].end <= 1:
            move(noun, agent)


def _join_one_another(sentence: Sentence, another: Token) -> None:
    """Join "one another", parsed as two objects."""
    one = sentence.tokens[another.i - 1] if another.i else None
    if another.lemma == "another" and one is not None and one.lemma == "one" and one.head is another.head and one.dep == another.dep and move(another, one):
        another.dep = "fixed"


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


def _separate_opening(sentence: Sentence, opening: Token, is_place: bool) -> None:
    """Make a subject of the name behind a date or place: "In November Hamas fighters attacked Y", "In Geneva Z accused Y"."""
    noun = next((t for t in (opening, *opening.ancestors()) if t.dep in ("obl", "obl:unmarked", "nsubj")), None)
    verb = noun.head if noun is not None else None
    if noun is None or verb is None or verb.pos != "VERB" or not opening.i <= noun.i < verb.i or not (noun is opening or opening.dep in _NOMINAL):
        return
    before: list[Token] = []
    allowed = words("places of acts") if is_place else words("dated")
    while (at := opening.i - len(before) - 1) >= 0 and sentence.tokens[at].lemma in allowed:
        before.append(sentence.tokens[at])
    subject = verb.first("nsubj", "nsubj:pass")
    if subject not in (None, noun) or not before or any(t.i < opening.i and t not in before for t in noun.subtree()):
        return
    behind = [t for t in opening.children if t.i > opening.i]
    if noun is opening:
        noun = next((t for t in behind if t.dep in ("flat", "compound") and t.pos == "PROPN"), None)
        if noun is None:
            return
        move(noun, verb)
    for word in (opening, *before):
        move(word, verb if word is opening else opening)
    for word in before:
        word.dep = "case"
    for word in behind:
        move(word, noun)
    opening.dep, noun.dep = "obl", "nsubj:pass" if verb.first("aux:pass") is not None else "nsubj"
