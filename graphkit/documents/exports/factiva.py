"""Factiva (Dow Jones): saved article pages (HTML), and RTF, DOCX, PDF and TXT files.

Every article ends with its accession number ("Document LBA0000020240515ek5f000b1": source, date, number), in which the date is
that of its loading, for older articles ("hbt0000020010926du4i003v3") years after their publication. Above the text
are title, author, "532 words", date, time, outlet, code, language and rights, or each of these after a two-letter code
(HD, BY, WC, PD, SN, …, LP, TD). A list of headlines has outlet, day and number of words on one line, and perhaps the first sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from graphkit.documents.exports.common import Article, day_in, joined

_DOCUMENT = re.compile(r"(?:AN\W{1,8})?\(?(?:Document|Dokument|Documento) ([A-Za-z][A-Za-z0-9]{3,9}\d{8}[a-h][a-z0-9]{7,9})\)?")
_WORDS = re.compile(r"[\d,. \xa0]{1,8} ?(?:words|mots|wörter|palabras|parole|woorden|palavras)", re.IGNORECASE)
# A line in a list of headlines: "Harbour Post, 10:12, 6 March 2024, 512 words, Jane Roe, (English)".
_LISTED = re.compile(r"(?P<outlet>[^\n]{2,120}?), (?:\d{1,2}:\d\d(?: ?[AP]M)?, )?(?P<day>\d{1,2} [^\W\d_]{3,10} \d{4}|[^\W\d_]{3,10} \d{1,2},? \d{4}), [\d,.]{1,8} words,.{0,200}", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[AP]M)?(?: ?[A-Z]{3,4})?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_LANGUAGE = re.compile(r"english|french|german|spanish|italian|russian|arabic|turkish|portuguese|dutch|chinese.*|japanese|korean|anglais|français|englisch|deutsch|español|inglés", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©|all rights reserved)", re.IGNORECASE)
_CODES = "SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|DLN|CLM"
# With one space behind the code, as in copied text, if all fields of `_ALWAYS` are there.
_FIELD, _NARROW = re.compile(rf"({_CODES})(?:\s*\|\s*|\s{{2,}}|\t|$)(.*)"), re.compile(rf"({_CODES})(?: |$)(.*)")
_ALWAYS = frozenset(("HD", "WC", "PD", "SN"))
# The first of them below a text: without a value on its line, or with a code ("IN i75 : Transport"), as sentences may begin with "IN" too.
_TEXT, _BELOW = ("LP", "TD"), re.compile(r"[A-Z]{2,3} ?|(?:CO|IN|NS|RE|CT|RF) [a-z0-9]{1,12} : .*")
_BY = re.compile(r"by\s", re.IGNORECASE)
# Last lines of the summary of the search, which may be above the first article.
_SEARCH = re.compile(r"(?:Results Found|Timestamp)\b")
_HEAD = 12
# Words between names of authors.
_SMALL = frozenset("and in of the for at with from de la von".split())


def is_factiva(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a Factiva export."""
    counted = any(_WORDS.fullmatch(_FIELD.sub(r"\2", line).removeprefix("WC ").strip("| ")) or _LISTED.fullmatch(line) for line in lines)
    return counted and any(_DOCUMENT.fullmatch(line.strip("| ")) for line in lines)


def factiva(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a Factiva export, without headlines of a list whose articles follow."""
    found: dict[str, Article] = {}
    part: list[str] = []
    for line in lines:
        ended = _DOCUMENT.fullmatch(line.strip("| "))
        if ended is None:
            part.append(line)
            continue
        # In the layout with codes, some fields follow the text, and "AN" is on the line before its number.
        made = _article(part)
        made.id = ended[1]
        if made.lines or made.id not in found:
            found[made.id] = made
        part = []
    yield from found.values()


def _article(lines: Sequence[str]) -> Article:
    if sum(_FIELD.match(line) is not None for line in lines) > 3:
        return _coded(lines, _FIELD)
    if {line[:2] for line in lines if line[2:3] == " "} >= _ALWAYS and not any(map(_WORDS.fullmatch, lines)):
        return _coded(lines, _NARROW)
    listed = next(((place, found) for place, line in enumerate(lines) if (found := _LISTED.fullmatch(line))), None)
    if listed is None:
        return _plain(lines)
    at, found = listed
    published, precision = day_in(found["day"])
    return Article("", "".join(lines[max(0, at - 1) : at]) or None, found["outlet"], published, precision, lines=list(lines[at + 1 :]))


def _coded(lines: Sequence[str], field: re.Pattern[str]) -> Article:
    """Parse fields: a code, followed by the value on the same line or on the lines below."""
    fields: dict[str, list[str]] = {}
    values: list[str] = []
    last = ""
    for line in lines:
        match = field.match(line)
        if field is _NARROW and last in _TEXT and match is not None and (last, match.group(1)) != _TEXT and not _BELOW.fullmatch(line):
            match = None
        if match is not None:
            last = match.group(1)
            values = fields.setdefault(match.group(1), [])
        value = (match.group(2) if match else line).strip("| ")
        if value:
            values.append(value)
    return _of_fields(fields)


def _of_fields(fields: dict[str, list[str]]) -> Article:
    published, precision = day_in(joined(fields.get("PD", ())))
    text = [*fields.get("LP", ()), *fields.get("TD", ())]
    return Article("", joined(fields.get("HD", ())) or None, joined(fields.get("SN", ())) or None, published, precision, lines=text)


def _plain(lines: Sequence[str]) -> Article:
    """Parse the layout without codes: title and author above the word count, the rest of the head below it, then the text."""
    at = next((place for place, line in enumerate(lines) if _WORDS.fullmatch(line)), 0)
    begin = _begin(lines, at)
    head = [line for line in lines[at + 1 : begin] if not _TIME.fullmatch(line) and not _CODE.fullmatch(line)]
    dated = next((place for place, line in enumerate(head) if day_in(line)[0] is not None), None)
    published, precision = day_in(head[dated]) if dated is not None else day_in("")
    outlet = head[dated + 1] if dated is not None and dated + 1 < len(head) else None
    return Article("", _title(lines[:at]), outlet, published, precision, lines=list(lines[begin:]))


def _begin(lines: Sequence[str], at: int) -> int:
    """Return the line at which the text begins: after the rights or language, which end the head."""
    ends = [place for place in range(at + 1, min(at + _HEAD, len(lines))) if _RIGHTS.match(lines[place]) or _LANGUAGE.fullmatch(lines[place])]
    return ends[-1] + 1 if ends else at + 1


def _title(above: Sequence[str]) -> str | None:
    """Return the headline among section, headline and author: the longest line that is not an author, of those not written as names if there are any."""
    searched = next((place + 1 for place, line in reversed([*enumerate(above)]) if _SEARCH.match(line)), 0)
    titles = [line for line in above[searched:] if not _BY.match(line)]
    plain = [line for line in titles if sum(word.islower() and word not in _SMALL for word in line.split()) > 1]
    return max(plain or titles, key=len, default=None)


def factiva_page(tree: Any) -> Iterator[Article]:
    """Yield the articles of a page saved from Factiva: tables of codes, or blocks and paragraphs."""
    for block in tree.xpath("//div[starts-with(@class, 'article ') and contains(@class, 'Article')]"):
        rows = [cells for part in block.xpath(".//tr | .//p[not(ancestor::tr)] | .//div[not(.//div) and not(.//p) and not(.//table)]") if (cells := _row(part))]
        yield from factiva([line for row in rows for line in row], "")


def _row(part: Any) -> list[str]:
    """Return the lines of a block; for a table row, the code and then each paragraph."""
    if part.tag != "tr":
        return [line] if (line := joined([part.text_content()])) else []
    cells = part.xpath("./td | ./th")
    lines = [joined([each.text_content()]) for cell in cells for each in (cell.xpath(".//p") or [cell])]
    return [line for line in lines if line]
