"""Mends verbs that the parse took for nouns or adjectives inside longer sentences.

Each rule looks at one place only: the word, its neighbours, and what it hangs on. All of
them come from reading what a small parser does with verbs between names; none adds words.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from graphkit.extract.repair import attach, move
from graphkit.nlp import Sentence, Token
from graphkit.nlp.words import words

_SUBORDINATORS = ("after", "before", "since", "as", "until", "because", "while", "when", "once")
# Past tenses without "-ed" that a tagger takes for adjectives.
_IRREGULAR = {
    "fought": "fight", "sent": "send", "held": "hold", "met": "meet", "struck": "strike", "shot": "shoot", "led": "lead",
    "sold": "sell", "lent": "lend", "broke": "break", "took": "take", "drove": "drive", "gave": "give", "sought": "seek",
}  # fmt: skip
_FINITE = ("VBD", "VBZ", "VBP")


def rescue(sentence: Sentence, verbs: Container[str], agent: Callable[[Token], bool]) -> None:
    """Make verbs of words that can only be verbs where they stand.

    Args:
        sentence: the tree; it is changed.
        verbs: lemmas that can be the verb of a relation.
        agent: whether a word is a name or a noun for somebody who can act.
    """
    for token in sentence.tokens:
        _perfect(sentence, token, verbs)
        _aside(sentence, token)
        _progressive(sentence, token, verbs)
        _small_letters(sentence, token, verbs, agent)
        _likely_to(token)
        _for_whom(token)
        _between_two(token)
        _after_clause(sentence, token, verbs, agent)
        _with_object(token, verbs)
        _noun_run(sentence, token, verbs)
        _said_to(sentence, token, verbs, agent)
        if token.dep == "advcl:relcl":
            token.dep = "acl:relcl"


def _noun_run(sentence: Sentence, noun: Token, verbs: Container[str]) -> None:
    """ "by the state crimes court": nouns in a row without anything between are one phrase."""
    before = sentence.tokens[noun.i - 1] if noun.i else None
    misread = noun.tag in ("VB", "VBP") and (noun.dep == "obj" or (noun.dep == "xcomp" and noun.lemma not in verbs))
    twice = noun.dep == "obj" and before is not None and before.dep == "obj" and before.head is noun.head
    nominal = noun.tag in ("NN", "NNS", "NNP") and (twice or noun.dep in ("xcomp", "ccomp", "advcl", "dep"))
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


def _with_object(token: Token, verbs: Container[str]) -> None:
    """ "had armed X", "that armed X": an adjective has no object."""
    irregular = _IRREGULAR.get(token.text)
    ended = token.text.endswith("ed") and token.first("obj") is not None
    if token.tag != "JJ" or not (irregular or ended):
        return
    stems = (irregular or "", token.text.lower()[:-2], token.text.lower()[:-1])
    lemma = next((s for s in stems if s in verbs), None)
    if lemma is not None and token.first("nsubj") is not None and token.first("cop") is None:
        token.pos, token.lemma = "VERB", lemma
        token.tag = "VBN" if token.first("aux") is not None else "VBD"


def _said_to(
    sentence: Sentence, token: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "Analysts say the Houthis shelter X": what is said is a clause."""
    governor = token.head
    before = sentence.tokens[token.i - 1] if token.i else None
    said = governor is not None and governor.lemma in words("saying")
    alone = governor is None and token.first("obj") is not None
    if token.tag != "NN" or token.lemma not in verbs or before is None or not (said or alone):
        return
    several = before.tag in ("NNS", "NNPS") or before.text.endswith("s")
    thing = next((c for c in token.get("obj", "appos", "nmod:unmarked", "nmod") if c.i > token.i and c.first("case") is None), None)
    if before.head is not token or not several or not agent(before) or thing is None:
        return
    if governor is not None and governor.i > before.i:
        return
    token.pos, token.tag, thing.dep, before.dep = "VERB", "VBP", "obj", "nsubj"
    token.dep = "ccomp" if said else token.dep
    for child in [c for c in token.children if c.i < before.i]:
        move(child, before)


def _perfect(sentence: Sentence, verb: Token, verbs: Container[str]) -> None:
    """ "X have beaten dozens, Y said": behind "have" the participle is the verb, not a part of its object."""
    have = sentence.tokens[verb.i - 1] if verb.i else None
    thing = verb.head
    if verb.tag != "VBN" or verb.dep != "amod" or verb.lemma not in verbs or thing is None or thing.i < verb.i:
        return
    outer = thing.head
    if have is None or have.lemma != "have" or have.dep != "aux" or outer is None or have.head is not outer:
        return
    _swap(thing, verb)
    thing.dep, verb.pos = "obj", "VERB"
    verb.dep = "ccomp" if outer.lemma in words("saying") else "xcomp"
    move(have, verb)
    for subject in [c for c in outer.get("nsubj") if c.i < have.i]:
        move(subject, verb)


def _aside(sentence: Sentence, said: Token) -> None:
    """ "X, Y said, has armed Z": Y says it, X does it."""
    own = said.get("nsubj")
    clause = said.first("ccomp")
    if len(own) != 2 or clause is None or said.lemma not in (*words("saying"), "tell") or clause.first("nsubj", "nsubj:pass") is not None:
        return
    first, second = own
    if first.i < second.i < said.i < clause.i and any(t.text == "," for t in sentence.tokens[first.i : second.i]):
        move(first, clause)


def _for_whom(verb: Token) -> None:
    """ "its support for X has grown": without "to" there is no clause behind "for"."""
    noun = verb.head
    opens, subject = verb.first("mark"), verb.first("nsubj")
    finite = any(c.text.lower() in ("has", "have", "had", "is", "was", "will", "would", "may", "could") for c in verb.get("aux"))
    if noun is None or opens is None or subject is None or opens.lemma != "for" or not finite or verb.dep not in ("acl", "advcl"):
        return
    if noun.pos != "NOUN" or noun.dep != "root" or len(verb.get("mark")) > 1:
        return
    _swap(noun, verb)
    verb.dep, noun.dep = "root", "nsubj"
    move(subject, noun)
    move(opens, subject)
    subject.dep, opens.dep = "nmod", "case"


def _between_two(noun: Token) -> None:
    """ "Talks between X and Y resumed": Y is the other of the two, not the one who resumed."""
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
    _swap(noun, verb)
    verb.dep, noun.dep, verb.pos = "root", dep, "VERB"
    verb.tag = "VBD" if verb.tag == "JJ" else verb.tag


def _stem(word: str, verbs: Container[str]) -> str | None:
    stem = word.lower().removesuffix("ing")
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return next((s for s in (stem, stem + "e", doubled) if s in verbs), None)


def _progressive(sentence: Sentence, verb: Token, verbs: Container[str]) -> None:
    """ "Iran is training fighters": the fighters are not what Iran is."""
    thing = verb.head
    before = sentence.tokens[verb.i - 1] if verb.i else None
    lemma = _stem(verb.text, verbs) if verb.text.endswith("ing") else None
    if lemma is None or before is None or before.lemma != "be" or before.dep != "cop" or thing is None:
        return
    if verb.dep not in ("compound", "amod") or before.head is not thing or thing.first("nsubj") is None or thing.tag == "NN":
        return
    dep = thing.dep
    _swap(thing, verb)
    verb.dep, verb.pos, verb.tag, verb.lemma, thing.dep = dep, "VERB", "VBG", lemma, "obj"
    for child in [c for c in thing.children if c.i < verb.i and c.dep in ("nsubj", "cop", "advmod", "aux")]:
        move(child, verb)
    before.dep = "aux"


def _small_letters(
    sentence: Sentence, verb: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "Sources say Russia armed Hamas", "say X still occupies parts of Y": a verb is no part of its object."""
    thing = verb.head
    before = verb.i - 1
    while before > 0 and sentence.tokens[before].pos == "ADV" and sentence.tokens[before].dep == "advmod":
        before -= 1
    subject = sentence.tokens[before] if before >= 0 and verb.i else None
    if verb.dep not in ("amod", "compound") or thing is None or subject is None or thing.i < verb.i:
        return
    lemma = next((s for s in (verb.lemma, verb.text[:-2], verb.text[:-1]) if s in verbs), None)
    finite = verb.tag in _FINITE and subject.dep in ("nsubj", "compound", "nmod", "amod") and subject.pos == "PROPN"
    past = verb.tag in ("NNP", "JJ", "VBN") and verb.text.endswith("ed") and subject.dep == "nsubj" and thing.pos == "PROPN" and agent(thing)
    if not verb.text.islower() or lemma is None or not (finite or past) or not agent(subject) or subject.head not in (thing, verb):
        return
    dep = "ccomp" if thing.head is not None and thing.head.lemma in words("saying") else thing.dep
    _swap(thing, verb)
    verb.dep, verb.pos, verb.lemma, thing.dep = dep, "VERB", lemma, "obj"
    verb.tag = verb.tag if finite else "VBD"
    if subject.head is not verb:
        move(subject, verb)
    subject.dep = "nsubj"
    for child in [c for c in thing.children if c.i < subject.i]:
        move(child, subject if child.i == subject.i - 1 else verb)


def _likely_to(verb: Token) -> None:
    """ "X is likely to back Y": X is whom "likely" speaks of, and who backs."""
    adjective = verb.head
    if verb.dep != "csubj" or adjective is None or adjective.pos != "ADJ" or verb.i < adjective.i:
        return
    if adjective.first("nsubj") is not None and any(m.lemma == "to" for m in verb.get("mark")):
        verb.dep = "xcomp"


def _after_clause(
    sentence: Sentence, verb: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "a day after X seized Y", "as X armed Y, ...": a clause, not an X that was seized."""
    if verb.tag not in ("VBN", "VBD", "JJ") or verb.i < 2 or verb.i + 1 >= len(sentence.tokens):
        return
    subject = sentence.tokens[verb.i - 1]
    lemma = next((s for s in (verb.lemma, verb.text.lower()[:-2], verb.text.lower()[:-1]) if s in verbs), None)
    if lemma is None or not agent(subject):
        return
    if verb.dep == "acl" and verb.head is subject and verb.first("obj") is not None:
        top, thing = subject, None
    elif verb.dep in ("amod", "acl") and verb.head is not None and verb.head.i > verb.i and subject.head in (verb, verb.head):
        top = thing = verb.head
    else:
        return
    opens = top.first("case", "mark")
    if opens is None or opens.text.lower() not in _SUBORDINATORS or opens.i > subject.i:
        return
    _swap(top, verb)
    verb.dep, verb.pos, verb.tag, verb.lemma = "advcl", "VERB", "VBD", lemma
    for child in [c for c in top.children if c.i < verb.i and top is not subject and c is not subject]:
        move(child, verb if child is opens else subject)
    move(opens, verb)
    opens.dep = "mark"
    move(subject, verb)
    subject.dep = "nsubj"
    if thing is not None:
        thing.dep = "obj"


def _swap(top: Token, verb: Token) -> None:
    """Put a word that hangs below another in its place, and that one below the word."""
    outer = top.head
    if verb.head is not None:
        verb.head.children.remove(verb)
    if outer is not None:
        outer.children.remove(top)
        attach(verb, outer)
    verb.head = outer
    top.head = None
    attach(top, verb)
