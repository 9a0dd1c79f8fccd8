"""Corrects a noun root if one of its words is the verb of the sentence."""

from __future__ import annotations

from collections.abc import Callable, Container

from graphkit.extract.repair.tree import attach, move
from graphkit.nlp import Sentence, Token

FINITE_TAGS = ("VBD", "VBZ", "VBP", "VBN", "VB")
_PRENOMINAL = ("det", "nmod:poss", "amod", "compound", "nmod:desc", "nummod", "case", "nmod", "flat", "appos", "acl", "punct")


def relabel_past_tense_root(root: Token, verbs: Container[str]) -> None:
    """Relabel a past tense tagged as a name: "X on Friday vetoed Y"."""
    lemma = _past_tense_of(root, verbs)
    if root.pos not in ("PROPN", "NOUN", "ADJ") or lemma is None:
        return
    if root.first("nsubj") is None or root.first("cop", "aux:pass") is not None:
        return
    root.pos, root.tag, root.lemma = "VERB", "VBD", lemma
    behind = [c for c in root.get("appos", "dep", "nmod", "obl:unmarked", "flat") if c.i > root.i and not c.get("case")]
    if behind and root.first("obj") is None:
        behind[0].dep = "obj"


def _past_tense_of(word: Token, verbs: Container[str]) -> str | None:
    """Return the verb that a word is a past tense of, if it ends like one."""
    said = word.text.lower()
    return next((stem for stem in (said[:-2], said[:-1]) if stem in verbs), None) if said.endswith("ed") else None


def restore_conjunct_verb(root: Token, may_act: Callable[[Token], bool]) -> bool:
    """Restore a verb attached to its subject like a conjunct: "X, backed by Y, took Z"."""
    candidates = [c for c in root.get("conj", "parataxis", "appos") if c.pos == "VERB" and c.tag in FINITE_TAGS]
    # "X, who ..., clashed": a past tense right after a comma is not a modifier.
    candidates += [c for c in root.get("acl") if c.tag in ("VBD", "VBN") and _is_main(root, c)]
    verb = candidates[-1] if candidates else None
    if verb is None or not (root.pos == "PROPN" or may_act(root)) or verb.tag == "VB" or verb.i < root.i:
        return False
    own, joint = verb.first("nsubj"), verb.first("cc") or root.first("cc")
    if own is not None and not (joint is not None and root.i < joint.i < own.i):
        return False
    if own is None and joint is not None and joint.i > root.i and joint.head is verb:
        return False
    _make_root(root, verb)
    if own is not None:
        own.dep = "conj"
        move(own, root)
    return True


def _is_main(root: Token, clause: Token) -> bool:
    """Whether an apparent reduced relative clause is the main clause."""
    after_comma = any(p.text == "," and p.i == clause.i - 1 for p in clause.get("punct"))
    passive = any(c.lemma == "by" for o in clause.get("obl", "obl:agent") for c in o.get("case"))
    # "Archbishop X called for": a title followed by a name counts as a name.
    named = (root.pos == "PROPN" and root.tag == "NNP") or any(c.pos == "PROPN" for c in root.get("flat"))
    return after_comma or (named and not passive and not root.get("conj", "parataxis"))


def restore_headline_infinitive(root: Token) -> bool:
    """Restore an infinitive parsed as a modifier of its subject: "X to attack Y"; `root` is a name without an article."""
    verb = next((c for c in root.get("acl") if c.tag == "VB" and any(m.tag == "TO" and m.i == root.i + 1 for m in c.get("mark"))), None)
    if verb is None or root.pos != "PROPN" or root.first("det", "nmod:poss", "cop", "conj") is not None:
        return False
    _make_root(root, verb)
    return True


def restore_adjective_verb(sentence: Sentence, root: Token, verbs: Container[str], may_act: Callable[[Token], bool]) -> bool:
    """Restore a verb parsed as an adjective of its object: "Y's army shelled positions"."""
    for verb in root.get("amod", "compound", "acl"):
        before = sentence.tokens[verb.i - 1] if verb.i else None
        own = verb.first("nsubj")
        # "X vetoed sanctions".
        lemma = (_past_tense_of(verb, verbs) if verb.tag in ("NN", "JJ") else None) or verb.lemma
        if own is not None and lemma in verbs and own.i < verb.i < root.i:
            verb.lemma = lemma
            _make_root(root, verb)
            root.dep = "obj"
            return True
        if before is None or lemma not in verbs or (verb.tag not in ("VBN", "VBD", "VBZ", "NNS", "JJ") and not (verb.tag == "NN" and verb.text.endswith("ed"))):
            continue
        if before.head in (root, verb) and before.i < verb.i and may_act(before) and before.dep in _PRENOMINAL:
            verb.lemma = lemma
            _make_root(root, verb)
            root.dep = "obj"
            attach_preceding(root, verb, before)
            return True
    return False


def relabel_plural_root(
    sentence: Sentence, root: Token, verbs: Container[str], may_act: Callable[[Token], bool]
) -> None:
    """Restore a verb parsed as a plural noun with the subject as its modifier: "The army fights X"."""
    before = sentence.tokens[root.i - 1] if root.i else None
    behind = sentence.tokens[root.i + 1] if root.i + 1 < len(sentence.tokens) else None
    if root.lemma.endswith("ie") and f"{root.lemma[:-2]}y" in verbs:
        root.lemma = f"{root.lemma[:-2]}y"
    if before is None or behind is None or root.tag not in ("NNS", "NN", "NNP", "NNPS") or root.lemma not in verbs:
        return
    opens_phrase = behind.pos in ("PROPN", "DET", "PRON") or behind.text[:1].isupper() or behind.tag in ("VBG", "TO", "IN")
    plural = before.tag in ("NNS", "NNPS") or (before.pos == "PROPN" and before.text.endswith("s"))
    bare = plural and root.tag == "NN" and behind.pos == "PROPN"
    if not may_act(before) or before.head is not root or not (opens_phrase and (root.text.endswith("s") or bare)):
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
    attach_preceding(root, root, before)


def attach_preceding(noun: Token, verb: Token, subject: Token) -> None:
    """Attach what precedes the verb to its subject."""
    for child in [c for c in noun.children if c is not subject and c.i < verb.i and c.dep in _PRENOMINAL]:
        if child is not verb:
            move(child, subject)
    subject.dep = "nsubj"
    if subject.head is not verb:
        move(subject, verb)


def _make_root(root: Token, verb: Token) -> None:
    """Make the verb the root, with the old root as its subject."""
    root.children.remove(verb)
    verb.head, verb.dep, verb.pos = None, "root", "VERB"
    if verb.tag not in FINITE_TAGS:
        verb.tag = "VBD" if verb.text.endswith("ed") else "VBZ"
    if verb.tag == "VBN":
        verb.tag = "VBD"
    root.dep = "nsubj"
    attach(root, verb)
