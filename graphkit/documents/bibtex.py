"""Parse BibTeX: entries with their fields, as text without LaTeX commands.

Not bibtexparser 2 with pylatexenc: they drop what follows an unescaped "%" in an abstract, values joined by "#" and repeated keys, and are 30 times slower.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from graphkit.errors import DocumentError

_ENTRY = re.compile(r"@\s*(\w{1,40})\s*([{(])\s*")
_KEY = re.compile(r"[^,\s{}()\"=]{0,400}\s*,")
_FIELD = re.compile(r"[\s,]*([\w:.+-]{1,60})\s*=\s*")
_MORE = re.compile(r"\s*#\s*")
_BARE = re.compile(r"[^\s,#{}()\"]{1,400}")
# Brackets within a value, unless behind a backslash.
_SIGN = re.compile(r"\\.|[{}\"]", re.DOTALL)
_ASIDE = frozenset(("comment", "preamble"))
# Accents of LaTeX as combining characters.
_MARKS = dict(zip("`'^\"~=.cvuHkrd", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a\u0323", strict=True))
_ACCENT = re.compile(r"\\([`'^\"~=.])\s*\{?\s*\\?([A-Za-z])\s*\}?|\\([cvuHkrd])\s*(?:\{\s*\\?([A-Za-z])\s*\}|\s([A-Za-z]))")
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—", "ldots": "…", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "textdollar": "$", "texteuro": "€", "pounds": "£"}
_COMMAND = re.compile(r"\\([A-Za-z]{1,30})(?:\{\}|\s+|(?=[^A-Za-z])|\Z)|\\(.)", re.DOTALL)
_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


def entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each entry, in lower case.

    Raises:
        DocumentError: an entry does not end; those before it have been yielded.
    """
    words: dict[str, str] = {}
    at = 0
    while begun := _ENTRY.search(text, at):
        kind, at = begun[1].lower(), begun.end()
        if kind in _ASIDE:
            continue
        key = _KEY.match(text, at) if kind != "string" else None
        fields, at = _fields(text, key.end() if key else at, words)
        if kind == "string":
            words.update(fields)
        elif fields:
            yield {name: plain(value) for name, value in fields.items()} | {"entrytype": kind}


def _fields(text: str, at: int, words: dict[str, str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while name := _FIELD.match(text, at):
        value, at = _value(text, name.end(), words)
        fields.setdefault(name[1].lower(), value)
    return fields, at


def _value(text: str, at: int, words: dict[str, str]) -> tuple[str, int]:
    """Return the value at an offset, of parts joined by #, and the offset behind it."""
    parts: list[str] = []
    while True:
        if text[at : at + 1] in ("{", '"'):
            end = _end(text, at)
            parts.append(text[at + 1 : end])
            at = end + 1
        elif bare := _BARE.match(text, at):
            parts.append(words.get(bare[0].lower(), bare[0]))
            at = bare.end()
        more = _MORE.match(text, at)
        if more is None:
            return "".join(parts), at
        at = more.end()


def _end(text: str, start: int) -> int:
    """Return the offset of the bracket or quotation mark that ends the value begun at an offset."""
    quoted, depth = text[start] == '"', 0
    for sign in _SIGN.finditer(text, start + 1):
        if sign[0] == ('"' if quoted else "}") and depth == 0:
            return sign.start()
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
    raise DocumentError(f"the value begun in line {text.count(chr(10), 0, start) + 1} does not end; nothing from there on is read")


def plain(value: str) -> str:
    """Return a value without LaTeX commands and brackets, and accents as letters."""
    if "\\" in value:
        value = _ACCENT.sub(lambda found: unicodedata.normalize("NFC", (found[2] or found[4] or found[5]) + _MARKS[found[1] or found[3]]), value)
        value = _COMMAND.sub(lambda found: found[2] or _LETTERS.get(found[1], ""), value)
    for written, meant in _SIGNS:
        value = value.replace(written, meant)
    return re.sub(r"[ \t\r\f\v]*\n[ \t\r\f\v]*(?!\n)|[ \t~]+", " ", re.sub(r"[{}]", "", value)).strip()
