"""The interactive page: one HTML file that opens without network, made with pyvis."""

from graphkit.view.layout import positions
from graphkit.view.page import page

__all__ = ["page", "positions"]
