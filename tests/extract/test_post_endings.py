"""A post ends with what its holder suffers or does in the same sentence; what is only planned, feared or demanded ends none."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit.standing import has_ended

ENDED = [
    "Rebels overthrew President Alan Mora of Bolivia.",
    "President Alan Mora of Bolivia was deposed.",
    "Protesters forced Bolivian President Alan Mora from office.",
    "The prime minister of Bolivia, Alan Mora, has resigned.",
    "Bolivian President Alan Mora has stepped down after protests.",
    "Bolivian President Alan Mora, who was ousted in May, lives in Lima.",
    "President Alan Mora of Bolivia, killed by rebels in May, was a friend of Peru.",
    "Peru mourned the death of Bolivian President Alan Mora.",
    "Ivo Brand succeeded Bolivian President Alan Mora.",
    "Police killed Bolivian President Alan Mora as he fled.",
]
HELD = [
    "President Alan Mora of Bolivia survived a coup.",
    "Rebels tried to overthrow President Alan Mora of Bolivia.",
    "Rebels failed to overthrow President Alan Mora of Bolivia.",
    "Bolivian President Alan Mora refused to resign.",
    "Bolivian President Alan Mora will step down in May.",
    "Peru demanded the resignation of Bolivian President Alan Mora.",
    "Bolivian President Alan Mora sacked a minister.",
    "Bolivian President Alan Mora quit the talks.",
    "Bolivian President Alan Mora, who overthrew the junta, lives in Lima.",
    "Peru dismissed President Alan Mora of Bolivia as a puppet.",
    "Bolivian President Alan Mora's dismissal of the army chief angered Peru.",
]


@pytest.mark.parametrize(("text", "ended"), [*((text, True) for text in ENDED), *((text, False) for text in HELD)])
def test_a_post_ends_where_its_holder_is_removed_or_leaves(record, text, ended):
    (post,) = (c for c in record(text).claims if c.predicate == "leads")
    assert (post.valid is not None and post.valid.ended) is ended


def test_who_leaves_another_post_keeps_the_one_named_beside_the_name(record):
    posts = [c for c in record("President Alan Mora of Bolivia resigned as leader of the Reed Front.").claims if c.object == "Bolivia"]
    assert [c.valid for c in posts] == [None]


def test_the_day_of_the_removal_is_the_last_of_the_post(record):
    (post,) = (c for c in record("Soldiers overthrew President Alan Mora of Bolivia on 10 January.").claims if c.predicate == "leads")
    assert (post.valid.start, post.valid.end) == (None, date(2020, 1, 10))


@pytest.mark.parametrize(("text", "over"), [
    ("The former prime minister praised Slovak President Robert Fico.", False),
    ("A former adviser to Slovak President Robert Fico left.", False),
    ("Former Malian President Ibrahim Boubacar Keita and Slovak President Robert Fico met.", False),
    ("Norway shelled Chad in the past, Slovak President Robert Fico said.", False),
    ("Late on Monday Slovak President Robert Fico left.", False),
    ("Late Monday Slovak President Robert Fico left.", False),
    ("Once Slovak President Robert Fico falls, Norway will rejoice.", False),
    ("Former Slovak President Robert Fico left.", True),
    ("Former Slovak Prime Minister Robert Fico left.", True),
    ("The ousted Slovak President Robert Fico left.", True),
])  # fmt: skip
def test_a_word_for_a_former_post_is_of_the_title_it_stands_in(record, text, over):
    """The eight words before a name were searched, so that a sitting president was a former one after any "former"."""
    posts = [c for c in record(text).claims if c.predicate == "leads" and c.object == "Slovakia"]
    assert {has_ended(c) for c in posts} == {over}
