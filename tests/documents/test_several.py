"""A page that plainly holds several articles gives each with its own day, title and address; any other stays one."""

from __future__ import annotations

import io
import json
from datetime import date
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

import graphkit
from graphkit.documents import page as page_module
from graphkit.documents import read
from graphkit.documents.mail import read_eml
from graphkit.documents.page import read_html
from graphkit.model import Document, Notice

HEAD = "<link rel='canonical' href='https://wire.example/world/live'><meta property='og:site_name' content='Harbour Wire'>"
FIRST = "Norvia has sent armoured cars to the border of Belmark, the ministry of defence said in a statement that was read on television."
SECOND = "Carland condemned the shipment and recalled its envoy, who had been in the capital since the beginning of the talks in spring."
THIRD = "The minister of Darland will meet the rebels of the north on an island, two of his aides told reporters who had asked for weeks."
TEXTS = (FIRST, SECOND, THIRD)


def page(body, head=HEAD):
    return f"<!DOCTYPE html><html lang='en'><head><title>Harbour Wire</title>{head}</head><body><nav><a href='/'>Home</a></nav>{body}<footer>Copyright 2011</footer></body></html>"


def story(number, inner="", **attributes):
    marks = "".join(f" {name.strip('_')}='{value}'" for name, value in attributes.items())
    return f"<article{marks}>{inner}<p>{TEXTS[number]}</p></article>"


def documents(markup, name="live"):
    return [item for item in read_html(io.BytesIO(markup.encode()), name, f"saved/{name}.html") if isinstance(item, Document)]


LIVE = page(
    "<main><article><h1>Border live</h1><p>All that is known of the border, as our reporters in three capitals learn of it today.</p>"
    + "".join(story(i, f"<time datetime='2024-03-0{6 + i}T1{i}:30:00Z'>1{i}:30</time><h3>Post {i} of the day</h3>", id=f"post-{i}") for i in range(3))
    + "</article></main>",
    HEAD + "<meta property='og:type' content='article'><meta property='article:published_time' content='2024-03-06T08:00:00Z'>",
)
SECTION = page("<main><h1>World</h1>" + "".join(story(i, f"<h2><a href='/world/story-{i}'>Story number {i}</a></h2><span class='date'>{6 + i} March 2024</span>") for i in range(3)) + "</main>")
BRIEFS = page("".join(story(i, f"<h2>Brief number {i}</h2>") for i in range(3)), "<meta name='date' content='2024-03-08'>")


@pytest.mark.parametrize(("tag", "times"), [("div", "T1{}:30:00Z"), ("div class='live-entry'", ""), ("li", "T1{}:30:00Z")])
def test_the_entries_of_a_live_blog_that_are_no_articles_have_their_days(tag, times):
    """All had the day of the first; the entries of a chronology have no times, and the page stays one article."""
    entries = "".join(f"<{tag}><time datetime='2024-03-0{8 - i}{times.format(i)}'>then</time><h3>Post {i} of the day</h3><p>{TEXTS[i]}</p></{tag.split()[0]}>" for i in range(2))
    found = documents(page(f"<main><h1>Border live</h1><div>{entries}</div></main>"))
    assert [(each.title, each.published) for each in found] == [(f"Post {i} of the day", date(2024, 3, 8 - i)) for i in range(2)]
    assert [TEXTS[i] in found[i].text for i in range(2)] == [True, True]
    assert len(documents(page(f"<main><h1>Border live</h1><div>{entries}</div></main>".replace(times.format(0), "").replace(times.format(1), "").replace(tag, tag.split()[0])))) == 1


def test_the_posts_of_a_live_blog_have_their_days_titles_and_places_in_the_page():
    """What stands above them is an article too: nothing is lost."""
    above, *posts = documents(LIVE)
    assert (above.id, above.title, above.published) == ("live", "Border live", date(2024, 3, 6))
    assert "three capitals" in above.text
    assert FIRST not in above.text
    assert [(each.id, each.title, each.published, each.url, each.outlet) for each in posts] == [
        (f"live#post-{i}", f"Post {i} of the day", date(2024, 3, 6 + i), f"https://wire.example/world/live#post-{i}", "Harbour Wire") for i in range(3)
    ]
    assert [[text in each.text for text in TEXTS] for each in posts] == [[True, False, False], [False, True, False], [False, False, True]]


def test_the_articles_of_a_section_have_the_addresses_that_their_headings_lead_to():
    assert [(each.title, each.published, each.url) for each in documents(SECTION)] == [(f"Story number {i}", date(2024, 3, 6 + i), f"https://wire.example/world/story-{i}") for i in range(3)]


def test_bylines_and_categories_are_not_of_the_text_and_no_line_is_of_two_articles():
    """As blogs print their posts of a month, which say much the same."""
    body = "".join(
        f"<article id='post-{i}'><header><h2><a rel='bookmark' href='https://blog.example/{i}'>Post {i}</a></h2><time class='published' datetime='2024-03-0{i}'>March {i}</time> by <a href='/a'>Admin of Darland</a></header>"
        f"<div><p>{FIRST} It was shipment number {i} of the year.</p><p>{SECOND}</p></div><footer>Posted in Norvia</footer></article>"
        for i in (1, 2, 3)
    )
    for number, each in enumerate(documents(page(f"<main>{body}</main>")), start=1):
        assert each.text.splitlines() == [f"{FIRST} It was shipment number {number} of the year.", SECOND]


def test_briefs_without_times_have_the_day_of_their_page():
    assert [(each.title, each.published) for each in documents(BRIEFS, "week")] == [(f"Brief number {i}", date(2024, 3, 8)) for i in range(3)]


def test_the_day_of_one_article_is_not_that_of_another_without_a_day():
    body = "<main><h1>World</h1>" + story(0, "<h2><a href='/a'>Story one</a></h2><time>6 March 2024</time>") + story(1, "<h2><a href='/b'>Story two</a></h2>") + "</main>"
    assert [each.published for each in documents(page(body))] == [date(2024, 3, 6), None]


@pytest.mark.parametrize("kind", ["LiveBlogPosting", "@graph"])
def test_json_ld_that_has_the_text_of_each_article_is_taken_where_the_elements_say_nothing(kind):
    each = [{"@type": "NewsArticle", "headline": f"Post {i}", "datePublished": f"2024-03-0{6 + i}T10:00:00Z", "url": f"https://wire.example/p/{i}", "articleBody": text} for i, text in enumerate(TEXTS)]
    said = {"@type": kind, "datePublished": "2024-03-06", "liveBlogUpdate": each} if kind == "LiveBlogPosting" else {kind: each}
    found = documents(page("<main>" + "".join(f"<div><p>{text}</p></div>" for text in TEXTS) + "</main>", f"<script type='application/ld+json'>{json.dumps(said)}</script>"))
    assert [(one.title, one.published, one.url, one.text) for one in found] == [(f"Post {i}", date(2024, 3, 6 + i), f"https://wire.example/p/{i}", TEXTS[i]) for i in range(3)]


LONG = "".join(f"<p>{text}</p>" for text in TEXTS)
ONE = {
    "sections of an article": f"<main><h1>The war explained</h1><time>6 March 2024</time>{''.join(story(i, f'<h2>Part {i}</h2>') for i in range(3))}</main>",
    "<section> elements": f"<article><h1>The war explained</h1>{''.join(f'<section><h2>Part {i}</h2><p>{text}</p></section>' for i, text in enumerate(TEXTS))}</article>",
    "teasers of others": f"<main><article><h1>Armoured cars</h1>{LONG}{LONG.upper()}</article>" + "".join(f"<article><h3><a href='/other/{i}'>Rockets hit Darland</a></h3><time>5 March 2024</time><p>It was the third attack of the week, officials said on Monday.</p></article>" for i in range(3)) + "</main>",
    "a list of related articles": f"<article><h1>Armoured cars</h1>{LONG}</article><div class='related-stories'>{story(0, '<h2>Old</h2><time>1 March 2024</time>')}{story(1, '<h2>Older</h2>')}</div>",
    "comments": f"<article><h1>Armoured cars</h1>{LONG}</article><ol class='comment-list'>" + "".join(f"<li><article id='div-comment-{i}' class='comment-body'><b>Reader</b> <time datetime='2024-03-07'>7 March</time><p>{text}</p></article></li>" for i, text in enumerate(TEXTS)) + "</ol>",
    "a chronology": f"<meta itemprop='datePublished' content='2024-03-06'><main><h1>Ten years of war</h1>{''.join(story(i, f'<time>6 March 201{i}</time><h3>Year {i}</h3>') for i in range(3))}</main>",
    "an article for two widths of the screen": "".join(f"<article class='{name}'><h1>Armoured cars</h1>{LONG}</article>" for name in ("wide", "narrow")),
}


@pytest.mark.parametrize("body", ONE.values(), ids=ONE.keys())
def test_a_page_of_one_article_stays_one(body):
    (document,) = documents(page(body))
    assert document.id == "live"


def test_how_many_were_found_is_said_in_one_line(tmp_path):
    (tmp_path / "live.html").write_text(LIVE)
    (tmp_path / "2024-03-09 section.html").write_text(SECTION)
    report = graphkit.build(tmp_path, graph=tmp_path / "g")
    assert report.added == 7
    assert "7 articles found in files that hold several: live.html (4), 2024-03-09 section.html (3)" in report.notices


def test_a_post_that_is_saved_again_is_a_version_of_itself_and_of_no_other(tmp_path):
    """Posts of one page are much alike, and share its address."""
    (tmp_path / "live.html").write_text(LIVE)
    graphkit.build(tmp_path / "live.html", graph=tmp_path / "g")
    (tmp_path / "live.html").write_text(LIVE.replace("two of his aides told", "three of his aides told").replace(SECOND, SECOND.replace("recalled", "then recalled")))
    report = graphkit.build(tmp_path / "live.html", graph=tmp_path / "g")
    assert (report.added, report.replaced, report.unchanged) == (2, 2, 2)


def test_posts_that_are_nearly_the_same_do_not_replace_each_other(tmp_path):
    body = "<main>" + "".join(f"<article id='p{i}'><time datetime='2024-03-06T1{i}:00Z'>1{i}:00</time><p>{FIRST} It was shipment number {i}.</p></article>" for i in range(3)) + "</main>"
    (tmp_path / "live.html").write_text(page(body))
    report = graphkit.build(tmp_path / "live.html", graph=tmp_path / "g")
    assert (report.added, report.replaced) == (3, 0)


def test_a_message_is_one_article_whatever_its_markup():
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["Date"] = "The week", "Desk <desk@post.example>", "Wed, 15 May 2024 10:00:00 +0000"
    letter.set_content(BRIEFS, subtype="html")
    (found,) = [item for item in read_eml(io.BytesIO(bytes(letter)), "a", "a.eml") if isinstance(item, Document)]
    assert all(text in found.text for text in TEXTS)
    assert (found.title, found.published) == ("The week", date(2024, 5, 15))


def test_pages_saved_as_a_message_are_taken_apart_and_know_their_address(tmp_path):
    (tmp_path / "a.mhtml").write_text(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://wire.example/world/live\nSubject: Live\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Location: https://wire.example/world/live\n\n{LIVE.replace(HEAD, '')}\n--b--\n"
    )
    found = [item for item in read([tmp_path / "a.mhtml"]) if not isinstance(item, Notice)]
    assert [item.url for item in found] == ["https://wire.example/world/live", *(f"https://wire.example/world/live#post-{i}" for i in range(3))]


def test_the_work_on_a_page_grows_with_its_length(monkeypatch):
    """A live blog of a year has thousands of posts: each of its lines is read once for the page and once for its post."""
    number, lines = 100, []
    monkeypatch.setattr(page_module, "_SIGNS", SimpleNamespace(sub=lambda _, line: (lines.append(line), line)[1]))
    posts = "".join(f"<article><h2>Post {i} of the day</h2><time datetime='2024-03-06'>6 March</time><p>{i}. {FIRST}</p></article>" for i in range(number))
    assert len(documents(page(f"<main>{posts}</main>"))) == number
    assert number < len(lines) < 10 * number


def test_a_first_paragraph_without_an_element_of_its_own_is_kept():
    body = "".join(f"<article><h2>Post {i}</h2><time datetime='2024-03-06'>6 March</time><div>{TEXTS[i]}<p>{TEXTS[2]} So did the {i} others.</p></div><p>Tags</p></article>" for i in range(2))
    assert [TEXTS[i] in each.text for i, each in enumerate(documents(page(f"<main>{body}</main>")))] == [True, True]


TELEGRAM = """<html><head><title>Exported Data</title></head><body><div class="history"><div class="message service" id="message-1"><div class="body details">5 March 2024</div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="pull_right date details" title="05.03.2024 23:30:00 UTC+01:00">23:30</div><div class="from_name">Harbour Desk</div><div class="text">Norvia armed <b>Belmark</b>.<br><br>It said so.</div></div></div>
<div class="message default clearfix joined" id="message3"><div class="body"><div class="pull_right date details" title="06.03.2024 00:10:00 UTC+01:00">00:10</div><div class="text">Carland condemned it.</div></div></div>
<div class="message default clearfix" id="message4"><div class="body"><div class="pull_right date details" title="06.03.2024 08:00:00">08:00</div><div class="from_name">Other <span class="date details">x</span></div><div class="media_wrap">Photo</div></div></div>
<div class="message default clearfix joined" id="message5"><div class="body"><div class="pull_right date details" title="06.03.2024 09:00:00">09:00</div><div class="forwarded body"><div class="from_name">Harbour Post <span class="date details" title="04.03.2024 22:00:00">x</span></div><div class="text">Norvia met Carland.</div></div></div></div>
<div class="message default clearfix joined" id="message6"><div class="body"><div class="pull_right date details" title="06.03.2024 09:10:00">09:10</div><div class="text">Carland met Norvia.</div></div></div></div></body></html>"""


def test_messages_that_telegram_exports_as_a_page_are_articles_with_their_day_and_sender(tmp_path):
    """They were one article without a day."""
    (tmp_path / "messages.html").write_text(TELEGRAM)
    found = [(item.id, item.text, item.outlet, item.published and item.published.day) for item in read([tmp_path])]
    assert found == [("messages#message2", "Norvia armed Belmark.\n\nIt said so.", "Harbour Desk", 5), ("messages#message3", "Carland condemned it.", "Harbour Desk", 6), ("messages#message5", "Norvia met Carland.", "Harbour Post", 4), ("messages#message6", "Carland met Norvia.", "Other", 6)]


def test_posts_on_the_page_of_a_channel_on_the_web_are_articles(tmp_path):
    """They were one article without a day, named after the channel."""
    post = '<div class="tgme_widget_message js-widget_message" data-post="post/{0}"><a class="tgme_widget_message_owner_name">Post</a>{2}<div class="tgme_widget_message_text js-message_text">{1}</div><a class="tgme_widget_message_date"><time datetime="2024-05-1{0}T09:12:00+00:00">09:12</time></a></div>'
    forwarded = '<div class="tgme_widget_message_forwarded_from"><span class="tgme_widget_message_forwarded_from_name">Wire</span></div><div class="tgme_widget_message_text js-message_reply_text">They met.</div>'
    posts = f"{post.format(1, 'Norvia armed<br/>Belmark.', '')}{post.format(2, 'Carland left.', forwarded)}"
    (tmp_path / "a.html").write_text(f"<html><body><section class='tgme_channel_history js-message_history'>{posts}</section></body></html>")
    found = [(item.text, item.outlet, item.published.day, item.url) for item in read([tmp_path])]
    assert found == [("Norvia armed\n\nBelmark.", "Post", 11, "https://t.me/post/1"), ("Carland left.", "Wire", 12, "https://t.me/post/2")]
    # Posts in an article are parts of it.
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>Cars</h1><p>Sunder denied on Tuesday that it had sent any cars to Belmark.</p>{posts}</article></body></html>")
    (found,) = (item.text for item in read([tmp_path]) if isinstance(item, Document))
    assert "Sunder denied" in found


def test_pages_in_one_file_are_articles_where_they_mark_them(tmp_path):
    """The reader failed."""
    said = ("Norvia armed Belmark with forty cars in May, two officials said.", "Carland recalled its envoy from Belmark in May, its ministry said.")
    (tmp_path / "a.html").write_text("\n".join(f"<html><head><title>Part {number}</title></head><body><article><h2>Part {number}</h2><time datetime='2024-05-1{number}'></time><p>{each}</p></article></body></html>" for number, each in enumerate(said)))
    found = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert [(item.title, item.published.day) for item in found] == [("Part 0", 10), ("Part 1", 11)]
    assert [any(each in item.text for item in found) for each in said] == [True, True]
