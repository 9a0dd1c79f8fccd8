"""Lemma tables: regular forms are written out, the treebank wins where it is sure."""

from __future__ import annotations

import gzip
import json

import pytest
import spacy

from training.lemmas import inflections, tables

CONLLU = """# sent_id = s1
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tdata\tdatum\tNOUN\tNNS\t_\t0\troot\t_\t_
3\tdata\tdatum\tNOUN\tNNS\t_\t2\tdep\t_\t_

"""


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("arm", ["arms", "arming", "armed"]),
        ("back", ["backs", "backing", "backed"]),
        ("seize", ["seizes", "seizing", "seized"]),
        ("deny", ["denies", "denying", "denied"]),
        ("die", ["dies", "dying", "died"]),
        ("agree", ["agrees", "agreeing", "agreed"]),
        ("ban", ["bans", "banning", "banned"]),
        ("target", ["targets", "targeting", "targeted", "targetting", "targetted"]),
        ("clash", ["clashes", "clashing", "clashed"]),
        ("panic", ["panics", "panicking", "panicked", "panicing", "paniced"]),
    ],
)
def test_regular_inflections(verb, forms):
    assert inflections(verb) == forms


def test_tables_serve_spacys_rule_lemmatizer(tmp_path):
    for name, table in (
        ("rules", {"noun": [["s", ""]], "verb": [["ing", ""]], "adj": [], "adv": []}),
        ("exc", {"noun": {}, "verb": {"fought": ["fight"]}, "adj": {}, "adv": {}}),
        ("index", {"noun": ["ally", "data"], "verb": ["hop", "hope", "fight"], "adj": [], "adv": []}),
    ):
        with gzip.open(tmp_path / f"en_lemma_{name}.json.gz", "wt") as stream:
            json.dump(table, stream)
    (tmp_path / "t.conllu").write_text(CONLLU)
    nlp = spacy.blank("en")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(list, nlp=nlp, lookups=tables(tmp_path, [tmp_path / "t.conllu"]))
    found = []
    for word, pos in (
        ("hoping", "VERB"),
        ("hopping", "VERB"),
        ("fought", "VERB"),
        ("data", "NOUN"),
        ("they", "PRON"),
    ):
        doc = nlp.make_doc(word)
        doc[0].pos_ = pos
        found.append(lemmatizer(doc)[0].lemma_)
    assert found == ["hope", "hop", "fight", "datum", "they"]
