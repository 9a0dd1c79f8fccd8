"""The user's decisions: read and written without loss, replayed as they were made, with the same result on a rebuild."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.decisions import (
    ENDS,
    HOLDS,
    Replay,
    decided,
    holds,
    read_decisions,
    write_decisions,
)
from graphkit.errors import DataError
from graphkit.model import (
    OF_ARTICLES,
    Act,
    Actor,
    ActorClass,
    ArticleRecord,
    Claim,
    Decision,
    Document,
    Evidence,
    Lifecycle,
    Polarity,
    Status,
    TimeSpan,
)

CLAIM = Claim("k", "A", "supports", "B", "A", "B", (Evidence(0, 1, "A"),))
# The value of each kind of decision.
VALUES = {Act.RELATION: st.sampled_from(["supports", "attacks"]), Act.STATUS: st.sampled_from([str(each) for each in Status]), Act.POLARITY: st.sampled_from(HOLDS)}
plain = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u0085\u2028\u2029"), min_size=1, max_size=20).map(str.strip).filter(bool)


def decision(act, target, value):
    return Decision(Act(act), target, value, "Ada", date(2024, 5, 1), "because")


def decisions_of(act):
    if act in OF_ARTICLES:
        return st.builds(Decision, st.just(act), st.just("0123456789abcdef"), plain, plain, st.none() | st.dates(), plain)
    target = st.sampled_from([f"0123456789abcdef:{end}" for end in ENDS]) if act is Act.SPLIT else plain
    target = target if act is not Act.RELATION else st.just("0123456789abcdef")
    return st.builds(Decision, st.just(act), target, VALUES.get(act, plain), plain, st.none() | st.dates(), plain)


@given(st.lists(st.sampled_from(Act).flatmap(decisions_of), max_size=8, unique=True))
def test_a_file_of_decisions_comes_back_as_it_was(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("d") / "graph.decisions.csv"
    write_decisions(path, made)
    assert read_decisions(path) == made


@pytest.mark.parametrize("line,says", [
    ("love,x,,,,", "'love' is not one of accept, keep, merge"),
    ("reject,,,,,", "reject needs a target"),
    ("merge,x,,,,", "merge needs a target and a value"),
    ("merge,x,x,,,", "x cannot be merged into itself"),
    ("merge,A,B,,,", "A is of class State and B of class Person; a person cannot be merged"),
    ("split,x,Y,,,", "CLAIM:subject or CLAIM:object"),
    ("accept,x,,,yesterday,", "'yesterday' is not a date"),
    ("status,x,rumoured,,,", "status 'rumoured' is not one of alleged, asserted"),
    ("polarity,x,denied,,,", "polarity 'denied' is not one of ended, negative, positive"),
    ("swap,,,,,", "swap needs a target"),
    ("relation,x,loves,,,", "relation 'loves' is not in the ontology; known: accuses, alliedWith"),
    ("relation,x,interaction,,,", "interaction is an abstract group"),
    ("split,x:object:Bank,Y,,,", "class 'Bank' in 'x:object:Bank' is not one of Actor, ArmedActor"),
    ("reject,x,,Ada,,the bank, not the country", "more cells than the header has columns"),
    ("target,decision,value,who,on,why", "decision 'target' is not one of"),
    ("keep,two words,,,,", "the target of keep is the key of an article, not 'two words'"),
])
def test_a_wrong_line_is_named(tmp_path, line, says):
    path = tmp_path / "d.csv"
    path.write_text(f"decision,target,value,who,on,why\naccept,fine,,,,\n{line}\n")
    listed = {"A": Actor("A", "A", ActorClass.STATE), "B": Actor("B", "B", ActorClass.PERSON)}
    with pytest.raises(DataError) as told:
        read_decisions(path, listed.get)
    assert says in str(told.value)
    assert "d.csv:3" in str(told.value)


def test_joined_files_are_read_in_order_and_the_same_row_once(tmp_path):
    """`cat` of two files, one of Windows with a byte order mark: the second header was taken for a decision, an empty row too."""
    path = tmp_path / "d.csv"
    path.write_bytes(b"decision,target,value,who,on,why\nreject,a,,Ada,,\n\xef\xbb\xbfdecision,target,value,who,on,why\r\naccept,b,,Bo,,fine\r\n,,,,,\r\n\r\nreject,a,,Ada,,\r\nreject,a,,Bo,,\r\n")
    assert [(d.act, d.target, d.who, d.why) for d in read_decisions(path)] == [("reject", "a", "Ada", ""), ("accept", "b", "Bo", "fine"), ("reject", "a", "Bo", "")]


def test_no_file_no_decisions_and_a_header_is_needed(tmp_path):
    assert read_decisions(tmp_path / "none.csv") == []
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="columns missing"):
        read_decisions(tmp_path / "x.csv")


def test_what_each_decision_does():
    assert decided(CLAIM, decision("accept", CLAIM.id, "")) == replace(CLAIM, confidence=1.0)
    rejected = decided(CLAIM, decision("reject", CLAIM.id, ""))
    assert rejected.lifecycle is Lifecycle.RETRACTED
    assert rejected.retraction == (date(2024, 5, 1), "rejected by Ada: because")
    assert decided(CLAIM, decision("relation", CLAIM.id, "opposes")).predicate == "opposes"
    assert decided(CLAIM, decision("merge", "A", "C")).subject == "C"
    assert decided(CLAIM, decision("merge", "A", "B")) is None
    assert decided(CLAIM, decision("split", f"{CLAIM.id}:object", "New One")).object == "New_One"
    assert decided(CLAIM, decision("reject", "another", "")) is CLAIM


def corrected(claim, *steps):
    """Return a claim after successive corrections, each applied to the result of the previous one."""
    for act, value in steps:
        claim = decided(claim, decision(act, claim.id, value))
    return claim


def test_a_status_that_a_user_sets_has_the_whole_quote_as_its_cue_unless_words_were_read():
    assert corrected(CLAIM, ("status", "alleged")).cue == "A"
    assert corrected(replace(CLAIM, status=Status.POSSIBLE, cue="may"), ("status", "alleged")).cue == "may"
    assert corrected(replace(CLAIM, status=Status.POSSIBLE, cue="may"), ("status", "asserted")).cue is None


def test_a_speaker_that_a_status_cannot_have_is_dropped():
    """What the outlet asserts has no speaker; what the subject says about itself is declared, not alleged."""
    said = replace(CLAIM, status=Status.ALLEGED, attributed_to="C", attribution_text="C said", cue="said")
    plain_now = corrected(said, ("status", "asserted"))
    assert (plain_now.attributed_to, plain_now.attribution_text) == (None, None)
    own = replace(CLAIM, status=Status.DECLARED, attributed_to="A", attribution_text="A said")
    assert (corrected(own, ("status", "alleged")).attributed_to, corrected(own, ("status", "planned")).attributed_to) == (None, "A")


@pytest.mark.parametrize("valid,value,polarity,after", [
    (None, "ended", Polarity.NEGATIVE, TimeSpan(ended=True)),
    # The single day that was read is the last on which it held.
    (TimeSpan(date(2020, 1, 2), date(2020, 1, 2)), "ended", Polarity.NEGATIVE, TimeSpan(None, date(2020, 1, 2), ended=True)),
    (TimeSpan(date(2020, 1, 2), date(2021, 1, 2), ended=True), "positive", Polarity.POSITIVE, TimeSpan(date(2020, 1, 2))),
    (TimeSpan(ended=True), "negative", Polarity.NEGATIVE, None),
    (TimeSpan(date(2020, 1, 2), date(2020, 1, 2)), "negative", Polarity.NEGATIVE, TimeSpan(date(2020, 1, 2), date(2020, 1, 2))),
])
def test_a_claim_is_made_to_hold_to_be_denied_or_to_have_ended(valid, value, polarity, after):
    made = corrected(replace(CLAIM, valid=valid), ("polarity", value))
    assert (made.polarity, made.valid, holds(made)) == (polarity, after, value)


def test_swapping_moves_the_words_too_and_twice_is_as_before():
    one = Claim("k", "A", "arms", "B", "the first", "the second", (Evidence(0, 1, "A"),), attribution_text=None)
    made = corrected(one, ("swap", ""))
    assert (made.subject, made.object, made.subject_mention, made.object_mention) == ("B", "A", "the second", "the first")
    assert corrected(made, ("swap", "")) == one


def test_a_swap_makes_of_a_declaration_an_allegation_and_the_reverse():
    """A statement about oneself is declared, one by another is alleged."""
    own = replace(CLAIM, status=Status.DECLARED, attributed_to="A", attribution_text="A said")
    made = corrected(own, ("swap", ""))
    assert (made.status, made.attributed_to) == (Status.ALLEGED, "A")
    back = corrected(made, ("swap", ""))
    assert (back.status, back.subject) == (Status.DECLARED, "A")
    assert decided(replace(made, subject="C", object="D"), decision("merge", "C", "A")).status is Status.DECLARED


STEPS = st.lists(st.one_of(st.tuples(st.just("status"), VALUES[Act.STATUS]), st.tuples(st.just("polarity"), VALUES[Act.POLARITY]), st.just(("swap", ""))), max_size=6)


@given(STEPS)
def test_corrections_in_any_order_leave_what_the_last_of_each_says_and_replay_the_same(steps):
    made, chain = CLAIM, []
    for act, value in steps:
        chain.append(decision(act, made.id, value))
        made = decided(made, chain[-1])
    ends = [end for act, end in steps if act == "polarity"][-1:] or ["positive"]
    assert holds(made) == ends[0]
    assert (made.subject == "A") == (sum(act == "swap" for act, _ in steps) % 2 == 0)
    assert Replay(chain, lambda _: None).claim(CLAIM) == made


def record(*claims):
    actors = {i: Actor(i, i, ActorClass.ARMED, "rebel-group") for c in claims for i in (c.subject, c.object)}
    return ArticleRecord(Document("a", "A B"), tuple(actors[i] for i in sorted(actors)), claims)


def replayed(*decisions, claims=(CLAIM,)):
    return Replay(decisions, lambda name: None).record(record(*claims))


def left(made):
    """The claims of a record that decisions left, without those that they replaced."""
    return [claim for claim in made.claims if claim.lifecycle is not Lifecycle.SUPERSEDED]


def test_decisions_find_claims_as_those_before_have_left_them():
    merged = decided(CLAIM, decision("merge", "A", "C"))
    made = replayed(decision("merge", "A", "C"), decision("relation", merged.id, "opposes"))
    assert [(c.subject, c.predicate) for c in left(made)] == [("C", "opposes")]
    too_early = replayed(decision("relation", merged.id, "opposes"), decision("merge", "A", "C"))
    assert [(c.subject, c.predicate) for c in left(too_early)] == [("C", "supports")]


def test_merging_in_a_chain_and_in_a_ring_ends():
    chain = replayed(decision("merge", "A", "C"), decision("merge", "C", "D"))
    assert [claim.subject for claim in left(chain)] == ["D"]
    assert {a.id for a in chain.actors} == {"A", "B", "D"}
    assert chain.actors[-1].kind is ActorClass.ARMED
    ring = replayed(decision("merge", "A", "C"), decision("merge", "C", "A"))
    assert ring.claims[0].subject == "A"


def test_an_actor_renamed_before_a_merge_brings_it_into_an_article_has_its_new_name():
    made = replayed(decision("rename", "C_D", "The C Front"), decision("merge", "A", "C_D"))
    assert [a.name for a in made.actors if a.id == "C_D"] == ["The C Front"]


def test_what_is_known_of_an_actor_is_not_said_of_the_one_it_is_merged_into():
    """Its names and codes were: a front got the country code of the state that was merged into it."""
    given = Actor("A", "A", ActorClass.STATE, "government", ("Other A",), "AAA", "004", "Q1")
    made = Replay([decision("merge", "A", "C")], lambda name: None).record(replace(record(CLAIM), actors=(given, Actor("B", "B"))))
    assert made.actors[2] == Actor("C", "C", ActorClass.STATE, "government")


def test_a_decision_that_fits_only_what_was_read_first_says_so():
    """It was called not applied, although an article that does not name the other actor had been changed by it."""
    replay = Replay([decision("merge", "A", "C")], lambda name: None)
    assert left(replay.record(record(CLAIM)))[0].subject == "C"
    person = replace(record(CLAIM), actors=(Actor("A", "A"), Actor("B", "B"), Actor("C", "C", ActorClass.PERSON)))
    assert left(replay.record(person))[0].subject == "A"
    assert list(replay.unfit.values()) == ["A is of class Actor and C of class Person; a person cannot be merged with another kind of actor; claims that were read before are changed by it: take it out of the decisions file, and build in another folder"]


def test_two_claims_that_become_one_are_one():
    other = Claim("k", "C", "supports", "B", "C", "B", (Evidence(2, 3, "B"),))
    made = replayed(decision("merge", "C", "A"), claims=(CLAIM, other))
    assert left(made) == [CLAIM]
    assert made.follows == ((CLAIM.id, other.id),)


def test_a_renamed_actor_keeps_the_old_name_as_alias():
    made = replayed(decision("rename", "A", "The A Front"))
    assert (made.actors[0].name, made.actors[0].aliases) == ("The A Front", ("A",))


def test_without_decisions_a_record_is_left_alone():
    untouched = record(CLAIM)
    assert Replay((), lambda name: None).record(untouched) is untouched


def test_a_carriage_return_in_a_text_breaks_no_row(tmp_path):
    path = tmp_path / "d.csv"
    write_decisions(path, [Decision(Act.REJECT, "0" * 16, who="Ada\rL", why="one\rtwo\r\nthree")])
    assert [(d.who, d.why) for d in read_decisions(path)] == [("Ada\nL", "one\ntwo\nthree")]


def test_the_file_behind_a_link_is_written_and_a_pipe_or_device_stays(tmp_path):
    """With `--decisions /dev/null`, a file stood in place of the device."""
    link, pipe = tmp_path / "link.csv", tmp_path / "pipe"
    link.symlink_to(tmp_path / "kept.csv")
    write_decisions(link, [])
    assert link.is_symlink()
    assert read_decisions(tmp_path / "kept.csv") == []
    os.mkfifo(pipe)
    with pytest.raises(DataError, match="it is not a regular file; give another file for the decisions"):
        write_decisions(pipe, [])
    assert pipe.is_fifo()
