"""Renders the HTML pages from their templates, and maps IRIs of the graph to addresses of the site."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from graphkit.model import around
from graphkit.plural import counted
from graphkit.query import named_queries
from graphkit.rdf import AGENT, ARTICLE, CLAIM, DECISION, EVIDENCE, ID, RUN
from graphkit.store import Result
from graphkit.view import PLACES, reading_assets, warm_reading
from graphkit.view.templates import environment
from graphkit.view.text import without_direction

_ASSETS = Path(__file__).with_name("assets")
# IRI prefixes of a graph, and the path on this site that shows them.
_PATHS = {ID: "id", CLAIM: "claim", ARTICLE: "article", EVIDENCE: "evidence", RUN: "run", AGENT: "agent", DECISION: "decision"}
LONGEST = 2000
# References to shell commands in messages.
_LISTS = re.compile(r"`graphkit (actors|articles)` lists")
# Maximum characters of a name or title.
CUT = 140


@functools.cache
def _style() -> str:
    return (_ASSETS / "pages.css").read_text(encoding="utf-8")


@functools.cache
def policy() -> str:
    """Content-Security-Policy of the pages: own style and scripts, forms only to this site."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    own = "script-src 'self'; connect-src 'self'; img-src 'self' data:"
    return f"default-src 'none'; style-src 'self' 'sha256-{digest}'; {own}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


_KINDS = {".js": "text/javascript", ".css": "text/css"}
# Static files by file name.
ASSETS = {path.name: (path, _KINDS[path.suffix]) for path in (*sorted(_ASSETS.rglob("*")), *reading_assets()) if path.suffix in _KINDS}


def page(name: str, /, **values: Any) -> bytes:
    """Render a page by template name; all values are escaped."""
    text: str = _templates().get_template(f"{name}.html").render(style=_style(), named=list(named_queries().values()), **values)
    return text.encode("utf-8", "replace")


def part(name: str, /, **values: Any) -> Any:
    """Render a part of a page by template name as markup (`markupsafe.Markup`); all values are escaped."""
    from markupsafe import Markup

    return Markup(_templates().get_template(f"{name}.html").render(**values))


@functools.cache
def _templates() -> Any:
    import jinja2

    made = environment(loader=jinja2.FileSystemLoader(_ASSETS))
    made.globals.update(path=path, around=around, places=PLACES)
    # {{ number | counted("claim") }}, {{ title | cut }}, {{ title | short }}
    made.filters.update(counted=counted, cut=cut, linked=linked, short=short)
    return made


def short(text: str, most: int = CUT) -> str:
    """Truncate a text to `most` characters with an ellipsis."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def linked(message: str) -> Any:
    """Return a message as markup in which references to list commands are links to the lists of the site."""
    from markupsafe import Markup, escape

    # escape() first: the rest of the message is text.
    return Markup(_LISTS.sub(r'<a href="/\1">the list of \1</a> has', str(escape(without_direction(message)))))


def cut(text: str, most: int = CUT) -> Any:
    """Like `short`, with the full text as a tooltip."""
    from markupsafe import Markup

    return text if len(text) <= most else Markup('<span title="{}">{}</span>').format(without_direction(text), without_direction(short(text, most)))


def warm() -> None:
    """Compile the templates of the home page ahead of the first request; those of another page take some 20 ms."""
    for name in ("home", "frame", "parts", "adding"):
        _templates().get_template(f"{name}.html")


def warm_others() -> None:
    """Compile the templates of the other pages."""
    for template in sorted(_ASSETS.glob("*.html")):
        _templates().get_template(template.name)
    warm_reading()


def records(result: Result) -> list[dict[str, str | None]]:
    """Return rows as dictionaries of plain text by column name."""
    return [dict(zip(result.variables, (None if t is None else str(t) for t in row), strict=True)) for row in result]


def address(iri: str) -> str | None:
    """Return the path of the page for an IRI; None if there is none."""
    for prefix, kind in _PATHS.items():
        if iri.startswith(prefix):
            return path(kind, unquote(iri.removeprefix(prefix)))
    return None


@functools.lru_cache(maxsize=1 << 13)
def path(*parts: str) -> str:
    """Join escaped parts to a path: `path("id", "GNA")` is `/id/GNA`."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


# User decisions on a claim.
DECISIONS = """
SELECT ?act ?value ?who ?day ?why WHERE {{
  ?decision gk:decisionAbout {iri} ; gk:decision ?act .
  OPTIONAL {{ ?decision gk:decisionValue ?value }} OPTIONAL {{ ?decision gk:decidedBy ?who }}
  OPTIONAL {{ ?decision gk:decidedOn ?day }} OPTIONAL {{ ?decision rdfs:comment ?why }}
}} ORDER BY ?day ?decision LIMIT 50
"""
# Terms for queries: relations, classes, properties and concepts of the ontology.
WORDS = "SELECT DISTINCT ?word { GRAPH <https://w3id.org/graphkit/graph/ontology> { ?word a ?kind } FILTER (isIRI(?word)) }"


def iri_of(kind: str, name: str) -> str:
    """Return the IRI of a page's resource in SPARQL syntax."""
    from graphkit.rdf import escaped

    prefix = {path: prefix for prefix, path in _PATHS.items()}[kind]
    return f"<{prefix}{escaped(name)}>"


def literal(text: str) -> str:
    """Return a text as a SPARQL string literal."""
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, written)
    return f'"{text}"'


