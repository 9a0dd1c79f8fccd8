"""What stands before the words of a line is no part of its sentence: dates, times, numbers, speakers."""

from __future__ import annotations

import time

import pytest

from graphkit.nlp import entries, turns
from graphkit.nlp.line_heads import without_heads
from graphkit.nlp.text import prepare


@pytest.mark.parametrize(("line", "words"), [
    ("16.48 GMT: Iran armed Chad.", "Iran armed Chad."),
    ("19.05 EET Iran armed Chad.", "Iran armed Chad."),
    ("[17:12] Iran armed Chad.", "Iran armed Chad."),
    ("9:15 a.m. ET – Iran armed Chad.", "Iran armed Chad."),
    ("(a) Iran armed Chad.", "Iran armed Chad."),
    ("12. Iran armed Chad.", "Iran armed Chad."),
    ("3.1 Iran armed Chad.", "Iran armed Chad."),
    ("2/8 Iran armed Chad.", "Iran armed Chad."),
    # Numbers of a sentence stay.
    ("3.1 million people fled Chad.", "3.1 million people fled Chad."),
    ("12 Iranians fled Chad.", "12 Iranians fled Chad."),
    ("Iran: an ally of Chad.", "Iran: an ally of Chad."),
    ("2019: Iran armed Chad.", "2019: Iran armed Chad."),
])  # fmt: skip
def test_heads_of_lines_are_blank(line, words):
    assert without_heads(line) == words.rjust(len(line))


def test_items_on_one_line_are_lines():
    assert [line.strip() for line in prepare("Iran armed Chad • Mali left • Niger stayed").split("\n")] == ["Iran armed Chad", "Mali left", "Niger stayed"]


def test_a_chronology_has_three_dates_at_least():
    text = "3 May 2024: Iran armed Chad.\nJune 5-6 – Mali left.\n2025\n7 July\nNiger stayed.\nKenya left."
    assert [(entry.date, text[entry.start : entry.end].strip()) for entry in entries(text)] == [
        ("3 May 2024", "Iran armed Chad."), ("June 5-6", "Mali left."), ("2025", ""), ("7 July", "Niger stayed."),
    ]  # fmt: skip
    assert not list(entries("3 May 2024: Iran armed Chad.\nJune 5-6 – Mali left."))


INTERVIEW = "Q: Who left?\nA: Mali left.\nIt is over.\n\nQ: And who stayed?\nA: Niger did.\n\nMali is a state."


@pytest.mark.parametrize(("text", "said"), [
    (INTERVIEW, [("question", "Who left?"), ("answer", "Mali left.\nIt is over."), ("question", "And who stayed?"), ("answer", "Niger did.")]),
    # The same speaker again: the paragraph between is a question.
    ("Ana Lopez: Mali left.\n\nWho else?\n\nLopez: Niger left.\n", [("name", "Mali left."), ("name", "Niger left.")]),
    ("Sir Tom Hill (York) (Con): Mali left.\n\nAna Lopez: Did it?\n\nAna Lopez: Niger left.", [("name", "Mali left."), ("name", "Did it?"), ("name", "Niger left.")]),
    ("Q. Who left?\nA. Mali left.\n\nQ. And who stayed?\nA. Niger did.", [("question", "Who left?"), ("answer", "Mali left."), ("question", "And who stayed?"), ("answer", "Niger did.")]),
    ("Senator HILL. Who left?\n\nSecretary LOPEZ. Mali left.\n\nSenator HILL. Thank you.", [("name", "Who left?"), ("name", "Mali left."), ("name", "Thank you.")]),
    # Titles, and lines each about another.
    ("Mali: the heir\n\nMali: the fall\nA text.", []),
    ("Mali: it left.\nNiger: it stayed.", []),
])  # fmt: skip
def test_a_dialogue_has_turns(text, said):
    assert [(turn.kind, text[turn.cut : turn.end].strip()) for turn in turns(text)] == said


@pytest.mark.parametrize("text", ["A: b.\n" * 4_000, "May " * 8_000, "Aa " * 8_000, "1 May: A\n" * 4_000, "(" * 20_000])
def test_long_texts_take_linear_time(text):
    began = time.process_time()
    assert len(without_heads(text)) == len(text)
    assert not list(entries(text)) or len(list(entries(text))) == 4_000
    assert time.process_time() - began < 5
