"""The outlet, its reporter and the dateline are no actors, unless a sentence says what they did or suffered."""

from __future__ import annotations

import pytest

NEWS = "Turkey attacked Syria on Monday."
FRAMES = [
    "ANKARA (Reuters) - {}",
    "ANKARA, Turkey (AP) — {}",
    "Ankara, 5 May (XINHUA) -- {}",
    "ANKARA, May 5 (Interfax) - {}",
    "Paris, 3 June — {}",
    "(Reuters) - {}",
    "LONDON: {}",
    "By Jane Corwell, The Times\n{}",
    "By Jane Corwell and Ali Demir, Reuters\n\n{}",
    "By Sudan Tribune Staff\n{}",
    "THE TIMES OF INDIA\n{}",
    "From Jane Corwell in Beirut: {}",
    "Photo: Jane Corwell/AFP\n{}",
    "{} (Reporting by Ali Demir in Beirut; editing by Tom Reed)",
    "{}\nReporting by Ali Demir; Editing by Tom Reed",
    "{}\n© 2020 The Guardian",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_who_wrote_it_and_where_is_no_actor(rows, frame):
    assert rows(frame.format(NEWS)) == {("Turkey", "attacks", "Syria", "asserted")}


@pytest.mark.parametrize(("text", "row"), [
    ("Nicaragua shut down La Prensa.", ("Nicaragua", "sanctions", "La Prensa")),
    ("Nicaragua's government shut down the newspaper La Prensa.", ("Nicaragua", "sanctions", "La Prensa")),
    ("La Prensa was shut down by Nicaragua's police.", ("Nicaragua", "sanctions", "La Prensa")),
    ("Mali's junta suspended Radio France Internationale.", ("Mali", "sanctions", "Radio France Internationale")),
    ("The Jerusalem Post criticised Benjamin Netanyahu in an editorial.", ("Jerusalem Post", "opposes", "Benjamin Netanyahu")),
])
def test_an_outlet_that_a_sentence_is_about_is_an_actor(rows, text, row):
    assert {found[:3] for found in rows(text)} == {row}


@pytest.mark.parametrize(("text", "row"), [
    ("France 24 quoted Emmanuel Macron as backing Ukraine.", ("Emmanuel Macron", "supports", "Ukraine")),
    ("Tass quoted Sergei Lavrov as accusing Japan of spying.", ("Sergei Lavrov", "opposes", "Japan")),
    ("Sergei Lavrov was quoted by Tass as accusing Japan of spying.", ("Sergei Lavrov", "opposes", "Japan")),
])
def test_who_is_quoted_has_said_it_not_the_outlet(rows, text, row):
    assert {found[:3] for found in rows(text)} == {row}


def test_a_capital_that_is_shut_down_is_a_town(rows):
    assert not rows("Protesters shut down Nairobi.")
