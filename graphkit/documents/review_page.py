"""Press reviews saved as pages by office programs: several articles below headlines with outlet and day, without the elements and metadata of a site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphkit.documents.clippings import clippings
from graphkit.documents.markup import text_of
from graphkit.documents.plain import articles_in
from graphkit.model import Item

_OF_SITES = "boolean(//nav | //header | //footer | //aside | //article | //main | //script | //link[@rel='canonical'] | //meta[@property])"


def articles_of_review(page: str, root: Any, name: str, source: str) -> Iterator[Item] | None:
    """Return the articles of a page that is a press review, None for any other page."""
    if root is None or root.xpath(_OF_SITES):
        return None
    text = text_of(page)
    return articles_in(text, name, source, markdown=False) if clippings(text, markdown=False) else None
