"""Pages printed as PDF files: words stay whole however they are set, and notes, boxes and initials stand where they belong."""

from __future__ import annotations

import io

import pytest

from graphkit.documents.initials import mended
from graphkit.documents.package import believed
from graphkit.documents.pdf import paragraphs, read_pdf, readable
from graphkit.documents.pieces import Piece

pytest.importorskip("pypdf")


def printed(content):
    """A PDF file of one page with these operators, in Helvetica."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return made + b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places) + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)


def test_a_soft_hyphen_that_a_browser_prints_as_a_blank_does_not_part_a_word():
    """Chromium says in the file what the glyph stands for, and "Nor via" was read."""
    soft = b"/Span<</ActualText<FEFF00AD>>>BDC ( ) Tj EMC"
    joint = b"/Span<</ActualText<FEFFFB01>>>BDC (?) Tj EMC"
    text = b"BT /F1 12 Tf 50 700 Td (Nor) Tj " + soft + b" (via armed ) Tj " + joint + b" (ve men of Bel) Tj " + soft + b" (-) Tj 0 -14 Td (mark.) Tj ET"
    (document,) = read_pdf(io.BytesIO(printed(text)), "a", "a.pdf")
    assert document.text == "Norvia armed five men of Belmark."


@pytest.mark.parametrize(("lines", "text"), [
    # U+2010 is printed where a browser breaks a word; a hyphen at the end of a line is then one of the word.
    (["Norvia has con\u2010", "demned the pro-", "government men."], "Norvia has condemned the pro-government men."),
    (["Norvia has con\u00ad\u2010", "demned it."], "Norvia has condemned it."),
    (["The pro\u2010Teln party, and the pro\u2010", "Teln envoy."], "The pro\u2010Teln party, and the pro-Teln envoy."),
    (["An Iran-", "backed militia con-", "demned it."], "An Iran-backed militia condemned it."),
    (["An anti-", "government force of un-", "backed men."], "An anti-government force of unbacked men."),
])  # fmt: skip
def test_a_word_that_is_broken_at_the_end_of_a_line_is_whole_and_keeps_its_own_hyphen(lines, text):
    assert paragraphs(lines) == [text]


@pytest.mark.parametrize(("line", "plain"), [
    ("\ufb01ve o\ufb03cers a\ufb00ected", "five officers affected"), ("Nor\u00advia", "Norvia"),
    ("Norvia (\ufee7\ufeee\u0631\ufed3\ufef4\ufe8e )said", "Norvia (\u0646\u0648\u0631\u0641\u064a\u0627) said"), ("Darland (\u05d3\u05e8\u05dc\u05e0\u05d3 ,)which", "Darland (\u05d3\u05e8\u05dc\u05e0\u05d3), which"),
])  # fmt: skip
def test_letters_are_those_of_the_text_not_their_forms_for_print(line, plain):
    assert readable(line) == plain


@pytest.mark.parametrize(("text", "pieces", "whole"), [
    # An initial that is drawn before the headline, and one where it is seen.
    ("T\nA pact\nhe army of Norvia", [(50, 640, 48, "T"), (50, 726, 24, "A pact"), (80, 668, 12, "he army of Norvia")], "A pact\nThe army of Norvia"),
    ("A pact\nT\nhe army of Norvia", [(50, 726, 24, "A pact"), (50, 640, 48, "T"), (80, 668, 12, "he army of Norvia")], "A pact\nThe army of Norvia"),
    ("Talks1 began on 40 km2 of land.", [(50, 700, 12, "Talks"), (80, 705, 9, "1"), (85, 700, 12, "began on 40 km"), (160, 705, 9, "2"), (166, 700, 12, "of land.")], "Talks began on 40 km2 of land."),
    ("The army of N ORVIA left", [(50, 700, 12, "The army of"), (128, 700, 12, "N"), (137, 700, 8.2, "ORVIA"), (170, 700, 12, "left")], "The army of NORVIA left"),
    ("Pact\nNorvia left", [(50, 726, 24, "P"), (64, 726, 24, "a"), (78, 726, 24, "c"), (90, 726, 24, "t"), (50, 710, 12, "Norvia left")], "Pact\nNorvia left"),
    ("A NATO army", [(50, 700, 12, "A"), (62, 700, 8.2, "NATO"), (90, 700, 12, "army")], "A NATO army"),
    ("Darland left.\nA pact\nNorvia stayed.", [(350, 600, 12, "Darland left."), (50, 726, 24, "A pact"), (50, 690, 12, "Norvia stayed.")], "A pact\nNorvia stayed.\nDarland left."),
])  # fmt: skip
def test_initials_small_capitals_notes_and_boxes_leave_words_and_headlines_whole(text, pieces, whole):
    assert mended(text, [Piece(*each) for each in pieces]) == whole


def test_the_title_of_a_file_is_believed_however_it_is_set():
    assert believed("Norvia signs pact", "N O R V I A S I G N S\nP A C T\n\nNorvia met Belmark.") == "Norvia signs pact"
    assert believed("Draft 2", "Norvia signs pact") is None
