"""Pages and pictures: the interactive network (built with pyvis), the reading view of an article, the brief, dossiers and plots.

Takes `Actor`, `Claim`, `Article`, gives `str`: `view.page.page`.
"""

from graphkit.view.dossier import dossier_markdown, dossier_page
from graphkit.view.layout import positions
from graphkit.view.page import PLACES, page
from graphkit.view.plot import caption_of, picture_format, plot
from graphkit.view.reading import (
    Note,
    ReadingContent,
    reading_assets,
    reading_body,
    reading_html,
    reading_page,
    warm_reading,
)
from graphkit.view.reading_content import reading_content
from graphkit.view.report import UNREAD, report
from graphkit.view.report_sections import ReportSection, report_sections
from graphkit.view.strongest import TIES, strongest, strongest_page

__all__ = [
    "PLACES",
    "TIES",
    "UNREAD",
    "Note",
    "ReadingContent",
    "ReportSection",
    "caption_of",
    "dossier_markdown",
    "dossier_page",
    "page",
    "picture_format",
    "plot",
    "positions",
    "reading_assets",
    "reading_body",
    "reading_content",
    "reading_html",
    "reading_page",
    "report",
    "report_sections",
    "strongest",
    "strongest_page",
    "warm_reading",
]
