"""Dates of publication as rows and pages give them."""

from __future__ import annotations

import re
from datetime import date

from graphkit.model import Precision

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?![\d])")


def parse_date(text: object) -> tuple[date | None, Precision]:
    """The day, or the first day of the month or year, that an ISO date names.

    Words behind it are passed over ("2020-09 (inferred)"); anything else is unknown.
    """
    match = _ISO.match(text) if isinstance(text, str) else None
    if match is None:
        return None, Precision.DAY
    year, month, day = match.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        return None, Precision.DAY
