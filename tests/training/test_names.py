"""Text with names but without trees becomes documents with the four kinds of names."""

from __future__ import annotations

import json

import spacy

from training.names import crossner, peoples, re3d, with_peoples

ROWS = "Mara\tB-politician\nHoll\tI-politician\nleads\tO\nthe\tO\nLibyan\tO\nGreens\tB-politicalparty\n.\tO\n"


def _names(doc):
    return [(span.text, span.label_) for span in doc.ents]


def test_crossner_kinds_and_the_part_held_out(tmp_path):
    for part in ("ai", "politics"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "train.txt").write_text(ROWS)
    (doc,) = crossner(spacy.blank("en"), tmp_path)
    assert doc.text.strip() == "Mara Holl leads the Libyan Greens."
    assert _names(doc) == [("Mara Holl", "PERSON"), ("Libyan", "NORP"), ("Greens", "ORG")]


def test_re3d_mentions_lose_article_and_open_parts_only(tmp_path):
    text = "The Northern Union met president Mara Holl in Oderin."
    spans = [
        ("The Northern Union", "Organisation"),
        ("president Mara Holl", "Person"),
        ("Oderin", "Location"),
    ]
    for part in (
        "UK_Government",
        "Wikipedia",
        "CENTCOM",
        "Australian_Department_of_Foreign_Affairs",
        "BBC_Online",
    ):
        (tmp_path / part).mkdir()
        rows = [
            {
                "documentId": "a",
                "type": kind,
                "begin": text.index(words),
                "end": text.index(words) + len(words),
            }
            for words, kind in spans
        ]
        (tmp_path / part / "documents.json").write_text(json.dumps({"_id": "a", "text": text}) + "\n")
        (tmp_path / part / "entities.json").write_text("".join(json.dumps(row) + "\n" for row in rows))
    docs = list(re3d(spacy.blank("en"), tmp_path))
    assert len(docs) == 4
    assert _names(docs[0]) == [("Northern Union", "ORG"), ("Mara Holl", "PERSON"), ("Oderin", "LOC")]


def test_peoples_are_marked_outside_other_names_only():
    nlp = spacy.blank("en")
    doc = nlp.make_doc("Turkish and Sunni fighters joined the Turkish Brigade")
    doc.set_ents([doc.char_span(38, 53, label="ORG")])
    assert {"Turkish", "Turks", "Libyans"} <= peoples()
    assert _names(with_peoples(doc)) == [("Turkish", "NORP"), ("Sunni", "NORP"), ("Turkish Brigade", "ORG")]
