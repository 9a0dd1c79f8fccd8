"""Restores a verb between two names that was parsed as something else."""

from __future__ import annotations

from collections.abc import Container, Sequence

from graphkit.extract.arguments import first_conjunct
from graphkit.extract.names import NORP, Name
from graphkit.extract.repair.tree import attach, move
from graphkit.nlp import Sentence, Token

# Labels of objects that the parser did not recognise.
_UNRECOGNISED_OBJECTS = ("flat", "xcomp", "ccomp", "advcl", "obl:unmarked", "obl:npmod", "dep", "punct", "vocative", "advmod", "conj")
NOMINAL = ("compound", "nmod:desc", "flat", "nmod", "appos", "amod", "dep")


def restore_verbs_between_names(sentence: Sentence, names: Sequence[Name], verbs: Container[str]) -> None:
    """Restore verbs between two names: "Iran arms Hezbollah", "the M23 seized Goma".

    Args:
        sentence: the tree; it is changed in place.
        names: its names.
        verbs: lemmas that can express a relation.
    """
    for name in names:
        _relabel_object(name, verbs)
    starts = {name.start: name for name in names}
    for name in names:
        word = sentence.tokens[name.end] if name.end < len(sentence.tokens) else None
        if word is not None and word.lemma in ("both", "all", "each") and name.end + 1 < len(sentence.tokens):
            # "X and Y both list Z".
            word = sentence.tokens[name.end + 1]
        people = name.label == NORP and not name.head.text.endswith("s")
        if word is None or people or word.lemma not in verbs:
            continue
        if name.head.head is word and name.head.dep == "nsubj":
            continue
        if name.head.head is word and word.pos == "VERB" and word.tag != "VBG" and name.head.dep in NOMINAL:
            name.head.dep = "nsubj"
            continue
        other = starts.get(_position_after(sentence, word))
        alone = other is not None and (other.head is sentence.root or (other.head.dep == "conj" and other.head.head is sentence.root)) and not any(_is_main_verb(t) for t in sentence.tokens if t is not word)
        # "X and Y back Z": a particle cannot stand between two names.
        between = word.tag in ("RP", "RB") and _position_after(sentence, word) == word.i + 1
        if other is not None and (_must_be_verb(word, name) or between or (alone and word.tag in ("NN", "VBP", "VB", "RB", "RP"))):
            _make_verb(word, first_conjunct(name.head), other.head)


def _is_main_verb(token: Token) -> bool:
    """Whether a word is a verb outside clauses that modify a noun."""
    return token.pos == "VERB" and not any(t.dep.startswith("acl") for t in (token, *token.ancestors()))


def _relabel_object(name: Name, verbs: Container[str]) -> None:
    """Relabel a name right after a verb without object as its object."""
    head = name.head
    verb = head.head
    if verb is None or verb.pos != "VERB" or verb.lemma not in verbs or head.dep not in _UNRECOGNISED_OBJECTS:
        return
    first = min(t.i for t in head.subtree() if t.dep not in ("punct", "conj", "cc", "acl", "acl:relcl") or t is head)
    behind = 0 < min(first, name.start) - verb.i <= 2
    if behind and not head.get("case", "mark", "cop", "nsubj") and not verb.get("obj") and name.label != NORP:
        head.dep = "obj"


def _position_after(sentence: Sentence, word: Token) -> int:
    """Return the position after a word, skipping an article."""
    following = word.i + 1
    if following < len(sentence.tokens) and sentence.tokens[following].lemma in ("the", "a"):
        following += 1
    return following


def _must_be_verb(word: Token, subject: Name) -> bool:
    """Whether a word that was not parsed as a verb can only be one here."""
    if word.dep in ("root", "conj", "ccomp", "advcl", "acl:relcl", "parataxis") and word.pos == "VERB":
        return False
    if word.tag in ("NNS", "VBN", "VBD", "VBZ", "VBP"):
        return word.dep in ("amod", "compound", "nmod", "dep", "flat", "appos", "punct", "obl", "acl")
    plural = subject.head.dep == "conj" or subject.head.first("conj") is not None
    if plural and word.lemma == "back":
        return word.dep in ("case", "advmod", "compound:prt")
    return plural and word.tag in ("RP", "RB", "NN", "JJ", "VB", "IN") and word.dep not in ("case", "compound:prt")


def _make_verb(word: Token, subject: Token, object_: Token) -> None:
    """Make a word the verb of its clause, between its subject and its object."""
    top = object_ if object_ in subject.ancestors() else subject
    # Attaching the clause below one of the three would create a cycle: it takes the place of the highest of them.
    highest = next(t for t in reversed([top, *top.ancestors()]) if t in (word, subject, object_))
    outer, dep = highest.head, highest.dep
    for token in (word, subject, object_):
        if token.head is not None and token in token.head.children:
            token.head.children.remove(token)
    word.head, word.dep, word.pos, word.tag = outer, dep, "VERB", "VBD" if word.tag in ("VBN", "VBD") else "VBZ"
    if outer is not None:
        attach(word, outer)
    attach(subject, word)
    attach(object_, word)
    subject.dep, object_.dep = "nsubj", "obj"
    for child in [c for c in object_.children if (c.dep == "conj" and c.pos == "VERB") or (c.i < subject.i and c.dep in ("mark", "advmod", "advcl", "cc"))]:
        # "Even if X arms Y".
        move(child, word)
