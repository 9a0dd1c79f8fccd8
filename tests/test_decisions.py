"""The user's decisions: read and written without loss, replayed as they were made, the same on a rebuild."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.decisions import Replay, decided, read_decisions, write_decisions
from graphkit.errors import DataError
from graphkit.model import (
    Act,
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Lifecycle,
)

CLAIM = Claim("k", "A", "supports", "B", "A", "B", (Evidence(0, 1, "A"),))
plain = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u0085\u2028\u2029"), min_size=1, max_size=20).map(str.strip).filter(bool)


def decision(act, target, value):
    return Decision(Act(act), target, value, "Ada", date(2024, 5, 1), "because")


@given(st.lists(st.builds(Decision, st.sampled_from([a for a in Act if a is not Act.SPLIT]), plain, plain, plain, st.none() | st.dates(), plain), max_size=8))
def test_a_file_of_decisions_comes_back_as_it_was(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("d") / "graph.decisions.csv"
    write_decisions(path, made)
    assert read_decisions(path) == made


@pytest.mark.parametrize("line,says", [
    ("love,x,,,,", "'love' is not one of accept, keep, merge"),
    ("reject,,,,,", "reject needs a target"),
    ("merge,x,,,,", "merge needs a target and a value"),
    ("split,x,Y,,,", "CLAIM:subject or CLAIM:object"),
    ("accept,x,,,yesterday,", "'yesterday' is no day"),
])
def test_a_wrong_line_is_named(tmp_path, line, says):
    path = tmp_path / "d.csv"
    path.write_text(f"decision,target,value,who,on,why\naccept,fine,,,,\n{line}\n")
    with pytest.raises(DataError) as told:
        read_decisions(path)
    assert says in str(told.value)
    assert "d.csv:3" in str(told.value)


def test_no_file_no_decisions_and_a_header_is_needed(tmp_path):
    assert read_decisions(tmp_path / "none.csv") == []
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="columns missing"):
        read_decisions(tmp_path / "x.csv")


def test_what_each_decision_does():
    assert decided(CLAIM, decision("accept", CLAIM.id, "")) == CLAIM
    rejected = decided(CLAIM, decision("reject", CLAIM.id, ""))
    assert rejected.lifecycle is Lifecycle.RETRACTED
    assert rejected.retraction == (date(2024, 5, 1), "rejected by Ada: because")
    assert decided(CLAIM, decision("relation", CLAIM.id, "opposes")).predicate == "opposes"
    assert decided(CLAIM, decision("merge", "A", "C")).subject == "C"
    assert decided(CLAIM, decision("merge", "A", "B")) is None
    assert decided(CLAIM, decision("split", f"{CLAIM.id}:object", "New One")).object == "New_One"
    assert decided(CLAIM, decision("reject", "another", "")) is CLAIM


def record(*claims):
    actors = {i: Actor(i, i, ActorClass.ARMED, "rebel-group") for c in claims for i in (c.subject, c.object)}
    return ArticleRecord(Document("a", "A B"), tuple(actors[i] for i in sorted(actors)), claims)


def replayed(*decisions, claims=(CLAIM,)):
    return Replay(decisions, lambda name: None).record(record(*claims))


def test_decisions_find_claims_as_those_before_have_left_them():
    merged = decided(CLAIM, decision("merge", "A", "C"))
    made = replayed(decision("merge", "A", "C"), decision("relation", merged.id, "opposes"))
    assert [(c.subject, c.predicate) for c in made.claims] == [("C", "opposes")]
    too_early = replayed(decision("relation", merged.id, "opposes"), decision("merge", "A", "C"))
    assert [(c.subject, c.predicate) for c in too_early.claims] == [("C", "supports")]


def test_merging_in_a_chain_and_in_a_ring_ends():
    chain = replayed(decision("merge", "A", "C"), decision("merge", "C", "D"))
    assert chain.claims[0].subject == "D"
    assert {a.id for a in chain.actors} == {"B", "D"}
    assert chain.actors[-1].kind is ActorClass.ARMED
    ring = replayed(decision("merge", "A", "C"), decision("merge", "C", "A"))
    assert ring.claims[0].subject == "A"


def test_two_claims_that_become_one_are_one():
    other = Claim("k", "C", "supports", "B", "C", "B", (Evidence(2, 3, "B"),))
    assert len(replayed(decision("merge", "C", "A"), claims=(CLAIM, other)).claims) == 1


def test_a_renamed_actor_keeps_the_old_name_as_alias():
    made = replayed(decision("rename", "A", "The A Front"))
    assert (made.actors[0].name, made.actors[0].aliases) == ("The A Front", ("A",))


def test_without_decisions_a_record_is_left_alone():
    untouched = record(CLAIM)
    assert Replay((), lambda name: None).record(untouched) is untouched


def test_a_carriage_return_in_a_reason_breaks_no_row(tmp_path):
    path = tmp_path / "d.csv"
    write_decisions(path, [Decision(Act.REJECT, "0" * 16, why="one\rtwo\r\nthree")])
    assert [d.why for d in read_decisions(path)] == ["one\ntwo\nthree"]
