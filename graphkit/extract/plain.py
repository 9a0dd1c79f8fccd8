"""Rebuilds plain clauses in which the parse saw no verb: "Hamas and Hezbollah finance X".

Short sentences and headlines of names alone mislead a parser most. Where nothing in a
sentence is a verb with a subject, and a word that can be the verb of a relation stands
between a phrase for somebody who acts and another for somebody or some place, the clause is
what its order says.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from graphkit.extract.repair import attach
from graphkit.nlp import Sentence, Token

_PHRASE = ("DET", "ADJ", "NOUN", "PROPN", "CCONJ", "NUM", "PRON")
_INSIDE = {"DET": "det", "ADJ": "amod", "NUM": "nummod", "PRON": "nmod:poss"}
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("", ""))


def plain_clause(sentence: Sentence, verbs: Container[str], agent: Callable[[Token], bool]) -> None:
    """Make the one word that can be it the verb of a sentence that has none.

    Args:
        sentence: the tree; it is changed.
        verbs: lemmas that can be the verb of a relation.
        agent: whether a word is a name or a noun for somebody who can act.
    """
    tokens = sentence.tokens
    if any(_is_clause(t) for t in tokens):
        return
    for word in tokens[1:-1]:
        lemma = _verb_lemma(word, tokens[: word.i], verbs)
        if lemma is None or not agent(tokens[word.i - 1]):
            continue
        if any(t.pos not in _PHRASE for t in tokens[: word.i]):
            return
        target = _phrase_behind(tokens, word.i + 1)
        if target is not None and (agent(tokens[target]) or word.tag in ("VBD", "VBZ", "VBP")):
            _rebuild(tokens, word, lemma, target)
            return


def _is_clause(token: Token) -> bool:
    """Whether a word is a verb with its subject and its object, or anything else that says something."""
    if token.pos == "AUX" or token.tag in ("MD", "TO"):
        return True
    subject = token.first("nsubj", "nsubj:pass", "expl", "csubj")
    said = token.first("obj", "obl", "xcomp", "ccomp", "aux", "obl:agent", "advmod", "compound:prt")
    return token.pos == "VERB" and (subject is not None or token.dep == "root") and said is not None


def _verb_lemma(word: Token, before: Sequence[Token], verbs: Container[str]) -> str | None:
    """Lemma of a word that can be a finite verb behind such a subject, else None."""
    text = word.text
    if not text.islower() or not text.isalpha():
        return None
    last = before[-1]
    several = last.tag in ("NNS", "NNPS") or last.text.endswith(("s", "ban")) or any(t.lemma == "and" for t in before)
    for ending, more in _ENDINGS:
        lemma = text.removesuffix(ending) + more
        if not text.endswith(ending) or lemma not in verbs:
            continue
        if ending == "" and word.tag != "VBD" and not several:
            return None
        return lemma
    return word.lemma if word.tag in ("VBD", "VBZ") and word.lemma in verbs else None


def _phrase_behind(tokens: Sequence[Token], start: int) -> int | None:
    """Head of the noun phrase that begins here: its last noun."""
    end = start
    while end < len(tokens) and tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        end += 1
    return end - 1 if end > start and tokens[end - 1].pos in ("NOUN", "PROPN") else None


def _rebuild(tokens: Sequence[Token], verb: Token, lemma: str, target: int) -> None:
    """Hang the phrase before the verb and the one behind it below it."""
    rest = [t for t in tokens[target + 1 :] if t.head is None or t.head.i <= target]
    for token in tokens[: target + 1]:
        if token.head is not None:
            token.head.children.remove(token)
        token.head = None
    heads = [t for t in tokens[: verb.i] if t.i + 1 == verb.i or tokens[t.i + 1].pos == "CCONJ"]
    verb.dep, verb.pos, verb.lemma = "root", "VERB", lemma
    verb.tag = "VBD" if verb.text.endswith("ed") or verb.tag == "VBD" else "VBZ"
    start = 0
    for head in heads:
        _phrase(tokens[start : head.i + 1], head)
        attach(head, verb if head is heads[0] else heads[0])
        head.dep = "nsubj" if head is heads[0] else "conj"
        start = head.i + 1
    _phrase(tokens[verb.i + 1 : target + 1], tokens[target])
    attach(tokens[target], verb)
    tokens[target].dep = "obj"
    for token in rest:
        if token.head is not None:
            token.head.children.remove(token)
        attach(token, verb)
        token.dep = {"nmod": "obl", "root": "dep"}.get(token.dep, token.dep)


def _phrase(words: Sequence[Token], head: Token) -> None:
    """Hang the other words of a phrase below its head."""
    for word in words:
        if word is not head:
            attach(word, head)
            word.dep = "cc" if word.pos == "CCONJ" else _INSIDE.get(word.pos, "compound")
