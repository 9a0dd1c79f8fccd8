"""ProQuest (Global Newsstream, TDM), as TXT, RTF, DOCX, PDF or HTML.

Articles are separated by lines of underscores, in HTML only by their last field ("Database:"), with fields such as
"Publication title:" and the text after "Full text:", or after a line "FULL TEXT" with the fields below "DETAILS".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from graphkit.documents.exports.common import Article, day_in, joined

_RULE = re.compile(r"_{20,}")
_TEXT = re.compile(r"(?i:full text):\s*(.*)|FULL TEXT()\Z")
# Headings of the layout without labels above the text.
_PART = re.compile(r"DETAILS|LINKS|ABSTRACT(?: \([A-Z ]+\))?")
# Lines that may stand between articles or below a title.
_LINKS = re.compile(r"LINKS|Linking Service|ProQuest document link|Check for full text.*")
_FIELDS = (
    "Abstract|Author|Business indexing term|Classification|Column|Company / organization|Copyright|Correction|Country of publication|Credit|Database|Dateline|"
    "Document feature|Document type|Document URL|DOI|E-?ISSN|Edition|First page|Identifier / keyword|Illustration|ISSN|Issue|Language of publication|Last updated|Links|Location|"
    "Pages|People|Place of publication|ProQuest document ID|Product name|Publication date|Publication info|Publication subject|Publication title|Publication year|Publisher|"
    "Section|Source type|Source|Subject|Subtitle|Supplement|Title|Volume|Word count|Year|Company|NAICS"
)
_FIELD = re.compile(rf"({_FIELDS}):\s*(.*)", re.IGNORECASE)
_LAST = re.compile(r"database:\s*\S.*", re.IGNORECASE)
# Fields that begin an article, and lines before them: its title, and the rest of the last field.
_FIRST, _FEW = re.compile(r"(?:author|publication info|abstract|links|full text):", re.IGNORECASE), 12
_COUNTED = re.compile(r"Document \d+ of \d+|\d+ of \d+", re.IGNORECASE)
_CITED = re.compile(r"\]\W{0,3}\d{1,2} [A-Z][a-z]{2,8} \d{4}(?:: ?\S{1,20}(?: \S{1,8})?)?\W{0,3}\Z")
_NONE = re.compile(r"enlarge this image\.?|(?:full text )?(?:is )?(?:not available|unavailable)\.?", re.IGNORECASE)
_PLACE = re.compile(r"\s*[;,]\s.*|\s*\(.*")


def is_proquest(lines: Sequence[str]) -> bool:
    """Whether the lines have the marks of a ProQuest export."""
    starts = [line.lower() for line in lines if ":" in line[:24]]
    # The line "FULL TEXT" alone may stand in any text.
    whole = any(line.startswith("full text:") for line in starts) or {"FULL TEXT", "DETAILS"} <= {*lines}
    return whole and any(line.startswith(("publication title:", "publication info:")) for line in starts)


def proquest(lines: Sequence[str], name: str) -> Iterator[Article]:
    """Yield the articles of a ProQuest export, without the table of contents and the copyright notice at its ends."""
    number = 0
    for part in _parts(list(_whole(lines))):
        if any(_FIELD.match(each) for each in part):
            number += 1
            yield _article(part, f"{name}-{number}")


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, with a field whose value is below its label, as in a table, on one."""
    waiting = ""
    for line in lines:
        empty, waiting = waiting, ""
        if empty and any(pattern.match(line) for pattern in (_FIELD, _TEXT, _PART, _RULE)):
            yield empty
            empty = ""
        if (found := _FIELD.fullmatch(line)) and not found[2]:
            waiting = line
        else:
            yield f"{empty} {line}" if empty else line
    if waiting:
        yield waiting


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """Split the lines at rules, and behind the last field of an article if another article follows."""
    part: list[str] = []
    for place, line in enumerate(lines):
        if _RULE.fullmatch(line):
            yield part
            part = []
            continue
        part.append(line)
        if _LAST.fullmatch(line):
            following = next((each for each in lines[place + 1 : place + _FEW] if _RULE.fullmatch(each) or _FIELD.match(each) or _TEXT.match(each)), "")
            if _FIRST.match(following) or _TEXT.match(following):
                yield part
                part = []
    yield part


def _article(lines: Sequence[str], name: str) -> Article:
    fields: dict[str, str] = {}
    # The line above the fields, or above the line with authors, paper and day; an export by mail begins with words on itself.
    own = [line for line in lines if not _LINKS.fullmatch(line)]
    above = [line for line in takewhile(lambda line: not _FIELD.match(line) and not _TEXT.match(line) and not _PART.fullmatch(line), own) if not _COUNTED.fullmatch(line) and not line.startswith("http") and not _CITED.search(line)]
    text: list[str] = []
    within = False
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        begins, named = _TEXT.match(line), _FIELD.match(line)
        if begins is not None:
            within, text = True, [begins.group(1) or ""]
        elif named is not None:
            within = False
            fields.setdefault(named.group(1).lower(), named.group(2))
        elif _PART.fullmatch(line) and (not within or not below or _FIELD.match(below) or _LINKS.fullmatch(below)):
            # Others are headings within the text.
            within = False
        elif within:
            text.append(line)
    text = [line for line in text if line and not _NONE.fullmatch(line)]
    published, precision = day_in(fields.get("publication date", "") or fields.get("publication info", "") or fields.get("last updated", ""))
    outlet = fields.get("publication title") or fields.get("publication info", "")
    title = fields.get("title") or "".join(above[-1:])
    url = fields.get("document url") or None
    return Article(
        f"ProQuest {fields['proquest document id']}" if fields.get("proquest document id") else name,
        title=joined([title]) or None,
        outlet=_PLACE.sub("", outlet) or None,
        published=published,
        precision=precision,
        url=url,
        lines=text,
    )
