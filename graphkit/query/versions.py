"""Articles that were replaced by newer versions, since when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graphkit.documents.address import address_key
from graphkit.errors import UnknownName
from graphkit.model import Article
from graphkit.store import View


@dataclass(frozen=True, slots=True)
class Version:
    """An article that a newer version replaced.

    Attributes:
        article, by: the article, and the version that replaced it.
        since: publication date of that version; None if unknown.
        why: how the two were identified: "same address", "same file" or "same row" (of a data set).
    """

    article: Article
    by: Article
    since: date | None
    why: str


def versions(view: View) -> list[Version]:
    """Return the replaced articles, sorted by key."""
    pairs = ((view.article(old), view.article(new)) for old, new in view.replaced())
    return [Version(old, new, new.published, _why(view, old, new)) for old, new in pairs]


def _why(view: View, old: Article, new: Article) -> str:
    if (address := address_key(old.url)) and address == address_key(new.url):
        return "same address"
    return "same row" if any(claim.extractor.startswith("table:") for claim in view.claims_in(old.key)) else "same file"


def replaced_article(view: View, name: str) -> Version:
    """Return the replaced article with a key, id or address.

    Raises:
        UnknownName: there is no such article, it was not replaced, or several match.
    """
    local = name.strip().removeprefix("article:")
    address = address_key(local)
    found = [v for v in versions(view) if local in (v.article.key, v.article.id) or (address and address == address_key(v.article.url))]
    keys = sorted({version.article.key for version in found})
    if len(keys) == 1:
        return found[0]
    if keys:
        raise UnknownName(f"{len(keys)} replaced articles are called {name!r}; give one of the keys {', '.join(keys[:9])}")
    if any(local in (a.key, a.id) or (address and address == address_key(a.url)) for a in view.articles()):
        raise UnknownName(f"article {name!r} is not replaced by another; `graphkit articles --versions` lists those that are")
    raise UnknownName(f"there is no article {name!r}; `graphkit articles --versions` lists those that were replaced")
