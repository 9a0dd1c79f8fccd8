"""Restores infinitives that the parser took for parts of a noun phrase: "plans to veto EU aid", "Japan hopes to end talks"."""

from __future__ import annotations

from collections.abc import Container

from graphkit.extract.repair.tree import move, promote
from graphkit.nlp import Sentence, Token

# Relation of an infinitive that takes the place of its object.
_RELATIONS = {"obj": "xcomp", "obl": "advcl", "nmod": "acl"}


def repair_infinitives(sentence: Sentence, verbs: Container[str]) -> None:
    """Free infinitives from the noun behind them, and make verbs of the nouns before them.

    Args:
        sentence: the tree; it is changed in place.
        verbs: lemmas that can express a relation or determine its status.
    """
    for token in sentence.tokens:
        if token.tag == "VB" and token.lemma in verbs and token.i > 1 and sentence.tokens[token.i - 1].tag == "TO":
            _free_from_noun(sentence.tokens[token.i - 1], token)
            _make_verb_of_plan(token, verbs)


def _free_from_noun(to: Token, verb: Token) -> None:
    """Make a verb of what modifies its own object: "plans to veto EU aid"."""
    noun = verb.head
    if noun is None or verb.dep not in ("compound", "amod", "nmod:desc") or noun.i < verb.i:
        return
    dep = noun.dep
    promote(noun, verb)
    verb.pos, verb.dep, noun.dep = "VERB", _RELATIONS.get(dep, dep), "obj"
    if noun.tag == "VB":
        noun.pos, noun.tag = "NOUN", "NN"
    for child in [c for c in noun.children if c.i < verb.i]:
        move(child, verb)
    to.dep = "mark"


def _make_verb_of_plan(verb: Token, verbs: Container[str]) -> None:
    """Make a verb of the plural above, whose subject is the name before it: "Japan hopes to end talks"."""
    plan = verb.head
    if verb.dep != "acl" or plan is None or plan.head is not None or plan.tag not in ("NNS", "VBZ") or plan.lemma not in verbs or plan.first("det", "cop", "case", "nmod:poss"):
        return
    name = next((c for c in plan.get("compound", "nsubj") if c.i == plan.i - 1 and c.pos == "PROPN"), None)
    if name is not None:
        plan.pos, plan.tag, name.dep, verb.dep = "VERB", "VBZ", "nsubj", "xcomp"
