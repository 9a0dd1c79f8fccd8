"""What lasts and is told in the past is over; whose words it is, or that it goes on, says otherwise."""

from __future__ import annotations

import pytest

OVER = [
    "Robert Fico was president of Slovakia until May 2019.",
    "Robert Fico, who ruled Slovakia for eleven years, lives abroad.",
    "Robert Fico led Slovakia for two decades.",
    "Robert Fico ruled Slovakia before he went into exile.",
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
]


@pytest.mark.parametrize(("text", "over"), [*((text, True) for text in OVER), *((text, False) for text in NOT_OVER)])
def test_a_state_that_is_told_in_the_past_is_over(record, text, over):
    lasting = [c for c in record(text).claims if c.predicate in ("leads", "memberOf", "holdsOfficeIn", "alliedWith")]
    assert lasting
    assert {c.valid is not None and c.valid.ended for c in lasting} == {over}
