"""Reading inputs: every format, every kind of broken file, nothing lost."""

from __future__ import annotations

import gzip
import io
import json
import re
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import graphkit
from graphkit.dates import parse_date
from graphkit.documents import read
from graphkit.documents.plain import decode
from graphkit.documents.scrambled import unscrambled
from graphkit.errors import DocumentError, UsageError
from graphkit.model import Document, Failure, Notice, Precision
from tests.conftest import examples

PAGE = """<html><head><title>Pact signed</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2019-12-20T10:00:00Z"></head>
<body><nav>Home Sport</nav><article><h1>Pact signed</h1>
<p>Turkey signed a security pact with the government in Tripoli on Friday, according to both sides.</p>
<p>The agreement lets Ankara send instructors and equipment to western Libya in the coming months.</p>
</article><footer>Imprint</footer></body></html>"""


def only(*inputs, **more):
    found = list(read(inputs, **more))
    assert len(found) == 1
    return found[0]


def test_text_is_read_as_it_is(tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes("\ufeffÇavuşoğlu met Lavrov.\r\nThey talked.".encode())
    document = only(path)
    assert (document.id, document.text) == ("note", "Çavuşoğlu met Lavrov.\nThey talked.")
    assert document.published is None


def test_other_encodings_are_detected(tmp_path):
    path = tmp_path / "old.txt"
    text = "Élysée, Quai d'Orsay, défense européenne, élections présidentielles françaises. " * 5
    path.write_bytes(text.encode("latin-1"))
    assert "Élysée" in only(path).text


def test_markdown_gives_its_front_matter(tmp_path):
    path = tmp_path / "a.md"
    path.write_text('---\ntitle: "A: pact"\ndate: 2019-12\noutlet: Wire\nurl: https://x.example/1\n---\n\nText.\n')
    document = only(path)
    assert (document.title, document.outlet, document.url) == ("A: pact", "Wire", "https://x.example/1")
    assert (document.published, document.published_precision) == (date(2019, 12, 1), Precision.MONTH)
    assert document.text == "Text.\n"


@pytest.mark.parametrize("name", ["date", "pubDate", "publishDate", "published"])
def test_front_matter_of_site_generators_gives_the_day(tmp_path, name):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Pact\n{name}: 2024-03-04\n---\n\nTogo met Benin.\n")
    assert (only(path).published, only(path).text) == (date(2024, 3, 4), "Togo met Benin.\n")


def test_a_day_that_stands_for_none_is_none(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Togo met Benin.", "date": "0001-01-01T00:00:00"}) + "\n")
    notice, _, document = read([path])
    assert document.published is None
    assert "0001" in notice.value


def test_heading_day_and_paragraphs_of_a_short_page_stay_apart(tmp_path):
    path = tmp_path / "p.html"
    path.write_text("<html><body><article><h1>Kenya rejects pact</h1><time datetime='2024-03-05'>5 March 2024</time><p>Togo condemned Benin on Monday. The ministers did not meet in the city for talks.</p></article></body></html>")
    document = only(path)
    assert document.text == "Kenya rejects pact\n\n5 March 2024\n\nTogo condemned Benin on Monday. The ministers did not meet in the city for talks."
    assert document.published == date(2024, 3, 5)


def test_a_page_gives_its_article_title_date_and_outlet(tmp_path):
    path = tmp_path / "p.html"
    path.write_text(PAGE, encoding="utf-8")
    document = only(path)
    assert "security pact" in document.text
    assert "Imprint" not in document.text
    assert (document.published, document.outlet) == (date(2019, 12, 20), "Example News")


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_jsonl_text_is_kept_exactly(tmp_path, name):
    text = "  Two\r\nlines ‘here’ \u00a0 "
    line = json.dumps({"id": 7, "text": text, "date": "2020-09 (inferred)", "outlet": "W"}) + "\n"
    path = tmp_path / name
    path.write_bytes(gzip.compress(line.encode()) if name.endswith("gz") else line.encode())
    document = only(path)
    assert (document.id, document.text, document.published) == ("7", text, date(2020, 9, 1))


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "a", "text": "One."}\nnot json\n[]\n{"id": "b"}\n{"text": "x"}\n{"id": "c", "text": "Two."}\n')
    found = list(read([path]))
    assert [d.id for d in found if isinstance(d, Document)] == ["a", "rows-5", "c"]
    assert [f.source.rsplit(":", 1)[1] for f in found if isinstance(f, Failure)] == ["2", "3", "4"]


def test_a_broken_gzip_stream_is_a_failure_after_what_could_be_read(tmp_path):
    rows = b"".join(json.dumps({"id": i, "text": "word " * 50}).encode() + b"\n" for i in range(500))
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(rows)[:-40])
    found = list(read([path]))
    assert isinstance(found[-1], Failure)
    assert "broken" in found[-1].reason


def test_folders_are_read_by_name_without_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "image.png", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.")
    found = list(read([tmp_path]))
    assert [d.id for d in found if isinstance(d, Document)] == ["a", "b", "c"]
    assert [n.value for n in found if isinstance(n, Notice)] == ["hidden", "unknown ending .png"]


def test_an_id_does_not_depend_on_what_else_is_read(tmp_path):
    """Two files of one name have one id, in one run as in two, and each has its own place."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    together = list(read([tmp_path]))
    apart = [only(tmp_path / "x"), only(tmp_path / "y")]
    assert [d.id for d in together] == ["a", "a"]
    assert [d.place for d in together] == [d.place for d in apart]
    assert len({d.place for d in together}) == 2
    assert only("-", stdin=io.BufferedReader(io.BytesIO(b"Some text."))).place is None


def test_an_address_that_is_none_is_left_out(tmp_path):
    """Whichever reader read it."""
    rows = [{"id": n, "text": f"Text {n}.", "url": url} for n, url in enumerate(("N/A", "https://example.org/", "https://example.org/a"))]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "a.md").write_text("---\nurl: none\n---\nText.")
    assert [d.url for d in read([tmp_path / "rows.jsonl", tmp_path / "a.md"])] == [None, None, "https://example.org/a", None]


@pytest.mark.parametrize(
    "name, data, reason",
    [("a.key", b"%PDF", "unknown ending"), ("a.txt", b"\0\1\2\0", "binary"), ("a.txt", b"  \n", "empty"), ("a.html", b"<html></html>", "no article")],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    failure = only(tmp_path / name)
    assert isinstance(failure, Failure)
    assert reason in failure.reason


def test_a_missing_path_is_a_failure(tmp_path):
    assert "no such file" in only(tmp_path / "nothing.txt").reason


def test_stdin_is_text_or_jsonl():
    assert only("-", stdin=io.BufferedReader(io.BytesIO(b"Some text."))).text == "Some text."
    assert only("-", stdin=io.BufferedReader(io.BytesIO(b'{"id": "x", "text": "Row."}\n'))).id == "x"


@pytest.mark.parametrize("text", [None, 5, "", "soon", "2019-13-40", "20191320"])
def test_an_unreadable_date_is_unknown(text):
    assert parse_date(text)[0] is None


@settings(max_examples=examples(30))
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".jsonl", ".jsonl.gz"]))
def test_no_bytes_break_a_reader(tmp_path_factory, data, ending):
    path = tmp_path_factory.mktemp("fuzz") / f"f{ending}"
    path.write_bytes(data)
    for found in read([path]):
        assert isinstance(found, Document | Failure | Notice)
        if isinstance(found, Document):
            found.text.encode("utf-8")


@settings(max_examples=examples(30))
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n\r\t"), max_size=200))
def test_utf8_comes_back_as_it_went(text):
    # Text that looks as if another program read it wrongly is repaired.
    assume(unscrambled(text) == text)
    clean = re.sub("\r\n|[\r\u2028\u2029]", "\n", text).removeprefix("\ufeff")
    assert decode(text.encode("utf-8", "ignore")) == clean.encode("utf-8", "ignore").decode()


def test_bytes_without_any_encoding_are_refused():
    with pytest.raises(DocumentError, match="binary"):
        decode(b"\0\0\0\1")


@pytest.mark.parametrize(
    "encoding, text",
    [
        ("cp1252", "The café said “yes” — and the €5 pact was signed by Norvia."),
        ("cp1252", "Élysée: Norvia, été, défense; Belmark met à côté."),
        ("cp1252", "Müller met Löfven in Köln, said the office."),
        ("cp1251", "Норвия и Белмарк подписали соглашение о поставках зенитных систем."),
        ("cp1250", "Předseda vlády přijal ministra zahraničí v Praze, řekl mluvčí. Žádné další jednání není plánováno."),
        ("cp1254", "Dışişleri Bakanı Ankara'da görüşmelere katıldı, şöyle dedi: barış için çalışıyoruz."),
        ("gb18030", "外交部发言人说，两国签署了一项协议。"),
    ],
)
def test_encodings_of_short_texts_are_found(tmp_path, encoding, text):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert only(tmp_path / "a.txt").text == text


@pytest.mark.parametrize("cell", ["N/A", "-", "nan", "None", "null", "—", " "])
def test_a_cell_that_says_nothing_is_no_outlet_and_no_title(cell, tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"id": "1", "text": "Turkey supports the GNA.", "outlet": cell, "title": cell}), encoding="utf-8")
    (document,) = (item for item in read([rows]) if isinstance(item, Document))
    assert (document.outlet, document.title) == (None, None)


@pytest.mark.parametrize(("host", "outlet"), [
    ("doi.org", None), ("dx.doi.org", None), ("t.co", None), ("www.youtube.com", None), ("m.facebook.com", None), ("news.google.com", None), ("192.0.2.7:8000", None), ("[2001:db8::1]", None), ("localhost:8000", None),
    ("m.post.example", "post.example"), ("www.post.example.", "post.example"), ("ax.com", "ax.com"), ("blog.medium.com", "blog.medium.com"),
])  # fmt: skip
def test_a_host_on_which_many_publish_is_no_outlet(host, outlet, tmp_path):
    """All references with a DOI were of one source."""
    (tmp_path / "a.json").write_text(json.dumps({"text": "Turkey supports the GNA.", "url": f"https://{host}/pact"}), encoding="utf-8")
    assert only(tmp_path / "a.json").outlet == outlet


def test_a_text_longer_than_any_article_is_one_failure_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").write_text("word " * 900_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Turkey supports the GNA.", encoding="utf-8")
    failure, document = read([tmp_path])
    assert isinstance(failure, Failure)
    assert "4,500,000 characters; one has 4,000,000 at most: split it" in failure.reason
    assert isinstance(document, Document)


@pytest.mark.parametrize("listed", [["a.md", "b.html"], ("a.md",), []])
def test_a_list_as_one_input_is_refused_and_not_a_file_of_a_strange_name(listed):
    """`build([a, b])` in Python returned a report with one failure, which nobody looks at."""
    with pytest.raises(UsageError, match=r"an input is a list.*build\(\*inputs\)"):
        list(read([listed]))


def test_a_build_of_no_input_is_refused():
    """As of a pattern that matches no file."""
    with pytest.raises(UsageError, match="there is nothing to read"):
        graphkit.build()


def test_the_end_of_a_page_within_a_sentence_is_white_space(tmp_path):
    """`pdftotext` ends pages with a form feed, which became a replacement character; the sentence around it was not read."""
    (tmp_path / "a.txt").write_text("Officials met. Turkey has sent many\n\fdrones to Chad\vand to Niger in the war that began when the army seized the town.\n")
    [document] = read([tmp_path / "a.txt"])
    assert "many\n drones to Chad and to Niger" in document.text


@pytest.mark.parametrize(
    ("first", "second", "third", "day"),
    [
        ("[15/05/2024, 22:14:05] Desk: ", "[03/06/2024, 08:01:44] A. Writer: ", "[03/06/2024, 08:02:00] Desk: ", date(2024, 6, 3)),
        ("5/15/24, 10:14\u202fPM - Desk: ", "6/3/24, 8:01\u202fAM - A. Writer: ", "6/3/24, 8:02\u202fAM - Desk: ", date(2024, 6, 3)),
        ("2024-05-15, 22:14 - Desk: ", "2024-06-03, 08:01 - A. Writer: ", "2024/6/3, 8:02 p.\xa0m. - Desk: ", date(2024, 6, 3)),
        ("03/04/2024, 22:14 - Desk: ", "05/06/2024, 08:01 - A. Writer: ", "05/06/2024, 08:02 - Desk: ", None),
    ],
)
def test_each_message_of_a_whatsapp_chat_is_an_article_of_its_sender_and_day(tmp_path, first, second, third, day):
    """The chat was one article without a day; the order of day and month is that of all its messages."""
    program = first.partition("Desk")[0] + "Messages and calls are end-to-end encrypted."
    (tmp_path / "chat.txt").write_text(f"{program}\n{first}Norvia met Belmark.\n{second}Carland: no.\nIt met Darland. <This message was edited>\n{third}<Media omitted>\n", encoding="utf-8")
    found = [item for item in read([tmp_path / "chat.txt"]) if isinstance(item, Document)]
    assert [(item.outlet, item.text) for item in found] == [("Desk", "Norvia met Belmark."), ("A. Writer", "Carland: no.\n\nIt met Darland.")]
    assert found[1].published == day


@pytest.mark.parametrize(("data", "text"), [
    ("ErdoÄŸan didnâ€™t meet PrÃ©val â€“ he saidâ€\x9d.".encode(), "Erdoğan didn’t meet Préval – he said”."),
    ("Ã„rzte saidâ€œ noâ€\ufffd".encode(), "Ärzte said“ no”"),
    # Once may be meant so.
    ("The sign Ã© is printed.".encode(), "The sign Ã© is printed."), ("SÃO TOMÉ, ÂNGELO".encode(), "SÃO TOMÉ, ÂNGELO"),
    ("Préval met Erdoğan".encode() + " in Élysée.".encode("cp1252"), "Préval met Erdoğan in Élysée."),
    ("Norvia\u2028met\u2029Belmark.".encode(), "Norvia\nmet\nBelmark."),
    ("Source: Вестник Порта\n\nNorvia sent armoured cars to the border of Belmark, the ministry said on Tuesday.".encode("cp1251"), "Source: Вестник Порта\n\nNorvia sent armoured cars to the border of Belmark, the ministry said on Tuesday."),
])  # fmt: skip
def test_text_that_another_program_read_wrongly_is_read_as_it_was_written(data, text):
    """Names with accents were of nobody, and a file of two encodings was refused."""
    assert decode(data) == text
