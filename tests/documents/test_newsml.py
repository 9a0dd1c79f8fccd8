"""News of agencies in NITF, NewsML-G2 and NewsML 1: headline, provider, day and text of each item, and a line on what is no article."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest

from graphkit.documents import read
from graphkit.documents.feed import read_feed
from graphkit.documents.newsml import EMBARGOED, SKIPPED
from graphkit.documents.sniff import kind_of
from graphkit.documents.withdrawn import TAKEN_BACK
from graphkit.errors import DocumentError
from graphkit.model import Document, Failure, Notice

BODY = "<p>Norvia sent engineers to <org>Belmark</org>,\n the ministry said.</p><hl2>Bridges</hl2><p>They repair bridges.</p>"
TEXT = "Norvia sent engineers to Belmark, the ministry said.\n\nBridges\n\nThey repair bridges."
PICTURE = "<media media-type='image'><media-caption><p>Engineers of 2019.</p></media-caption></media>"


def nitf(docdata="", pubdata="", body=BODY, head=""):
    return f"<nitf><head><title>Short title</title><docdata><doc-id id-string='n1'/>{docdata}</docdata>{pubdata}</head><body><body.head><hedline><hl1>Engineers arrive</hl1><hl2>Bridges</hl2></hedline><byline>By A. Writer</byline>{head}</body.head><body.content>{body}{PICTURE}</body.content><body.end><tagline>A. Writer wrote it.</tagline></body.end></body></nitf>"


def g2(content, meta="", status="usable", kind="text", guid="tag:wire.example,2024:a1", days="<versionCreated>2024-05-16T09:00:00+02:00</versionCreated>"):
    return f"<newsItem guid='{guid}' version='2'><itemMeta><itemClass qcode='ninat:{kind}'/><provider qcode='p:w'><name>Wire</name></provider>{days}<pubStatus qcode='stat:{status}'/></itemMeta><contentMeta><headline xml:lang='fr'>Arrivée</headline><headline xml:lang='en'>Engineers arrive</headline>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"


def message(*items):
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{''.join(items)}</itemSet></newsMessage>"


XHTML = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body><p>Norvia met Belmark.</p><table><tr><td>Day</td><td>Place</td></tr></table></body></html></inlineXML>"


def made(xml, name="a"):
    return list(read_feed(io.BytesIO(xml if isinstance(xml, bytes) else xml.encode()), name, f"{name}.xml"))


def test_an_article_in_nitf_has_headline_publication_day_address_and_the_text_of_its_body():
    """The file was "not an RSS or Atom feed"; byline, captions and tag line are no text of the article."""
    (document,) = made(nitf("<date.issue norm='20240515T233000-0400'/><date.release norm='20240516T033000Z'/><doc.copyright holder='Copyright Holder'/>", "<pubdata name='Harbour Post' ex-ref='https://post.example/a'/>"))
    assert document == Document("n1", TEXT, "Engineers arrive", "https://post.example/a", "Harbour Post", date(2024, 5, 15))


@pytest.mark.parametrize(
    ("docdata", "pubdata", "head", "day"),
    [
        ("<date.issue norm='20240516T013000Z'/>", "", "<dateline><location>TELN</location><story.date norm='20240515'>May 15</story.date></dateline>", date(2024, 5, 15)),
        ("<date.issue norm='20240516T013000Z'/>", "", "<dateline><story.date norm='20231015'>October 15</story.date></dateline>", date(2024, 5, 16)),
        ("<date.issue norm='20240516'/>", "<pubdata date.publication='19940515T000000' name='x'/>", "", date(1994, 5, 15)),
        ("<date.release norm='20240516T000000+0300'/>", "", "", date(2024, 5, 16)),
        ("", "", "", None),
    ],
)
def test_the_day_of_nitf_is_that_of_publication_and_that_of_the_dateline_for_a_time_in_utc(docdata, pubdata, head, day):
    (document,) = made(nitf(docdata, pubdata, head=head))
    assert document.published == day


def test_an_archive_that_has_the_first_paragraph_twice_is_read_once():
    (document,) = made(nitf(body=f"<block class='lead_paragraph'><p>Norvia sent engineers.</p></block><block class='full_text'>{BODY}</block><block class='correction_text'><p>The article misspelt a name.</p></block>"))
    assert document.text == TEXT


def test_each_text_of_a_message_in_newsml_g2_is_an_article_and_what_is_none_is_said():
    picture = g2("<remoteContent href='x.jpg'/>", kind="picture", guid="p")
    package = "<packageItem guid='k'><itemMeta><itemClass qcode='ninat:composite'/></itemMeta></packageItem>"
    days = "<versionCreated>2024-05-17T09:00:00+02:00</versionCreated><firstCreated>2024-05-16T00:10:00+02:00</firstCreated>"
    found = made(message(g2(XHTML, days=days), picture, package, g2(XHTML, status="canceled"), g2("", guid="e"), g2(f"<inlineXML>{nitf()}</inlineXML><inlineData contenttype='text/plain'>Short.</inlineData>", "<contentCreated>2024-05-15T23:30:00+02:00</contentCreated>", guid="urn:b")))
    assert [(item.kind, item.value) for item in found if isinstance(item, Notice)] == [("items of feeds skipped", "picture"), ("items of feeds skipped", "composite"), (TAKEN_BACK, "Engineers arrive")]
    assert [item.source for item in found if isinstance(item, Failure)] == ["a.xml:5"]
    tag = "tag:wire.example,2024:a1"
    assert [item for item in found if isinstance(item, Document)] == [
        Document(tag, "Norvia met Belmark.\n\nDay Place", "Engineers arrive", tag, "Wire", date(2024, 5, 16)),
        Document("urn:b", TEXT, "Engineers arrive", "urn:b", "Wire", date(2024, 5, 15)),
    ]
    assert found[0].changed == "2024-05-17T07:00:00"


def component(headline, words, role="Main"):
    return f"<NewsComponent><Role FormalName='{role}'/><NewsLines><HeadLine>{headline}</HeadLine></NewsLines><ContentItem><MediaType FormalName='Text'/><DataContent><p>{words}</p></DataContent></ContentItem></NewsComponent>"


def newsml(*components):
    management = "<NewsManagement><FirstCreated>20240515T233000+0200</FirstCreated><ThisRevisionCreated>20240516T000000+0200</ThisRevisionCreated><Status FormalName='Usable'/></NewsManagement>"
    return f"<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>wire.example</ProviderId><PublicIdentifier>urn:n</PublicIdentifier></NewsIdentifier></Identification>{management}<NewsComponent>{''.join(components)}</NewsComponent></NewsItem></NewsML>"


def test_each_headline_of_an_item_of_newsml_1_is_an_article_and_captions_are_none():
    caption = component("Engineers of 2019", "An engineer of Norvia.", "Caption")
    assert made(newsml(component("Engineers", "Norvia sent engineers."), caption)) == [Document("urn:n", "Norvia sent engineers.", "Engineers", None, "wire.example", date(2024, 5, 15))]
    several = made(newsml(component("Engineers", "Norvia sent engineers."), component("Thanks", "Belmark thanked Norvia."), caption))
    assert [(item.id, item.title, item.text) for item in several] == [("a-1", "Engineers", "Norvia sent engineers."), ("a-2", "Thanks", "Belmark thanked Norvia.")]


def test_an_item_of_a_corpus_of_reuters_is_an_article():
    xml = b'<?xml version="1.0" encoding="iso-8859-1" ?>\n<newsitem itemid="2286" date="1996-08-20" xml:lang="en"><title>BELMARK: Engineers.</title><headline>Engineers.</headline><byline>A. Writer</byline><dateline>TELN 1996-08-20</dateline><text><p>Norvia met B\xe9lmark.</p></text><copyright>(c) x</copyright><metadata><dc element="dc.publisher" value="Wire Plc"/></metadata></newsitem>'
    assert made(xml) == [Document("2286", "Norvia met Bélmark.", "Engineers.", None, "Wire Plc", date(1996, 8, 20))]


def test_files_of_these_formats_are_found_by_name_and_by_content(tmp_path):
    for name in ("a.xml", "b.nitf", "c.newsml"):
        (tmp_path / name).write_text(nitf(), encoding="utf-16" if name == "b.nitf" else "utf-8")
    assert [item.text for item in read([tmp_path])] == [TEXT] * 3
    assert kind_of(message(g2(XHTML)).encode()) == ".rss"


def test_broken_xml_and_entities_are_one_line_or_nothing():
    with pytest.raises(DocumentError, match="not a readable XML file"):
        made(nitf()[:-20])
    bomb = '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + nitf(body="<p>Norvia met &b; Belmark.</p>")
    (document,) = made(bomb)
    assert "aaa" not in document.text


ONE = {"uri": "urn:wire:a1", "type": "text", "pubstatus": "usable", "firstcreated": "2024-05-15T23:30:00-04:00", "versioncreated": "2024-05-16T09:00:00-04:00", "version": "2", "headline": "Engineers arrive", "body_html": "<p>Norvia met Belmark.</p><p>They repair bridges.</p>", "infosource": [{"name": "Wire"}]}
TWO = {"uri": "urn:wire:a1", "type": "text", "pubStatus": "usable", "firstCreated": ONE["firstcreated"], "versionCreated": ONE["versioncreated"], "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Engineers arrive"}], "bodies": [{"role": "abstract", "value": "Norvia met Belmark, and much more of the kind was said there."}, {"role": "main", "contenttype": "text/html", "value": ONE["body_html"]}], "infosources": [{"name": "Wire"}], "associations": [{"type": "picture", "text": "A bridge."}]}


def in_json(tmp_path, held):
    (tmp_path / "a.json").write_text(json.dumps(held))
    return list(read([tmp_path / "a.json"]))


@pytest.mark.parametrize("held", [ONE, [ONE], {"data": {"items": [{"item": ONE}]}}, TWO, [TWO]], ids=["1", "array of 1", "answer of an interface", "3", "array of 3"])
def test_an_article_in_ninjs_has_the_fields_of_its_format(tmp_path, held):
    """Its day was unknown, and the text of version 2 was not found."""
    (document,) = in_json(tmp_path, held)
    assert (document.id, document.text, document.title, document.url, document.outlet, document.published, document.changed) == ("urn:wire:a1", "Norvia met Belmark.\n\nThey repair bridges.", "Engineers arrive", "urn:wire:a1", "Wire", date(2024, 5, 15), "2024-05-16T13:00:00")


def test_items_in_ninjs_that_are_withdrawn_or_no_text_are_counted(tmp_path):
    found = in_json(tmp_path, [ONE | {"pubstatus": "canceled"}, ONE | {"type": "picture"}, {**ONE, "body_html": ""}])
    assert [getattr(item, "kind", type(item)) for item in found] == [TAKEN_BACK, SKIPPED, Failure]


@pytest.mark.parametrize(("embargo", "day", "notices"), [("2024-05-17T06:00:00Z", "2024-05-17", []), ("2024-05-15T01:00:00Z", "2024-05-15", []), ("2199-05-17T06:00:00Z", "2199-05-17", [EMBARGOED])])
def test_an_item_under_an_embargo_is_of_the_day_on_which_it_ends(tmp_path, embargo, day, notices):
    for found in (in_json(tmp_path, ONE | {"embargoed": embargo}), made(message(g2(XHTML, days=f"<firstCreated>{ONE['firstcreated']}</firstCreated><embargoed>{embargo}</embargoed>")))):
        assert [item.kind for item in found if isinstance(item, Notice) and item.kind == EMBARGOED] == notices
        assert [str(item.published) for item in found if isinstance(item, Document)] == [day]
