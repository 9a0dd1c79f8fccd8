"""The built-in formats, registered as entry points like those of plug-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from graphkit.documents.archive import read_tar, read_zip
from graphkit.documents.columns import read_parquet
from graphkit.documents.crawl import read_warc
from graphkit.documents.docx import read_docx
from graphkit.documents.exports import page_or, text_or
from graphkit.documents.jsonl import read_jsonl
from graphkit.documents.mail import read_eml, read_mbox
from graphkit.documents.nested import read_json
from graphkit.documents.notes import read_enex, read_note
from graphkit.documents.odt import read_odt
from graphkit.documents.page import read_html
from graphkit.documents.pdf import read_pdf
from graphkit.documents.plain import read_text
from graphkit.documents.references import read_references
from graphkit.documents.rtf import read_rtf
from graphkit.documents.tables import read_csv
from graphkit.documents.webarchive import read_webarchive
from graphkit.documents.workbook import read_xlsx
from graphkit.documents.xmlfile import read_xml
from graphkit.model import Item

Read = Callable[[BinaryIO, str, str], Iterator[Item]]
ReadColumns = Callable[[BinaryIO, str, str, Mapping[str, str] | None], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format and its reader.

    Attributes:
        endings: lower-case endings of file names, with the dot.
        read: takes the stream, the file's name without its ending, and its path; yields documents, and a `Failure`
            for each that cannot be read. It may raise `DocumentError`.
        streamed: whether it reads piece by piece, so files may be of any size.
        label: name of the format for users, shown in the README's table of formats.
        extra: extra of the package that it needs, None for none.
        many: whether files of this format usually have several articles.
        columned: like `read`, with the user's column names by field; None for formats without
            columns.
    """

    endings: tuple[str, ...]
    read: Read
    streamed: bool = False
    label: str = ""
    extra: str | None = None
    many: bool = False
    columned: ReadColumns | None = None


TEXT = Format((".txt", ".text", ".srt", ".vtt", ".ttml", ".sgml", ".sgm"), text_or(read_text), label="Plain text, subtitles, corpora in SGML (Gigaword, TREC)")
MARKDOWN = Format((".md", ".markdown"), read_note, label="Markdown with front matter")
HTML = Format((".html", ".htm", ".xhtml"), page_or(read_html), label="Web page")
JSONL = Format((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.bz2", ".jsonl.xz"), read_jsonl, streamed=True, columned=read_jsonl, label="JSON lines", many=True)
JSON = Format((".json", ".json.gz", "tweets.js", "tweet.js"), read_json, streamed=True, columned=read_json, label="JSON of any shape (NewsAPI, Guardian, Media Cloud, …)", many=True)
CSV = Format((".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz"), read_csv, streamed=True, columned=read_csv, label="Table of articles", many=True)
XLSX = Format((".xlsx", ".xlsm"), read_xlsx, streamed=True, columned=read_xlsx, label="Excel workbook of articles", extra="documents", many=True)
PARQUET = Format((".parquet",), read_parquet, streamed=True, columned=read_parquet, label="Parquet table", extra="tables", many=True)
WARC = Format((".warc", ".warc.gz"), read_warc, streamed=True, label="WARC crawl", extra="crawl", many=True)
FEED = Format((".rss", ".atom", ".xml", ".nitf", ".newsml"), read_xml, label="RSS or Atom feed; news in NITF, NewsML-G2 or NewsML", extra="crawl", many=True)
PDF = Format((".pdf",), read_pdf, label="PDF", extra="documents")
DOCX = Format((".docx",), read_docx, label="Word", extra="documents")
RTF = Format((".rtf",), read_rtf, label="Rich text", extra="documents")
ODT = Format((".odt",), read_odt, label="OpenDocument text")
REFERENCES = Format((".ris", ".bib", ".bibtex", ".enw", ".nbib", ".ciw", ".rdf"), read_references, columned=read_references, label="References with abstracts (RIS, BibTeX, EndNote, PubMed, RefWorks, Web of Science, Zotero RDF; EndNote XML as `.xml`)", many=True)
NOTES = Format((".enex",), read_enex, streamed=True, label="Notes of Evernote", many=True)
EML = Format((".eml", ".emlx", ".msg", ".mhtml", ".mht"), read_eml, label="Mail message (of Outlook: with the extra `documents`), web page saved as one file")
WEBARCHIVE = Format((".webarchive",), read_webarchive, label="Web page saved by Safari")
MBOX = Format((".mbox",), read_mbox, streamed=True, label="Mailbox", many=True)
ZIP = Format((".zip", ".wacz", ".epub", ".maff"), read_zip, streamed=True, columned=read_zip, label="ZIP archive of these, WACZ crawl, EPUB, MAFF", many=True)
TAR = Format((".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"), read_tar, streamed=True, columned=read_tar, label="TAR archive of these", many=True)
