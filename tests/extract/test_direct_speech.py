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
    ('"We have seen this before," Philip Hammond said.\nOn a wall in town: "Iran armed Hezbollah for many years."', {"Hezbollah": None}),
])  # fmt: skip
def test_whose_words_a_quotation_is(reader, text, speakers):
    found = {c.object: c.attributed_to for c in reader.read(Document("x", text)).claims if c.predicate != "holdsOfficeIn"}
    assert found | speakers == found
