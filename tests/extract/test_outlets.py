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
    ("Mali's junta suspended Radio France Internationale.", ("Mali", "sanctions", "Radio France Internationale")),
    ("The Jerusalem Post criticised Benjamin Netanyahu in an editorial.", ("Jerusalem Post", "opposes", "Benjamin Netanyahu")),
])
def test_an_outlet_that_a_sentence_is_about_is_an_actor(rows, text, row):
    assert {found[:3] for found in rows(text)} == {row}
