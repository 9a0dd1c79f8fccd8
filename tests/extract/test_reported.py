"""Reported speech: its "would" is a plan, any other is only possible; unnamed speakers are nobody."""

from __future__ import annotations

import pytest

from graphkit.export import record_rows
from graphkit.model import Status


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


@pytest.mark.parametrize(("clause", "status", "speaker"), [
    ("analysts say", "alleged", None),
    ("a Peruvian report said", "alleged", None),
    ("two Peruvian envoys wrote in a memo", "alleged", "Peru"),
    ("an old newspaper writes", "alleged", None),
    ("it was claimed on Tuesday", "alleged", None),
    ("its foreign minister said", "declared", "Norway"),
    ("Peru's spy agency told lawmakers on Wednesday", "alleged", "Peru"),
    ("Peruvian Foreign Minister Elmer Schialer claimed in a televised speech", "alleged", "Elmer_Schialer"),
    ("the head of Peru's army, General Jose Sala, said on Telegram", "alleged", "Jose_Sala"),
    ("residents warned on Sunday", "alleged", None),
    ("Peru said, adding that talks had failed", "alleged", "Peru"),
    # Nobody speaks in these.
    ("the first delivery announced on Monday", "asserted", None),
    ("and the ministry announced a new budget", "asserted", None),
])  # fmt: skip
@pytest.mark.parametrize("act", ["Norway has trained the Taliban", "Norway bombed the camp of the Taliban"])
def test_a_reporting_clause_at_the_end_says_whose_words_they_are(record, act, clause, status, speaker):
    """Wherever the parser attaches its words; "it was claimed" is not said by the subject."""
    [claim] = (c for c in record(f"{act}, {clause}.").claims if (c.subject, c.object) == ("Norway", "Taliban"))
    assert (claim.status, claim.attributed_to) == (status, speaker)


def test_what_follows_a_subordinate_clause_does_not_report_it(record):
    assert [c.status for c in record("After Norway bombed the Taliban, officials said on Monday that talks had failed.").claims] == ["asserted"]


@pytest.mark.parametrize(("text", "status"), [
    ("Peru announced at a news conference in Lima that Norway had armed Chad.", "alleged"),
    ("Peru told state television that Norway had armed Chad.", "alleged"),
    ("Peru boasted last week that Norway had armed Chad.", "alleged"),
    ("Peru said in a statement on X that Norway had armed Chad.", "alleged"),
    ("Peru said its move had \"escalated\" the war, and that Norway had armed Chad.", "alleged"),
    ("According to a Peruvian report published last week, Norway has armed Chad.", "alleged"),
    ("Reuters quoted Peru as saying that Norway had armed Chad.", "alleged"),
])  # fmt: skip
def test_what_stands_between_a_speaker_and_his_words_changes_nothing(record, text, status):
    """Each was a fact, a plan or nobody's words."""
    (claim,) = (c for c in record(text).claims if c.object == "Chad")
    assert (claim.subject, claim.status, claim.attributed_to) == ("Norway", status, None if "report" in text else "Peru")


@pytest.mark.parametrize("clause", ["Peru said", "Peru's foreign minister insisted on Monday", "the Peruvian government claimed"])
@pytest.mark.parametrize("act", ["had armed Chad", "has attacked Chad", "condemned Chad", "will impose sanctions on Chad"])
def test_a_reporting_clause_between_an_actor_and_its_act_says_whose_words_they_are(record, act, clause):
    (claim,) = (c for c in record(f"Norway, {clause}, {act}.").claims if c.object == "Chad")
    assert (claim.subject, claim.attributed_to) == ("Norway", "Peru")
    assert claim.status in ("alleged", "planned")


@pytest.mark.parametrize("verb", ["replied", "fumed", "learned", "grumbled"])
def test_who_is_the_subject_of_any_verb_with_a_that_clause_is_its_speaker(record, verb):
    """But a verb in no list makes it neither a demand nor a judgement of his."""
    (claim,) = (c for c in record(f"Peru {verb} that Norway had armed Chad.").claims if c.object == "Chad")
    assert (claim.subject, claim.status, claim.attributed_to) == ("Norway", "alleged", "Peru")
    assert not record(f"Peru {verb} that Norway must leave.").claims


@pytest.mark.parametrize(("text", "status", "speaker"), [
    ("Emmanuel Macron: Norway arms Chad", "alleged", "Macron"),
    ("Emmanuel Macron: Norway is arming Chad.", "alleged", "Macron"),
    ("Peru: Norway arms Chad", "asserted", None),
])  # fmt: skip
def test_what_follows_a_persons_name_and_a_colon_is_what_he_says(record, text, status, speaker):
    """A state there may be what the text is about."""
    assert [(c.status, c.attributed_to) for c in record(text).claims if c.object == "Chad"] == [(status, speaker)]


@pytest.mark.parametrize("verb", ["said trade had grown", "appealed for calm", "urged Turkey to leave", "ruled out a truce"])
def test_what_someone_does_while_speaking_is_not_what_is_said(record, verb):
    """A gerund before a verb of speech was its content: the meeting was declared by the host, or only possible."""
    found = {row["said"] for row in record_rows(record(f"Supporting Khalifa Haftar in Tripoli, Egypt {verb}.")) if row["object"] == "Khalifa Haftar"}
    assert found == {"asserted"}


@pytest.mark.parametrize(("text", "said"), [
    ("Peru urged Mali to resign after Norway had attacked Chad.", "asserted"),
    ("Peru urged Mali to respond after Norway attacked Chad.", "asserted"),
    ("Peru said that it would respond after Norway attacked Chad.", "alleged"),
    ("Peru urged Mali to respond before Norway attacks Chad.", "possible"),
    ("Norway has been charged with attacking Chad.", "alleged"),
    ("According to journalist Peter Roe, Norway met Mali because it had attacked Chad.", "alleged"),
])  # fmt: skip
def test_what_preceded_an_act_is_as_certain_as_it_is_stated(record, text, said):
    """A request made what preceded it only possible; a charge was a fact."""
    assert {row["said"] for row in record_rows(record(text)) if (row["subject"], row["object"]) == ("Norway", "Chad")} == {said}


@pytest.mark.parametrize(("text", "said"), [
    ("Norway will send troops to help Chad.", "planned"),
    ("Norway will travel to Mali to meet with Chad.", "planned"),
    ("Norway sent troops to help Chad.", "asserted"),
    ("Norway was able to arm Chad.", "asserted"),
    ("Norway has been able to arm Chad.", "asserted"),
    ("Norway is able to arm Chad.", "planned"),
    ("Norway would have been able to arm Chad.", "possible"),
    ("Norway was not able to arm Chad.", "asserted, denied"),
    ("Norway had to arm Chad.", "asserted"),
    ("Norway did not have to arm Chad.", "planned, denied"),
    ("A minister said Norway had to arm Chad.", "planned"),
])  # fmt: skip
def test_an_infinitive_is_as_certain_as_the_verb_above_it(record, text, said):
    """What troops will be sent for was a fact; what somebody was able to do was only planned."""
    assert {row["said"] for row in record_rows(record(text)) if {row["subject"], row["object"]} == {"Norway", "Chad"}} == {said}


@pytest.mark.parametrize("text", [
    "As Kenya put it, Norway backs Chad.",
    "In the words of Kenya, Norway backs Chad.",
    "In Kenya's view, Norway backs Chad.",
    "Kenya's claim that Norway supports Chad drew attention.",
    "Claims by Kenya that Norway supports Chad drew attention.",
    "Norway, said Kenya, backs Chad.",
])  # fmt: skip
def test_asides_views_and_claims_have_their_speaker(record, text):
    assert {(c.subject, c.attributed_to) for c in record(text).claims if c.object == "Chad"} == {("Norway", "Kenya")}


@pytest.mark.parametrize(("text", "speaker", "words"), [
    ("UN: Norway armed Chad", "UN", "UN"),
    ("Norway armed Chad: Kenya", "Kenya", "Kenya"),
    ("Norway armed Chad – UN", "UN", "UN"),
    ("Report: Norway armed Chad", None, "Report"),
    ("Norway armed Chad: report\nIt rained.", None, "report"),
])  # fmt: skip
def test_a_headline_names_its_speaker(record, text, speaker, words):
    assert [(c.subject, c.status, c.attributed_to, c.attribution_text) for c in record(text).claims] == [("Norway", Status.ALLEGED, speaker, words)]


def test_the_place_before_a_colon_does_not_speak(record):
    [claim] = record("Mali: Norway armed Chad").claims
    assert (claim.status, claim.attributed_to) == (Status.ASSERTED, None)
