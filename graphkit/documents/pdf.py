"""PDF files, read with pypdf: pages joined, hyphenation undone, headers and footers removed."""

from __future__ import annotations

import io
import logging
import re
import time
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

from graphkit.documents.address import day_of_address
from graphkit.documents.dayline import day_beside_name, days_of
from graphkit.documents.exports import articles_of
from graphkit.documents.furniture import day_in_heads, outlet_in_heads, without_heads
from graphkit.documents.initials import mended
from graphkit.documents.labels import is_labelled_field
from graphkit.documents.layout import by_columns, headlines
from graphkit.documents.package import believed, parsing, press_review_or_article, whole
from graphkit.documents.pieces import pieces_of
from graphkit.documents.plain import clean
from graphkit.errors import DocumentError
from graphkit.model import Item, Notice, Precision

# The text tells users what to do.
SCANNED = "pages of PDF files that are pictures without text (let an OCR program read these files first)"
MOST_PAGES = 5_000
# Seconds for all pages of a file, checked between pages; pypdf limits the work per page.
LONGEST = 120.0
# Lines at the top and bottom of a page that a browser may have printed.
_EDGE = 2
# Lines at the top of a file that may contain its date.
_ABOVE = 6
# Characters of a line with outlet and day in a press review, and lines of the headline above it.
_LONGEST_DAY, _LINES = 100, 4
# Printed by browsers: date and time next to a title or number, and the address.
_STAMP = re.compile(r"(?:.{0,200} )?\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: .{0,200})?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:.{0,200} )?((?:https?|file|\ufb01le)://\S{1,1000})(?: .{0,40})?")
_END = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")
# A word broken at the end of a line: by a hyphen that may be its own, or by one that is printed for this only.
_BROKEN, _DIVIDED = re.compile(r"(\w{1,60})-$"), re.compile(r"(?<=\w)(?:\u00ad\s?[\u2010-]?|\u2010)$")
# Second parts of words with hyphens that are common in news ("Iran-backed"), unless a prefix is before them.
_SECOND = frozenset("affected affiliated aligned allied backed based brokered controlled dominated era funded government imposed led linked majority mediated occupied owned regime related run sanctioned speaking sponsored supported wide".split())
_PREFIXES = frozenset("be de dis in mis out over pre re un under with".split())
# Letters from right to left, and the signs behind them, which are in that order too.
_FROM_RIGHT = re.compile(r"(?<=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])[\s()\[\].,;:!?\"'”’»-]{2,20}")
# Letters for print: "fi" as one, forms of Arabic letters within words.
_PRINTED = re.compile("[\ufb00-\ufb06\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]+")
_WORD = re.compile(r"\w+")
_INNER = re.compile(r"\w\u2010\w")
_HYPHENATED = re.compile(r"\b\w{1,60}-\w{1,60}")


def read_pdf(stream: BinaryIO, name: str, source: str) -> Iterator[Item]:
    """Read one document from a PDF file, or the articles of a database export.

    Raises:
        DocumentError: pypdf is missing, or the file is not a PDF, is encrypted, is too long, or has only scanned
            pages without text.
    """
    pages, title, large, scanned = _pages(whole(stream))
    pages, address = without_print_marks(pages)
    lines = [line for page in without_heads(pages, large) for line in page]
    found = articles_of([line for line in lines if line], name, source, joins=paragraphs)
    if found is not None:
        yield from found
        return
    text = clean("\n\n".join(paragraphs(lines, large)))
    if not text:
        raise DocumentError("contains no text; if its pages are scanned, let an OCR program read it first")
    yield from (Notice(source, SCANNED, f"page {number}") for number in scanned)
    day = day_of_address(address)
    if day[0] is None and (printed := day_in_heads(pages)):
        day = printed, Precision.DAY
    yield from press_review_or_article(text, name, source, believed(title, text), url=address, outlet=outlet_in_heads(pages), otherwise=day)


class _Read(NamedTuple):
    """The lines of every page, the title in the properties, the lines set as headlines on the first page with text, and the pages without text."""

    pages: list[list[str]]
    title: object
    large: frozenset[str]
    scanned: list[int]


def _pages(data: bytes) -> _Read:
    try:
        import pypdf
    except ImportError as error:
        raise DocumentError("reading PDF needs pypdf: pip install 'alliance-graphkit[documents]'") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%PDF" not in data[:1024]:
        raise DocumentError("not a PDF file: it does not begin with %PDF")
    with parsing("PDF file"):
        opened = pypdf.PdfReader(io.BytesIO(data))
        if opened.is_encrypted and not opened.decrypt(""):
            raise DocumentError("is encrypted; save it without a password")
        if len(opened.pages) > MOST_PAGES:
            raise DocumentError(f"has {len(opened.pages)} pages; split it into files of {MOST_PAGES} at most")
        until, pages, large, scanned = time.monotonic() + LONGEST, list[list[str]](), list[str](), list[int]()
        for number, page in enumerate(opened.pages, start=1):
            if time.monotonic() > until:
                raise DocumentError(f"takes longer than {LONGEST:.0f} seconds to read; split it")
            text, pieces = pieces_of(page)
            lines = [readable(" ".join(line.split())) for line in by_columns(pieces) or mended(text, pieces).splitlines()]
            large = large or list(map(readable, headlines(pieces)))
            scanned += [number] if not any(lines) and _has_picture(page) else []
            pages.append(lines)
        title = opened.metadata.title if opened.metadata else None
    return _Read(pages, title, frozenset(large), scanned)


def readable(line: str) -> str:
    """Return a line with letters instead of their forms for print, without hints where words may be broken, and with signs behind words from right to left in order."""
    if _FROM_RIGHT.search(line) and re.search("[A-Za-z]", line):
        line = _FROM_RIGHT.sub(lambda found: found[0][::-1], line)
    line = _PRINTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    return re.sub("\u00ad(?=\\w)", "", line)


def _has_picture(page: Any) -> bool:
    objects = (page.get("/Resources") or {}).get("/XObject") or {}
    return any(each.get_object().get("/Subtype") == "/Image" for each in objects.values())


def without_print_marks(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], str | None]:
    """Remove what browsers print at the edges of pages; return the pages and the printed address.

    The date and time in such a line is when the page was printed, not published; the line is recognised by the address
    at an edge of the same page.
    """
    made, address = [], None
    for page in pages:
        edge = _edge(page)
        stamps = {place for place in edge if _STAMP.fullmatch(page[place])}
        addresses = {place: found for place in edge if (found := _ADDRESS.fullmatch(page[place]))}
        marks = stamps | addresses.keys() if stamps and addresses else set()
        if marks and address is None:
            address = next((found[1] for found in addresses.values() if found[1].startswith("http") and not found[1].endswith(("…", "..."))), None)
        made.append([line for place, line in enumerate(page) if place not in marks])
    return made, address


def _edge(page: Sequence[str]) -> set[int]:
    """Return the indexes of the first and last non-empty lines, which may be headers or footers."""
    printed = [place for place, line in enumerate(page) if line]
    return {*printed[:_EDGE], *printed[-_EDGE:]}


def paragraphs(lines: Sequence[str], large: Collection[str] = ()) -> list[str]:
    """Join lines into paragraphs, and words hyphenated at the end of a line; a line in `large` belongs to a headline."""
    widths = sorted(len(line) for line in lines if line)
    width = widths[int(len(widths) * 0.9)] if widths else 0
    known = {word for line in lines for word in _HYPHENATED.findall(line)}
    if any(_INNER.search(line) for line in lines):
        # The file has no other hyphens.
        lines = [f"{line[:-1]}-" if line.endswith("\u2010") else line for line in lines]
    own = any(map(_DIVIDED.search, lines))
    heads, days = _of_review(lines)
    made: list[list[str]] = []
    fresh, last = True, ""
    for place, line in enumerate(lines):
        if not line:
            fresh = fresh or bool(_END.search(last))
            continue
        # In narrow columns a headline is as long as other lines, and only the date below shows where it ends.
        dated = place in days or (place < _ABOVE and days_of(line) is not None)
        if fresh or dated or place in heads or is_labelled_field(line) or (line in large) is not (last in large):
            made.append([line])
        else:
            made[-1][-1:] = _joined(made[-1][-1], line, None if own else known)
        # A short line ends a paragraph if it ends a sentence; a very short one is a headline unless it is continued.
        fresh = line not in large and (dated or (len(line) < 0.8 * width and bool(_END.search(line))) or (len(line) < 0.5 * width and not line.endswith((",", "-", ";"))))
        last = line
    return [" ".join(parts) for parts in made]


def _of_review(lines: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of the headlines of a press review, and of the lines with outlet and day below them; nothing unless there are several."""
    days = {place for place, line in enumerate(lines) if len(line) <= _LONGEST_DAY and day_beside_name(line)}
    above = (next((place for place in range(day - 1, max(0, day - _LINES), -1) if _END.search(lines[place - 1])), day - 1) for day in days)
    return ({place for place in above if place >= 0}, days) if len(days) > 1 else (set(), set())


def _joined(before: str, line: str, known: set[str] | None) -> list[str]:
    """Return the last line and the next one as parts of a paragraph: one part if a word was hyphenated, else two.

    Args:
        before: the last line.
        line: the next one.
        known: words printed with a hyphen elsewhere; None if the file breaks words by another sign.
    """
    divided, broken = _DIVIDED.search(before), _BROKEN.search(before)
    if (divided is None and broken is None) or not line[0].isalnum():
        return [before, line]
    head, space, rest = line.partition(" ")
    if divided is not None:
        first = before[: divided.start()] + head
    else:
        first = before[: -1 if broken and _is_divided(broken[1], head, known) else None] + head
    return [first, rest] if space else [first]


def _is_divided(one: str, head: str, known: set[str] | None) -> bool:
    """Whether a hyphen at the end of a line is not part of its word: "Franco-German" keeps it, as does any word printed with it elsewhere."""
    after = _WORD.match(head)
    other = after[0] if after else ""
    compound = other in _SECOND and one.lower() not in _PREFIXES
    return known is not None and head[0].islower() and not compound and f"{one}-{other}" not in known
