"""Code shared by the readers of database exports: the article being built, and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from graphkit.documents.plain import clean
from graphkit.model import Document, Failure, Precision

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero gennaio januar januari",
            "february feb février févr fevrier febrero febbraio februar februari",
            "march mar mars marzo märz maart",
            "april apr avril avr abril aprile",
            "may mai mayo maggio mei",
            "june jun juin junio giugno juni",
            "july jul juillet juil julio luglio juli",
            "august aug août aout agosto augustus",
            "september sept sep septembre septiembre settembre",
            "october oct octobre octubre ottobre oktober",
            "november nov novembre noviembre",
            "december dec décembre decembre diciembre dicembre dezember",
        ),
        start=1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.)? (?:de )?([^\W\d_]{3,10})\.?,? (?:de )?(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2}),? (\d{4})\b")
_MONTH = re.compile(r"(?<![\d.] )\b([^\W\d_]{3,10})\.?,? (\d{4})\b")


@dataclass(slots=True)
class Article:
    """One article of an export while it is being read.

    Attributes:
        id: id in the database, or number in the file.
        lines: lines of the text, one per paragraph.
        wrapped: whether a paragraph takes several lines.
    """

    id: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    precision: Precision = Precision.DAY
    url: str | None = None
    lines: list[str] = field(default_factory=list)

    def document(self, source: str) -> Document | Failure:
        """Return the document, or a failure if the export has no text for the article."""
        text = clean("\n\n".join(self.lines)).strip()
        if not text:
            return Failure(f"{source}: {self.title or self.id}", "the export contains no text of this article")
        return Document(
            id=self.id,
            text=text,
            title=_line(self.title),
            url=self.url,
            outlet=_line(self.outlet),
            published=self.published,
            published_precision=self.precision,
        )


def day_in(text: str) -> tuple[date | None, Precision]:
    """Return the first date with a month name in a line ("May 15, 2024 Wednesday"), else the first month.

    English, French, Spanish, Italian, German and Dutch month names are known.
    """
    for pattern, order in ((_DAY_FIRST, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        for match in pattern.finditer(text):
            day, month, year = (match.group(place) for place in order)
            made = _date(int(year), _MONTHS.get(month.lower()), int(day))
            if made is not None:
                return made, Precision.DAY
    for match in _MONTH.finditer(text):
        made = _date(int(match.group(2)), _MONTHS.get(match.group(1).lower()), 1)
        if made is not None:
            return made, Precision.MONTH
    return None, Precision.DAY


def _date(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month, day) if month else None
    except ValueError:
        return None


def joined(lines: Sequence[str]) -> str:
    """Join lines into one, with single spaces."""
    return " ".join(" ".join(lines).split())


def _line(value: str | None) -> str | None:
    return clean(" ".join(value.split())) or None if value else None
