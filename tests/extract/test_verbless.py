"""A sentence without a verb gets the one that its order shows; any other stays as it was parsed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.extract.repair.verbless import rebuild_verbless_clause
from tests.conftest import examples
from tests.extract.trees import shape, tree, whole, word

VERBS = frozenset(["finance", "back", "control", "attack", "oppose", "occupy", "strike"])
NAMES = frozenset(["Hamas", "Hezbollah", "Sudan", "Houthis", "Kobani", "forces", "Iran", "army"])


def may_act(token):
    return token.text in NAMES


def test_a_list_of_names_is_the_subject():
    """ "Hamas and Hezbollah finance Sudan", parsed as a list of three."""
    found = tree("Hamas/NNP/root and/CC/cc>3 Hezbollah/NNP/compound>3 finance/NN/conj>0 Sudan/NNP/conj>0 ././punct>0")
    rebuild_verbless_clause(found, VERBS, may_act)
    assert shape(found) >= {
        ("finance", "root", ""), ("Hamas", "nsubj", "finance"), ("Hezbollah", "conj", "Hamas"), ("Sudan", "obj", "finance"),
    }  # fmt: skip
    assert whole(found)


def test_articles_and_adjectives_stay_with_their_nouns():
    found = tree("The/DT/det>2 Turkish/JJ/amod>2 army/NN/root back/RB/case>4 Sudan/NNP/nmod>2 ././punct>2")
    rebuild_verbless_clause(found, VERBS, may_act)
    assert ("back", "root", "") not in shape(found)
    found = tree("The/DT/det>2 Turkish/JJ/amod>2 forces/NNS/root back/RB/case>4 Sudan/NNP/nmod>2 ././punct>2")
    rebuild_verbless_clause(found, VERBS, may_act)
    assert shape(found) >= {("Turkish", "amod", "forces"), ("forces", "nsubj", "back"), ("Sudan", "obj", "back")}
    assert word(found, "back").pos == "VERB"


def test_a_past_tense_taken_for_a_preposition():
    found = tree("Iran/NNP/nsubj>2 opposed/VBD/case>2 Sudan/NNP/root on/IN/case>4 Monday/NNP/nmod>2 ././punct>2")
    rebuild_verbless_clause(found, VERBS, may_act)
    assert shape(found) >= {("opposed", "root", ""), ("Iran", "nsubj", "opposed"), ("Monday", "obl", "opposed")}
    assert word(found, "opposed").lemma == "oppose"


def test_a_sentence_with_a_verb_stays():
    written = "Iran/NNP/nsubj>1 backs/VBZ/root Sudan/NNP/obj>1 ././punct>1"
    found = tree(written, backs="back")
    before = shape(found)
    rebuild_verbless_clause(found, VERBS, may_act)
    assert shape(found) == before


def test_no_verb_is_found_where_none_can_be():
    for written in (
        # A thing behind it: "Houthis attack drones".
        "Houthis/NNP/compound>2 attack/NN/compound>2 drones/NNS/root ././punct>2",
        # One alone takes no bare form: "Iran control area".
        "Iran/NNP/compound>2 control/NN/compound>2 Sudan/NNP/root ././punct>2",
        # A preposition behind it: "Houthis attack in Sudan".
        "Houthis/NNP/compound>1 attack/NN/root in/IN/case>3 Sudan/NNP/nmod>1 ././punct>1",
    ):
        found = tree(written)
        before = shape(found)
        rebuild_verbless_clause(found, VERBS, may_act)
        assert shape(found) == before, written


WORDS = st.sampled_from(["Hamas", "and", "finance", "backs", "Sudan", "the", "Turkish", "army", ",", "opposed", "in", "strike"])
TAGS = {"and": "CC", "the": "DT", "Turkish": "JJ", ",": ",", "in": "IN", "finance": "NN", "strike": "NN", "army": "NN",
        "backs": "NNS", "opposed": "VBD", "Hamas": "NNP", "Sudan": "NNP"}  # fmt: skip


@settings(max_examples=examples(50))
@given(st.data())
def test_whatever_comes_a_tree_stays_a_tree(data):
    """Any words in any tree: afterwards there still is one root above all of them."""
    words = data.draw(st.lists(WORDS, min_size=1, max_size=9))
    order = data.draw(st.permutations(range(len(words))))
    above = {order[n]: order[data.draw(st.integers(0, n - 1))] for n in range(1, len(words))}
    deps = st.sampled_from(["nsubj", "obj", "compound", "conj", "amod", "case", "nmod", "cc", "appos"])
    pieces = [f"{w}/{TAGS[w]}/{data.draw(deps)}>{above[i]}" if i in above else f"{w}/{TAGS[w]}/root" for i, w in enumerate(words)]
    found = tree(" ".join(pieces))
    rebuild_verbless_clause(found, VERBS, may_act)
    assert whole(found)
