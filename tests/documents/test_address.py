"""An address is real where it names one article; two that are written differently are the same where only the writing differs."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.documents import read
from graphkit.documents.address import address_key, day_of_address, host_of, real_address
from graphkit.documents.feed import read_feed
from graphkit.documents.page import read_html
from graphkit.documents.rows import items_of
from graphkit.model import Document, Precision

STORY = "https://example.org/2024/05/talks"


@pytest.mark.parametrize("value", [
    "N/A", "n/a", "-", "--", "nan", "NaN", "none", "None", "null", "unknown", "", "  ", ".", "0", "#", "/", "/news/1.html", "news/1.html", "../a.html",
    "index.html", "article.txt", "example.org", "https://", "http://example.org", "https://example.org/", "https://www.example.org/index.html",
    "HTTPS://EXAMPLE.ORG/#top", "https://example.org/?utm_source=feed", "https://news", "file:///home/me/a.txt", "C:\\texts\\a.txt", "c:/texts/a.txt",
    "mailto:desk@example.org", "javascript:void(0)", "data:text/html,x", "http://[broken/x", "doi:", None, 7, 1.5, float("nan"), ["https://example.org/a"],
])  # fmt: skip
def test_what_names_no_article_is_no_address(value):
    assert real_address(value) is None
    assert address_key(value) is None


@pytest.mark.parametrize("value", [
    STORY, "http://example.org/a", "https://example.org/story.php?id=7", "https://example.org/?p=123", "https://example.org/?123",
    "http://localhost:8000/a.html", "http://127.0.0.1:8000/a", "doi:10.1000/182", "urn:newsml:example:1", "https://example.org/Новости/1",
])  # fmt: skip
def test_a_real_address_is_kept_as_it_is_given(value):
    assert real_address(f"  {value}\n") == value


def test_an_address_without_its_scheme_gets_one():
    assert real_address("www.example.org/a") == real_address("//www.example.org/a") == "https://www.example.org/a"


@pytest.mark.parametrize("same", [
    "http://example.org/2024/05/talks", "HTTPS://Example.ORG/2024/05/talks", "https://example.org:443/2024/05/talks", "http://example.org:80/2024/05/talks/",
    "https://www.example.org/2024/05/talks/", "https://example.org/2024/05/talks#comments", "https://example.org//2024/05/talks",
    "https://example.org/2024/05/talks?utm_source=x&utm_medium=y", "https://example.org/2024/05/talks?fbclid=abc#top", "https://example.org/2024/05/%74alks",
])  # fmt: skip
def test_one_address_written_in_another_way_is_the_same(same):
    assert address_key(same) == address_key(STORY)


@pytest.mark.parametrize(("one", "other"), [
    ("https://example.org/story?id=1", "https://example.org/story?id=2"),
    ("https://example.org/?p=1", "https://example.org/?p=2"),
    ("https://example.org/story?1", "https://example.org/story?2"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("doi:10.1000/182", "doi:10.1000/183"),
])  # fmt: skip
def test_other_addresses_stay_apart(one, other):
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("copy", [
    f"https://web.archive.org/web/20260101000000/{STORY}", f"http://web.archive.org/web/2026id_/{STORY}", "https://web.archive.org/web/20260101000000/https:/example.org/2024/05/talks",
    f"https://wayback.archive-it.org/1234/20260101000000/{STORY}", f"http://archive.ph/2024.05.15-101500/{STORY}",
])  # fmt: skip
def test_a_copy_in_a_web_archive_has_the_address_of_its_page(copy):
    """The page and its copy were two articles, the copy with the archive as its outlet."""
    assert real_address(copy) == STORY
    assert host_of(copy) == "example.org"


@pytest.mark.parametrize("value", ["https://archive.org/details/a", "https://web.archive.org/web/20260101000000/a", f"https://example.org/web/2024/{STORY}"])
def test_other_pages_of_archives_keep_their_address(value):
    assert real_address(value) == value


@pytest.mark.parametrize("path", [
    "2024/05/15/a", "2024/5/15", "2024-05-15/a", "2024/may/15/a", "world/2024/May/15/a", "2024-05/15/c_1.htm", "2024-05-15-talks", "talks-2024-05-15/", "2024/0515/c90000-1234.html", "a/202405/15/WS1.html",
    "20240515-talks", "en/20240515-talks", "20240515/talks-1118.html", "world/20240515/0123456789abcdef0123456789abcdef/c.html", "talks-20240515-p5jdxy.html", "talks_20240515.html", "view/AEN20240515001200320", "politics/202405150012",
])  # fmt: skip
def test_an_address_says_its_day_in_many_ways(path):
    for before in ("https://example.org/", "https://web.archive.org/web/20260101000000/https://example.org/"):
        assert day_of_address(before + path) == (date(2024, 5, 15), Precision.DAY)


@pytest.mark.parametrize("path", [
    "news/world-20121103", "news/20121103", "news/20121103/talks", "node/20121103.html", "talks-19960512.html", "status/2024051512345678901", "2024/10/12-killed-in-raid/", "2024/13/45/a", "2024/05/talks", "war-2014-2018/a", "a?t=2024-05-15",
    "node/2024051", "123-20121103456", "2024-05-15-16/", "web/20240515101500/talks",
])  # fmt: skip
def test_an_id_or_a_headline_with_numbers_gives_no_day(path):
    assert day_of_address(f"https://example.org/{path}")[0] is None


@pytest.mark.parametrize(("path", "month"), [("2024/05/talks", 5), ("world/2024/may/talks/", 5), ("2024/05/12-killed-in-raid/", 5), ("2024/05/", None), ("2024/13/talks", None), ("wp-content/uploads/2024/05/talks.pdf", None), ("1024/05/talks", None)])
def test_an_address_with_a_month_gives_an_article_without_a_day_that_month(tmp_path, path, month):
    (tmp_path / "a.txt").write_text(f"URL: https://example.org/{path}\n\nNorvia met Belmark.")
    (document,) = (each for each in read([tmp_path]) if isinstance(each, Document))
    assert (document.published, document.published_precision) == ((date(2024, month, 1), Precision.MONTH) if month else (None, Precision.DAY))


@pytest.mark.parametrize(("words", "url", "day"), [
    ("2024-03-06T02:30:00Z", "https://post.example/2024/03/05/talks", 5), ("Wed, 06 Mar 2024 02:30:00 GMT", "https://post.example/2024/mar/05/talks", 5), (1709692200, "https://post.example/2024/03/05/talks", 5), ("2024-03-06 02:30:00+00:00", "https://post.example/2024/03/07/talks", 7),
    ("2024-03-06T02:30:00-05:00", "https://post.example/2024/03/05/talks", 6), ("2024-03-06", "https://post.example/2024/03/05/talks", 6), ("2024-03-06T02:30:00Z", "https://post.example/2024/03/01/talks", 6), ("2024-03-06T02:30:00Z", "https://post.example/talks", 6),
    ("2024-03-06T04:30:00Z", "https://apnews.com/article/talks-0123456789abcdef", 5), ("2024-03-06T05:30:00Z", "https://apnews.com/article/talks-0123456789abcdef", 6), ("2024-03-06T00:00:00Z", "https://apnews.com/article/talks-0123456789abcdef", 6),
])
def test_a_time_in_utc_is_of_the_day_in_the_address_where_that_is_the_next_to_it(words, url, day):
    """An evening in America is the next day in UTC, and outlets there put their own day in the address."""
    (row,) = items_of({"text": "Norvia met Belmark.", "date": words, "url": url}, 1, "a", "a")
    assert row.published == date(2024, 3, day)
    pytest.importorskip("feedparser")
    feed = f"<rss version='2.0'><channel><item><link>{url}</link><description>Norvia met Belmark.</description><pubDate>{words}</pubDate></item></channel></rss>"
    *_, entry = read_feed(io.BytesIO(feed.encode()), "a", "a.rss")
    text = f"<p>{'Norvia and Belmark signed a pact on the bridges over the Teln. ' * 4}</p>"
    head = f"<link rel='canonical' href='{url}'><meta property='article:published_time' content='{words}'>"
    (page,) = read_html(io.BytesIO(f"<html><head>{head}</head><body><article><h1>Pact</h1>{text}</article></body></html>".encode()), "a", "a.html")
    assert entry.published == page.published == row.published


def test_the_order_of_parameters_does_not_count():
    assert address_key("https://example.org/s?a=1&b=2") == address_key("https://example.org/s?b=2&gclid=z&a=1")


@given(st.one_of(st.text(), st.text(alphabet="htps:/.?#&=[]@%wa0 \t", max_size=40)))
def test_any_text_is_taken(text):
    """No value of a column raises; a real address stays real, and has one key."""
    real = real_address(text)
    assert (real is None) == (address_key(text) is None)
    if real is not None:
        assert real_address(real) == real
        assert address_key(real) == address_key(text)
