"""Widths of the columns of a table, so that words stay whole where the screen allows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

# Characters of the longest word that is never folded, such as the id of a claim.
_WORD = 16
# Where a longer word is folded at best: behind a mark, and before a capital letter within it.
_PARTS = re.compile(r"(?<=[\W_])(?=[^\W_])|(?<=[a-z])(?=[A-Z])")
# Share of the rows in which a table may cut words.
_CUT = 0.2


def widths_of(columns: Sequence[Sequence[str]], room: int, *, wider: bool) -> list[int] | None:
    """Return the width of each column, None if words would be cut in too many rows, or a table be longer than a list.

    Args:
        columns: the texts of each column, its header first.
        room: width of all columns together.
        wider: whether they may be wider than the room, so that no word is cut.
    """
    from rich.cells import cell_len

    needs, lengths = ([[of(text) for text in column] for column in columns] for of in (_longest, cell_len))
    ranked = [sorted(column) for column in needs]
    widths = [column[-1] for column in ranked]
    while sum(widths) > room and not wider:
        # The column that loses a place is the one in which this cuts words of the fewest rows; headers stay whole.
        losers = [place for place, width in enumerate(widths) if width > needs[place][0]]
        if not losers:
            return None
        widths[min(losers, key=lambda place: (len(ranked[place]) - bisect_left(ranked[place], widths[place]), -widths[place]))] -= 1
    _share(widths, lengths, room - sum(widths))
    if wider:
        return widths
    count = len(columns[0]) - 1
    cut = sum(any(need > width for need, width in zip(row, widths, strict=True)) for row in zip(*needs, strict=True))
    lines = sum(max(-(-length // width) for length, width in zip(row, widths, strict=True)) for row in zip(*lengths, strict=True))
    return None if cut > _CUT * count or lines > count * (len(columns) + 1) else widths


def _share(widths: list[int], lengths: Sequence[Sequence[int]], spare: int) -> None:
    """Give each spare place to the column whose texts lose the most lines by it."""

    def saved(place: int) -> float:
        width = widths[place]
        return sum(length / width - max(1, length / (width + 1)) for length in lengths[place] if length > width)

    savings = [*map(saved, range(len(widths)))]
    while spare > 0 and any(savings):
        place = savings.index(max(savings))
        widths[place] += 1
        savings[place] = saved(place)
        spare -= 1


def _longest(text: str) -> int:
    """Return the width of the longest word, or part of a word that is so long that it may be folded; at least two places, for one wide character."""
    from rich.cells import cell_len

    return max(2, *(width if (width := cell_len(word)) <= _WORD else min(_WORD, max(map(cell_len, _PARTS.split(word)))) for word in text.split()), 2)


def folded(text: str, width: int) -> str:
    """Return a text with line ends between the parts of words that are wider than their column."""
    from rich.cells import cell_len

    def parted(found: re.Match[str]) -> str:
        lines = [""]
        for part in _PARTS.split(found[0]) if cell_len(found[0]) > width else [found[0]]:
            if lines[-1] and cell_len(lines[-1] + part) > width:
                lines.append("")
            lines[-1] += part
        return "\n".join(lines)

    return re.sub(r"\S+", parted, text)
