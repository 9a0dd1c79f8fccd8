"""Exports of databases in layouts of real ones: each article keeps its own text, day, title and paper."""

from __future__ import annotations

import io
from datetime import date
from email.message import EmailMessage

import pytest

from graphkit.documents import read
from graphkit.documents.exports import page_or, text_or
from graphkit.documents.mail import read_eml
from graphkit.documents.page import read_html
from graphkit.documents.plain import read_text
from graphkit.model import Document, Precision

FIRST = "Norvia has sent armoured cars to the border of Belmark, the ministry of defence said on Tuesday."
SECOND = "Carland condemned the shipment and recalled its envoy, who had been in the capital since spring."


def field(name, value):
    return f"<p><strong>{name}: </strong>{value}</p>"


def proquest(title, text, day):
    """As ProQuest writes its pages: a page in a page, the abstract before it, and no lines between articles."""
    info = f"<p><strong>Author:  </strong>Roe, Jane</p><p><strong>Publication info:  </strong>Harbour Times ; Teln, Norvia [Teln, Norvia]0{day} May 2020: AA.2.</p><p><a href='https://search.proquest.com/docview/1'>ProQuest document link</a></p>"
    # As of 2023: authors, paper and day are on a line below the title too.
    info = f"<p><span>Roe, Jane;&nbsp;Doe, Joe.</span> <span><strong>Harbour Times</strong><strong>, Late Edition (East); Teln, Norvia.</strong> [Teln, Norvia].&nbsp;0{day} May 2020.\n</span>&nbsp;</p>{info}"
    abstract = f"<p><strong>Abstract:  </strong><body></p><p>{text}</p><p></body></p><div><strong>Links: </strong><a href='http://links.example/'>eLinks</a></div>"
    full = f"<p><strong>Full text: </strong><Text WordCount='9' HTMLContent='true'><html>  <head><title></title></head>  <body><div><img alt='View Image'><a href='/1'>Enlarge this image.</a></div>   <p>{text}</p>  </body></html></Text></p>"
    below = "".join(field(*pair) for pair in (("Subject", "Borders"), ("Publication title", "Harbour Times; Teln, Norvia"), ("Publication date", f"May {day}, 2020"), ("ProQuest document ID", f"25143997{day}"), ("Last updated", "2020-11-07"), ("Database", "Dailies")))
    return f"<div><a name='DocID_{day}'></a><p></p><p>{title}</p>{info}{abstract}{full}{below}</div>"


PAGE = f"<html><head><title>ProQuest Export</title></head><body><table><tr><td><div>All documents are reproduced with permission.</div></td></tr></table><p>Email 1 of 1</p>{proquest('Norvia sends cars', FIRST, 8)}{proquest('Carland recalls envoy', SECOND, 9)}</body></html>"


def mailed():
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "<noreply@proquest.example>", "Your ProQuest Research", "Sun, 5 Jul 2020 01:02:03 -0400"
    message.set_content(PAGE, subtype="html")
    return bytes(message)


LEXIS = f"""
                               1 of 2 DOCUMENTS


                                 Harbour Times

                              May 8, 2020 Friday
                             Late Edition - Final

Norvia sends cars

BYLINE: Jane Roe

LENGTH: 355 words

{FIRST}

LOAD-DATE: May 9, 2020

                               2 of 2 DOCUMENTS


                                 Harbour Times

                             May 9, 2020 Saturday
                                  Edition 1;
                                   Belmark

Carland recalls envoy

SECTION: NEWS; Pg. 6

LENGTH: 677 words

{SECOND}

LOAD-DATE: May 10, 2020
"""

GERMAN = LEXIS.replace("1 of 2 DOCUMENTS", "Dokument 1 von 2").replace("2 of 2 DOCUMENTS", "Dokument 2 von 2").replace("LENGTH: 355 words", "LÄNGE: 355 Wörter").replace("LENGTH: 677 words", "LÄNGE: 677 Wörter").replace("LOAD-DATE", "UPDATE").replace("BYLINE", "AUTOR")


def factiva(title, text, sign, day, *more):
    head = "".join(f"\t<div>{each}\n\t</div>\n" for each in ("664 words", day, *more, "Harbour Times", "HBT", "18", "English", "(c) 1998 Harbour Times, Harbour Press"))
    return f"<div id='article-{sign}' class='article' ><div class='article enArticle'>\n<p>\n<div id='hd' ><span class='enHeadline'> {title}</span>\n</div>\n{head}</p>\n<p class='articleParagraph enarticleParagraph'>{text}\n</p>\n<p>Document {sign}\n</p>\n</div></div><br/><span></span>\n"


# The date in the number of an old article is that of its loading.
FACTIVA = f"<html><body>{factiva('Norvia sends cars', FIRST, 'hbt0000020220926du4i003v3', '8 May 2020')}{factiva('Carland recalls envoy', SECOND, 'HBT0000020200509eg12023p1', '9 May 2020', '04:05 PM')}</body></html>"
TEXT = "Search Summary\nText\tcars\nSource\tAll Sources\nTimestamp\t15 June 2020 10:00 AM\n\n" + "\n\n".join(f"{title}\n\nBy Jane Roe\n664 words\n{day}\nHarbour Times\nHBT\n18\nEnglish\n(c) 1998 Harbour Times, Harbour Press\n\n{text}\n\nDocument {sign}" for title, text, day, sign in (
    ("Norvia sends cars", FIRST, "8 May 2020", "hbt0000020010926du4i003v3"), ("Carland recalls envoy", SECOND, "9 May 2020", "HBT0000020200509eg12023p1")))

BOTH = (("Norvia sends cars", FIRST, 8), ("Carland recalls envoy", SECOND, 9))
EBSCO = "".join(
    f"Record: {day - 7}\nTitle: {title}.\nAuthors: Roe, Jane\nSource: Harbour Times, 5/{day}/2020, Vol. 4 Issue 2, p3\nSubject Terms: BORDERS\nAbstract: On cars.\nAccession Number: 1{day}\nDatabase: Academic Search\nSection: World\n\n{title}\n\n{text}\n\n~~~~~~~~\nBy Jane Roe\n\nCopyright of Harbour Times is the property of Harbour Press and its content may not be copied.\n\n"
    for title, text, day in BOTH
)
LISTED = "".join(f"<p>Record: {day - 7}</p><dl><dt>Title:</dt><dd>{title}.</dd><dt>Source:</dt><dd>Harbour Times; 05/0{day}/2020</dd><dt>Accession Number:</dt><dd>1{day}</dd><dt>Database:</dt><dd>Newspapers</dd></dl><p>{text}</p>" for title, text, day in BOTH)
GALE = "".join(f"{title}\nAuthor: Jane Roe\nDate: May {day}, 2020\nFrom: Harbour Times(Vol. 4, Issue 2)\nPublisher: Harbour Press\nLength: 310 words\nFull Text:\n\nByline: Jane Roe\n\n{text}\n\nCopyright:  COPYRIGHT 2020 Harbour Press\n\nSource Citation (MLA 9th Edition)\nRoe, Jane. \"{title}.\"\n\nGale Document Number: GALE|A1{day}21\n\n" for title, text, day in BOTH)
NEWSBANK = "".join(f"{title}\n\n May {day}, 2020 | Harbour Times, The (Teln, NV)\n\n Author/Byline: Jane Roe | Section: World\n\n 394\n Words\n\n Read News Document\n\n {text}\n\nCopyright, 2020, Harbour Times, The (Teln, NV), All Rights Reserved.\n\n" for title, text, day in BOTH)
WESTLAW = "".join(f"{title}, 2020 WLNR 51234{day}\n\n5/{day}/20 Harbour Times (Pg. Unavail. Online)\n2020 WLNR 51234{day}\n\nHarbour Times\nCopyright 2020 © Harbour Press\n\nMay {day}, 2020\n\nSection: News\n\n{title}\n\nJane Roe\n\n{text}\n\n---- Index References ----\n\nCompany: HARBOUR GROUP\n\nWord Count: 312\n\nEnd of Document\n© 2020 Thomson Reuters.\n\n" for title, text, day in BOTH)
AFRICA = "".join(f"{head}\nBy Jane Roe\n\n{text}\n\nAllAfrica publishes around 500 reports a day.\nCopyright © 2020 Harbour Times. All rights reserved. Distributed by AllAfrica Global Media (allAfrica.com).\n\n\n" for head, text in ((f"Harbour Times (Teln)\n{BOTH[0][0]}\n\n8 May 2020", FIRST), (f"allAfrica.com\n{BOTH[1][0]}\n\n9 May 2020\n\nHarbour Times (Teln)", SECOND)))
# ProQuest's layout of 2020 and later, and a list of headlines and copied codes of Factiva.
HEADED = "".join(f"{'_' * 60}\n\n{title}\n\nRoe, Jane. Harbour Times; Teln [Teln]. 0{day} May 2020: A.1.\n\nABSTRACT (ENGLISH)\n\nOn cars.\n\nFULL TEXT\n\n{text}\n\nDETAILS\n\nSubject:\n\nBorders\n\nPublication title:\n\nHarbour Times; Teln\n\nPublication date:\n\nMay {day}, 2020\n\nDatabase:\n\nDailies\n\nLINKS\n\nLinking Service\n\n" for title, text, day in BOTH)
SIGNS = (BOTH[0], "Document hbt0000020010926du4i003v3"), (BOTH[1], "Document HBT0000020200509eg12023p1")
LIST = "".join(f"{title}\nHarbour Times, 10:12, {day} May 2020, 512 words, Jane Roe, (English)\n{text}\n{sign}\n\n" for (title, text, day), sign in SIGNS)
CONTENTS = "".join(f"{title}\nHarbour Times, {day} May 2020, 512 words, (English)\n{sign}\n\n" for (title, _, day), sign in SIGNS)
COPIED = "".join(f"HD {title}\nBY Roe\nWC 512 words\nPD {day} May 2020\nSN Harbour Times\nLA English\nTD {text}\nIN i75 : Transport\nAN {sign}\n" for (title, text, day), sign in SIGNS)
NAMED = TEXT.replace("By Jane Roe", "Jane Roe and Johannes Doe in Teln, Belmark and Carland")
TREC = "".join(f"<DOC>\n<DOCNO> HT-{day} </DOCNO>\n<DATE>May {day}, 2020\n</DATE>\n<HEADLINE>\n{title}\n</HEADLINE>\n<TEXT>\n{text.replace(', ', chr(10))}\n</TEXT>\n<PUB>Harbour Times\n</PUB>\n</DOC>\n" for title, text, day in BOTH).replace("Belmark\n", "Belmark,\n").replace("envoy\nwho", "envoy,\nwho")
OF_LIBRARIES = [(page_or(read_html), f"<html><body>{LISTED}</body></html>".encode()), *((text_or(read_text), each.encode()) for each in (EBSCO, GALE, NEWSBANK, TREC, WESTLAW, AFRICA, HEADED, HEADED.replace("_", ""), *(each.replace("\n", "\n\n") for each in (LIST, CONTENTS + TEXT, COPIED, NAMED))))]


@pytest.mark.parametrize(("read", "data"), [*OF_LIBRARIES, (page_or(read_html), PAGE.encode()), (read_eml, mailed()), (text_or(read_text), LEXIS.encode()), (text_or(read_text), GERMAN.encode()), (page_or(read_html), FACTIVA.encode()), (text_or(read_text), TEXT.encode())], ids=["ebsco page", "ebsco", "gale", "newsbank", "trec", "westlaw", "allafrica", "proquest with headings", "proquest without rules", "factiva headlines", "factiva with contents", "factiva copied", "factiva with long names", "proquest page", "proquest mail", "lexis", "lexis in German", "factiva page", "factiva text"])
def test_each_article_of_an_export_keeps_its_text_day_title_and_paper(read, data):
    """ProQuest's page had the text of its last article under the day of the first, its mail was one article of the day of sending, an edition was part of a title, and old articles of Factiva were lost, or part of the next one."""
    found = [(each.title, each.text, each.published, each.outlet) for each in read(io.BytesIO(data), "a", "a")]
    assert found == [("Norvia sends cars", FIRST, date(2020, 5, 8), "Harbour Times"), ("Carland recalls envoy", SECOND, date(2020, 5, 9), "Harbour Times")]


def test_an_export_of_wisenews_has_each_article_below_its_outlet_and_page():
    """It had the outlets as titles, and the notes on rights as text."""
    text = "".join(f"{outlet}\nA08| Foreign| By Jane Roe| 2020-05-0{day}\n\n{title}\n\n{words}\n\n文章編號: 20200508003001{day}\n\n本內容之版權為相關內容供應商擁有。\n\n" for outlet, day, title, words in (("Harbour Post", 8, "Norvia sends cars", FIRST), ("Quay News", 9, "Carland recalls envoy", SECOND)))
    found = list(text_or(read_text)(io.BytesIO(text.encode()), "w", "w.txt"))
    assert [(each.title, each.outlet, each.published, each.text) for each in found] == [("Norvia sends cars", "Harbour Post", date(2020, 5, 8), FIRST), ("Carland recalls envoy", "Quay News", date(2020, 5, 9), SECOND)]


@pytest.mark.parametrize(("issue", "day", "precision"), [("2020-05-08", date(2020, 5, 8), Precision.DAY), ("Spring 2020", date(2020, 1, 1), Precision.YEAR), ("May 2020", date(2020, 5, 1), Precision.MONTH), ("Since 2019", date(2020, 9, 9), Precision.DAY)])
def test_an_article_of_nexis_has_the_day_of_its_issue_and_not_that_of_its_loading(issue, day, precision):
    text = f"Norvia sends cars\n\nHarbour Review\n\n{issue}\n\nCopyright 2020 Harbour Press\n\nLength: 300 words\n\nBody\n\n{FIRST}\n\nLoad-Date: September 9, 2020\n\nEnd of Document\n"
    (found,) = text_or(read_text)(io.BytesIO(text.encode()), "n", "n.txt")
    assert (found.published, found.published_precision) == (day, precision)
    assert issue == "Since 2019" or (found.title, found.outlet) == ("Norvia sends cars", "Harbour Review")


@pytest.mark.parametrize("text", [
    f"May 8, 2020 | Harbour Times (Teln)\n\nAuthor/Byline: Jane Roe\n\n{FIRST}\n\nThe museum has it.\n",
    f"Cars\n\nRecord: 1\n\n{FIRST}\n\nDatabase: none\n\nAccession Number: 12\n\nThe museum has it.\n", f"<DOC> is a tag. {FIRST}\n\nThe museum has it.\n",
    f"2024-05-01 10:00 - Minister: {FIRST}\n2024-05-02 11:00 - Carland: The museum has it.\n",
    f"FULL TEXT\n\n{FIRST}\n\nPublication title: Harbour Times\n\nThe museum has it.\n",
    f"RT News\nUS forces struck the port. {FIRST}\n\nThe museum has it.\n",
])  # fmt: skip
def test_a_text_with_some_of_the_marks_of_an_export_is_read_whole(tmp_path, text):
    """Parts of it were lost, or it was many articles of nobody."""
    (tmp_path / "a.txt").write_text(text)
    (found,) = (item for item in read([tmp_path / "a.txt"]) if isinstance(item, Document))
    assert FIRST in found.text
    assert "The museum has it." in found.text


def test_sentences_that_begin_with_a_code_of_factiva_are_text():
    """They ended the text, and were lost with what followed, if the codes have one space behind them."""
    text = COPIED.replace(f"TD {FIRST}", f"LP IN a first move, cars came.\nAN army spokesman said so.\nTD {FIRST}\nPUB owners fled.\nTD Bank fled.").replace("\n", "\n\n")
    found = [each.text for each in text_or(read_text)(io.BytesIO(text.encode()), "a", "a")]
    assert found == [f"IN a first move, cars came.\n\nAN army spokesman said so.\n\n{FIRST}\n\nPUB owners fled.\n\nTD Bank fled.", SECOND]


def test_lines_in_an_article_of_factiva_without_codes_that_begin_with_codes_are_text():
    """The article had no text."""
    text = TEXT.replace(FIRST, f"HD cars came.\n\nWC is none.\n\nPD said so.\n\nSN too.\n\n{FIRST}")
    assert next(text_or(read_text)(io.BytesIO(text.encode()), "a", "a")).text.endswith(f"SN too.\n\n{FIRST}")


def test_sentences_at_the_top_and_articles_below_the_last_rights_of_allafrica_are_text():
    """Lines beginning with the paper, or with "By" or "Opinion", were taken for its head, and what stood below the last rights was lost."""
    text = AFRICA.replace(FIRST, f"By Friday, cars had come.\n\nHarbour Times saw them.\n\n{FIRST}") + f"Norvia: More Cars\n\n10 May 2020\n\n{FIRST}\n\n{SECOND}\n"
    found = [(each.title, each.text, each.published) for each in text_or(read_text)(io.BytesIO(text.encode()), "a", "a")]
    assert found == [("Norvia sends cars", f"By Friday, cars had come.\n\nHarbour Times saw them.\n\n{FIRST}", date(2020, 5, 8)), ("Carland recalls envoy", SECOND, date(2020, 5, 9)), ("Norvia: More Cars", f"{FIRST}\n\n{SECOND}", date(2020, 5, 10))]


def test_headings_within_an_article_of_proquest_are_text():
    """The line "DETAILS" or "LINKS" ended it."""
    (found, _) = text_or(read_text)(io.BytesIO(HEADED.replace(FIRST, f"{FIRST}\n\nDETAILS\n\nMore came.").encode()), "p", "p.txt")
    assert found.text == f"{FIRST}\n\nDETAILS\n\nMore came."


@pytest.mark.parametrize(("above", "title", "text"), [("", None, FIRST), ("Norvia sends cars\n\n", "Norvia sends cars", FIRST), ("Norvia sends cars\n\nJane Roe\n\n", "Norvia sends cars", FIRST), ("Norvia sends cars\n\nWhat the ministry said\n\n", "Norvia sends cars", f"What the ministry said\n\n{FIRST}")])
def test_an_article_of_westlaw_without_paper_and_day_keeps_its_text(above, title, text):
    """Its first two lines were taken for paper and title, and a second title for an author."""
    (found, _) = text_or(read_text)(io.BytesIO(f"2020 WLNR 512318\n\n{above}{FIRST}\n\nEnd of Document\n".encode()), "w", "w.txt")
    assert (found.title, found.text, found.outlet) == (title, text, None)


def test_numbers_of_westlaw_without_articles_are_failures():
    found = list(text_or(read_text)(io.BytesIO(b"2020 WLNR 51231\n2020 WLNR 51232\nEnd of Document\n"), "w", "w.txt"))
    assert [type(each).__name__ for each in found] == ["Failure", "Failure"]


def test_articles_of_gigaword_have_the_agency_and_day_of_their_id_and_advisories_are_counted(tmp_path):
    """Both articles were one page without a day."""
    text = "".join(f'<DOC id="AFP_ENG_2020050{day}.0012" type="{kind}" >\n<HEADLINE>\nCars &amp; guns\n</HEADLINE>\n<DATELINE>\nTELN, May {day}\n</DATELINE>\n<TEXT>\n<P>\nNorvia sent\ncars.\n</P>\n<P>\nIt said so.\n</P>\n</TEXT>\n</DOC>\n' for day, kind in ((8, "story"), (9, "advis")))
    (tmp_path / "a.txt").write_text(text)
    found, skipped = read([tmp_path / "a.txt"])
    assert (found.id, found.title, found.outlet, found.published, found.text) == ("AFP_ENG_20200508.0012", "Cars & guns", "Agence France-Presse", date(2020, 5, 8), "Norvia sent cars.\n\nIt said so.")
    assert skipped.value == "advisory to editors"
