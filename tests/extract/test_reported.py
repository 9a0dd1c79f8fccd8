"""Reported speech: its "would" is a plan, any other is only possible; unnamed speakers are nobody."""

from __future__ import annotations

import pytest

from graphkit.export import record_rows


@pytest.mark.parametrize(("text", "said"), [
    ("Norway said it would support Chad.", "planned"),
    ("Norway announced that it would not support Chad.", "planned, denied"),
    ("Norway said it would attack Mali and support Chad.", "planned"),
    ("Norway would support Chad.", "possible"),
    ("Norway said it would have supported Chad.", "possible"),
    ("Norway said it would support Chad if Mali left.", "possible"),
])  # fmt: skip
def test_what_a_speaker_would_do_is_planned(record, text, said):
    assert {row["said"] for row in record_rows(record(text)) if row["relation"] == "supports" and row["object"] == "Chad"} == {said}


@pytest.mark.parametrize(("speaker", "said"), [
    ("a military source", None),
    ("officials", None),
    ("a Turkish official", "Turkey"),
    ("a NATO spokesman", "NATO"),
])  # fmt: skip
def test_a_speaker_without_name_or_country_is_not_the_actor_before(record, speaker, said):
    """"A military source said" was Egypt's own statement about itself."""
    [claim] = record(f"Egypt has supplied drones to the Sudanese army, {speaker} said.").claims
    assert (claim.status, claim.attributed_to) == ("alleged", said)


@pytest.mark.parametrize("verb", ["said trade had grown", "appealed for calm", "urged Turkey to leave", "ruled out a truce"])
def test_what_someone_does_while_speaking_is_not_what_is_said(record, verb):
    """A gerund before a verb of speech was its content: the meeting was declared by the host, or only possible."""
    found = {row["said"] for row in record_rows(record(f"Supporting Khalifa Haftar in Tripoli, Egypt {verb}.")) if row["object"] == "Khalifa Haftar"}
    assert found == {"asserted"}
