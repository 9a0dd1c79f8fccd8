"""Each cue word has one effect per part of speech: of two rows, the later one would silently hide the earlier one."""

from __future__ import annotations

import csv
from collections import Counter

from tests.conftest import ROOT


def test_no_cue_word_stands_twice_for_a_part_of_speech():
    with (ROOT / "seeds" / "language" / "cues.csv").open(encoding="utf-8", newline="") as stream:
        met = Counter((row["kind"], word) for row in csv.DictReader(stream) for word in row["words"].split(";"))
    assert [cue for cue, number in met.items() if number > 1] == []
