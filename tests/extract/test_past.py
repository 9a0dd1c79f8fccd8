"""What lasts and is told in the past is over; whose words it is, or that it goes on, says otherwise."""

from __future__ import annotations

import pytest

from graphkit.export import record_rows
from graphkit.model import Polarity
from graphkit.standing import has_ended

OVER = [
    "Robert Fico was president of Slovakia until May 2019.",
    "Robert Fico, who ruled Slovakia for eleven years, lives abroad.",
    "Robert Fico led Slovakia for two decades.",
    "Robert Fico ruled Slovakia before he went into exile.",
    "Robert Fico had led Slovakia for two decades.",
    "Norway had been a close ally of Chad until the coup.",
    "Norway used to be an ally of Chad.",
    "Norway and Chad were allies before the war.",
    "Norway was a member of NATO until 2011.",
]
NOT_OVER = [
    "Robert Fico has been president of Slovakia since 2019.",
    "Robert Fico, who has ruled Slovakia for eleven years, lives in a palace.",
    "Robert Fico leads Slovakia.",
    "Norway has been a close ally of Chad for years.",
    "Norway was still an ally of Chad.",
    "Norway said that Chad was an ally of Russia.",
    "The speaker was President Robert Fico of Slovakia.",
    "Robert Fico was elected president of Slovakia.",
]


@pytest.mark.parametrize(("text", "over"), [*((text, True) for text in OVER), *((text, False) for text in NOT_OVER)])
def test_a_state_that_is_told_in_the_past_is_over(record, text, over):
    lasting = [c for c in record(text).claims if c.predicate in ("leads", "memberOf", "holdsOfficeIn", "alliedWith")]
    assert lasting
    assert {c.valid is not None and c.valid.ended for c in lasting} == {over}


@pytest.mark.parametrize(("text", "over"), [
    ("Norway was once the main ally of Chad.", True),
    ("Norway was a backer of Chad.", True),
    ("Norway is the main ally of Chad.", False),
    ("Norway is a backer of Chad.", False),
])  # fmt: skip
def test_what_a_role_says_of_the_past_is_over(record, text, over):
    (claim,) = (c for c in record(text).claims if {c.subject, c.object} == {"Norway", "Chad"})
    assert (claim.valid is not None and claim.valid.ended) is over


@pytest.mark.parametrize(("text", "positive", "over"), [
    ("Norway ended its support for Chad.", False, True),
    ("Norway managed to end its support for Chad.", False, True),
    ("Norway refused to end its support for Chad.", True, False),
    ("Norway came close to ending its support for Chad.", True, False),
    ("Norway plans to end its support for Chad.", False, False),
    ("Norway's support for Chad expires in May.", True, False),
])  # fmt: skip
def test_an_end_that_is_refused_or_planned_is_none(record, text, positive, over):
    (claim,) = (c for c in record(text).claims if c.predicate == "supports")
    assert (claim.polarity is Polarity.POSITIVE, has_ended(claim)) == (positive, over)


@pytest.mark.parametrize(("text", "over"), [
    ("Norway once backed Chad.", True),
    ("Norway once again backed Chad.", False),
    ("Norway at once backed Chad.", False),
    ("Norway, a one-time backer of Chad, closed its border.", True),
    ("Norway, a backer of Chad, closed its border.", False),
])  # fmt: skip
def test_what_was_once_so_is_over_but_not_what_is_so_once_again(record, text, over):
    (claim,) = (c for c in record(text).claims if c.predicate == "supports")
    assert (claim.valid is not None and claim.valid.ended) is over


@pytest.mark.parametrize(("text", "said"), [
    ("Norway left its alliance with Chad.", "asserted, ended"),
    ("Norway withdrew from its alliance with Chad.", "asserted, ended"),
    ("Norway pulled out of its alliance with Chad.", "asserted, ended"),
    ("Norway will quit its alliance with Chad.", "planned, to end"),
    ("Norway announced plans to leave its alliance with Chad.", "planned, to end"),
    ("Norway may leave its alliance with Chad.", "possible, denied"),
    ("Norway did not leave its alliance with Chad.", "asserted"),
    ("Norway will not leave its alliance with Chad.", "asserted"),
    ("Norway announced the end of its alliance with Chad.", "asserted, ended"),
    ("Norway wants an end to its alliance with Chad.", "asserted"),
    ("Peru left at the end of talks between Norway and Chad.", "asserted"),
])  # fmt: skip
def test_a_tie_that_is_left_has_ended(record, text, said):
    """Leaving an alliance was having one."""
    assert {row["said"] for row in record_rows(record(text)) if {row["subject"], row["object"]} == {"Norway", "Chad"}} == {said}


@pytest.mark.parametrize(("text", "predicate"), [
    ("Norway had lifted sanctions on Chad in October 2015.", "sanctions"),
    ("Norway suspended sanctions on Chad.", "sanctions"),
    ("Norway removed its sanctions on Chad.", "sanctions"),
    ("Norway lifted its arms embargo on Chad.", "sanctions"),
    ("Norway paused part of its aid to Chad.", "supports"),
    ("Norway has frozen military aid to Chad.", "supports"),
    ("Norway, which has frozen part of its aid to Chad over a law on agents, said it would study the text.", "supports"),
    ("Norway broke off its alliance with Chad.", "alliedWith"),
])  # fmt: skip
def test_what_is_ended_in_any_tense_and_share_is_no_plain_tie(record, text, predicate):
    assert not [c for c in record(text).claims if c.predicate.startswith(predicate) and c.polarity is Polarity.POSITIVE]


def test_to_cut_aid_is_still_a_sanction(record):
    assert "sanctions" in {c.predicate for c in record("Norway has cut its military aid to Chad.").claims if c.polarity is Polarity.POSITIVE}
