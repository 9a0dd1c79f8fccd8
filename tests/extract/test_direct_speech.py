"""Rule: a claim's quote is its whole sentence, verbatim, also where a semicolon parts it for the parser."""

from __future__ import annotations

import pytest

from graphkit.model import Document
from graphkit.pipeline import Pipeline

PARTED = "Russia armed Syria; its ambassador, Ivan Petrov, thanked Chad."


@pytest.fixture(scope="module")
def reader():
    return Pipeline(extractor="dependency")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (f"Iran left. {PARTED} Turkey bombed the PKK.", {PARTED, "Turkey bombed the PKK."}),
        ("Peace talks; Russia armed Syria", {"Peace talks; Russia armed Syria"}),
        ("Qatar left\nRussia armed Syria; Iran armed Hezbollah.", {"Russia armed Syria; Iran armed Hezbollah."}),
        # An item of a list ends with its line.
        ("(a) Russia armed Syria;\n(b) Iran armed Hezbollah.", {"Russia armed Syria;", "Iran armed Hezbollah."}),
    ],
)
def test_a_quote_is_the_whole_sentence(reader, text, quotes):
    evidence = [e for c in reader.read(Document("x", text)).claims for e in c.evidence]
    assert {e.quote for e in evidence} == quotes
    assert all(text[e.start : e.end] == e.quote for e in evidence)


def test_a_quote_stays_bearable(reader):
    text = "Russia armed Syria; " * 200
    evidence = [e for c in reader.read(Document("x", text)).claims for e in c.evidence]
    assert evidence
    assert all(e.end - e.start <= 600 for e in evidence)


@pytest.mark.parametrize(("text", "status", "speaker"), [
    ("Philip Hammond told reporters:\n\nIran has armed Hezbollah for years.", "alleged", "Philip_Hammond"),
    ("Philip Hammond added the following firms to the list:\n\nIran has armed Hezbollah for years.", "asserted", None),
    ("Philip Hammond visited three fronts:\n\nIran has armed Hezbollah for years.", "asserted", None),
    ("Philip Hammond said:\n\nWe see it.\n\nIran has armed Hezbollah for years.", "asserted", None),
    ("Philip Hammond said:\n\n“A grave matter for us.” Iran has armed Hezbollah for years.", "asserted", None),
])  # fmt: skip
def test_the_paragraph_after_someone_said_is_direct_speech(reader, text, status, speaker):
    """Statements and messages that are set off without quotation marks were the outlet's own words."""
    (claim,) = (c for c in reader.read(Document("x", text)).claims if c.object == "Hezbollah")
    assert (claim.status, claim.attributed_to) == (status, speaker)


@pytest.mark.parametrize(("text", "speakers"), [
    # The mark that opens the paragraph is lost.
    ('We have seen this many times before," said Philip Hammond, who asked Egypt to leave.', {"Egypt": None}),
    ('"We have seen this many times before," said Philip Hammond, who asked Egypt to leave.', {"Egypt": None}),
    ('We have seen this many times before," Philip Hammond told reporters. "And Iran has armed Hezbollah for many years."', {"Hezbollah": "Philip_Hammond"}),
    # A quotation that a colon announces in a new paragraph is not by the speaker before.
    ('"We have seen this before," Philip Hammond said.\n"Iran armed Hezbollah for many years."', {"Hezbollah": "Philip_Hammond"}),
    # As short as a sentence can be, and by whom an agency quotes.
    ('"We have seen this before," Philip Hammond said. "Iran armed Syria."', {"Syria": "Philip_Hammond"}),
    ('"Iran has armed Hezbollah for years," the agency quoted Philip Hammond as saying.', {"Hezbollah": "Philip_Hammond"}),
    # "He said" is not whom "he" in the quotation before means; but it may be who was named since.
    ('Bashar al-Assad left.\n\n"He has no plan," Philip Hammond said.\n\n"Iran has armed Hezbollah," he told reporters.', {"Hezbollah": "Philip_Hammond"}),
    ('"There is no plan," Philip Hammond said.\n\nBashar al-Assad laughed.\n\n"Iran has armed Hezbollah," he told reporters.', {"Hezbollah": "Bashar_al-Assad"}),
    ('"We have seen this before," Philip Hammond said.\nOn a wall in town: "Iran armed Hezbollah for many years."', {"Hezbollah": None}),
])  # fmt: skip
def test_whose_words_a_quotation_is(reader, text, speakers):
    found = {c.object: c.attributed_to for c in reader.read(Document("x", text)).claims if c.predicate != "holdsOfficeIn"}
    assert found | speakers == found


@pytest.mark.parametrize(("text", "status", "speaker"), [
    ("Philip Hammond: We see it.\n\nDid it?\n\nHammond: Iran has armed Hezbollah for years.", "alleged", "Philip_Hammond"),
    ("MR HAMMOND: We see it.\n\nQUESTION: Did it?\n\nMR HAMMOND: It did.\n\nIran has armed Hezbollah.", "asserted", None),
    ("MR MILLS: We see it.\n\nQUESTION: Did it?\n\nMR MILLS: Iran has armed Hezbollah.", "alleged", "MILLS-c4874e"),
    ("By Ana Lopez\n\nPhilip Hammond spoke to Ana Lopez about Oman.\n\nQ: Did it?\nA: Yes.\n\nQ: How?\nA: Iran has armed Hezbollah.", "alleged", "Philip_Hammond"),
    ("With Ana Lopez and Philip Hammond.\n\nAna Lopez: Did it?\n\nPhilip Hammond: Iran has armed Hezbollah.\n\nAna Lopez: Thank you.", "alleged", "Philip_Hammond"),
    # An explainer, whose author asks and answers; not if somebody says "we".
    ("Q: Did it?\nA: Yes.\n\nQ: How?\nA: Iran has armed Hezbollah.", "asserted", None),
    ("Q: Did it?\nA: Yes.\n\nQ: How?\nA: Iran has armed Hezbollah, we fear.", "alleged", None),
    # What is asked, what others say, and what is said of a person.
    ("Philip Hammond spoke to us.\n\nQ: Iran has armed Hezbollah.\nA: Yes.\n\nQ: How?\nA: By sea.", "asserted", None),
    ("MR MILLS: We see it.\n\nQUESTION: Iran has armed Hezbollah.\n\nMR MILLS: It did.", "asserted", None),
    ("Philip Hammond: an heir\nIran has armed Hezbollah.\n\nPhilip Hammond: an end\nHe left.", "asserted", None),
])  # fmt: skip
def test_who_speaks_in_a_dialogue(reader, text, status, speaker):
    """Answers of interviews and briefings were the outlet's own words."""
    claims = [c for c in reader.read(Document("x", text)).claims if c.object == "Hezbollah"]
    assert [(c.status, c.attributed_to) for c in claims] == [(status, speaker)]


def test_who_says_we_speaks_for_them(reader):
    text = "Philip Hammond: The United Kingdom waits.\n\nQ: And then?\n\nPhilip Hammond: We have armed Oman."
    (claim,) = (c for c in reader.read(Document("x", text)).claims if c.object == "Oman")
    assert (claim.subject, claim.status, claim.attributed_to) == ("UK", "declared", "Philip_Hammond")


def test_nobody_calls_himself_him_in_an_interview(reader):
    text = "Philip Hammond: We wait.\n\nQ: And Bashar al-Assad?\n\nPhilip Hammond: Iran has armed him."
    assert {c.object for c in reader.read(Document("x", text)).claims if c.subject == "Iran"} == {"Bashar_al-Assad"}
