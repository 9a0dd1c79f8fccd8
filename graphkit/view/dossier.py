"""Renders a dossier of an actor or a pair as one HTML page without scripts, or as Markdown."""

from __future__ import annotations

from typing import Any

from graphkit.query import Dossier, PairDossier, dossier_rows, quoted
from graphkit.view.markdown import escaped
from graphkit.view.templates import asset, environment
from graphkit.view.text import clean_text, safe_link

LONGEST = 600


def dossier_page(dossier: Dossier | PairDossier) -> str:
    """Return the dossier as one HTML page without scripts or external resources; all text is escaped."""
    return _rendered("dossier.html", dossier)


def dossier_markdown(dossier: Dossier | PairDossier) -> str:
    """Return the dossier as Markdown (CommonMark with tables); text of articles is escaped."""
    return _rendered("dossier.md", dossier, markdown=True)


def _rendered(template: str, dossier: Dossier | PairDossier, *, markdown: bool = False) -> str:
    made = environment(markdown=markdown)
    made.filters.update(md=escaped, marks=quoted)
    values = _bounded(dossier_rows(dossier))
    text: str = made.from_string(asset(template)).render(title=title(dossier), dossier=values, link=safe_link)
    return text


def title(dossier: Dossier | PairDossier) -> str:
    """Heading: the name of the actor, or of both."""
    return dossier.actor.name if isinstance(dossier, Dossier) else f"{dossier.first.name} and {dossier.second.name}"


def _bounded(value: Any) -> Any:
    """Clean and truncate every text in nested values, except URLs."""
    if isinstance(value, str):
        return clean_text(value, LONGEST)
    if isinstance(value, dict):
        return {key: each if key == "url" else _bounded(each) for key, each in value.items()}
    return [_bounded(each) for each in value] if isinstance(value, list) else value
