"""Office files, mail, archives and exports of newspaper databases, laid out as their programs do, with our own text."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from graphkit.documents.outlook import MAGIC

NOTE = b"Norvia sent engineers to Belmark on Monday.\n"
THANKS = b"Belmark thanked Norvia.\n"
STAMP = (2024, 5, 15, 12, 0, 0)

NEXIS = """Date and Time: Thursday, 16 May 2024 09:15:00 CEST
Job Number: 220011445
Documents (2)
1. Norvia sends engineers to Belmark
Client/Matter: -None-
Search Terms: norvia
2. Belmark closes its port to Teln ships
Client/Matter: -None-
Search Terms: norvia
Norvia sends engineers to Belmark
The Harbour Times (Norvia)
May 15, 2024 Wednesday
Copyright 2024 Harbour Press All Rights Reserved
Section: FOREIGN; Pg. 4
Length: 31 words
Byline: By Aline Corvé
Highlight: Two companies leave on Monday
Body
Norvia sent two companies of engineers to Belmark, the ministry of defence said.
They will repair bridges over the Teln.
Graphic
A bridge over the Teln
Classification
Language: ENGLISH
Publication-Type: Newspaper
Subject: BRIDGES (90%)
Load-Date: May 15, 2024
End of Document
Belmark closes its port to Teln ships
Evening Wire
15 May 2024
Copyright 2024 Evening Wire
Length: 12 words
Body
Belmark closed its main port to ships of Teln.
Load-Date: May 16, 2024
End of Document"""

LEXIS = """                               1 of 2 DOCUMENTS


                               The Harbour Times

                              May 15, 2009 Friday
                                 Final Edition

Norvia sends engineers to Belmark

BYLINE: Aline Corve

SECTION: FOREIGN; Pg. A4

LENGTH: 31 words

DATELINE: PORT BELMARK

   Norvia sent two companies of engineers to Belmark, the ministry of defence
said on Thursday.

   They will repair bridges over the Teln.

LOAD-DATE: May 15, 2009

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                      Copyright 2009 Harbour Press
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                  Evening Wire

                                  May 16, 2009

Belmark closes its port

LENGTH: 10 words

   Belmark closed its main port to ships of Teln.

LOAD-DATE: May 16, 2009
"""

FACTIVA = """World
Norvia sends engineers to Belmark
By Aline Corvé
31 words
15 May 2024
07:12 AM
The Harbour Times
HRBT
A4
English
(c) 2024 Harbour Press
Norvia sent two companies of engineers to Belmark, the ministry of defence said.
They will repair bridges over the Teln.
Document HRBT000020240515ek5f0002t
Belmark closes its port to Teln ships
9 words
16 May 2024
Evening Wire
EVWIRE
English
Copyright 2024 Evening Wire
Belmark closed its main port to ships of Teln.
Document EVWI000020240516ek5g00001"""

FACTIVA_PAGE = """<!doctype html><html><head><title>Factiva</title></head><body><div id="article-HRBT000020240515ek5f0002t" class="article enArticle"><table>
<tr><td class="index"><b>SE</b></td><td>World</td></tr><tr><td class="index"><b>HD</b></td><td><span class="enHeadline">Norvia sends engineers to Belmark</span></td></tr>
<tr><td class="index"><b>BY</b></td><td>By Aline Corvé</td></tr><tr><td class="index"><b>WC</b></td><td>31 words</td></tr><tr><td class="index"><b>PD</b></td><td>15 May 2024</td></tr>
<tr><td class="index"><b>SN</b></td><td>The Harbour Times</td></tr><tr><td class="index"><b>SC</b></td><td>HRBT</td></tr><tr><td class="index"><b>LA</b></td><td>English</td></tr>
<tr><td class="index"><b>CY</b></td><td>(c) 2024 Harbour Press</td></tr><tr><td class="index"><b>LP</b></td><td><p class="articleParagraph enarticleParagraph">Norvia sent two companies of engineers to Belmark, the ministry of defence said.</p></td></tr>
<tr><td class="index"><b>TD</b></td><td><p class="articleParagraph enarticleParagraph">They will repair bridges over the Teln.</p></td></tr>
<tr><td class="index"><b>NS</b></td><td>gdip : International Relations</td></tr><tr><td class="index"><b>PUB</b></td><td>Harbour Press</td></tr><tr><td class="index"><b>AN</b></td><td>Document HRBT000020240515ek5f0002t</td></tr></table></div>
<div class="article enArticle"><div id="hd"><span class="enHeadline">Belmark closes its port to Teln ships</span></div><div>9 words</div><div>16 May 2024</div><div>Evening Wire</div><div>EVWIRE</div><div>English</div>
<div>Copyright 2024 Evening Wire</div><p class="articleParagraph">Belmark closed its main port to ships of Teln.</p><p>Document EVWI000020240516ek5g00001</p></div></body></html>"""

PROQUEST = """____________________________________________________________

Document 1 of 3

Norvia sends engineers to Belmark

Author: Corvé, Aline

Publication info: The Harbour Times ; Port Norvia [Port Norvia]. 15 May 2024: A.4.

https://www.proquest.com/docview/3055550001

Abstract: Two companies of engineers leave for Belmark.

Links: https://library.example/3055550001

Full text: Norvia sent two companies of engineers to Belmark, the ministry of defence said.

They will repair bridges over the Teln.

Credit: By Aline Corvé

Subject: Bridges; Defense

Location: Belmark

Title: Norvia sends engineers to Belmark

Publication title: The Harbour Times; Port Norvia

Pages: A.4

Publication year: 2024

Publication date: May 15, 2024

Section: Foreign

ProQuest document ID: 3055550001

Document URL: https://www.proquest.com/docview/3055550001

Copyright: Copyright Harbour Press May 15, 2024

Last updated: 2024-05-16

Database: Global Newsstream

____________________________________________________________

Document 2 of 3

Belmark closes its port to Teln ships

Full text: Belmark closed its main port to ships of Teln.

Title: Belmark closes its port to Teln ships

Publication title: Evening Wire

Publication date: May 16, 2024

ProQuest document ID: 3055550002

____________________________________________________________

Document 3 of 3

A photograph

Full text: Not available

Title: A photograph

Publication title: Evening Wire

____________________________________________________________

Copyright 2024 ProQuest LLC. All rights reserved. Terms and Conditions: https://www.proquest.com/info/termsAndConditions
"""

EUROPRESSE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Europresse</title></head><body>
<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">The Harbour Times (site web)</span></div>
<span class="DocHeader">Foreign, mercredi 15 mai 2024 31 mots, p. 4</span></header><div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Norvia sends engineers to Belmark</p></div>
<div class="sm-margin-bottomNews">Aline Corvé</div><div class="docOcurrContainer"><p>Norvia sent two companies of engineers to Belmark, the ministry of defence said.</p><p>They will repair bridges over the Teln.</p></div>
<div class="publiC-lblNodoc">news·20240515·HRW·0001234</div></article>
<article><span class="DocPublicationName">Evening Wire, no. 512</span><span class="DocHeader">jeudi 16 mai 2024 - p. 1</span><p class="titreArticleVisu">Belmark closes its port to Teln ships</p>
<div class="docOcurrContainer">Belmark closed its main port to ships of Teln.</div></article></body></html>"""

EML = """From: "Press office, Norvia" <press@norvia.example>
To: desk@wire.example
Subject: =?utf-8?q?Engineers_for_Belmark_=E2=80=93_statement?=
Date: Wed, 15 May 2024 23:30:00 -0500
Message-ID: <1@norvia.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Norvia sent engineers to Belmark on Monday, Ren=E9 Corv=E9 said.
--a
Content-Type: text/html; charset="utf-8"

<p>Norvia sent <b>engineers</b> to Belmark.</p>
--a--
--b
Content-Type: text/csv
Content-Disposition: attachment; filename="list.csv"

id,text
1,Belmark attacked Norvia.
--b--
"""
MBOX = """From press@norvia.example Wed May 15 12:00:00 2024
From: press@norvia.example
Subject: Engineers
Date: Wed, 15 May 2024 00:10:00 +0900

Norvia sent engineers to Belmark.
>From there they went on to Teln.

From desk Thu May 16 12:00:00 2024
From: Desk <desk@wire.example>
Subject: A page
Date: 16 May 2024 12:00:00 GMT
Content-Type: text/html

<html><body><p>Belmark thanked Norvia for the engineers, its ministry of defence said on Thursday.</p></body></html>

From desk Thu May 16 13:00:00 2024
From: desk@wire.example
Subject: Nothing


"""

RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title Draft}{\creatim\yr2019\mo1\dy1}}{\header Harbour Times}\pard "
    r"Norvia sent \b engineers\b0  to Belmark, Ren\'e9 Corv\u233? said.\par Belmark {\field{\*\fldinst HYPERLINK "
    r'"https://x.example/1"}{\fldrslt thanked}} Norvia.\par}'
)


def docx(lines: Sequence[str], *, heading: bool = False) -> bytes:
    """Return a Word file of paragraphs, with a header, a footer and properties that must not be read."""
    import docx as library

    made = library.Document()
    made.core_properties.title = "Template of the press office"
    made.core_properties.author = "Aline Corvé"
    made.sections[0].header.paragraphs[0].text = "HARBOUR TIMES ATTACKS"
    for number, line in enumerate(lines):
        made.add_paragraph(line, style="Heading 1" if heading and not number else None)
    out = io.BytesIO()
    made.save(out)
    return _stamped(out.getvalue())


def memo() -> bytes:
    """Return a Word file with a heading, a table, a tracked change and a link."""
    import docx as library
    from docx.oxml import parse_xml

    made = library.Document()
    made.add_paragraph("Engineers for Belmark", style="Title")
    changed = made.add_paragraph("Norvia ")
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    changed._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>attacked</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f'<w:ins {w}><w:r><w:t xml:space="preserve">sent engineers to </w:t></w:r></w:ins>'))
    changed._p.append(parse_xml(f"<w:hyperlink {w}><w:r><w:t>Belmark</w:t></w:r></w:hyperlink>"))
    changed.add_run(" on Monday.")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Bridges", "Seven"
    out = io.BytesIO()
    made.save(out)
    return _stamped(out.getvalue())


def _stamped(data: bytes) -> bytes:
    """Set one timestamp for all members of a ZIP, so that the output is deterministic."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return packed({info.filename: old.read(info) for info in old.infolist()})


def packed(members: dict[str, bytes]) -> bytes:
    """Return a ZIP of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def odt() -> bytes:
    """Return an OpenDocument text in LibreOffice's form: heading, comment, deleted text, a list."""
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table", "meta"))
    body = (
        '<text:tracked-changes><text:changed-region><text:deletion><text:p>Norvia attacked Belmark.</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        '<text:h text:outline-level="1">Engineers for Belmark</text:h>'
        '<text:p>Norvia sent<text:s/><text:span>engineers</text:span> to Belmark.<office:annotation><text:p>Is this so?</text:p></office:annotation></text:p>'
        "<text:list><text:list-item><text:p>Belmark thanked Norvia.</text:p></text:list-item></text:list>"
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    meta = f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Draft 7</dc:title><meta:creation-date>2019-01-01T00:00:00</meta:creation-date></office:meta></office:document-meta>'
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), "meta.xml": meta.encode(), "META-INF/manifest.xml": b"<manifest/>"})


def pdf(pages: Sequence[Sequence[str]], *, title: str = "Microsoft Word - draft", password: str = "") -> bytes:
    """Return a PDF with one page per list of lines."""
    from datetime import UTC, datetime

    from fpdf import FPDF

    made = FPDF()
    made.set_creation_date(datetime(2019, 1, 1, tzinfo=UTC))
    made.set_title(title)
    made.set_font("Helvetica", size=11)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    for lines in pages:
        made.add_page()
        for line in lines:
            made.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


BULLETIN = (
    ("The Harbour Times - 15 May 2024", "Engineers for Belmark", "Norvia sent two companies of engineers to Belmark on Monday, the mi-", "nistry of defence said. Its pro-Teln minister was against it, said the", "pro-Teln party. They will repair seven bridges over the river that", "1"),
    ("The Harbour Times - 15 May 2024", "were damaged by the floods in spring.", "Belmark thanked Norvia for its help with the bridges, a spokesman of", "the government said.", "2"),
)


def tar(members: dict[str, bytes]) -> bytes:
    """Return a TAR of members, with a link that points outside."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1715774400
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def archive() -> bytes:
    """Return a ZIP of files of many kinds, of which one is broken, one unknown and one an archive of an archive."""
    return packed(
        {
            "mon/001.txt": NOTE,
            "tue/001.txt": THANKS,
            "../../up.txt": b"Belmark closed its port.\n",
            "broken.docx": b"PK\x03\x04 no Word file",
            "slides.key": b"no text",
            "__MACOSX/._001.txt": b"\0\0",
            "inner.zip": packed({"deep.txt": b"Teln protested.\n", "deeper.zip": packed({"deepest.txt": b"Nobody reads this."})}),
        }
    )


def _lines(text: str) -> list[str]:
    return text.split("\n")


def compound(tree: dict[str, bytes | dict[str, Any]]) -> bytes:
    """A compound file as Outlook and older programs of Office write it: small streams in sectors of 64 bytes, folders in lists."""
    entries: list[tuple[str, int, int, int, bytes]] = []
    small, chain = b"", list[int]()

    def add(name: str, held: bytes | dict[str, Any], kind: int) -> int:
        nonlocal small
        number = len(entries)
        entries.append((name, kind, -1, -1, b""))
        if isinstance(held, bytes):
            first = len(chain)
            chain.extend([*range(first + 1, first + max(1, -(-len(held) // 64))), -2])
            entries[number] = (name, 2, -1, -1, struct.pack("<iQ", first, len(held)))
            small += held + bytes(64 * (len(chain) - first) - len(held))
            return number
        children = [add(each, held[each], 1) for each in sorted(held, key=lambda each: (len(each), each.upper()))]
        for left, right in pairwise(children):
            entries[left] = (*entries[left][:2], right, *entries[left][3:])
        entries[number] = (name, kind, -1, children[0] if children else -1, struct.pack("<iQ", 0, 0))
        return number

    add("Root Entry", tree, 5)
    sizes = [-(-len(entries) // 4), -(-len(chain) // 128), -(-len(small) // 512)]
    starts = [1, 1 + sizes[0], 1 + sizes[0] + sizes[1]]
    entries[0] = (*entries[0][:4], struct.pack("<iQ", starts[2], len(small)))
    fat = [-3, *(each for start, size in zip(starts, sizes, strict=True) for each in (*range(start + 1, start + size), -2))]
    folder = b"".join(
        f"{name}\0".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBiii", 2 * len(name) + 2, kind, 1, -1, right, child) + bytes(36) + place for name, kind, right, child, place in entries
    )
    head = MAGIC + bytes(16) + struct.pack("<HHHHH6xiiiiiiiiii", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, starts[1], sizes[1], -2, 0, 0) + b"\xff" * 432
    return head + struct.pack("<128i", *fat, *[-1] * (128 - len(fat))) + folder.ljust(512 * sizes[0], b"\0") + struct.pack(f"<{len(chain)}i", *chain).ljust(512 * sizes[1], b"\xff") + small.ljust(512 * sizes[2], b"\0")


def outlook() -> bytes:
    """A message as Outlook saves it, in UTF-16 and in one byte per letter, with a file and a message without a header attached."""
    sent = struct.pack("<IIQ", 0x00390040, 6, 133_602_318_000_000_000)
    inner = {"__properties_version1.0": bytes(24) + sent, "__substg1.0_0037001E": b"Thanks", "__substg1.0_0C1A001E": b"Belmark desk", "__substg1.0_1000001E": THANKS}
    return compound({
        "__properties_version1.0": bytes(32) + sent,
        **{f"__substg1.0_{number}001F": text.encode("utf-16-le") for number, text in (("0037", "Engineers – statement"), ("0C1A", "René Corvé"), ("1000", NOTE.decode()), ("007D", "From: Press office <press@norvia.example>\r\nDate: Wed, 15 May 2024 23:30:00 -0500\r\n\r\n"))},
        "__attach_version1.0_#00000000": {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": "figures.xlsx".encode("utf-16-le")},
        "__attach_version1.0_#00000001": {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner},
    })  # fmt: skip


OFFICE: dict[str, Callable[[], bytes]] = {
    "memo.docx": memo,
    "nexis.docx": lambda: docx(_lines(NEXIS.replace(": ", ":\xa0"))),
    "nexis.rtf": lambda: (r"{\rtf1\ansi " + "".join(line.replace("é", r"\'e9") + r"\par " for line in _lines(NEXIS)) + "}").encode(),
    "nexis.txt": lambda: NEXIS.encode(),
    "nexis.html": lambda: ("<html><body>" + "".join(f"<p>{line}</p>" for line in _lines(NEXIS)) + "</body></html>").encode(),
    "nexis.pdf": lambda: pdf([_lines(NEXIS)[:28], _lines(NEXIS)[28:]]),
    "lexis.txt": lambda: LEXIS.encode(),
    "factiva.rtf": lambda: (r"{\rtf1\ansi " + "".join(line.replace("é", r"\'e9") + r"\par\par " for line in _lines(FACTIVA)) + "}").encode(),
    "factiva.docx": lambda: docx(_lines(FACTIVA)),
    "factiva.html": lambda: FACTIVA_PAGE.encode(),
    "proquest.txt": lambda: PROQUEST.encode(),
    "proquest.docx": lambda: docx([line for line in _lines(PROQUEST) if line]),
    "europresse.html": lambda: EUROPRESSE.encode(),
    "statement.eml": lambda: EML.replace("\n", "\r\n").encode(),
    "statement.msg": outlook,
    "desk.mbox": lambda: MBOX.encode(),
    "letter.rtf": lambda: RTF.encode(),
    "letter.odt": odt,
    "bulletin.pdf": lambda: pdf(BULLETIN),
    "locked.pdf": lambda: pdf(BULLETIN, password="secret"),
    "scanned.pdf": lambda: pdf([[]]),
    "many.zip": archive,
    "many.tar": lambda: tar({"mon/001.txt": NOTE, "/tue/001.txt": THANKS}),
    "many.tar.gz": lambda: gzip.compress(tar({"mon/001.txt": NOTE, "/tue/001.txt": THANKS, "list.xyz": b""}), mtime=0),
}
