"""Query results as charts: bars for categories, a time series for dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graphkit.serve.grid import Grid, Names, Row, cell, number

# Maximum number of bars, and of points of a time series.
MOST_BARS, MOST_POINTS = 40, 2000
WIDTH, HEIGHT = 720, 260
COUNT = "number of rows"
# Maximum number of year labels on an axis; for ranges up to _DATED years the first and last day are shown instead.
_TICKS, _DATED = 10, 2


def chart_values(found: Grid, names: Names, *, along: int | None = None, value: int | None = None) -> dict[str, Any] | None:
    """Return a chart of one column against another.

    Args:
        found: the result, with rows in the order of the bars.
        names: IRIs of names in the result; see `grid.Names`.
        along: the category column; None for the first with dates, otherwise the first without numbers.
        value: the number column, summed per category; None for the first such column, or the
            number of rows if there is none.

    Returns:
        `kind` (bars or line), `along` and `value` (column indexes, None for the count), their names, and the
        data; None for an empty result and for ASK queries.
    """
    if found.kind != "select" or not found.rows:
        return None
    along = _along(found) if along is None or not 0 <= along < len(found.heads) else along
    numbers = [at for at, kind in enumerate(found.kinds) if kind == "number" and at != along]
    value = value if value in numbers else next(iter(numbers), None)
    labels = {"along": along, "value": value, "along_name": found.heads[along], "value_name": COUNT if value is None else found.heads[value], "numbers": numbers}
    sums = _sums(found.rows, along, value)
    if found.kinds[along] == "date":
        return {**labels, "kind": "line", **_line(sums)}
    return {**labels, "kind": "bars", **_bars(sums, {row[along]: cell(row[along], names)["link"] for row in found.rows[:10_000]})}


def formatted(value: float) -> str:
    """Format a number for display."""
    return f"{int(value):,}" if value.is_integer() else f"{value:,.2f}"


def _along(found: Grid) -> int:
    by_kind = [at for at, kind in enumerate(found.kinds) if kind == "date"] or [at for at, kind in enumerate(found.kinds) if kind != "number"]
    return next(iter(by_kind), 0)


def _sums(rows: tuple[Row, ...], along: int, value: int | None) -> dict[Any, float]:
    """Return the sum of the values per term in row order; the number of rows if there is no value column."""
    found: dict[Any, float] = {}
    for row in rows:
        if row[along] is not None:
            more = 1.0 if value is None else number(row[value]) or 0.0
            found[row[along]] = found.get(row[along], 0.0) + more
    return found


def _bars(sums: Mapping[Any, float], links: Mapping[Any, str | None]) -> dict[str, Any]:
    shown = list(sums.items())[:MOST_BARS]
    least, most = min([0.0, *(v for _, v in shown)]), max([0.0, *(v for _, v in shown)])
    span = (most - least) or 1.0
    bars = [
        {"text": term.short[:80], "link": links.get(term), "value": formatted(v), "start": round(100 * (min(v, 0.0) - least) / span, 2), "long": round(100 * abs(v) / span, 2)}
        for term, v in shown
    ]
    return {"bars": bars, "all": len(sums)}


def _line(sums: Mapping[Any, float]) -> dict[str, Any]:
    """Return points by day, with the ranges of both axes."""
    dated = sorted((day, term.value, v) for term, v in sums.items() if (day := _day(term.value)) is not None)
    shown = dated[:MOST_POINTS]
    if not shown:
        return {"points": [], "all": len(dated)}
    first, last = shown[0][0], shown[-1][0]
    least, most = min(0.0, *(v for *_, v in shown)), max(0.0, *(v for *_, v in shown))
    days, span = (last - first) or 1, (most - least) or 1.0
    points = [{"x": round(WIDTH * (day - first) / days, 1), "y": round(HEIGHT * (1 - (v - least) / span), 1), "text": f"{text[:10]}: {formatted(v)}"} for day, text, v in shown]
    return {"points": points, "ticks": _ticks(first, last), "zero": round(HEIGHT * (1 + least / span), 1), "first": shown[0][1][:10], "last": shown[-1][1][:10], "least": formatted(least), "most": formatted(most), "all": len(dated)}


def _ticks(first: int, last: int) -> list[dict[str, Any]]:
    """Return the labels of the time axis: years, or the first and last day for a short range."""
    begin, end = date.fromordinal(first).year, date.fromordinal(last).year
    step = 1 + (end - begin) // _TICKS
    days = [date(year, 1, 1).toordinal() for year in range(begin + 1, end + 1) if year % step == 0]
    marks = [(day, str(date.fromordinal(day).year)) for day in days] if end - begin > _DATED else [(day, date.fromordinal(day).isoformat()) for day in sorted({first, last})]
    return [{"x": round(WIDTH * (day - first) / ((last - first) or 1), 1), "text": text} for day, text in marks]


def _day(text: str) -> int | None:
    """Return the ordinal of a day, or of the first day of a month or year; None if it is not a date."""
    try:
        return date.fromisoformat((text[:10] + "-01-01")[:10]).toordinal()
    except ValueError:
        return None
