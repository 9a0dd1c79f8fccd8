"""Records written as quads are read back unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graphkit import rdf
from graphkit.model import (
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Document,
    Evidence,
    Polarity,
    Precision,
    Status,
    TimeSpan,
)
from tests.conftest import examples

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
DAY = st.dates(date(1950, 1, 1), date(2050, 1, 1))
SPAN = st.one_of(
    st.none(),
    st.builds(TimeSpan, st.one_of(st.none(), DAY), st.one_of(st.none(), DAY), st.sampled_from(Precision), st.booleans()),
)
DOCUMENT = st.builds(
    Document, id=TEXT, text=TEXT, title=st.one_of(st.none(), TEXT), outlet=st.one_of(st.none(), st.just("The Wire")),
    published=st.one_of(st.none(), DAY), conflict=st.one_of(st.none(), TEXT),
)


@st.composite
def claims(draw):
    start = draw(st.integers(0, 1000))
    quote = draw(TEXT)
    status = draw(st.sampled_from(Status))
    said = draw(TEXT) if status is not Status.ASSERTED else None
    return Claim(
        article="0123456789abcdef", subject=draw(st.sampled_from(["Turkey", "Ag_Ghaly", "Çavuşoğlu", "X-1a2b"])),
        predicate=draw(st.sampled_from(["supports", "attacks"])), object="GNA", subject_mention=draw(TEXT),
        object_mention=draw(TEXT), evidence=(Evidence(start, start + len(quote), quote, "", ""),), status=status,
        polarity=draw(st.sampled_from(Polarity)), support_types=tuple(sorted(draw(st.sets(st.sampled_from(["weapons", "troops"]))))),
        cue=draw(st.one_of(st.none(), TEXT)), attribution_text=said,
        attributed_to="Russia" if said and draw(st.booleans()) else None, valid=draw(SPAN),
        confidence=draw(st.integers(0, 1000)) / 1000,
    )


@settings(max_examples=examples(25))
@given(claims(), DOCUMENT)
def test_a_claim_comes_back_as_it_went(claim, document):
    claim = replace(claim, article=document.key)
    quads = rdf.record_quads(ArticleRecord(document, (), (claim,)))
    back = rdf.claims_of(rdf.facts(q for q in quads if q.graph_name == rdf.article_graph(document.key)))
    expected = claim
    if claim.status is Status.DECLARED and claim.attribution_text and claim.attributed_to is None:
        expected = replace(claim, attributed_to=claim.subject)
    if claim.valid is not None and claim.valid.precision is None:
        expected = replace(expected, valid=None)
    assert back == [expected]


@settings(max_examples=examples(40))
@given(st.lists(claims(), max_size=3), DOCUMENT, st.sampled_from(["dependency/1.0", "one/1+two/2"]), st.sampled_from([None, "", "chief", 'the "head"\\\r\n\t100 %s']), st.booleans())
def test_lines_of_a_pattern_are_the_quads_of_the_record(drawn, document, extractor, role, plainly):
    """Checked for successive records, since line patterns are cached; claims without a speaker have such lines."""
    more = {"attributed_to": None, "attribution_text": None} if plainly else {}
    record = ArticleRecord(document, (), tuple(replace(claim, article=document.key, extractor=extractor, role=role, **more) for claim in drawn))
    lines, plain = rdf.plain_lines(record), all(claim.attributed_to is None and claim.attribution_text is None for claim in record.claims)
    assert (lines is not None) == bool(drawn and plain)
    if lines is not None:
        quads = list(rdf.own_quads(record))
        assert set(pyoxigraph.parse(lines.own + lines.shared, format=pyoxigraph.RdfFormat.N_QUADS)) == set(quads)
        assert lines.number == len(quads)
        assert document.key in lines.own
        assert document.key not in lines.shared


@pytest.mark.parametrize("mark", ["zZmark3Zz", "zZmark99Zz"])
def test_an_outlet_that_looks_like_a_mark_has_no_pattern(mark):
    document = Document("d", "Text.", outlet=mark)
    claim = Claim(document.key, "Ruritania", "supports", mark, mark, "b", (Evidence(0, 1, mark),))
    assert rdf.plain_lines(ArticleRecord(document, (), (claim,))) is None
    lines = rdf.plain_lines(ArticleRecord(plain := replace(document, outlet="Wire"), (), (claim := replace(claim, article=plain.key),)))
    quads = rdf.own_quads(ArticleRecord(plain, (), (claim,)))
    assert lines is not None
    assert set(pyoxigraph.parse(lines.own + lines.shared, format=pyoxigraph.RdfFormat.N_QUADS)) == set(quads)


@settings(max_examples=examples(20))
@given(DOCUMENT)
def test_an_article_comes_back_as_it_went(document):
    quads = rdf.record_quads(ArticleRecord(document, (), ()))
    assert rdf.articles_of(rdf.facts(quads)) == [document.article]


def test_an_actor_comes_back_as_it_went():
    actor = Actor("Erdoğan_1", "Recep Tayyip Erdoğan", ActorClass.PERSON, "leader", ("Erdogan",), None, None, "Q39259")
    assert rdf.actors_of(rdf.facts(rdf.actor_quads(actor))) == [actor]


@settings(max_examples=examples(25))
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_id_makes_a_valid_iri(name):
    assert NamedNode(rdf.actor_node(name).value).value.startswith(rdf.ID)


def test_who_says_so_follows_the_status():
    document = Document("d", "Text.", outlet="Wire")
    base = Claim(document.key, "Russia", "supports", "Haftar", "a", "b", (Evidence(0, 1, "T"),))

    def voice(claim):
        quads = rdf.record_quads(ArticleRecord(document, (), (claim,)))
        return next(q.object.value for q in quads if q.predicate == rdf.iri("gk:attributedTo"))

    assert voice(base) == rdf.outlet_node("Wire").value
    assert voice(replace(base, status=Status.DECLARED)) == rdf.actor_node("Russia").value
    assert voice(replace(base, status=Status.ALLEGED, attribution_text="diplomats said")) == rdf.UNNAMED.value
    assert voice(replace(base, status=Status.ALLEGED, attributed_to="UN", attribution_text="x")) == rdf.actor_node("UN").value


def test_who_declares_for_another_is_whom_it_was_said_through():
    """A declaration by the subject's spokesman keeps both; the shapes require it."""
    document = Document("d", "Text.", outlet="Wire")
    base = Claim(document.key, "France", "supports", "Chad", "a", "b", (Evidence(0, 1, "T"),), status=Status.DECLARED)

    def through(claim):
        quads = rdf.record_quads(ArticleRecord(document, (), (claim,)))
        return [q.object.value for q in quads if q.predicate == rdf.iri("gk:through")]

    assert through(replace(base, attributed_to="Le_Drian", attribution_text="said")) == [rdf.actor_node("Le_Drian").value]
    assert through(replace(base, attributed_to="France", attribution_text="said")) == []
