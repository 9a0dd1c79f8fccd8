"""Messages with signatures and answers, made here."""

from __future__ import annotations

import pytest

from graphkit.documents import read

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
