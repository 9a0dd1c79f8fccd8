"""Finds the verb of a clause whose parse has none: headlines, short sentences, names it never saw.

A sentence of the news has a verb. Where the root is a noun and a word of it can be the verb
of a relation, with somebody who can act right before it, that word is the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from itertools import pairwise

from graphkit.extract.arguments import OBJECT_CONTROL, agents
from graphkit.extract.repair import attach, move
from graphkit.nlp import Sentence, Token

_SUBORDINATORS = ("after", "before", "since", "as", "until", "because", "than")
_NOMINAL = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod")
_FINITE = ("VBD", "VBZ", "VBP", "VBN", "VB")
_BEFORE = ("det", "nmod:poss", "amod", "compound", "nmod:desc", "nummod", "case", "nmod", "flat", "appos", "acl", "punct")


def find_verb(sentence: Sentence, verbs: Container[str], agent: Callable[[Token], bool]) -> None:
    """Make a verb the root where the parse has a noun there.

    Args:
        sentence: the tree; it is changed.
        verbs: lemmas that can be the verb of a relation.
        agent: whether a word names somebody who can act.
    """
    _join_subjects(sentence)
    _said_last(sentence)
    _back_to_past(sentence)
    for token in list(sentence.tokens):
        _past_tense(token, verbs)
        _and_past(sentence, token, verbs)
        _with_arguments(token, verbs)
        _infinitive(token)
        _apposition(sentence, token)
        _relative(sentence, token)
        _after_relative(sentence, token)
        _reduced(token)
        _part_of_verb(token, agent)
        _up_to(sentence, token)
        _subjunctive(sentence, token, verbs, agent)
        _join_list(token, agent)
        _gerund(sentence, token, verbs)
        if token.tag in ("VBD", "VBN", "VBZ", "VBP") and token.first("nsubj", "nsubj:pass", "expl", "aux:pass") is None:
            _lost_subject(sentence, token, agent)
    root = sentence.root
    _unknown_verb(root, verbs)
    if root.pos not in ("NOUN", "PROPN") or root.first("cop", "nsubj", "nsubj:pass", "aux") is not None:
        return
    if not (_after_clause(sentence, root, verbs) or _behind_name(root, agent) or _between(sentence, root, verbs, agent)):
        _root_itself(sentence, root, verbs, agent)


def _unknown_verb(root: Token, verbs: Container[str]) -> None:
    """ "X on Friday vetoed Y": a past tense that the tagger took for a name."""
    stems = (root.text.lower()[:-2], root.text.lower()[:-1])
    lemma = next((stem for stem in stems if stem in verbs), None)
    if root.pos not in ("PROPN", "NOUN", "ADJ") or not root.text.endswith("ed") or lemma is None:
        return
    if root.first("nsubj") is None or root.first("cop", "aux:pass") is not None:
        return
    root.pos, root.tag, root.lemma = "VERB", "VBD", lemma
    behind = [c for c in root.get("appos", "dep", "nmod", "obl:unmarked", "flat") if c.i > root.i and not c.get("case")]
    if behind and root.first("obj") is None:
        behind[0].dep = "obj"


def _past_tense(word: Token, verbs: Container[str]) -> None:
    """ "X vetoed sanctions": a past tense that the tagger took for a noun."""
    stems = (word.text[:-2], word.text[:-1])
    lemma = next((stem for stem in stems if stem in verbs), None)
    if word.tag == "NN" and word.text.endswith("ed") and word.text.islower() and word.dep == "compound" and lemma is not None:
        word.pos, word.tag, word.lemma, word.dep = "VERB", "VBD", lemma, "amod"


def _and_past(sentence: Sentence, verb: Token, verbs: Container[str]) -> None:
    """ "X called Y absurd and imposed sanctions on Z": a second verb, taken for an adjective of its object."""
    thing, main = verb.head, sentence.root
    joined = verb.i > 0 and sentence.tokens[verb.i - 1].lemma == "and"
    if not joined or verb.tag != "VBN" or verb.dep != "amod" or verb.lemma not in verbs or thing is None or main.tag != "VBD":
        return
    if thing.i != verb.i + 1 or main.i > verb.i or not any(c.i > thing.i and c.first("case") for c in thing.get("nmod", "obl")):
        return
    joiner = sentence.tokens[verb.i - 1]
    if move(verb, main):
        verb.pos, verb.tag, verb.dep = "VERB", "VBD", "conj"
        move(thing, verb)
        thing.dep = "obj"
        move(joiner, verb)


def _up_to(sentence: Sentence, token: Token) -> None:
    """ "Up to 1,000 Turks began": the number is no direction."""
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


def _part_of_verb(token: Token, agent: Callable[[Token], bool]) -> None:
    """ "The X (Y) hold Z", parsed as a compound: who stands before a finite verb is its subject."""
    verb = token.head
    if verb is None or verb.pos != "VERB" or verb.tag not in ("VBZ", "VBP", "VBD") or token.i > verb.i:
        return
    if verb.first("obj", "obl", "xcomp", "ccomp", "advcl") is None:
        return
    if token.dep in ("compound", "nmod:desc", "amod", "flat") and agent(token) and verb.first("nsubj", "nsubj:pass") is None:
        token.dep = "nsubj"
        for child in [c for c in verb.get("det") if c.i < token.i]:
            move(child, token)


def _reduced(verb: Token) -> None:
    """ "X operating in Y said", "by X armed with Y": a clause in a noun's place describes its subject."""
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
    for case_ in [c for c in verb.get("case") if c.i < noun.i]:
        move(case_, noun)


def _relative(sentence: Sentence, verb: Token) -> None:
    """ "..., and X, who leads Y": a clause with a relative pronoun belongs to the noun before it."""
    who = next((c for c in verb.get("nsubj", "obj", "iobj") if c.text.lower() in ("who", "which", "whom") and c.i < verb.i), None)
    hung = verb.dep in ("conj", "parataxis", "ccomp", "advcl", "dep") or (verb.dep == "acl" and who is not None and who.text.lower() == "whom")
    if who is None or not hung or who.i < 2 or (who.dep != "nsubj" and who.text.lower() != "whom"):
        return
    before = sentence.tokens[who.i - 1]
    noun = sentence.tokens[who.i - 2] if before.text == "," else before
    if noun.pos in ("PROPN", "NOUN") and noun not in verb.subtree() and move(verb, noun):
        verb.dep = "acl:relcl"


def _after_relative(sentence: Sentence, verb: Token) -> None:
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


def _apposition(sentence: Sentence, token: Token) -> None:
    """ "In X, the rebels' stronghold, ...": coordinated by a comma alone is said of the same."""
    first = token.head
    if token.dep != "conj" or first is None or token.pos != "NOUN" or first.pos not in ("PROPN", "NOUN"):
        return
    start = min(t.i for t in token.subtree())
    comma = start > 0 and sentence.tokens[start - 1].text == ","
    single = len(first.get("conj")) == 1 and first.first("cc") is None and token.first("cc") is None
    if comma and single and token.first("det", "nmod:poss") is not None:
        token.dep = "appos"


def _with_arguments(token: Token, verbs: Container[str]) -> None:
    """ "The Houthis attack X": what has a subject and an object is a verb, whatever its tag."""
    if token.tag not in ("NN", "NNS") or token.lemma not in verbs or token.first("cop", "amod", "case") is not None or any(c.lemma not in ("both", "all", "each") for c in token.get("det")):
        return
    subject, thing = token.first("nsubj"), token.first("obj")
    if subject is not None and thing is not None and subject.i < token.i < thing.i:
        token.pos, token.tag = "VERB", "VBP" if token.tag == "NN" else "VBZ"


def _infinitive(token: Token) -> None:
    """ "offered to hand over": what "to" marks is a verb."""
    clause = token.pos == "NOUN" and token.dep in ("xcomp", "advcl", "acl", "ccomp") and token.tag == "NN"
    if clause and any(m.tag == "TO" and m.i == token.i - 1 for m in token.get("mark")):
        token.pos, token.tag, token.lemma = "VERB", "VB", token.text.lower()


def _subjunctive(
    sentence: Sentence, noun: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "demanded that the government end curbs": a bare verb, taken for a part of its object."""
    if noun.pos != "NOUN" or noun.dep != "ccomp" or noun.first("cop", "nsubj") is not None or noun.first("mark") is None:
        return
    for verb in noun.get("compound", "amod"):
        before = sentence.tokens[verb.i - 1] if verb.i else None
        if before is None or verb.text.lower() not in verbs or not agent(before) or before.head not in (noun, verb):
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
        _take(noun, verb, before)
        return


def _join_list(noun: Token, agent: Callable[[Token], bool]) -> None:
    """ "talks with X and the leader of Y": who can act is coordinated with who can act."""
    act = noun.head
    if noun.dep != "conj" or act is None or act.pos != "NOUN" or not agent(noun) or agent(act):
        return
    other = next((c for c in reversed(act.get("nmod", "obl")) if c.i < noun.i and agent(c) and c.first("case")), None)
    if other is not None and noun.first("case") is None:
        move(noun, other)


def _join_subjects(sentence: Sentence) -> None:
    """ "X and Y signed": two subjects of one verb with "and" between them are one."""
    for verb in sentence.tokens:
        own = verb.get("nsubj")
        for first, second in pairwise(own):
            joint = any(c.lemma in ("and", "or") for c in (*second.get("cc"), *verb.get("cc")) if first.i < c.i < second.i)
            listed = second.first("conj") is not None and all(
                t.text == "," or t.dep in ("det", "amod", "compound") for t in sentence.tokens[first.i + 1 : second.i]
            )
            if (joint or listed) and second.i < verb.i:
                second.dep = "conj"
                move(second, first)


def _back_to_past(sentence: Sentence) -> None:
    """ "X urged Y to do A and called on Z", "X said Y could not do A, and called": a past tense is not coordinated with an infinitive."""
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


def _said_last(sentence: Sentence) -> None:
    """ "X resorted to Y, officials said": of two subjects the first has a verb of its own, taken for a participle."""
    for verb in sentence.tokens:
        for first, second in pairwise(verb.get("nsubj")):
            clause = next((c for c in first.get("acl") if c.tag in ("VBN", "VBD") and first.i < c.i < second.i < verb.i), None)
            if clause is None or not any(t.text == "," for t in sentence.tokens[clause.i : second.i]) or agents(clause):
                continue
            first.children.remove(clause)
            attach(clause, verb)
            clause.dep, clause.tag = "ccomp", "VBD"
            move(first, clause)


def _gerund(sentence: Sentence, word: Token, verbs: Container[str]) -> None:
    """ "accused X of bombing Y": the act was taken for a part of its object's name."""
    name, accused = word.head, None
    if name is None or name.i != word.i + 1 or not word.text.endswith("ing") or word.dep not in ("compound", "amod"):
        return
    stems = (word.lemma, word.text[:-3].lower(), word.text[:-3].lower() + "e")
    lemma = next((stem for stem in stems if stem in verbs), None)
    opens = name.first("case")
    accused = next((t for t in name.ancestors() if t.pos == "VERB" and t.lemma in OBJECT_CONTROL), None)
    if lemma is None or opens is None or opens.i != word.i - 1 or accused is None or (name.pos != "PROPN" and opens.lemma != "of"):
        return
    move(word, accused)
    word.pos, word.tag, word.dep, word.lemma = "VERB", "VBG", "advcl", lemma
    move(opens, word)
    opens.dep = "mark"
    move(name, word)
    name.dep = "obj"


def _lost_subject(sentence: Sentence, verb: Token, agent: Callable[[Token], bool]) -> None:
    """The phrase right before a finite verb that was hung elsewhere: "after X severed ties", ", Y hit Z"."""
    before = verb.i - 1
    while before > 0 and sentence.tokens[before].pos in ("ADV", "AUX") and sentence.tokens[before].head is verb:
        before -= 1
    noun = sentence.tokens[before] if before >= 0 else None
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return
    first = noun
    while first.dep == "conj" and first.head is not None and first.first("cc") is not None:
        first = first.head
    opens = first.first("case")
    if first.dep == "obl" and opens is not None and opens.lemma in _SUBORDINATORS and first.head is verb.head:
        if (verb.dep == "advcl" or (verb.dep == "conj" and verb.first("cc") is None)) and agent(first):
            verb.dep = "advcl"
            opens.dep = "mark"
            first.dep = "nsubj"
            move(opens, verb)
            move(first, verb)
    elif first.dep == "conj" and first.head is not None and first.head.dep == "obl" and first.head.head is verb:
        comma = any(t.text == "," for t in sentence.tokens[first.head.i : first.i])
        if comma and agent(first):
            first.dep = "nsubj"
            move(first, verb)


def _behind_name(root: Token, agent: Callable[[Token], bool]) -> bool:
    """ "X, backed by Y, took Z": the verb hangs on its subject, as if coordinated with it."""
    for noun in root.get("conj", "appos"):
        # "X, like others, plans to do": a present tense taken for a plural.
        if noun.tag == "NNS" and noun.first("cc", "det", "amod") is None and noun.first("acl") is not None and root.pos == "PROPN":
            clause = noun.first("acl")
            if clause is not None and clause.i == noun.i + 2 and clause.get("mark"):
                noun.pos, noun.tag, clause.dep = "VERB", "VBZ", "xcomp"
    candidates = [c for c in root.get("conj", "parataxis", "appos") if c.pos == "VERB" and c.tag in _FINITE]
    # "X, who ..., clashed": a past tense right behind a comma describes nobody.
    candidates += [c for c in root.get("acl") if c.tag in ("VBD", "VBN") and _is_main(root, c)]
    verb = candidates[-1] if candidates else None
    if verb is None or not (root.pos == "PROPN" or agent(root)) or verb.tag == "VB" or verb.i < root.i:
        return False
    own, joint = verb.first("nsubj"), verb.first("cc") or root.first("cc")
    if own is not None and not (joint is not None and root.i < joint.i < own.i):
        return False
    if own is None and joint is not None and joint.i > root.i and joint.head is verb:
        return False
    _lift(root, verb)
    if own is not None:
        own.dep = "conj"
        move(own, root)
    return True


def _after_clause(sentence: Sentence, root: Token, verbs: Container[str]) -> bool:
    """ "X, which said that A had B, imposed C": the verb behind the second comma was taken for a part of C."""
    clause = root.first("acl:relcl")
    if clause is None or clause.i < root.i:
        return False
    for verb in sentence.tokens[clause.i + 1 :]:
        thing = verb.head
        behind = sentence.tokens[verb.i - 1].text == "," and verb.tag in ("VBD", "VBN") and verb.dep == "amod"
        if not behind or verb.lemma not in verbs or thing is None or thing.i < verb.i or thing.head is None or root not in thing.ancestors():
            continue
        thing.children.remove(verb)
        verb.head, verb.dep, verb.pos, verb.tag = None, "root", "VERB", "VBD"
        for child in [c for c in thing.get("compound", "amod") if c.i < verb.i]:
            # What stood before the verb belongs to the clause.
            above = thing.head
            if above is not None and move(child, above):
                child.dep = "obj"
        move(thing, verb)
        thing.dep = "obj"
        root.dep = "nsubj"
        attach(root, verb)
        return True
    return False


def _is_main(root: Token, clause: Token) -> bool:
    """Whether what looks like a reduced relative clause is what the sentence says."""
    after_comma = any(p.text == "," and p.i == clause.i - 1 for p in clause.get("punct"))
    passive = any(c.lemma == "by" for o in clause.get("obl", "obl:agent") for c in o.get("case"))
    if clause.tag == "VBD" and root.pos == "NOUN" and not passive and clause.i > root.i:
        return True
    alone = not any(t.pos == "VERB" and t.first("nsubj") is not None for t in (clause.head or clause).subtree() if t is not clause)
    if clause.tag == "VBN" and root.pos == "NOUN" and clause.first("obj") is not None and not passive and alone and clause.i > root.i:
        # "Turkish drones destroyed tanks": what was done to them takes no object.
        return True
    # "Archbishop X called for": a title with the name behind it is a name.
    named = (root.pos == "PROPN" and root.tag == "NNP") or any(c.pos == "PROPN" for c in root.get("flat"))
    return after_comma or (named and not passive and not root.get("conj", "parataxis"))


def _between(sentence: Sentence, root: Token, verbs: Container[str], agent: Callable[[Token], bool]) -> bool:
    """ "Y's army shelled positions": the verb was taken for an adjective of its object."""
    for verb in root.get("amod", "compound", "acl"):
        before = sentence.tokens[verb.i - 1] if verb.i else None
        own = verb.first("nsubj")
        if own is not None and verb.lemma in verbs and own.i < verb.i < root.i:
            _lift(root, verb)
            root.dep = "obj"
            return True
        if verb.lemma not in verbs and verb.tag == "NNS" and verb.lemma.removesuffix("s") in verbs:
            verb.lemma = verb.lemma.removesuffix("s")
        if before is None or verb.lemma not in verbs or verb.tag not in ("VBN", "VBD", "VBZ", "NNS", "JJ"):
            continue
        first = before
        while first.dep == "conj" and first.head is not None:
            first = first.head
        if first is not before and first.dep == "nsubj" and first.head is root and agent(first):
            _lift(root, verb)
            root.dep = "obj"
            move(first, verb)
            return True
        if before.head in (root, verb) and before.i < verb.i and agent(before) and before.dep in _BEFORE:
            _lift(root, verb)
            root.dep = "obj"
            _take(root, verb, before)
            return True
    return False


def _root_itself(
    sentence: Sentence, root: Token, verbs: Container[str], agent: Callable[[Token], bool]
) -> None:
    """ "The army fights X": the verb was taken for a plural that the army is a part of."""
    before = sentence.tokens[root.i - 1] if root.i else None
    behind = sentence.tokens[root.i + 1] if root.i + 1 < len(sentence.tokens) else None
    if root.lemma.endswith("ie") and f"{root.lemma[:-2]}y" in verbs:
        root.lemma = f"{root.lemma[:-2]}y"
    if before is None or behind is None or root.tag not in ("NNS", "NN", "NNP", "NNPS") or root.lemma not in verbs:
        return
    opens = behind.pos in ("PROPN", "DET", "PRON") or behind.text[:1].isupper() or behind.tag in ("VBG", "TO", "IN")
    several = before.tag in ("NNS", "NNPS") or (before.pos == "PROPN" and before.text.endswith("s"))
    bare = several and root.tag == "NN" and behind.pos == "PROPN"
    if not agent(before) or before.head is not root or not (opens and (root.text.endswith("s") or bare)):
        return
    root.pos, root.tag = "VERB", "VBZ"
    for complement in root.get("acl"):
        complement.dep = "xcomp"
    for phrase in root.get("nmod"):
        if phrase.i > root.i and phrase.first("case") is not None:
            phrase.dep = "obl"
    target = next((c for c in root.children if c.i > root.i and c.dep in ("appos", "nmod", "dep", "compound", "obj", "flat") and c.first("case") is None), None)
    if target is not None:
        target.dep = "obj"
    _take(root, root, before)


def _take(noun: Token, verb: Token, subject: Token) -> None:
    """What stands before the verb belongs to its subject."""
    for child in [c for c in noun.children if c is not subject and c.i < verb.i and c.dep in _BEFORE]:
        if child is not verb:
            move(child, subject)
    subject.dep = "nsubj"
    if subject.head is not verb:
        move(subject, verb)


def _lift(root: Token, verb: Token) -> None:
    """Make the verb the root, with the old root as its subject."""
    root.children.remove(verb)
    verb.head, verb.dep, verb.pos = None, "root", "VERB"
    if verb.tag not in _FINITE:
        verb.tag = "VBD" if verb.text.endswith("ed") else "VBZ"
    if verb.tag == "VBN":
        verb.tag = "VBD"
    root.dep = "nsubj"
    attach(root, verb)
