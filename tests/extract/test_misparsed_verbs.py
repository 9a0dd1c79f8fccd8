"""Words that can only be verbs become verbs, and the result is a tree whatever the parser gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.extract.repair.conjuncts import repair_conjuncts
from graphkit.extract.repair.misparsed_verbs import repair_misparsed_verbs
from graphkit.extract.repair.verbs_between import _make_verb
from tests.conftest import examples
from tests.extract.trees import shape, tree, whole

VERBS = frozenset(["shelter", "bomb", "fund", "arm", "seize", "back", "support"])
NAMES = frozenset(["Haftar", "troops", "M23", "forces", "Goma", "Houthis", "PKK", "Sudan", "army"])


def may_act(token):
    return token.text in NAMES


def test_what_is_said_is_a_clause():
    found = tree("Analysts/NNS/nsubj>1 say/VBP/root the/DT/det>4 Houthis/NNP/compound>4 shelter/NN/iobj>1 PKK/NNP/appos>4")
    repair_misparsed_verbs(found, VERBS, VERBS, may_act)
    assert whole(found)
    assert shape(found) >= {("shelter", "ccomp", "say"), ("Houthis", "nsubj", "shelter"), ("PKK", "obj", "shelter"), ("the", "det", "Houthis")}


@pytest.mark.parametrize("parsed", [
    "Goma/NNP/nsubj>1 had/VBD/root seized/VBN/amod>3 arms/NNS/obj>1 in/IN/case>5 May/NNP/obl>1",
    "Goma/NNP/nsubj>3 had/VBD/aux>3 seized/VBN/amod>3 arms/NNS/root in/IN/case>5 May/NNP/obl>2",
])  # fmt: skip
def test_a_participle_after_have_is_a_perfect(parsed):
    found = tree(parsed)
    found.tokens[1].lemma, found.tokens[2].lemma = "have", "seize"
    repair_misparsed_verbs(found, VERBS, VERBS, may_act)
    assert whole(found)
    assert shape(found) >= {("Goma", "nsubj", "seized"), ("had", "aux", "seized"), ("arms", "obj", "seized"), ("May", "obl", "seized")}


WORDS = ["Haftar", "but", "shelter", "to", "after", "bombing", "seized", "M23", ",", "say", "armed", "denied", "had"]
TAGS = {"but": "CC", "shelter": "NN", "to": "TO", "after": "IN", "bombing": "NN", "seized": "VBN", ",": ",", "say": "VBP",
        "armed": "JJ", "denied": "VBD", "had": "VBD", "Haftar": "NNP", "M23": "NNP"}  # fmt: skip


@settings(max_examples=examples(60))
@given(st.data())
def test_whatever_comes_a_tree_stays_a_tree(data):
    found = _any_tree(data, least=1)
    repair_conjuncts(found, VERBS)
    assert whole(found)
    repair_misparsed_verbs(found, VERBS, VERBS, may_act)
    assert whole(found)


@settings(max_examples=examples(60))
@given(st.data())
def test_a_verb_made_between_any_two_words_closes_no_ring(data):
    found = _any_tree(data, least=3)
    word, subject, object_ = data.draw(st.permutations(found.tokens))[:3]
    _make_verb(word, subject, object_)
    assert whole(found)
    assert (subject.head, object_.head) == (word, word)


def _any_tree(data, least):
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=9))
    order = data.draw(st.permutations(range(len(words))))
    above = {order[n]: order[data.draw(st.integers(0, n - 1))] for n in range(1, len(words))}
    deps = st.sampled_from(["nsubj", "obj", "compound", "conj", "amod", "case", "acl", "acl:relcl", "cc", "advcl", "xcomp", "ccomp"])
    pieces = [f"{w}/{TAGS[w]}/{data.draw(deps)}>{above[i]}" if i in above else f"{w}/{TAGS[w]}/root" for i, w in enumerate(words)]
    found = tree(" ".join(pieces))
    for token in found.tokens:
        token.lemma = {"seized": "seize", "had": "have", "denied": "deny", "bombing": "bomb"}.get(token.text, token.lemma)
    return found
