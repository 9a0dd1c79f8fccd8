"""Rule: an item without a subject is about whom its lead-in, heading or title names; "the government" in a section headed by a state is that state's."""

from __future__ import annotations

from datetime import date

import pytest

from graphkit.model import Document

DATES = "12 March – Accuses Rwanda of arming the M23.\n\n3 April – Meets João Lourenço.\n\n18 May – Condemns Uganda for sheltering rebels."
SUMMIT = "The Heads of State:\n1. Urge Rwanda to leave Congo;\n2. Express support for Mozambique;\n3. Strongly condemned the attacks by the M23 on Goma."


def said(pipeline, text, title):
    record = pipeline.read(Document("x", text, title=title, published=date(2024, 12, 20)))
    for claim in record.claims:
        assert claim.article == record.document.key
        assert all(text[e.start : e.end] == e.quote for e in claim.evidence)
        assert all(words is None or any(words in e.quote for e in claim.evidence) for words in (claim.cue, claim.attribution_text))
    return {f"{claim.subject} {claim.predicate} {claim.object}" for claim in record.claims if claim.status in ("asserted", "declared")}


@pytest.mark.parametrize(("title", "text", "holds"), [
    ("Félix Tshisekedi: a year in office", DATES, {"Tshisekedi accuses Rwanda", "Lourenco consultsWith Tshisekedi", "Tshisekedi criticizes Uganda"}),
    ("Communiqué of the Summit of SADC", SUMMIT, {"SADC requests Rwanda", "SADC supports Mozambique", "SADC criticizes M23"}),
    ("Communiqué of the Summit of SADC", SUMMIT.replace("\n", " "), {"SADC requests Rwanda", "SADC supports Mozambique", "SADC criticizes M23"}),
    ("Resolution", "The Security Council,\n\nReaffirming its support for Somalia,\n\nActing under Chapter VII,\n\n1. Calls on Kenya to leave Somalia;", {"UN_Security_Council supports Somalia", "UN_Security_Council requests Kenya"}),
    ("Fact sheet: Hezbollah", "- Armed and financed by Iran\n- Backed Bashar al-Assad\n- Sanctioned by Germany", {"Hezbollah supports Bashar_al-Assad", "Germany sanctions Hezbollah"}),
    ("Joint statement of Egypt and Greece", "The Ministers:\n- Called on Turkey to leave Cyprus.\n\nThe two sides condemned Libya.", {"Egypt requests Turkey", "Greece requests Turkey", "Egypt criticizes Libya", "Greece criticizes Libya"}),
    ("The week", "Iraq\n\nThe government thanked Iran for its support.\n\nEGYPT\n\nThe government supports Sudan.", {"Iran supports Iraq", "Egypt supports Sudan"}),
    ("The week", "Iraq – The government supports Iran.\n\nEgypt – The army attacked Sudan.", {"Iraq supports Iran", "Egypt attacks Sudan"}),
])  # fmt: skip
def test_what_items_and_sections_leave_out_is_taken_from_above(pipeline, title, text, holds):
    assert holds <= said(pipeline, text, title)


@pytest.mark.parametrize(("title", "text"), [
    # Whom it is about is not said: "Condemns Uganda" was an actor.
    ("Key dates", DATES),
    # Several, or somebody beside whom it is about.
    ("Rwanda and Burundi: a year", DATES),
    ("A year of the war on Rwanda", DATES),
    # A demand, a draft, prose.
    ("Advice", "Turkey:\n- Support Cyprus.\n- Condemn Russia.\n- Meet Greece."),
    ("Demands", "Demands of Israel:\n1. Condemns Iran;\n2. Attacks on Syria."),
    ("Draft resolution", "The Security Council,\n\n1. Condemns Russia;"),
    ("The week in Kivu", "Rwanda\n\nCondemned by Chad, the M23 went on."),
])  # fmt: skip
def test_nobody_becomes_the_subject_of_what_others_did(pipeline, title, text):
    found = said(pipeline, text, title)
    assert not [each for each in found if any(words in each for words in ("accuses", "criticizes U", "criticizes R", "criticizes I", "consultsWith", "supports Cyprus", "ondemns"))], found


def test_quotes_are_those_of_the_given_text(pipeline):
    """Also with combining accents, behind which offsets of what is read and what was given differ."""
    text = f"Cafe\u0301.\n\n{DATES}\n\n1 June: Meets Paul Kagame."
    record = pipeline.read(Document("x", text, title="Félix Tshisekedi: a year in office", published=date(2024, 12, 20)))
    (met,) = (c for c in record.claims if "Kagame" in (c.subject + c.object) and c.predicate == "consultsWith")
    assert met.evidence[0].quote == "Meets Paul Kagame."
    assert text[met.evidence[0].start :] == "Meets Paul Kagame."
    assert met.valid is not None
    assert met.valid.start == date(2024, 6, 1)
    [accused] = [c.cue for c in record.claims if c.object == "M23"]
    assert accused == "Accuses"
