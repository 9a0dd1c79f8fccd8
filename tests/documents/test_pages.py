"""Saved pages: what they point to is not theirs, what they hold back is said, and those of office programs are letters."""

from __future__ import annotations

import io
import plistlib
import time
import warnings
from datetime import date
from email.message import EmailMessage

import pytest

from graphkit.documents import page as page_module
from graphkit.documents import read
from graphkit.documents.address import real_address
from graphkit.documents.attributes import few_attributes
from graphkit.documents.changed import CHANGED
from graphkit.documents.mail import read_eml
from graphkit.documents.markup import text_of
from graphkit.documents.page import read_html
from graphkit.documents.webarchive import read_webarchive
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Notice

FIRST = "Norvia has sent armoured cars to the border of Belmark, the ministry of defence said on Tuesday in a statement that was read on television."
SECOND = "Carland condemned the shipment and recalled its envoy, who had been in the capital since the beginning of the talks in spring."


def page(body, head=""):
    return f"<!DOCTYPE html><html lang='en'><head><title>Armoured cars</title>{head}</head><body><nav>Home</nav><article><h1>Armoured cars</h1>{body}</article></body></html>"


def read_page(markup, encoding="utf-8"):
    return list(read_html(io.BytesIO(markup.encode(encoding)), "a", "a.html"))


def paragraphs(*words):
    return "".join(f"<p>{each}</p>" for each in words)


@pytest.mark.parametrize("label", ["Read more:", "READ ALSO:", "Also read |", "See also:", "Related:", "Related stories:", "Read next –", "▶ Don’t miss:"])
def test_lines_that_point_to_other_articles_are_not_of_this_one(label):
    """Their headlines are claims of another day."""
    (document,) = read_page(page(paragraphs(FIRST, f"{label} <a href='/x'>Darland attacks Norvia with rockets</a>", SECOND)))
    assert "Darland" not in document.text
    assert FIRST in document.text
    assert SECOND in document.text


@pytest.mark.parametrize("link", ['<a href="/x">Darland attacks Norvia with rockets</a>', '<strong>» <a href="/x">Darland attacks Norvia <em>with rockets</em></a></strong>', '<a href="/x">Darland attacks Norvia with rockets.</a>'])
def test_a_paragraph_that_is_one_link_is_of_another_article(link):
    (document,) = read_page(page(paragraphs(FIRST, link, SECOND)))
    assert "Darland" not in document.text
    assert document.text.endswith(SECOND)


@pytest.mark.parametrize("words", ['<a href="/x">Darland attacks Norvia</a> with rockets.', '<a href="#note">Darland attacks Norvia with rockets.</a>', "Darland attacks Norvia with rockets."])
def test_a_paragraph_with_a_link_stays(words):
    (document,) = read_page(page(paragraphs(FIRST, words, SECOND)))
    assert "Darland attacks Norvia" in document.text


@pytest.mark.parametrize("mark,shown", [("hidden", False), ("hidden=''", False), ("hidden='until-found'", True), ("class='hidden-gem'", True)])
def test_a_hidden_paragraph_of_a_page_is_not_read_unless_the_page_hides_all(mark, shown):
    """A remark of the editor, or a text for other readers, that nobody sees in a browser was a sentence of the article."""
    hidden = f"<p {mark}>Carland attacked Norvia in a paragraph that only the source shows.</p>"
    (document,) = read_page(page(f"{paragraphs(FIRST)}{hidden}{paragraphs(SECOND)}"))
    assert ("Carland attacked" in document.text) is shown
    (whole,) = read_page(page(f"<div hidden>{paragraphs(FIRST, SECOND)}</div><p>Please wait.</p>"))
    assert FIRST in whole.text


def test_boxes_for_subscribers_and_notes_of_encyclopedias_are_not_read_and_the_part_before_an_advertisement_is():
    """The first paragraphs were lost where they are named a teaser; on a page of one short box, the box is the text."""
    box = "<div class='kg-card kg-signup-card'><h2>Sign up for the Post</h2><p>Independent reporting in your inbox.</p></div>"
    wiki = "<h2>Cars<span class='mw-editsection'>[edit]</span></h2><p>The cars came by ship from the south of Carland<sup class='reference'>[1]</sup>.</p><ol class='references'><li>Quill attacks Sunder. The Post, 2 May 2020.</li></ol>"
    (document,) = read_page(page(f"<div class='teaser-content'>{paragraphs(FIRST, SECOND)}</div>{box}{paragraphs(*(f'{each} Part {number}.' for number, each in enumerate([FIRST, SECOND])))}{wiki}"))
    assert FIRST in document.text.splitlines()
    assert not any(each in document.text for each in ("Sign up", "inbox", "[edit]", "[1]", "Quill"))
    # Summaries of another article.
    (document,) = read_page(page(f"{paragraphs(*(f'{FIRST} {number}.' for number in range(4)))}<div class='article-teaser'><h3><a href='/1'>Other</a></h3>{paragraphs(f'Quill. {SECOND}', SECOND)}</div>"))
    assert "Quill" not in document.text
    consent = "<div class='consent-container'><p>We and our partners use cookies to analyse our traffic, which you can accept or refuse below.</p></div>"
    (document,) = read_page(page(f"<div class='newsletter'>{paragraphs(FIRST, SECOND)}</div>{consent}"))
    assert FIRST in document.text
    assert "cookies" not in document.text


@pytest.mark.parametrize("named", ["cmp cmp-text", "article-signup", "paywall subscription", "gdpr page"])
def test_a_short_part_of_the_article_is_read_whatever_it_is_called(named):
    """It was left out as a box for subscribers or on cookies; cmp is also a component of Adobe's program for sites."""
    (document,) = read_page(page(f"<div class='{named}'>{paragraphs(FIRST, 'Subscribe to read on.')}</div>{paragraphs(SECOND, f'{SECOND} Again.')}"))
    assert FIRST in document.text


def test_items_of_lists_that_are_prose_are_read_where_a_page_does_not_mark_its_article():
    """Takeaways were lost; a list of links is still a menu, and one with no paragraph beside it may be of other articles, or of comments."""
    (document,) = read_page(f"<html><head><title>Cars</title></head><body><ul><li><a href='/a'>{SECOND} Carland left the talks.</a></li></ul><div><h1>Cars at the border</h1>{paragraphs(FIRST)}<ul><li>Norvia <b>armed</b> Belmark with forty cars in May, two officials said.</li></ul></div><div class='latest'><ul><li>10:00 {SECOND} Quill left.</li></ul></div></body></html>")
    assert "Norvia armed Belmark with forty cars in May, two officials said." in document.text
    assert "left the talks" not in document.text
    assert "Quill" not in document.text


def test_a_zone_that_a_library_does_not_know_gives_no_warning():
    """Users saw a warning of Python's for each page with EST."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page_module._quiet.cache_clear()
        (document,) = read_page(page(paragraphs(FIRST, SECOND), '<meta property="article:published_time" content="2024/05/15 23:30:00 EST">'))
    assert document.published == date(2024, 5, 15)


def test_a_summary_in_the_header_of_an_article_is_text():
    """It was lost where it stands outside <article>; menus, bylines and what the text has already are not added."""
    header = f"<header><h1>Armoured cars</h1><p>{FIRST}</p><p>By A. Writer</p></header>"
    body = f"<html><body><header><nav><a href='/'>Home</a></nav><p>Norvia has the best newspaper of all the countries in the world.</p></header><main>{header}<article>{paragraphs(SECOND, SECOND.replace('Carland', 'Darland'))}</article></main></body></html>"
    (document,) = read_page(body)
    assert document.text.split("\n") == [FIRST, SECOND, SECOND.replace("Carland", "Darland")]
    (document,) = read_page(body.replace(f"<article>{paragraphs(SECOND)}", f"<article>{paragraphs(FIRST, SECOND)}"))
    assert document.text.count(FIRST) == 1


def test_a_page_of_links_alone_keeps_them():
    links = paragraphs(*(f'<a href="/{n}">{words}</a>' for n, words in enumerate((FIRST, SECOND))))
    (document,) = read_page(page(links).replace("<h1>Armoured cars</h1>", ""))
    assert FIRST in document.text


@pytest.mark.parametrize("words", ["Read the treaty more closely: Norvia attacks Belmark.", "Related to it, Norvia said: no.", "Read more than once: Norvia attacks.", "See also the envoy of Norvia."])
def test_sentences_that_begin_so_stay(words):
    (document,) = read_page(page(paragraphs(FIRST, words, SECOND)))
    assert words in document.text


@pytest.mark.parametrize("words", ["Subscribe to continue reading.", "To continue reading, please log in or register.", "This article is for subscribers only.", "Already a subscriber? Sign in", "This content is available to premium subscribers."])
def test_a_page_that_ends_for_those_who_have_not_paid_is_counted_as_shortened(words):
    found = read_page(page(paragraphs(FIRST, words)))
    assert [item.kind for item in found if isinstance(item, Notice)] == ["texts shortened by their source"]
    assert [FIRST in item.text for item in found if isinstance(item, Document)] == [True]


@pytest.mark.parametrize(
    ("title", "words", "reason"),
    [
        ("App", "You need to enable JavaScript to run this app.", "needs JavaScript"),
        ("Just a moment...", "Checking if the site connection is secure. This takes a few seconds.", "check for robots"),
        ("Access Denied", "You don't have permission to access this page on this server. Reference 18.2", "check for robots"),
        ("Norvia Times", "We and our 812 partners store and access information on a device, such as cookies, and process personal data.", "consent to cookies"),
        ("Page not found – Norvia Times", "The page may have moved. Try the search.", "was not found"),
    ],
)
def test_what_a_site_shows_instead_of_an_article_is_a_failure_with_what_to_do(title, words, reason):
    """An article with the same words beside its text is read, and so is one that is about them."""
    with pytest.raises(DocumentError, match=reason):
        list(read_html(io.BytesIO(f"<html><head><title>{title}</title></head><body><p>{words}</p></body></html>".encode()), "a", "a.html"))
    assert [FIRST in each.text for each in read_page(page(paragraphs(FIRST, SECOND, words)))] == [True]


def test_a_whole_page_is_not_counted_as_shortened():
    words = "Norvia asked those who subscribe to the treaty to go on, and told readers of the plan to continue reading it."
    assert [type(item) for item in read_page(page(paragraphs(FIRST, words)))] == [Document]


@pytest.mark.parametrize("program", ["Microsoft Word 15 (filtered)", "LibreOffice 7.4.7.2 (Linux)"])
def test_a_page_that_an_office_program_wrote_has_headline_and_day_above_its_text(program):
    """Its bytes say how they are written; it has no metadata of an article."""
    markup = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><meta name=Generator content=\"{program}\"></head><body lang=EN-GB><div class=WordSection1>"
        f"<p class=MsoTitle>Armoured cars</p><p class=MsoNormal>15 May 2024</p><p class=MsoNormal>{FIRST} It’s “urgent”.</p><p class=MsoNormal>{SECOND}</p></div></body></html>"
    )
    (document,) = read_page(markup, "cp1252")
    assert (document.title, document.published) == ("Armoured cars", date(2024, 5, 15))
    assert "It’s “urgent”." in document.text


def test_a_letter_in_markup_has_its_article_though_something_is_said_of_it():
    """What is said of a page came before it, and then the whole page with its menus was read."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Harbour Post <desk@post.example>", "Armoured cars"
    message.set_content(page(paragraphs(FIRST, SECOND, "Subscribe to continue reading.")), subtype="html")
    (document,) = read_eml(io.BytesIO(bytes(message)), "a", "a.eml")
    assert FIRST in document.text
    assert "Home" not in document.text


@pytest.mark.parametrize("name, says", [("a.doc", "save it as .docx"), ("a.XLS", "save it as .xlsx"), ("a.sbv", "as .srt"), ("a.pst", "as .mbox"), ("a.warc.wet.gz", "menus"), ("a.mobi", "to .epub"), ("a.xyz", "unknown ending '.xyz'; known"), ("a.sgm", "SGML of an unknown kind"), ("mediawiki.xml", "save the pages as .html"), ("opml.xml", "list of feeds"), ("urlset.xml", "map of a site")])
def test_a_file_that_no_reader_takes_is_answered_with_what_to_do(tmp_path, name, says):
    (tmp_path / name).write_bytes(f"<?xml version='1.0'?><{name[:-4]} x='1'/>".encode() if name.endswith(".xml") else b"x")
    (failure,) = read([tmp_path / name])
    assert isinstance(failure, Failure)
    assert says in failure.reason
    assert "\n" not in failure.reason


@pytest.mark.parametrize("piece", ["read more: ", "subscribe ", "read more:\n", "to continue reading ", "<meta ", "content is for "])
def test_a_page_of_such_lines_takes_time_that_grows_with_its_length(piece):
    begun = time.process_time()
    read_page(page(paragraphs(FIRST, piece * 20_000)))
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("head", ["<meta name='author' content='{}'>", '<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "author": {{"@type": "Person", "name": "{}"}}}}</script>'])
def test_odd_names_of_authors_take_no_long_time(head):
    """Minutes of quadratic search for nicknames, of authors that nobody asked for."""
    begun = time.process_time()
    (document,) = read_page(page(paragraphs(FIRST, SECOND), head.format("(" * 40_000)))
    assert (document.title, time.process_time() - begun < 4) == ("Armoured cars", True)


def test_an_element_with_very_many_attributes_keeps_its_first_ones_and_its_text():
    """Parsers compared them with each other for hours."""
    many = f"<p class='a>b' {' '.join(f'a{number}=x' for number in range(300_000))}>{FIRST}</p>"
    assert (text_of(f"<b>{many}</b>"), len(few_attributes(many)) < 9_000, few_attributes(page(FIRST))) == (FIRST, True, page(FIRST))
    (document,) = read_page(page(many + paragraphs(SECOND)))
    assert FIRST in document.text


@pytest.mark.parametrize("stray", ["<p class='b''></p>", '<div data-slot="top""></div>', '<img alt="5" tall" src="a.jpg">', '<p title="say "hi"></p>', "<script>if (a <b) { c = ' }</script>", '<!-- <b c=" -->'])
def test_a_stray_quote_in_a_tag_costs_no_text(stray):
    """The words up to the next quote were taken for attributes, those of the article among them."""
    markup = page(stray + "".join(f"<p class=\"para\" lang='en'>{number}. {FIRST}</p>" for number in range(50)))
    assert few_attributes(markup) == markup


def test_a_page_that_a_browser_saved_has_the_address_that_it_was_saved_from():
    """Two savings of one page are then versions of one article; the day in its address counts where the page has none."""
    address = "https://post.example/2024/05/15/cars"
    saved = f"<!DOCTYPE html>\n<!-- saved from url=({len(address):04}){address} -->\n"
    (document,) = read_page(saved + page(paragraphs(FIRST, SECOND)))
    assert (document.url, document.published) == (address, date(2024, 5, 15))
    canonical = "<link rel='canonical' href='https://post.example/cars'>"
    (document,) = read_page(saved + page(paragraphs(FIRST, SECOND), canonical))
    assert document.url == "https://post.example/cars"
    (document,) = read_page("<!-- saved from url=(0010)file:///home/a.html -->" + page(paragraphs(FIRST, SECOND)))
    assert document.url is None


DECLARED = [
    ("windows-1250", "Łódź Wałęsa"), ("iso-8859-2", "Łódź Čadež"), ("windows-1251", "Киев"), ("koi8-r", "Киев"), ("iso-8859-15", "Œuvre"), ("gbk", "北京"), ("Shift_JIS", "東京"), ("euc-kr", "서울"),
    ("iso-8859-1", "“Élysée”"), ("iso-8859-9", "Erdoğan"), ("no-such-set", "Élysée"), ("utf-8", "Élysée"), ("punycode", "Élysée"), ("unicode_escape", "Élysée"),
]  # fmt: skip


def written_in(charset, words):
    """The bytes of a page that says so of itself; what it says and is not may be anything."""
    codec = {"iso-8859-1": "cp1252", "iso-8859-9": "cp1254", "no-such-set": "cp1252", "utf-8": "cp1252", "punycode": "cp1252", "unicode_escape": "cp1252"}.get(charset, charset)
    return page(paragraphs(f"The envoy of {words} met the president. {FIRST}", SECOND), f"<meta http-equiv='Content-Type' content='text/html; charset={charset}'>").encode(codec)


@pytest.mark.parametrize("charset, words", DECLARED)
def test_a_page_is_read_in_the_encoding_that_it_says_of_itself(charset, words):
    """Few accents are too little for statistics; what is declared and cannot be is found out as before."""
    (document,) = read_html(io.BytesIO(written_in(charset, words)), "a", "a.html")
    assert f"The envoy of {words} met" in document.text


def test_a_page_in_utf8_is_that_whatever_it_says():
    markup = page(paragraphs(f"The envoy of Łódź met the president. {FIRST}", SECOND), "<meta charset='windows-1250'>")
    (document,) = read_page(markup)
    assert "Łódź" in document.text


def test_a_letter_in_markup_without_a_character_set_is_read_as_its_page_says():
    head = b"From: a@post.example\r\nSubject: x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    (document,) = read_eml(io.BytesIO(head + written_in("windows-1250", "Łódź")), "a", "a.eml")
    assert "Łódź" in document.text


def test_a_page_of_a_crawl_is_read_in_the_encoding_of_its_answer(tmp_path):
    warcwriter = pytest.importorskip("warcio.warcwriter")
    from warcio.statusandheaders import StatusAndHeaders

    with (tmp_path / "a.warc.gz").open("wb") as stream:
        writer = warcwriter.WARCWriter(stream, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=windows-1250")], protocol="HTTP/1.0")
        data = page(paragraphs(f"The envoy of Łódź met the president. {FIRST}", SECOND)).encode("cp1250")
        writer.write_record(writer.create_warc_record("https://post.example/a", "response", payload=io.BytesIO(data), http_headers=headers))
    (document,) = read([tmp_path])
    assert "Łódź" in document.text


def test_attachments_that_may_hold_articles_are_counted(tmp_path):
    """They are not read, which nobody would notice; pictures and signatures are none."""
    message, inner = EmailMessage(), EmailMessage()
    message["From"], message["Subject"] = "Harbour Post <desk@post.example>", "Cars"
    message.set_content(FIRST)
    message.add_alternative(page(paragraphs(FIRST, SECOND)), subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Report.PDF")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    inner["Subject"] = "Inner"
    inner.set_content(SECOND)
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(bytes(message))
    found = list(read([tmp_path]))
    assert [item.value for item in found if isinstance(item, Notice)] == [".pdf"]
    assert [item.text.strip() for item in found if isinstance(item, Document)] == [SECOND, FIRST]


OUTLOOK = "From: Harbour Post [mailto:desk@post.example]\nSent: Wednesday, March 13, 2024 4:05 PM\nTo: Me\nSubject: The pact\n\nNorvia met Belmark.\n"


def letters(subject, text, *attached):
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["Date"] = subject, "Me <me@desk.example>", "Thu, 14 Mar 2024 12:00:00 +0000"
    letter.set_content(text)
    for each in attached:
        letter.add_attachment(each)
    return list(read_eml(io.BytesIO(bytes(letter)), "a", "a.eml"))


@pytest.mark.parametrize("subject", ["FW: The pact", "Fwd: The pact", "WG: The pact"])
def test_what_outlook_forwards_has_sender_and_day_of_the_first_message(subject):
    """It writes no line above the head of that message."""
    (found,) = letters(subject, f"See below.\n\n{OUTLOOK}")
    assert (found.title, found.outlet, found.published) == ("The pact", "Harbour Post", date(2024, 3, 13))


@pytest.mark.parametrize(("subject", "head"), [
    ("WG: The pact", "Von: Harbour Post <desk@post.example>\nGesendet: Mittwoch, 13. März 2024 16:05\nAn: Mich\nBetreff: The pact"),
    ("TR : The pact", "De\u00a0: Harbour Post <desk@post.example>\nEnvoyé\u00a0: mercredi 13 mars 2024 16:05\nÀ\u00a0: Moi\nObjet\u00a0: The pact"),
    ("Fwd: The pact", "---------- Forwarded message ---------\nDe: Harbour Post <desk@post.example>\nDate: mié, 13 mar 2024 a las 16:05\nSubject: The pact\nTo: <me@desk.example>"),
    ("Doorst: The pact", "Van: Harbour Post <desk@post.example>\nVerzonden: woensdag 13 maart 2024 16:05\nAan: Mij\nOnderwerp: The pact"),
])
def test_what_is_forwarded_in_other_languages_has_its_own_sender_and_day_too(subject, head):
    """Mail programs write the head of the first message in the language of the user; the day was that of forwarding."""
    (found,) = letters(subject, f"{head}\n\nNorvia met Belmark.\n")
    assert (found.title, found.outlet, found.published) == ("The pact", "Harbour Post", date(2024, 3, 13))


def test_so_has_what_is_forwarded_as_a_page_only():
    """The article of the page does not include the head of the first message."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["Date"] = "Fwd: The pact", "Me <me@desk.example>", "Thu, 14 Mar 2024 12:00:00 +0000"
    head = "<div>---------- Forwarded message ---------<br>From: <b>Harbour Post</b> &lt;desk@post.example&gt;<br>Date: Wed, Mar 13, 2024 at 11:05 PM<br>Subject: The pact<br></div>"
    letter.set_content(head + page(paragraphs(FIRST, SECOND)), subtype="html")
    (found,) = read_eml(io.BytesIO(bytes(letter)), "a", "a.eml")
    assert (found.title, found.outlet, found.published) == ("The pact", "Harbour Post", date(2024, 3, 13))
    assert FIRST in found.text


@pytest.mark.parametrize("plain", ["", " \n", "This message needs a program that shows HTML.\n"])
def test_a_letter_whose_plain_text_is_only_a_stub_is_read_from_its_page(plain):
    """Its article was lost, or the message was refused as empty."""
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "Cars", "Harbour Post <desk@post.example>"
    letter.set_content(plain)
    letter.add_alternative(page(paragraphs(FIRST, SECOND)), subtype="html")
    (found,) = read_eml(io.BytesIO(bytes(letter)), "a", "a.eml")
    assert FIRST in found.text
    assert SECOND in found.text


@pytest.mark.parametrize("inner", ["{}", "<table><tr><td>{}</td></tr></table>"])
def test_paragraphs_in_a_table_for_layout_stay_apart(inner):
    """In newsletters, headline and paragraphs were one line between bars, read as one sentence; a table of data stays one."""
    body = inner.format(f"<h2>Belmark buys cars</h2>{paragraphs(FIRST, SECOND)}<table><tr><td>Norvia</td><td>12</td></tr></table><table><tr><td>Cars<br>(old)<br>of Belmark</td><td>30</td></tr></table>")
    (document,) = read_page(f"<html><body><table><tr><td><a href='/x'>View in browser</a></td></tr><tr><td>{body}</td></tr></table></body></html>")
    assert {FIRST, SECOND} <= set(document.text.splitlines())
    assert "Norvia | 12" in document.text
    assert "of Belmark | 30" in document.text


@pytest.mark.parametrize("head", ["From: <Saved by UnMHT>\nDate: Sat, 28 Nov 2026 10:00:00 +0000\n", ""])
def test_a_page_saved_by_an_extension_or_an_office_program_has_not_the_day_of_saving(head):
    part = f"Content-Type: text/html; charset=utf-8\nContent-Location: https://post.example/2024/05/15/cars\n\n{page(paragraphs(FIRST, SECOND))}"
    data = f"{head}Subject: Saved\nMIME-Version: 1.0\nContent-Type: multipart/related; type=text/html; boundary=b\n\n--b\n{part}\n--b--\n"
    (found,) = read_eml(io.BytesIO(data.encode()), "a", "a.mht")
    assert (found.title, found.outlet, found.published) == ("Armoured cars", "post.example", date(2024, 5, 15))


@pytest.mark.parametrize(("subject", "above"), [("RE: The pact", ""), ("The pact", ""), ("FW: The pact", "Norvia attacked Belmark. " * 30)])
def test_an_answer_is_of_who_sent_it(subject, above):
    (found,) = letters(subject, f"{above}\n\n{OUTLOOK}")
    assert (found.outlet, found.published) == ("Me", date(2024, 3, 14))


def test_messages_that_are_attached_are_read_with_their_own_sender_and_day():
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["Date"] = "Statement", "Press office <p@gov.example>", "Tue, 5 Mar 2024 08:00:00 +0000"
    inner.set_content(FIRST)
    attached, own = letters("FW: Statement", "For your information.", inner)
    assert (attached.text, attached.title, attached.outlet, attached.published) == (FIRST, "Statement", "Press office", date(2024, 3, 5))
    assert (own.text, own.outlet) == ("For your information.", "Me")
    (alone,) = letters("FW: Statement", "", inner)
    assert alone.text == FIRST


@pytest.mark.parametrize("depth", [20, 200])
def test_messages_within_messages_are_read_to_a_depth_and_the_rest_is_counted(depth):
    """Hundreds of them ended the run with an error of Python, and each level was parsed anew."""
    parts = [f"From: Desk {i} <d@post.example>\nSubject: Level {i}\nContent-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n\nNorvia met Belmark {i} times.\n--b{i}\nContent-Type: message/rfc822\n\n" for i in range(depth)]
    ends = [f"--b{i}--\n" for i in reversed(range(depth))]
    found = list(read_eml(io.BytesIO("".join([*parts, "Subject: Last\n\nEnd.\n", *ends]).encode()), "a", "a.eml"))
    assert [item.title for item in found if isinstance(item, Document)] == [f"Level {i}" for i in reversed(range(11))]
    assert [item.value for item in found if not isinstance(item, Document)] == ["message"]


def test_messages_beyond_the_most_that_are_attached_to_one_are_counted():
    inner = EmailMessage()
    inner["Subject"] = "Statement"
    inner.set_content(FIRST)
    found = letters("FW: Statement", "", *[inner] * 102)
    assert [item.value for item in found if isinstance(item, Notice)] == ["message"] * 2
    assert sum(isinstance(item, Document) for item in found) == 100


def test_a_saved_page_that_names_no_outlet_has_the_host_that_it_was_saved_from():
    (document,) = read_page(f"<!-- saved from url=(0031)https://wire.example/world/pact -->{page(paragraphs(FIRST, SECOND))}")
    assert (document.outlet, document.url) == ("wire.example", "https://wire.example/world/pact")


@pytest.mark.parametrize("saved", ["<!--\n Page saved with SingleFile \n url: {} \n saved date: Sat Nov 28 2026 10:00:00 GMT+0100 (CET)\n-->", '<meta name="savepage-url" content="{}"><meta name="savepage-date" content="Sat Nov 28 2026 10:00:00 GMT+0100">', '<link rel="canonical" href="https://web.archive.org/web/20261128100000/{}">'])
def test_a_page_that_an_extension_or_an_archive_saved_has_its_own_address_and_day(saved):
    """It had no address, or the archive's, and the archive was its outlet."""
    address = "https://post.example/2024/05/15/cars"
    (document,) = read_page(page(paragraphs(FIRST, SECOND), saved.format(address)))
    assert (real_address(document.url), document.outlet, document.published) == (address, "post.example", date(2024, 5, 15))


def test_a_line_break_in_the_source_of_markup_ends_no_paragraph_and_cells_of_a_table_are_apart():
    """Indented source gave a paragraph for each line, and "Norvia" "Belmark" in two cells became one word."""
    assert text_of("<div>\n  <p>Norvia sent engineers\n    to Belmark.</p>\n\n  <p>Belmark\n   <b>thanked</b> Norvia.</p></div>") == "Norvia sent engineers\nto Belmark.\n\nBelmark\nthanked Norvia."
    assert text_of("<table><tr><td>Norvia</td><td>Belmark</td></tr><tr><td>Carland</td></tr></table>") == "Norvia Belmark\n\nCarland"


TITLE = "Norvia sends engineers to Belmark"
LATEST = "<ul><li><span class='date'>1 June 2024</span> <a href='/x'>Carland</a></li></ul>"


@pytest.mark.parametrize(
    "beside",
    [
        "<span class='tarih'>15.05.2024 - Update : 16.05.2024</span>",
        "<div class='submitted-date'>Published date: 15 May 2024 22:30 BST <i>|</i> <span class='updated-date'>Last update: <span>1 month 2 weeks ago</span></span></div>",
        "<div class='submitted'><span>May 15, 2024 - Post Press</span></div>",
        "<span property='dc:date dc:created' content='2024-05-15T19:59:21-04:00'>Today</span>",
        "<div class='submitted'>Submitted by A. Writer on Wed, 05/15/2024 - 20:30</div>",
        "<span class='date'>15/05/2024 - 22:30 Modified: 16/05/2024 - 08:00</span>",
        "<span class='date'>15 May 2024 · 22:14 · 3 min read</span>",
    ],
)
def test_the_day_shown_between_the_heading_and_the_text_is_the_day_and_one_below_it_is_not(beside):
    """Lines of dates with an update, names of fields of content systems, and headings in an element of their own gave no day."""
    markup = "<html lang='en'><head><title>{1}</title></head><body><div id='page'><div class='top'><h1>{1}</h1></div>{0}<div class='text'>{2}</div>{3}</div></body></html>"
    assert [read_page(markup.format(each, TITLE, paragraphs(FIRST, SECOND), LATEST))[0].published for each in (beside, "")] == [date(2024, 5, 15), None]


@pytest.mark.parametrize(("above", "below", "day"), [
    ("<dl><dt>Last updated</dt><dd><time>17 May 2024</time></dd><dt>Published</dt><dd><time>15 May 2024</time></dd></dl>", "", 15),
    ("<div class='modified-date'><time>17 May 2024</time></div><div class='post-date'><time>15 May 2024</time></div>", "", 15),
    ("<ul><li><a href='/x'>Bridges explained again</a> <time>2 May 2024</time></li></ul><p><time>15 May 2024</time></p>", "", 15),
    ("<span class='date'>Published <time>15 May 2024</time></span> <time>17 May 2024</time>", "", 15),
    ("<p class='date'>15 May 2024</p>", "<ul><li><time>6 May 2024</time> Norvia closed the bridge to all who had no permit.</li></ul>", 15),
    ("", "<p>Published <time>15 May 2024</time></p>", 15),
    ("<figure><img src='x'><figcaption>The bridge, <time>2 May 2024</time></figcaption></figure><time>15 May 2024</time>", "", 15),
    ("<p class='date'>15 May 2024</p><div><b>When:</b> <time>20 June 2024</time></div>", "", 15),
    ("<time>May 15, 2024<span>10:30 PM UTC</span><span>Updated 2 hours ago</span></time>", "", 15),
    ("<span class='article-datetime'>MAY 15, 2024 22:30</span><span class='article-datetime'>Updated: MAY 16, 2024 08:30</span>", "", 15),
    ("<ul><li>DOHA</li><li class='date_text'>May 15, 2024 - 10:30 pm GMT+3</li></ul>", "", 15),
    ("<dl><dt>Published</dt><dd>15 May 2024</dd><dt>Last updated</dt><dd>20 May 2024</dd></dl>", "", 15),
    ("<div><a href='/@a'>Jane Roe</a><div>May 15, 2024</div><div>12</div></div>", "", 15),
    ("<div>16 May 2024</div>", f"<div>15 May 2024</div><p>{FIRST}</p>", None),
    ("", "<div><a href='/x'>Bridges explained</a> <time>2 May 2024</time></div>", None),
    # Two days, and nothing says which is that of publication; entries of one page.
    ("<span class='date'>17 May 2024</span> <span class='date'>15 May 2024</span>", "", None),
    ("<p class='date'>16 May 2024</p>", f"<p class='date'>15 May 2024</p><p>{FIRST}</p>", None),
    ("<p>16 May 2024, 18:30</p>", f"<p>15 May 2024, 09:00</p><p>{FIRST}</p>", None),
])  # fmt: skip
def test_of_several_days_on_a_page_the_one_of_publication_counts_and_no_other(above, below, day):
    """The first was taken: that of an update, of a related article, or of the latest entry."""
    (document,) = (each for each in read_page(page(f"{above}{paragraphs(FIRST, SECOND)}{below}")) if isinstance(each, Document))
    assert document.published == (day and date(2024, 5, day))


@pytest.mark.parametrize(("language", "host", "day"), [("en", "post.co.uk", date(2024, 4, 3)), ("", "post.ng", date(2024, 4, 3)), ("en-US", "post.com", date(2024, 3, 4)), ("en-US", "post.ng", None), ("en", "post.com", None), ("de", "post.ph", None)])
def test_the_order_of_day_and_month_is_that_of_the_language_or_the_country_of_a_page_unless_they_differ(language, host, day):
    """Programs that make pages are set to American English also elsewhere, so a page in it from Nigeria gave the wrong day."""
    head = f"<link rel='canonical' href='https://{host}/cars'>"
    document = read_page(page(f"<span class='date'>03/04/2024</span>{paragraphs(FIRST, SECOND)}", head).replace("lang='en'", f"lang='{language}'"))[-1]
    assert document.published == day


def test_a_copy_of_archive_today_has_the_address_and_the_outlet_of_its_page(tmp_path):
    """It has a short address too, whose host was the outlet."""
    head = "<link rel='canonical' href='https://archive.ph/2026.05.18-101010/https://post.example/cars'><meta property='og:url' content='http://archive.ph/AbCdE'>"
    (tmp_path / "a.html").write_text(page(paragraphs(FIRST, SECOND), head))
    (tmp_path / "b.html").write_text(page(paragraphs(FIRST, SECOND), "<link rel='canonical' href='http://archive.ph/AbCdE'>"))
    assert [(each.url, each.outlet) for each in read([tmp_path])] == [("https://post.example/cars", "post.example"), ("http://archive.ph/AbCdE", None)]


def test_a_day_above_the_heading_gives_way_to_one_below_it():
    """Some sites show the day of the visit there."""
    markup = page(f"<time>15 May 2024</time>{paragraphs(FIRST, SECOND)}").replace("<h1>", "<div><time>30 November 2026</time></div><h1>")
    assert [each.published for each in read_page(markup)] == [date(2024, 5, 15)]


@pytest.mark.parametrize(("page", "title", "day"), [
    ("<body><h1>{0}</h1><p>By A. Writer</p><p>Kampala, 15 May 2024</p>{1}<p>Printed on 20/06/2025</p></body>", TITLE, 15),
    ("<body class='c4 doc-content'><p><span>{0}</span></p><p><span>15 May 2024</span></p>{1}</body>", TITLE, 15),
    ("<body class='c4 doc-content'><h1>{0}</h1><p>Harbour Post, 15 May 2024</p>{1}</body>", TITLE, 15),
    ("<body><h1>{0}</h1><p>FOR IMMEDIATE RELEASE: May 15, 2024</p>{1}<p>###</p></body>", TITLE, 15),
    ("<title>Press release</title><body><table><tr><td><p>Press Release</p><p>Teln, 15 May 2024</p><h2>{0}</h2>{1}</td></tr></table></body>", TITLE, 15),
    ("<body><article><h1>{0}</h1><p>TELN, May 15, 2024 (Wire) - Norvia and Belmark talked about bridges on Tuesday.</p>{1}</article></body>", TITLE, 15),
    ("<title>{0}</title><body><p>Embargoed until 15 May 2024</p><h1>{0}</h1>{1}</body>", TITLE, 15),
    # The day of a visit, of a related article, of the page's making, and those of a chronology.
    ("<title>{0}</title><body><p>Wednesday, 15 May 2024</p><h1>{0}</h1>{1}</body>", TITLE, None),
    ("<body><h1>{0}</h1><p class='related'>15 May 2024</p>{1}</body>", TITLE, None),
    ("<body><h1>{0}</h1>{1}<div id='footer'><p>Last updated 15 May 2024</p></div></body>", TITLE, None),
    ("<body><h1>{0}</h1><p>15 May 1994</p>{1}<p>3 June 1998</p>{1}<p>4 July 2004</p>{1}</body>", TITLE, None),
])  # fmt: skip
def test_a_page_without_metadata_has_the_day_above_its_text(page, title, day):
    """Print pages, exports of Google Docs and press releases had no day."""
    (document,) = read_page(f"<html>{page.format(title, paragraphs(FIRST, SECOND))}</html>")
    assert (document.title, document.published) == (title, day and date(2024, 5, day))


def test_the_day_of_the_last_change_is_taken_where_no_other_is_given_and_counted(tmp_path):
    (tmp_path / "a.html").write_text(f"<html><body><h1>{TITLE}</h1><div class='meta'>Last updated on May 15, 2024</div>{paragraphs(FIRST, SECOND)}</body></html>")
    (tmp_path / "b.txt").write_text(f"{TITLE}\nUpdated 15 May 2024, 10:30 GMT\n\n{FIRST}")
    (tmp_path / "c.txt").write_text(f"{TITLE}\nUpdated 16 May 2024, published 15 May 2024\n\n{FIRST}")
    found = list(read([tmp_path]))
    assert [item.published for item in found if isinstance(item, Document)] == [date(2024, 5, 15)] * 3
    assert [item.kind for item in found if isinstance(item, Notice)] == [CHANGED] * 2


@pytest.mark.parametrize(("name", "held"), [
    ("a.html", "<!DOCTYPE NETSCAPE-Bookmark-file-1><TITLE>Bookmarks</TITLE><DL><p><DT><A HREF='https://post.example/a' ADD_DATE='1715731200'>Norvia attacked Belmark</A></DL>"),
    ("a.html", "<title>Pocket Export</title><h1>Unread</h1><ul><li><a href='https://post.example/a' time_added='1715731200' tags=''>Norvia attacked Belmark</a></li></ul>"),
    ("a.txt", "https://post.example/a\nhttps://post.example/b\n"), ("a.opml", "<opml version='1.0'/>"),
])  # fmt: skip
def test_a_list_of_addresses_is_no_article_and_the_message_says_what_to_do(tmp_path, name, held):
    """Headlines of bookmarks were read as the text of an article."""
    (tmp_path / name).write_text(held)
    (failed,) = read([tmp_path / name])
    assert "address" in failed.reason


@pytest.mark.parametrize("mark", ["class='domain reader-domain'", "rel='calibre-downloaded-from'"])
def test_the_bar_of_an_archive_and_comments_of_google_are_not_read_and_the_reader_view_of_a_browser_shows_the_address(mark):
    bar = "<div id='wm-ipp-base'><p>123 captures</p><p>01 Jun 2024 - 20 Jun 2025</p></div>"
    shown = f"<a {mark} href='https://post.example/2024/05/15/cars'>post.example</a>"
    (document,) = read_page(f"<html><body>{bar}{shown}<h1>{TITLE}</h1>{paragraphs(FIRST, SECOND)}<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>Please ask the ministry about this.</p></div></body></html>")
    assert "captures" not in document.text
    assert "Please" not in document.text
    assert (document.url, document.outlet, document.published) == ("https://post.example/2024/05/15/cars", "post.example", date(2024, 5, 15))


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_saved_by_safari_has_its_text_address_and_day(kind):
    saved = {"WebResourceData": page(paragraphs(FIRST, "Čarland " + SECOND)).encode(), "WebResourceURL": "https://example.org/2024/05/14/cars", "WebResourceTextEncodingName": "UTF-8"}
    (item,) = read_webarchive(io.BytesIO(plistlib.dumps({"WebMainResource": saved}, fmt=kind)), "a", "a.webarchive")
    assert isinstance(item, Document)
    assert "Čarland" in item.text
    assert (item.title, item.url, item.published) == ("Armoured cars", "https://example.org/2024/05/14/cars", date(2024, 5, 14))


@pytest.mark.parametrize("held", [b"", b"bplist00garbage", b"<plist><a>", plistlib.dumps({"WebMainResource": {}}), plistlib.dumps({"WebMainResource": {"WebResourceData": "text"}}), plistlib.dumps([1])])
def test_what_is_no_web_archive_is_said_to_be_none(held):
    with pytest.raises(DocumentError, match="not a web archive"):
        list(read_webarchive(io.BytesIO(held), "a", "a.webarchive"))
