"""Hangs phrases and clauses where they belong: a small parser takes the nearest or the highest word."""

from __future__ import annotations

from collections.abc import Container

from graphkit.extract.repair import attach, move
from graphkit.nlp import Sentence, Token

# What an act leads to: who did the act has done this too.
_RESULTS = ("kill", "wound", "injure", "destroy", "damage", "displace")
_DEMANDING = ("demand", "insist", "urge", "request", "propose", "recommend")
_HYPHENS = ("-", "–", "\u2011")


def attach_rightly(sentence: Sentence, prefixes: Container[str]) -> None:
    """Move what hangs on the wrong word.

    Args:
        sentence: the tree; it is changed.
        prefixes: words that make an adjective of a name with a hyphen ("pro").
    """
    for token in sentence.tokens:
        _clause_of_noun(token)
        _same_mark(token)
        _result(token)
        _bare_object(token)
        _backing(token)
        _second_object(token)
        _lower_case(sentence, token)
        _by_whom(sentence, token)
        _particle(sentence, token)
        _second_past(token)
        _said_by_second(token)
        _two_subjects(sentence, token)
        if token.lemma in _DEMANDING:
            _demanded(sentence, token)
        if token.lemma in prefixes:
            _prefix(sentence, token)


def _clause_of_noun(verb: Token) -> None:
    """ "X threatened sanctions, and Y froze funds": a clause with a subject is coordinated with a clause."""
    noun = verb.head
    if verb.dep != "conj" or verb.pos != "VERB" or verb.first("nsubj") is None or noun is None or noun.pos != "NOUN":
        return
    above = noun.head
    if noun.dep in ("obj", "obl") and above is not None and above.pos == "VERB" and above.i < noun.i < verb.i:
        move(verb, above)


def _same_mark(verb: Token) -> None:
    """ "accused X of ignoring Y, or even of aiding them": what the same word opens goes together."""
    above, mark = verb.head, verb.first("mark", "case")
    if verb.dep != "conj" or verb.tag != "VBG" or above is None or mark is None:
        return
    like = [c for c in above.get("advcl", "xcomp") if c.i < verb.i and any(m.lemma == mark.lemma for m in c.get("mark", "case"))]
    if like and not above.get("mark"):
        move(verb, like[-1])


def _result(verb: Token) -> None:
    """ "X cut ties after Y bombed Z, killing W": who did what was told last has killed."""
    main = verb.head
    if verb.dep != "advcl" or verb.tag != "VBG" or verb.lemma not in _RESULTS or main is None or verb.get("mark", "case"):
        return
    if main.dep == "acl" and main.tag in ("VBN", "VBD"):
        # "rockets hit a base used by X, killing Y": X has only used the base.
        above = next((t for t in main.ancestors() if t.pos == "VERB"), None)
        if above is not None:
            move(verb, above)
        return
    between = [
        t
        for t in main.subtree()
        if main.i < t.i < verb.i and t.pos == "VERB" and t.dep in ("advcl", "ccomp", "conj") and t.first("nsubj", "nsubj:pass") is not None
    ]
    if between:
        move(verb, max(between, key=lambda t: t.i))


def _bare_object(thing: Token) -> None:
    """ "offered to hand over to X two of its nationals": a number of somebody without a preposition is an object."""
    verb = thing.head
    counted = thing.pos == "NUM" and any(opened == "of" for c in thing.get("nmod") for opened in (m.lemma for m in c.get("case")))
    if thing.dep not in ("obl", "obl:unmarked") or verb is None or not counted or thing.get("case"):
        return
    while (act := next((c for c in verb.get("xcomp") if verb.i < c.i < thing.i), None)) is not None:
        verb = act
    if not verb.get("obj") and (verb is thing.head or move(thing, verb)):
        thing.dep = "obj"


def _backing(word: Token) -> None:
    """ "fought X, with backing from Y": the noun, not the act."""
    opens = word.first("mark")
    if word.text.lower() == "backing" and word.tag == "VBG" and opens is not None and opens.lemma == "with" and not word.get("obj"):
        word.pos, word.tag, word.lemma, word.dep, opens.dep = "NOUN", "NN", "backing", "obl", "case"
        for phrase in word.get("obl"):
            phrase.dep = "nmod"


def _second_object(verb: Token) -> None:
    """ "overthrow her with the help of tycoon X": a name behind a phrase is no second object, it says who that was."""
    own = verb.get("obj")
    between = [c for c in verb.get("obl") if len(own) == 2 and own[0].i < c.i < own[1].i]
    last = max((t for c in between for t in c.subtree() if t.pos == "NOUN"), key=lambda t: t.i, default=None)
    if last is not None and own[1].pos == "PROPN" and last.i == min(t.i for t in own[1].subtree()) - 1 and move(own[1], last):
        own[1].dep = "appos"


def _lower_case(sentence: Sentence, word: Token) -> None:
    """ "X thereupon broke off ties": a word in small letters between a name and its verb is an adverb."""
    verb = word.head
    name = next((c for c in word.get("compound", "amod", "flat", "nmod:desc", "nsubj") if c.pos == "PROPN" and c.i == word.i - 1), None)
    if word.tag != "NNP" or not word.text.islower() or word.dep != "nsubj" or name is None or verb is None or verb.i != word.i + 1:
        return
    for child in [name, *(c for c in word.children if c is not name)]:
        if move(child, verb if child is name else name) and child is name:
            name.dep = "nsubj"
    word.pos, word.tag, word.dep = "ADV", "RB", "advmod"


def _particle(sentence: Sentence, word: Token) -> None:
    """ "ruled out membership": the particle is the verb's, and what follows its object."""
    noun, verb = word.head, sentence.tokens[word.i - 1] if word.i else None
    if word.tag != "RP" or word.dep != "case" or noun is None or verb is None or verb.pos != "VERB" or noun.head is not verb or verb.get("obj"):
        return
    move(word, verb)
    word.dep = "compound:prt"
    if not noun.get("case"):
        noun.dep = "obj"


def _by_whom(sentence: Sentence, by: Token) -> None:
    """ "the coalition led by X struck Y": who stands behind "by" has led, and has not struck."""
    verb, behind = by.head, sentence.tokens[by.i + 1 : by.i + 3]
    led = sentence.tokens[by.i - 1] if by.i else None
    doer = next((t for t in behind if t.dep == "nsubj" and t.head is verb), None)
    if by.lemma != "by" or by.dep != "mark" or led is None or led.tag not in ("VBN", "VBD") or led.dep != "acl" or doer is None or not move(doer, led):
        return
    led.tag, doer.dep = "VBN", "obl:agent"
    move(by, doer)
    by.dep = "case"


def _second_past(verb: Token) -> None:
    """ "called the charges lies and blamed Y": a past tense is not coordinated with what something is called."""
    called = verb.head
    main = called.head if called is not None else None
    if verb.dep != "conj" or verb.tag not in ("VBD", "VBN") or verb.first("cc") is None or called is None or main is None:
        return
    if called.dep != "xcomp" or called.tag != "VBZ" or main.tag != "VBD" or not move(verb, main):
        return
    verb.tag = "VBD"
    for child in [c for c in (*called.children, *main.children) if c.i > verb.i and c.dep in ("obj", "obl", "advcl", "xcomp")]:
        move(child, verb)


def _said_by_second(verb: Token) -> None:
    """ "X complained about Y, and its minister, Z, said ...": the minister says what follows, not what stands before."""
    clause = next((c for c in verb.get("ccomp") if c.i < verb.i and c.first("nsubj") is not None), None)
    speaker = clause.first("conj") if clause is not None else None
    if verb.pos != "VERB" or verb.first("nsubj") is not None or clause is None or speaker is None:
        return
    if speaker.pos in ("NOUN", "PROPN") and clause.i < speaker.i < verb.i and speaker.first("cc") is not None and move(speaker, verb):
        speaker.dep, clause.dep = "nsubj", "conj"


def _two_subjects(sentence: Sentence, verb: Token) -> None:
    """ "X, the envoy to Y, appealed": of two subjects with a comma between, the second says what the first is."""
    own = verb.get("nsubj")
    if len(own) != 2 or own[0].pos != "PROPN" or own[1].pos != "NOUN" or own[1].i > verb.i or own[1].first("conj", "cc") is not None:
        return
    start = min(t.i for t in own[1].subtree() if t.pos != "PUNCT")
    before = sentence.tokens[start - 1] if start else None
    if before is not None and before.text == "," and own[1].first("det", "nmod:poss") is not None and move(own[1], own[0]):
        own[1].dep = "appos"


def _demanded(sentence: Sentence, verb: Token) -> None:
    """ "demanded that X resign": the bare word behind the name is what X is to do, not a thing of his."""
    rest = sentence.tokens[verb.i + 1 : verb.i + 7]
    if len(rest) < 3 or rest[0].lemma != "that" or verb.pos != "VERB":
        return
    names = [t for t in rest[1:] if t.pos == "PROPN" or t.lemma == "the"]
    act = rest[len(names) + 1] if len(names) + 1 < len(rest) else None
    name = rest[len(names)] if names else None
    if act is None or name is None or name.pos != "PROPN" or act.tag != "NN" or not act.text.islower() or any(c is not rest[0] for c in act.get("det")) or act in verb.ancestors():
        return
    for child in list(act.children):
        if child.i > act.i or child.dep == "conj":
            continue
        child.dep = "nsubj" if child is name else child.dep
    if not (act.head is verb or move(act, verb)):
        return
    act.pos, act.tag, act.dep, act.lemma = "VERB", "VB", "ccomp", act.text.lower()
    if name.head is not act and not move(name, act):
        return
    name.dep = "nsubj"
    move(rest[0], act)
    rest[0].dep = "mark"
    for clause in [c for c in verb.get("ccomp") if c is not act and c.tag == "VBG"]:
        clause.dep = "advcl"


def _prefix(sentence: Sentence, prefix: Token) -> None:
    """ "the leader of the pro-X Young Patriots": the prefix and X belong to the noun behind them."""
    if prefix.i + 3 >= len(sentence.tokens):
        return
    hyphen, name, noun = sentence.tokens[prefix.i + 1 : prefix.i + 4]
    if hyphen.text not in _HYPHENS or name.pos not in ("PROPN", "ADJ") or noun.pos not in ("NOUN", "PROPN"):
        return
    while noun.head is not None and noun.head.i > noun.i and noun.dep in ("compound", "amod", "flat") and noun.head.pos in ("NOUN", "PROPN"):
        noun = noun.head
    top = next((t for t in (prefix, name, hyphen) if t.head is not None and t.head.i < prefix.i), None)
    if noun in prefix.ancestors() or noun in name.ancestors() or top is None or top.head is None or noun.head is None:
        return
    noun.head.children.remove(noun)
    attach(noun, top.head)
    noun.dep = top.dep
    for token in (prefix, hyphen, name):
        for child in [c for c in token.get("case", "det") if c.i < prefix.i]:
            move(child, noun)
        move(token, noun)
        token.dep = "punct" if token is hyphen else "amod" if token is prefix else "compound"
