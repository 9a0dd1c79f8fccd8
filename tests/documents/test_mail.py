"""Messages with signatures and answers, made here."""

from __future__ import annotations

import pytest

from graphkit.documents import read
from graphkit.model import Document
from tests.conftest import ROOT
from tests.files.office import compound

HEAD = "From: Wire Desk <d@wire.example>\nSubject: Shipment\nDate: Fri, 05 Mar 2021 10:00:00 +0000\nContent-Type: text/plain\n\n"
OWN = "Norvia sent armoured cars to Belmark on Tuesday, two officials said, and the cars arrived in the port on the same day."
ANSWERED = "> Carland attacked Velavia.\n>\n> Velavia armed Carland.\n"


@pytest.mark.parametrize("body,text", [
    (f"{OWN}\n\n-- \nJane Doe\nCarland supports Velavia\n", OWN),
    (f"{OWN}\n\nOn Thursday, 4 March, Jane Doe wrote:\n{ANSWERED}", OWN),
    (f"{OWN}\n\nJane wrote:\n\n{ANSWERED}\n{OWN}\n", f"{OWN}\n\n\n{OWN}"),
    (f"FYI\n\n{ANSWERED}", f"FYI\n\n{ANSWERED.strip()}"),
    (f"{OWN}\n-- \n" + f"{OWN}\n" * 20, f"{OWN}\n-- \n" + f"{OWN}\n" * 19 + OWN),
    (f"{OWN}\n-----\n{OWN}", f"{OWN}\n-----\n{OWN}"),
])
def test_a_signature_and_an_answered_message_are_no_part_of_the_article_unless_they_are_most_of_it(tmp_path, body, text):
    """What an earlier message said was a claim of the answer, with the day and outlet of the answer."""
    (tmp_path / "a.eml").write_text(HEAD + body)
    (article,) = read([tmp_path / "a.eml"])
    assert article.text == text


ODD_HEADERS = {"Message-ID": "<[4f-1]@post.example>", "From": '"' * 30_000, "Sender": "(" * 30_000, "Content-Disposition": "(" * 30_000, "Content-Type": "(" * 30_000}


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_a_header_that_the_standard_library_cannot_read_costs_no_message(tmp_path, name):
    """Each of these lost its message; the quotation marks took a minute, and the brackets all later messages of a mailbox."""
    head = "".join(line for line in HEAD.strip().splitlines(keepends=True) if not line.startswith(f"{name}:")).strip()
    (tmp_path / "a.mbox").write_text("".join(f"From d@wire.example\n{head}\n{odd}\n{OWN}\n\n" for odd in (f"{name}: {ODD_HEADERS[name]}\n", "")))
    assert [(item.text, item.title) for item in read([tmp_path / "a.mbox"])] == [(OWN, "Shipment")] * 2


def test_a_message_of_apple_mail_ends_where_its_first_line_says(tmp_path):
    mail = (HEAD + OWN).encode()
    (tmp_path / "a.emlx").write_bytes(b"%d\n%b<?xml version='1.0'?><plist><dict><key>flags</key></dict></plist>" % (len(mail), mail))
    (article,) = read([tmp_path / "a.emlx"])
    assert (article.title, article.text) == ("Shipment", OWN)


def test_a_message_of_outlook_is_found_by_its_content_and_other_files_of_office_are_none(tmp_path):
    pytest.importorskip("olefile")
    with (ROOT / "tests/files/statement.msg").open("rb") as stream:
        assert [item.title for item in read(["-"], stdin=stream) if isinstance(item, Document)] == ["Thanks", "Engineers – statement"]
    (tmp_path / "a.msg").write_bytes(compound({"WordDocument": b"Norvia"}))
    (failure,) = read([tmp_path / "a.msg"])
    assert "save it as .docx" in failure.reason
    (tmp_path / "b.msg").write_bytes(compound({"__properties_version1.0": bytes(32), "__substg1.0_10090102": b"LZFu"}))
    (failure,) = read([tmp_path / "b.msg"])
    assert "save the message as .html" in failure.reason


ITEM = '<tr><td><h2><a href="https://post.example/{0}">{0} sends engineers</a></h2><p>{0} has sent engineers to Belmark, its ministry of defence said on Tuesday.</p><p><a href="https://post.example/{0}">Read more</a></p></td></tr>'
LETTER = f"<html><body><table><tr><td><h1>The Week</h1><p>Good morning. This is what happened in the wars of the region, as our editors saw it.</p></td></tr>{ITEM.format('Norvia')}{ITEM.format('Carland')}<tr><td><p>You receive this email because you signed up.</p><p>1 Quay</p></td></tr></table></body></html>"


def letter(tmp_path, body, kind="html", subject="The Week"):
    (tmp_path / "a.eml").write_text(HEAD.replace("Shipment", subject).replace("plain", kind) + body)
    return [item for item in read([tmp_path / "a.eml"]) if isinstance(item, Document)]


def test_each_item_of_a_newsletter_is_an_article_of_its_sender_without_the_address_of_another(tmp_path):
    """They were one article, without titles; with the addresses of the articles that they link to, they would replace these."""
    found = letter(tmp_path, LETTER)
    sent = "has sent engineers to Belmark, its ministry of defence said on Tuesday."
    assert [(item.title, item.text) for item in found[1:]] == [(f"{who} sends engineers", f"{who} {sent}") for who in ("Norvia", "Carland")]
    assert (found[0].title, found[0].text.split("\n\n")[1][:12]) == ("The Week", "Good morning")
    assert {(item.outlet, str(item.published), item.url) for item in found} == {("Wire Desk", "2021-03-05", None)}
    assert len({item.id for item in found}) == 3


def test_an_essay_with_headings_is_one_article(tmp_path):
    assert len(letter(tmp_path, LETTER.replace('<a href="https://post.example/', '<a name="'))) == 1


@pytest.mark.parametrize(("kind", "quoted"), [
    ("plain", f"On Fri, 5 Mar 2021, Wire Desk <d@wire.example> wrote:\n> {OWN}\n> {OWN}\n"), ("plain", f"On Fri, 5 Mar 2021 at 10:00, Wire Desk <\nd@wire.example> wrote:\n> {OWN}\n> {OWN}\n"),
    ("plain", f"________________________________\nFrom: Wire Desk\nSent: Friday, March 5, 2021\nSubject: The Week\n\n{OWN}\n{OWN}\n"), ("plain", f"-----Original Message-----\nFrom: Wire Desk\nSent: Friday, March 5, 2021\nSubject: The Week\n\n{OWN}\n"),
    ("plain", f"-----Ursprüngliche Nachricht-----\nVon: Wire Desk\nGesendet: Freitag, 5. März 2021\nAn: Jane\nBetreff: The Week\n\n{OWN}\n"), ("html", f"<p><b>From:</b> Wire Desk<br><b>Sent:</b> Friday, March 5, 2021<br><b>To:</b> Jane<br><b>Subject:</b> The Week</p><p>{OWN}</p>"),
    ("html", f'<div class="gmail_quote">On Friday Wire Desk wrote:<blockquote>{LETTER}</blockquote></div>'), ("html", f'<blockquote type="cite">{LETTER}</blockquote>'),
])  # fmt: skip
def test_an_answer_has_no_text_of_the_message_that_it_answers(tmp_path, kind, quoted):
    """Where the answered message was longer, it was all read, as said by who answered."""
    own = "Carland denies that."
    (found,) = letter(tmp_path, f"<div>{own}</div>{quoted}" if kind == "html" else f"{own}\n\n{quoted}", kind, "Re: The Week")
    assert found.text == own


@pytest.mark.parametrize(("kind", "text", "title", "kept"), [
    ("plain", f"FYI\n\n---------- Forwarded message ---------\nFrom: Press <p@wire.example>\nDate: Thu, 4 Mar 2021 at 09:00\nSubject: Cars\nTo: Jane\n\n{OWN}", "Cars", OWN),
    ("html", f"<p>FYI</p><div class='gmail_quote'><div>---------- Forwarded message ---------<br>From: Press<br>Date: Thu, 4 Mar 2021<br>Subject: Cars<br>To: Jane<br></div><p>{OWN}</p></div>", "Cars", OWN),
    ("plain", f"The digest:\n\nFrom: Harbour Post\nDate: 4 March 2021\nSubject: Cars\n\n{OWN}", "Re: The Week", OWN),
    ("plain", f"See my answers below.\n\nFrom: Tom\nSent: Friday, March 5, 2021\nTo: Jane\nSubject: The Week\n\nDid it?\n{OWN}", "Re: The Week", OWN),
])  # fmt: skip
def test_an_answer_keeps_what_it_forwards_or_quotes_and_answers_between_lines(tmp_path, kind, text, title, kept):
    """Only its first words were left."""
    (found,) = letter(tmp_path, text, kind, "Re: The Week")
    assert found.title == title
    assert kept in found.text


def test_a_newsletter_in_plain_text_has_its_items_apart(tmp_path):
    (tmp_path / "a.eml").write_text(f"{HEAD}1. Norvia sends cars\n\n{OWN}\n\n2. Carland recalls envoy\n\n{OWN.replace('Norvia', 'Carland')}\n\nUnsubscribe: https://wire.example/u\n")
    found = [item for item in read([tmp_path / "a.eml"]) if isinstance(item, Document)]
    assert [(item.title, item.text[:7], item.outlet) for item in found] == [("Norvia sends cars", "Norvia ", "Wire Desk"), ("Carland recalls envoy", "Carland", "Wire Desk")]


def test_each_article_of_a_google_alert_is_of_its_own_outlet(tmp_path):
    """They were one article of Google's, with the lines on the alert itself."""
    item = "Norvia {0}\n{1}\nNorvia {0} on Tuesday, the\nministry said ...\n<https://www.google.com/url?rct=j&url=https://post.example/a>\n\n"
    mail = f"=== News - 2 new results for [norvia] ===\n\n{item.format('sends cars', 'Post')}{item.format('met Belmark', 'Quay News')}=== Web - 2 new results for [norvia] ===\n\nOn Norvia\nNorvia is a state and its cars are many.\nSee more\n<https://www.google.com/url?b>\n\nA list\nPost\n<https://www.google.com/url?c>\n\n{'- ' * 30}\nUnsubscribe from this alert:\n<https://www.google.com/alerts/remove>\n"
    *found, page, bare = letter(tmp_path, mail, "plain", "Google Alert - norvia")
    assert [(each.title, each.outlet, each.text) for each in (page, bare)] == [("On Norvia", None, "Norvia is a state and its cars are many."), ("A list", "Post", "A list")]
    # A newsletter, and an alert with other words, are read whole.
    for other in (mail.replace("News - 2 new results for", "Weekly report"), mail.replace("See more\n<https://www.google.com/url?b>", "")):
        assert [OWN in each.text for each in letter(tmp_path, f"{other.partition('- - -')[0]}{OWN}", "plain", "Weekly")] == [True]
    assert [(each.title, each.outlet, each.text, str(each.published)) for each in found] == [(f"Norvia {did}", outlet, f"Norvia {did} on Tuesday, the ministry said ...", "2021-03-05") for did, outlet in (("sends cars", "Post"), ("met Belmark", "Quay News"))]


def test_lines_in_a_cell_of_a_table_stay_lines(tmp_path):
    """Headline, outlet and text in an alert of a search engine were one line, and one sentence."""
    (found,) = letter(tmp_path, f"<table><tr><td>NEWS</td></tr><tr><td><a href='https://wire.example/a'>Cars at the border</a><br>Harbour Post<br>{OWN}</td></tr></table>", "html")
    assert found.text.splitlines()[-3:] == ["Cars at the border", "Harbour Post", OWN]


ARTICLES = [("Cars at the border", "Harbour Post", "2024-03-06", OWN), ("An envoy leaves", "Quay News", "2024-03-07", OWN.replace("Norvia", "Carland"))]
REVIEW = {
    "labels": ("plain", "Dear all, please find our press review below.\n\n", "Title: {}\nSource: {}\nDate: {}\n\n{}\n\n", "-- \nJane Doe\n"),
    "lines": ("plain", "", "{}\n{}, {}\n\n{}\n\n", ""),
    "page": ("html", "<h1>Press review</h1>", "<h2>{}</h2><p>{}, {}</p><p>{}</p>", ""),
    "digest": ("plain", "Today's Topics:\n\n   1. Cars\n\n" + "-" * 70 + "\n\n", "Message: 1\nSubject: {}\nFrom: {} <a@b.example>\nDate: {}\nContent-Type: text/plain; charset=\"utf-8\"\n\n{}\n\n" + "-" * 30 + "\n\n", "Subject: Digest Footer\n\n____\nThe list\n"),
}


@pytest.mark.parametrize(("kind", "above", "article", "below"), REVIEW.values(), ids=REVIEW.keys())
def test_a_press_review_and_a_digest_sent_by_mail_have_an_article_for_each_of_theirs(tmp_path, kind, above, article, below):
    """They were one article of the day and the sender of the mail."""
    found = letter(tmp_path, above + "".join(article.format(*each) for each in ARTICLES) + below, kind)
    assert [(item.title, str(item.published)) for item in found[-2:]] == [(title, day) for title, _, day, _ in ARTICLES]
    assert [[text in item.text for *_, text in ARTICLES] for item in found[-2:]] == [[True, False], [False, True]]
    assert not any("Jane" in item.text or "The list" in item.text for item in found)


@pytest.mark.parametrize("head", ["To: Desk <d@wire.example>\n <e@wire.example>\nSubject: Cars at\n the border", "Subject: Cars at\nthe border\nTo: Desk of the Post\n<d@wire.example>", "To: Desk\nof the Post at the Quay in\nTeln City\nSubject: Cars at\nthe border"])
@pytest.mark.parametrize("ending", ["eml", "txt"])
def test_lines_that_continue_a_header_belong_to_it(tmp_path, head, ending):
    """The subject was cut, and the rest of the header was read as text."""
    header = f"From: Jane Doe <j@wire.example>\nSent: Wednesday, 6 March 2024 10:00\n{head}\n\n{OWN}\n"
    (tmp_path / f"a.{ending}").write_text(f"{HEAD}---------- Forwarded message ---------\n{header}" if ending == "eml" else header)
    (item,) = read([tmp_path / f"a.{ending}"])
    if ending == "eml" or "Teln" not in head:
        assert (item.title, item.outlet, str(item.published)) == ("Cars at the border", "Jane Doe", "2024-03-06")
    assert ending == "txt" or item.text == OWN


@pytest.mark.parametrize("head", ["Subject: Cars", "Subject: Cars\nTo: Desk <d@wire.example>", "To: Desk\nSubject: Cars\nSent: Wednesday, 6 March 2024 10:00"])
@pytest.mark.parametrize("mark", ["", "> "])
def test_text_directly_below_headers_is_kept(tmp_path, head, mark):
    """Lines in lower case, and all quoted ones, were taken for a part of the last header."""
    lines = [*f"From: Jane Doe <j@wire.example>\n{head}".split("\n"), *["norvia sent cars to the border,", "and carland protested.", "that was all."] * 2]
    (tmp_path / "a.eml").write_text(f"{HEAD}---------- Forwarded message ---------\n" + "".join(f"{mark}{line}\n" for line in lines))
    (item,) = read([tmp_path / "a.eml"])
    assert (item.title, item.text.count("norvia"), item.text.count("protested")) == ("Cars", 2, 2)
