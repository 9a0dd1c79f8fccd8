"""Corrects wrong and missing coordination."""

from __future__ import annotations

from collections.abc import Callable

from graphkit.extract.repair.tree import move
from graphkit.nlp import Sentence, Token


def relabel_reporting_clauses(sentence: Sentence, is_reporting_verb: Callable[[Token], bool]) -> None:
    """Relabel a reporting clause after a comma as parataxis, not coordination: "X arms Y, diplomats say".

    Args:
        sentence: the tree; it is changed in place.
        is_reporting_verb: whether a verb reports speech.
    """
    for verb in sentence.tokens:
        subject = verb.first("nsubj")
        if verb.dep != "conj" or verb.first("cc") is not None or subject is None or subject.i > verb.i or not is_reporting_verb(verb):
            continue
        first = min(t.i for t in (subject, *subject.children) if t.pos != "PUNCT")
        if first and sentence.tokens[first - 1].text == "," and not verb.get("obj", "ccomp"):
            verb.dep = "parataxis"


def coordinate_as_well_as(sentence: Sentence) -> None:
    """Coordinate Y with the phrase before it, wherever it is attached: "X, as well as Y"."""
    for token in sentence.tokens:
        joined = any(c.lemma == "as" and any(w.lemma == "well" for w in c.get("fixed")) for c in token.get("cc", "advmod", "case"))
        verb = token.head
        if not joined or verb is None or token.dep not in ("obl", "nmod", "advcl", "obj", "parataxis"):
            continue
        before = [c for c in verb.children if c.i < token.i and c.dep in ("nsubj", "obj", "obl", "nsubj:pass")]
        if before:
            move(token, before[-1])
            token.dep = "conj"
