"""The text of a reading view is verbatim, however its claims overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Claim, Evidence
from graphkit.view.segments import names_in, runs

LETTERS = st.text(st.characters(), max_size=80)


def claim(text, *spans, subject="A", object_="B", name="x"):
    evidence = tuple(Evidence(start, end, text[start:end]) for start, end in spans)
    return Claim("k", name, "supports", "other", subject, object_, evidence)


@st.composite
def texts_with_claims(draw):
    """Generate any text, and claims whose quotes lie anywhere in it: nested, overlapping or identical."""
    text = draw(LETTERS)
    place = st.integers(0, len(text))
    claims = []
    for number in range(draw(st.integers(0, 5))):
        spans = [tuple(sorted((draw(place), draw(place)))) for _ in range(draw(st.integers(1, 3)))]
        words = [text[slice(*sorted((draw(place), draw(place))))] for _ in range(2)]
        claims.append(claim(text, *spans, subject=words[0], object_=words[1], name=f"actor{number}"))
    return text, claims


@given(texts_with_claims())
def test_the_runs_make_up_the_text(made):
    text, claims = made
    found = runs(text, claims)
    assert "".join(run.text for run in found) == text
    assert [run.start for run in found] == [sum(len(before.text) for before in found[:n]) for n in range(len(found))]


@given(texts_with_claims())
def test_a_run_has_the_claims_whose_quotes_it_lies_in_and_no_other(made):
    text, claims = made
    covered = [{c.id for c in claims for e in c.evidence if e.start <= place < e.end} for place in range(len(text))]
    found = [set(run.claims) for run in runs(text, claims) for _ in run.text]
    assert found == covered


@given(texts_with_claims())
def test_every_claim_with_words_begins_once(made):
    text, claims = made
    begun = [name for run in runs(text, claims) for name in run.begins]
    assert sorted(begun) == sorted({c.id for c in claims if any(e.quote for e in c.evidence)})


def test_overlapping_claims_are_cut_where_they_begin_and_end():
    text = "one two three four"
    outer, inner = claim(text, (0, 13), name="outer"), claim(text, (4, 18), name="inner")
    found = runs(text, [outer, inner])
    assert [(run.text, run.claims) for run in found] == [("one ", (outer.id,)), ("two three", (outer.id, inner.id)), (" four", (inner.id,))]
    assert [run.begins for run in found] == [(outer.id,), (inner.id,), ()]


def test_subject_and_object_are_marked_in_the_words_of_the_claim():
    text = "Turkey met. Turkey armed the accord government."
    made = claim(text, (12, len(text)), subject="Turkey", object_="the accord government")
    marked = [(piece.text, piece.subject_of, piece.object_of) for run in runs(text, [made]) for piece in run.pieces if piece.subject_of or piece.object_of]
    assert marked == [("Turkey", (made.id,), ()), ("the accord government", (), (made.id,))]


def test_names_are_whole_words_and_do_not_overlap():
    assert names_in("Iranian Iran", claim("", subject="Iran", object_="Iran")) == [(8, 12, "subject")]


def test_a_quote_that_does_not_stand_at_its_offsets_is_left_out():
    made = Claim("k", "a", "supports", "b", "A", "B", (Evidence(0, 3, "not"), Evidence(90, 95, "there")))
    (run,) = runs("One text.", [made])
    assert (run.text, run.claims) == ("One text.", ())


def test_an_empty_text_has_no_runs():
    assert runs("", []) == []
