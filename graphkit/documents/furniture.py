"""Running headers, footers and page numbers of printed pages: remove them, and read the day in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from graphkit.dates import WEEKDAY
from graphkit.documents.dayline import DAY, exact_day
from graphkit.documents.exports import MARK
from graphkit.documents.masthead import is_newspaper

# Lines at the top and bottom of a page that may be a header or footer, and of a short one.
_EDGE, _SHORT_EDGE = 5, 2
# Characters of a line with the number of its page, and share of the text's width of a line that stands between two halves of a sentence.
_LONGEST, _SHORT = 100, 0.75
_PAGE_NUMBER = re.compile(r"(?i)[-\u2013 ]*(?:page|p\.|seite)? ?#+(?: ?(?:of|/|von) ?#+)?[-\u2013 ]*|[ivxl]{1,7}")
_DIGITS = re.compile(r"\d+")
# The number of a page at either end of a line: "HARBOUR INSTITUTE 12", "12 | Bridges", "A4 The Post".
_NUMBERED = (re.compile(r"\A[A-Z]?(\d{1,4})(?![\d/.,:-])"), re.compile(r"(?<![\d/.,:-])(\d{1,4})\Z"))
_END = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")
_DAY = re.compile(rf"(?<!\w){WEEKDAY}(?P<day>{DAY})(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"[|•·:]|\s[-–—]\s|\b[A-Z]?\d{1,4}\b")
_OTHER_DAY = re.compile(r"print|download|access|retriev|generat|creat|updated|saved|export|revis", re.IGNORECASE)


def without_heads(pages: Sequence[Sequence[str]], large: Collection[str] = ()) -> list[list[str]]:
    """Remove page numbers, and headers and footers: lines that pages share, that have the numbers of pages, or that part a sentence.

    Lines in `large` are headlines on the first page, which the heads of other pages may repeat.
    """
    made, last = [], list[str]()
    width = _width(pages)
    for number, (page, runs) in enumerate(zip(pages, _runs(pages), strict=True)):
        kept = [line for place, line in enumerate(page) if place not in runs or (number == 0 and line in large)]
        kept = _mended(last, kept, width)
        made.append(kept)
        last = kept if any(kept) else last
    return made


def day_in_heads(pages: Sequence[Sequence[str]]) -> date | None:
    """Return the day in the lines that pages share, such as "The Harbour Post, Wednesday, May 15, 2024"; None unless there is exactly one."""
    days = {day for line in _heads(pages) if not _OTHER_DAY.search(line) for found in _DAY.finditer(line) if (day := exact_day(found["day"]))}
    return days.pop() if len(days) == 1 else None


def _heads(pages: Sequence[Sequence[str]]) -> set[str]:
    return {page[place] for page, runs in zip(pages, _runs(pages), strict=True) for place in runs}


def outlet_in_heads(pages: Sequence[Sequence[str]]) -> str | None:
    """Return the name of a newspaper in the lines that pages share, None unless there is exactly one."""
    words = {" ".join(part.split()).strip(" ,") for line in _heads(pages) for part in _BETWEEN.split(_DAY.sub("|", line))}
    names = {name for name in words if is_newspaper(name)}
    return names.pop() if len(names) == 1 else None


def _width(pages: Sequence[Sequence[str]]) -> int:
    widths = sorted(len(line) for page in pages for line in page if line)
    return widths[int(len(widths) * 0.9)] if widths else 0


def _runs(pages: Sequence[Sequence[str]]) -> Iterator[set[int]]:
    """Yield, for each page, the places of its headers and footers, from its edges inwards up to the first other line."""
    edges = [_edges(page) for page in pages]
    shapes = [[[(top, depth, _shape(page[place])) for depth, place in enumerate(side)] for top, side in enumerate(edge)] for page, edge in zip(pages, edges, strict=True)]
    # Pages on the left and on the right may have heads of their own.
    every, *halves = (Counter(shape for page in shapes[first::step] for side in page for shape in side) for first, step in ((0, 1), (0, 2), (1, 2)))
    offsets = Counter(offset for number, (page, edge) in enumerate(zip(pages, edges, strict=True)) for offset in {each for side in edge for place in side[:_SHORT_EDGE] for each in _offsets(page[place], number)})
    offset, most = max(offsets.items(), key=lambda each: each[1], default=(0, 0))
    numbered = most >= max(3, (len(pages) + 1) // 2)

    def runs(line: str, shape: tuple[int, int, str], number: int) -> bool:
        half = len(pages[number % 2 :: 2])
        shared = every[shape] >= max(2, (len(pages) + 1) // 2) or halves[number % 2][shape] >= max(2, (half + 1) // 2)
        return not MARK.fullmatch(line) and (_PAGE_NUMBER.fullmatch(shape[2]) is not None or shared or (numbered and offset in _offsets(line, number)))

    for number, (page, edge, of_page) in enumerate(zip(pages, edges, shapes, strict=True)):
        found = set[int]()
        for side, of_side in zip(edge, of_page, strict=True):
            marks = {depth for depth, place in enumerate(side) if runs(page[place], of_side[depth], number)}
            # A head of more lines than two is one only without gaps.
            found |= {side[depth] for depth in marks if depth < _SHORT_EDGE or set(range(depth)) <= marks}
        yield found


def _edges(page: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the places of the first non-empty lines of a page, and of the last ones, outermost first."""
    printed = [place for place, line in enumerate(page) if line]
    return printed[:_EDGE], printed[::-1][:_EDGE]


def _offsets(line: str, number: int) -> set[int]:
    """Return what must be added to the place of a page for a number at either end of a line."""
    return {int(found[1]) - number for form in _NUMBERED if len(line) <= _LONGEST and (found := form.search(line))}


def _mended(last: list[str], page: list[str], width: int) -> list[str]:
    """Remove a short line at the top of a page that stands between two halves of a sentence; `last` is the page before, which may lose one at its end."""
    tops = [place for place, line in enumerate(page) if line][: _SHORT_EDGE + 1]
    ends = [place for place, line in enumerate(last) if line][-_SHORT_EDGE - 1 :]
    if len(ends) < 2 or not tops:
        return page

    def short(line: str) -> bool:
        return len(line) < _SHORT * width and not line[:1].islower() and not _END.search(line)

    begun = next((depth for depth, place in enumerate(tops) if page[place][:1].islower() or not short(page[place])), None)
    if begun is None or not page[tops[begun]][:1].islower():
        return page
    # The sentence breaks off at the last full line of the page before.
    broken = next((depth for depth in range(len(ends) - 1, -1, -1) if not short(last[ends[depth]])), None)
    if broken is None or _END.search(last[ends[broken]]):
        return page
    for place in ends[broken + 1 :]:
        last[place] = ""
    return ["" if place in tops[:begun] else line for place, line in enumerate(page)]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)
