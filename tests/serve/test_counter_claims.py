"""The page of a claim distinguishes denials of this relation, of a wider or narrower one, and of another one between the same two."""

from __future__ import annotations

import re
from html import unescape

import pytest

from graphkit.model import Actor, ArticleRecord, Claim, Document, Evidence, Polarity, Status, TimeSpan
from graphkit.serve.counter_claims import find_counter_claims
from graphkit.store import Store
from tests.serve.conftest import sender, serving

NOT, MAY = {"polarity": Polarity.NEGATIVE}, {"status": Status.PLANNED}
# Pairs of actors, and the claims about the first with regard to the second.
TOLD = {
    "narrower": [("supports", {}), ("supportsMilitarily", NOT)],
    "wider": [("supportsMilitarily", {}), ("supports", NOT)],
    "plan": [("supports", MAY), ("supports", NOT)],
    "wideplan": [("supportsMilitarily", MAY), ("supports", NOT)],
    "other": [("supports", {}), ("sanctions", NOT)],
    "both": [("supports", {}), ("supports", NOT), ("supportsMilitarily", NOT)],
    "ended": [("supports", {}), ("supports", {**NOT, "valid": TimeSpan(ended=True)})],
    "alone": [("supports", {})],
    "denied": [("supports", NOT), ("consultsWith", {})],
}


def told(pair, number):
    predicate, more = TOLD[pair][number]
    document = Document(f"{pair}-{number}", f"Of {pair}, sentence {number}.")
    ends = f"{pair.title()} A", f"{pair.title()} B"
    return document, Claim(document.key, ends[0], predicate, ends[1], *ends, (Evidence(0, len(document.text), document.text),), **more)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("against") / "g", create=True)
    with store.writer() as writer:
        for pair, claims in TOLD.items():
            for number in range(len(claims)):
                document, claim = told(pair, number)
                writer.add(ArticleRecord(document, (Actor(claim.subject, claim.subject), Actor(claim.object, claim.object)), (claim,)))
    with serving(store.folder) as address:
        yield sender(address)


def part(ask, pair, number=0):
    """Return the text of a claim's page on what contradicts it."""
    page = ask(f"/claim/{told(pair, number)[1].id}", Accept="text/html").text
    text = page.split("<h2>Counter-claims</h2>")[1].split('<p class="small">Extracted by')[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()), text


def link(pair, number):
    return f'href="/claim/{told(pair, number)[1].id}"'


def test_a_denial_of_a_narrower_relation_is_linked_and_said_to_leave_this_one_open(ask):
    words, html = part(ask, "narrower")
    assert "No denial found" not in words
    assert words.startswith("No claim denies this relation. A narrower relation between the two is denied, which does not deny this one: Narrower A supports Narrower B militarily (asserted, denied)")
    assert link("narrower", 1) in html
    words, html = part(ask, "narrower", 1)
    assert words.startswith("No claim states this relation. A wider relation between the two is stated, which this claim does not deny:")
    assert link("narrower", 0) in html


def test_a_denial_of_a_wider_relation_is_against_it(ask):
    words, html = part(ask, "wider")
    assert words.startswith("Wider A supports Wider B (asserted, denied)")
    assert link("wider", 1) in html


@pytest.mark.parametrize(("pair", "what"), [("plan", "the same relation"), ("wideplan", "a wider relation")])
def test_what_denies_a_claim_that_is_not_firm_is_shown_with_the_status_of_that(ask, pair, what):
    """A denial of an act does not contradict a plan; that nobody denies it would still be false."""
    words, html = part(ask, pair)
    assert "No denial" not in words
    assert f"The claim above reads “planned”; this one denies {what}." in words
    assert link(pair, 1) in html
    words, html = part(ask, pair, 1)
    assert f"This claim reads “planned”; the one above denies {what}." in words
    assert link(pair, 0) in html


def test_what_is_denied_of_another_relation_is_one_link_away(ask):
    words, html = part(ask, "other")
    assert words.startswith("No claim denies this relation. Other relations between the two are denied: all claims about both .")
    assert 'href="/pair/Other%20A/Other%20B"' in html


def test_a_denial_of_the_relation_comes_before_that_of_a_narrower_one(ask):
    words, _ = part(ask, "both")
    assert re.match(r"Both A supports Both B \(asserted, denied\) .* A narrower relation between the two is denied", words)


def test_that_a_tie_has_ended_is_no_denial_and_where_there_is_none_that_is_said(ask):
    for pair in ("ended", "alone"):
        assert part(ask, pair)[0].startswith("No denial found.")
    assert part(ask, "denied")[0].startswith("No claim states this relation.")
    assert "Other relations" not in part(ask, "denied")[0]


def test_the_sides_do_not_depend_on_the_order_of_claims():
    stated, denial, narrower = (told("both", number)[1] for number in range(3))
    for order in ([stated, denial, narrower], [narrower, denial, stated]):
        found = find_counter_claims(stated, order, lambda _: None)
        assert (found.claims, found.near, found.others) == (((denial, ""),), (narrower,), False)
