"""Corrections applied to an existing graph give what a rebuild with them would: claims, direct triples, shapes."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.decisions import HOLDS, Replay
from graphkit.errors import UnknownName
from graphkit.model import Act, Decision, Evidence, Lifecycle, Status, TimeSpan
from graphkit.query import validate
from tests.conftest import examples
from tests.store.test_ended import article, built, direct

SAID = {"status": Status.ALLEGED, "attributed_to": "Caledon", "attribution_text": "said paper", "cue": "no longer"}
RECORD = article(
    1,
    ("supports", "Albia", "Borduria", {"support_types": ("military",)}),
    ("supports", "Borduria", "Albia", SAID),
    ("attacks", "Albia", "Borduria", {"status": Status.DECLARED, "attributed_to": "Albia", "attribution_text": "said paper"}),
    ("supportsMilitarily", "Albia", "Borduria", {"valid": TimeSpan(date(2024, 1, 1))}),
    ("opposes", "Albia", "Borduria", {"confidence": 0.3}),
)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.one_of(
            st.tuples(st.just(Act.ACCEPT), st.just("")),
            st.tuples(st.just(Act.STATUS), st.sampled_from([str(each) for each in Status])),
            st.tuples(st.just(Act.POLARITY), st.sampled_from(HOLDS)),
            st.tuples(st.just(Act.SWAP), st.just("")),
            st.tuples(st.just(Act.RELATION), st.sampled_from(["supports", "opposes", "attacks"])),
            st.tuples(st.just(Act.MERGE), st.just("")),
        ),
    ),
    min_size=1,
    max_size=6,
)


def active(store):
    return sorted((claim for claim in store.view().claims() if claim.lifecycle is Lifecycle.ACTIVE), key=lambda claim: claim.id)


def taken(store, *decisions):
    replay = Replay(decisions, lambda _: None)
    with store.writer() as writer:
        for decision in decisions:
            writer.apply_decision(decision, replay)


def correct(claim, act, value="", day=1):
    return Decision(act, claim.id, value, "Ada", date(2024, 5, day), "misread")


def test_an_accepted_claim_is_certain_and_counts(tmp_path):
    """A claim read with a confidence under .5 has no direct triple, and was still called uncertain after a user had accepted it."""
    store = built(tmp_path / "graph", RECORD)
    [doubted] = [claim for claim in active(store) if claim.confidence < 0.5]
    before, accepted = direct(store), correct(doubted, Act.ACCEPT)
    taken(store, accepted)
    assert {claim.confidence for claim in active(store) if claim.id == doubted.id} == {1.0}
    assert len(direct(store) - before) == 1
    again = built(tmp_path / "again", Replay([accepted], lambda _: None).record(RECORD))
    assert (active(again), direct(again)) == (active(store), direct(store))
    assert validate(store.view()) == []


@settings(max_examples=examples(5))
@given(STEPS)
@example([(1, (Act.STATUS, "declared")), (1, (Act.RELATION, "attacks")), (2, (Act.SWAP, ""))])
@example([(4, (Act.RELATION, "supports")), (0, (Act.RELATION, "opposes"))])
def test_corrections_of_a_graph_that_stands_are_those_of_a_rebuild(steps):
    """Acceptance, status, polarity, direction and relation, back and forth, onto claims of the same content, with a merge in between."""
    folder = Path(tempfile.mkdtemp())
    try:
        store, made = built(folder / "stands", RECORD), []
        for number, (which, (act, value)) in enumerate(steps, 1):
            there = active(store)
            if act is Act.MERGE:
                made.append(Decision(Act.MERGE, "Caledon", "Dalmia", "Ada", date(2024, 5, number)))
            else:
                made.append(correct(there[which % len(there)], act, value, number))
            taken(store, *made[-1:])
        rebuilt = built(folder / "rebuilt", Replay(made, lambda _: None).record(RECORD))
        assert {c.id: (c.subject, c.predicate, c.object, c.status, c.polarity) for c in active(store)} == {c.id: (c.subject, c.predicate, c.object, c.status, c.polarity) for c in active(rebuilt)}
        assert direct(store) == direct(rebuilt)
        assert validate(store.view()) == []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_evidence_that_no_claim_has_any_more_goes(tmp_path):
    """A claim became equal to one that a split had emptied, and stood in its place; the evidence of the latter stayed."""
    read = article(1, ("supports", "Albia", "Borduria", {}), ("supports", "Caledon", "Borduria", {}))
    word = read.document.text.split()[0]
    read = replace(read, claims=(replace(read.claims[0], evidence=(Evidence(0, len(word), word),)), read.claims[1]))
    made = [Decision(Act.SPLIT, f"{read.claims[0].id}:subject:State", "Borduria"), Decision(Act.MERGE, "Caledon", "Albia")]
    stands, rebuilt = built(tmp_path / "stands", read), built(tmp_path / "rebuilt", Replay(made).record(read))
    taken(stands, *made)
    with rebuilt.writer() as writer:
        for decision in made:
            writer.note(decision)
    assert stands.view().dump("turtle") == rebuilt.view().dump("turtle")


def test_a_correction_and_back_leaves_the_claim_as_it_was_read(tmp_path):
    """Also through an end and a denial, which share one id, and without anything that supersedes the reactivated claim."""
    store = built(tmp_path / "g", RECORD)
    one, of_it = next(claim for claim in active(store) if claim.support_types), lambda: [claim for claim in active(store) if claim.support_types]
    for day, value in enumerate(("negative", "ended", "positive"), 1):
        [now] = of_it()
        taken(store, correct(now, Act.POLARITY, value, day))
    assert of_it() == [one]
    assert validate(store.view()) == []


def test_a_merged_actor_is_merged_as_a_speaker_too(tmp_path):
    store = built(tmp_path / "g", RECORD)
    taken(store, Decision(Act.MERGE, "Caledon", "Dalmia"))
    assert {claim.attributed_to for claim in active(store)} == {None, "Albia", "Dalmia"}
    assert "Dalmia" in {actor.id for actor in store.view().actors()}


UNDONE = st.lists(
    st.tuples(
        st.sampled_from([Act.REJECT, Act.ACCEPT, Act.RETRACT, Act.RESTORE, Act.MERGE, "part", Act.SWAP, Act.STATUS]),
        st.integers(0, 5),
    ),
    min_size=2,
    max_size=8,
)
PAIRS = [("Caledon", "Dalmia"), ("Albia", "Dalmia"), ("Borduria", "Dalmia"), ("Caledon", "Albia"), ("Dalmia", "Caledon"), ("Albia", "Borduria")]


def next_decision(store, act, number, day):
    """Return a decision that a user can make on this graph, or None."""
    claims = [claim for claim in store.view().claims() if claim.lifecycle is (Lifecycle.RETRACTED if act is Act.ACCEPT else Lifecycle.ACTIVE)]
    when = {"who": "Ada", "on": date(2024, 5, 1 + day), "why": "misread"}
    if act in (Act.RETRACT, Act.RESTORE):
        return Decision(act, RECORD.document.key, **when)
    if act in (Act.MERGE, "part"):
        return Decision(Act.MERGE if act is Act.MERGE else Act.ACCEPT, *PAIRS[number], **when)
    value = ["alleged", "asserted"][number % 2] if act is Act.STATUS else ""
    return Decision(act, sorted(claims, key=lambda claim: claim.id)[number % len(claims)].id, value, **when) if claims else None


@settings(max_examples=examples(15))
@given(UNDONE)
@example([(Act.REJECT, 1), (Act.MERGE, 1), (Act.ACCEPT, 0), ("part", 1)])
@example([(Act.MERGE, 0), (Act.RETRACT, 0), ("part", 0), (Act.RESTORE, 0)])
@example([(Act.MERGE, 5), ("part", 5)])
@example([(Act.RETRACT, 0), (Act.MERGE, 0), (Act.RESTORE, 0)])
@example([(Act.REJECT, 0), (Act.REJECT, 0), (Act.REJECT, 0), (Act.MERGE, 0), ("part", 4)])
@example([(Act.MERGE, 1), (Act.STATUS, 0), (Act.MERGE, 2), ("part", 1), ("part", 2)])
def test_what_is_taken_back_leaves_what_a_rebuild_leaves(steps):
    """Rejections, retractions and merges, taken back in any order: the graph is that of a rebuild with the same decisions, byte for byte."""
    folder = Path(tempfile.mkdtemp())
    try:
        store, made = built(folder / "stands", RECORD), []
        for day, (act, number) in enumerate(steps):
            decision = next_decision(store, act, number, day)
            if decision is None:
                continue
            try:
                with store.writer() as writer:
                    writer.apply_decision(decision, Replay(made))
            except UnknownName:
                continue
            made.append(decision)
        rebuilt = built(folder / "rebuilt", Replay(made).record(RECORD))
        with rebuilt.writer() as writer:
            for decision in made:
                writer.note(decision)
        assert store.view().dump("turtle") == rebuilt.view().dump("turtle")
        assert direct(store) == direct(rebuilt)
        assert validate(store.view()) == []
        assert store.view().drift() == (0, 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
