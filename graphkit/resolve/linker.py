"""Assigns an actor to each mention of an article, in text order.

Names are resolved by the lists, then by what the article said before (acronyms in brackets, surnames after full names).
Pronouns and descriptions are resolved to the nearest compatible actor. Unclear mentions stay unresolved: a gap is
better than an invention.
"""

from __future__ import annotations

from graphkit.model import Document, Reading
from graphkit.resolve.article import Article, Resolution
from graphkit.resolve.gazetteer import Gazetteer
from graphkit.resolve.offices import Offices

__all__ = ["Linker", "Resolution"]


class Linker:
    """Resolves the mentions of articles against lists and context.

    Args:
        gazetteer: known actors and places.
        offices: who held which office when.
    """

    def __init__(self, gazetteer: Gazetteer, offices: Offices) -> None:
        """Store the lists; no state is kept between articles."""
        self._gazetteer = gazetteer
        self._offices = offices

    def resolve(self, document: Document, reading: Reading) -> Resolution:
        """Return the actor of each mention that can be resolved, and what follows from lists and titles."""
        return Article(self._gazetteer, self._offices, document, reading).resolve()
