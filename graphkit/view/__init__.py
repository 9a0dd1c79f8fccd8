"""Pages and pictures: the interactive network (made with pyvis), the brief, and plots of an analysis."""

from graphkit.view.layout import positions
from graphkit.view.page import page
from graphkit.view.plot import caption_of, plot
from graphkit.view.report import report

__all__ = ["caption_of", "page", "plot", "positions", "report"]
