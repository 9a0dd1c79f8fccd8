"""Assembly: claims are merged, statuses decided, and nothing that the ontology forbids gets through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Evidence, Polarity, Precision, Status, TimeSpan
from graphkit.model.claims import CONTEXT
from graphkit.ontology import load_vocabulary


def claims(record, text, **more):
    return record(text, **more).claims


def test_the_same_claim_twice_is_one_with_two_quotes(record):
    (claim,) = [c for c in claims(record, "Egypt backs Khalifa Haftar. Yes, Egypt backs Haftar.") if c.predicate == "supports"]
    assert len(claim.evidence) == 2


def test_every_quote_is_verbatim_with_its_context(record):
    text = "Nothing new. Egypt “backs” Khalifa Haftar. Turkey supports the GNA.\nThe end."
    for claim in claims(record, text):
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
            assert text[: evidence.start].endswith(evidence.before)
            assert text[evidence.end :].startswith(evidence.after)


def test_ones_own_word_declares_and_anothers_alleges(record):
    own = next(c for c in claims(record, "Turkey said it had trained the Government of National Accord.") if c.object == "GNA")
    assert (own.status, own.attributed_to) == (Status.DECLARED, "Turkey")
    other = next(c for c in claims(record, "Egypt said Turkey had trained the Government of National Accord.") if c.object == "GNA")
    assert (other.status, other.attributed_to) == (Status.ALLEGED, "Egypt")
    assert other.attribution_text in other.evidence[0].quote


def test_a_cue_stands_in_its_quote(record):
    text = "Russia is reportedly arming the Taliban. Turkey may strike Syria. Rwanda denied supporting the M23. Germany promised Ukraine tanks."
    hedged = [claim for claim in claims(record, text) if claim.status is not Status.ASSERTED or claim.polarity is Polarity.NEGATIVE]
    assert "promised" in [claim.cue for claim in hedged]
    for claim in hedged:
        assert claim.cue is None or claim.cue in claim.evidence[0].quote


def test_domain_and_range_hold(record):
    vocabulary = load_vocabulary()
    text = (
        "French President Emmanuel Macron met Hamas in Doha. The M23 seized Goma. Russia invaded Ukraine and holds "
        "Crimea. Iran funds Hezbollah, which shelled Haifa. Aleppo supports Damascus."
    )
    given = record(text)
    kinds = {actor.id: actor.kind for actor in given.actors}
    for claim in given.claims:
        relation = vocabulary.relation(claim.predicate)
        assert relation.domain is None or vocabulary.is_a(kinds[claim.subject], relation.domain)
        assert relation.range is None or vocabulary.is_a(kinds[claim.object], relation.range)
        assert claim.subject != claim.object


def test_the_same_text_gives_the_same_claims_in_the_same_order(record):
    text = "Egypt and the United Arab Emirates back Khalifa Haftar, while Turkey and Qatar support the GNA in Tripoli."
    assert claims(record, text) == claims(record, text)


def test_claims_below_the_wanted_confidence_are_left_out(pipeline):
    from graphkit.pipeline import Pipeline

    strict = Pipeline(min_confidence=0.99)
    from graphkit.model import Document

    assert strict.read(Document("d", "Egypt backs Khalifa Haftar.")).claims == ()
    assert pipeline.read(Document("d", "Egypt backs Khalifa Haftar.")).claims


def test_hard_texts_do_not_break_it(record):
    for text in ("A" * 200_000, "Egypt backs Haftar " * 1_000, "\u202eEgypt\u202c <script>alert(1)</script> & \ufffd", "—\n\n…\n", "TURKEY BACKS GNA"):
        record(text)


def test_a_minister_speaks_for_his_state(record):
    text = "French Foreign Minister Jean-Yves Le Drian met envoys in Paris. Le Drian said France backs Chad."
    found = next(c for c in claims(record, text) if c.predicate == "supports")
    assert (found.status, found.attributed_to) == (Status.DECLARED, "Le_Drian")


def test_a_tie_of_two_is_ones_own_word_from_either_side(record):
    (found,) = [c for c in claims(record, "Zambia said Angola cooperates with Zambia.") if c.predicate == "cooperatesWith"]
    assert (found.status, found.attributed_to) == (Status.DECLARED, "Zambia")


@given(st.text("ab .\n漢é", min_size=1, max_size=200), st.data())
def test_the_context_of_a_quote_is_verbatim_and_in_whole_words(text, data):
    """The exception is a word that extends beyond the context: it is cut at the end of the context."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = Evidence.of(text, start, end)
    first, last = start - len(made.before), end + len(made.after)
    assert text[first:last] == made.before + made.quote + made.after
    assert max(len(made.before), len(made.after)) <= CONTEXT
    for at, side in ((first, made.before), (last, made.after)):
        within_word = 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        assert not (side and within_word) or not any(letter.isspace() for letter in side)


def test_a_context_begins_and_ends_with_a_whole_word():
    text = f"{'letters ' * 20}QUOTE {'letters ' * 20}"
    start = text.index("QUOTE")
    made = Evidence.of(text, start, start + 5)
    assert made.before == "letters " * 7
    assert made.after == " letters" * 7


def stated(given):
    """The plain positive claims of a record, by relation: whether they have ended."""
    return {c.predicate: c.valid is not None and c.valid.ended for c in given.claims if c.polarity is Polarity.POSITIVE and c.status in (Status.ASSERTED, Status.ALLEGED)}


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("The United States lifted sanctions on Turkey on Wednesday. The United States had imposed sanctions on Turkey in January 2019.", {"sanctions": True}),
        ("Turkey no longer supports Qatar. Turkey had supported Qatar for years. Turkey supplied Qatar with weapons in 2017.", {"supports": True, "supportsMilitarily": True}),
        ("Egypt stopped supporting Khalifa Haftar in 2016. Egypt supports Haftar.", {"supports": False}),
        ("Egypt stopped supporting Khalifa Haftar in 2016. Egypt supplied Haftar with weapons in 2018.", {"supportsMilitarily": False}),
        ("Egypt, which had stopped supporting Khalifa Haftar, backs him again.", {"supports": False}),
        ("Egypt has reportedly stopped supporting Khalifa Haftar. Egypt supported Haftar in 2019.", {"supports": False}),
        ("Egypt no longer arms Khalifa Haftar. Egypt supports Haftar.", {"supports": False}),
    ],
)
def test_what_an_article_on_the_end_of_a_tie_tells_of_the_past_has_ended_too(record, text, over):
    """News that sanctions are lifted says when they were imposed; that sentence made them current."""
    found = stated(record(text, day=date(2020, 5, 14)))
    assert {name: found[name] for name in over} == over


def test_an_allegation_next_to_the_end_of_a_tie_is_not_over(record):
    """Somebody may say that it goes on."""
    told = record("Egypt no longer supports Khalifa Haftar. Libya accused Egypt of arming Haftar.", day=date(2020, 5, 14))
    assert stated(told)["supportsMilitarily"] is False


def test_the_past_of_a_tie_runs_to_the_day_of_its_end(record):
    told = record("The United States lifted sanctions on Turkey on Wednesday. The United States had imposed sanctions on Turkey in January 2019.", day=date(2020, 5, 14))
    [span] = [c.valid for c in told.claims if c.predicate == "sanctions" and c.polarity is Polarity.POSITIVE]
    assert span == TimeSpan(date(2019, 1, 1), date(2020, 5, 13), Precision.MONTH, ended=True)


@pytest.mark.parametrize("word", ["commands", "leads"])
def test_who_no_longer_commands_a_body_does_not_lead_it_either(record, word):
    """A commander who had stepped down stayed its leader in diffs and camps, as articles call him either."""
    told = claims(record, f"Khalifa Haftar no longer {word} the Libyan National Army.")
    assert [(c.predicate, c.valid is not None and c.valid.ended) for c in told] == [("leads", True)]
