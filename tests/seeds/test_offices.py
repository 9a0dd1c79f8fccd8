"""The rows of offices: who led a state when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from graphkit.resolve.gazetteer import load_gazetteer
from graphkit.resolve.offices import load_offices

ALONE = ("president", "prime minister", "chancellor", "king")
# A successor may be sworn in a few days before the predecessor leaves; a row without a day ends on the last of its month.
HANDOVER = timedelta(days=31)


def rows():
    offices, entries = load_offices(), load_gazetteer().entries
    return [held for id_ in entries for held in offices.held_by(id_)]


def test_every_row_names_a_listed_person_and_body_and_ends_after_it_began():
    entries, found = load_gazetteer().entries, rows()
    assert len(found) > 1000
    assert not [held for held in found if entries[held.person].actor.kind != "Person" or held.of not in entries]
    assert not [held for held in found if held.start and held.end and held.start >= held.end]


def test_a_state_has_one_president_and_one_head_of_government_at_a_time():
    by_post = defaultdict(list)
    for held in rows():
        if held.office in ALONE and held.start:
            by_post[held.of, held.office].append((held.start, held.end or date.max, held.person))
    overlapping = [(a, b) for held in by_post.values() for a, b in pairwise(sorted(held)) if a[1] - b[0] > HANDOVER and a[2] != b[2]]
    assert not overlapping
