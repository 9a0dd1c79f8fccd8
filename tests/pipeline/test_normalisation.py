"""The encoding of accents does not change what is read, and quotes are cut from the original text."""

from __future__ import annotations

import textwrap
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit import Graph, build
from graphkit.model import ArticleRecord, Claim, Document, Evidence
from graphkit.pipeline.copies import copy_signature
from graphkit.pipeline.normalisation import normalise, restore_wording
from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.lookup import Lookup
from tests.conftest import examples

SENTENCES = (
    "Mevlüt Çavuşoğlu, the foreign minister of Turkey, met Kyriakos Mitsotakis.",
    "Çavuşoğlu condemned Armenia.",
    "Nguyễn Xuân Phúc, the president of Việt Nam, accused Žižkov of arming the rebels.",
    "“Côte d’Ivoire backs Mali,” Hélène Kouassi said.",
    "São Tomé and Príncipe sanctioned Türkiye, diplomats in Brasília said.",
    "The Möwe Front attacked the Ångström Brigade near Łódź.",
    "한국 reporters say North Korea threatened Japan.",
)


def told(record):
    """Return claims without what depends on the article's own encoding, with composed quotes."""
    return sorted(
        (c.subject, c.predicate, c.object, c.status, c.polarity, c.attributed_to or "", str(c.valid), c.role or "", c.confidence, *(unicodedata.normalize("NFC", e.quote) for e in c.evidence))
        for c in record.claims
    )


def is_verbatim(record, text):
    for claim in record.claims:
        for e in claim.evidence:
            assert text[e.start : e.end] == e.quote
            assert text[: e.start].endswith(e.before)
            assert text[e.end :].startswith(e.after)
            assert claim.cue is None or claim.cue in text
        assert claim.subject_mention in text
        assert claim.object_mention in text
    return True


@pytest.mark.parametrize(("plain", "typeset"), [("'", "\u2019"), (" ", "\u00a0"), ("-", "\u2011")])
def test_an_article_says_the_same_however_it_is_typeset(pipeline, plain, typeset):
    """Quotes and mentions keep the characters of the article."""
    text = "The People's Front of the Möwe-Hills attacked the Ångström-Brigade. Ilm's foreign minister said that North Korea's army supports Al-Shabaab."
    base, record = pipeline.read(Document("a", text)), pipeline.read(Document("a", text.replace(plain, typeset)))
    assert [row[:-1] for row in told(record)] == [row[:-1] for row in told(base)] != []
    assert {(a.id, a.name) for a in record.actors} == {(a.id, a.name) for a in base.actors}
    assert is_verbatim(record, text.replace(plain, typeset))


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), dice=st.randoms(use_true_random=False))
def test_an_article_says_the_same_however_its_accents_are_encoded(pipeline, parts, dice):
    whole = " ".join(parts)
    forms = [unicodedata.normalize("NFD", whole), " ".join(unicodedata.normalize(dice.choice(["NFC", "NFD"]), word) for word in whole.split(" "))]
    whole_record = pipeline.read(Document("a", whole))
    for text in forms:
        record = pipeline.read(Document("a", text))
        assert told(record) == told(whole_record)
        assert record.actors == whole_record.actors
        assert record.names == whole_record.names
        assert record.document.text == text
        assert {c.article for c in record.claims} <= {record.document.key}
        assert is_verbatim(record, text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_the_sentences_are_read_at_all(pipeline, form):
    text = unicodedata.normalize(form, SENTENCES[0])
    record = pipeline.read(Document("a", text))
    assert ("Cavusoglu", "holdsOfficeIn", "Turkey") in {(c.subject, c.predicate, c.object) for c in record.claims}
    assert is_verbatim(record, text)


def test_both_encodings_make_one_actor_in_the_graph(tmp_path):
    text = "Défense minister Hélène Kouassi of Mali condemned Niger."
    for form in ("NFC", "NFD"):
        (tmp_path / f"{form}.txt").write_text(unicodedata.normalize(form, text), encoding="utf-8")
    build(tmp_path / "NFC.txt", tmp_path / "NFD.txt", graph=tmp_path / "graph")
    graph = Graph.open(tmp_path / "graph")
    claims = list(graph.claims())
    actors = {article: {c.subject for c in claims if c.article == article} for article in {c.article for c in claims}}
    assert len(actors) == 2
    first, second = actors.values()
    assert first == second
    # Texts omit accents, so ids have none; names keep them.
    assert {a.id: a.name for a in graph.actors()}["Helene_Kouassi"] == "Hélène Kouassi"
    assert "Helene_Kouassi" in first


def test_a_copy_in_another_encoding_is_a_copy():
    text = " ".join(SENTENCES)
    assert (copy_signature(text) == copy_signature(unicodedata.normalize("NFD", text))).all()


def test_a_table_and_an_actors_file_may_be_decomposed(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text(unicodedata.normalize("NFD", "id,name,class,type\nMöwe,Möwe Front,ArmedActor,rebel-group\n"), encoding="utf-8")
    gazetteer = load_gazetteer([path])
    assert [s.id for s in gazetteer.senses("Möwe Front")] == ["Möwe"]
    lookup = Lookup(gazetteer)
    kind = gazetteer.entries["Möwe"].actor.kind
    new = [lookup.actor(unicodedata.normalize(form, "Förderbund"), kind) for form in ("NFC", "NFD")]
    assert new[0] == new[1] == replace(new[0], name="Förderbund")


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(width=st.integers(50, 100), form=st.sampled_from(["NFC", "NFD"]))
def test_an_article_says_the_same_however_wide_its_lines_are(pipeline, width, form):
    paragraphs = [" ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])]
    wrapped = unicodedata.normalize(form, "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs))
    record = pipeline.read(Document("a", wrapped))
    assert [tuple(" ".join(part.split()) if isinstance(part, str) else part for part in claim) for claim in told(record)] == told(pipeline.read(Document("a", "\n\n".join(paragraphs))))
    assert is_verbatim(record, wrapped)


MARKED = (
    ("hints and notes", lambda text: text.replace("minister", "min\u00adis\u00adter").replace(". ", ".¹ ").replace("condemned", "con\u00addemned[3]")),
    ("blanks", lambda text: text.replace(" ", "   ")),
    ("links", lambda text: text.replace("Turkey", "[Turkey](https://example.org/t)").replace("Armenia", "**Armenia**")),
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("mark", [mark for _, mark in MARKED], ids=[name for name, _ in MARKED])
def test_marks_between_words_change_nothing_that_is_read_and_are_quoted(pipeline, mark, form):
    plain = " ".join(SENTENCES[:5])
    text = unicodedata.normalize(form, mark(plain))
    record = pipeline.read(Document("a", text))
    assert [claim[:9] for claim in told(record)] == [claim[:9] for claim in told(pipeline.read(Document("a", plain)))]
    assert is_verbatim(record, text)


def test_words_that_are_not_of_the_text_are_looked_for_once():
    given_ = Document("a", "Turkey  backs Libya. " * 20_000 + "\u00ad")
    seen = normalise(given_)
    length = len("Turkey backs Libya. ")
    claims = tuple(
        Claim("x", "Turkey", "supports", "Libya", "Turkey", "Libya", (Evidence.of(seen.text, at, at + length - 1),), cue="denied", attribution_text="diplomats said")
        for at in range(0, 20_000 * length, length)
    )
    begun = time.process_time()
    record = restore_wording(ArticleRecord(seen, (), claims), given_)
    assert time.process_time() - begun < 3
    assert {(c.evidence[0].quote, c.cue) for c in record.claims} == {("Turkey  backs Libya.", "denied")}
