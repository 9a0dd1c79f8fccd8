"""Plain text and Markdown files, and the decoding of bytes for all formats."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePath
from typing import BinaryIO
from unicodedata import category

from graphkit.dates import notices, parse_date
from graphkit.documents.address import day_of_address
from graphkit.documents.bulletin import items_of_text
from graphkit.documents.clippings import below_heading, clippings, fronted
from graphkit.documents.datasets import ADDRESSES, are_addresses
from graphkit.documents.front import front_matter, is_front_matter
from graphkit.documents.heading import heading, labelled
from graphkit.documents.scrambled import unscrambled
from graphkit.documents.subtitles import without_times
from graphkit.errors import DocumentError
from graphkit.model import Document, Item, Notice

LARGEST_FILE = 64 * 2**20
# Cell values of spreadsheets and data frames for "unknown"; as an outlet's name they would make all such articles one source.
NOTHING = frozenset(("", "-", "–", "—", "n/a", "#n/a", "na", "nan", "none", "null", "n.a."))
# Kind of the notices on truncated articles.
SHORTENED = "texts shortened by their source"
# Reason for the failure of a page without an article.
NO_TEXT = "no article text found in the page"
# Kind of the notices on articles of files and pages with several.
SEVERAL = "articles found in files that hold several"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Byte order marks; the longer ones first.
_MARKS = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Accents of French, German, Spanish and Portuguese, whose byte values are rarely used for letters of Central European encodings.
_WESTERN = frozenset("éàçêâôûîëïüöäñãõåßÉÀÇÊÂÔÛÎËÏÜÖÄÑÃÕÅ")
# What ğ, ş, Ğ and Ş become in cp1252; Icelandic, which has these letters, is rarer in news.
_TURKISH = frozenset("ðþÐÞ")
# Characters that are not ASCII; usual signs among them, those within words too, and letters that are words.
_OTHER = re.compile("[^\x00-\x7f]")
_QUOTING, _WITHIN, _ALONE = frozenset("“”„‘’«»‹›–—…·•°§€£©®™½¿¡\u00a0"), frozenset("’–—·"), frozenset("àÀéÉóÓáÁ")
# Bytes of a file with the ends of lines of old Macs in which encodings are compared, and what part of them must fit.
_COMPARED, _MOSTLY = 2**18, 0.8
_OTHER_LETTERS = re.compile("[\u00c0-\u00ff]{6}")
# Encodings used for news; others (DOS, EBCDIC) would be false detections in short texts.
_ENCODINGS = ["utf_16", "utf_32", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac_roman"]
# Encoding declared by a page, and the characters searched for it.
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})|\A\s{0,99}<\?xml\b[^>]{0,99}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 20_000
# Encodings that browsers use for these names, mostly supersets.
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    "x-mac-cyrillic": "mac_cyrillic",
}
# Ends of lines: of Windows, of old Macs, and of Unicode.
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
# Python codecs that are character sets; others decompress, escape, or take quadratic time.
_OF_LETTERS = re.compile(r"(?:cp|iso8859|iso2022|koi8|mac|gb|big5|euc|shift_jis|johab|hz|ptcp|kz1048|tis)")
# A letter of several bytes in UTF-8; and the handler of errors that reads other bytes as Windows text.
_LETTER, _AS_WINDOWS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"), "graphkit-as-windows"
codecs.register_error(_AS_WINDOWS, lambda error: (error.object[error.start : error.end].decode("cp1252", "replace"), error.end) if isinstance(error, UnicodeDecodeError) else ("\ufffd", error.end))  # type: ignore[attr-defined]
# Markdown heading, marked or underlined, inline markup, and the characters in which the lines above the text are searched.
_HASH = re.compile(r"\s*(?:#{1,3}[ \t]{1,20}(?P<title>\S[^\n]{0,400})(?:\n|\Z)|(?P<above>\S[^\n]{0,400})\n={3,400}[ \t]{0,20}(?:\n|\Z))")
_MARKUP = re.compile(r"^#{1,6}[ \t]+|(?<![^\W_])[*_]{1,3}|[*_]{1,3}(?![^\W_])", re.MULTILINE)
_TOP = 4000
# Comments, in HTML and in Obsidian, and pictures in the file itself, as Google writes them.
_HIDDEN = re.compile(r"<!--(?:(?!-->|<!--)[\s\S])*-->|(?<![\w%])%%(?:(?!\n[ \t]*\n)[^%])+%%(?![\w%])|^\[[^\]\n]{1,100}\]:[ \t]*<?data:[^\s>]*>?[ \t]*$|!\[[^\]\n]{0,300}\]\(data:[^()\s]*\)", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{1,400})\]\(([^()\s]{1,2000})\)")
# Before the label of a field in a list: "- Date: 15 May 2024".
_LISTED = re.compile(r"^[-*+] (?=\W{0,3}[^\W\d_][^\n:]{1,20}:)", re.MULTILINE)
# What Readwise puts above the highlights of a text: "## Metadata", and a list of fields.
_METADATA = re.compile(r"^#{1,3} Metadata\n\s{0,9}((?:[-*] [^\n]{1,2000}\n)+)", re.MULTILINE)


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode bytes: as UTF-8, else in the declared encoding, else as detected by charset-normalizer.

    Args:
        data: the bytes.
        declared: name of the declared encoding, from any source; ignored if it is unknown or does not fit the bytes.

    Raises:
        DocumentError: the bytes are not text.
    """
    marked = next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None) or _unmarked(data[:4096])
    if b"\0" in data[:4096] and not marked:
        raise DocumentError("looks like a binary file, not like text")
    try:
        text = data.decode(marked or "utf-8-sig")
    except UnicodeDecodeError:
        text = _declared(data, declared) or _detected(data)
    return clean(unscrambled(_BREAKS.sub("\n", text)))


def _unmarked(head: bytes) -> str | None:
    """Detect UTF-16 without a byte order mark: nearly every second byte is 0, no other byte is, and there are no control characters."""
    upper, lower = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 8 or min(upper, lower) or max(upper, lower) < 0.4 * len(head):
        return None
    found = "utf-16-le" if lower else "utf-16-be"
    return None if _NOT_TEXT.search(head.decode(found, "ignore")) else found


def decode_page(data: bytes) -> str:
    """Decode a page: as UTF-8, else in the encoding that it declares.

    Raises:
        DocumentError: the bytes are not text.
    """
    declared = _CHARSET.search(data, 0, _HEAD)
    return decode(data, (declared[1] or declared[2]).decode("ascii") if declared else None)


def in_utf8(data: bytes, charset: str | None) -> bytes:
    """Re-encode bytes as UTF-8, if they are not UTF-8 and fit the charset of the response."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _declared(data, charset)
        return data if text is None else text.encode("utf-8", "replace")
    return data


def _declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().lower()
    try:
        codec = codecs.lookup(_MEANT.get(name, name)).name
        return data.decode(codec) if _OF_LETTERS.match(codec) else None
    except (LookupError, UnicodeError, ValueError):
        return None


def _detected(data: bytes) -> str:
    encoding = encoding_of(data)
    if len(_LETTER.findall(data)) >= len(_LETTER.sub(b"", data).translate(None, bytes(range(0x80)))):
        # Parts of a file may have come from other programs.
        return data.decode("utf-8", _AS_WINDOWS)
    if encoding is None:
        raise DocumentError("encoding not recognised; save it as UTF-8")
    return data.decode(encoding, "replace")


def encoding_of(data: bytes) -> str | None:
    """Detect the encoding of text that is not UTF-8; None if it is not recognised.

    charset-normalizer relies on statistics, for which text with few accents is too little; such text is mostly
    Western Windows text (cp1252), which is checked first.
    """
    found = _usual(data)
    # Excel ends lines as old Macs do in the files that it writes for them; other programs do so too.
    if b"\r\n" in data or data.count(b"\r") <= 2 * data.count(b"\n"):
        return found
    fits = _fitting(data, "mac_roman")
    return "mac_roman" if fits > _MOSTLY and (found is None or fits > _fitting(data, found)) else found


def _fitting(data: bytes, encoding: str) -> float:
    """Return how many of the characters that are not ASCII stand where they do in text: letters in words, without a capital behind a small one."""
    text = data[:_COMPARED].decode(encoding, "replace")
    others = [place.start() for place in _OTHER.finditer(text)]
    return sum(map(partial(_fits, text), others)) / max(1, len(others))


def _fits(text: str, at: int) -> bool:
    character, before, after = text[at], text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if character in _QUOTING:
        return not (before.isalpha() and after.isalpha()) or character in _WITHIN
    if character in _ALONE and not (before.isalpha() or after.isalpha()):
        return True
    return category(character) in ("Lu", "Ll", "Lo") and (before.isalpha() or after.isalpha()) and not (character.isupper() and before.islower()) and not (character.islower() and after.isupper())


def _usual(data: bytes) -> str | None:
    """Like `encoding_of`, whatever the ends of lines."""
    try:
        text = data.decode("cp1252")
        # Words of such letters only are in another alphabet.
        accents = [] if _OTHER_LETTERS.search(text) else [character for character in text if character > "\u00bf" and character.isalpha()]
    except UnicodeDecodeError:
        accents = []
    letters = sum(bytes([byte]).isalpha() for byte in data) + len(accents)
    if accents and len(accents) < letters / 3:
        if _TURKISH & set(accents):
            return "cp1254"
        if len(accents) < letters / 10 or sum(character in _WESTERN for character in accents) >= len(accents) / 2:
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_ENCODINGS).best()
    return best.encoding if best is not None else None


def clean(text: str) -> str:
    """Replace lone surrogates and control characters, which XML does not allow; the length is kept."""
    # Pages of a PDF converted to text end with a form feed, often within a sentence.
    return _NOT_TEXT.sub("\ufffd", text.replace("\x0b", " ").replace("\x0c", " "))


def read_text(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read the article of a text file, or several if they are clearly separated.

    Front matter counts as such if two of its fields, or all, are article fields; missing fields are taken from headline and
    date above the text, which remain part of it. Subtitles lose their times.
    """
    yield from articles_in(without_times(decode(stream.read(LARGEST_FILE + 1))), name, source, markdown=False)


def read_markdown(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read the article of a Markdown file, or several, without comments; fields are from front matter, or from headline and date above the text."""
    yield from articles_in(_HIDDEN.sub("", decode(stream.read(LARGEST_FILE + 1))), name, source, markdown=True)


def articles_in(text: str, name: str, source: str, *, markdown: bool) -> Iterator[Item]:
    """Read the article of a text, or each of several, with its title in its id."""
    fields, rest = front_matter(text)
    if not markdown and not is_front_matter(fields):
        fields, rest = {}, text
    parts = fronted(text) or clippings(rest, parse_date(fields.get("date"))[0], markdown=markdown)
    if not parts and (items := items_of_text(rest)):
        yield from _letter(items, name, {**_heads(rest, markdown=markdown), **fields}, source)
        return
    if not parts:
        yield from _document(name, rest, {**_heads(rest, markdown=markdown), **fields}, source)
        return
    shared, seen = {field: value for field, value in fields.items() if field in ("outlet", "conflict")}, Counter[str]()
    for part in parts:
        own, words = front_matter(part)
        said = {**shared, **_heads(words, markdown=markdown), **own}
        title = said.get("title") or "article"
        seen[title] += 1
        yield Notice(source, SEVERAL, PurePath(source).name)
        yield from _document(f"{name}#{title}{f' {seen[title]}' if seen[title] > 1 else ''}", words, said, source)


def _letter(items: Sequence[tuple[str | None, str]], name: str, fields: dict[str, str], source: str) -> Iterator[Item]:
    """Read the items of a newsletter, each with the letter's day and outlet if it has none of its own."""
    shared = {field: value for field, value in fields.items() if field in ("outlet", "conflict", "date", "title")}
    seen = Counter[str]()
    for title, text in items:
        seen[title or ""] += 1
        yield Notice(source, SEVERAL, PurePath(source).name)
        yield from _document(f"{name}#{title}{f' {seen[title]}' if seen[title] > 1 else ''}" if title else name, text, {**shared, **_above(text), **({"title": title} if title else {})}, source)


def _heads(text: str, *, markdown: bool) -> dict[str, str]:
    """Return the fields above a text; for Markdown, the first heading is the title, a line below it may have the date, and markup is removed."""
    first = _HASH.match(text) if markdown else None
    title = {"title": _MARKUP.sub("", _LINK.sub(r"\1", (first["title"] or first["above"]).rstrip().rstrip("#").rstrip()))} if first else {}
    below = below_heading(text) if markdown else {}
    if first and (linked := _LINK.fullmatch((first["title"] or first["above"]).strip())):
        below["url"] = linked[2]
    if markdown and (listed := _METADATA.search(text, 0, _TOP)):
        below |= labelled(re.sub("^[-*] ", "", listed[1], flags=re.MULTILINE))
    return {**below, **_above(_MARKUP.sub("", _LISTED.sub("", text[first.end() if first else 0 :][:_TOP])) if markdown else text), **title}


def _above(text: str) -> dict[str, str]:
    """Return the fields in the lines above a text."""
    title, day, unread, outlet = heading(text)
    said = {"title": title, "date": day.isoformat() if day else unread, "outlet": outlet}
    return {**{field: value for field, value in said.items() if value}, **labelled(text)}


def _document(name: str, text: str, fields: dict[str, str], source: str) -> Iterator[Item]:
    if not text.strip():
        raise DocumentError("is empty")
    if are_addresses(text):
        raise DocumentError(ADDRESSES)
    published, precision = parse_date(fields.get("date"))
    if published is None:
        published, precision = day_of_address(fields.get("url"))
    yield from notices(fields.get("date"), published, source)
    yield Document(
        id=fields.get("id") or name,
        text=text,
        title=fields.get("title") or None,
        url=fields.get("url") or None,
        outlet=fields.get("outlet") or None,
        published=published,
        published_precision=precision,
        conflict=fields.get("conflict") or None,
    )
