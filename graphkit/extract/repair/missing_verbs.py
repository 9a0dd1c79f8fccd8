"""Restores the verb of a clause that was parsed without one, and corrects wrongly joined clauses.

Headlines, short sentences and unknown names are often parsed so: if the root is a noun, and one of its words can express a
relation and follows a possible agent, that word is the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from itertools import pairwise

from graphkit.extract.arguments import agents
from graphkit.extract.repair.noun_roots import (
    attach_preceding,
    relabel_past_tense_root,
    relabel_plural_root,
    restore_adjective_verb,
    restore_conjunct_verb,
    restore_headline_infinitive,
)
from graphkit.extract.repair.tree import attach, move
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_NOMINAL = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod")


def restore_missing_verb(sentence: Sentence, verbs: Container[str], may_act: Callable[[Token], bool]) -> None:
    """Make a verb the root if the parse has a noun there.

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation.
        may_act: whether a word denotes a possible agent.
    """
    _coordinate_subjects(sentence)
    _separate_reported_clause(sentence)
    _coordinate_past_tense(sentence)
    for token in list(sentence.tokens):
        _relabel_infinitive(token)
        _coordinate_after_relative(sentence, token)
        _relabel_reduced_clause(token)
        _reattach_up_to(sentence, token)
        _restore_subjunctive(sentence, token, verbs, may_act)
        _restore_gerund(sentence, token, verbs)
    root = sentence.root
    relabel_past_tense_root(root, verbs)
    if root.pos not in ("NOUN", "PROPN") or root.first("cop", "nsubj", "nsubj:pass", "aux") is not None:
        return
    if not (restore_headline_infinitive(root) or restore_conjunct_verb(root, may_act) or restore_adjective_verb(sentence, root, verbs, may_act)):
        relabel_plural_root(sentence, root, verbs, may_act)


def _reattach_up_to(sentence: Sentence, token: Token) -> None:
    """Reattach "up to" before a number, which is not a direction: "Up to 1,000 Turks began"."""
    to = token.first("case")
    if to is None or to.lemma != "to" or not to.i or sentence.tokens[to.i - 1].text.lower() != "up":
        return
    if token.first("nummod") is not None:
        token.children.remove(to)
        move(sentence.tokens[to.i - 1], token)
        to.dep, sentence.tokens[to.i - 1].dep = "advmod", "advmod"
        to.head = token
        token.children.insert(0, to)
        verb = token.head
        if token.dep == "obl" and verb is not None and token.i < verb.i and verb.first("nsubj") is None:
            token.dep = "nsubj"
        elif token.dep == "obl" and verb is not None and verb.first("obj") is None:
            token.dep = "obj"


def _relabel_reduced_clause(verb: Token) -> None:
    """Turn a clause in the position of a noun into a modifier of its subject: "X operating in Y said", "by X armed with Y"."""
    if verb.pos != "VERB" or verb.tag not in ("VBG", "VBN", "VBD") or verb.dep not in _NOMINAL or verb.head is None:
        return
    noun = verb.first("nsubj", "nsubj:pass")
    if noun is None or noun.i > verb.i or verb.first("aux", "mark", "aux:pass") is not None:
        return
    outer, dep = verb.head, verb.dep
    verb.children.remove(noun)
    outer.children[outer.children.index(verb)] = noun
    noun.head, noun.dep = outer, dep
    attach(verb, noun)
    verb.dep, verb.tag = "acl", "VBG" if verb.tag == "VBG" else "VBN"
    for preposition in [c for c in verb.get("case") if c.i < noun.i]:
        move(preposition, noun)


def _coordinate_after_relative(sentence: Sentence, verb: Token) -> None:
    """ "X, who led A, met B and said": what follows a clause between commas goes on with the main verb."""
    clause = verb.head
    if verb.dep != "conj" or clause is None or clause.dep != "acl:relcl" or clause.head is None or verb.get("nsubj"):
        return
    main = clause.head.head
    tokens = sentence.tokens
    opened = any(t.text == "," for t in tokens[clause.head.i + 1 : clause.i])
    closed = any(t.text == "," for t in tokens[clause.i : verb.i - 1])
    joined = any(t.lemma in ("and", "but") for t in tokens[max(clause.i, verb.i - 4) : verb.i])
    finite = verb.tag in ("VBD", "VBZ", "VBP")
    if opened and closed and joined and finite and main is not None and main.pos == "VERB":
        move(verb, main)


def _relabel_infinitive(token: Token) -> None:
    """Relabel a noun after "to" as a verb: "offered to hand over"."""
    clause = token.pos == "NOUN" and token.dep in ("xcomp", "advcl", "acl", "ccomp") and token.tag == "NN"
    if clause and any(m.tag == "TO" and m.i == token.i - 1 for m in token.get("mark")):
        token.pos, token.tag, token.lemma = "VERB", "VB", token.text.lower()


def _restore_subjunctive(
    sentence: Sentence, noun: Token, verbs: Container[str], may_act: Callable[[Token], bool]
) -> None:
    """Restore a bare verb parsed as part of its object: "demanded that the government end curbs"."""
    if noun.pos != "NOUN" or noun.dep != "ccomp" or noun.first("cop", "nsubj") is not None or noun.first("mark") is None:
        return
    for verb in noun.get("compound", "amod"):
        before = sentence.tokens[verb.i - 1] if verb.i else None
        if before is None or verb.text.lower() not in verbs or not may_act(before) or before.head not in (noun, verb):
            continue
        outer, dep = noun.head, noun.dep
        if outer is None:
            return
        noun.children.remove(verb)
        verb.head, verb.dep, verb.pos, verb.tag, verb.lemma = outer, dep, "VERB", "VB", verb.text.lower()
        outer.children[outer.children.index(noun)] = verb
        attach(noun, verb)
        noun.dep = "obj"
        for mark in noun.get("mark"):
            move(mark, verb)
        attach_preceding(noun, verb, before)
        return


def _coordinate_subjects(sentence: Sentence) -> None:
    """Coordinate two subjects of one verb joined by "and": "X and Y signed"."""
    for verb in sentence.tokens:
        subjects = verb.get("nsubj")
        for first, second in pairwise(subjects):
            joint = any(c.lemma in ("and", "or") for c in (*second.get("cc"), *verb.get("cc")) if first.i < c.i < second.i)
            listed = second.first("conj") is not None and all(
                t.text == "," or t.dep in ("det", "amod", "compound") for t in sentence.tokens[first.i + 1 : second.i]
            )
            if (joint or listed) and second.i < verb.i:
                second.dep = "conj"
                move(second, first)


def _separate_reported_clause(sentence: Sentence) -> None:
    """Give the first of two subjects its own verb, parsed as a participle: "X resorted to Y, officials said"."""
    for verb in sentence.tokens:
        for first, second in pairwise(verb.get("nsubj")):
            clause = next((c for c in first.get("acl") if c.tag in ("VBN", "VBD") and first.i < c.i < second.i < verb.i), None)
            if clause is None or not any(t.text == "," for t in sentence.tokens[clause.i : second.i]) or agents(clause):
                continue
            first.children.remove(clause)
            attach(clause, verb)
            clause.dep, clause.tag = "ccomp", "VBD"
            move(first, clause)


def _coordinate_past_tense(sentence: Sentence) -> None:
    """Coordinate a past tense with the main verb, not with an infinitive: "X urged Y to do A and called on Z", "X said Y could not do A, and called"."""
    for verb in sentence.tokens:
        act = verb.head
        if verb.dep != "conj" or verb.tag not in ("VBD", "VBN") or act is None or act.tag not in ("VB", "VBG") or verb.first("aux", "aux:pass", "mark", "nsubj"):
            continue
        main = act.head
        marked = any(m.lemma in ("to", "of") for m in act.get("mark"))
        plain = act.first("aux") is None if marked else any(c.tag == "MD" for c in act.get("aux")) and verb.first("cc") is not None
        if plain and main is not None and main.tag == "VBD" and act.dep in (("xcomp", "ccomp", "advcl") if marked else ("ccomp",)):
            move(verb, main)
            verb.tag = "VBD"


def _restore_gerund(sentence: Sentence, word: Token, verbs: Container[str]) -> None:
    """Make a gerund of what was parsed as part of its object's name: "accused X of bombing Y"."""
    name, accused = word.head, None
    if name is None or name.i != word.i + 1 or not word.text.endswith("ing") or word.dep not in ("compound", "amod"):
        return
    stems = (word.lemma, word.text[:-3].lower(), word.text[:-3].lower() + "e")
    lemma = next((stem for stem in stems if stem in verbs), None)
    opens = name.first("case")
    accused = next((t for t in name.ancestors() if t.pos == "VERB" and t.lemma in words("object control")), None)
    if lemma is None or opens is None or opens.i != word.i - 1 or accused is None or (name.pos != "PROPN" and opens.lemma != "of"):
        return
    move(word, accused)
    word.pos, word.tag, word.dep, word.lemma = "VERB", "VBG", "advcl", lemma
    move(opens, word)
    opens.dep = "mark"
    move(name, word)
    name.dep = "obj"
