"""Days of publication: read where unambiguous, disambiguated by other dates where not, in the time zone of the source."""

from __future__ import annotations

import io
import time
import unicodedata
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.dates import Order, day_of_name, means_publication, order_of, parse_date, settled
from graphkit.documents import read
from graphkit.documents.feed import read_feed
from graphkit.documents.page import read_html
from graphkit.documents.remarks import FILES
from graphkit.model import Document, Notice, Precision

MAY_15 = [
    "2024-05-15", "2024-5-15", "2024/05/15", "2024.05.15", "20240515", "20240515T213000Z", "20240515213000", "202405152130",
    "2024-05-15T21:30:00-05:00", "2024-05-15T21:30:00.123456Z", "2024-05-15 21:30:00+00:00", "2024-05-15T23:59:59-1200", "2024-05-15+02:00",
    "2024-05-15T21:30:00-05:00[America/New_York]", "2024-05-15 (inferred)", " 2024-05-15\n",
    "May 15, 2024", "May 15 2024", "may 15, 2024", "May 15th, 2024", "15 May 2024", "15th May 2024", "15th of May 2024", "15 May, 2024",
    "15-May-2024", "15-MAY-2024", "15/May/2024", "15. May 2024", "May 15, 2024 Wednesday", "Wednesday, May 15, 2024", "Wednesday, 15 May 2024",
    "May 15, 2024 9:30 PM EDT", "May 15, 2024 at 9:30 p.m.", "2024 May 15", "2024-May-15",
    "Wed, 15 May 2024 21:30:00 -0500", "Wed, 15 May 2024 21:30:00 GMT", "15 May 2024 21:30:00 -0500 (EST)", "Wed May 15 21:30:00 +0000 2024", "Wed May 15 21:30:00 2024",
    "15.05.2024", "15.5.2024", "15/05/2024", "15-05-2024", "15/05/24", "05/15/24", "5/15/24 9:30 PM", "15.05.24", "05-15-24", "05/15/2024", "5/15/2024 9:30 PM", "15.05.2024 21:30",
    "1715808600", "1715808600000", "1715808600000000", "1715808600000000000", "1715808600.5", 1715808600, 1715808600.0, 1715808600000,
    date(2024, 5, 15), datetime(2024, 5, 15, 21, 30), datetime(2024, 5, 15, 21, 30, tzinfo=timezone(timedelta(hours=-5))),
    "15 mai 2024", "15. Mai 2024", "15 de mayo de 2024", "15 maggio 2024", "15 мая 2024", "15 Mayıs 2024", "2024年5月15日",
    "Publié le 15/05/2024 à 12h30", "Veröffentlicht am 15. Mai 2024, 14:30 Uhr", "Fecha: 15 de mayo de 2024", "Опубликовано 15 мая 2024 г.", "Posted on May 15, 2024", "mercredi 15 mai 2024 à 9h05",
    "Date of publication: 15 May 2024", "Originally published 15 May 2024", "mer. 15 mai 2024", "2024. 5. 15.", "2024년 5월 15일", "2024. május 15.", "15 май 2024", "15 mája 2024",
    "quarta-feira, 15 de maio de 2024 21:30", "woensdag 15 mei 2024 21:30", "mié, 15 may 2024 a las 21:30", "mercoledì 15 maggio 2024 alle ore 21:30", "среда, 15 мая 2024 г. 21:30", "Mi., 15. Mai 2024 um 21:30 Uhr",
    "Wed, 15 May 24 21:30:00 -0500", "15 May 24 21:30 GMT", "15-May-24", "15-MAY-24", unicodedata.normalize("NFD", "15 Mayıs 2024"),
]  # fmt: skip
UNKNOWN = [
    None, "", " ", "-", "n.d.", "N/A", "soon", "yesterday", "Invalid Date", True, 5, 45427, "45427", float("nan"), "03/04/2020", "3-4-2020", "2019-13-40", "2024-06-31",
    "20241345", "31/31/2024", "05/06/24", "15-05-24", "05.15.24", "31/31/24", "05-06-07", "15 May 24", "May 15, 24", "24-May-15-3", "2014-2018", "2014 to 2018", "15-21 May 2024", "May 2024 - June 2024", "2024-05-15 - 2024-05-17", "15 Foo 2024", "2024051521", "1900020100", "Updated May 15, 2024",
    "1970-01-01T00:00:00Z", "1970-01-01 00:00:00", "1970-01-01T00:00:00.000+00:00", "Thu, 01 Jan 1970 00:00:00 GMT", "1900-01-01T00:00:00", "1900-01-01 00:00", "Copyright 2024 Example", "9" * 400, "2024-05-15" * 30, {"a": 1}, ["2024"],
]  # fmt: skip


@pytest.mark.parametrize("value", MAY_15, ids=repr)
def test_a_day_is_read_however_it_is_written(value):
    assert parse_date(value) == (date(2024, 5, 15), Precision.DAY)


@pytest.mark.parametrize("value", UNKNOWN, ids=lambda value: repr(value)[:30])
def test_what_is_ambiguous_or_no_date_is_unknown(value):
    assert parse_date(value)[0] is None


@pytest.mark.parametrize(
    "value, day, precision",
    [
        ("May 2024", date(2024, 5, 1), Precision.MONTH), ("2024-05", date(2024, 5, 1), Precision.MONTH), ("2024年5月", date(2024, 5, 1), Precision.MONTH),
        ("2020-09 (inferred)", date(2020, 9, 1), Precision.MONTH), ("2024", date(2024, 1, 1), Precision.YEAR), (2024, date(2024, 1, 1), Precision.YEAR),
    ],
)  # fmt: skip
def test_months_and_years_say_that_they_are(value, day, precision):
    assert parse_date(value) == (day, precision)


@pytest.mark.parametrize("value", [1583020800, "1583020800", "1583020800.25"])
def test_seconds_that_look_like_an_hour_of_the_sixteenth_century_are_seconds(value):
    """1583020800 is 1 March 2020; nobody prints the hour for 1583."""
    assert parse_date(value)[0] == date(2020, 3, 1)


@pytest.mark.parametrize("words, year", [("15-May-49", 2049), ("15-May-50", 1950), ("1970-01-01", 1970), ("1970-01-01T00:30:00Z", 1970)])
def test_two_digits_are_a_year_of_this_century_up_to_49_and_only_the_first_second_of_1970_is_no_time(words, year):
    """Two digits as in RFC 5322; programs write that second for an unset time."""
    assert parse_date(words)[0].year == year


NAMES = "Date published|pub_date|publish_time|date_publish|publish_datetime|Article Date|posted_on|published_utc|firstPublishedAt|Date of publication|time_published|issue_date|bt:pubDate|prism.publicationDate".split("|")
OTHERS = "publication|publisher|published_by|is_published|last_published_at|post_id|posts|post_modified_date|date_download|unpublished_at|comment_post_date|created_at|timestamp|postcode|pubmed".split("|")


def test_a_name_says_whether_it_is_that_of_the_day_of_publication():
    assert [name for name in NAMES if not means_publication(name)] == []
    assert [name for name in OTHERS if means_publication(name)] == []


def test_names_of_changes_that_htmldate_knows_are_none_of_publication():
    """The rule was not made from htmldate's list: among its 69 names it must not accept one of a modification date."""
    core = pytest.importorskip("htmldate.core")
    assert [name for name in core.NAME_MODIFIED | core.PROPERTY_MODIFIED if means_publication(name)] == []


@pytest.mark.parametrize("name, day", [
    ("2018-07-21 Asmara", "2018-07-21"), ("20180721_asmara", "2018-07-21"), ("asmara_20180721", "2018-07-21"), ("asmara 2018.07.21", "2018-07-21"),
    ("wire_2018-07-21_asmara", "2018-07-21"), ("WIRE-20180721-001", "2018-07-21"), ("2018-07-21 asmara 20180721", "2018-07-21"), ("2018-07-21 and 2018-07-23", None), ("doc-12-20180721-3", None),
    ("asmara-2018-07", None), ("20181331", None), ("120180721", None), ("201807211530", None), ("x20180721x", None), ("2018-0721", None),
])
def test_the_name_of_a_file_gives_a_whole_day_if_it_has_only_one(name, day):
    assert day_of_name(name) == (day and date.fromisoformat(day))


def test_a_day_in_the_name_of_a_file_counts_where_its_article_says_none(tmp_path):
    """It is reported, since some users name files after the day of the download."""
    (tmp_path / "2018-07-21 a.txt").write_text("Norvia met Belmark.")
    (tmp_path / "2018-07-21 b.md").write_text("---\ndate: 2018-07-20\n---\nNorvia met Belmark.")
    (tmp_path / "2018-07-21 c.jsonl").write_text('{"text": "Norvia met Belmark."}\n')
    found = list(read([tmp_path]))
    assert [item.published and item.published.day for item in found if isinstance(item, Document)] == [21, 20, None]
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("days taken from the names of files", "2018-07-21")]


def test_the_order_settles_what_figures_leave_open():
    assert parse_date("03/04/2020", Order.MONTH)[0] == date(2020, 3, 4)
    assert parse_date("03/04/2020", Order.DAY)[0] == date(2020, 4, 3)
    assert parse_date("15/04/2020", Order.MONTH)[0] == date(2020, 4, 15)
    assert parse_date("05/05/2020")[0] == date(2020, 5, 5)
    assert parse_date("03.04.2020", Order.MONTH)[0] == date(2020, 4, 3)


@pytest.mark.parametrize(
    "values, order",
    [(["03/04/2020", "25/04/2020"], Order.DAY), (["03/04/2020", "04/25/2020", None], Order.MONTH), (["25/04/2020", "04/25/2020"], None), (["03/04/2020"], None), (["25.04.2020"], None)],
)
def test_a_column_settles_its_order_where_nothing_speaks_against_it(values, order):
    assert settled(values) is order


@pytest.mark.parametrize(
    "values, order",
    [
        (["05/06/24", "13/06/24"], Order.DAY), (["05/06/24", "06/13/24"], Order.MONTH), (["13/06/24", "06/13/24"], None), (["05-06-24", "13-06-24"], None),
        (["05-06-24", "11-06-24", "30-07-24"], Order.DAY), (["24/06/03", "24/06/13", "24/07/01"], Order.YEAR), (["24-06-03", "24-06-13", "24-07-01"], Order.YEAR),
        (["01/03/21", "01/07/22", "01/11/23"], None), (["24/12/21", "24/12/22", "24/12/23"], Order.DAY),
    ],
)  # fmt: skip
def test_a_column_settles_where_two_digits_of_a_year_stand(values, order):
    """With hyphens the year may come first, as in ISO 8601, so a single day is ambiguous; a monthly on the first of each month settles nothing."""
    assert settled(values) is order
    assert all(parse_date(value, order)[0] for value in values) or order is None


@pytest.mark.parametrize("language, order", [("en-US", Order.MONTH), ("en_US", Order.MONTH), ("en-GB", Order.DAY), ("en", None), ("en-CA", None), ("fr", Order.DAY), ("de-AT", Order.DAY), ("ja", None), ("", None), (None, None), ("<x>", None)])
def test_a_language_says_the_order_where_it_has_one(language, order):
    assert order_of(language) is order


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%a, %d %b %Y 21:30:00 -0500", "%Y-%m-%dT21:30:00-11:00"]))
def test_every_day_comes_back_from_every_form(day, form):
    assert parse_date(day.strftime(form)) == (day, Precision.DAY)


@settings(deadline=None)
@given(st.text(max_size=300) | st.text("0123456789-/. ,:TZ+()MayWed", max_size=220))
def test_no_text_breaks_the_reading_of_dates(text):
    day, precision = parse_date(text)
    assert day is None or isinstance(day, date)
    assert precision in Precision


def test_long_nonsense_is_no_work():
    began = time.process_time()
    for piece in ("1 ", "a.", "2024-", "May ", "1/", "(", "Wed, ", "12:30 "):
        parse_date((piece * 200)[:200])
    assert time.process_time() - began < 1


def page(head="", body="", lang=""):
    text = f"<p>Norvia and Belmark signed a pact on the bridges over the Teln, the ministry of defence said. {'It covers repair, guards and tolls. ' * 8}</p>"
    made = f"<html{lang}><head><title>Pact</title>{head}</head><body><article><h1>Pact</h1>{body}{text}</article><footer>Copyright 2024 Example Post</footer></body></html>"
    return list(read_html(io.BytesIO(made.encode()), "page", "page.html"))


@pytest.mark.parametrize(
    "head, body, day",
    [
        ('<meta property="article:published_time" content="2024-05-15T21:30:00-05:00">', "", "2024-05-15"),
        ('<meta name="DC.date.issued" content="15 May 2024">', "", "2024-05-15"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},{"@type":"NewsArticle","datePublished":"2024-05-15T01:00:00+03:00"}]}</script>', "", "2024-05-15"),
        ("", '<span itemprop="datePublished" content="2024-05-15">last week</span>', "2024-05-15"),
        ("", '<time datetime="2024-05-15T23:30:00-04:00">15 May</time>', "2024-05-15"),
        ("", '<p class="byline date">15 May 2024, 21:30</p>', "2024-05-15"),
        ("", '<aside><p class="date">2 January 2019</p></aside>', None),
        ('<link rel="canonical" href="https://news.example/2024/05/15/pact">', "", "2024-05-15"),
        ("", "", None),
        ("", '<aside><time datetime="2019-01-02">related</time></aside>', None),
        ("", '<a href="/other">Earlier: <time datetime="2019-01-02">2 January 2019</time></a>', None),
        ("", "<p>In 2015 both had signed a first pact.</p>", None),
        ('<meta property="article:modified_time" content="2024-05-20">', "", None),
        ('<meta name="bt:pubDate" content="2024-05-15"><meta name="lastPublished" content="2024-05-20">', "", "2024-05-15"),
        ('<script type="application/ld+json; charset=utf-8">//<![CDATA[\n{"@type":"NewsArticle","datePublished":["2024-05-15"]}\n//]]></script>', "", "2024-05-15"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":{"@value":"2024-05-15"}}</script>', "", "2024-05-15"),
        ("", '<time class="updated" datetime="2024-05-20">x</time><time class="published" datetime="2024-05-15">x</time>', "2024-05-15"),
        ("", '<time class="entry-date published updated" datetime="2024-05-15">x</time>', "2024-05-15"),
        ("", '<p>Updated <time datetime="2024-05-20">x</time></p><p>Published <time datetime="2024-05-15">x</time></p>', "2024-05-15"),
        ("", '<p><b>Updated:</b> <time datetime="2024-05-20">x</time></p>', None),
        ("", '<time itemprop="dateModified" datetime="2024-05-20">x</time>', None),
        ("", '<abbr class="published" title="2024-05-15T21:30:00-05:00">yesterday</abbr>', "2024-05-15"),
        ("", '<p class="date">Updated 20 May 2024; first published 15 May 2024</p>', "2024-05-15"),
        ("", "<div><p>Posted on May 15, 2024 by A. Writer</p></div>", "2024-05-15"),
        ("", "<div><span>Last updated: 20 May 2024</span> <span>Published: 15 May 2024</span></div>", "2024-05-15"),
        ("", "<p>15 May 2024</p>", "2024-05-15"),
        ("", '<div class="comment"><p>Posted on May 15, 2024 by A. Reader</p></div>', None),
        ("", f"<p>{'Norvia and Belmark met on the bridge. ' * 6}</p><p>Posted on May 15, 2024</p>", None),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', '<p class="date">15 May 2024</p>', "2024-05-15"),
        ("", '<p>On <time datetime="2011-10-20">20 October 2011</time> the ruler of Norvia died.</p>', None),
        ("", '<p>By A. Writer, <time datetime="2024-05-15">15 May 2024</time></p>', "2024-05-15"),
        ("", '<p>Posted by A. Writer of the desk in Norvia on <time datetime="2024-05-15">15 May 2024</time>.</p>', "2024-05-15"),
        ("", '<blockquote><p>A post</p><time datetime="2019-01-02">2 January 2019</time></blockquote><time datetime="2024-05-15">15 May 2024</time>', "2024-05-15"),
        ("", '<p class="date">Last updated: 20 May 2024</p><p class="date">First published: 15 May 2024</p>', "2024-05-15"),
        ("", '<p class="date">Last updated: 20 May 2024</p>', "2024-05-20"),
        ('<meta name="date" content="2024-05-20">', '<span itemprop="datePublished" content="2024-05-15">x</span>', "2024-05-15"),
        ('<meta name="date" content="2024-05-20"><meta name="last-modified" content="2024-05-20">', '<time datetime="2024-05-15">x</time>', "2024-05-15"),
        ('<meta name="date" content="2024-05-15"><meta name="last-modified" content="2024-05-15T10:00">', "", "2024-05-15"),
        ('<meta property="article:published_time" content="2024-05-16T02:30:00+00:00">', '<time datetime="2024-05-16T02:30:00Z">May 15, 2024</time>', "2024-05-15"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-14T22:30:00.000Z"}</script>', '<p class="date">15 May 2024, 7:30</p>', "2024-05-15"),
        ('<meta property="article:published_time" content="2024-05-15T02:30:00Z">', '<p class="date">20 May 2024</p>', "2024-05-15"),
        ('<meta property="article:published_time" content="2024-05-15T02:30:00Z">', '<p class="date">Updated 16 May 2024</p>', "2024-05-15"),
        ('<meta property="article:published_time" content="2024-05-15T02:30:00-05:00">', '<p class="date">16 May 2024</p>', "2024-05-15"),
        ("", '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="datePublished" content="2019-01-02"></div><meta itemprop="datePublished" content="2024-05-15">', "2024-05-15"),
        ("", '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="2024-05-15"></div>', "2024-05-15"),
        ("", '<span>Posted on <a href="/?p=1" rel="bookmark"><time class="entry-date published" datetime="2024-05-15T23:30:00+02:00">x</time><time class="updated" datetime="2024-05-20">x</time></a></span>', "2024-05-15"),
        ("", '<p class="article-meta__publish-date">15 May 2024</p>', "2024-05-15"),
        ("", '<div class="field field--name-field-dated">15 May 2024</div>', "2024-05-15"),
        ("", '<p class="publish-time">21:30</p><p class="article__published">15 May 2024</p>', "2024-05-15"),
        ("", '<p class="last-published-date">20 May 2024</p>', "2024-05-20"),
        ("", '<footer><a href="/p/1"><time class="dt-published" datetime="2024-05-15T22:10:00Z">May 15</time></a></footer>', "2024-05-15"),
        ('<link rel="canonical" href="https://news.example/world/2024/may/15/pact">', "", "2024-05-15"),
        ('<link rel="canonical" href="https://news.example/world/2024/xyz/15/pact">', "", None),
    ],
)  # fmt: skip
def test_a_page_has_the_day_of_its_metadata_or_the_one_above_its_text(head, body, day):
    (document,) = [item for item in page(head, body) if isinstance(item, Document)]
    assert (document.published and document.published.isoformat()) == day


@pytest.mark.parametrize(("title", "below", "day"), [
    ("A pact on the bridges", '<span class="published-date">15 May 2024</span>', date(2024, 5, 15)), ("A pact on the bridges | Post", "<p>Posted on 15 May 2024</p>", date(2024, 5, 15)),
    ("Pact", '<span class="date">15 May 2024</span>', None), ("Another pact", '<span class="date">15 May 2024</span>', None),
    ("A pact on the bridges", '<ul class="related"><li><span class="date">2 January 2019</span></li></ul>', None), ("A pact on the bridges", '<h1>Post</h1><span class="date">15 May 2024</span>', None),
])
def test_a_page_without_elements_for_its_article_shows_the_day_beside_its_only_heading(title, below, day):
    """The heading may be the name of the site, and the day that of the visit."""
    text = f"<p>{'Norvia and Belmark signed a pact on the bridges over the Teln. ' * 4}</p>"
    heading = "Pact" if title == "Pact" else "A pact on the bridges"
    made = f"<html><head><title>{title}</title></head><body><div><h1>{heading}</h1>{below}{text}{text.replace('pact', 'treaty')}</div></body></html>"
    (document,) = [item for item in read_html(io.BytesIO(made.encode()), "page", "page.html") if isinstance(item, Document)]
    assert document.published == day


OLDER = '{"@type":"NewsArticle","url":"https://news.example/old","headline":"Older","datePublished":"2019-01-02"}'


@pytest.mark.parametrize("own, day", [
    ('{"@type":"NewsArticle","url":"http://news.example/pact/","datePublished":"2024-05-15"}', date(2024, 5, 15)), ('{"@type":"NewsArticle","headline":"Pact","datePublished":"2024-05-15"}', date(2024, 5, 15)),
    ('{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://news.example/pact"},"datePublished":"2024-05-15"}', date(2024, 5, 15)), ('{"@type":"NewsArticle","datePublished":"2024-05-15"}', None),
])
def test_of_several_articles_described_by_a_page_its_own_gives_the_day(own, day):
    """The first one did, also if it was a related article of another year."""
    head = f'<link rel="canonical" href="https://news.example/pact"><script type="application/ld+json">[{OLDER},{own}]</script>'
    assert [item.published for item in page(head) if isinstance(item, Document)] == [day]


@pytest.mark.parametrize("lang, day", [(' lang="en-US"', date(2020, 3, 4)), (' lang="en-GB"', date(2020, 4, 3)), (' lang="fr"', date(2020, 4, 3)), (' lang="en"', None), ("", None)])
def test_the_language_of_a_page_settles_the_order(lang, day):
    found = page('<meta name="date" content="03/04/2020">', lang=lang)
    assert [item.published for item in found if isinstance(item, Document)] == [day]
    assert [item.value for item in found if isinstance(item, Notice)] == ([] if day else ["'03/04/2020'"])


def test_a_date_that_is_not_read_is_counted_and_the_article_goes_in():
    found = list(read(["-"], stdin=io.BytesIO(b'{"id": "a", "text": "Norvia met Belmark.", "date": "n.d."}\n')))
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("dates not read", "'n.d.'"), (FILES, "standard input")]
    assert [item.published for item in found if isinstance(item, Document)] == [None]


def test_the_day_of_a_feed_is_the_one_where_it_was_printed():
    pytest.importorskip("feedparser")
    feed = b'<rss version="2.0"><channel><title>W</title><item><guid>1</guid><description>Norvia met Belmark.</description><pubDate>%s</pubDate></item></channel></rss>'
    for words in (b"Wed, 15 May 2024 21:30:00 -0500", b"Wed, 15 May 2024 00:30:00 +0900"):
        *_, document = read_feed(io.BytesIO(feed % words), "feed", "feed.rss")
        assert document.published == date(2024, 5, 15)
