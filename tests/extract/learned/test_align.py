"""What the network marks is, where it can be, a mention that the rules have."""

from __future__ import annotations

from graphkit.extract.learned.align import align_mentions
from graphkit.extract.learned.scores import Offsets
from graphkit.model import Mention


def name(index: int, text: str, words: str, **more) -> Mention:
    start = text.index(words)
    return Mention(index, start, start + len(words), words, "name", words.split()[-1].lower(), "PERSON", **more)


def one(text: str, words: str, *mentions: Mention, kind: str = "person") -> tuple[list[Mention], int | None]:
    start = text.index(words)
    offsets = Offsets(start, start + len(words))
    every, found = align_mentions([(offsets, kind)], mentions, text)
    return every, found.get(offsets)


def test_a_title_before_a_name_is_part_of_the_mention():
    text = "Foreign Minister Ana Silva left."
    assert one(text, "Foreign Minister Ana Silva", name(0, text, "Ana Silva"))[1] == 0


def test_a_name_that_the_rules_cut_short_is_whole():
    text = "Huang Wei-cher left."
    every, found = one(text, "Huang Wei-cher", name(0, text, "Huang Wei"))
    assert (found, every[0].text, every[0].end) == (0, "Huang Wei-cher", 14)


def test_a_name_behind_a_preposition_says_where_somebody_is_not_who():
    text = "The embassy in Jordan closed."
    every, found = one(text, "The embassy in Jordan", name(0, text, "Jordan"), kind="organisation")
    assert found == 1
    assert (every[1].form, every[1].text) != ("name", "Jordan")


def test_a_dateline_is_no_part_of_a_name():
    text = "NOVI SAD - Ana Silva left."
    assert one(text, "NOVI SAD - Ana Silva")[0][0].text == "Ana Silva"
    assert one(text, "NOVI SAD - Ana Silva", name(0, text, "Ana Silva"))[1] == 0


def test_part_of_a_title_and_an_honorific_are_nobody():
    text = "Secretary of State Lee met Mr Roy."
    assert one(text, "State", name(0, text, "Lee", office="secretary of state"))[1] is None
    assert one(text, "Mr")[1] is None


def test_what_the_rules_do_not_have_is_a_mention_of_its_form():
    text = "They saw Moro, the rebels and the Ruvo Front."
    forms = {words: one(text, words)[0][0] for words in ("They", "Moro", "the rebels", "the Ruvo Front")}
    assert {words: mention.form for words, mention in forms.items()} == {"They": "pronoun", "Moro": "name", "the rebels": "description", "the Ruvo Front": "name"}
    assert forms["the Ruvo Front"].text == "Ruvo Front"
