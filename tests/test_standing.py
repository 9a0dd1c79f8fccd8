"""Which claims hold on which day: from the event, the start or the publication until an explicitly reported end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import Article, Claim, Evidence, Lifecycle, Polarity, Status, TimeSpan
from graphkit.query import independent_first
from graphkit.standing import sources, standing, unended
from tests.conftest import examples

PRINTED = {str(month): date(2024, month, 15) for month in range(1, 13)} | {"undated": None}
ANY_DAY = st.dates(date(2023, 12, 1), date(2025, 1, 31))


def claim(article, predicate="supports", subject="A", object_="B", **more):
    return Claim(str(article), subject, predicate, object_, subject, object_, (Evidence(0, 1, "x"),), **more)


def over(article, predicate="supports", subject="A", object_="B", last=None, **more):
    """Return a claim of an end, as in "A no longer supports B"."""
    return claim(article, predicate, subject, object_, polarity=Polarity.NEGATIVE, cue="no longer", valid=TimeSpan(None, last, ended=True), **more)


def stand(claims, month=None, day=28):
    found = standing(claims, lambda c: PRINTED[c.article], date(2024, month, day) if month else None)
    return [c.article for c in found]


def stand_of(claims, month=None):
    """Return the articles of the claims of any status that hold."""
    return [c.article for c in standing(claims, lambda c: PRINTED[c.article], date(2024, month, 28) if month else None, tuple(Status))]


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (None, date(2024, 6, 15), None),
        (TimeSpan(date(2024, 6, 10), date(2024, 6, 12)), date(2024, 6, 10), None),
        (TimeSpan(None, date(2024, 6, 12)), date(2024, 6, 12), None),
        (TimeSpan(date(2024, 2, 1)), date(2024, 2, 1), None),
        (TimeSpan(date(2024, 2, 1), date(2024, 4, 30), ended=True), date(2024, 2, 1), date(2024, 4, 30)),
        (TimeSpan(None, date(2024, 4, 30), ended=True), date.min, date(2024, 4, 30)),
        # It still held when the article reported it.
        (TimeSpan(None, date(2024, 6, 30), ended=True), date(2024, 6, 15), date(2024, 6, 30)),
        # It ended before the article reported it.
        (TimeSpan(date(2024, 2, 1), None, ended=True), date(2024, 2, 1), date(2024, 6, 14)),
    ],
)
def test_from_when_until_when_a_claim_stands_by_its_own_words(span, first, last):
    told = claim(6, valid=span)

    def on(day):
        return standing([told], lambda c: PRINTED[c.article], day) == [told]

    assert on(first)
    assert first == date.min or not on(date.fromordinal(first.toordinal() - 1))
    assert on(last or date.max)
    assert last is None or not on(date.fromordinal(last.toordinal() + 1))
    assert on(None) == (last is None)


def test_what_has_no_day_has_always_stood():
    assert stand([claim("undated")], 1) == ["undated"]


def test_a_former_friend_without_days_stands_on_no_day():
    assert stand([claim(6, valid=TimeSpan(ended=True))], 1) == []


def test_a_later_word_of_the_end_ends_what_was_told_before_and_not_what_is_told_after():
    told = [claim(1), claim("undated"), over(6), claim(9)]
    assert stand(told, 5) == ["1", "undated"]
    assert stand(told, 6, 14) == ["1", "undated"]
    assert stand(told, 6, 15) == []
    assert stand(told, 9) == stand(told) == ["9"]


def test_an_end_in_the_past_holds_from_that_day_whenever_it_is_told():
    told = [claim(1), over(6, last=date(2024, 3, 31))]
    assert stand(told, 3, 31) == ["1"]
    assert stand(told, 4, 1) == []
    # Does not apply to what began after that end.
    assert stand([claim(5, valid=TimeSpan(date(2024, 5, 1))), told[1]], 6) == ["5"]


def test_what_is_only_said_to_have_ended_began_when_another_article_says():
    """Of "agreed on a ceasefire on 1 July" and "the ceasefire collapsed on 9 July", the second held for all time before."""

    def of(start, end):
        return TimeSpan(date(2024, *start) if start else None, date(2024, *end), ended=bool(end) and start is None)

    told = [claim(3, valid=of((3, 1), (3, 1))), claim(4, valid=of(None, (3, 20))), claim(7, valid=of((7, 1), (7, 1))), claim(8, valid=of(None, (7, 9)))]
    assert stand(told, 2) == stand(told, 6) == stand(told, 7) == []
    assert stand(told, 3, 10) == ["3", "4"]
    assert stand(told, 7, 5) == ["7", "8"]
    # A plan and another tie are no beginning: when it began is unknown.
    for other in (claim(7, valid=of((7, 1), (7, 1)), status=Status.PLANNED), claim(7, object_="C", valid=of((7, 1), (7, 1)))):
        assert "8" in stand([other, told[3]], 2)


def test_the_end_of_the_wider_relation_ends_the_narrower_and_not_the_other_way_round():
    assert stand([claim(1, "supportsMilitarily"), over(6, "supports")]) == []
    assert stand([claim(1, "supports"), over(6, "supportsMilitarily")]) == ["1"]


def test_only_a_plain_word_on_the_same_tie_ends_it():
    first = claim(1)
    not_ending = [
        claim(6, polarity=Polarity.NEGATIVE, cue="denied"),
        over(6, status=Status.ALLEGED),
        over(6, confidence=0.3),
        over(6, lifecycle=Lifecycle.RETRACTED),
        over(6, "opposes"),
        over(6, subject="B", object_="A"),
        over(6, object_="C"),
        over("undated"),
        over(1),
    ]
    for other in not_ending:
        assert stand([first, other]) == ["1"], other
    assert stand([first, over(6, status=Status.DECLARED)]) == []
    assert stand([claim(1, "attacks"), over(6, "attacks", status=Status.DECLARED)]) == ["1"]


def test_an_alleged_end_ends_what_is_only_alleged():
    """Of "reportedly arms" and, months later, "has reportedly stopped arming", the first was listed as if in force."""
    alleged = claim(1, status=Status.ALLEGED)
    assert stand_of([alleged, over(6, status=Status.ALLEGED)]) == []
    assert stand_of([alleged, over(6, status=Status.ALLEGED)], month=5) == ["1"]
    assert stand_of([alleged, over(6)]) == []
    for weaker in (Status.PROBABLE, Status.POSSIBLE, Status.PLANNED):
        assert stand_of([alleged, over(6, status=weaker)]) == ["1"]


def test_no_tie_follows_from_a_claim_below_the_minimum_confidence():
    """Direct triples left such claims out, but the brief, camps and `diff` counted them."""
    unlikely = claim(1, confidence=0.4)
    assert stand([unlikely]) == []
    assert stand([claim(1, confidence=0.4996)]) == ["1"]
    # It has not ended, so a page does not mark it so.
    assert unended([unlikely], lambda c: PRINTED[c.article]) == [unlikely]


def test_a_tie_without_direction_is_ended_from_either_end():
    assert stand([claim(1, "alliedWith"), over(6, "alliedWith", "B", "A")]) == []


@settings(max_examples=examples(30))
@given(
    st.lists(st.builds(lambda article, ends, span: replace(over(article) if ends else claim(article), valid=TimeSpan(*span, ended=ends)), st.sampled_from(["1", "3", "5", "undated"]), st.booleans(), st.tuples(st.none() | ANY_DAY, st.none() | ANY_DAY)), max_size=4, unique_by=lambda c: c.id),
    st.none() | ANY_DAY,
)
def test_the_order_of_the_articles_does_not_matter(claims, day):
    def found(order):
        return {(c.id, c.valid) for c in standing(order, lambda c: PRINTED[c.article], day)}

    assert len({frozenset(found(order)) for order in permutations(claims)}) == 1


@pytest.mark.parametrize(
    ("quoted", "number"),
    [
        # One quote in two outlets, of which one has its own words, too: the other may only repeat it.
        (["armed|1|Courier", "sent guns|2|Herald", "sent guns|3|Wire", "paid|4|Wire"], 2),
        # Outlets linked by common quotes are one source, whatever their names.
        (["armed|1|Courier", "armed|2|Herald", "paid|3|Herald", "paid|4|Wire"], 1),
        (["armed|1|Courier", "armed|2|Herald", "paid|3|Courier", "paid|4|Wire"], 1),
        # One text in two outlets: one of them is its source, the original if it is known.
        (["fed|5|Post", "fed again|5|Gazette", "paid|6|Wire"], 2),
        (["fed|5|Post", "fed again|5|Gazette|copy", "paid|6|Gazette"], 2),
        (["fed|5|Post|copy", "fed again|5|Gazette", "paid|6|Gazette"], 1),
        # One official in three outlets, each in its own words; one of them also says so itself.
        (["Minister: a|1|Courier", "Minister: b|2|Herald", "Minister: c|3|Wire"], 1),
        (["Minister: a|1|Courier", "Minister: b|2|Herald", "d|3|Courier"], 2),
        # One article that names the speaker and one that does not quote the same words; two speakers in one outlet.
        (["Minister: a|1|Courier", "a|2|Herald", "Minister: b|3|Wire"], 1),
        (["Minister: a|1|Courier", "General: b|1|Courier"], 1),
        # Of two speakers in two outlets, one is in both; one text that quotes both is one source.
        (["Minister: a|1|Courier", "General: b|1|Courier", "Minister: c|2|Herald"], 2),
        (["Minister: a|1|Courier", "General: b|1|Herald"], 1),
        # Speakers that are not named are not one source.
        (["a|1|Courier", "b|2|Herald"], 2),
    ],
)
def test_independent_sources_share_no_outlet_text_quote_or_speaker(quoted, number):
    """In whatever order the claims are listed."""

    def row(words):
        said, text, outlet, *copy = words.split("|")
        speaker, _, quote = said.rpartition(": ")
        return quote, text, outlet, speaker, bool(copy)

    assert {sources(map(row, order)) for order in permutations(quoted)} == {number}


def test_the_speaker_of_what_an_actor_declares_is_the_actor():
    """A president speaks for the state; either end of a symmetric relation can declare it; an outlet has no speaker."""
    said = [claim(1, status=Status.DECLARED), claim(1, status=Status.DECLARED, attributed_to="President"), claim(1, "alliedWith", status=Status.DECLARED, attributed_to="B")]
    said += [claim(1, status=Status.ALLEGED, attributed_to="C"), claim(1, status=Status.ALLEGED, attribution_text="officials said"), claim(1, attributed_to="C")]
    assert [each.speaker for each in said] == ["A", "A", "B", "C", "", ""]


def test_claims_of_independent_sources_come_first():
    """An outlet in its own words before the minister whom it quotes too, so that the minister is cited from another outlet."""
    outlets = {"1": "Courier", "2": "Herald", "3": "Courier"}
    said = [claim(1, status=Status.ALLEGED, attributed_to="Minister"), claim(2, status=Status.ALLEGED, attributed_to="Minister"), claim(3)]
    said = [replace(each, evidence=(Evidence(0, 1, each.article),)) for each in said]

    def about(key):
        return Article(key, key, "", outlet=outlets[key], published=PRINTED[key])

    assert [each.article for each in independent_first(said, about, 2)] == ["3", "2", "1"]
