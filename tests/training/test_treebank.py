"""Treebank files become documents with the same words, trees and names."""

from __future__ import annotations

import random

import spacy
from spacy.training import Example

from training.augment import _recased, _swapped, listed_names
from training.treebank import documents, gum_names, iob_names, sentences

CONLLU = """# sent_id = s1
# text = Kofi met us (twice).
1\tKofi\tKofi\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tEntity=(1-person-new)
2\tmet\tmeet\tVERB\tVBD\tTense=Past\t0\troot\t_\t_
3\tus\twe\tPRON\tPRP\t_\t2\tobj\t_\t_
4\t(\t(\tPUNCT\t-LRB-\t_\t5\tpunct\t_\tSpaceAfter=No
5\ttwice\ttwice\tADV\tRB\t_\t2\tadvmod\t_\tSpaceAfter=No
6\t)\t)\tPUNCT\t-RRB-\t_\t5\tpunct\t_\tSpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# sent_id = s2
1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
1\tca\tcan\tAUX\tMD\t_\t0\troot\t_\t_
2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_

"""


def test_words_heads_and_spaces(tmp_path):
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU)
    (first, words), (second, others) = sentences(path)
    assert (first, second) == ("s1", "s2")
    assert [w.head for w in words] == [1, -1, 1, 4, 1, 4, 1]
    assert [w.space for w in others] == [False, True]
    assert gum_names(words) == [(0, 1, "PERSON")]


def test_a_document_keeps_text_tree_and_names(tmp_path):
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU)
    (doc,) = documents(spacy.blank("en").vocab, path)
    assert doc.text.startswith("Kofi met us (twice). can't")
    assert [t.head.text for t in doc][:3] == ["met", "met", "met"]
    assert [(e.text, e.label_) for e in doc.ents] == [("Kofi", "PERSON")]
    assert len(list(doc.sents)) == 2


def test_iob_files_give_spans(tmp_path):
    path = tmp_path / "x.iob2"
    path.write_text("# sent_id = s1\n1\tKofi\tB-PER\t-\n2\tAnnan\tI-PER\t-\n3\tcame\tO\t-\n\n")
    assert iob_names(path) == {"s1": [(0, 2, "PERSON")]}


def test_names_are_swapped_and_the_tree_stays(tmp_path):
    path = tmp_path / "x.conllu"
    path.write_text(CONLLU)
    nlp = spacy.blank("en")
    (doc,) = documents(nlp.vocab, path)
    example = Example(nlp.make_doc(doc.text), doc)
    names = listed_names()
    made = [_swapped(nlp, example, names, random.Random(seed)) for seed in range(8)]
    assert {m.reference[0].text for m in made} != {"Kofi"}
    for variant in (*made, _recased(nlp, example, random.Random(1))):
        assert [t.head.i for t in variant.reference] == [t.head.i for t in doc]
        assert len(variant.reference) == len(doc)
