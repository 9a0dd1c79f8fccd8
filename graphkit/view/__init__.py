"""Pages and pictures: the interactive network (built with pyvis), the reading view of an article, the brief, dossiers and plots.

Takes `Actor`, `Claim`, `Article`, gives `str`: `view.page.page`.
"""

from graphkit.view.dossier import dossier_markdown, dossier_page
from graphkit.view.layout import positions
from graphkit.view.page import PLACES, page
from graphkit.view.plot import caption_of, plot
from graphkit.view.reading import (
    ArticleRead,
    Note,
    page_of,
    reading_assets,
    reading_body,
    reading_page,
    warm_reading,
)
from graphkit.view.reading_content import article_read
from graphkit.view.report import UNREAD, report
from graphkit.view.report_sections import Chapter, chapters
from graphkit.view.strongest import TIES, strongest, strongest_page

__all__ = [
    "PLACES",
    "TIES",
    "UNREAD",
    "ArticleRead",
    "Chapter",
    "Note",
    "article_read",
    "caption_of",
    "chapters",
    "dossier_markdown",
    "dossier_page",
    "page",
    "page_of",
    "plot",
    "positions",
    "reading_assets",
    "reading_body",
    "reading_page",
    "report",
    "strongest",
    "strongest_page",
    "warm_reading",
]
