"""Two voices, one verdict: what the default reader gives, and that neither voice can invent anything."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from graphkit.assemble.verdict import load_verdict
from graphkit.cli.app import app
from graphkit.extract.learned.hybrid import GENERAL
from graphkit.model import Document, Polarity
from graphkit.nlp.encoder import FAMILIES
from graphkit.ontology import load_vocabulary
from graphkit.pipeline import Pipeline

CLEAR = "Turkey supports the Government of National Accord in Libya. Russian warplanes bombed Syrian rebels near Aleppo on Monday."
words = st.lists(st.sampled_from(["Turkey", "Iran", "the rebels", "backs", "attacked", "it", "Gen. Haftar", ",", ".", "said", "\n", "Ankara's", "did not", "GNA", "e\u0301", "who"]), min_size=1, max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def hybrid() -> Pipeline:
    return Pipeline()


def test_each_family_of_the_network_is_a_relation_of_that_family():
    assert {family: load_vocabulary().family(GENERAL[family]) for family in FAMILIES} == {family: family for family in FAMILIES}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words)
def test_every_quote_is_verbatim_and_every_confidence_a_probability(hybrid, text):
    record = hybrid.read(Document("a", text))
    for claim in record.claims:
        assert all(text[e.start : e.end] == e.quote for e in claim.evidence)
        assert load_verdict().threshold <= claim.confidence <= 1
        assert claim.subject != claim.object


def test_a_claim_of_both_voices_names_both_and_keeps_the_finer_relation(hybrid):
    claims = hybrid.read(Document("a", CLEAR)).claims
    both = [c for c in claims if {name.split("/")[0] for name in c.extractor.split("+")} == {"dependency", "encoder"}]
    assert any((c.subject, c.object) == ("Turkey", "GNA") for c in both)


def test_the_same_article_gives_the_same_claims_whatever_was_read_before(hybrid):
    first = hybrid.read(Document("a", CLEAR))
    hybrid.read(Document("b", "Iran and Russia signed a pact. " * 40))
    assert hybrid.read(Document("a", CLEAR)) == first == Pipeline().read(Document("a", CLEAR))


def test_a_denial_never_becomes_a_plain_claim(hybrid):
    claims = hybrid.read(Document("a", "Iran denied that it had sent drones to Russia. The ministry in Tehran called the report baseless.")).claims
    assert not [c for c in claims if (c.subject, c.object) == ("Iran", "Russia") and c.polarity is Polarity.POSITIVE and c.predicate.startswith("supports")]


def test_a_frame_of_the_users_own_is_never_weighed_away(tmp_path):
    own = tmp_path / "frames.csv"
    own.write_text("kind,triggers,theme,predicate,subject,object,types,status,polarity\nverb,zorble,,opposes,subj,obj,,,\n")
    claims = Pipeline(frames=(own,)).read(Document("a", "Turkey zorbled Greece.")).claims
    assert [(c.subject, c.predicate, c.object) for c in claims] == [("Turkey", "opposes", "Greece")]


def test_what_the_verdict_finds_too_unlikely_is_left_out(hybrid):
    record = hybrid.read(Document("a", CLEAR))
    assert record.claims
    strict = Pipeline(min_confidence=0.999)
    assert not strict.read(Document("a", CLEAR)).claims


def test_the_command_reads_with_both_voices_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.delenv("GRAPHKIT_EXTRACTOR")
    article = tmp_path / "a.txt"
    article.write_text(CLEAR)
    rows = [json.loads(line) for line in CliRunner().invoke(app, ["extract", str(article), "-f", "jsonl"], catch_exceptions=False).stdout.splitlines()]
    assert any("encoder" in row["extractor"] for row in rows)
    strict = CliRunner().invoke(app, ["extract", str(article), "-f", "jsonl", "--strict"], catch_exceptions=False).stdout
    assert all(json.loads(line)["confidence"] >= 0.85 for line in strict.splitlines())


def test_the_help_names_the_threshold_that_ships():
    assert f"({load_verdict().threshold:g})" in CliRunner().invoke(app, ["extract", "--help"], env={"COLUMNS": "200"}).stdout
