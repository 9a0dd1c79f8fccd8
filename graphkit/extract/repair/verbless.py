"""Rebuild plain clauses in which the parse has no verb: "Hamas and Hezbollah finance X".

Parsers fail most on short sentences and headlines that consist of names. If no word of a sentence is a verb with a subject,
and a word that can express a relation stands between two noun phrases, the tree is rebuilt from the word order.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from graphkit.extract.repair.tree import attach
from graphkit.nlp import Sentence, Token

_PHRASE_POS = ("DET", "ADJ", "NOUN", "PROPN", "CCONJ", "NUM", "PRON")
_DEPENDENT_RELATIONS = {"DET": "det", "ADJ": "amod", "NUM": "nummod", "PRON": "nmod:poss"}
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("", ""))


def rebuild_verbless_clause(sentence: Sentence, verbs: Container[str], may_act: Callable[[Token], bool]) -> None:
    """Make a verb of the one word that can be one, in a sentence without a verb.

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation.
        may_act: whether a word is a name or a noun for a possible agent.
    """
    tokens = sentence.tokens
    if any(_is_clause(t) for t in tokens):
        return
    for word in tokens[1:-1]:
        lemma = _verb_lemma(word, tokens[: word.i], verbs)
        if lemma is None or not may_act(tokens[word.i - 1]):
            continue
        if any(t.pos not in _PHRASE_POS for t in tokens[: word.i]):
            return
        target = _head_of_next_phrase(tokens, word.i + 1)
        if target is not None and (may_act(tokens[target]) or word.tag in ("VBD", "VBZ", "VBP")):
            _attach_arguments(tokens, word, lemma, target)
            return


def _is_clause(token: Token) -> bool:
    """Whether a word is a verb with its subject and object, or another predicate."""
    if token.pos == "AUX" or token.tag in ("MD", "TO"):
        return True
    subject = token.first("nsubj", "nsubj:pass", "expl", "csubj")
    complement = token.first("obj", "obl", "xcomp", "ccomp", "aux", "obl:agent", "advmod", "compound:prt")
    return token.pos == "VERB" and (subject is not None or token.dep == "root") and complement is not None


def _verb_lemma(word: Token, before: Sequence[Token], verbs: Container[str]) -> str | None:
    """Return the lemma of a word that can be a finite verb after such a subject, else None."""
    text = word.text
    if not text.islower() or not text.isalpha():
        return None
    last = before[-1]
    plural = last.tag in ("NNS", "NNPS") or last.text.endswith(("s", "ban")) or any(t.lemma == "and" for t in before)
    for ending, suffix in _ENDINGS:
        lemma = text.removesuffix(ending) + suffix
        if not text.endswith(ending) or lemma not in verbs:
            continue
        if ending == "" and word.tag != "VBD" and not plural:
            return None
        return lemma
    return word.lemma if word.tag in ("VBD", "VBZ") and word.lemma in verbs else None


def _head_of_next_phrase(tokens: Sequence[Token], start: int) -> int | None:
    """Return the position of the head of the noun phrase that begins here, its last noun."""
    end = start
    while end < len(tokens) and tokens[end].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        end += 1
    return end - 1 if end > start and tokens[end - 1].pos in ("NOUN", "PROPN") else None


def _attach_arguments(tokens: Sequence[Token], verb: Token, lemma: str, target: int) -> None:
    """Attach the phrase before the verb and the one after it to the verb."""
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
        _attach_to_head(tokens[start : head.i + 1], head)
        attach(head, verb if head is heads[0] else heads[0])
        head.dep = "nsubj" if head is heads[0] else "conj"
        start = head.i + 1
    _attach_to_head(tokens[verb.i + 1 : target + 1], tokens[target])
    attach(tokens[target], verb)
    tokens[target].dep = "obj"
    for token in rest:
        if token.head is not None:
            token.head.children.remove(token)
        attach(token, verb)
        token.dep = {"nmod": "obl", "root": "dep"}.get(token.dep, token.dep)


def _attach_to_head(words: Sequence[Token], head: Token) -> None:
    """Attach the other words of a phrase to its head."""
    for word in words:
        if word is not head:
            attach(word, head)
            word.dep = "cc" if word.pos == "CCONJ" else _DEPENDENT_RELATIONS.get(word.pos, "compound")
