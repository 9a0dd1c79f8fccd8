"""Messages with signatures and answers, made here."""

from __future__ import annotations

import pytest

from graphkit.documents import read
from graphkit.model import Document

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
    ("plain", f"________________________________\nFrom: Wire Desk\nSent: Friday, March 5, 2021\nSubject: The Week\n\n{OWN}\n{OWN}\n"), ("html", f'<div class="gmail_quote">On Friday Wire Desk wrote:<blockquote>{LETTER}</blockquote></div>'), ("html", f'<blockquote type="cite">{LETTER}</blockquote>'),
])  # fmt: skip
def test_an_answer_has_no_text_of_the_message_that_it_answers(tmp_path, kind, quoted):
    """Where the answered message was longer, it was all read, as said by who answered."""
    own = "Carland denies that."
    (found,) = letter(tmp_path, f"<div>{own}</div>{quoted}" if kind == "html" else f"{own}\n\n{quoted}", kind, "Re: The Week")
    assert found.text == own


def test_a_newsletter_in_plain_text_has_its_items_apart(tmp_path):
    (tmp_path / "a.eml").write_text(f"{HEAD}1. Norvia sends cars\n\n{OWN}\n\n2. Carland recalls envoy\n\n{OWN.replace('Norvia', 'Carland')}\n\nUnsubscribe: https://wire.example/u\n")
    found = [item for item in read([tmp_path / "a.eml"]) if isinstance(item, Document)]
    assert [(item.title, item.text[:7], item.outlet) for item in found] == [("Norvia sends cars", "Norvia ", "Wire Desk"), ("Carland recalls envoy", "Carland", "Wire Desk")]
