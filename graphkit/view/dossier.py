"""A dossier of an actor or a pair as one HTML page without scripts, or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.query import Dossier, PairDossier, dossier_rows
from graphkit.view.markdown import escaped
from graphkit.view.words import link, shown

_ASSETS = Path(__file__).with_name("assets")
LONGEST = 600


def dossier_page(told: Dossier | PairDossier) -> str:
    """The dossier as one HTML page: no scripts, nothing loaded, every text escaped."""
    return _rendered("dossier.html", told, escapes=True)


def dossier_markdown(told: Dossier | PairDossier) -> str:
    """The dossier as Markdown (CommonMark with tables); no text of an article can become markup."""
    return _rendered("dossier.md", told, escapes=False)


def _rendered(template: str, told: Dossier | PairDossier, *, escapes: bool) -> str:
    import jinja2

    environment = jinja2.Environment(autoescape=escapes, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["md"] = escaped
    values = _fit(dossier_rows(told))
    text: str = environment.from_string((_ASSETS / template).read_text(encoding="utf-8")).render(title=title(told), told=values, link=link)
    return text


def title(told: Dossier | PairDossier) -> str:
    """The heading: the actor's name, or both."""
    return told.actor.name if isinstance(told, Dossier) else f"{told.first.name} and {told.second.name}"


def _fit(value: Any) -> Any:
    """Values with every text cleaned and cut."""
    if isinstance(value, str):
        return shown(value, LONGEST)
    if isinstance(value, dict):
        return {key: each if key == "url" else _fit(each) for key, each in value.items()}
    return [_fit(each) for each in value] if isinstance(value, list) else value
