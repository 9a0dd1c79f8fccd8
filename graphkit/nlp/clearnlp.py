"""Converts ClearNLP-style trees, which many spaCy pipelines produce, to Universal Dependencies.

The two guidelines differ (Choi and Palmer 2012; UD v2): in ClearNLP prepositions head their objects, the copula heads
its predicate, and "by" heads the agent. Everything else is renaming.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.nlp.tree import Token

_RENAMED = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "relcl": "acl:relcl",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "intj": "discourse",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "oprd": "xcomp",
    "nn": "compound",
    "nmod": "compound",
}
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X")


def uses_clearnlp(labels: Iterable[str]) -> bool:
    """Whether a parser uses ClearNLP labels."""
    return bool({"nsubjpass", "pobj", "dobj"} & set(labels))


def to_universal(tokens: tuple[Token, ...]) -> None:
    """Convert the heads and labels of one sentence to Universal Dependencies, in place."""
    for token in tokens:
        token.dep = _RENAMED.get(token.dep, token.dep)
    for token in tokens:
        if token.dep in ("prep", "agent"):
            _turn_preposition(token)
    for token in tokens:
        complement = token.first("attr", "acomp")
        if complement is not None and token.lemma == "be":
            _turn_copula(token, complement)


def _turn_preposition(preposition: Token) -> None:
    """Convert `prep -> pobj` to `obl/nmod -> case`."""
    inner = preposition.first("pobj", "pcomp")
    head = preposition.head
    if inner is None or head is None:
        preposition.dep = "obl" if head is not None else preposition.dep
        return
    was_agent = preposition.dep == "agent"
    nominal = head.pos in _NOMINAL
    clause = inner.dep == "pcomp"
    _swap(preposition, inner)
    preposition.dep = "mark" if clause else "case"
    if clause:
        inner.dep = "acl" if nominal else "advcl"
    elif was_agent:
        inner.dep = "obl:agent"
    else:
        inner.dep = "nmod" if nominal else "obl"


def _turn_copula(copula: Token, complement: Token) -> None:
    """Convert `be -> attr` to `predicate -> cop`."""
    dep = copula.dep
    moved = [child for child in copula.children if child is not complement]
    _swap(copula, complement)
    complement.dep = dep
    copula.dep = "cop"
    for child in moved:
        copula.children.remove(child)
        child.head = complement
        complement.children.append(child)
    complement.children.sort(key=lambda child: child.i)


def _swap(upper: Token, lower: Token) -> None:
    """Replace `upper` by its child `lower`, and attach `upper` to it."""
    head = upper.head
    upper.children.remove(lower)
    lower.head = head
    if head is not None:
        head.children[head.children.index(upper)] = lower
    upper.head = lower
    lower.children.append(upper)
    lower.children.sort(key=lambda child: child.i)
