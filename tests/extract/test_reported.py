"""The "would" of reported speech is a plan; any other is only possible."""

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
