"""The words of sentences, speakers and quotes that people read."""

from __future__ import annotations

import pytest

from graphkit.query import family_statement, quoted, speaker_words, statement


@pytest.mark.parametrize(
    ("attribution", "speaker"),
    [
        ("said a GNA spokesman", "a GNA spokesman"),
        ("diplomats said", "diplomats"),
        (", according to diplomats", "diplomats"),
        ("France and Russia accused", "France and Russia"),
        ("the junta, which has long maintained", "the junta"),
        ("accused", ""),
        ("they said", ""),
        ("state media", "state media"),
        ("officials of the state", "officials of the state"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_speaker_is_named_without_the_verb(attribution, speaker):
    assert speaker_words(attribution) == speaker


@pytest.mark.parametrize(
    ("predicate", "subject", "sentence"),
    [
        ("attacks", "Sudanese Armed Forces", "Sudanese Armed Forces attack X"),
        ("alliedWith", "Syrian rebels", "Syrian rebels are allied with X"),
        ("hasAgreementWith", "Forces for Freedom and Change", "Forces for Freedom and Change have an agreement with X"),
        ("compliesWith", "Bosnian Serbs", "Bosnian Serbs comply with X"),
        ("supportsMilitarily", "United States", "United States supports X militarily"),
        ("accuses", "Mahmoud Abbas", "Mahmoud Abbas accuses X"),
        ("criticizes", "Ministry of the Armed Forces", "Ministry of the Armed Forces criticizes X"),
        ("attacks", "Malian civilians", "Malian civilians attack X"),
        ("opposes", "Netizens", "Netizens oppose X"),
        ("opposes", "tribal elders of Sabha", "tribal elders of Sabha oppose X"),
        ("opposes", "Libyan people", "Libyan people oppose X"),
        ("opposes", "state press", "state press opposes X"),
        ("attacks", "Brigade of al-quds", "Brigade of al-quds attacks X"),
        ("attacks", "Saraya al-quds", "Saraya al-quds attacks X"),
        ("attacks", "Hamas", "Hamas attacks X"),
        ("supports", "", " supports X"),
    ],
)
def test_the_verb_agrees_with_its_subject(predicate, subject, sentence):
    assert statement(predicate, subject, "X") == sentence


@pytest.mark.parametrize(
    ("family", "sentence"),
    [("cooperates_with", "Iran cooperates with Syria"), ("allied_with", "Iran is allied with Syria"), ("member_of", "Iran is a member of Syria"), ("leads", "Iran leads Syria")],
)
def test_a_family_is_a_sentence_too(family, sentence):
    assert family_statement(family, "Iran", "Syria") == sentence


@pytest.mark.parametrize(("quote", "shown"), [("He left.", '"He left."'), ('"We back them," he said.', "‘\"We back them,\" he said.’"), ("“We back them.”", "‘“We back them.”’")])
def test_no_quotation_marks_stand_doubled(quote, shown):
    assert quoted(quote) == shown
