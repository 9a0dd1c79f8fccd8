"""The reading view as a file: verbatim text, no active content from the article, complete without network and scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from graphkit.model import Article, Claim, Evidence, Lifecycle, Polarity, Status, TimeSpan
from graphkit.view import reading_page

TEXT = "Ankara armed the accord government in May.\n\nCairo said it never armed the accord government.\n"
ARTICLE = Article("0" * 16, "libya-1", "", "Arms for Tripoli", "https://example.org/a", "Test Wire", date(2020, 6, 1))
NAMES = {"Turkey": "Turkey", "Egypt": "Egypt", "GNA": "Government of National Accord"}


def claim(subject, quote, text=TEXT, *, words=None, **more):
    start = text.index(quote)
    given = {"predicate": "supportsMilitarily", "object": "GNA", "subject_mention": words or subject, "object_mention": "the accord government"}
    return Claim(subject=subject, evidence=(Evidence(start, start + len(quote), quote),), **{"article": ARTICLE.key, **given, **more})


ARMED = claim("Turkey", "Ankara armed the accord government in May", words="Ankara", valid=TimeSpan(date(2020, 5, 1), date(2020, 5, 31)), confidence=0.91, support_types=("weapons",))
NEVER = claim("Egypt", "Cairo said it never armed the accord government", words="Cairo", polarity=Polarity.NEGATIVE, status=Status.DECLARED, attributed_to="Egypt", cue="never")


class Elements(HTMLParser):
    """Elements of a page with their attributes, and the text of one element."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.text, self.depth = "", 0

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        inside = self.depth or "reading-text" in (dict(attrs).get("class") or "")
        self.depth += bool(inside and tag not in ("br", "input"))

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        self.text += data if self.depth else ""


def elements(page):
    parsed = Elements()
    parsed.feed(page)
    return parsed


def page(*claims, text=TEXT, article=ARTICLE, **more):
    return reading_page(article, text, claims, names=NAMES, **more)


def test_the_heading_counts_the_active_claims_as_lists_do():
    """A retracted article had as many claims on its page as before, and none in the list of articles."""
    gone, replaced = replace(ARMED, lifecycle=Lifecycle.RETRACTED), replace(NEVER, lifecycle=Lifecycle.SUPERSEDED)
    said = [re.search(r" · ([^<>·]*claims?[^<>·]*)</p>", page(*claims))[1] for claims in ((ARMED,), (ARMED, NEVER), (ARMED, replaced), (gone, replaced))]
    assert said == ["1 claim", "2 claims", "1 active claim, 1 superseded or retracted", "0 active claims, 2 superseded or retracted"]


def test_the_text_stands_in_the_page_verbatim():
    assert elements(page(ARMED, NEVER)).text == TEXT


def test_each_claim_has_a_place_in_the_text_and_a_card():
    ids = [attrs["id"] for _, attrs in elements(page(ARMED, NEVER)).found if "id" in attrs]
    assert {f"{kind}-{c.id}" for kind in ("claim", "card") for c in (ARMED, NEVER)} <= set(ids)
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_has_its_target():
    found = elements(page(ARMED, NEVER, counters={ARMED.id: [NEVER]})).found
    targets = {attrs["id"] for _, attrs in found if "id" in attrs}
    assert {attrs["href"][1:] for _, attrs in found if attrs.get("href", "").startswith("#")} <= targets


def test_a_card_says_status_speaker_time_confidence_and_the_finer_relation():
    made = re.sub(r"<[^>]+>|\s+", " ", page(ARMED, NEVER))
    for words in ("Turkey supports Government of National Accord militarily", "declared denied", "Speaker Egypt", "Time 2020-05-01 to 2020-05-31", "Confidence 0.91", "supports militarily", "Support weapons", "Status from “never”"):
        assert words in " ".join(made.split()), words


def test_what_read_a_claim_stands_at_the_end_of_its_card_and_not_beside_its_confidence():
    made = page(ARMED)
    assert re.search(r"<dt>Confidence</dt><dd><bdi>0\.\d\d</bdi></dd>", made)
    assert re.search(rf'<p class="small">Extracted by {re.escape(ARMED.extractor)}\.</p>\s*</li>', made)


def test_a_counter_claim_elsewhere_is_named_with_its_source():
    other = claim("Turkey", "Ankara armed the accord government in May", article="f" * 16, polarity=Polarity.NEGATIVE)
    source = Article("f" * 16, "b", "", "Elsewhere", None, "Other Wire", date(2021, 1, 2))
    made = page(ARMED, counters={ARMED.id: [other]}, sources={"f" * 16: source})
    assert "Other Wire, 2021-01-02" in made
    assert "/article/" not in made


def test_words_of_both_kinds_are_marked():
    found = elements(page(ARMED)).found
    assert [attrs["class"] for tag, attrs in found if tag == "b" and attrs.get("data-subject") == ARMED.id] == ["subject"]
    assert [attrs["class"] for tag, attrs in found if tag == "b" and attrs.get("data-object") == ARMED.id] == ["object"]


def test_without_the_text_the_quotes_are_shown():
    made = page(ARMED, text=None)
    assert "Ankara</b> armed" in made
    assert "reading-text\"" not in made
    assert f'id="claim-{ARMED.id}"' in made


def test_what_is_no_longer_active_is_drawn_as_such():
    made = page(claim("Turkey", "Ankara armed the accord government in May", lifecycle=Lifecycle.RETRACTED, retraction=(date(2021, 1, 1), "a slip")))
    assert 'class="said good inactive"' in made
    assert "2021-01-01: a slip" in made


HOSTILE = [
    "</div></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "N" * 10_000,
    "\u202eevil\u202c \u2066x\u2069 \u200b\u200d\ufeff",
    "أرمت أنقرة الحكومة",
    "\x00\x1b[2J\ud800 half",
    "{{ 7 * 7 }} {% raw %} &lt; & \" ' `",
    "a\r\nb\rc",
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_words(words):
    text = f"{words} armed {words}."
    made = Claim(ARTICLE.key, "one", "supports", "other", words, words, (Evidence(0, len(text), text),), cue=words, role=words, attribution_text=words)
    article = Article(ARTICLE.key, words, "", words, f"javascript:{words}", words)
    told = reading_page(article, text, [made], names={"one": words, "other": words}, counters={made.id: [made]}, sources={made.article: article})
    told.encode("utf-8")
    found = elements(told)
    assert [tag for tag, _ in found.found].count("script") == 1
    assert not [1 for tag, attrs in found.found if tag in ("img", "iframe", "object", "base") or any(name.startswith("on") for name in attrs)]
    assert not [1 for _, attrs in found.found if (attrs.get("href") or "").lower().startswith("javascript")]
    assert len(found.text.replace("\r\n", "\n")) == len(text.replace("\r\n", "\n"))


def test_the_page_asks_nothing_of_the_network():
    made = page(ARMED, NEVER)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)[1]
    assert "default-src 'none'" in policy.replace("&#39;", "'")
    assert not [1 for tag, attrs in elements(made).found if tag in ("link", "img", "iframe") or (tag == "script" and "src" in attrs)]


def test_the_same_article_gives_the_same_page():
    assert page(ARMED, NEVER) == page(ARMED, NEVER)
